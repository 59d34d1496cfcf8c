"""The same launches flown under several settings, and what a setting changes, with its standard error.

Draws belong to launches, so that chance does the same to every setting: differences are far surer than the numbers
themselves.  Their errors are taken from the differences of single launches, by stratum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.allocation import stratum_of
from luncur.campaign.blocks import UNIT
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, simulate_unit
from luncur.campaign.pilot import Allocation, allocate
from luncur.campaign.schedulers import threads
from luncur.campaign.study import prepare
from luncur.campaign.tally import Tally
from luncur.mission import Mission

PRECISION = 0.005  # asked of the pilot; the units given are the cap that binds
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Paired:
    """Sums over launches by stratum s, of the settings k under the people models m.

    launches[s]; first[s, k, m]: casualties of a launch; cross[s, k, k, m]: products of those under two settings; tallies:
    of each setting, as a study keeps them.
    """

    launches: Floats
    first: Floats
    cross: Floats
    tallies: tuple[Tally, ...]

    def expectation(self, weight: Floats, setting: int, model: int) -> tuple[float, float]:
        """Casualty expectation under one setting, and its standard error; weight[s] of every stratum."""
        combined = np.zeros(self.first.shape[1])
        combined[setting] = 1.0
        return self._weighted(weight, combined, model)

    def ratio(self, weight: Floats, setting: int, model: int) -> tuple[float, float]:
        """Casualty expectation over that of the first setting, and its standard error; nan when the first is 0."""
        value, base = (self.expectation(weight, k, model)[0] for k in (setting, 0))
        if base <= 0:
            return math.nan, math.nan
        residual = np.zeros(self.first.shape[1])
        residual[0] -= value / base
        residual[setting] += 1.0
        return value / base, self._weighted(weight, residual, model)[1] / base

    def _weighted(self, weight: Floats, of_setting: Floats, model: int) -> tuple[float, float]:
        """Mean over a launch of a weighted sum over settings, and its standard error."""
        n = np.maximum(self.launches, 2.0)
        mean = self.first[..., model] @ of_setting / n
        square = np.einsum("skl,k,l->s", self.cross[..., model], of_setting, of_setting) / n
        variance = np.maximum(square - mean**2, 0.0) / (n - 1.0)
        return float(weight @ mean), math.sqrt(float(weight**2 @ variance))


def alongside(sim: Simulator, mission: Mission) -> Simulator:
    """The simulator of a changed mission, with the strata and places of the one it is compared with."""
    other, _ = prepare(mission, sim.seed)
    return replace(other, strata=sim.strata, places=sim.places)


def shared_allocation(sim: Simulator, units: int, workers: int) -> Allocation:
    """How a study of so many units of launches would deal them out over the strata."""
    with threads(sim, workers) as executor:
        return allocate(executor, sim.strata, len(sim.bins), len(sim.people), PRECISION, units * UNIT, OTHER_DOMAIN)


def fly_paired(settings: Sequence[Simulator], allocation: Allocation, workers: int) -> Paired:
    """Every launch of the allocation under every setting; the first setting is what the others are compared with."""
    strata = len(settings[0].strata) + 1

    def unit(index: int) -> Paired:
        launch = np.arange(index * UNIT, (index + 1) * UNIT, dtype=np.int64)
        return _unit(settings, launch, stratum_of(launch, allocation.cumulative), strata)

    with ThreadPoolExecutor(max_workers=workers) as pool:
        parts = list(pool.map(unit, range(allocation.units)))
    tallies = list(parts[0].tallies)
    for part in parts[1:]:
        tallies = [whole.plus(more) for whole, more in zip(tallies, part.tallies, strict=True)]
    sums = [sum(getattr(p, name) for p in parts) for name in ("launches", "first", "cross")]
    return Paired(*sums, tuple(tallies))


def _unit(settings: Sequence[Simulator], launch: NDArray[np.int64], stratum: NDArray[np.int64], strata: int) -> Paired:
    flown = [simulate_unit(sim, launch, stratum) for sim in settings]
    # a launch that could not be computed adds nothing, as in a study; tallies count it
    total = np.stack([np.where(r.status[:, None] >= 20, 0.0, r.casualties[:, 0]) for _, r in flown], axis=1)
    first = np.zeros((strata, *total.shape[1:]))
    cross = np.zeros((strata, len(settings), *total.shape[1:]))
    np.add.at(first, stratum, total)
    np.add.at(cross, stratum, total[:, :, None] * total[:, None])
    return Paired(flown[0][0].launches, first, cross, tuple(tally for tally, _ in flown))
