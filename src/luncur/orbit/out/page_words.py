"""Numbers, times and names of an orbit study in the reader's language; what is null in the summary shows as a dash."""

from __future__ import annotations

import math
import re
import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from luncur.export.numbers import plain, small
from luncur.sentences import said_again, word

Record = dict[str, Any]
NONE = "–"
YEAR = 365.25 * 86400.0  # [s]
MONTH = YEAR / 12
_UNITS = ((2 * YEAR, YEAR, "y"), (2 * MONTH, MONTH, "month"), (2 * 86400.0, 86400.0, "d"), (5400.0, 3600.0, "h"), (90.0, 60.0, "min"))  # fmt: skip


@cache
def texts(lang: str) -> dict[str, str]:
    """Every text of an orbit study in one language, by key."""
    raw = tomllib.loads((files("luncur") / "data/text/orbit.toml").read_text(encoding="utf-8"))
    return {key: both[lang] for key, both in raw.items()}


def find(record: Any, *keys: str) -> Any:
    """What stands under keys, one inside the other; None where one of them is missing or null."""
    for key in keys:
        record = record.get(key) if isinstance(record, dict) else None
    return record


def number_at(record: Any, *keys: str) -> float | None:
    """A finite number under keys; None where there is none."""
    value = find(record, *keys)
    good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if good else None


def rows_of(record: Any, *keys: str) -> list[Record]:
    """The records of a list under keys; empty where there is none."""
    value = find(record, *keys)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def figures(value: float | None, lang: str, count: int = 3) -> str:
    """A number to so many significant figures, with separators: what it is worth."""
    if value is None or not math.isfinite(value):
        return NONE
    if value == 0:
        return "0"
    places = count - 1 - math.floor(math.log10(abs(value)))
    return minus(plain(round(value, places), max(places, 0), lang))


def trimmed(value: float | None, lang: str, count: int = 3) -> str:
    """A number to at most so many significant figures, without zeros after its decimals."""
    if value is None or not math.isfinite(value):
        return NONE
    shown = f"{value:.{count}g}"
    places = len(shown.partition(".")[2]) if "e" not in shown else 0
    return fixed(float(shown), places, lang)


def fixed(value: float | None, digits: int, lang: str) -> str:
    """A number with fixed decimals and a true minus."""
    return minus(plain(value, digits, lang))


def minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


def tiny(value: float | None, lang: str, digits: int = 2) -> str:
    """A small probability or expectation in powers of ten."""
    return small(value, lang, digits)


def degrees(value: float | None, lang: str, digits: int = 1) -> str:
    return NONE if value is None else f"{fixed(value, digits, lang)}°"


def percent(share: float | None, lang: str) -> str:
    """A share of one in per cent, to two figures between 1 % and 99 %."""
    if share is None:
        return NONE
    value = 100.0 * (round(share) if abs(share - round(share)) < 1e-9 else share)
    if 99.9 < value < 100:
        value = 99.9  # nearly all is not all
    digits = 0 if value in (0.0, 100.0) or 10 <= value <= 99 else 1 if value >= 1 else 2
    return f"{fixed(value, digits, lang)}\u00a0%"


def length(metres: float | None, lang: str, count: int = 3) -> str:
    """A length with its unit: centimetres, metres or kilometres."""
    if metres is None:
        return NONE
    size, unit = (1e-2, "cm") if 0 < abs(metres) < 1 else (1.0, "m") if abs(metres) < 1000 else (1e3, "km")
    return f"{figures(metres / size, lang, count)}\u00a0{unit}"


def height(metres: float | None, lang: str) -> str:
    """A height of an orbit in whole kilometres."""
    return NONE if metres is None else f"{fixed(metres / 1e3, 0, lang)}\u00a0km"


def heights(low: float | None, high: float | None, lang: str) -> str:
    """Lowest and highest height [m] of an orbit: one number where they are the same to the kilometre."""
    if low is None or high is None or round(low / 1e3) == round(high / 1e3):
        return height(high if low is None else low, lang)
    return span(fixed(low / 1e3, 0, lang), height(high, lang), lang)


def mean_heights(summary: Record) -> tuple[float | None, ...]:
    """Of the lowest and the highest point [m]: of the mean orbit, since those of one moment swing by ten kilometres within a revolution."""
    mean = tuple(number_at(summary, "orbit", f"mean_{end}_altitude_m") for end in ("perigee", "apogee"))
    of_elements = tuple(number_at(summary, "elements", f"{end}_altitude_m") for end in ("perigee", "apogee"))
    return of_elements if None in mean else mean


def span(low: str, high: str, lang: str) -> str:
    return low if low == high else texts(lang)["from_to"].format(low=low, high=high)


def duration(seconds: float | None, lang: str, count: int = 2) -> str:
    """A time in the one unit that suits it, to so many figures."""
    if seconds is None:
        return NONE
    _, size, unit = next((row for row in _UNITS if seconds >= row[0]), (0.0, 1.0, "s"))
    shown = figures(seconds / size, lang, count) if seconds / size < 10**count else fixed(seconds / size, 0, lang)
    return texts(lang)[f"unit_{unit}"].format(n=shown).replace(" ", "\u00a0")


