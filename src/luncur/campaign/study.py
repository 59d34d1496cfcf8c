"""The whole study: one mission through every room, into a result folder."""

from __future__ import annotations

import json
import math
import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from luncur.areas import drop_regions
from luncur.campaign import checkpoint
from luncur.campaign.footprint import footprint
from luncur.campaign.hazards import add_hazards
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, simulate, simulate_unit, unit_vectors
from luncur.campaign.people_assumed import modelled_hazards, people_assumed
from luncur.campaign.pilot import Allocation, allocate
from luncur.campaign.provenance import fingerprint, provenance
from luncur.campaign.reservoir import Reservoir
from luncur.campaign.risk_summary import risk_rows, risk_summary
from luncur.campaign.run import UNIT, Prefix, Progress, run_units
from luncur.campaign.summary import base_summary, region_record
from luncur.campaign.tally import Tally
from luncur.campaign.unguided import unguided_record
from luncur.debris.fragment_file import check_windows
from luncur.debris.fragments import fragments_assumed
from luncur.errors import InputError
from luncur.failure import failure_probability, strata
from luncur.failure.assumed import failure_assumptions
from luncur.flight import Trajectory, fly, plan
from luncur.flight.fly import nominal_times
from luncur.mission import Mission, load
from luncur.places import people, towns
from luncur.risk import verdicts
from luncur.sentences import coded

DEFAULT_SAMPLES = 262_144
REGION_LAUNCHES = 1024
PLACES = 60


def prepare(mission: Mission, seed: int) -> tuple[Simulator, Trajectory]:
    """Everything that a study of a mission needs before its first launch."""
    ascent = plan(mission)
    trajectory = fly(ascent)
    check_windows(mission, nominal_times(ascent))
    names, points = _named_places(trajectory)
    sim = Simulator(
        plan=ascent,
        strata=strata(mission, nominal_times(ascent)),
        people=people(mission.people),
        places=(*names, "elsewhere"),
        place_points=points,
        seed=seed,
    )
    return sim, trajectory


def _named_places(trajectory: Trajectory) -> tuple[list[str], np.ndarray]:
    """Towns to book casualties on: the largest four within 250 km of the impact point, for every 30 s of flight."""
    from scipy.spatial import cKDTree

    table = towns()
    ok = np.flatnonzero(np.isfinite(trajectory.impact_latitude))
    if len(ok) == 0:
        return [], np.zeros((0, 2))
    at = np.radians(np.stack([table.latitude, table.longitude], axis=1).astype(np.float64))
    tree = cKDTree(unit_vectors(at[:, 0], at[:, 1]))
    slices = np.unique(np.floor(trajectory.time[ok] / 30.0), return_index=True)[1]
    points = unit_vectors(trajectory.impact_latitude[ok[slices]], trajectory.impact_longitude[ok[slices]])
    chosen: dict[int, None] = {}
    for near in tree.query_ball_point(points, 250e3 / 6371e3):
        largest = sorted(near, key=lambda i: (-int(table.population[i]), i))[:4]
        chosen.update(dict.fromkeys(largest))
    index = list(chosen)[:PLACES]
    return [f"{table.name[i]} ({table.country[i]})" for i in index], at[index]


