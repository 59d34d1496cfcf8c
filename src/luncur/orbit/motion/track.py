"""Where a satellite is over the turning Earth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Track:
    """Earth-fixed samples of one satellite's motion, as coverage wants them.

    epoch: UTC, aware.  seconds[n]: SI seconds from it, increasing, at most 60 s apart, so that a cubic through positions
    and velocities is within 0.4 m in low orbit.  position[n, 3] [m] and velocity[n, 3] [m/s] in the ITRF; the velocity is
    relative to the turning Earth.
    """

    epoch: datetime
    seconds: Floats
    position: Floats
    velocity: Floats
