"""Corrects an interval on the logarithm of a mean for the skewness of what is averaged.

Casualties per launch are mostly nothing and seldom much, so their mean is skew, and small when its standard error is
small.  Left alone, an interval misses the truth on the low side three or four times as often as on the high side, and
too often in all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_WIDENING = 0.25  # of the quantile: the expansion is one for small corrections


def skewness_of_mean(weight: Floats, n: Floats, first: Floats, second: Floats, third: Floats, variance: float) -> float:
    """Skewness of a stratified mean of a given variance, from the strata's launches and sums of powers."""
    m = first / n
    central = third / n - 3.0 * m * second / n + 2.0 * m**3
    return float(np.sum(weight**3 * central / n**2)) / variance**1.5


def log_quantiles(quantile: float, skew: float, relative: float) -> tuple[float, float]:
    """How far the interval reaches below and above log(mean), in relative standard errors ``relative``.

    ``quantile`` is that of a mean that is normal; ``skew`` the skewness of the mean, estimated from the same launches.
    """
    wide = quantile + min(max(_widening(quantile, skew, relative), 0.0), MOST_WIDENING * quantile)
    return max(_studentised(wide, skew, relative), 0.0), max(-_studentised(-wide, skew, relative), 0.0)


def _studentised(normal: float, skew: float, relative: float) -> float:
    """The value of log(mean/truth) over its standard error that belongs to a normal quantile.

    Hall's cubic transformation of a studentised mean; on the logarithm its quadratic term is less by half the relative
    standard error.  Source: Hall, On the removal of skewness by transformation, J. R. Stat. Soc. B 54 (1992) 221.
    """
    bend = skew / 3.0 - relative / 2.0
    shifted = normal - skew / 6.0
    if abs(bend) < 1e-9:
        return shifted
    return (float(np.cbrt(1.0 + 3.0 * bend * shifted)) - 1.0) / bend


def _widening(x: float, skew: float, relative: float) -> float:
    """What a symmetric interval of half-width x lacks to hold the truth as often as under a normal mean.

    Second-order term of the Edgeworth expansion of log(mean/truth)/(standard error/mean), Y, whose cumulants follow from
    those of a studentised mean (at relative = 0 they are its own: -skew/2, 1 + 7 skew^2/4, -2 skew, 12 skew^2 - 2 kurtosis).
    The kurtosis of the mean is taken as skew^2, the least that a sum of rare events can have, which makes the interval
    widest.  The expansion is good for a skewness well below 1; beyond, ``MOST_WIDENING`` holds.
    Source: Hall, The Bootstrap and Edgeworth Expansion (1992), sections 2.4-2.6; the logarithm by the same steps.
    """
    a = 0.5 * (relative - skew)  # mean of Y; also the coefficient of its square term
    b = 3.0 * skew**2 / 8.0 - relative * skew / 4.0 - relative**2 / 6.0  # of its cubic term
    excess = 2.0 * a * skew + 2.0 * a**2 + 6.0 * b  # variance of Y less 1
    third = 3.0 * relative - 2.0 * skew
    fourth = skew**2 + 24.0 * a * skew + 48.0 * a**2 + 24.0 * b
    hermite3, hermite5 = x**3 - 3.0 * x, x**5 - 10.0 * x**3 + 15.0 * x
    return 0.5 * (excess + a**2) * x + (fourth + 4.0 * a * third) / 24.0 * hermite3 + third**2 / 72.0 * hermite5
