"""Motion of published mean elements by SGP4, the one theory they are made for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.errors import PhysicsError
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.mean_elements import MeanElementSet
from luncur.orbit.time_and_frames.frames import teme_to_celestial, turned
from luncur.orbit.time_and_frames.times import seconds_between
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

# What the library's codes mean; Vallado et al., AIAA 2006-6753, appendix B.
ERRORS = {
    1: "its mean eccentricity leaves the range from 0 to 1, or its semi-major axis falls below 0.95 Earth radii",
    2: "its mean motion becomes negative",
    3: "its eccentricity with the periodic terms leaves the range from 0 to 1",
    4: "the parameter of its ellipse becomes negative",
    5: "its elements are those of a path that ends on the ground",
    6: "it has come down: its distance from the centre is less than the Earth's radius",
}


def propagate_sgp4(sets: MeanElementSet | Sequence[MeanElementSet], epoch: datetime, seconds: ArrayLike) -> Ephemeris:
    """GCRS states at elapsed SI ``seconds`` (n,) from ``epoch`` (UTC) of one element set, or (m, n, 3) of m of them.

    Raises PhysicsError where SGP4 gives up, naming the satellite, the time and the reason, and InputError for times that
    the Earth orientation data do not cover.  ``sgp4_states`` gives codes in place of the first.
    """
    many = [sets] if isinstance(sets, MeanElementSet) else list(sets)
    t = np.atleast_1d(np.asarray(seconds, dtype=np.float64))
    position, velocity, codes = sgp4_states(many, epoch, t)
    if np.any(codes):
        satellite, sample = (int(k) for k in np.argwhere(codes)[0])
        when = (epoch + timedelta(seconds=float(t[sample]))).isoformat()
        reason = ERRORS.get(int(codes[satellite, sample]), "of an unknown reason")
        raise PhysicsError(f"{many[satellite].label}: SGP4 cannot say where it is at {when}: {reason}")
    rotation = teme_to_celestial(epoch, t)
    position, velocity = turned(rotation, position), turned(rotation, velocity)
    if isinstance(sets, MeanElementSet):
        position, velocity = position[0], velocity[0]
    return Ephemeris(epoch, t, position, velocity, "SGP4", (_assumed(many, epoch, t),))


def sgp4_states(
    sets: Sequence[MeanElementSet], epoch: datetime, seconds: Floats
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """TEME positions [m] and velocities [m/s] (m, n, 3) of m element sets at ``seconds`` (n,), and the library's codes (m, n).

    A code is 0 where all is well, else a key of ``ERRORS``, and the state is then not to be used.
    """
    position = np.empty((len(sets), len(seconds), 3))
    velocity = np.empty_like(position)
    codes = np.empty((len(sets), len(seconds)), dtype=np.int64)
    for k, elements in enumerate(sets):
        record = elements.satellite()
        days = (seconds_between(elements.epoch, epoch) + seconds) / 86400.0
        whole = np.full_like(days, record.jdsatepoch)
        codes[k], position[k], velocity[k] = record.sgp4_array(whole, record.jdsatepochF + days)
    position *= 1000.0
    velocity *= 1000.0
    return position, velocity, codes


def _assumed(sets: Sequence[MeanElementSet], epoch: datetime, seconds: Floats) -> Sentence:
    """Which theory, and how far from their epochs the elements are used, which is what decides their error."""
    ages = [seconds_between(s.epoch, epoch) + edge for s in sets for edge in (seconds[0], seconds[-1])]
    return Sentence("orbit_sgp4", first=min(ages) / 86400.0, last=max(ages) / 86400.0)
