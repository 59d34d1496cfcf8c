"""Where the vehicle would land, in vacuum, if thrust ended now."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.compiler import compiled
from luncur.earth.constants import EARTH_RATE, MU
from luncur.earth.impact_point_kernel import impact_point_batch

Floats = NDArray[np.float64]

STATUS = {
    0: "impact point found",
    10: "in orbit: the perigee is above the surface",
    11: "escapes: the speed is above that of a closed orbit",
    12: "already below the ellipsoid",
    13: "passes over the ellipsoid",
    20: "not a finite state",
}


@dataclass(frozen=True, slots=True)
class ImpactPoint:
    """Latitude, longitude [rad], time of flight [s]: nan where there is none; ``status`` says why (``STATUS``)."""

    latitude: Floats
    longitude: Floats
    time_of_flight: Floats
    status: NDArray[np.int64]


# Gravitational parameter [m3/s2] and Earth rate [rad/s]; the rule gives its own in feet and degrees.
CONSTANTS = {
    "14 CFR 420": (1.407644e16 * 0.3048**3, math.radians(4.178074e-3)),
    "WGS 84": (MU, EARTH_RATE),
}


def impact_point(position: ArrayLike, velocity: ArrayLike, constants: str = "14 CFR 420") -> ImpactPoint:
    """Where a body would land if it fell freely, without air, from now on.

    Solves the Kepler arc to the WGS 84 ellipsoid, then turns the Earth under it for the time of flight.
    A state in orbit, on escape or below the ground has no impact point: nan, with a status.

    position: Earth-fixed [m], shape (..., 3).
    velocity: relative to the turning Earth [m/s], shape (..., 3), broadcast against position.
    constants: "14 CFR 420" (those printed in the rule) or "WGS 84"; near orbit the two differ by some metres.
    Raises ValueError for another shape or an unknown set of constants.
    Source: 14 CFR 420 Appendix B, equations B46-B69.
    """
    p, v = np.broadcast_arrays(np.asarray(position, dtype=np.float64), np.asarray(velocity, dtype=np.float64))
    if p.shape[-1:] != (3,):
        raise ValueError("position and velocity need three components on the last axis")
    if constants not in CONSTANTS:
        raise ValueError(f"constants must be one of {', '.join(CONSTANTS)}")
    shape = p.shape[:-1]
    out, status = np.empty((int(np.prod(shape)), 3)), np.empty(int(np.prod(shape)), dtype=np.int64)
    compiled(impact_point_batch)(
        np.ascontiguousarray(p).reshape(-1, 3),
        np.ascontiguousarray(v).reshape(-1, 3),
        *CONSTANTS[constants],
        out,
        status,
    )
    latitude, longitude, time = (out[:, i].reshape(shape) for i in range(3))
    return ImpactPoint(latitude, longitude, time, status.reshape(shape))
