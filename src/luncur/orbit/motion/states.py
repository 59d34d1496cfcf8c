"""A state given in one of the usual frames, turned into the celestial frame that everything is propagated in."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.orbit.time_and_frames.frames import (
    celestial_to_earth_fixed,
    earth_spin,
    mean_of_j2000_to_celestial,
    teme_to_celestial,
    to_celestial,
    turned,
)

Floats = NDArray[np.float64]

INERTIAL_FRAMES = ("J2000", "GCRF", "TEME")
FRAMES = (*INERTIAL_FRAMES, "ITRF")


def celestial_state(
    position: Floats, velocity: Floats, frame: str, epoch: datetime, seconds: float = 0.0
) -> tuple[Floats, Floats]:
    """Position [m] and velocity [m/s] (..., 3) in the GCRS of states given in ``frame`` at one time.

    frame: "J2000" (mean equator and equinox of J2000), "GCRF", "TEME" (of SGP4, at the time itself) or "ITRF", where the
    velocity is relative to the rotating Earth.  Raises InputError for another frame, and for "TEME" and "ITRF" at times
    that the Earth orientation data do not cover.
    """
    p, v = np.asarray(position, dtype=np.float64), np.asarray(velocity, dtype=np.float64)
    if frame == "ITRF":
        return to_celestial(p, v, celestial_to_earth_fixed(epoch, seconds)[0], earth_spin(epoch, seconds)[0])
    rotation = to_celestial_axes(frame, epoch, seconds)
    return turned(rotation, p), turned(rotation, v)


def to_celestial_axes(frame: str, epoch: datetime, seconds: float = 0.0) -> Floats:
    """Matrix (3, 3) that turns vectors of an inertial frame into the GCRS; frames and errors as ``celestial_state``."""
    if frame == "J2000":
        return mean_of_j2000_to_celestial()
    if frame == "TEME":
        return np.asarray(teme_to_celestial(epoch, seconds)[0])
    if frame != "GCRF":
        raise InputError("orbit", "frame", frame, f"one of {', '.join(FRAMES)} (elements have no Earth-fixed axes)")
    return np.eye(3)
