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

Words = NDArray[np.uint64]
Floats = NDArray[np.float64]

_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)


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


def philox(counter: tuple[Words, Words, Words, Words], key: tuple[np.uint64, np.uint64]) -> tuple[Words, ...]:
    """Ten rounds of Philox 4x32 on arrays of 32-bit words held in uint64."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _SHIFT) ^ c1 ^ k0, p1 & _LOW, (p0 >> _SHIFT) ^ c3 ^ k1, p0 & _LOW
        k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
    return c0, c1, c2, c3


def uniforms(
    seed: int, stream: int, launch: NDArray[np.int64], draws: int, piece: NDArray[np.int64] | int = 0
) -> Floats:
    """Numbers in (0, 1) with 52 random bits, shape (n, draws), for n addresses of (launch, piece).

    launch: indices below 2^48; piece: indices below 2^32.
    """
    launches = np.asarray(launch, dtype=np.uint64)[:, None]
    pairs = np.arange((draws + 1) // 2, dtype=np.uint64)[None, :]
    pieces = np.broadcast_to(np.asarray(piece, dtype=np.uint64), (launches.shape[0],))[:, None]
    high = (launches >> _SHIFT) | np.uint64(stream << 16)
    c0, c1, c2, c3 = np.broadcast_arrays(launches & _LOW, high, pieces, pairs)
    key = (np.uint64(seed & 0xFFFFFFFF), np.uint64((seed >> 32) & 0xFFFFFFFF))
    with np.errstate(over="ignore"):
        w = philox((c0.copy(), c1.copy(), c2.copy(), c3.copy()), key)
    out = np.empty((launches.shape[0], 2 * pairs.shape[1]))
    out[:, 0::2] = _unit(w[0], w[1])
    out[:, 1::2] = _unit(w[2], w[3])
    return out[:, :draws]


def normals(
    seed: int, stream: int, launch: NDArray[np.int64], draws: int, piece: NDArray[np.int64] | int = 0
) -> Floats:
    """Standard normals by the inverse of the distribution function, shape (n, draws)."""
    from scipy.special import ndtri

    return np.asarray(ndtri(uniforms(seed, stream, launch, draws, piece)))


def _unit(a: Words, b: Words) -> Floats:
    bits = (a << np.uint64(20)) | (b >> np.uint64(12))
    return (bits.astype(np.float64) + 0.5) * 2.0**-52
