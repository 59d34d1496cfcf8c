"""Figures of a claim that can be held against places: positions, distances, heights, times of flight, edges of zones.

Only figures with their unit are taken; words for numbers ("some fifty metres") are left alone.  Bounds ("more than 900 km",
"kurang dari 10 km") are no figures to hold anything against, and are left out too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from luncur.claims.words import rx as re

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,7}(?:[.,]\d{1,4})?(?!\d)"
_LENGTH = r"km|kilomet(?:er|re)s?|nautical miles?|nm|nmi|mil laut|(?:statute )?miles?|mil(?! laut)|met(?:er|re)s?|m|feet|foot|ft|kaki"
_TIME = r"seconds?|detik|minutes?|menit|hours?|jam|s|min"
_MASS = r"kg|kilograms?|kilogrammes?|tons?|tonnes?|ton|pounds?|lbs?|pon"
_WAYS = (
    r"(?:north|south)(?:[- ]?(?:north|south))?[- ]?(?:east|west)(?:ern)?|north|south|east|west"
    r"|timur laut|barat laut|barat daya|tenggara|utara|selatan|timur|barat"
)  # fmt: skip
_ABOUT = r"(?P<about>about|around|some|roughly|approximately|nearly|almost|sekitar|kira-kira|kurang lebih|hampir)\s+"
_BOUND = re.compile(
    r"(?i)(?:more than|over|at least|less than|up to|under|within|no more than|lebih dari|kurang dari|sedikitnya|paling sedikit|setidaknya|hingga|di atas|di bawah)\s+(?:about\s+|sekitar\s+)?$"
)
_PLACE = r"(?P<place>(?:the\s+|pulau\s+|kepulauan\s+|kota\s+)*[A-Z][\w'’-]*(?:[ ](?:(?:of|the)[ ])?[A-Z][\w'’-]*){0,4}(?:[ ](?:peninsula|islands?))?)"
_PAD = r"(?:the\s+|its\s+)?(?P<pad>launch(?:ing)? (?:site|pad|base|centre|center)|pad|spaceport|cosmodrome|landasan(?: luncur| peluncuran)?|lokasi peluncuran|tempat peluncuran|situs peluncuran|bandar antariksa)"
_UNITS = (
    ("nmi", r"nautical miles?|nm|nmi|mil laut"), ("km", r"km|kilomet(?:er|re)s?"), ("mi", r"(?:statute )?miles?|mil"),
    ("m", r"m|met(?:er|re)s?"), ("ft", r"feet|foot|ft|kaki"), ("s", r"s|seconds?|detik"), ("min", r"min|minutes?|menit"),
    ("h", r"hours?|jam"), ("kg", r"kg|kilogram(?:me)?s?"), ("t", r"tons?|tonnes?"), ("lb", r"pounds?|lbs?|pon"),
)  # fmt: skip
CONVERTED = 0.05  # share by which newspapers round when they convert; statute and nautical miles differ by 15 %
_DEGREES = r"(?:°|º|deg(?:rees)?|derajat)\s*"
_MINUTES = r"(?:(?P<{}_min>\d{{1,2}}(?:[.,]\d{{1,3}})?)\s*(?:['′’]|minutes?|menit)\s*)?"
_LATITUDE = (
    rf"\b(?P<lat>\d{{1,2}}(?:[.,]\d{{1,4}})?)\s*{_DEGREES}{_MINUTES.format('lat')}"
    r"(?P<ns>north|south|n|s|lu|ls|lintang utara|lintang selatan)\b(?: latitude)?"
)
_LONGITUDE = (
    rf"\b(?P<lon>\d{{1,3}}(?:[.,]\d{{1,4}})?)\s*{_DEGREES}{_MINUTES.format('lon')}"
    r"(?P<ew>east|west|e|w|bt|bb|bujur timur|bujur barat)\b(?: longitude)?"
)
_BETWEEN = r"[\s,;/]*(?:and |dan )?"
# either order: Chinese and some Indonesian statements give the longitude first
_POSITIONS = tuple(
    re.compile(rf"(?i){one}{_BETWEEN}{two}") for one, two in ((_LATITUDE, _LONGITUDE), (_LONGITUDE, _LATITUDE))
)


@dataclass(frozen=True)
class Figure:
    """One figure of a claim.

    role: "position" (coordinates), "relative" (distance and direction from a named place), "range" (distance from a named
    place, or from the launch site where ``place`` is empty), "bearing" (the same with a direction), "height",
    "flight_time", "beyond" (distance outside a zone).  value: as event files write it; about: whether the text says "about".
    """

    role: str
    value: str
    place: str = ""
    direction: str = ""
    about: bool = False


def plain_number(written: str, language: str) -> str:
    """A number as event files write it: no separators of thousands, a decimal point; "" where it cannot be told."""
    thousands, decimal = (".", ",") if language == "id" else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", written):
        return written.replace(thousands, "").replace(decimal, ".")
    if re.fullmatch(rf"\d+(?:{re.escape(decimal)}\d+)?", written):
        return written.replace(decimal, ".")
    # the other language's sign, where it can only be a decimal one
    return written.replace(thousands, ".") if re.fullmatch(rf"\d+{re.escape(thousands)}\d{{1,2}}", written) else ""


def unit_of(written: str) -> str:
    """A unit as event files write it."""
    return next(name for name, found in _UNITS if re.fullmatch(rf"(?i)(?:{found})", written))


def figures_of(words_said: str, language: str) -> list[Figure]:
    """Every figure of a claim that something can be held against, in reading order."""
    text = " ".join(re.sub(r"-\s*\n\s*", "", words_said).split())
    found = [*_positions(text), *_distances(text, language), *_heights(text, language), *_times(text, language)]
    return [figure for _, figure in sorted(found, key=lambda f: f[0])]


def _positions(text: str) -> list[tuple[int, Figure]]:
    out = []
    for m in (m for form in _POSITIONS for m in form.finditer(text)):
        north = {"n": "N", "s": "S", "lu": "N", "ls": "S"}.get(m["ns"].lower()) or (
            "S" if re.search("(?i)s(?:outh|elatan)", m["ns"]) else "N"
        )
        east = {"e": "E", "w": "W", "bt": "E", "bb": "W"}.get(m["ew"].lower()) or (
            "W" if re.search("(?i)west|barat", m["ew"]) else "E"
        )
        latitude, longitude = (
            "-".join(m[part].replace(",", ".") for part in pair if m[part])
            for pair in (("lat", "lat_min"), ("lon", "lon_min"))
        )
        out.append((m.start(), Figure("position", f"{latitude} {north} {longitude} {east}")))
    return out


def _figure(m: re.Match[str], language: str, unit: str = "unit") -> str:
    number = plain_number(m["number"], language)
    return f"{number} {unit_of(m[unit])}" if number else ""


def _bounded(text: str, m: re.Match[str]) -> bool:
    return _BOUND.search(text[max(0, m.start() - 40) : m.start()]) is not None


def _distances(text: str, language: str) -> list[tuple[int, Figure]]:
    out: list[tuple[int, Figure]] = []
    amount = rf"(?:{_ABOUT})?(?P<number>{_NUMBER})\s*(?P<unit>{_LENGTH})\b(?:\s*\([^()]{{0,40}}\))?"
    way = rf"(?:to the |di sebelah |sebelah |di |ke )?(?:the )?(?P<way>{_WAYS})"
    beyond = rf"(?i:{amount}\s+(?:outside|beyond|di luar))"
    for m in re.finditer(beyond, text):
        if (value := _figure(m, language)) and not _bounded(text, m):
            out.append((m.start(), Figure("beyond", value, about=bool(m["about"]))))
    for m in re.finditer(
        rf"(?i:{amount}\s+(?:away )?(?:{way}\s*)?(?:of |from |off |dari )?)(?:{_PLACE}|(?i:{_PAD})\b)", text
    ):
        value = _figure(m, language)
        if not value or _bounded(text, m):
            continue
        direction, place = m["way"] or "", re.sub(r"(?:['’]s)$", "", m["place"] or "")
        if m["pad"]:
            role = "bearing" if direction else "range"
            place = ""
        else:
            role = "relative" if direction else "range"
            if role == "range" and not re.search(
                r"(?i)\b(?:from|off|dari)\s*$", text[m.start() : m.start("place")].rstrip() + " "
            ):
                continue
        out.append((m.start(), Figure(role, value, place, direction.lower().removesuffix("ern"), bool(m["about"]))))
    return out


def _heights(text: str, language: str) -> list[tuple[int, Figure]]:
    amount = rf"(?:{_ABOUT})?(?P<number>{_NUMBER})\s*(?P<unit>{_LENGTH})\b"
    before = (
        r"(?:(?:height|altitude|apogee|ketinggian|setinggi)(?:\s+(?:of|maksimum|puncak|sampai|hingga))*\s+(?:of\s+)?)"
    )
    after = r"\s+(?:high|above (?:the )?(?:sea|ground|earth)|in altitude|di atas permukaan)"
    out = []
    for m in re.finditer(rf"(?i){before}{amount}|{amount.replace('?P<', '?P<b_')}{after}", text):
        part = "" if m["number"] else "b_"
        number = plain_number(m[f"{part}number"], language)
        if number and not _bounded(text, m):
            value = f"{number} {unit_of(m[f'{part}unit'])}"
            out.append((m.start(), Figure("height", value, about=bool(m[f"{part}about"]))))
    return out


def _times(text: str, language: str) -> list[tuple[int, Figure]]:
    amount = rf"(?:{_ABOUT})?(?P<number>{_NUMBER})\s*(?P<unit>{_TIME})\b"
    flown = r"\s+(?:after|of flight|setelah|sesudah|usai)\s*(?:the |its )?(?:lift-?off|launch|leaving the pad|roket (?:itu )?lepas landas|lepas landas|peluncuran|meluncur|diluncurkan)?"
    out = []
    for m in re.finditer(rf"(?i){amount}{flown}", text):
        tail = m.group()[m.end("unit") - m.start() :]
        if not re.search(r"(?i)of flight|lift|launch|pad|lepas|luncur", tail):
            continue
        if (value := _figure(m, language)) and not _bounded(text, m):
            out.append((m.start(), Figure("flight_time", value, about=bool(m["about"]))))
    for m in re.finditer(rf"(?i)(?:flew|flight lasted|terbang) (?:for |selama )?{amount}", text):
        if (value := _figure(m, language)) and not _bounded(text, m):
            out.append((m.start(), Figure("flight_time", value, about=bool(m["about"]))))
    return out


@dataclass(frozen=True)
class Twice:
    """One amount given in two units: as written, in SI, and how far the two may differ [SI]."""

    first: str
    second: str
    one: float
    other: float
    slack: float


def given_twice(words_said: str, language: str) -> list[Twice]:
    """Amounts that a claim gives in two units of one kind, the second in brackets or after "or"."""
    text = " ".join(words_said.split())
    out = []
    for units, sizes in ((_LENGTH, _METRES), (_MASS, _KILOGRAMS)):
        amount = rf"(?P<number>{_NUMBER})\s*(?P<unit>{units})\b"
        for m in re.finditer(
            rf"(?i){amount}\s*(?:\(|,? (?:or|atau) )(?:{_ABOUT})?{amount.replace('?P<', '?P<b_')}", text
        ):
            numbers = plain_number(m["number"], language), plain_number(m["b_number"], language)
            names = unit_of(m["unit"]), unit_of(m["b_unit"])
            if not all(numbers) or names[0] == names[1] or not all(n in sizes for n in names):
                continue
            values = [float(n) * sizes[u] for n, u in zip(numbers, names, strict=True)]
            if language == "id":
                values = _either_mile(numbers, names, values, (m["unit"], m["b_unit"]))
            written = (f"{m['number']} {m['unit']}", f"{m['b_number']} {m['b_unit']}")
            out.append(Twice(*written, values[0], values[1], max(CONVERTED * max(values), 0.5 * sizes[names[1]])))
    return out


def _either_mile(
    numbers: tuple[str, str], names: tuple[str, str], values: list[float], written: tuple[str, str]
) -> list[float]:
    """The two amounts [m] with an Indonesian "mil" as the mile that fits better: at sea it means the nautical one."""
    for at, other in ((0, 1), (1, 0)):
        if written[at].lower() == "mil" and names[other] != "nmi":
            sea = float(numbers[at]) * _METRES["nmi"]
            if abs(sea - values[other]) < abs(values[at] - values[other]):
                values = [sea if i == at else v for i, v in enumerate(values)]
    return values


_METRES = {"km": 1e3, "nmi": 1852.0, "mi": 1609.344, "m": 1.0, "ft": 0.3048}
_KILOGRAMS = {"kg": 1.0, "t": 1e3, "lb": 0.45359237}
NAMES = {
    "nmi": {"en": "nautical miles", "id": "mil laut"}, "mi": {"en": "statute miles", "id": "mil darat"},
    "km": {"en": "kilometres", "id": "kilometer"}, "m": {"en": "metres", "id": "meter"}, "ft": {"en": "feet", "id": "kaki"},
}  # fmt: skip


def other_unit(twice: Twice, first_unit: str) -> str:
    """The unit in which the first number would fit the second; "" where there is none."""
    size = _METRES.get(first_unit)
    if size is None:
        return ""
    number = twice.one / size
    fits = [u for u in ("nmi", "mi", "km") if u != first_unit and abs(number * _METRES[u] - twice.other) <= twice.slack]
    return fits[0] if len(fits) == 1 else ""


_ZONE = r"(?:exclusive economic zone|economic zone|EEZ|zona ekonomi eksklusif|zona ekonomi|ZEE)"


@cache
def _states() -> dict[str, str]:
    """Names of states in both languages, lower case -> ISO 3166 code."""
    import numpy as np

    out: dict[str, str] = {}
    with np.load(str(files("luncur") / "data/zones/names.npz"), allow_pickle=False) as data:
        for code, english, indonesian in zip(
            data["code"].tolist(), data["name"].tolist(), data["name_id"].tolist(), strict=True
        ):
            for name in (english, indonesian):
                if name:
                    out.setdefault(name.lower(), code)
    return out


@lru_cache(maxsize=4000)
def zone_said(words_said: str) -> tuple[str, bool] | None:
    """The state whose economic zone a claim puts something inside (True) or outside of; None where it names no such zone."""
    text = " ".join(words_said.split())
    if not (zone := re.search(rf"(?i)\b{_ZONE}\b", text)):
        return None
    near = text[max(0, zone.start() - 60) : zone.end() + 40].lower()
    named = [
        (near.rfind(name), len(name), code)
        for name, code in _states().items()
        if re.search(rf"\b{re.escape(name)}(?:['’]s)?\b", near)
    ]
    codes = {code for at, size, code in named if not any(a <= at < a + s and s > size for a, s, _ in named)}
    if len(codes) != 1:
        return None
    before = text[: zone.start()].lower()
    if re.search(r"\b(?:outside|beyond|di luar)\b", before):
        inside = False
    elif re.search(r"\b(?:inside|within|in|into|di dalam|dalam|di|ke)\b", before):
        inside = not re.search(r"\b(?:none|not|no|nothing|never|tidak|tak|bukan|belum)\b", before)
    else:
        return None
    return codes.pop(), inside