def exact_time(seconds: float | None, lang: str) -> str:
    """A time that was chosen, not found: without zeros at its end."""
    if seconds is None:
        return NONE
    size, unit = (60.0, "min") if seconds >= 60 and seconds % 60 == 0 else (1.0, "s")
    return texts(lang)[f"unit_{unit}"].format(n=trimmed(seconds / size, lang)).replace(" ", "\u00a0")


def durations(low: float | None, high: float | None, lang: str) -> tuple[str, str]:
    """Both ends of a range of times; the first without its unit where the second has the same."""
    one, other = duration(low, lang), duration(high, lang)
    number, gap, unit = one.partition("\u00a0")
    return (number if gap and other.endswith(gap + unit) else one), other


def whole_time(seconds: float | None, lang: str) -> str:
    """How long something was followed, as it was asked for: 10 days, 1 day, 6 hours."""
    if seconds is None:
        return NONE
    for size, unit in ((86400.0, "d"), (3600.0, "h")):
        if seconds >= size and math.isclose(seconds / size, round(seconds / size), rel_tol=1e-6):
            key = f"unit_{unit}" + ("_one" if round(seconds / size) == 1 else "")
            return texts(lang)[key].format(n=fixed(seconds / size, 0, lang)).replace(" ", "\u00a0")
    return duration(seconds, lang)


def lasting(seconds: float | None, beyond: Any, longest: float | None, lang: str) -> str:
    """A life; "more than" the longest followed where it did not end."""
    if seconds is None and beyond:
        return texts(lang)["more_than"].format(value=duration(longest, lang))
    return duration(seconds, lang)


def epoch_of(summary: Record) -> datetime | None:
    """The epoch of a study (UTC); None where there is none."""
    try:
        at = datetime.fromisoformat(str(summary.get("epoch")))
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def day(at: datetime, lang: str, year: bool = True) -> str:
    month = texts(lang)["months"].split()[at.month - 1]
    return f"{at.day} {month} {at.year}" if year else f"{at.day} {month[:3]}"


def clock(at: datetime, lang: str, seconds: bool = True) -> str:
    """A time of day; with points in Indonesian."""
    shown = f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"
    return shown.replace(":", ".") if lang == "id" else shown


def month(at: datetime | None, lang: str) -> str:
    """A month with its year."""
    return NONE if at is None else f"{texts(lang)['months'].split()[at.month - 1]} {at.year}"


def year(at: datetime | None, lang: str) -> str:
    return NONE if at is None else str(at.year)


def moment(at: datetime | None, lang: str, seconds: bool = False) -> str:
    """A day and time of day in UTC."""
    return NONE if at is None else texts(lang)["at_moment"].format(day=day(at, lang), time=clock(at, lang, seconds))


def later(epoch: datetime | None, seconds: float | None) -> datetime | None:
    """The time some seconds after the epoch, to the second."""
    if epoch is None or seconds is None:
        return None
    try:
        return epoch + timedelta(seconds=round(seconds))
    except OverflowError:
        return None


def hour(hours: float | None, lang: str) -> str:
    """A time of day given in hours: 10:31."""
    if hours is None:
        return NONE
    minutes = round(hours * 60) % 1440
    return f"{minutes // 60:02d}{'.' if lang == 'id' else ':'}{minutes % 60:02d}"


def place(latitude: float | None, longitude: float | None, lang: str, digits: int = 2) -> str:
    """A position [deg] with its hemispheres."""
    if latitude is None or longitude is None:
        return NONE
    t = texts(lang)
    north, east = t["north" if latitude >= 0 else "south"], t["east" if longitude >= 0 else "west"]
    shown = [
        fixed(abs(v), 0 if digits < 2 and abs(v - round(v)) < 1e-6 else digits, lang) for v in (latitude, longitude)
    ]
    return f"{shown[0]}°\u00a0{north} {shown[1]}°\u00a0{east}"


def said(text: Any, record: Any, lang: str) -> str:
    """A sentence of the study in the reader's language."""
    return said_again(str(text), record if isinstance(record, dict) else None, lang)


def name(given: Any, lang: str) -> str:
    """A name that a user wrote, as it is; those of built-in studies in the reader's language."""
    return NONE if given is None else word(str(given), lang)


def sentence(text: str) -> str:
    """With a capital, a full stop at its end, and per cent as this page writes them."""
    shown = re.sub(r"(?<=\d) ?%", "\u00a0%", text.strip())
    path = "." in shown.split(" ")[0].rstrip(".:")  # a field of the file, as it is written there
    return (
        (shown[:1] if path else shown[:1].upper())
        + shown[1:]
        + ("" if shown.endswith((".", "!", "?", ":")) or not shown else ".")
    )


def key_of(name: Any) -> str:
    """A name of the study as part of a text's key."""
    return re.sub(r"[^a-z0-9]+", "_", str(name).lower()).strip("_")
