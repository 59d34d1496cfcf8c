"""How much a study's sampling is worth: launches and seconds to a casualty expectation of failures known to 10 %.

One side is what ``luncur assess`` does: pilot, launches allotted by importance over strata, its count fixed beforehand.  The
other draws failures as the table's weights have them, each at a time even over its period, and knows neither strata nor
importance; a launch is simulated, summed and given an interval by the same code.  Both run here, one after the other.

    python tools/compare_sampling.py [--mission NAME] [--precision 0.10] [--plain-units 48]

How many launches a precision takes is found from what a side has flown: its moments per launch are held and its number of
launches is changed until the half-width of the study's own interval is the wanted one.  Plain sampling that would take
longer than it is given is extrapolated so; the moments of the stratified side, weighted, give a second figure for it.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from compare_strata import plain_failures, say
from numpy.typing import NDArray

from luncur.campaign.blocks import UNIT
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, simulate, simulate_unit
from luncur.campaign.pilot import PILOT_UNITS, Allocation, allocate
from luncur.campaign.run import Prefix, run_units
from luncur.campaign.study import DEFAULT_SAMPLES, prepare
from luncur.campaign.tally import Estimate, Tally, estimate, worst_case
from luncur.campaign.threads import Threads
from luncur.mission import load

MISSION = "soyuz-vostochny-sso"
PLAIN_SEED = 20_261_126
PLAIN_FIRST = 6 * OTHER_DOMAIN  # launches that no study uses
Floats = NDArray[np.float64]


def half_width(e: Estimate) -> float:
    """Relative half-width of an interval on the logarithm; infinite when nobody was hurt."""
    return math.sqrt(e.high / e.low) - 1.0 if e.low > 0 else math.inf


@dataclass(frozen=True)
class Sample:
    """What one way of sampling flew: failed launches of each stratum and the sums of their casualties' powers, first people
    model.

    weight[s] of the table; launches[s]; sums[s, 3]; worst[s]: consequence of a stratum without a hit; flown, seconds: launches
    in all and their time, ``pilot`` and ``pilot_seconds`` of them before the study proper.
    """

    weight: Floats
    launches: Floats
    sums: Floats
    worst: Floats
    flown: int
    seconds: float
    pilot: int = 0
    pilot_seconds: float = 0.0

    def after(self, times: float) -> Estimate:
        """The study's estimate, per failure, had it flown ``times`` as many launches with the same moments.

        A stratum without a hit keeps its bound of three over the number of launches.
        """
        n = times * self.launches
        first, second, third = (times * self.sums[:, k] for k in range(3))
        return estimate(self.weight, n, first, second, self.worst, third=third)

    def needed(self, precision: float) -> float:
        """Launches of the study proper at which its half-width is ``precision``; infinite when nobody was hurt."""
        if not math.isfinite(half_width(self.after(1e6))):
            return math.inf
        return (self.flown - self.pilot) * _root(lambda t: half_width(self.after(t)) - precision)

    def seconds_for(self, launches: float) -> float:
        """Time of so many launches after the pilot, and of the pilot."""
        rate = (self.seconds - self.pilot_seconds) / (self.flown - self.pilot)
        return self.pilot_seconds + rate * launches

    @property
    def by_weight(self) -> Sample:
        """Plain sampling as the strata foretell it: one stratum, its moments the weighted ones."""
        n = np.maximum(self.launches, 1.0)
        moments = self.weight @ (self.sums / n[:, None])
        flown = self.flown - self.pilot
        return Sample(np.ones(1), np.array([float(flown)]), flown * moments[None], np.zeros(1), flown, math.nan)


def _root(function: Callable[[float], float]) -> float:
    """Where a falling function of a positive number passes zero, by bisection on its logarithm."""
    low, high = math.log(1e-3), math.log(1e6)
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if function(math.exp(middle)) > 0 else (low, middle)
    return math.exp(high)


def as_a_study(sim: Simulator, precision: float, workers: int, units: int | None = None) -> Sample:
    """A study as ``luncur assess`` samples it; ``units``: in place of the pilot, so many units shared by weight."""

    def unit(launch: NDArray[np.int64], stratum: NDArray[np.int64]) -> tuple[Tally, object]:
        return simulate_unit(sim, launch, stratum)

    bins, models = len(sim.bins), len(sim.people)
    weight = np.array([s.weight for s in sim.strata])
    began = time.monotonic()
    with Threads.of(unit, sim.seed, workers) as executor:
        if units is None:
            chosen = allocate(executor, sim.strata, bins, models, precision, DEFAULT_SAMPLES, OTHER_DOMAIN)
        else:
            chosen = Allocation((*(0.85 * weight / weight.sum()), 0.15), units)
        pilot = 0 if units is not None else sum(PILOT_UNITS) * UNIT
        pilot_seconds = time.monotonic() - began if pilot else 0.0
        prefix = Prefix.empty(len(weight) + 1, bins, models)
        tally = run_units(executor, chosen.cumulative, prefix, chosen.units, keep_impacts=False).tally
    if tally.failed.any():
        raise ArithmeticError(f"{int(tally.failed.sum())} launches failed to compute")
    own = slice(len(weight))
    worst = worst_case(sim.strata, tally.largest[:, 0], 0.0)[own]
    flown = pilot + chosen.units * UNIT
    return Sample(
        weight, tally.launches[own], tally.total[own, 0], worst, flown, time.monotonic() - began, pilot, pilot_seconds
    )


def plainly(sim: Simulator, precision: float, units: int, least: int, seed: int = PLAIN_SEED) -> Sample:
    """Failures drawn from the table's weights, until their interval is narrow enough or ``units`` are flown."""
    rng = np.random.default_rng(seed)
    weight = np.array([s.weight for s in sim.strata])
    began = time.monotonic()
    found = Sample(np.ones(1), np.zeros(1), np.zeros((1, 3)), np.zeros(1), 0, 0.0)
    for index in range(units):
        own = rng.choice(len(weight), UNIT, p=weight / weight.sum())
        flown = replace(sim, strata=plain_failures(sim.strata, own, rng), seed=seed)
        launch = PLAIN_FIRST + np.arange(index * UNIT, (index + 1) * UNIT, dtype=np.int64)
        records = simulate(flown, launch, np.arange(UNIT, dtype=np.int64))
        if (records.status >= 20).any():
            raise ArithmeticError("a launch failed to compute")
        x = records.casualties[:, 0, 0]
        sums = found.sums + np.array([[x.sum(), (x**2).sum(), (x**3).sum()]])
        count = (index + 1) * UNIT
        found = Sample(np.ones(1), np.array([float(count)]), sums, np.zeros(1), count, time.monotonic() - began)
        # a look after every unit would stop too early by chance now and then: look at doublings only
        if index + 1 >= least and count & (count - 1) == 0 and half_width(found.after(1.0)) <= precision:
            break
    return found


