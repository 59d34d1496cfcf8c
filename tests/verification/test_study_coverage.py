"""A thousand small studies of populations whose truth is known: do their 95 % intervals hold it 950 times?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, uniforms
from luncur.campaign.launches import OTHER_DOMAIN
from luncur.campaign.pilot import allocate
from luncur.campaign.risk_summary import expectation
from luncur.campaign.run import Prefix, run_units
from luncur.campaign.tally import Estimate, Tally, tally_unit
from luncur.campaign.threads import Threads
from luncur.failure.strata import Stratum

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Population:
    """Strata of failures: weight, chance that a launch hits people, and the casualties of a hit, log-normal.

    ``median`` and ``sigma`` are those of the log-normal; the normal flight after the strata harms nobody.
    """

    weight: tuple[float, ...]
    chance: tuple[float, ...]
    median: tuple[float, ...]
    sigma: tuple[float, ...]
    precision: float

    @property
    def truth(self) -> float:
        """Casualty expectation of failures, per failure."""
        w, p, m, s = map(np.array, (self.weight, self.chance, self.median, self.sigma))
        return float(np.sum(w * p * m * np.exp(0.5 * s**2)))

    @property
    def strata(self) -> tuple[Stratum, ...]:
        return tuple(
            Stratum("engine-shutdown", f"phase {i}", "engine-shutdown", 100.0 * i, 100.0 * (i + 1), w)
            for i, w in enumerate(self.weight)
        )

    def casualties(self, seed: int, launch: NDArray[np.int64], stratum: NDArray[np.int64]) -> Floats:
        """Casualties of each launch, from draws addressed by its index."""
        from scipy.special import ndtri

        chance, median, sigma = (np.array([*v, 0.0]) for v in (self.chance, self.median, self.sigma))
        u = uniforms(seed, Stream.DRAG, launch, 2)
        out = np.zeros(len(launch))
        hit = np.flatnonzero(u[:, 0] < chance[stratum])
        out[hit] = median[stratum[hit]] * np.exp(sigma[stratum[hit]] * ndtri(u[hit, 1]))
        return out


POPULATIONS = {
    # people in 1 % of the launches everywhere, consequences within a factor of 7 (95 %)
    "even": Population((0.2, 0.5, 0.3), (0.01, 0.01, 0.01), (1.0, 0.5, 2.0), (1.0, 1.0, 1.0), 0.25),
    # near the pad nearly every launch hits; elsewhere hits are rare and their tail is heavy
    "pad and towns": Population(
        (0.1, 0.4, 0.3, 0.2), (0.4, 0.01, 0.005, 0.002), (0.02, 0.3, 1.0, 2.0), (0.5, 1.3, 1.3, 1.0), 0.25
    ),
    # a light stratum with most of the risk among many that matter little
    "one town": Population(
        (0.03, 0.17, 0.2, 0.2, 0.2, 0.2), (0.03, 0.01, 0.01, 0.01, 0.005, 0.005), (5.0, 0.1, 0.1, 0.05, 0.1, 0.01),
        (1.2, 1.0, 1.0, 1.0, 1.0, 1.5), 0.25,
    ),
}  # fmt: skip


def study(population: Population, seed: int) -> tuple[Estimate, int]:
    """One study by the real pilot, count, tally and interval; its estimate and its number of units."""
    weight = np.array(population.weight)

    def unit(launch: NDArray[np.int64], stratum: NDArray[np.int64]) -> tuple[Tally, SimpleNamespace]:
        x = population.casualties(seed, launch, stratum)
        safe = np.zeros(len(launch), dtype=np.int64)
        return tally_unit(stratum, len(weight) + 1, x[:, None, None], safe > 0, x[:, None]), SimpleNamespace(
            status=safe
        )

    with Threads.of(unit, seed, 1) as executor:
        chosen = allocate(executor, population.strata, 0, 1, population.precision, 262_144, OTHER_DOMAIN)
        prefix = Prefix.empty(len(weight) + 1, 0, 1)
        prefix = run_units(executor, chosen.cumulative, prefix, chosen.units, keep_impacts=False)
    return expectation(population.strata, prefix.tally, np.append(weight, 0.0), 0, 0.0), chosen.units


@pytest.mark.slow
@pytest.mark.parametrize("name", POPULATIONS)
def test_intervals_of_whole_studies_cover(name: str) -> None:
    population = POPULATIONS[name]
    done = [study(population, seed) for seed in range(1000)]
    found = [e for e, _ in done]
    held = sum(e.low <= population.truth <= e.high for e in found)
    means = np.array([e.mean for e in found])
    bias = (means.mean() - population.truth) / (means.std() / math.sqrt(len(means)))
    print(
        f"{name}: {held} of {len(done)} hold it, {sum(e.low > population.truth for e in found)} too high, "
        f"{sum(e.high < population.truth for e in found)} too low; mean {bias:+.2f} standard errors; "
        f"units {np.percentile([u for _, u in done], [5, 50, 95])}"
    )
    assert 935 <= held <= 965
    assert abs(bias) < 2
