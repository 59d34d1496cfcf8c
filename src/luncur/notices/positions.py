"""Positions in a text: every way in which warnings write a latitude and a longitude."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luncur.notices.model import Corner

_MINUTE = r"['’‘′´`]"
_SECOND = rf"(?:[\"”“″]|{_MINUTE}{{2}})"
_DEGREE = r"[°º˚¤]"
_NUMBER = r"\d{1,3}(?:[.,]\d{1,8})?"
_SMALL = r"\d{1,2}(?:[.,]\d{1,8})?"

# degrees, and minutes and seconds where they are given; the marks between them are the notice's own
_ANGLE = (
    rf"(?:\d{{1,3}}\s?(?:-|:|{_DEGREE})\s?{_SMALL}(?:\s?(?:-|:|{_MINUTE})\s?{_SMALL})?\s?(?:{_SECOND}|{_MINUTE})?"
    rf"|\d{{2,3}}\s\d{{2}}(?:[.,]\d{{1,8}})?(?:\s\d{{2}}(?:[.,]\d{{1,8}})?)?"
    rf"|\d{{4,7}}(?:[.,]\d{{1,8}})?"
    rf"|{_NUMBER}\s?{_DEGREE}?)"
)
_GAP = r"[\s,;/、-]{0,3}"
_AFTER = re.compile(
    rf"(?<![\d.])(?P<lat>{_ANGLE})\s?(?P<ns>[NS])(?![A-Z]){_GAP}(?P<lon>{_ANGLE})\s?(?P<ew>[EW])(?![A-Z])"
)
_BEFORE = re.compile(
    rf"(?<![\d.,'’′\"”″A-Z])(?P<ns>[NS])\s?(?P<lat>{_ANGLE}){_GAP}(?P<ew>[EW])\s?(?P<lon>{_ANGLE})(?![\dNSEW])"
)
_LONGITUDE_FIRST = re.compile(
    rf"(?<![\d.])(?P<lon>{_ANGLE})\s?(?P<ew>[EW])(?![A-Z]){_GAP}(?P<lat>{_ANGLE})\s?(?P<ns>[NS])(?![A-Z])"
    rf"|(?<![A-Z\d])(?P<ew2>[EW])\s?(?P<lon2>{_ANGLE}){_GAP}(?P<ns2>[NS])\s?(?P<lat2>{_ANGLE})(?![\dNSEW])"
)
_SIGNED = re.compile(
    r"(?<![\d.\w-])(?P<lat>[+-]?\d{1,2}\.\d{2,8})\s{0,2}[,;\s]\s{0,2}(?P<lon>[+-]?\d{1,3}\.\d{2,8})(?![\d.NSEW])"
)
# what looks like one angle with its hemisphere; left over, it is a corner that could not be read
_LONE = re.compile(
    r"(?<![A-Z\d])\d[\d.,:°º˚'’′\"”″-]{1,14}\s?[NSEW](?![A-Z])|(?<![A-Z\d])[NSEW]\s?\d[\d.,:°º˚'’′\"”″-]{3,14}"
)


@dataclass(frozen=True)
class Position:
    """A latitude and a longitude [deg] that stand at ``start`` to ``end`` of a text; point is None when it is no place."""

    start: int
    end: int
    text: str
    point: Corner | None


def positions(text: str) -> list[Position]:
    """Every position of a text in capitals, in order; what is shaped like one but is none has no point.

    Letters stand before or behind the figures; signed decimals count only where nothing else is found.
    """
    found = [_position(m, text) for m in _AFTER.finditer(text)]
    masked = mask(text, [(p.start, p.end) for p in found])
    found += [_position(m, text) for m in _BEFORE.finditer(masked)]
    if not found:
        found = [_position(m, text) for m in _LONGITUDE_FIRST.finditer(text)]
    if not found:
        found = [_signed(m, text) for m in _SIGNED.finditer(text)]
    else:
        masked = mask(text, [(p.start, p.end) for p in found])
        found += [Position(m.start(), m.end(), m.group().strip(), None) for m in _LONE.finditer(masked)]
    return sorted(found, key=lambda p: p.start)


def mask(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with spans blanked out, everything else where it was."""
    out, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            out += [text[at:start], "\x00" * (end - start)]
            at = end
    return "".join([*out, text[at:]])


def _position(found: re.Match[str], text: str) -> Position:
    parts = {k.rstrip("2"): v for k, v in found.groupdict().items() if v is not None}
    latitude = _angle(parts["lat"], 90.0, 2)
    longitude = _angle(parts["lon"], 180.0, 3)
    point = None
    if latitude is not None and longitude is not None:
        point = (latitude if parts["ns"] == "N" else -latitude, longitude if parts["ew"] == "E" else -longitude)
    return Position(found.start(), found.end(), text[found.start() : found.end()].strip(), point)


def _signed(found: re.Match[str], text: str) -> Position:
    latitude, longitude = float(found["lat"]), float(found["lon"])
    good = abs(latitude) <= 90 and abs(longitude) <= 180
    return Position(
        found.start(), found.end(), text[found.start() : found.end()], (latitude, longitude) if good else None
    )


def _angle(text: str, most: float, width: int) -> float | None:
    """Degrees of an angle; ``width``: digits of its degrees where everything is run together.  None when it is no angle."""
    parts = [p.replace(",", ".") for p in re.findall(r"\d+(?:[.,]\d+)?", text)]
    if len(parts) == 1:
        whole, _, decimals = parts[0].partition(".")
        if len(whole) > 3:
            if len(whole) not in (width + 2, width + 4):
                return None
            parts = [whole[i : i + n] for i, n in ((0, width), (width, 2), (width + 2, 2)) if whole[i : i + n]]
            parts[-1] += f".{decimals}" if decimals else ""
    if any("." in p for p in parts[:-1]):
        return None
    values = [float(p) for p in parts]
    if any(v >= 60 for v in values[1:]):
        return None
    degrees = sum(v / 60**i for i, v in enumerate(values))
    return degrees if degrees <= most else None
