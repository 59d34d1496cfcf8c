"""States of a satellite over time in the celestial frame, and how they came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from luncur.orbit.motion.track import Track, check_shapes
from luncur.orbit.time_and_frames.earth_orientation import orientation_assumed
from luncur.orbit.time_and_frames.frames import celestial_to_earth_fixed, earth_spin, to_earth_fixed

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ephemeris:
    """States in GCRS axes over time, of one satellite or of several at the same times.

    epoch: UTC; seconds: elapsed SI seconds from it, rising (n,); position [m], velocity [m/s]: (n, 3) of one,
    (m, n, 3) of m satellites.  method: how they were computed; assumed: sentences on what was taken for granted.
    """

    epoch: datetime
    seconds: Floats
    position: Floats
    velocity: Floats
    method: str
    assumed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_shapes(self.seconds, self.position, self.velocity)

    def earth_fixed(self) -> Track:
        """The same states in the ITRF.  Raises InputError for times that the Earth orientation data do not cover."""
        rotation = celestial_to_earth_fixed(self.epoch, self.seconds)
        spin = earth_spin(self.epoch, self.seconds)
        return Track(self.epoch, self.seconds, *to_earth_fixed(self.position, self.velocity, rotation, spin))

    def orientation_assumed(self) -> tuple[str, ...]:
        """What ``earth_fixed`` rests on: whether the Earth's orientation of these times is measured or predicted."""
        return orientation_assumed(self.epoch, self.seconds)

    def satellites(self) -> tuple[Ephemeris, ...]:
        """One ephemeris for each satellite; the arrays are views, nothing is copied."""
        if self.position.ndim == 2:
            return (self,)
        pairs = zip(self.position, self.velocity, strict=True)
        return tuple(Ephemeris(self.epoch, self.seconds, p, v, self.method, self.assumed) for p, v in pairs)
