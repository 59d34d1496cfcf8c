"""Places that reports measure from, and what "250 km north-west of Hegura" can mean."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np

from luncur.errors import InputError
from luncur.mission.messages import nearest
from luncur.mission.units import UNITS

_DEG = math.pi / 180
_EIGHT, _SIXTEEN = 22.5 * _DEG, 11.25 * _DEG  # half of the sector that a word for a direction covers
TOWN = 5e3  # [m] how far a town reaches about its point

_ENGLISH = (
    "north", "north-north-east", "north-east", "east-north-east", "east", "east-south-east", "south-east", "south-south-east",
    "south", "south-south-west", "south-west", "west-south-west", "west", "west-north-west", "north-west", "north-north-west",
)  # fmt: skip
_SHORT = ["n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw"]
_INDONESIAN = ("utara", "timur laut", "timur", "tenggara", "selatan", "barat daya", "barat", "barat laut")
_EXAMPLE = "a distance, direction and place such as '250 km north-west of Hegura'"
_UNITS = {
    "km": "km",
    "m": "m",
    "nm": "nmi",
    "nmi": "nmi",
    "mi": "mi",
    "nautical miles": "nmi",
    "mil laut": "nmi",
    "miles": "mi",
}
_PHRASE = re.compile(
    r"\s*(\d{1,3}(?:[, ]\d{3})+|\d{1,6}(?:\.\d{1,3})?)\s*(km|nmi|nm|nautical miles|mil laut|miles|mi|m)\s+(?:to the |di sebelah |sebelah |di )?"
    r"([a-z -]+?)\s+(?:of|from|dari)\s+(?:the )?(.{1,80}?)\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Origin:
    """A place that is measured from: its point, or points along a coast of which any may be meant [rad].

    extent: how far it reaches about them [m]; source: where the position comes from, in both languages.
    """

    en: str
    id: str
    points: tuple[tuple[float, float], ...]
    extent: float
    source: dict[str, str] = field(hash=False)

    @property
    def words(self) -> dict[str, str]:
        return {"en": self.en, "id": self.id}


@dataclass(frozen=True)
class Relative:
    """A position by words: distance [m] with half its last digit, direction [rad] with half its sector, and from where."""

    distance: float
    rounding: float
    azimuth: float
    sector: float
    origin: Origin
    number: float
    unit: str


@cache
def _gazetteer() -> dict[str, Origin]:
    tree = tomllib.loads((files("luncur") / "data/places/gazetteer.toml").read_text(encoding="utf-8"))
    out: dict[str, Origin] = {}
    for row in tree["place"]:
        points = tuple((a * _DEG, b * _DEG) for a, b in row["points"])
        origin = Origin(
            row["name"]["en"], row["name"]["id"], points, row["extent_km"] * 1e3, tree["sources"][row["source"]]
        )
        for name in {row["name"]["en"], row["name"]["id"], *row["also"]}:
            out[_plain(name)] = origin
    return out


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()


def find_origin(name: str, file: str, field: str) -> Origin:
    """A place of the gazetteer, else a town ("Manila, PH" where several bear the name); InputError when there is none."""
    known = _gazetteer()
    bare = re.sub(r"\b(island|islands|isle|pulau|kepulauan)\b", " ", _plain(name))
    for key in (_plain(name), _plain(bare)):
        if key in known:
            return known[key]
    return _town(name, file, field)


def _town(name: str, file: str, field: str) -> Origin:
    from luncur.places import towns

    t = towns()
    match = re.fullmatch(r"(.+?)(?:,\s*([A-Z]{2}))?", name.strip())
    word, country = (match[1], match[2]) if match else (name, None)
    found = np.flatnonzero(np.char.lower(t.name) == word.lower())
    if country:
        found = found[t.country[found] == country]
    if len(found) == 1:
        i = int(found[0])
        label = str(t.name[i])
        point = (float(t.latitude[i]) * _DEG, float(t.longitude[i]) * _DEG)
        return Origin(label, label, (point,), TOWN, dict.fromkeys(("en", "id"), "GeoNames, 2023, CC BY 4.0"))
    if len(found) > 1:
        codes = ", ".join(sorted(set(t.country[found].tolist()))[:8])
        raise InputError(file, field, name, f"one place of this name, with its country ({codes}) or by coordinates")
    names = sorted({o.en for o in _gazetteer().values()})
    raise InputError(
        file, field, name, f"a place of the gazetteer or a town of at least 1,000 people{nearest(name, names)}"
    )


def parse_relative(text: str, file: str, field: str) -> Relative:
    """A position by words, English or Indonesian; InputError with what was expected."""
    match = _PHRASE.match(text) or _PHRASE.match(_with_of(text))
    if match is None:
        raise InputError(file, field, text, _EXAMPLE)
    written, unit, direction, place = match.groups()
    number = re.sub(r"[, ](?=\d{3})", "", written)
    azimuth, sector = _direction(direction, text, file, field)
    size = UNITS["length"][_UNITS[unit.lower()]]
    from luncur.event.stated import last_digit

    distance = float(number) * size
    if not 0 < distance < 1e7:
        raise InputError(file, field, text, "a distance above 0 and below 10,000 km")
    origin = find_origin(place, file, field)
    return Relative(distance, 0.5 * last_digit(number) * size, azimuth, sector, origin, float(number), unit.lower())


def _with_of(text: str) -> str:
    """Indonesian says "250 km barat laut Pulau Hegura", without a word between direction and place."""
    words = "|".join(sorted(_INDONESIAN, key=len, reverse=True))
    return re.sub(rf"\b({words})\s+(?!dari\b|laut\b|daya\b)", r"\1 dari ", text, count=1, flags=re.IGNORECASE)


def _direction(word: str, text: str, file: str, field: str) -> tuple[float, float]:
    plain = re.sub(r"[\s-]+", " ", word.lower()).strip()
    for i, (name, short) in enumerate(zip(_ENGLISH, _SHORT, strict=True)):
        spaced = name.replace("-", " ")
        joined = "-".join(name.split("-")[:1]) + "".join(name.split("-")[1:])
        if plain in (spaced, short, spaced.replace(" ", ""), joined.replace("-", "")) or plain == _half_joined(name):
            return i * _SIXTEEN * 2, _SIXTEEN if i % 2 else _EIGHT
    if plain in _INDONESIAN:
        return _INDONESIAN.index(plain) * _EIGHT * 2, _EIGHT
    raise InputError(
        file, field, text, "a direction such as north-west or barat laut, as in '250 km north-west of Hegura'"
    )


def _half_joined(name: str) -> str:
    """ "north northwest" of "north-north-west"."""
    parts = name.split("-")
    return f"{parts[0]} {''.join(parts[1:])}" if len(parts) == 3 else name


def direction_words(words: Relative, lang: str) -> str:
    """The direction of a position by words, in English or Indonesian."""
    sector = round(words.azimuth / (2 * _SIXTEEN)) % 16
    if lang == "en":
        return _ENGLISH[sector]
    if sector % 2 == 0:
        return _INDONESIAN[sector // 2]
    # Indonesian names the points between by the main one and its neighbour
    return f"{_INDONESIAN[(sector // 2) % 8]}-{_INDONESIAN[(sector // 2 + 1) % 8]}"
