"""The number of pieces halved and doubled: whether their masses still sum to the bodies', and what it does to the risk.

First every second of the nominal flight is taken as the one at which everything aboard breaks up, and the masses of the
inert pieces of each body are summed.  Then the same launches are flown with each number of pieces, once of explosions
alone and once of all failures: an explosion is where pieces are made for certain, and rare among all failures.

    python tools/vary_fragments.py soyuz-vostochny-sso --samples 8192
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from paired import Paired, alongside, fly_paired, shared_allocation

from luncur.campaign.blocks import UNIT
from luncur.campaign.launches import Simulator
from luncur.campaign.study import prepare
from luncur.campaign.variations import base_weight
from luncur.debris.breakup import Pieces, explode
from luncur.failure import failure_probability
from luncur.flight import AscentPlan, fly_batch, plan
from luncur.flight.fly import nominal_times
from luncur.mission import Mission, load

MISSION = "soyuz-vostochny-sso"
FACTORS = (("as it stands", 1.0), ("half", 0.5), ("double", 2.0))
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MassCheck:
    """Pieces of everything aboard, second by second.

    seconds: how many were looked at; bodies: body-seconds; error: largest relative difference between the inert pieces of a
    body and its dry mass; explosive: largest mass of explosive pieces over the propellant aboard; pieces: at lift-off.
    """

    seconds: int
    bodies: int
    error: float
    explosive: float
    pieces: float


def with_pieces(mission: Mission, factor: float) -> Mission:
    """The mission with the number of pieces of every class times a factor."""
    debris = mission.debris
    return mission.model_copy(
        update={"debris": debris.model_copy(update={"fragment_count": debris.fragment_count * factor})}
    )


def check_masses(ascent: AscentPlan) -> MassCheck:
    """Break up what is aboard at every second of the nominal flight until its last event."""
    times = np.arange(0.0, max(t for t in nominal_times(ascent).values() if math.isfinite(t)), 1.0)
    n, mission = len(times), ascent.mission
    tables, factor = ascent.weather.tables(np.zeros((n, ascent.weather.normals)))
    at = fly_batch(ascent, np.zeros((n, len(ascent.dispersions))), tables, factor, times)
    pieces = explode(mission, np.arange(n), at.dry_mass, at.attached, at.propellant, at.time, at.event_time)
    inert, explosive = (_mass_of(pieces, at.attached.shape, kind) for kind in (False, True))
    count = np.array([b.count for b in mission.vehicle.bodies], dtype=np.float64)
    dry = np.array([b.dry_mass for b in mission.vehicle.bodies]) * count * at.attached
    there = dry > 0
    held = at.propellant * count * at.attached
    return MassCheck(
        seconds=n,
        bodies=int(there.sum()),
        error=float((np.abs(inert - dry)[there] / dry[there]).max()),
        explosive=float(np.max(explosive / np.maximum(held, 1e-9))),
        pieces=float(pieces.weight[pieces.launch == 0].sum()),
    )


def _mass_of(pieces: Pieces, shape: tuple[int, ...], explosive: bool) -> Floats:
    """Mass of all pieces of each launch and body [kg]."""
    of_kind = (pieces.propellant.sum(axis=1) > 0) == explosive
    out = np.zeros(shape)
    np.add.at(out, (pieces.launch[of_kind], pieces.body[of_kind]), (pieces.weight * pieces.mass)[of_kind])
    return out


def explosions(sim: Simulator) -> Simulator:
    """The simulator with the failures that are explosions, and no others."""
    return replace(sim, strata=tuple(s for s in sim.strata if s.kind == "explosion"))


def varied(sim: Simulator, units: int, workers: int) -> Paired:
    """The failures of a simulator with each number of pieces, the same launches."""
    missions = [with_pieces(sim.plan.mission, factor) for _, factor in FACTORS[1:]]
    settings = [sim, *(alongside(sim, mission) for mission in missions)]
    return fly_paired(settings, shared_allocation(sim, units, workers), workers)


def rows(what: str, sim: Simulator, flown: Paired, weight: Floats) -> list[str]:
    """Lines of the table: every people model and number of pieces."""
    out = []
    for m, model in enumerate(sim.people):
        for k, (name, _) in enumerate(FACTORS):
            mean, error = flown.expectation(weight, k, m)
            ratio, spread = flown.ratio(weight, k, m)
            against = "" if k == 0 else f"{ratio:.3f} ± {spread:.3f}" if math.isfinite(ratio) else "no hit"
            out.append(f"| {what} | {model.name} | {name} | {mean:.3e} ± {error:.1e} | {against} |")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mission", nargs="?", default=MISSION)
    parser.add_argument("--samples", type=int, default=8192, help="launches with each number of pieces, of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", choices=("explosions", "all"), help="failures to fly; both when left out")
    given = parser.parse_args()
    mission = load(given.mission)
    print("| pieces | at lift-off | seconds | bodies aboard, all seconds | largest relative error of a body's mass |")
    print("|---|---|---|---|---|")
    for name, factor in FACTORS:
        found = check_masses(plan(with_pieces(mission, factor)))
        more = f"; explosive pieces hold {100 * found.explosive:.1f} % of the propellant" if found.explosive else ""
        print(
            f"| {name} | {found.pieces:,.0f} | {found.seconds} | {found.bodies:,} | {found.error:.1e}{more} |",
            flush=True,
        )
    sim, _ = prepare(mission, given.seed)
    units = max(given.samples // UNIT, 1)
    print(f"\n{units * UNIT:,} launches of each, seed {given.seed}; ± is one standard error.\n")
    print("| failures | people | pieces | casualty expectation | over that as it stands |")
    print("|---|---|---|---|---|")
    for what, part in (("explosions", explosions(sim)), ("all", sim)):
        if given.only not in (None, what):
            continue
        weight = np.append(base_weight(part, failure_probability(mission)), 0.0)
        if not part.strata:
            print(f"| {what} | none in this mission | | | |")
            continue
        print("\n".join(rows(what, part, varied(part, units, given.workers), weight)), flush=True)


if __name__ == "__main__":
    main()
