"""How often a study's 95 % sampling interval holds the truth, for the built-in Soyuz mission.

A study is too slow to be run a thousand times, so launches are flown once: a large pool, by stratum, from the real
simulator.  The pool is then the population, its mean known exactly, and a study's launches are drawn from it with
replacement.  Pilot, allocation, the count from the precision, tally and interval are the real ones.  What this tests is
the statistics on a population shaped like this mission's, not the physics, and nothing rarer than the pool holds.

    python tools/study_coverage.py pool pool.npz --minutes 11
    python tools/study_coverage.py cover pool.npz --studies 1000 --precision 0.10
"""

from __future__ import annotations

import argparse
import itertools
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.blocks import UNIT
from luncur.campaign.draws import Stream, uniforms
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, simulate
from luncur.campaign.pilot import allocate
from luncur.campaign.risk_summary import expectation
from luncur.campaign.run import Prefix, run_units
from luncur.campaign.study import DEFAULT_SAMPLES, prepare
from luncur.campaign.tally import Tally, tally_unit
from luncur.campaign.threads import Threads
from luncur.failure import failure_probability
from luncur.mission import load

MISSION = "soyuz-vostochny-sso"
POOL_SEED = 20_260_101
POOL_FIRST = 4 * OTHER_DOMAIN  # launches that no study uses
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def pool_shares(sim: Simulator) -> Floats:
    """Half of the pool by weight, half evenly; the normal flight as one stratum more."""
    weight = np.array([s.weight for s in sim.strata] + [0.1])
    return 0.5 * weight / weight.sum() + 0.5 / len(weight)


def fill_pool(path: Path, minutes: float) -> None:
    """Fly launches of all strata for some minutes and keep the casualties of each [launch, people model]."""
    sim, _ = prepare(load(MISSION), POOL_SEED)
    edges = np.cumsum(pool_shares(sim))
    stratum, total, failed = [], [], []
    end, unit = time.monotonic() + 60.0 * minutes, 0
    while time.monotonic() < end:
        launch = POOL_FIRST + np.arange(unit * UNIT, (unit + 1) * UNIT, dtype=np.int64)
        # strata by a stratified draw over the unit: the shares are met whatever the number of units
        own = np.minimum(np.searchsorted(edges, (np.arange(UNIT) + (unit * 0.618) % 1) / UNIT), len(edges) - 1)
        records = simulate(sim, launch, own.astype(np.int64))
        stratum.append(own.astype(np.int16))
        total.append(records.casualties[:, 0])
        failed.append(records.status >= 20)
        unit += 1
    s, t, f = np.concatenate(stratum), np.concatenate(total), np.concatenate(failed)
    np.savez(path, stratum=s, total=t, failed=f)
    print(f"{len(s)} launches in {minutes:g} min, {np.bincount(s).min()} to {np.bincount(s).max()} of a stratum")


@dataclass(frozen=True)
class Pool:
    """Casualties of flown launches [launch, model], sorted by stratum; stratum s is rows first[s] .. first[s + 1]."""

    total: Floats
    first: NDArray[np.int64]

    @staticmethod
    def read(path: Path, strata: int) -> Pool:
        with np.load(path) as data:
            if data["failed"].any():
                raise SystemExit("the pool has launches that failed to compute")
            order = np.argsort(data["stratum"], kind="stable")
            return Pool(data["total"][order], np.searchsorted(data["stratum"][order], np.arange(strata + 1)))

    def means(self) -> Floats:
        """The truth: mean of [stratum, model]."""
        return np.stack([self.total[a:b].mean(axis=0) for a, b in itertools.pairwise(self.first)])

    def draw(self, seed: int, launch: Ints, stratum: Ints) -> Floats:
        """Casualties of launches: each a row of its stratum, drawn with replacement by the launch's index."""
        u = uniforms(seed, Stream.FAILURE_TIME, launch, 1)[:, 0]
        count = np.diff(self.first)[stratum]
        return self.total[self.first[stratum] + np.minimum((u * count).astype(np.int64), count - 1)]


def study(sim: Simulator, pool: Pool, seed: int, precision: float) -> tuple[Tally, int]:
    """The tally of one whole study of the pool, and its number of units."""
    weight = np.array([s.weight for s in sim.strata])
    models = pool.total.shape[1]

    def unit(launch: Ints, stratum: Ints) -> tuple[Tally, SimpleNamespace]:
        status = np.zeros(len(launch), dtype=np.int64)
        casualties = pool.draw(seed, launch, stratum)[:, None, :]
        return tally_unit(stratum, len(weight) + 1, casualties, status >= 20, casualties[:, 0]), SimpleNamespace(
            status=status
        )

    with Threads.of(unit, seed, 1) as executor:
        chosen = allocate(executor, sim.strata, 0, models, precision, DEFAULT_SAMPLES, OTHER_DOMAIN)
        prefix = Prefix.empty(len(weight) + 1, 0, models)
        prefix = run_units(executor, chosen.cumulative, prefix, chosen.units, keep_impacts=False)
    return prefix.tally, chosen.units


def cover(path: Path, studies: int, precision: float) -> None:
    """Print how many of the studies' intervals hold the pool's own mean, and how far the mean of studies is from it."""
    mission = load(MISSION)
    sim, _ = prepare(mission, 0)
    pool = Pool.read(path, len(sim.strata) + 1)
    scale = failure_probability(mission).mean
    if scale is None:
        raise ValueError("needs a mission with a known probability of failure")
    failing = np.array([s.weight for s in sim.strata] + [0.0]) * scale
    weights = {"failures": failing, "total": failing + np.eye(len(failing))[-1]}
    done = [study(sim, pool, seed, precision) for seed in range(studies)]
    print(f"launches of a study (5, 50, 95 %): {np.percentile([u for _, u in done], [5, 50, 95]) * UNIT}")
    for (name, weight), m in itertools.product(weights.items(), range(len(sim.people))):
        truth = float(weight @ pool.means()[:, m])
        found = [expectation(sim.strata, tally, weight, m, 0.0) for tally, _ in done]
        means = np.array([e.mean for e in found])
        high, low = sum(e.low > truth for e in found), sum(e.high < truth for e in found)
        width = np.median([0.5 * np.log(e.high / e.low) for e in found])
        print(
            f"{name:9s} {sim.people[m].name:12s} truth {truth:.4e}: {studies - high - low} of {studies} hold it, {high} lie above, "
            f"{low} below; mean {(means.mean() - truth) / (means.std() / np.sqrt(studies)):+.2f} standard errors; "
            f"half width {100 * np.expm1(width):.1f} %"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pool", "cover"))
    parser.add_argument("pool", type=Path)
    parser.add_argument("--minutes", type=float, default=11.0)
    parser.add_argument("--studies", type=int, default=1000)
    parser.add_argument("--precision", type=float, default=0.10)
    given = parser.parse_args()
    if given.what == "pool":
        fill_pool(given.pool, given.minutes)
    else:
        cover(given.pool, given.studies, given.precision)


if __name__ == "__main__":
    main()
