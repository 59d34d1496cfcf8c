"""Random numbers by address: the same launch always draws the same numbers.

Philox 4x32-10 turns (seed; launch, stream, piece, draw) into bits; nothing is carried from one draw to the
next, so numbers do not depend on workers, order, block size or interruptions.  Everything here is integer
arithmetic and scipy's inverse normal on the host, so draws are the same for every device that uses them.
Source: Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC'11.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws_kernel import uniforms_many
from luncur.compiler import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_LOW = 0xFFFFFFFF


class Stream(IntEnum):
    """Registered uses of random numbers; a number is never given to another use."""

    WEATHER = 1
    VEHICLE = 2
    FAILURE_TIME = 3
    IMPARTED_VELOCITY = 4
    DRAG = 5
    RESERVOIR = 6
    MALFUNCTION = 7
    PARACHUTE = 20
    TRIAL_SAMPLE = 30
    TRIAL_FAULT = 31
    TRIAL_NOISE = 32
    TRIAL_DRIFT = 33
    TRIAL_FAILURE = 34
    TRIAL_IN_ERROR = 35
    TRIAL_RESAMPLED = 36
    INJECTION = 40
    ORBIT_LIFE = 41


def uniforms(seed: int, stream: int, launch: Ints, draws: int, piece: Ints | int = 0) -> Floats:
    """Numbers in (0, 1) with 52 random bits, shape (n, draws), for n addresses of (launch, piece).

    launch: indices below 2^48; piece: indices below 2^32.
    """
    launches = np.ascontiguousarray(launch, dtype=np.int64)
    pieces = np.array(np.broadcast_to(piece, launches.shape), dtype=np.int64)
    out = np.empty((len(launches), draws))
    compiled(uniforms_many)(seed & _LOW, (seed >> 32) & _LOW, int(stream), launches, pieces, out)
    return out


def normals(seed: int, stream: int, launch: Ints, draws: int, piece: Ints | int = 0) -> Floats:
    """Standard normals by the inverse of the distribution function, shape (n, draws)."""
    from scipy.special import ndtri

    u = uniforms(seed, stream, launch, draws, piece)
    return np.asarray(ndtri(u, out=u))
