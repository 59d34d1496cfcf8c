"""How the Earth is turned: UT1, the pole, and corrections to the celestial pole, from data that come with a package.

``astropy-iers-data`` carries two tables of the IERS: EOP 20 C04, which is final, and finals2000A, which goes on where
C04 ends, first with measured values and then with predictions for about a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.errors import InputError
from luncur.orbit.time_and_frames.times import DAY, FIRST_LEAP_SECOND, MODIFIED, tai, tai_less_utc
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

ARCSECOND = np.pi / 648000.0  # [rad]
_MJD_ZERO = date(1858, 11, 17)


@dataclass(frozen=True, slots=True)
class EarthOrientation:
    """The Earth's orientation at 0 h UTC of each day.

    day: Modified Julian Date [d] (n,); ut1_less_tai [s] (n,), which has no leaps; pole_x, pole_y: of the celestial
    intermediate pole in the ITRF [rad]; offset_x, offset_y: of the pole from IAU 2006/2000A in the GCRS [rad];
    predicted: whether an entry is a prediction; version: of the package.
    """

    day: Floats
    ut1_less_tai: Floats
    pole_x: Floats
    pole_y: Floats
    offset_x: Floats
    offset_y: Floats
    predicted: NDArray[np.bool_]
    version: str

    @property
    def first(self) -> date:
        """First day with values."""
        return _date(self.day[0])

    @property
    def last(self) -> date:
        """Last day with values, most likely a prediction."""
        return _date(self.day[-1])

    @property
    def last_measured(self) -> date:
        """Last day whose values are no prediction."""
        return _date(self.day[~self.predicted][-1])


@dataclass(frozen=True, slots=True)
class OrientationValues:
    """The Earth's orientation at given times; units as ``EarthOrientation``; all of one shape."""

    ut1_less_tai: Floats
    pole_x: Floats
    pole_y: Floats
    offset_x: Floats
    offset_y: Floats
    predicted: NDArray[np.bool_]

    def status(self) -> str:
        """ "measured", or "predicted" where any of the values is."""
        return "predicted" if bool(np.any(self.predicted)) else "measured"


def earth_orientation_of(epoch: datetime, seconds: ArrayLike) -> OrientationValues:
    """The Earth's orientation at elapsed SI ``seconds`` from ``epoch`` (UTC).

    Cubic through the four days around each time.  Tides of the oceans within a day are left out: at most 0.1 ms and
    1 mas, 5 cm on the ground (IERS Conventions 2010, section 8.2).  Raises InputError for a time outside the tables.
    """
    table = earth_orientation()
    day, part = tai(epoch, seconds)
    # The tables stand at 0 h UTC.  A leap second between the epoch and a time shifts it by 1 s: 0.02 us of UT1.
    position = np.asarray((day - MODIFIED - table.day[0]) + (part - tai_less_utc(epoch) / DAY))
    _check_range(table, epoch, np.asarray(seconds, dtype=np.float64), position)
    first = np.clip(np.floor(position).astype(int) - 1, 0, len(table.day) - 4)
    weights = _cubic(position - first)

    def at(column: Floats) -> Floats:
        return np.asarray(sum(weights[k] * column[first + k] for k in range(4)))

    return OrientationValues(
        at(table.ut1_less_tai), at(table.pole_x), at(table.pole_y), at(table.offset_x), at(table.offset_y),
        table.predicted[np.clip(np.ceil(position).astype(int), 0, len(table.day) - 1)],
    )  # fmt: skip


def orientation_assumed(epoch: datetime, seconds: ArrayLike) -> tuple[Sentence, ...]:
    """What is assumed about the Earth's orientation over these times, for a list of assumptions."""
    table = earth_orientation()
    if earth_orientation_of(epoch, seconds).status() == "measured":
        return (Sentence("orbit_orientation_measured", version=table.version),)
    return (Sentence("orbit_orientation_predicted", version=table.version, day=table.last_measured.isoformat()),)


@cache
def earth_orientation() -> EarthOrientation:
    """The tables of the installed ``astropy-iers-data``, from 1972 on; nothing is fetched."""
    import astropy_iers_data

    final = _c04(astropy_iers_data.IERS_B_FILE)
    recent = _finals(astropy_iers_data.IERS_A_FILE)
    rows = np.vstack([final, recent[recent[:, 0] > final[-1, 0]]])
    rows = rows[rows[:, 0] >= (FIRST_LEAP_SECOND.date() - _MJD_ZERO).days]
    if np.any(np.diff(rows[:, 0]) != 1.0):
        raise InputError("astropy-iers-data", "tables", None, "a row for every day")
    return EarthOrientation(
        day=rows[:, 0].copy(),
        ut1_less_tai=rows[:, 3] - [tai_less_utc(_midnight(day)) for day in rows[:, 0]],
        pole_x=rows[:, 1] * ARCSECOND,
        pole_y=rows[:, 2] * ARCSECOND,
        offset_x=rows[:, 4] * ARCSECOND,
        offset_y=rows[:, 5] * ARCSECOND,
        predicted=rows[:, 6] > 0.0,
        version=f"astropy-iers-data {astropy_iers_data.__version__}",
    )


def _c04(path: str) -> Floats:
    """Rows of day [MJD], pole x, y [arcsec], UT1 - UTC [s], offsets dX, dY [arcsec], 0 for measured."""
    table = np.loadtxt(path, usecols=(4, 5, 6, 7, 8, 9))
    return np.column_stack([table, np.zeros(len(table))])


def _finals(path: str) -> Floats:
    """As ``_c04``, from the columns of Bulletin A; rows without values are left out, offsets without a value are zero."""
    rows = []
    with open(path, encoding="ascii") as stream:
        for line in stream:
            if not line[58:68].strip():
                continue
            offsets = [float(text) / 1000.0 if text.strip() else 0.0 for text in (line[97:106], line[116:125])]
            predicted = "P" in (line[16], line[57])
            rows.append(
                [float(line[7:15]), float(line[18:27]), float(line[37:46]), float(line[58:68]), *offsets, predicted]
            )
    return np.array(rows, dtype=np.float64)


def _cubic(x: Floats) -> list[Floats]:
    """Lagrange's weights of values at 0, 1, 2, 3."""
    a, b, c = x - 1.0, x - 2.0, x - 3.0
    return [-a * b * c / 6.0, x * b * c / 2.0, -x * a * c / 2.0, x * a * b / 6.0]


def _check_range(table: EarthOrientation, epoch: datetime, seconds: Floats, position: Floats) -> None:
    outside = (position < 0.0) | (position > len(table.day) - 1)
    if not np.all(np.isfinite(position)) or np.any(outside):
        worst = float(seconds.ravel()[np.argmax((outside | ~np.isfinite(position)).ravel())])
        when = epoch.astimezone(UTC)
        shown = (
            (when + timedelta(seconds=worst)).isoformat() if abs(worst) < 1e10 else f"{when.isoformat()} + {worst:g} s"
        )
        expected = f"a date from {table.first} to {table.last}, which the Earth orientation of {table.version} covers"
        raise InputError("orbit", "date", shown, f"{expected} (a newer version of that package reaches further)")


def _midnight(day: float) -> datetime:
    return datetime.combine(_date(day), datetime.min.time(), tzinfo=UTC)


def _date(day: float) -> date:
    return _MJD_ZERO + timedelta(days=int(day))
