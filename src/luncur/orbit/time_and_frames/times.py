"""An epoch (UTC) and elapsed SI seconds from it, as the two-part Julian dates that the IAU routines take.

Leap seconds come with pyerfa.  Atomic time is the one that runs: between two epochs that a leap second lies between
there is one second more than their UTC clocks say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.errors import InputError

Floats = NDArray[np.float64]

DAY = 86400.0  # [s]
TT_LESS_TAI = 32.184  # [s]; IAU 1991
MODIFIED = 2400000.5  # Julian date of the Modified Julian Date's zero [d]
FIRST_LEAP_SECOND = datetime(1972, 1, 1, tzinfo=UTC)  # UTC has kept whole seconds from TAI since


def tai_of(epoch: datetime) -> tuple[float, float]:
    """TAI of a UTC epoch as a two-part Julian date [d]: that of its midnight, and the rest.

    Raises InputError for an epoch without a time zone, and for one before 1972, when UTC ran at another rate.
    """
    t = _checked(epoch)
    return MODIFIED + _day_number(t), (second_of_day(t) + tai_less_utc(t)) / DAY


def tai_less_utc(epoch: datetime) -> float:
    """Whole seconds that TAI is ahead of UTC at a UTC epoch; errors as ``tai_of``.

    After the last leap second that pyerfa knows, its number: none is announced beyond half a year.
    """
    starts, seconds = _leap_seconds()
    return seconds[bisect_right(starts, _checked(epoch)) - 1]


@cache
def _leap_seconds() -> tuple[tuple[datetime, ...], tuple[float, ...]]:
    """When each number of seconds between TAI and UTC began to hold, from 1972 on."""
    import erfa

    rows = [row for row in erfa.leap_seconds.get().tolist() if row[0] >= FIRST_LEAP_SECOND.year]
    return tuple(datetime(row[0], row[1], 1, tzinfo=UTC) for row in rows), tuple(float(row[2]) for row in rows)


def second_of_day(epoch: datetime) -> float:
    """UTC seconds since midnight."""
    t = epoch.astimezone(UTC)
    return (t - t.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds()


def tai(epoch: datetime, seconds: ArrayLike) -> tuple[Floats, Floats]:
    """TAI of elapsed SI ``seconds`` from ``epoch``, as two-part Julian dates [d] of the same shape."""
    day, part = tai_of(epoch)
    elapsed = np.asarray(seconds, dtype=np.float64)
    return np.full_like(elapsed, day), part + elapsed / DAY


def tt(epoch: datetime, seconds: ArrayLike) -> tuple[Floats, Floats]:
    """Terrestrial time, as ``tai``; it also stands in for barycentric time (2 ms at most)."""
    day, part = tai(epoch, seconds)
    return day, part + TT_LESS_TAI / DAY


def utc_after(epoch: datetime, seconds: float) -> datetime:
    """The UTC clock ``seconds`` after ``epoch``, to the microsecond; within a leap second, the second that follows it."""
    clock = _checked(epoch) + timedelta(seconds=seconds)
    error = seconds_between(epoch, clock) - seconds
    if abs(error) < 0.5:
        return clock
    earlier = clock - timedelta(seconds=round(error))
    return earlier if abs(seconds_between(epoch, earlier) - seconds) < 0.5 else clock


def seconds_between(start: datetime, end: datetime) -> float:
    """Elapsed SI seconds from one UTC epoch to another, leap seconds counted; to the microsecond of their clocks."""
    return (end - start).total_seconds() + tai_less_utc(end) - tai_less_utc(start)


def _checked(epoch: datetime) -> datetime:
    if epoch.tzinfo is None:
        raise InputError("orbit", "epoch", epoch.isoformat(), "a time with its zone, such as 2024-06-01T12:00:00Z")
    t = epoch.astimezone(UTC)
    if t < FIRST_LEAP_SECOND:
        raise InputError("orbit", "epoch", t.isoformat(), "a time from 1972-01-01 on, when UTC got its leap seconds")
    return t


def _day_number(t: datetime) -> float:
    """Modified Julian date of the day."""
    return float(t.toordinal() - 678576)


_EPOCH = re.compile(r"(\d{4})-(?:(\d{2})-(\d{2})|(\d{3}))T(\d{2}):(\d{2}):(\d{2}(?:\.\d{0,12})?)Z?", re.ASCII)


def epoch_of(text: str) -> datetime | None:
    """A UTC time of CCSDS 301.0-B-4, section 3.5, by calendar day or day of the year; None for anything else.

    To the microsecond.  A 61st second is not taken, as a datetime has none.
    """
    match = _EPOCH.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, of_year, hour, minute, second = match.groups()
    try:
        date = datetime(int(year), int(month or 1), int(day or 1), int(hour), int(minute), tzinfo=UTC)
    except ValueError:
        return None
    last = 366 if date.replace(month=12, day=31).timetuple().tm_yday == 366 else 365
    if (
        (of_year is not None and not 1 <= int(of_year) <= last)
        or float(second) >= 60.0
        or not 1957 <= date.year <= 2200
    ):
        return None
    return date + timedelta(days=int(of_year) - 1 if of_year else 0, seconds=float(second))
