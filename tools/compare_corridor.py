"""The corridor method of 14 CFR 420 Appendix C beside a study, on the same flight and the same people.

    python tools/compare_corridor.py --units 32

The corridor method follows the nominal flight's impact-point trace; the study's launches are flown here again, so that
casualties can be split by range from the pad and by what does the harm: pieces by their own size, or the blast of
propellant that falls with a stack.  The method counts the first only.  Its tables are recalled (see
``luncur.risk.corridor_420c.UNCONFIRMED``): it is a yardstick, no verdict.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.blocks import UNIT
from luncur.campaign.launches import (
    OTHER_DOMAIN,
    LaunchRecords,
    Simulator,
    piece_casualties,
    piece_harm,
    simulate,
    unit_vectors,
)
from luncur.campaign.study import prepare
from luncur.failure import failure_probability
from luncur.flight import Trajectory
from luncur.mission import load
from luncur.risk.corridor_420c import (
    AREA_FROM,
    FAILURE_PROBABILITY,
    NAUTICAL_MILE,
    REACH,
    corridor_casualty_expectation,
)

MISSION = "soyuz-vostochny-sso"
FIRST = 6 * OTHER_DOMAIN  # launches that no study uses
EDGES = (*AREA_FROM, REACH)  # [nm] from the pad: where the method's casualty area changes
# By 14 CFR 420.19 table 1 a vehicle that lifts more than 15,000 lb (6.8 t) to a polar orbit of 100 nm is large; this
# one lifts about that, so the class below is shown too.
CLASSES = ("large", "medium large")
Floats = NDArray[np.float64]


def corridor(trajectory: Trajectory, sim: Simulator, vehicle_class: str, model: int) -> Floats:
    """Casualty expectation of each band of range, by the corridor method."""
    rows = corridor_casualty_expectation(
        trajectory.impact_latitude, trajectory.impact_longitude, vehicle_class, sim.people[model].density
    )
    middle = np.array([0.5 * (r.start + r.end) for r in rows])
    return np.histogram(middle, EDGES, weights=[r.casualty_expectation for r in rows])[0]


def per_launch(sim: Simulator, r: LaunchRecords, hurt: Floats) -> Floats:
    """Casualties of each [launch, band of range, model]; the last band is beyond the method's reach."""
    site = sim.plan.mission.site
    up = unit_vectors(r.impacts.latitude, r.impacts.longitude) @ unit_vectors(
        np.array([site.latitude]), np.array([site.longitude])
    ).reshape(3)
    miles = np.arccos(np.clip(np.nan_to_num(up, nan=-1.0), -1.0, 1.0)) * 6371e3 / NAUTICAL_MILE
    out = np.zeros((len(r.launch), len(EDGES), len(sim.people)))
    np.add.at(out, (r.pieces.launch, np.searchsorted(EDGES, miles, side="right") - 1), hurt)
    return out


def study(sim: Simulator, units: int) -> tuple[Floats, Floats, Floats]:
    """Per failure and band of range [band, model]: casualties, those without any blast, the first's standard error."""
    weight = np.array([s.weight for s in sim.strata])
    edges = np.cumsum(0.5 * weight / weight.sum() + 0.5 / len(weight))
    every, inert, stratum = [], [], []
    for unit in range(units):
        launch = FIRST + np.arange(unit * UNIT, (unit + 1) * UNIT, dtype=np.int64)
        own = np.minimum(np.searchsorted(edges, (np.arange(UNIT) + 0.5) / UNIT), len(weight) - 1).astype(np.int64)
        r = simulate(sim, launch, own)
        empty = dataclasses.replace(
            r.pieces, propellant=np.zeros_like(r.pieces.propellant), tnt=np.zeros_like(r.pieces.tnt)
        )
        struck = piece_harm(sim, empty, r.impacts, empty.inverse_beta)
        planned = r.stratum[empty.launch] == len(sim.strata)
        every.append(per_launch(sim, r, r.piece_casualties))
        inert.append(per_launch(sim, r, piece_casualties(sim, empty, r.impacts, struck, planned)[0]))
        stratum.append(own)
    s, a, b = np.concatenate(stratum), np.concatenate(every), np.concatenate(inert)
    mean_a, mean_b = (np.stack([x[s == i].mean(axis=0) for i in range(len(weight))]) for x in (a, b))
    variance = np.stack([a[s == i].var(axis=0) / (s == i).sum() for i in range(len(weight))])
    return (
        np.tensordot(weight, mean_a, 1), np.tensordot(weight, mean_b, 1), np.sqrt(np.tensordot(weight**2, variance, 1)),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=32, help="1,024 launches each")
    units = parser.parse_args().units
    mission = load(MISSION)
    sim, trajectory = prepare(mission, 20_260_102)
    own = failure_probability(mission).mean
    if own is None:
        raise SystemExit("the mission's probability of failure is unknown")
    every, inert, error = study(sim, units)
    bands = [*(f"{a:g}-{b:g} nm" for a, b in itertools.pairwise(EDGES)), "beyond"]
    print(f"{units * UNIT} launches; probability of failure: the method's {FAILURE_PROBABILITY}, the study's {own:.4f}")
    for m, model in enumerate(sim.people):
        print(f"\npeople: {model.name:34s}" + "".join(f"{b:>14s}" for b in (*bands, "all")))
        lines = {}
        for name in CLASSES:
            fixed = np.append(corridor(trajectory, sim, name, m), 0.0)
            lines[f"corridor, {name}, Pf 0.10"] = fixed
            lines[f"corridor, {name}, the study's Pf"] = fixed * own / FAILURE_PROBABILITY
        lines["study, failures"] = own * every[:, m]
        lines["  standard error"] = own * error[:, m]
        lines["  without blast"] = own * inert[:, m]
        for label, values in lines.items():
            last = np.sqrt((values**2).sum()) if "error" in label else values.sum()
            print(f"{label:42s}" + "".join(f"{v:14.2e}" for v in (*values, last)))


if __name__ == "__main__":
    main()
