"""The whole study: one mission through every room, into a result folder."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import numpy as np

from luncur.areas import drop_regions
from luncur.campaign import checkpoint
from luncur.campaign.abort import abort_of
from luncur.campaign.blocks import UNIT
from luncur.campaign.booking import places
from luncur.campaign.ended_flights import ended_record
from luncur.campaign.footprint import footprint
from luncur.campaign.hazards import add_hazards
from luncur.campaign.launches import OTHER_DOMAIN, LaunchRecords, Simulator, simulate
from luncur.campaign.memory import UNITS_TOGETHER
from luncur.campaign.not_computed import name_nulls
from luncur.campaign.people_assumed import modelled_hazards, people_assumed
from luncur.campaign.pilot import Allocation, allocate
from luncur.campaign.planned_bound import planned_assumed, planned_worst
from luncur.campaign.precision import failures_assumed, precision_record
from luncur.campaign.provenance import fingerprint, provenance
from luncur.campaign.records import finished, mission_of, run_record, same, with_preset
from luncur.campaign.risk_summary import risk_rows, risk_summary
from luncur.campaign.run import Prefix, Progress, run_units
from luncur.campaign.schedulers import Opened, check_scheduler, local_workers, opened
from luncur.campaign.summary import base_summary, region_record
from luncur.campaign.tally import Tally
from luncur.campaign.unguided import unguided_record
from luncur.compiler import compile_ahead
from luncur.compiler.devices import require
from luncur.debris.fragment_file import check_windows
from luncur.debris.fragments import fragments_assumed
from luncur.errors import InputError
from luncur.failure import failure_probability, strata
from luncur.failure.assumed import failure_assumptions
from luncur.flight import Trajectory, fly, plan
from luncur.flight.fly import nominal_times
from luncur.folder import held
from luncur.mission import Mission, load
from luncur.places import people
from luncur.risk import verdicts
from luncur.sentences import Sentence, coded

DEFAULT_SAMPLES = 262_144
REGION_LAUNCHES = 1024


def prepare(mission: Mission, seed: int, device: str = "cpu") -> tuple[Simulator, Trajectory]:
    """Everything that a study of a mission needs before its first launch; InputError for a device that is not there."""
    require(device)
    compile_ahead("luncur.campaign.ahead", rooms=("luncur.debris.", "luncur.termination."))
    ascent = plan(mission)
    trajectory = fly(ascent)
    check_windows(mission, nominal_times(ascent))
    sim = Simulator(
        plan=ascent,
        strata=strata(mission, nominal_times(ascent)),
        people=people(mission.people),
        places=places(trajectory),
        seed=seed,
        preset=mission.debris.preset,
        device=device,
        abort=abort_of(ascent, trajectory),
    )
    return sim, trajectory


def normal_flights(sim: Simulator) -> LaunchRecords:
    """Dispersed normal flights beside the study's own launches, for what is told of planned drops alone."""
    launch = OTHER_DOMAIN * 2 + np.arange(REGION_LAUNCHES, dtype=np.int64)
    return simulate(sim, launch, np.full(REGION_LAUNCHES, len(sim.strata), dtype=np.int64))


