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


EVENLY, BY_WEIGHT = 0.4, 0.1  # of the launches, dealt out without regard to what the pilot saw


def shares(weight: Floats, deviation: Floats) -> Floats:
    """Share of the launches for each stratum: in proportion to weight times standard deviation (Neyman), above a floor.

    Half of all launches are dealt out evenly and by weight: the pilot knows the spread of a stratum from a few launches
    only, and one that it saw as harmless or alike may hold a rare, bad launch.  A study settles the spread of its few
    heavy strata soon; what keeps its interval wide is a stratum looked at nine times.
    """
    score = weight * deviation
    neyman = score / score.sum() if score.sum() > 0 else weight / weight.sum()
    rest = 1.0 - EVENLY - BY_WEIGHT
    return np.asarray(rest * neyman + EVENLY / len(weight) + BY_WEIGHT * weight / weight.sum())


def cumulative(share: Floats) -> Floats:
    """Running sum of shares, its last value exactly 1."""
    out = np.cumsum(share / share.sum())
    out[-1] = 1.0
    return out
