"""Motion about a point mass: Kepler's ellipse, exactly."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.orbit.motion.constants import MU
from luncur.orbit.motion.elements import elements_of
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.secular import moved
from luncur.sentences import Sentence

Floats = NDArray[np.float64]


def propagate_two_body(
    position: Floats, velocity: Floats, epoch: datetime, seconds: ArrayLike, mu: float = MU
) -> Ephemeris:
    """Where a satellite is ``seconds`` after ``epoch`` (UTC), when the Earth is a point mass and nothing else acts.

    position [m], velocity [m/s]: GCRS, (3,) of one satellite or (m, 3).  seconds: rising, before the epoch where
    negative (n,).  mu: gravitational parameter [m3/s2].  Raises InputError for a state that escapes.
    """
    elements = elements_of(position, velocity, mu)
    still = (np.zeros_like(elements.arrays()[0]),) * 2
    p, v = moved(elements, (*still, elements.mean_motion(mu)), seconds, np.eye(3), mu)
    assumed = (Sentence("orbit_two_body", mu=mu / 1e9),)
    return Ephemeris(epoch, np.atleast_1d(np.asarray(seconds, float)), p, v, "two-body", assumed)