def regions(sim: Simulator, records: LaunchRecords) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Drop regions of the planned bodies by dispersed normal flights, as summary records and GeoJSON features."""
    bodies = sim.plan.mission.vehicle.bodies
    down = records.impacts.status < 10
    found = drop_regions(
        [b.name for b in bodies], [b.count for b in bodies], records.pieces.body[down], records.impacts.latitude[down],
        records.impacts.longitude[down],
    )  # fmt: skip
    return region_record(found)


def fly_to_folder(mission: Mission | str, folder: Path, *, lang: str = "en") -> dict[str, Any]:
    """``luncur fly``: the nominal flight and its drops, into a new folder."""
    from luncur.export import finite, write_study

    mission = _mission(mission)
    with held(folder):
        started = time.monotonic()
        sim, trajectory = prepare(mission, 0)
        region, features = regions(sim, normal_flights(sim))
        summary = base_summary(mission, trajectory, sim, region, 0, 0)
        summary["unguided"] = unguided_record(sim)
        summary["timing"] = {
            "wall_s": time.monotonic() - started,
            "falls": None,
            "falls_per_s": None,
            "evaluations_per_fall": None,
            "checkpoint_share": None,
        }
        summary["provenance"] = provenance(mission, sim, trajectory)
        summary = name_nulls(finite(summary))
        write_study(folder, summary=summary, trajectory=trajectory, features=features, lang=lang)
    return summary


def _mission(mission: Mission | str) -> Mission:
    return mission if isinstance(mission, Mission) else load(mission)


def assess_to_folder(
    mission: Mission | str, folder: Path, *, samples: int | None, precision: float, seed: int, workers: int | None, resume: bool,
    lang: str, progress: Progress | None = None, block: int | None = None, preset: str | None = None, scheduler: str = "local",
    address: str | None = None, device: str = "cpu",
) -> dict[str, Any]:  # fmt: skip
    """``luncur assess``: the whole study into a folder; interrupted, it goes on from its last checkpoint.

    samples: launches at the most, rounded down to whole units of 1,024; block: units that make one task of a worker (None: about
    a second of work); scheduler: "local" threads or "ray", then at an address or started here; no number depends on these.  preset: how exactly falls are integrated, in place of what the mission says;
    device: "cpu" or "cuda".
    Raises InputError for bad input, a device that is not there, a folder in use, or a resume with other inputs or versions.
    """
    if block is not None and block < 1:
        raise InputError("assess", "block", block, "a whole number of units, at least 1")
    if workers is not None and workers < 1:
        raise InputError("assess", "workers", workers, "a whole number, at least 1")
    check_scheduler(scheduler, address)
    most = DEFAULT_SAMPLES if samples is None else samples
    if most < UNIT:
        raise InputError("assess", "samples", most, f"at least {UNIT:,} launches, the smallest number that is summed")
    require(device)
    mission = with_preset(_mission(mission), preset)
    bound = fingerprint(mission, seed, most, precision, device)
    with held(folder, resume):
        done = finished(folder, bound)
        if done is not None:
            _page_again(folder, lang)
            return done
        with opened(scheduler, address, workers) as executor_of:
            on_threads = local_workers(workers if scheduler == "local" else None)
            return _assess(
                mission, folder, bound, most, precision, seed, executor_of, on_threads, lang, progress, block, device
            )


def _page_again(folder: Path, lang: str) -> None:
    """Write the page of a finished study when it is missing or in another language."""
    from luncur.export import page_language, report

    if page_language(folder) != lang:
        report(folder, lang)


def _assess(
    mission: Mission, folder: Path, bound: dict[str, Any], samples: int, precision: float, seed: int,
    executor_of: Opened, workers: int, lang: str, progress: Progress | None, block: int | None, device: str,
) -> dict[str, Any]:  # fmt: skip
    from luncur.export import finite, write_study

    started = time.monotonic()
    sim, trajectory = prepare(mission, seed, device)
    weight = np.array([s.weight for s in sim.strata])
    bins, models = len(sim.bins), len(sim.people)

    if device != "cpu" and block is None:
        block = UNITS_TOGETHER
    with executor_of(sim) as executor:
        table = checkpoint.load_table(folder)
        if table is None or len(table["share"]) != len(weight) + 1:
            allocation = allocate(executor, sim.strata, bins, models, precision, samples, OTHER_DOMAIN, progress, block)
            table = {"bound": bound, "share": list(allocation.share), "units": allocation.units}
            checkpoint.save_table(folder, table)
        allocation = Allocation(tuple(table["share"]), int(table["units"]))
        saves = checkpoint.Saves(folder, {key: table[key] for key in ("bound", "share", "units")})
        prefix = saves.load() or Prefix.empty(len(weight) + 1, bins, models)
        begun, falls_before = time.monotonic(), prefix.reservoir.seen
        prefix = run_units(
            executor, allocation.cumulative, prefix, allocation.units, save=saves.save, progress=progress, block=block
        )
        computing, count = time.monotonic() - begun, executor.workers
    saves.save(prefix)
    probability = failure_probability(mission)
    normal = normal_flights(sim)
    region, features = regions(sim, normal)
    summary = base_summary(mission, trajectory, sim, region, seed, allocation.units * UNIT)
    summary["unguided"] = unguided_record(sim)
    summary["termination"] = ended_record(sim, prefix.tally)
    summary["failed_launches"] = len(prefix.failed_rows)
    summary["failed_weight"] = _failed_weight(sim, prefix.tally)
    worst = planned_worst(normal, sim.people)
    summary["risk"] = risk_summary(sim, prefix.tally, probability, worst)
    summary["precision"] = precision_record(sim, prefix.tally, precision)
    summary["failure_probability"] = {
        "mean": probability.mean, "low": probability.low, "high": probability.high, "low_95": probability.low_95,
        "high_95": probability.high_95, "method": probability.method,
        "method_coded": coded(probability.method),
        "source": probability.source,
    }  # fmt: skip
    summary["assumed"] = [
        *summary["assumed"],
        *failure_assumptions(mission),
        *fragments_assumed(mission),
        *people_assumed(sim),
        *failures_assumed(prefix.tally, sim.people),
        *planned_assumed(prefix.tally, worst, normal, sim.people),
        *_processors_assumed(prefix),
    ]
    add_hazards(summary, features, sim, prefix.reservoir, prefix.tally.launches, probability, workers)
    rows, outlines = footprint(sim, workers)
    if rows:
        summary["footprint"] = rows
        features.extend(outlines)
    summary["assumed_coded"] = [coded(sentence) for sentence in summary["assumed"]]
    summary["criteria"] = verdicts(
        mission.criteria, summary["risk"], "fragments, weather and people", modelled_hazards(mission)
    )
    # the rate is that of this session: what an earlier one computed took none of its time
    rate = (prefix.reservoir.seen - falls_before) / computing if computing > 0 else None
    followed, evaluations = prefix.tally.work
    wall = time.monotonic() - started
    summary["timing"] = {
        "wall_s": wall, "falls": prefix.reservoir.seen, "falls_per_s": rate,
        "evaluations_per_fall": float(evaluations / max(followed, 1.0)), "checkpoint_share": saves.seconds / wall,
    }  # fmt: skip
    summary["provenance"] = {**provenance(mission, sim, trajectory), "computed_on": sorted(prefix.processors)}
    summary = name_nulls(finite(summary))
    write_study(
        folder, summary=summary, trajectory=trajectory, features=features, lang=lang, reservoir=prefix.reservoir, sim=sim,
        risk=risk_rows(sim, prefix.tally, probability), failed=prefix.failed_rows, run={**table, "workers": count},
        launches=prefix.tally.launches,
    )  # fmt: skip
    checkpoint.clear(folder)
    return summary


def _processors_assumed(prefix: Prefix) -> list[str]:
    """What to say when processors of several types computed: the last bits of each are its own."""
    several = sorted(prefix.processors)
    return [Sentence("mixed_processors", processors=several)] if len(several) > 1 else []


def _failed_weight(sim: Simulator, tally: Tally) -> float:
    weight = np.array([s.weight for s in sim.strata] + [1.0])
    return float(np.sum(weight * tally.failed / np.maximum(tally.launches, 1)))


def gate_reasons(summary: dict[str, Any]) -> list[str]:
    """Why ``--gate`` would stop a launch: criteria not below, none at all, or failed launches with weight above 1e-4."""
    out = [f"{c['name']}: {c['verdict']} ({c['reason']})" for c in summary["criteria"] if c["verdict"] != "below"]
    if not summary["criteria"]:
        out.append("no criteria to judge by")
    if (summary.get("failed_weight") or 0.0) > 1e-4:
        out.append(f"failed launches carry {summary['failed_weight']:.2g} of the weight")
    return out


def replay_launch(folder: Path, launch: int, mission: Mission | str | None = None) -> dict[str, Any]:
    """One launch of a finished study again: its failure, and where each piece went.

    mission: where the study's mission lies now, when it was moved.
    Raises InputError when the folder holds no finished study, its mission is not the one, or the index is outside it.
    """
    run = run_record(folder)
    bound, total = run["bound"], run["units"] * UNIT
    if launch >= total:
        raise InputError(str(folder), "--launch", launch, f"an index below {total}")
    flown = mission_of(folder, bound, mission)
    device = str(bound.get("device", "cpu")).split(",")[0]
    require(device)
    same(folder, bound, fingerprint(flown, bound["seed"], bound["samples"], bound["precision"], device))
    sim, _ = prepare(flown, bound["seed"], device)
    if len(run["share"]) != len(sim.strata) + 1:
        raise InputError(str(folder / "run.json"), "share", len(run["share"]), f"{len(sim.strata) + 1} shares")
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
    by_model = zip(record["casualties"], record["people_models"], strict=True)
    lines = [
        f"launch {record['launch']}: {what}; casualties " + ", ".join(f"{n:.3g} ({model})" for n, model in by_model)
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
