"""The place under a satellite."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.earth.ellipsoid_kernel import geodetic_many

Floats = NDArray[np.float64]


def geodetic(position: Floats) -> tuple[Floats, Floats, Floats]:
    """Latitude, longitude [rad] and altitude [m] of Earth-fixed positions (n, 3)."""
    out = np.empty((len(position), 3))
    compiled(geodetic_many)(np.ascontiguousarray(position), out)
    return out[:, 0], out[:, 1], out[:, 2]
