"""Sums over launches: all that is kept of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.booking_kernel import tally_many
from luncur.campaign.skewness import log_quantiles, skewness_of_mean
from luncur.compiler import compiled
from luncur.failure.strata import Stratum

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST_RULES = 64  # that a mission may have


@dataclass(frozen=True)
class Tally:
    """Sums of per-launch casualties, by stratum.

    launches[s], failed[s]; total[s, m, 3] sums of the first three powers of the per-launch total under people model m,
    largest[s, m]; hits[s, m] launches with any casualty; bins[s, b, m, 2] sum and sum of squares of the per-launch total of
    each bin (a class of piece, a place); in_place[s, m, 3] sum, sum of squares and largest of the per-launch total without
    closed areas, everybody in place; work[2] pieces followed and evaluations of the equations of motion that this took;
    ended[s, ``MOST_RULES``] launches whose malfunction flight each rule ended.
    """

    launches: Floats
    failed: Floats
    total: Floats
    largest: Floats
    hits: Floats
    bins: Floats
    in_place: Floats
    work: Floats
    ended: Floats

    @staticmethod
    def empty(strata: int, bins: int, models: int) -> Tally:
        return Tally(
            np.zeros(strata), np.zeros(strata), np.zeros((strata, models, 3)), np.zeros((strata, models)),
            np.zeros((strata, models)), np.zeros((strata, bins, models, 2)), np.zeros((strata, models, 3)), np.zeros(2),
            np.zeros((strata, MOST_RULES)),
        )  # fmt: skip

    def plus(self, other: Tally) -> Tally:
        """The two together; the sums are added in this order."""
        return Tally(
            self.launches + other.launches, self.failed + other.failed, self.total + other.total,
            np.maximum(self.largest, other.largest), self.hits + other.hits, self.bins + other.bins,
            np.concatenate(
                [self.in_place[..., :2] + other.in_place[..., :2], np.maximum(self.in_place, other.in_place)[..., 2:]], axis=2
            ),
            self.work + other.work, self.ended + other.ended,
        )  # fmt: skip


def tally_unit(
    stratum: Ints, strata: int, casualties: Floats, failed: NDArray[np.bool_], without_closures: Floats,
    ended_by: Ints | None = None,
) -> Tally:  # fmt: skip
    """Tally of one reduction unit; casualties[n, bins, m] of each launch, the first bin its total.

    without_closures[n, m]: that total with everybody in place.  Launches are added in the order of their index.  A failed
    launch counts as one and adds nothing; the estimate raises its upper bound for it.  ended_by[n]: the rule that ended its
    flight, -1: none; None: no flight was ended.
    """
    _, bins, models = casualties.shape
    out = Tally.empty(strata, bins - 1, models)
    compiled(tally_many)(
        stratum, failed, casualties, without_closures, out.launches, out.failed, out.total, out.largest, out.hits, out.bins,
        out.in_place,
    )  # fmt: skip
    if ended_by is not None:
        ended = ended_by >= 0
        np.add.at(out.ended, (stratum[ended], ended_by[ended]), 1.0)
    return out


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


def worst_case(strata: Sequence[Stratum], largest: Floats, planned: float) -> Floats:
    """The largest consequence of each stratum; one without a hit takes that of the nearest in time of its own mode.

    A stratum that hit nobody says nothing of how bad a hit would be; its neighbours drop the same pieces nearby.  A mode
    that hit nobody at all takes the largest consequence of any failure.  The normal flight, the last, has no neighbour
    that drops what it drops: when it hit nobody it takes ``planned`` (see ``planned_bound.py``).
    """
    out = largest.copy()
    middle = np.array([0.5 * (s.start + s.end) for s in strata] + [np.inf])
    modes = np.array([s.mode for s in strata] + [""])  # no mode has an empty name: the normal flight
    if largest[-1] == 0:
        out[-1] = planned
    for i in np.flatnonzero(largest[:-1] == 0):
        alike = np.flatnonzero((modes == modes[i]) & (largest > 0))
        if len(alike) == 0:
            out[i] = largest[:-1].max()
        else:
            out[i] = largest[alike[np.argmin(np.abs(middle[alike] - middle[i]))]]
    return out
