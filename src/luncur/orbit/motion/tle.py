"""Two-line element sets, with or without a line of the name above; several in a file.

Source: the columns are those of the United States Space Force's format, as in Hoots and Roehrich, Spacetrack Report No. 3
(1980); catalogue numbers above 99999 by the Alpha-5 scheme, in which a letter stands for the first two digits.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from luncur.errors import InputError
from luncur.orbit.motion.mean_elements import REVOLUTION_A_DAY, MeanElementSet

DEGREE = math.pi / 180.0
LENGTH = 69  # characters in a line
LONGEST_NAME = 80
_ALPHA_5 = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which look like digits; A is 10
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_EXPONENT = re.compile(r"([+-]?)(\d{1,5})([+-])(\d)", re.ASCII)  # " 12345-6" is 0.12345e-6


@dataclass(frozen=True)
class _Line:
    """One line of elements, and how to speak of it."""

    source: str
    number: int
    text: str

    def cut(self, first: int, last: int) -> str:
        """Columns as the format counts them, from 1."""
        return self.text[first - 1 : last].strip()

    def error(self, field: str, value: str, expected: str) -> InputError:
        return InputError(self.source, f"line {self.number}, {field}", value or "(empty)", expected)

    def decimal(self, field: str, first: int, last: int, low: float, high: float) -> float:
        text = self.cut(first, last)
        value = float(text) if _DECIMAL.fullmatch(text) else math.nan
        if not low <= value <= high:
            raise self.error(field, text, f"a number from {low:g} to {high:g} in columns {first} to {last}")
        return value

    def with_exponent(self, field: str, first: int, last: int) -> float:
        """A number whose point and "e" are not written; blank is zero."""
        text = self.cut(first, last).replace(" ", "")
        match = _EXPONENT.fullmatch(text)
        if match is None and text.strip("+-0."):
            raise self.error(
                field, text, f"digits with a signed exponent, such as 12345-6, in columns {first} to {last}"
            )
        return float(f"{match[1]}0.{match[2]}e{match[3]}{match[4]}") if match else 0.0


def read_tle(text: str, source: str) -> tuple[MeanElementSet, ...]:
    """The element sets of a text in their order; ``source`` is what messages call it.

    Lines that begin with # are left out, and so is what stands after column 69 and a blank, as in the verification set.
    Raises InputError naming the line, the field, the value and what was expected.
    """
    name, first = "", None
    found = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _Line(source, number, raw.rstrip())
        if not line.text.strip() or line.text.startswith("#"):
            continue
        if first is not None:
            if not line.text.startswith("2 "):
                raise line.error(
                    "second line", line.text, "a line that begins with 2, after the one that begins with 1"
                )
            found.append(_set_of(name, first, line))
            name, first = "", None
        elif line.text.startswith("1 "):
            first = line
        elif name or line.text.startswith("2 "):
            raise line.error("first line", line.text, "a line that begins with 1, at most one name before it")
        elif len(line.text) > LONGEST_NAME:
            raise line.error("name", line.text, f"at most {LONGEST_NAME} characters")
        else:
            name = line.text.removeprefix("0 ").strip()
    if first is not None or name or not found:
        raise InputError(source, "end of the text", None, "a complete set: a line that begins with 1, then one with 2")
    return tuple(found)


def _set_of(name: str, one: _Line, two: _Line) -> MeanElementSet:
    for line in (one, two):
        _check_line(line)
    number = _catalogue_number(one)
    if _catalogue_number(two) != number:
        raise two.error("catalogue number", two.cut(3, 7), f"that of line {one.number}, '{one.cut(3, 7)}'")
    if one.cut(63, 63) not in ("", "0", "2"):
        raise one.error("ephemeris type", one.cut(63, 63), "0 or 2, as others are not for SGP4")
    eccentricity = two.cut(27, 33)
    if not re.fullmatch(r"\d{7}", eccentricity, re.ASCII):
        raise two.error("eccentricity", eccentricity, "seven digits, the decimals after 0., in columns 27 to 33")
    day = 86400.0
    return MeanElementSet(
        name=name,
        catalogue_number=number,
        international_designator=one.cut(10, 17),
        epoch=_epoch(one),
        revolutions_a_day=two.decimal("mean motion", 53, 63, 1e-8, 18.0),
        eccentricity=float(f"0.{eccentricity}"),
        inclination=two.decimal("inclination", 9, 16, 0.0, 180.0) * DEGREE,
        raan=two.decimal("right ascension of the node", 18, 25, 0.0, 360.0) * DEGREE,
        argument_of_perigee=two.decimal("argument of perigee", 35, 42, 0.0, 360.0) * DEGREE,
        mean_anomaly=two.decimal("mean anomaly", 44, 51, 0.0, 360.0) * DEGREE,
        b_star=one.with_exponent("drag term", 54, 61),
        mean_motion_dot=one.decimal("change of mean motion", 34, 43, -10.0, 10.0) * REVOLUTION_A_DAY / day,
        mean_motion_ddot=one.with_exponent("second change of mean motion", 45, 52) * REVOLUTION_A_DAY / day**2,
        source=f"{one.source}, line {one.number}",
    )


def _check_line(line: _Line) -> None:
    text = line.text
    if len(text) < LENGTH or not text.isascii() or not text[LENGTH : LENGTH + 1].strip() == "":
        raise line.error("length", text, f"{LENGTH} ASCII characters, not {len(text)} (more only after a blank)")
    if text[LENGTH - 1] != str(checksum(text)):
        raise line.error("checksum", text[LENGTH - 1], f"{checksum(text)}, the last digit of the sum of all digits")


def checksum(line: str) -> int:
    """Last digit of the sum of the digits in the first 68 columns, a minus sign counting as 1."""
    return sum(int(c) if c in "0123456789" else c == "-" for c in line[: LENGTH - 1]) % 10


def _catalogue_number(line: _Line) -> int:
    text = line.cut(3, 7)
    if re.fullmatch(r"\d{1,5}", text, re.ASCII):
        return int(text)
    if re.fullmatch(rf"[{_ALPHA_5}]\d{{4}}", text, re.ASCII):
        return (_ALPHA_5.index(text[0]) + 10) * 10000 + int(text[1:])
    raise line.error("catalogue number", text, "five digits, or a letter but I and O and four digits (Alpha-5)")


def _epoch(line: _Line) -> datetime:
    text = line.cut(19, 20)
    if not re.fullmatch(r"\d{1,2}", text, re.ASCII):
        raise line.error("year", text, "two digits in columns 19 and 20")
    year = int(text) + (1900 if int(text) >= 57 else 2000)
    start = datetime(year, 1, 1, tzinfo=UTC)
    days = (datetime(year + 1, 1, 1, tzinfo=UTC) - start).days
    day = line.decimal("day of the year", 21, 32, 1.0, days + 1.0)
    return start + timedelta(days=day - 1.0)
