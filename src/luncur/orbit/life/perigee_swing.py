"""How far Sun and Moon move a perigee, which the averaged decay leaves out."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import J2, MU, SEMI_MAJOR_AXIS
from luncur.errors import InputError
from luncur.orbit.life.mean_orbit import MeanOrbits
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

# Gravitational parameter over the cube of the mean distance [1/s2] (IAU 2015 nominal Sun; Moon: DE405's, mean 384,400 km).
_SUN = 1.3271244e20 / 1.495978707e11**3
_MOON = 4.902801e12 / 3.844e8**3
_QUARTER = (
    365.25 * 86400.0 / (2.0 * math.pi)
)  # a perigee that hardly turns is still turned against the Sun in a year [s]
LARGEST = 20e3  # half a scale height where long lives end: beyond, a life without Sun and Moon means nothing [m]
WORTH_SAYING = 1e3  # [m]


def perigee_swing(orbits: MeanOrbits) -> Floats:
    """Amplitude [m] to be feared in the perigee's height from the Sun and the Moon.

    Largest secular rate of the eccentricity, 15/8 e sqrt(1 - e2) (sum of mu/d3) / n, for as long as the perigee takes to turn by
    a radian under J2.  Source: doubly averaged third-body motion (Kozai, Smithsonian Special Report 349 (1973); Vallado, 4th
    ed., section 9.6.3); an upper estimate, not a forecast.
    """
    a, e, i = orbits.semi_major_axis, orbits.eccentricity, orbits.inclination
    n = np.sqrt(MU / a**3)
    turn = np.abs(0.75 * n * J2 * (SEMI_MAJOR_AXIS / (a * (1 - e**2))) ** 2 * (4 - 5 * np.sin(i) ** 2))
    time = np.minimum(1.0 / np.maximum(2.0 * turn, 1e-12), _QUARTER)
    return np.asarray(a * 15.0 / 8.0 * e * np.sqrt(1 - e**2) * (_SUN + _MOON) / n * time)


def lunisolar_assumption(orbits: MeanOrbits) -> tuple[str, ...]:
    """The sentence that a report must carry about Sun and Moon.

    Raises InputError where they may move the perigee of half of the orbits by more than 20 km.
    """
    swing = perigee_swing(orbits)
    middle = int(np.argsort(swing)[len(swing) // 2])
    if swing[middle] > LARGEST:
        height = (orbits.semi_major_axis[middle] * (1 + orbits.eccentricity[middle]) - SEMI_MAJOR_AXIS) / 1000
        raise InputError(
            "orbit life", "apogee height", f"{height:.0f} km",
            f"an orbit whose perigee the Sun and the Moon move by less than {LARGEST / 1000:.0f} km (here up to "
            f"{swing[middle] / 1000:.0f} km): such a life needs the numerical motion",
        )  # fmt: skip
    largest = float(swing.max())
    if largest > LARGEST:
        share = 100 * float(np.mean(swing > LARGEST))
        return (Sentence("life_third_bodies_share", share=share, limit=LARGEST / 1000),)
    if largest < WORTH_SAYING:
        return (Sentence("life_third_bodies_small"),)
    return (Sentence("life_third_bodies", swing=largest / 1000),)
