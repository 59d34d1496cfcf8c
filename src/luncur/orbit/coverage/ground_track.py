"""The path under a satellite, and lines of it for a map."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.orbit.coverage.ground_track_kernel import geodetic_many
from luncur.orbit.motion.track import Track

Floats = NDArray[np.float64]
_TURN = 2.0 * math.pi


def ground_track(track: Track) -> tuple[Floats, Floats, Floats]:
    """Latitude, longitude [rad] of the point at whose zenith the satellite stands, and its altitude [m]; of the shape of the samples."""
    position = np.ascontiguousarray(track.position, dtype=np.float64).reshape(-1, 3)
    out = np.empty_like(position)
    compiled(geodetic_many)(position, out)
    latitude, longitude, altitude = (out[:, k].reshape(track.position.shape[:-1]) for k in range(3))
    return latitude, longitude, altitude
