"""What acts on a satellite besides itself, on a grid in time: how the Earth is turned, where Sun and Moon stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from luncur.orbit.time_and_frames.bodies import moon, sun
from luncur.orbit.time_and_frames.earth_orientation import earth_orientation_of
from luncur.orbit.time_and_frames.frames import celestial_pole, earth_rotation_angle
from luncur.orbit.time_and_frames.times import second_of_day, tt

Floats = NDArray[np.float64]

STEP = 10800.0  # spacing of the grid [s]; cubics through it are off by 3e-5 mas of the pole, 0.1 m of the Sun, 10 m of the Moon
COLUMNS = 11


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A grid in elapsed seconds from the epoch.

    start, step [s]; rows (n, 11): X and Y of the celestial pole in the GCRS, what the Earth's angle is ahead of an even
    turn, pole in the ITRF (x, y) [rad], Sun (3) and Moon (3) [m] in the GCRS; angle [rad] and rate [rad/s] of the even
    turn; day_second: UTC seconds of the day at the epoch.
    """

    start: float
    step: float
    rows: Floats
    angle: float
    rate: float
    day_second: float


def surroundings(epoch: datetime, first: float, last: float, turning: bool) -> Surroundings:
    """The grid from ``first`` to ``last`` [s] after ``epoch`` (UTC).

    turning: whether the Earth's orientation matters; without it the first five columns are zero, and dates are not bound
    to the tables of the orientation.  Raises InputError for dates outside those.
    """
    start = np.floor(first / STEP) * STEP
    count = max(int(np.ceil((last - start) / STEP)) + 1, 4)
    t = start + STEP * np.arange(count)
    rows = np.zeros((count, COLUMNS))
    rows[:, 5:8], rows[:, 8:11] = sun(epoch, t), moon(epoch, t)
    angle = rate = 0.0
    if turning:
        angle, rate = _turn(epoch, t, rows)
    return Surroundings(float(start), STEP, rows, angle, rate, second_of_day(epoch))


def _turn(epoch: datetime, t: Floats, rows: Floats) -> tuple[float, float]:
    """Fills the columns of the Earth's orientation; gives the angle at the epoch and the even rate."""
    import erfa

    orientation = earth_orientation_of(epoch, t)
    x, y, locator = celestial_pole(epoch, t)
    turned = earth_rotation_angle(epoch, t, orientation) - locator + erfa.sp00(*tt(epoch, t))
    rate = 2 * np.pi * 1.00273781191135448 / 86400.0  # IERS Conventions 2010, equation 5.15
    whole = np.unwrap(turned - rate * t, period=2 * np.pi)
    rows[:, 0], rows[:, 1] = x + orientation.offset_x, y + orientation.offset_y
    rows[:, 2] = whole - whole[0]
    rows[:, 3], rows[:, 4] = orientation.pole_x, orientation.pole_y
    return float(whole[0]), rate
