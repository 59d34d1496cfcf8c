"""Numbers as people read them, in both languages."""

from __future__ import annotations

import math

from luncur.export.texts import texts
from luncur.sentences import localised

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def small(value: float | None, lang: str = "en", digits: int = 2) -> str:
    """A small number in powers of ten: 3.2 × 10⁻⁵; "-" where there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    mantissa = round(value / 10.0**exponent, digits - 1)
    if abs(mantissa) >= 10:
        mantissa, exponent = mantissa / 10, exponent + 1
    if -2 <= exponent <= 2:
        return localised(f"{value:.{max(digits - 1 - exponent, 0)}f}", lang)
    return localised(f"{mantissa:.{digits - 1}f}", lang) + " × 10" + str(exponent).translate(_SUPERSCRIPT)


def one_in(probability: float | None, lang: str = "en") -> str:
    """A small probability as odds, 1 in 31,000 (two digits); empty where it makes no sense.  Not for expectations."""
    if probability is None or not 0 < probability < 0.5:
        return ""
    return f"1 {'dalam' if lang == 'id' else 'in'} {rounded_odds(probability, lang)}"


def rounded_odds(share: float, lang: str) -> str:
    """One divided by a share, to two digits: how many there are to one."""
    odds = 1 / share
    step = 10 ** max(math.floor(math.log10(odds)) - 1, 0)
    return localised(f"{round(odds / step) * step:,.0f}", lang)


def position(latitude: float, longitude: float, digits: int, lang: str) -> str:
    """A place [deg] with its hemispheres: no minus and, in Indonesian, no comma between numbers that have one themselves."""
    t = texts(lang)
    north, east = t["north" if latitude >= 0 else "south"], t["east" if longitude >= 0 else "west"]
    return f"{plain(abs(latitude), digits, lang)}° {north} {plain(abs(longitude), digits, lang)}° {east}"


def plain(value: float | None, digits: int = 0, lang: str = "en") -> str:
    """A number with separators and fixed decimals."""
    if value is None or not math.isfinite(value):
        return "–"
    return localised(f"{round(value, digits) + 0.0:,.{digits}f}", lang)  # + 0.0: no zero with a minus
