"""Failing launches of the built-in mission under rules of one's own, and their replay cycle by cycle, for tests."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from termination_cases import source

from luncur.campaign.abort import abort_of
from luncur.campaign.draws import Stream, normals, uniforms
from luncur.campaign.failing import watched
from luncur.campaign.launches import Simulator
from luncur.campaign.study import prepare
from luncur.debris.breakup import broadside
from luncur.flight import Trajectory
from luncur.flight.batch import record_batch
from luncur.flight.failing_path import paths_of_failing
from luncur.flight.malfunction import follow, turns
from luncur.mission import load
from luncur.mission.flight_safety import Termination
from luncur.termination import FlightSafetySystem, RuleTable

SEED = 7


@cache
def prepared() -> tuple[Simulator, Trajectory]:
    return prepare(load("soyuz-vostochny-sso"), SEED)


def ruled(*rules: dict[str, Any], areas: Any = (), **system: Any) -> Simulator:
    """The simulator of the built-in mission with other rules."""
    sim, trajectory = prepared()
    termination = Termination.model_validate({
        "action": "engine-shutdown", "area": list(areas), "rule": list(rules), "source": [source(f"unit {k + 1}") for k in range(3)],
        **system,
    })  # fmt: skip
    plan = replace(sim.plan, mission=sim.plan.mission.model_copy(update={"termination": termination}))
    return replace(sim, plan=plan, abort=abort_of(plan, trajectory))


def failing(sim: Simulator, every: int) -> tuple[np.ndarray, np.ndarray]:
    """Launches and strata: one launch of every so many strata, of the first three stages, that the rules are there for."""
    early = np.array([s.start < 560.0 for s in sim.strata])
    chosen = np.flatnonzero(watched(sim, np.arange(len(sim.strata))) & early)[::every]
    return np.arange(len(chosen), dtype=np.int64), chosen


def fine_paths(sim: Simulator, launch: np.ndarray, stratum: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The launches from lift-off to where they end by themselves, with a row every 0.1 s after the failure, and their rows."""
    plan, strata = sim.plan, sim.strata
    tables, factor = plan.weather.tables(normals(sim.seed, Stream.WEATHER, launch, plan.weather.normals))
    z = normals(sim.seed, Stream.VEHICLE, launch, len(plan.dispersions))
    u = uniforms(sim.seed, Stream.FAILURE_TIME, launch, 1)[:, 0]
    start, end = (np.array([getattr(strata[s], name) for s in stratum]) for name in ("start", "end"))
    failed, before, written = record_batch(
        plan, z, tables, factor, start + u * (end - start), np.arange(0.0, end.max(), 0.25)
    )
    modes = {m.name: m for m in plan.mission.failure.modes}  # type: ignore[union-attr]
    of = [modes[strata[s].mode] for s in stratum]
    turn = turns(plan.mission, of, uniforms(sim.seed, Stream.MALFUNCTION, launch, 2), np.zeros(len(of), dtype=bool))
    rows = np.arange(len(launch))
    after = follow(plan, z, tables, factor, failed, rows, turn, broadside(plan.mission), 0.1, 200.0)
    assert sim.abort is not None
    return paths_of_failing(failed, rows, before, written, after, turn, sim.abort.axes)


def replay(table: RuleTable, path: np.ndarray, rows: int) -> tuple[float, int]:
    """When ``FlightSafetySystem`` with perfect measurements commands an action [s], and the rule; nan, -1 when it does not."""
    from luncur.compiler import compiled
    from luncur.flight.path_kernel import row_before, state_on

    k, system, before, state = 0, FlightSafetySystem(table), compiled(row_before), compiled(state_on)
    for i in range(int(path[rows - 1, 0] / table.period) + 1):
        now = i * table.period
        k = before(path, rows, now, k)
        for unit in range(len(table.source_names)):
            system.take(unit, now, state(path, k, now), True, now)
        f = (now - path[k, 0]) / (path[k + 1, 0] - path[k, 0])
        told = path[k, 7:10] + f * (path[k + 1, 7:10] - path[k, 7:10])
        decision = system.cycle(now, *(float(x) for x in told))
        if system.commanded:
            return now, decision.rule
    return float("nan"), -1
