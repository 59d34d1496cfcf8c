"""Sums over launches: all that is kept of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tally:
    """Sums of per-launch casualties, by stratum.

    launches[s], failed[s]; total[s, m, 3] sums of the first three powers of the per-launch total under people model m,
    largest[s, m]; hits[s, m] launches with any casualty; bins[s, b, m, 2] sum and sum of squares of the per-launch total of
    each bin (a class of piece, a place); in_place[s, m, 3] sum, sum of squares and largest of the per-launch total without
    closed areas, everybody in place.
    """

    launches: Floats
    failed: Floats
    total: Floats
    largest: Floats
    hits: Floats
    bins: Floats
    in_place: Floats

    @staticmethod
    def empty(strata: int, bins: int, models: int) -> Tally:
        return Tally(
            np.zeros(strata), np.zeros(strata), np.zeros((strata, models, 3)), np.zeros((strata, models)),
            np.zeros((strata, models)), np.zeros((strata, bins, models, 2)), np.zeros((strata, models, 3)),
        )  # fmt: skip

    def plus(self, other: Tally) -> Tally:
        """The two together; the sums are added in this order."""
        return Tally(
            self.launches + other.launches, self.failed + other.failed, self.total + other.total,
            np.maximum(self.largest, other.largest), self.hits + other.hits, self.bins + other.bins,
            np.concatenate(
                [self.in_place[..., :2] + other.in_place[..., :2], np.maximum(self.in_place, other.in_place)[..., 2:]], axis=2
            ),
        )  # fmt: skip


def tally_unit(
    stratum: NDArray[np.int64], strata: int, casualties: Floats, failed: NDArray[np.bool_], without_closures: Floats
) -> Tally:
    """Tally of one reduction unit; casualties[n, bins, m] of each launch, the first bin its total.

    without_closures[n, m]: that total with everybody in place.  Launches are added in the order of their index.  A failed launch counts as one and adds nothing; the estimate
    raises its upper bound for it.
    """
    n, bins, models = casualties.shape
    out = Tally.empty(strata, bins - 1, models)
    good = np.where(failed[:, None, None], 0.0, casualties)
    in_place = np.where(failed[:, None], 0.0, without_closures)
    for i in range(n):
        s = stratum[i]
        out.launches[s] += 1
        out.failed[s] += failed[i]
        t = good[i, 0]
        out.total[s, :, 0] += t
        out.total[s, :, 1] += t * t
        out.total[s, :, 2] += t * t * t
        np.maximum(out.largest[s], t, out=out.largest[s])
        out.hits[s] += t > 0
        out.bins[s, :, :, 0] += good[i, 1:]
        out.bins[s, :, :, 1] += good[i, 1:] ** 2
        out.in_place[s, :, 0] += in_place[i]
        out.in_place[s, :, 1] += in_place[i] ** 2
        np.maximum(out.in_place[s, :, 2], in_place[i], out=out.in_place[s, :, 2])
    return out


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over launches with its 95 % sampling interval; nan where there is nothing to go by."""

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
) -> Estimate:
    """Weighted mean over strata of a per-launch total, and its interval.

    The interval is symmetric on the logarithm (its low end stays above 0), from the standard error of the stratified mean
    and Student's t with the effective number of degrees of freedom (Satterthwaite).  A stratum without a hit adds its
    rule-of-three bound, 3/n, times its ``largest`` consequence (given by the caller) to the high end; failed launches enter the high end at the worst value of their stratum.
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
    total = int(launches.sum())
    if mean <= 0.0:
        return Estimate(0.0, 0.0, extra, total)
    freedom = variance**2 / float(np.sum(terms**2 / np.maximum(n - 1.0, 1.0))) if variance > 0 else math.inf
    spread = float(student.ppf(0.975, max(freedom, 2.0))) * math.sqrt(variance) / mean
    return Estimate(mean, mean * math.exp(-spread), mean * math.exp(min(spread, 50.0)) + extra, total)
