"""Periods and drifts of an orbit under the Earth's oblateness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.orbit.motion.constants import MU
from luncur.orbit.motion.elements import Elements
from luncur.orbit.motion.secular import secular_rates

Floats = NDArray[np.float64]
DAY = 86400.0  # [s]
SUN_RATE = 2 * np.pi / (365.2421897 * DAY)  # of the mean Sun along the equator [rad/s]: the tropical year of J2000


@dataclass(frozen=True)
class OrbitRates:
    """Drifts [rad/s] of the node, the argument of perigee and the mean anomaly by J2; periods [s] derived from them.

    keplerian: of the conic; anomalistic: from perigee to perigee; nodal: from ascending node to ascending node, by which
    revolutions are counted; per_day: nodal revolutions in 86,400 s.
    """

    node: Floats
    perigee: Floats
    mean_anomaly: Floats
    keplerian_period: Floats
    anomalistic_period: Floats
    nodal_period: Floats
    per_day: Floats


def orbit_rates(semi_major_axis: ArrayLike, eccentricity: ArrayLike, inclination: ArrayLike) -> OrbitRates:
    """Rates of orbits given by mean elements [m, -, rad] that broadcast; ``motion.secular`` for their source.

    Raises InputError for elements that no closed orbit has.
    """
    elements = Elements(semi_major_axis, eccentricity, inclination, 0.0, 0.0, 0.0)
    node, perigee, mean = secular_rates(elements)
    conic = 2 * np.pi * np.sqrt(elements.arrays()[0] ** 3 / MU)
    nodal = 2 * np.pi / (perigee + mean)
    return OrbitRates(node, perigee, mean, conic, 2 * np.pi / mean, nodal, DAY / nodal)
