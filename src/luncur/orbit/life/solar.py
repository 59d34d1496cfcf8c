"""How active the Sun is: constant levels, the record with its prediction, and futures made of past cycles."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.sentences import Sentence

Floats = NDArray[np.float64]
MONTH = 365.2425 / 12 * 86400.0  # mean length [s]


@dataclass(frozen=True)
class SolarLevel:
    """A constant state of the Sun: flux at 10.7 cm [1e-22 W/m2/Hz] and geomagnetic index ap."""

    name: str
    f107: float
    ap: float
    source: str
    confirmed: bool


@dataclass(frozen=True)
class SolarRecord:
    """Monthly means since ``first`` (months since year 0): flux [1e-22 W/m2/Hz], ap; how many of them are measured.

    minima: places in the record where a solar cycle begins.
    """

    first: int
    f107: Floats
    ap: Floats
    measured: int
    minima: tuple[int, ...]
    source: str

    @property
    def end(self) -> str:
        """Last month, as "2041-10"."""
        return _name(self.first + len(self.f107) - 1)

    @property
    def end_of_measured(self) -> str:
        """Last month that was measured."""
        return _name(self.first + self.measured - 1)

    def holds(self, epoch: datetime) -> bool:
        """Whether a date lies within the record."""
        return 0 <= _place(epoch) - self.first < len(self.f107)


@dataclass(frozen=True)
class SolarCourse:
    """The Sun over time: months[rows, k] point into the monthly means ``f107`` and ``ap``; one row for each kind of future.

    offset: where time zero lies, in months after the middle of the first; ends: whether nothing is known after the last
    month (else its values go on).
    """

    f107: Floats
    ap: Floats
    months: NDArray[np.int16]
    offset: float
    ends: bool
    assumed: tuple[str, ...]


@cache
def _figures() -> dict[str, Any]:
    return tomllib.loads((files("luncur") / "data/orbit/solar_levels.toml").read_text(encoding="utf-8"))


def solar_levels() -> tuple[SolarLevel, ...]:
    """Low, mean and high activity for spans of more than a week (ECSS-E-ST-10-04C, table 6-3)."""
    told = _figures()["levels"]
    return tuple(
        SolarLevel(level["name"], level["f107"], level["ap"], told["source"], told["confirmed"])
        for level in _figures()["level"]
    )


def density_sigma() -> tuple[float, str]:
    """Standard deviation of true over modelled density, and its source."""
    return float(_figures()["density"]["sigma"]), str(_figures()["density"]["source"])


@cache
def solar_record() -> SolarRecord:
    """Monthly means from October 1957, measured and then predicted (CelesTrak).

    Where no geomagnetic index is predicted the mean of the measured months stands.
    """
    lines = (files("luncur") / "data/orbit/solar_activity.csv").read_text(encoding="ascii").splitlines()
    rows = [line.split(",") for line in lines if line[0].isdigit()]
    months = [_month(row[0]) for row in rows]
    measured = sum(row[3] == "measured" for row in rows)
    ap = np.array([float(row[2]) if row[2] else np.nan for row in rows])
    ap[np.isnan(ap)] = ap[:measured].mean()
    minima = tuple(_month(m) - months[0] for m in _figures()["cycles"]["minima"])
    return SolarRecord(
        months[0], np.array([float(row[1]) for row in rows]), ap, measured, minima, lines[0].removeprefix("# ")
    )


def constant_activity(level: SolarLevel) -> SolarCourse:
    """The Sun as it is at one level, for ever."""
    code = "life_sun_constant" if level.confirmed else "life_sun_constant_unconfirmed"
    said = Sentence(code, f107=level.f107, ap=level.ap, source=level.source)
    return SolarCourse(
        np.array([level.f107]), np.array([level.ap]), np.zeros((1, 1), dtype=np.int16), 0.0, False, (said,)
    )


def recorded_activity(epoch: datetime) -> SolarCourse:
    """The Sun as measured and predicted from a date on; nothing is known after the prediction.

    Raises InputError for a date outside the record.
    """
    record = solar_record()
    start = _place(epoch) - record.first
    if not record.holds(epoch):
        raise InputError(
            "solar activity", "epoch", epoch.isoformat(), f"a date from 1957-10 to {record.end} ({record.source})"
        )
    months = np.arange(len(record.f107), dtype=np.int16)[None]
    said = Sentence("life_sun_record", measured=record.end_of_measured, predicted=record.end, source=record.source)
    return SolarCourse(record.f107, record.ap, months, start - 0.5, True, (said,))


def possible_activity(epoch: datetime | None, uniform: Floats, horizon: float) -> SolarCourse:
    """Futures of the Sun, one for each row of ``uniform`` [rows, at least 2]: numbers even between 0 and 1.

    With a date: what was measured from it on, then the rest of the cycle that runs as it went in one of the five cycles 20
    to 24, then whole cycles, each drawn among the five.  Without: a start at any month of those cycles.
    horizon: how long a future must be known [s].  Raises InputError for a date before the record.
    """
    record = solar_record()
    count = int(horizon / MONTH) + 3
    cycles = [np.arange(a, b) for a, b in zip(record.minima[:-1], record.minima[1:], strict=True)]
    first, last = _name(record.first + record.minima[0]), _name(record.first + record.minima[-1] - 1)
    if epoch is None:
        starts = record.minima[0] + (uniform[:, 0] * (record.minima[-1] - record.minima[0])).astype(int)
        opening = [np.arange(s, next(m for m in record.minima if m > s)) for s in starts]
        skipped, offset = 0, 0.0
        said = Sentence("life_sun_undated", first=first, last=last, source=record.source)
    else:
        place = _place(epoch) - record.first
        if place < 0:
            raise InputError(
                "solar activity", "epoch", epoch.isoformat(), "a date after 1957-10, where the record begins"
            )
        known = np.arange(min(int(place), record.measured), record.measured)
        skipped, offset = max(int(place) - record.measured, 0), place - int(place) - 0.5
        rests = [cycle[record.measured - record.minima[-1] :] for cycle in cycles]
        opening = [np.concatenate([known, rests[int(u * len(cycles))]]) for u in uniform[:, 0]]
        said = Sentence("life_sun_dated", measured=record.end_of_measured, first=first, last=last, source=record.source)
    months = np.stack([_chain(o, cycles, u[1:], skipped, count) for o, u in zip(opening, uniform, strict=True)])
    return SolarCourse(record.f107, record.ap, months, offset, True, (said,))


def _chain(
    opening: NDArray[np.int64], cycles: list[NDArray[np.int64]], uniform: Floats, skipped: int, count: int
) -> NDArray[np.int16]:
    """``count`` months from the one numbered ``skipped`` on, of an opening and of cycles that the numbers choose, over and over."""
    pieces, length, k = [opening], len(opening), 0
    while length < skipped + count:
        pieces.append(cycles[int(uniform[k % len(uniform)] * len(cycles))])
        length += len(pieces[-1])
        k += 1
    return np.concatenate(pieces)[skipped : skipped + count].astype(np.int16)


def _place(epoch: datetime) -> float:
    """A date in months since year 0, with the fraction of its month."""
    t = epoch.astimezone(UTC)
    days = (
        datetime(t.year + t.month // 12, t.month % 12 + 1, 1, tzinfo=UTC) - datetime(t.year, t.month, 1, tzinfo=UTC)
    ).days
    return t.year * 12 + t.month - 1 + (t - datetime(t.year, t.month, 1, tzinfo=UTC)).total_seconds() / (days * 86400.0)


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def _name(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"
