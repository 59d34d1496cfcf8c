"""The forces of a case, as its file asks for them."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from luncur.orbit.input.model import OrbitCase
from luncur.orbit.motion.ephemeris import Ephemeris

Floats = NDArray[np.float64]


def propagate_with_forces(
    case: OrbitCase, epoch: datetime, position: Floats, velocity: Floats, seconds: Floats
) -> Ephemeris:
    raise NotImplementedError
