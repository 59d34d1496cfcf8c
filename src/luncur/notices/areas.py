"""Positions of a notice put together into areas, by the letters, numbers and words that stand between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import shapely

from luncur.notices.model import NAUTICAL_MILE, Area, Corner
from luncur.notices.positions import Position
from luncur.sentences import Sentence

_WORDS = {
    "ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6, "SEVEN": 7, "EIGHT": 8, "NINE": 9, "TEN": 10,
    "ELEVEN": 11, "TWELVE": 12, "FIFTEEN": 15, "TWENTY": 20, "THIRTY": 30, "FORTY": 40, "FIFTY": 50,
}  # fmt: skip
_UNITS = {"M": 1.0, "KM": 1000.0, "NM": NAUTICAL_MILE}
_LENGTH = (
    rf"(?P<n>\d{{1,4}}(?:\.\d{{1,4}})?|{'|'.join(_WORDS)})\s{{0,2}}-?\s?"
    r"(?P<u>NAUTICAL\sMILES?|SEA\sMILES?|MILES?|NMI?|KILOMET(?:ER|RE)S?|KMS?|MET(?:ER|RE)S?|MTRS?|M|公里|海里|米)(?![A-Z])"
)
_CIRCLE_BEFORE = re.compile(
    rf"(?:WITHIN\s{{1,3}}(?:A\s)?(?:RADIUS\sOF\s)?{_LENGTH}|{_LENGTH.replace('?P<n>', '?P<n2>').replace('?P<u>', '?P<u2>')}\s{{1,3}}RADIUS"
    rf"|RADIUS\s?(?:OF|:|-|=)?\s{{0,2}}{_LENGTH.replace('?P<n>', '?P<n3>').replace('?P<u>', '?P<u3>')})"
    r"(?:[\sA-Z,:.-]{0,60})$"
)
_CIRCLE_AFTER = re.compile(
    rf"^[\s,.;、为为圆心中心A-Z-]{{0,30}}(?:RADIUS|RAD|半径)\s?(?:OF|:|-|=|为)?\s{{0,2}}{_LENGTH}"
)
# a label is a letter or number of its own with its mark; it ends the text before a position, or words follow it
_LABEL = re.compile(
    r"(?:^|(?<=[\s.,;:、。(]))(?:(?P<area>(?:AREA|ZONE|REGION|POINT|DROP\sZONE|区域|第)\s?)?\(?(?P<name>[A-Z]|[1-9]\d?)\s?[.):、]\)?"
    r"|(?:AREA|ZONE|DROP\sZONE)\s(?P<name2>[A-Z0-9]{1,3})\b|(?P<ring>[①-⑳]))(?=[\s:(]|$|\x00)"
)
_JOIN = re.compile(r"[\s,;、。.:/|-]*(?:(?:AND|TO|THENCE|THEN|BACK|START|至|POINT)[\s,;、.:-]*)*$")
_BENT = re.compile(r"\b(?:ARC|CLOCKWISE|COAST\w*|SHORE\w*|PARALLEL|BOUNDARY|SECTOR)\b|扇形|弧")
_LINE = re.compile(r"\b(?:TRACK\s?LINES?|LINE\sJOINING|EITHER\sSIDE|ALONG)\b")


@dataclass
class Group:
    """Positions that belong together, the label and the words before them, and where in the text they lie."""

    label: str | None
    before: str
    start: int
    points: list[Position] = field(default_factory=list)
    radius: float | None = None
    bent: bool = False
    end: int = 0
    circle: tuple[int, int] | None = None  # where the words about the radius stand

    def spans(self) -> list[tuple[int, int]]:
        """The parts of the text that say this area."""
        return [(self.points[0].start, self.end), *([self.circle] if self.circle else [])]


def groups(text: str, found: list[Position]) -> list[Group]:
    """Runs of positions between which there is nothing but marks; a label or other words begin the next."""
    out: list[Group] = []
    at = 0
    for i, place in enumerate(found):
        gap = text[at : place.start]
        label = _last_label(gap)
        bent = bool(_BENT.search(gap)) and bool(out) and i > 0 and label is None
        if out and label is None and (_JOIN.match(gap) or bent) and out[-1].radius is None:
            out[-1].bent |= bent
        else:
            out.append(Group(label, gap, at))
            words = _CIRCLE_BEFORE.search(gap, max(0, len(gap) - 200))
            out[-1].radius = _radius(words)
            out[-1].circle = (at + words.start(), at + words.end()) if words else None
        out[-1].points.append(place)
        at = out[-1].end = place.end
    for i, g in enumerate(out):
        if g.radius is None and len(g.points) == 1:
            stop = out[i + 1].points[0].start if i + 1 < len(out) else len(text)
            words = _CIRCLE_AFTER.match(text[g.end : stop])
            g.radius = _radius(words)
            g.circle = (g.end, g.end + words.end()) if words else None
    return _corner_by_corner(out)


def spoken(name: str) -> str:
    """The letter of an area as it follows the word for it in a sentence; nothing for the only area of a warning."""
    return f" {name}" if name else ""


def area_of(group: Group, name: str) -> tuple[Area | None, list[str]]:
    """The area of a group and what is to be said of it; no area when a corner cannot be read or too few are given."""
    bad = [p.text for p in group.points if p.point is None]
    shown = spoken(name)
    if bad:
        return None, [Sentence("notice_bad_corner", area=shown, text=bad[0][:60])]
    corners = [p.point for p in group.points if p.point is not None]
    if group.radius is not None:
        if len(corners) > 1 or not 0 < group.radius <= 5e6:
            return None, [Sentence("notice_odd_circle", area=shown)]
        return Area(name, tuple(corners), group.radius), []
    if _LINE.search(group.before[-120:]):
        return None, [Sentence("notice_line", area=shown)]
    corners = [c for i, c in enumerate(corners) if i == 0 or c != corners[i - 1]]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(corners) < 3:
        return None, [Sentence("notice_few_corners", area=shown, count=len(corners))]
    corners, said = _in_order(corners, shown)
    if group.bent:
        said.append(Sentence("notice_bent", area=shown))
    return Area(name, tuple(corners)), said


def unwrapped(corners: list[Corner] | tuple[Corner, ...]) -> list[tuple[float, float]]:
    """Longitude and latitude [deg] of corners, each edge the short way round the Earth."""
    out: list[tuple[float, float]] = []
    for latitude, longitude in corners:
        last = out[-1][0] if out else longitude
        out.append((longitude - 360.0 * round((longitude - last) / 360.0), latitude))
    return out


def _in_order(corners: list[Corner], name: str) -> tuple[list[Corner], list[str]]:
    """Four corners given crosswise (north-west, north-east, south-west, south-east) are put in order round the area."""
    if len(corners) > 2000 or shapely.is_valid(shapely.Polygon(unwrapped(corners))):
        return corners, []
    if len(corners) == 4:
        for order in ((0, 1, 3, 2), (0, 2, 1, 3)):
            turned = [corners[i] for i in order]
            if shapely.is_valid(shapely.Polygon(unwrapped(turned))):
                return turned, [Sentence("notice_crosswise", area=name)]
    return corners, [Sentence("notice_crossing", area=name)]


def _corner_by_corner(found: list[Group]) -> list[Group]:
    """Joins areas of one point each, labelled one after the other: their labels count corners, not areas."""
    out: list[Group] = []
    i = 0
    while i < len(found):
        run = [found[i]]
        while i + len(run) < len(found) and _follows(run[-1], found[i + len(run)]):
            run.append(found[i + len(run)])
        if len(run) >= 3 and _single(run[0]):
            whole = run[0]
            whole.points = [p for g in run for p in g.points]
            whole.end, whole.label = run[-1].end, _label_before(whole.before)
            out.append(whole)
        else:
            out += run
        i += len(run)
    return out


def _single(g: Group) -> bool:
    return g.label is not None and len(g.points) == 1 and g.radius is None


def _follows(a: Group, b: Group) -> bool:
    """Whether b is the next corner after a: one point each, labels that succeed each other, nothing else between."""
    if not (_single(a) and _single(b)) or a.label is None or b.label is None:
        return False
    if a.label.isdigit() != b.label.isdigit():
        return False
    ahead = int(b.label) - int(a.label) if a.label.isdigit() else ord(b.label[0]) - ord(a.label[0])
    return ahead == 1 and len(re.sub(r"[^A-Z]", "", b.before)) <= 8


def _last_label(gap: str) -> str | None:
    words = 0  # where the last word ends
    for word in re.finditer(r"[^\W\d_]+", gap):
        words = word.end()
    last = None
    for label in _LABEL.finditer(gap):
        # a bare number labels what stands right behind it; further off it numbers a paragraph
        bare = label["name"] is not None and label["name"].isdigit() and not label["area"]
        if not bare or label.end() >= words:
            last = label
    return _name(last) if last else None


def _label_before(gap: str) -> str | None:
    """The label before the last one: that of the area, when the last is that of its first corner."""
    labels = list(_LABEL.finditer(gap))
    return _name(labels[-2]) if len(labels) > 1 and labels[-2]["area"] else None


def _name(label: re.Match[str]) -> str:
    ring = label["ring"]
    return str(ord(ring) - ord("①") + 1) if ring else str(label["name"] or label["name2"])


def _radius(found: re.Match[str] | None) -> float | None:
    """Radius [m] of the words about a circle; miles at sea are nautical miles."""
    if found is None:
        return None
    g = {k.rstrip("23"): v for k, v in found.groupdict().items() if v is not None}
    number = float(_WORDS.get(g["n"], 0) or g["n"])
    unit = g["u"]
    if unit in ("公里",) or unit.startswith("K"):
        return number * _UNITS["KM"]
    if unit in ("米", "M") or unit.startswith(("MET", "MTR")):
        return number * _UNITS["M"]
    return number * _UNITS["NM"]