def regions(sim: Simulator) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Drop regions of the planned bodies by dispersed normal flights, as summary records and GeoJSON features."""
    launch = OTHER_DOMAIN * 2 + np.arange(REGION_LAUNCHES, dtype=np.int64)
    records = simulate(sim, launch, np.full(REGION_LAUNCHES, len(sim.strata), dtype=np.int64))
    bodies = sim.plan.mission.vehicle.bodies
    down = records.impacts.status < 10
    found = drop_regions(
        [b.name for b in bodies], [b.count for b in bodies], records.pieces.body[down], records.impacts.latitude[down],
        records.impacts.longitude[down],
    )  # fmt: skip
    return region_record(found)


def fly_to_folder(path: str, folder: Path, *, lang: str = "en") -> dict[str, Any]:
    """``luncur fly``: the nominal flight and its drops, into a new folder."""
    from luncur.export import write_study

    mission = load(path)
    checkpoint.open_folder(folder, resume=False)
    with checkpoint.locked(folder):
        started = time.monotonic()
        sim, trajectory = prepare(mission, 0)
        region, features = regions(sim)
        summary = base_summary(mission, trajectory, sim, region, 0, 0)
        summary["unguided"] = unguided_record(sim)
        summary["timing"] = {"wall_s": time.monotonic() - started, "falls": None, "falls_per_s": None}
        summary["provenance"] = provenance(mission, sim, trajectory)
        write_study(folder, summary=summary, trajectory=trajectory, features=features, lang=lang)
    return summary


def assess_to_folder(
    path: str, folder: Path, *, samples: int | None, precision: float, seed: int, workers: int | None, resume: bool, lang: str,
    progress: Progress | None = None, block: int = 1,
) -> dict[str, Any]:  # fmt: skip
    """``luncur assess``: the whole study into a folder; interrupted, it goes on from its last checkpoint.

    block: units of 1,024 launches that make one task of a worker; no number depends on it.
    Raises InputError for bad input, a folder in use, or a resume with other inputs or versions.
    """
    if block < 1:
        raise InputError("assess", "block", block, "a whole number of units, at least 1")
    mission = load(path)
    checkpoint.open_folder(folder, resume)
    with checkpoint.locked(folder):
        bound = fingerprint(mission, seed, samples or DEFAULT_SAMPLES, precision)
        finished = _finished(folder, bound)
        if finished is not None:
            return finished
        return _assess(
            mission,
            folder,
            bound,
            samples or DEFAULT_SAMPLES,
            precision,
            seed,
            workers or os.cpu_count() or 1,
            lang,
            progress,
            block,
        )


def _finished(folder: Path, bound: dict[str, Any]) -> dict[str, Any] | None:
    """The summary of a run that is complete; InputError when the folder holds another one."""
    run, summary = folder / "run.json", folder / "summary.json"
    table = checkpoint.load_table(folder)
    if run.exists() and summary.exists():
        try:
            table = json.loads(run.read_text(encoding="utf-8"))["bound"]
        except (ValueError, KeyError):
            raise InputError(str(run), "", None, "the record of a finished run") from None
        _same(folder, table, bound)
        return dict(json.loads(summary.read_text(encoding="utf-8")))
    if table is not None:
        _same(folder, table["bound"], bound)
    elif any(p.name not in (checkpoint.LOCK, checkpoint.STATE) for p in folder.iterdir()):
        raise InputError(str(folder), "", None, "a folder that holds a run of luncur, to resume it")
    return None


def _same(folder: Path, theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    for key in ours:
        if theirs.get(key) != ours[key]:
            raise InputError(
                str(folder),
                key,
                str(theirs.get(key)),
                f"the run's own value, but it is now '{ours[key]}'; start in a new folder",
            )


def _assess(
    mission: Mission, folder: Path, bound: dict[str, Any], samples: int, precision: float, seed: int, workers: int, lang: str,
    progress: Progress | None, block: int,
) -> dict[str, Any]:  # fmt: skip
    from luncur.export import write_study

    started = time.monotonic()
    sim, trajectory = prepare(mission, seed)
    weight = np.array([s.weight for s in sim.strata])
    bins, models = len(sim.bins), len(sim.people)

    def unit(launch: Any, stratum: Any) -> Any:
        return simulate_unit(sim, launch, stratum)

    table = checkpoint.load_table(folder)
    if table is None:
        allocation = allocate(
            unit, sim.strata, bins, models, precision, samples, workers, seed, OTHER_DOMAIN, progress, block
        )
        table = {"bound": bound, "share": allocation.share, "units": allocation.units}
        checkpoint.save_table(folder, table)
    allocation = Allocation(tuple(table["share"]), int(table["units"]))
    prefix = checkpoint.load_prefix(folder) or Prefix(0, Tally.empty(len(weight) + 1, bins, models), Reservoir(), [])
    prefix = run_units(
        unit, allocation.cumulative, prefix, allocation.units, workers, seed, save=lambda p: checkpoint.save_prefix(folder, p),
        progress=progress, block=block,
    )  # fmt: skip
    checkpoint.save_prefix(folder, prefix)
    probability = failure_probability(mission)
    region, features = regions(sim)
    summary = base_summary(mission, trajectory, sim, region, seed, allocation.units * UNIT)
    summary["unguided"] = unguided_record(sim)
    summary["failed_launches"] = len(prefix.failed_rows)
    summary["failed_weight"] = _failed_weight(sim, prefix.tally)
    summary["risk"] = risk_summary(sim, prefix.tally, probability)
    summary["failure_probability"] = {
        "mean": probability.mean, "low": probability.low, "high": probability.high, "method": probability.method,
        "method_coded": coded(probability.method),
        "source": probability.source,
    }  # fmt: skip
    summary["assumed"] = [
        *summary["assumed"],
        *failure_assumptions(mission),
        *fragments_assumed(mission),
        *people_assumed(sim),
    ]
    add_hazards(summary, features, sim, prefix.reservoir, prefix.tally.launches, probability, workers)
    rows, outlines = footprint(sim)
    if rows:
        summary["footprint"] = rows
        features.extend(outlines)
    summary["assumed_coded"] = [coded(sentence) for sentence in summary["assumed"]]
    summary["criteria"] = verdicts(
        mission.criteria, summary["risk"], "fragments, weather and people", modelled_hazards(mission)
    )
    wall = time.monotonic() - started
    summary["timing"] = {
        "wall_s": wall, "falls": prefix.reservoir.seen, "falls_per_s": prefix.reservoir.seen / wall,
    }  # fmt: skip
    summary["provenance"] = provenance(mission, sim, trajectory)
    write_study(
        folder, summary=summary, trajectory=trajectory, features=features, lang=lang, reservoir=prefix.reservoir, sim=sim,
        risk=risk_rows(sim, prefix.tally, probability), failed=prefix.failed_rows, run={**table, "workers": workers},
        launches=prefix.tally.launches,
    )  # fmt: skip
    checkpoint.clear(folder)
    return summary


def _failed_weight(sim: Simulator, tally: Tally) -> float:
    weight = np.array([s.weight for s in sim.strata] + [1.0])
    return float(np.sum(weight * tally.failed / np.maximum(tally.launches, 1)))


def gate_reasons(summary: dict[str, Any]) -> list[str]:
    """Why ``--gate`` would stop a launch: criteria not below, or failed launches with weight above 1e-4."""
    out = [f"{c['name']}: {c['verdict']} ({c['reason']})" for c in summary["criteria"] if c["verdict"] != "below"]
    if (summary.get("failed_weight") or 0.0) > 1e-4:
        out.append(f"failed launches carry {summary['failed_weight']:.2g} of the weight")
    return out


def replay_launch(folder: Path, launch: int) -> dict[str, Any]:
    """One launch of a finished study again: its failure, and where each piece went.

    Raises InputError when the folder holds no finished study or the index is outside it.
    """
    try:
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise InputError(str(folder / "run.json"), "", None, "the record of a finished study") from None
    bound, total = run["bound"], int(run["units"]) * UNIT
    if launch >= total:
        raise InputError(str(folder), "--launch", launch, f"an index below {total}")
    mission = load(bound["mission_file"])
    _same(folder, bound, fingerprint(mission, bound["seed"], bound["samples"], bound["precision"]))
    sim, _ = prepare(mission, int(bound["seed"]))
    from luncur.campaign.allocation import stratum_of

    index = np.array([launch], dtype=np.int64)
    r = simulate(sim, index, stratum_of(index, Allocation(tuple(run["share"]), 1).cumulative))
    s = int(r.stratum[0])
    pieces = [
        {
            "class": sim.classes[int(r.pieces.class_id[i])], "pieces": float(r.pieces.weight[i]), "mass_kg": float(r.pieces.mass[i]),
            "latitude_deg": _number(math.degrees(r.impacts.latitude[i])), "longitude_deg": _number(math.degrees(r.impacts.longitude[i])),
            "fall_time_s": float(r.impacts.time[i]), "speed_m_s": float(r.impacts.speed[i]), "status": int(r.impacts.status[i]),
            "casualties": [float(c) for c in r.piece_casualties[i]],
        }
        for i in range(len(r.pieces.launch))
    ]  # fmt: skip
    failing = s < len(sim.strata)
    return {
        "launch": launch,
        "failure_mode": sim.strata[s].mode if failing else None,
        "phase": sim.strata[s].phase if failing else "planned",
        "failure_time_s": _number(float(r.failure_time[0])),
        "status": int(r.status[0]),
        "people_models": [m.name for m in sim.people],
        "casualties": [float(c) for c in r.casualties[0, 0]],
        "pieces": pieces,
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def replay_text(record: dict[str, Any]) -> str:
    """A replayed launch in words."""
    what = (
        f"{record['failure_mode']} at {record['failure_time_s']:.1f} s ({record['phase']})"
        if record["failure_mode"]
        else "normal flight"
    )
    lines = [
        f"launch {record['launch']}: {what}; casualties {record['casualties'][0]:.3g} ({record['people_models'][0]})"
    ]
    for p in record["pieces"]:
        where = (
            f"{p['latitude_deg']:.4f} {p['longitude_deg']:.4f} deg"
            if p["latitude_deg"] is not None
            else "does not come down"
        )
        lines.append(
            f"  {p['pieces']:5.0f} x {p['class']:<18} {p['mass_kg']:9.1f} kg  {where}  {p['speed_m_s']:7.1f} m/s"
        )
    return "\n".join(lines)
