"""Bounds of the probabilities of a map, from the weighted counts of launches that make them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def estimates(sums: Floats, cells: int, failure_range: tuple[float, float]) -> dict[str, Floats]:
    """Mean of each of n cells and its bounds, by name.

    sums[3, kinds, n]: sum of the probabilities by kind of launch, of their squares, and the largest possible one;
    cells: how many share the 5 %; failure_range: lower and upper probability of failure over the one in the weights.
    """
    share = 0.025 / cells
    low, high = _lower(sums, share, 1.0), _upper(sums, share, 1.0)
    return {
        "mean": sums[0].sum(axis=0), "low": low, "high": high,
        "low_input": low if failure_range[0] == 1.0 else np.minimum(low, _lower(sums, share, failure_range[0])),
        "high_input": high if failure_range[1] == 1.0 else np.maximum(high, _upper(sums, share, failure_range[1])),
    }  # fmt: skip


def _lower(sums: Floats, share: float, factor: float) -> Floats:
    """Lower end of the sum over both kinds of launch, failures times ``factor``: as a scaled Poisson count."""
    from scipy.special import gammaincinv

    some, y, v, _ = _scaled(sums, factor)
    out = np.zeros(len(some))
    out[some] = gammaincinv(np.minimum(y * y / v, 1e8), share) * v / y
    return out


def _upper(sums: Floats, share: float, factor: float) -> Floats:
    """Upper end, with one more launch as heavy as any that reaches the cell could have been."""
    from scipy.special import gammaincinv

    some, y, v, w = _scaled(sums, factor)
    out = np.zeros(len(some))
    out[some] = gammaincinv((y + w) ** 2 / (v + w * w), 1 - share) * (v + w * w) / (y + w)
    return out


def _scaled(sums: Floats, factor: float) -> tuple[NDArray[np.bool_], Floats, Floats, Floats]:
    """Which cells anything reaches, and there the sum of both kinds, of the squares, and the largest contribution."""
    scale = np.array([factor, 1.0])[:, None]
    total = (sums[0] * scale).sum(axis=0)
    some = total > 0
    square, largest = (sums[1] * scale**2).sum(axis=0), (sums[2] * scale).max(axis=0)
    return some, total[some], np.maximum(square[some], 1e-300), largest[some]
