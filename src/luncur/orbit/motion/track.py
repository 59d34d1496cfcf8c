"""The path of a satellite over the turning Earth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Track:
    """Earth-fixed states (ITRF) over time, of one satellite or of several at the same times.

    epoch: UTC; seconds: elapsed SI seconds from it, rising (n,); position [m] and velocity relative to the rotating
    Earth [m/s]: (n, 3) of one, (m, n, 3) of m satellites.  Between samples at most 60 s apart a cubic through position
    and velocity is good to 0.4 m in low orbit.
    """

    epoch: datetime
    seconds: Floats
    position: Floats
    velocity: Floats

    def __post_init__(self) -> None:
        check_shapes(self.seconds, self.position, self.velocity)

    def satellites(self) -> tuple[Track, ...]:
        """One track for each satellite; the arrays are views, nothing is copied."""
        if self.position.ndim == 2:
            return (self,)
        pairs = zip(self.position, self.velocity, strict=True)
        return tuple(Track(self.epoch, self.seconds, p, v) for p, v in pairs)


def check_shapes(seconds: Floats, position: Floats, velocity: Floats) -> None:
    """Raises ValueError where times and states do not go together."""
    if seconds.ndim != 1 or position.shape[-2:] != (len(seconds), 3) or position.ndim > 3:
        raise ValueError(f"states of shape {position.shape} at times of shape {seconds.shape}")
    if velocity.shape != position.shape:
        raise ValueError(f"positions of shape {position.shape}, velocities of shape {velocity.shape}")
    if np.any(np.diff(seconds) <= 0.0):
        raise ValueError("times that do not rise")