def line(name: str, sample: Sample, precision: float) -> str:
    e = sample.after(1.0)
    needed = sample.needed(precision)
    time_flown = f"{sample.seconds:.0f}" if math.isfinite(sample.seconds) else ""
    time_needed = f"{sample.seconds_for(needed):.0f}" if math.isfinite(sample.seconds) else ""
    flown = f"{sample.flown:,}" if time_flown else f"from {sample.flown:,} of the study's"
    return (
        f"| {name} | {flown} | {time_flown} | {e.mean:.4g} | {100 * half_width(e):.1f} % | "
        f"{sample.pilot + round(needed):,} | {time_needed} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mission", default=MISSION)
    parser.add_argument("--precision", type=float, default=0.10)
    parser.add_argument("--plain-units", type=int, default=64, help="of 1,024 launches, at the most")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    sim, _ = prepare(load(given.mission), given.seed)
    if not sim.strata:
        raise SystemExit(f"{given.mission}: needs a mission with failures")
    simulate_unit(
        sim, PLAIN_FIRST - UNIT + np.arange(UNIT), np.arange(UNIT, dtype=np.int64) % len(sim.strata)
    )  # compiles
    say("flying a study as luncur samples it ...")
    study = as_a_study(sim, given.precision, 1)
    say("flying failures drawn plainly ...")
    plain = plainly(sim, given.precision, given.plain_units, least=4)
    share = study.launches.sum() / (study.flown - study.pilot)
    wanted = f"{100 * given.precision:g} %"
    print(f'{given.mission}, people "{sim.people[0].name}", one thread; half-width of the 95 % interval')
    print(f"| sampling | launches flown | s | per failure | half-width | launches for {wanted} | s |")
    print("|---|---|---|---|---|---|---|")
    print(line("study: strata, importance, pilot", study, given.precision))
    print(line("plain failures", plain, given.precision))
    print(line("plain, foretold from the strata", study.by_weight, given.precision))
    reached = half_width(study.after(1.0))
    print(
        f"\nThe study spends {study.pilot:,} launches on its pilot and {100 * (1 - share):.0f} % of the rest on normal flights. "
        f"For the half-width that it reached, {100 * reached:.1f} %, plain failures take {plain.needed(reached):,.0f} launches "
        f"({plain.seconds_for(plain.needed(reached)):.0f} s; foretold {study.by_weight.needed(reached):,.0f}), "
        f"{plain.seconds_for(plain.needed(reached)) / study.seconds:.1f} times the study's time with its pilot, "
        f"{plain.seconds_for(plain.needed(reached)) / (study.seconds - study.pilot_seconds):.1f} times without."
    )


if __name__ == "__main__":
    main()
