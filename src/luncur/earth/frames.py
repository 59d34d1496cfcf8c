"""Turning between Earth-fixed, inertial and celestial axes."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import EARTH_RATE

Floats = NDArray[np.float64]


def inertial_state(position: Floats, velocity: Floats, time: Floats | float) -> tuple[Floats, Floats]:
    """Position and velocity in the inertial axes of lift-off from an Earth-fixed state at ``time`` [s]; shapes (..., 3)."""
    angle = EARTH_RATE * np.asarray(time, dtype=np.float64)
    c, s = np.cos(angle), np.sin(angle)
    v = velocity + np.stack(
        [-EARTH_RATE * position[..., 1], EARTH_RATE * position[..., 0], np.zeros_like(position[..., 0])], axis=-1
    )
    return _turn(position, c, s), _turn(v, c, s)


def earth_fixed_state(position: Floats, velocity: Floats, time: Floats | float) -> tuple[Floats, Floats]:
    """The reverse of ``inertial_state``."""
    angle = EARTH_RATE * np.asarray(time, dtype=np.float64)
    c, s = np.cos(angle), -np.sin(angle)
    p, v = _turn(position, c, s), _turn(velocity, c, s)
    return p, v - np.stack([-EARTH_RATE * p[..., 1], EARTH_RATE * p[..., 0], np.zeros_like(p[..., 0])], axis=-1)


def _turn(vector: Floats, c: Floats, s: Floats) -> Floats:
    return np.stack(
        [c * vector[..., 0] - s * vector[..., 1], s * vector[..., 0] + c * vector[..., 1], vector[..., 2]], axis=-1
    )


def celestial_rotation(when: datetime) -> Floats:
    """Matrix [3, 3] that turns Earth-fixed vectors into the celestial frame (GCRS) at a UTC time.

    IAU 2006/2000A precession-nutation; UT1 is taken as UTC (at most 0.9 s, 4e-3 deg) and polar motion as
    zero (1e-4 deg), because their tables would have to be fetched.  Source: IERS Conventions 2010, chapter 5.
    """
    import erfa

    t = when.astimezone(UTC)
    day, part = erfa.dtf2d("UTC", t.year, t.month, t.day, t.hour, t.minute, t.second + t.microsecond * 1e-6)
    tai = erfa.utctai(day, part)
    tt = erfa.taitt(*tai)
    return np.asarray(erfa.c2t06a(tt[0], tt[1], day, part, 0.0, 0.0)).T
