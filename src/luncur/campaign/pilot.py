"""A short first run that says how many launches each stratum gets, and how many in all; then it is discarded."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.allocation import cumulative, shares
from luncur.campaign.blocks import UNIT
from luncur.campaign.dispatch import Executor
from luncur.campaign.run import Prefix, Progress, run_units
from luncur.campaign.tally import Tally, estimate, worst_case
from luncur.failure.strata import Stratum

Floats = NDArray[np.float64]

PILOT_UNITS = (4, 4)
LEAST_UNITS = 12
PLANNED_SHARE = 0.15  # of the launches, for the normal flight
MARGIN = 1.5  # the pilot's variance is itself uncertain


@dataclass(frozen=True, slots=True)
class Allocation:
    """Share of the launches for each stratum, the last being the normal flight, and the number of units."""

    share: tuple[float, ...]
    units: int

    @property
    def cumulative(self) -> Floats:
        return cumulative(np.array(self.share))


def with_planned(share: Floats) -> Floats:
    """Shares of the failure strata with the normal flight's added at the end; all to it when nothing fails."""
    if len(share) == 0:
        return np.ones(1)
    return np.concatenate([(1 - PLANNED_SHARE) * share, [PLANNED_SHARE]])


def _spread(tally: Tally, like: Floats) -> Floats:
    """Standard deviation of the per-launch casualties of each failure stratum, first people model.

    The largest launch of a stratum could as well have come twice: its square over n is added to the variance, so that
    a stratum seen a few times only is not taken for a quiet one.  A stratum without a hit is given the spread of one hit
    like those of its neighbours (``like``) that it just missed.
    """
    count = len(like)
    n = np.maximum(tally.launches[:count], 2)
    mean = tally.total[:count, 0, 0] / n
    variance = np.maximum(tally.total[:count, 0, 1] / n - mean**2, 0.0) * n / (n - 1)
    return np.asarray(np.sqrt(variance + like[:count] ** 2 / n))


def _half_width(units: int, weight: Floats, share: Floats, deviation: Floats, seen: Tally, like: Floats) -> float:
    """Relative half-width that the interval of a study of so many units should have; infinite when nobody was hurt.

    The interval is the study's own (``estimate``), with the moments that the pilot saw.  A stratum hit as rarely as in the
    pilot may stay without a hit, and then adds its rule-of-three bound: that is counted with its probability.
    """
    count = len(weight)
    n = np.maximum(share * (1 - PLANNED_SHARE) * units * UNIT, 1.0)
    piloted = np.maximum(seen.launches[:count], 1.0)
    mean = seen.total[:count, 0, 0] / piloted
    third = seen.total[:count, 0, 2] / piloted
    e = estimate(weight, n, n * mean, n * (MARGIN * deviation**2 + mean**2), third=n * third)
    if e.low <= 0.0:
        return math.inf
    silent = np.power(np.maximum(1.0 - seen.hits[:count, 0] / piloted, 0.0), n)
    extra = float(np.sum(weight * 3.0 / n * like * silent))
    return math.sqrt((e.high + extra) / e.low) - 1.0


def _enough(most: int, precision: float, half_width: Callable[[int], float]) -> int:
    """The least number of units, at most ``most``, after which the half-width is as wanted."""
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if half_width(middle) <= precision else (middle, high)
    return high


def allocate(
    executor: Executor[Any], of: Sequence[Stratum], bins: int, models: int, precision: float, samples: int, first_launch: int,
    progress: Progress | None = None, block: int | None = None,
) -> Allocation:  # fmt: skip
    """Run the pilot and set the allocation and the fixed count for a relative half-width of the failures' expectation.

    The pilot's launches have indices of their own (from ``first_launch``), so none of its numbers is used again.
    The count is at most ``samples``, in whole units; without that cap it is at least ``LEAST_UNITS``.
    Raises ValueError for a cap below one unit.
    """
    if samples < UNIT:
        raise ValueError(f"needs at least {UNIT} samples")
    most = samples // UNIT
    weight = np.array([s.weight for s in of])
    strata = len(weight)
    if strata == 0:
        return Allocation((1.0,), min(LEAST_UNITS, most))
    share = 0.5 * weight + 0.5 / strata
    prefix = Prefix.empty(strata + 1, bins, models)
    for units in PILOT_UNITS:
        # the second part looks where the first saw the spread: rare, bad launches decide the count
        prefix = run_units(
            executor,
            cumulative(with_planned(share)),
            prefix,
            prefix.units + units,
            first_launch=first_launch,
            keep_impacts=False,
            progress=progress,
            stage="pilot",
            block=block,
        )
        like = worst_case(of, prefix.tally.largest[:, 0], 0.0)[:strata]  # of failures only
        deviation = _spread(prefix.tally, like)
        share = shares(weight, deviation)
    units = _enough(most, precision, lambda u: _half_width(u, weight, share, deviation, prefix.tally, like))
    return Allocation(tuple(with_planned(share).tolist()), int(min(max(units, LEAST_UNITS), most)))
