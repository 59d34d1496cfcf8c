"""What `luncur event` says, in English and Indonesian."""

from __future__ import annotations

import math
import tomllib
from datetime import UTC, datetime, timezone
from functools import cache
from importlib.resources import files
from typing import Any

from luncur.event.findings import Finding
from luncur.sentences import localised

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
}


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("luncur") / "data/text/event.toml").read_text(encoding="utf-8"))


def text(key: str, lang: str) -> str:
    """A text by its key; KeyError for one that is not there."""
    return _texts()[key][lang]


def joined(names: list[str], lang: str) -> str:
    """Names as a list in a sentence: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return text("joined_and", lang).format(first=", ".join(names[:-1]), last=names[-1])


def say(finding: Finding, lang: str, clock: timezone) -> str:
    """The sentence of a finding."""
    shown = text(finding.code, lang).format(**{k: value(k, v, lang, clock) for k, v in finding.values.items()})
    return shown[:1].upper() + shown[1:]


def value(name: str, given: Any, lang: str, clock: timezone) -> str:
    """A value as the language writes it, by the unit in its name."""
    if isinstance(given, dict):
        return str(given[lang])
    if name in ("at", "opens", "closes") or name.startswith("at_"):
        return moment(datetime.fromisoformat(given), clock, lang)
    if name.endswith("_m_s"):
        return localised(f"{given / 1000:,.1f}", lang) + " km/s"
    if name.endswith("_rad"):
        return f"{math.degrees(given) % 360:.0f}°"
    if name.endswith("_m"):
        return kilometres(given, lang)
    if name.endswith("_s"):
        return duration(given, lang)
    if isinstance(given, float | int):
        return localised(f"{given:,.6g}", lang)
    return str(given)


def kilometres(metres: float, lang: str) -> str:
    """A distance [m]: whole kilometres from 10 km on, a decimal below."""
    digits = 0 if metres >= 9_950 else 1
    return localised(f"{metres / 1000:,.{digits}f}", lang) + " km"


def duration(seconds: float, lang: str) -> str:
    """A time [s] in hours, minutes and seconds, without those that are zero."""
    whole = round(seconds)
    parts = [(whole // 86400, "d"), (whole // 3600 % 24, "h"), (whole // 60 % 60, "min"), (whole % 60, "s")]
    shown = [f"{n} {text('unit_' + u, lang)}" for n, u in parts if n]
    return " ".join(shown) or f"0 {text('unit_s', lang)}"


def moment(at: datetime, clock: timezone, lang: str) -> str:
    """A moment on the clock of the event, with UTC beside it; seconds where they were written, points in Indonesian."""
    local, utc = at.astimezone(clock), at.astimezone(UTC)
    form = ("%H:%M:%S" if at.second else "%H:%M").replace(":", "." if lang == "id" else ":")
    if clock.utcoffset(None).total_seconds() == 0:
        return f"{day(utc, lang)}, {utc.strftime(form)} UTC"
    name = local.strftime("%z")
    shown = f"{day(local, lang)}, {local.strftime(form)} (UTC{name[:3]}:{name[3:]}"
    other = utc.strftime(form) if utc.date() == local.date() else f"{utc.strftime(form)}, {day(utc, lang)}"
    return f"{shown}; {other} UTC)"


def day(at: Any, lang: str) -> str:
    return f"{at.day} {_MONTHS[lang][at.month - 1]} {at.year}"


def place(latitude: float, longitude: float, lang: str, digits: int = 2) -> str:
    """A position [deg] with its hemispheres."""
    north = text("north" if latitude >= 0 else "south", lang)
    east = text("east" if longitude >= 0 else "west", lang)
    return f"{localised(f'{abs(latitude):.{digits}f}', lang)}° {north} {localised(f'{abs(longitude):.{digits}f}', lang)}° {east}"


def unit_text(unit: str, lang: str) -> str:
    """A unit of length as a reader knows it: miles in words, kilometres and metres by their sign."""
    name = {"nmi": "nmi", "nm": "nmi", "nautical miles": "nmi", "mil laut": "nmi", "miles": "mi", "mi": "mi"}.get(unit)
    return text(f"unit_{name}", lang) if name else unit
