"""Each failure stratum of a mission alone: the study's stratified launches beside plain sampling of the same failures.

The stratified side is what ``luncur assess`` does: pilot, allocation by importance, launches of all strata spread by their
index, tallies.  The plain side knows no strata: failure times come from another generator, evenly over the period, every
launch is a failure of its own at its own time, and all draws have another seed.  It flies as many launches of a stratum as
the study did, so that both are about as sure.

    python tools/compare_strata.py fly strata.npz --units 150
    python tools/compare_strata.py show strata.npz
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.blocks import UNIT
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, simulate
from luncur.campaign.pilot import allocate
from luncur.campaign.run import Prefix, run_units
from luncur.campaign.schedulers import threads
from luncur.campaign.study import prepare
from luncur.campaign.tally import Tally
from luncur.failure import failure_probability
from luncur.failure.strata import Stratum
from luncur.mission import load

MISSION = "soyuz-vostochny-sso"
PLAIN_SEED = 20_261_125
PLAIN_FIRST = 5 * OTHER_DOMAIN  # launches that no study uses
PRECISION = 0.005  # asked of the pilot; the units given are the cap that binds
SETTLED = 0.25  # a relative standard error above this is itself too uncertain for a test by standard errors
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Side:
    """Casualties per launch of every stratum by one way of sampling.

    launches[s]; first, second[s, m]: sums of the per-launch total and its square; hits[s, m]; failed[s].
    """

    launches: Floats
    first: Floats
    second: Floats
    hits: Floats
    failed: Floats

    @property
    def mean(self) -> Floats:
        """Casualties of a launch of each stratum under each people model [s, m]."""
        return self.first / np.maximum(self.launches, 1.0)[:, None]

    @property
    def error(self) -> Floats:
        """Standard error of the mean [s, m]."""
        n = np.maximum(self.launches, 2.0)[:, None]
        return np.sqrt(np.maximum(self.second / n - (self.first / n) ** 2, 0.0) / (n - 1.0))

    @property
    def relative(self) -> Floats:
        """Standard error over mean [s, m]; infinite without a hit."""
        return np.where(self.first > 0, self.error / np.maximum(self.mean, 1e-300), np.inf)

    @staticmethod
    def of(tally: Tally, strata: int) -> Side:
        t = tally.total[:strata]
        return Side(tally.launches[:strata], t[..., 0], t[..., 1], tally.hits[:strata], tally.failed[:strata])


def stratified(sim: Simulator, units: int, workers: int) -> Tally:
    """The tally of a study of so many units, sampled as a study is."""
    bins, models = len(sim.bins), len(sim.people)
    with threads(sim, workers) as executor:
        chosen = allocate(executor, sim.strata, bins, models, PRECISION, units * UNIT, OTHER_DOMAIN)
        prefix = Prefix.empty(len(sim.strata) + 1, bins, models)
        return run_units(executor, chosen.cumulative, prefix, chosen.units, keep_impacts=False).tally


def plain_failures(of: Sequence[Stratum], stratum: Ints, rng: np.random.Generator) -> tuple[Stratum, ...]:
    """One failure for every launch, at a time drawn evenly over its period."""
    return tuple(
        replace(s, start=t, end=t) for s, t in ((of[i], float(rng.uniform(of[i].start, of[i].end))) for i in stratum)
    )


def plain(sim: Simulator, count: Ints, seed: int = PLAIN_SEED) -> Side:
    """Every stratum alone: ``count[s]`` launches of it, one after another."""
    rng = np.random.default_rng(seed)
    of_launch = np.repeat(np.arange(len(count)), count)
    strata, models = len(count), len(sim.people)
    first, second, hits = (np.zeros((strata, models)) for _ in range(3))
    failed = np.zeros(strata)
    for begin in range(0, len(of_launch), UNIT):
        own = of_launch[begin : begin + UNIT]
        flown = replace(sim, strata=plain_failures(sim.strata, own, rng), seed=seed)
        launch = PLAIN_FIRST + np.arange(begin, begin + len(own), dtype=np.int64)
        records = simulate(flown, launch, np.arange(len(own), dtype=np.int64))
        bad = records.status >= 20
        total = np.where(bad[:, None], 0.0, records.casualties[:, 0])
        for sums, values in ((first, total), (second, total**2), (hits, (total > 0).astype(np.float64))):
            np.add.at(sums, own, values)
        np.add.at(failed, own, bad.astype(np.float64))
    return Side(count.astype(np.float64), first, second, hits, failed)


@dataclass(frozen=True)
class Verdicts:
    """The two sides compared under one people model, over strata.

    z[s]: difference in standard errors, nan where a side is not settled; chance[s]: of hits as unevenly spread over the two
    sides as these or more so, where neither is settled; chi_square, freedom, probability of the settled ones together.
    """

    z: Floats
    chance: Floats
    chi_square: float
    freedom: int
    probability: float


def verdicts(study: Side, other: Side, model: int, settled: float = SETTLED) -> Verdicts:
    """Compare the sides: means where both are sure enough, numbers of hits elsewhere."""
    from scipy.stats import binomtest, chi2

    a, b = study, other
    sure = (a.relative[:, model] < settled) & (b.relative[:, model] < settled)
    spread = np.hypot(a.error[:, model], b.error[:, model])
    difference = a.mean[:, model] - b.mean[:, model]
    # a stratum that always harms equally has no spread at all: equal means are then no difference
    z = np.where(sure, difference / np.where(spread > 0, spread, np.where(difference == 0, 1.0, 1e-300)), np.nan)
    chance = np.full(len(z), np.nan)
    for s in np.flatnonzero(~sure & (a.hits[:, model] + b.hits[:, model] > 0)):
        both = int(a.hits[s, model] + b.hits[s, model])
        share = a.launches[s] / (a.launches[s] + b.launches[s])
        chance[s] = binomtest(int(a.hits[s, model]), both, share).pvalue
    total, freedom = float(np.nansum(z**2)), int(sure.sum())
    return Verdicts(z, chance, total, freedom, float(chi2.sf(total, freedom)) if freedom else 1.0)


def grouped(side: Side, weight: Floats, group: Ints, model: int) -> tuple[Floats, Floats]:
    """Risk and its standard error of each group of strata, per failure."""
    groups = int(group.max()) + 1
    risk = np.bincount(group, weight * side.mean[:, model], groups)
    return risk, np.sqrt(np.bincount(group, (weight * side.error[:, model]) ** 2, groups))


def fly(path: Path, mission: str, units: int, seed: int, workers: int) -> None:
    """Sample both sides and keep their sums."""
    sim, _ = prepare(load(mission), seed)
    began = time.monotonic()
    study = Side.of(stratified(sim, units, workers), len(sim.strata))
    say(f"study: {int(study.launches.sum()):,} failed launches in {time.monotonic() - began:.0f} s")
    began = time.monotonic()
    weighted = np.array([s.weight > 0 for s in sim.strata])
    other = plain(sim, np.where(weighted, study.launches, 0.0).astype(np.int64))
    say(f"plain: {int(other.launches.sum()):,} failed launches in {time.monotonic() - began:.0f} s")
    sides = {f"{n}_{k}": v for n, side in (("study", study), ("plain", other)) for k, v in vars(side).items()}
    np.savez(path, mission=np.array(mission), seed=np.array(seed), **sides)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def show(path: Path, rows: int) -> None:
    """Print the strata that carry the most risk, and the joint test of all, for each people model."""
    with np.load(path) as data:
        study, other = (
            Side(*(data[f"{name}_{key}"] for key in ("launches", "first", "second", "hits", "failed")))
            for name in ("study", "plain")
        )
        mission = load(str(data["mission"]))
        sim, _ = prepare(mission, int(data["seed"]))
    probability = failure_probability(mission).mean
    if probability is None:
        raise ValueError("needs a mission with a known probability of failure")
    own = np.array([s.weight for s in sim.strata])
    keep = np.flatnonzero(own > 0)
    study, other = (Side(*(v[keep] for v in vars(side).values())) for side in (study, other))
    of, weight = [sim.strata[i] for i in keep], own[keep] * probability
    print(f"launches: study {int(study.launches.sum()):,}, plain {int(other.launches.sum()):,}; failed to compute: "
          f"{int(study.failed.sum())} and {int(other.failed.sum())}")  # fmt: skip
    for m, model in enumerate(sim.people):
        _show_model(of, weight, study, other, m, model.name, rows)


def _show_model(
    of: Sequence[Stratum], weight: Floats, study: Side, other: Side, m: int, name: str, rows: int
) -> None:  # fmt: skip
    found = verdicts(study, other, m)
    risk = weight * study.mean[:, m]
    order = np.argsort(-risk)
    better = np.minimum(study.relative[:, m], other.relative[:, m])
    sure = np.isfinite(found.z)
    print(f'\nPeople "{name}": {len(of)} strata.')
    print(
        "| failure mode | period | launches each | study | plain | standard errors, % | difference, standard errors |"
    )
    print("|---|---|---|---|---|---|---|")
    for s in order[:rows]:
        both = f"{100 * study.relative[s, m]:.1f}, {100 * other.relative[s, m]:.1f}"
        z = f"{found.z[s]:+.2f}" if sure[s] else f"not settled (hits {int(study.hits[s, m])}, {int(other.hits[s, m])})"
        print(f"| {of[s].mode} | {of[s].period} | {int(study.launches[s]):,} | {risk[s]:.3e} | "
              f"{weight[s] * other.mean[s, m]:.3e} | {both} | {z} |")  # fmt: skip
    beyond = np.abs(found.z[sure])
    share = risk[sure].sum() / risk.sum()
    print(f"\nSettled (standard error below {100 * SETTLED:.0f} % on both sides): {sure.sum()} strata with {100 * share:.2f} % of the "
          f"risk; {np.sum(beyond > 2)} differ by more than 2 standard errors ({0.0455 * sure.sum():.1f} expected), "
          f"{np.sum(beyond > 3)} by more than 3; largest {beyond.max(initial=0):.2f}; chi-square {found.chi_square:.1f} of "
          f"{found.freedom} (probability {found.probability:.2f}).")  # fmt: skip
    few = ~sure & np.isfinite(found.chance)
    none = ~sure & np.isnan(found.chance)
    print(f"Not settled: {few.sum()} with hits (numbers of hits: {np.sum(found.chance[few] < 0.05)} of probability below 0.05, "
          f"least {found.chance[few].min(initial=1):.3f}), {none.sum()} without a hit on either side.")  # fmt: skip
    for limit in (0.02, 0.05, 0.10):
        reached = np.maximum(study.relative[:, m], other.relative[:, m]) < limit
        print(f"Standard error below {100 * limit:.0f} % on both sides: {reached.sum()} strata with "
              f"{100 * risk[reached].sum() / risk.sum():.1f} % of the risk (on one side: {np.sum(better < limit)}).")  # fmt: skip
    _show_groups(of, weight, study, other, m)


def _show_groups(of: Sequence[Stratum], weight: Floats, study: Side, other: Side, m: int) -> None:
    """By mode and phase, and all together."""
    names = [(s.mode, s.phase if s.event < 0 else "at an event") for s in of]
    groups = list(dict.fromkeys(names))
    index = np.array([groups.index(n) for n in names])
    every = np.zeros(len(of), dtype=np.int64)
    print("\n| failure mode | phase | study (standard error) | plain | difference, standard errors |")
    print("|---|---|---|---|---|")
    for labels, part in ((groups, index), ([("all", "all")], every)):
        (a, ea), (b, eb) = (grouped(side, weight, part, m) for side in (study, other))
        for g, (mode, phase) in enumerate(labels):
            spread = float(np.hypot(ea[g], eb[g]))
            z = f"{(a[g] - b[g]) / spread:+.2f}" if spread > 0 else "no hit"
            print(f"| {mode} | {phase} | {a[g]:.3e} ({ea[g]:.1e}) | {b[g]:.3e} ({eb[g]:.1e}) | {z} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fly", "show"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--mission", default=MISSION)
    parser.add_argument("--units", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rows", type=int, default=20)
    given = parser.parse_args()
    if given.what == "fly":
        fly(given.file, given.mission, given.units, given.seed, given.workers)
    else:
        show(given.file, given.rows)


if __name__ == "__main__":
    main()
