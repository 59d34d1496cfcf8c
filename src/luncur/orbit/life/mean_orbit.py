"""The mean orbits that a lifetime is reckoned from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.compiler import compiled
from luncur.earth.constants import ECCENTRICITY_SQUARED, J2, MU, SEMI_MAJOR_AXIS
from luncur.errors import InputError
from luncur.orbit.life.mean_orbit_kernel import mean_many

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MeanOrbits:
    """Orbits without the waves of J2 within a revolution: semi-major axis [m], eccentricity, inclination and argument of
    perigee [rad], each of shape (n,).

    lowest_osculating: height [m] above the ellipsoid of the perigee of the conic that was given; the mean orbit's where mean
    elements were given.
    """

    semi_major_axis: Floats
    eccentricity: Floats
    inclination: Floats
    argument_of_perigee: Floats
    lowest_osculating: Floats

    def array(self) -> Floats:
        """The four elements as columns [n, 4]."""
        return np.column_stack([self.semi_major_axis, self.eccentricity, self.inclination, self.argument_of_perigee])

    def __len__(self) -> int:
        return len(self.semi_major_axis)


def mean_orbits(
    semi_major_axis: ArrayLike, eccentricity: ArrayLike, inclination: ArrayLike, argument_of_perigee: ArrayLike
) -> MeanOrbits:
    """Orbits from mean elements [m, -, rad, rad], any shapes that broadcast to one axis.

    Raises InputError for an orbit that is not closed.
    """
    a, e, i, w = _columns((semi_major_axis, eccentricity, inclination, argument_of_perigee))
    _require_closed(a, e, i + w)
    return MeanOrbits(a, e, i, w, _perigee_height(a, e, i, w))


def mean_orbits_of(elements: Any) -> MeanOrbits:
    """Mean orbits of osculating elements: an object with the attributes semi_major_axis [m], eccentricity, inclination,
    argument_of_perigee, true_anomaly [rad], numbers or arrays.

    The size changes by some 9 km within a revolution of a low polar orbit, which is worth a sixth of its life; the mean is
    taken over the revolution that follows.  A conic that meets the ground is left as it is.  Raises InputError for an orbit that is not closed.
    """
    names = ("semi_major_axis", "eccentricity", "inclination", "argument_of_perigee", "true_anomaly")
    given = _columns(tuple(getattr(elements, name) for name in names))
    _require_closed(given[0], given[1], given[2] + given[3] + given[4])
    lowest = _perigee_height(given[0], given[1], given[2], given[3])
    out = np.column_stack(given[:4])
    fly = lowest > 0.0
    mean = np.empty((int(fly.sum()), 4))
    compiled(mean_many)(np.ascontiguousarray(np.column_stack(given)[fly]), mean)
    out[fly] = mean
    a, e, i, w = (np.ascontiguousarray(c) for c in out.T)
    return MeanOrbits(a, e, i, w, lowest)


def semi_major_axis_of_mean_motion(mean_motion: float, eccentricity: float, inclination: float) -> float:
    """Mean semi-major axis [m] behind the mean motion [rad/s] of a two-line element set, whose definition is Kozai's.

    Source: Hoots and Roehrich, Spacetrack Report No. 3 (1980), section 6, recovery of the original mean motion.
    """
    k2 = 0.5 * J2 * SEMI_MAJOR_AXIS**2
    bend = 1.5 * k2 * (3.0 * math.cos(inclination) ** 2 - 1.0) / (1.0 - eccentricity**2) ** 1.5
    first = (MU / mean_motion**2) ** (1.0 / 3.0)
    d1 = bend / first**2
    second = first * (1.0 - d1 / 3.0 - d1**2 - 134.0 / 81.0 * d1**3)
    return float((MU / (mean_motion / (1.0 + bend / second**2)) ** 2) ** (1.0 / 3.0))


def _columns(given: tuple[ArrayLike, ...]) -> list[Floats]:
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(g, dtype=np.float64)) for g in given))
    return [np.ascontiguousarray(a).ravel() for a in arrays]


def _require_closed(a: Floats, e: Floats, angles: Floats) -> None:
    long = (a >= 1.0) & (a <= 1e12)
    if not np.all(long):
        raise InputError("orbit", "semi_major_axis", float(a[~long][0]), "a length of a closed orbit, 1 to 1e12 [m]")
    closed = (e >= 0) & (e < 1)
    if not np.all(closed):
        raise InputError("orbit", "eccentricity", float(e[~closed][0]), "a closed orbit, from 0 to less than 1")
    if not np.all(np.isfinite(angles)):
        raise InputError("orbit", "angles", None, "finite inclination, argument of perigee and anomaly [rad]")


def _perigee_height(a: Floats, e: Floats, inclination: Floats, w: Floats) -> Floats:
    s2 = (np.sin(inclination) * np.sin(w)) ** 2
    surface = SEMI_MAJOR_AXIS * np.sqrt((1 - ECCENTRICITY_SQUARED) / (1 - ECCENTRICITY_SQUARED * (1 - s2)))
    return np.asarray(a * (1 - e) - surface)
