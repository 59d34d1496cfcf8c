"""Which stratum a launch belongs to, and how many launches each stratum should get."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio, odd


def stratum_of(launch: NDArray[np.int64], cumulative: Floats) -> NDArray[np.int64]:
    """Stratum of each launch: a pure function of its index and the recorded table.

    The golden-ratio sequence spreads any run of consecutive indices evenly over (0, 1), so every prefix of a
    study holds the strata nearly in their shares, and a longer study only adds launches.
    cumulative: running sum of the shares, its last value 1.
    """
    with np.errstate(over="ignore"):
        u = (np.asarray(launch, dtype=np.uint64) + np.uint64(1)) * _GOLDEN
    position = (u >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return np.minimum(np.searchsorted(cumulative, position, side="right"), len(cumulative) - 1).astype(np.int64)


def shares(weight: Floats, deviation: Floats, floor: float = 0.3) -> Floats:
    """Share of the launches for each stratum: in proportion to weight times standard deviation (Neyman), above a floor.

    ``floor`` of all launches is dealt out half evenly, half by weight, so that a stratum that the pilot saw as
    harmless is still looked at.
    """
    score = weight * deviation
    neyman = score / score.sum() if score.sum() > 0 else weight / weight.sum()
    even = np.full(len(weight), 1.0 / len(weight))
    return (1 - floor) * neyman + floor * 0.5 * (even + weight / weight.sum())


def cumulative(share: Floats) -> Floats:
    """Running sum of shares, its last value exactly 1."""
    out = np.cumsum(share / share.sum())
    out[-1] = 1.0
    return out
