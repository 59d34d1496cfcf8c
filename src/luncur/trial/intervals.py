"""Intervals of means over launches, and of means of paired differences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, uniforms
from luncur.campaign.tally import estimate

Floats = NDArray[np.float64]
RESAMPLES = 1999
LEAST_DIFFERENT = 20  # below it resamples without any difference are common
AT_ONCE = 64  # resamples: what is held in memory


def mean(values: Floats, worst: float) -> dict[str, float]:
    """Mean of values[n] that are not below 0, with the 95 % interval of a study (``campaign.tally.estimate``).

    worst: the largest consequence that is known, for the bound when nobody was hurt.
    """
    one = np.ones(1)
    found = estimate(
        one, np.array([float(len(values))]), np.array([values.sum()]), np.array([(values**2).sum()]),
        largest=np.array([worst]), third=np.array([(values**3).sum()]),
    )  # fmt: skip
    return {"mean": found.mean, "low_95": found.low, "high_95": found.high}


def difference(values: Floats, seed: int) -> dict[str, float | None]:
    """Mean of paired differences[n] with a 95 % bootstrap-t interval; the seed makes it the same each time.

    Where fewer than ``LEAST_DIFFERENT`` launches differ there is no interval (None): they tell nothing of those that were not drawn.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), section 12.5.
    """
    n = len(values)
    if np.count_nonzero(values) < LEAST_DIFFERENT or np.ptp(values) == 0.0:
        return {"mean": float(values.mean()) if n else 0.0, "low_95": None, "high_95": None}
    middle, error = float(values.mean()), float(values.std(ddof=1)) / n**0.5
    t = np.concatenate([_resampled(values, seed, k, middle) for k in range(0, RESAMPLES, AT_ONCE)])
    low, high = np.quantile(t[np.isfinite(t)], (0.025, 0.975))
    return {"mean": middle, "low_95": middle - float(high) * error, "high_95": middle - float(low) * error}


def _resampled(values: Floats, seed: int, first: int, middle: float) -> Floats:
    """Studentised means of some resamples; nan where all values of one are alike."""
    n, last = len(values), min(first + AT_ONCE, RESAMPLES)
    u = uniforms(seed, Stream.TRIAL_RESAMPLED, np.arange(first, last, dtype=np.int64), n)
    drawn = values[(u * n).astype(np.int64)]
    error = drawn.std(axis=1, ddof=1) / n**0.5
    return np.asarray((drawn.mean(axis=1) - middle) / np.where(error > 0, error, np.nan))
