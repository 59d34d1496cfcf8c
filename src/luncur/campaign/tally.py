"""Sums over launches: all that is kept of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.skewness import log_quantiles, skewness_of_mean

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """Sums of per-launch casualties, by stratum.

    launches[s], failed[s]; total[s, m, 3] sums of the first three powers of the per-launch total under people model m,
    largest[s, m]; hits[s, m] launches with any casualty; bins[s, b, m, 2] sum and sum of squares of the per-launch total of
    each bin (a class of piece, a place).
    """

    launches: Floats
    failed: Floats
    total: Floats
    largest: Floats
    hits: Floats
    bins: Floats

    @staticmethod
    def empty(strata: int, bins: int, models: int) -> Tally:
        return Tally(
            np.zeros(strata), np.zeros(strata), np.zeros((strata, models, 3)), np.zeros((strata, models)),
            np.zeros((strata, models)), np.zeros((strata, bins, models, 2)),
        )  # fmt: skip

    def plus(self, other: Tally) -> Tally:
        """The two together; the sums are added in this order."""
        return Tally(
            self.launches + other.launches, self.failed + other.failed, self.total + other.total,
            np.maximum(self.largest, other.largest), self.hits + other.hits, self.bins + other.bins,
        )  # fmt: skip


def tally_unit(stratum: NDArray[np.int64], strata: int, casualties: Floats, failed: NDArray[np.bool_]) -> Tally:
    """Tally of one reduction unit; casualties[n, bins, m] of each launch, the first bin its total.

    Launches are added in the order of their index.  A failed launch counts as one and adds nothing; the estimate
    raises its upper bound for it.
    """
    _, bins, models = casualties.shape
    out = Tally.empty(strata, bins - 1, models)
    good = np.where(failed[:, None, None], 0.0, casualties)
    np.add.at(out.launches, stratum, 1.0)
    np.add.at(out.failed, stratum, failed.astype(np.float64))
    total = good[:, 0]
    for power, values in enumerate((total, total * total, total * total * total)):
        _add_in_order(out.total[..., power], stratum, values)
    np.maximum.at(out.largest, stratum, total)
    np.add.at(out.hits, stratum, (total > 0).astype(np.float64))
    _add_in_order(out.bins[..., 0], stratum, good[:, 1:])
    _add_in_order(out.bins[..., 1], stratum, good[:, 1:] ** 2)
    return out


def _add_in_order(sums: Floats, stratum: NDArray[np.int64], values: Floats) -> None:
    """Add values[n, ...] to sums[stratum, ...], launch after launch; zeros are skipped, which changes no bit."""
    where = np.nonzero(values)
    np.add.at(sums, (stratum[where[0]], *where[1:]), values[where])


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over launches with its 95 % sampling interval; ``launches`` counts those of the strata it is made of."""

    mean: float
    low: float
    high: float
    launches: int


def estimate(
    weight: Floats,
    launches: Floats,
    first: Floats,
    second: Floats,
    largest: Floats | None = None,
    failed: Floats | None = None,
    third: Floats | None = None,
) -> Estimate:
    """Weighted mean over strata of a per-launch total, and its interval.

    first, second, third: sums of its powers by stratum.
    The interval is one on the logarithm (its low end stays above 0), from the standard error of the stratified mean and
    Student's t with the effective number of degrees of freedom (Satterthwaite).  With ``third`` it is corrected for the
    skewness of the mean (see ``skewness.py``): a rare, bad launch that was not seen makes both the mean and its standard
    error too small, so the interval is wider and reaches farther up than down.
    A stratum without a hit adds its rule-of-three bound, 3/n, times its ``largest`` consequence (given by the caller) to
    the high end; failed launches enter the high end at the worst value of their stratum.
    """
    from scipy.stats import t as student

    n = np.maximum(launches, 1.0)
    mean_s = first / n
    variance_s = np.maximum(second / n - mean_s**2, 0.0) * n / np.maximum(n - 1.0, 1.0)
    mean = float(np.sum(weight * mean_s))
    terms = weight**2 * variance_s / n
    variance = float(np.sum(terms))
    extra = 0.0
    if largest is not None:
        worst = largest
        silent = (first == 0) & (weight > 0)
        extra += float(np.sum(np.where(silent, weight * 3.0 / n * worst, 0.0)))
        if failed is not None:
            extra += float(np.sum(weight * failed / n * worst))
    total = int(launches[weight > 0].sum())
    if mean <= 0.0:
        return Estimate(0.0, 0.0, extra, total)
    freedom = variance**2 / float(np.sum(terms**2 / np.maximum(n - 1.0, 1.0))) if variance > 0 else math.inf
    quantile = float(student.ppf(0.975, max(freedom, 2.0)))
    relative = math.sqrt(variance) / mean
    down = up = quantile
    if third is not None and variance > 0:
        skew = skewness_of_mean(weight, n, first, second, third, variance)
        down, up = log_quantiles(quantile, skew, relative)
    return Estimate(mean, mean * math.exp(-down * relative), mean * math.exp(min(up * relative, 50.0)) + extra, total)
