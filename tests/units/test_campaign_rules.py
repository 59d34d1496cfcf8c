"""Malfunction flights of a study end when the mission's rules end them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
import rule_cases as cases

from luncur.campaign.abort import decided
from luncur.campaign.failing import watched
from luncur.campaign.launches import Simulator, release, simulate_unit
from luncur.mission.flight_safety import Termination
from luncur.termination import columns as c
from luncur.termination.followed_kernel import F_COMMAND, F_RULE

GATE = {
    "name": "gate",
    "points": [[f"{a} deg", f"{b} deg"] for a, b in ((53, 124), (53, 133), (58, 133), (58, 120))],
}
SHORT = {
    "name": "short",
    "points": [[f"{a} deg", f"{b} deg"] for a, b in ((50, 126), (50, 131), (55, 131), (55, 124))],
}
ACTION = {"action": "engine-shutdown", "end": "560 s"}
LINE = {"name": "line", "kind": "impact-limit", "area": "corridor", "sources": 2, "persistence": 3, **ACTION}
ATTITUDE = {"name": "attitude", "kind": "attitude-error", "limit": "25 deg", "persistence": 5, "sources": 0, **ACTION}
SETS: dict[str, dict[str, Any]] = {
    "line": {"rules": [LINE]},
    "destruct at a distance": {"rules": [{**LINE, "distance": "20 km", "action": "destruct", "delay": "2 s"}]},
    "lead": {"rules": [{**LINE, "lead": "4 s"}]},
    "gate": {"rules": [{**LINE, "area": "short", "gate": "gate"}, ATTITUDE]},
    "gate with a check": {"rules": [{**LINE, "area": "short", "gate": "gate", "gate_check": 50}, ATTITUDE]},
    "late and armed late": {
        "rules": [ATTITUDE, {**LINE, "start": "100 s"}], "arming": {"time": "60 s", "altitude": "30 km", "sources": 2},
    },
    "turning, slow, high": {
        "rules": [
            {"name": "turning", "kind": "body-rate", "rate": "12 deg/s", "persistence": 4, "above": "40 km", **ACTION},
            {"name": "useful", "kind": "useful-mission", "distance": "30 km", "speed": "300 m/s", "persistence": 8, **ACTION},
            {"name": "weak", "kind": "thrust-loss", "thrust": 0.6, "action": "destruct", "minimum_speed": "2 km/s"},
        ],
    },
    "safe by perigee": {
        "rules": [{**ATTITUDE, "end": "9000 s"}], "safing": {"perigee_altitude": "100 km", "persistence": 20},
    },
    "slow cycle": {"rules": [LINE, ATTITUDE], "period": "0.4 s"},
}  # fmt: skip


def simulator(name: str) -> Simulator:
    given = dict(SETS[name])
    built_in = cases.prepared()[0].plan.mission.termination
    assert built_in is not None
    corridor = next(area for area in built_in.areas if area.name == "corridor")
    return cases.ruled(*given.pop("rules"), areas=(corridor, GATE, SHORT), **given)


@cache
def paths() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    sim = simulator("line")
    launch, stratum = cases.failing(sim, 4)
    return launch, stratum, *cases.fine_paths(sim, launch, stratum)


@cache
def replayed(name: str) -> list[tuple[float, int]]:
    """When every cycle of ``FlightSafetySystem`` says that a flight is ended, and the rule."""
    _, _, path, rows = paths()
    abort = simulator(name).abort
    assert abort is not None
    return [cases.replay(abort.table, path[i], int(rows[i])) for i in range(len(rows))]


@pytest.mark.parametrize("name", SETS)
def test_studies_decide_as_the_system_does_in_every_cycle(name: str) -> None:
    launch, stratum, path, rows = paths()
    sim = simulator(name)
    assert sim.abort is not None
    table = sim.abort.table
    found = release(sim, launch, stratum)
    acted = 0
    for i, (when, rule) in enumerate(replayed(name)):
        done, over = when + table.rules[rule, c.DELAY], path[i, rows[i] - 1, 0]
        if rule < 0:
            assert found.ended_by[i] < 0 or found.releases.time[i] > over - table.period, i
        elif found.failure_time[i] < when and done < over - table.period:
            acted += 1
            assert found.ended_by[i] == rule, (i, when)
            assert abs(found.releases.time[i] - done) < table.period + 1e-6, (i, when)
    assert acted > 0


@pytest.mark.parametrize("name", SETS)
def test_cycles_that_are_only_looked_at_change_nothing(name: str) -> None:
    """The same flights decided in every cycle give the same commands to the cycle."""
    launch, stratum, path, rows = paths()
    sim = simulator(name)
    assert sim.abort is not None
    found = decided(sim.abort, path, rows, release(sim, launch, stratum).failure_time)
    for i, (when, rule) in enumerate(replayed(name)):
        assert found[i, F_RULE] == rule, i
        np.testing.assert_allclose(found[i, F_COMMAND], when, atol=1e-9)


def test_an_action_decides_whether_the_vehicle_stays_whole() -> None:
    launch, stratum, _, _ = paths()
    shut, apart = simulator("line"), simulator("destruct at a distance")
    for sim, many in ((shut, False), (apart, True)):
        released = release(sim, launch, stratum)
        ended = np.flatnonzero(released.ended_by >= 0)
        of = released.pieces.launch
        counts = np.array([int((of == i).sum()) for i in ended])
        assert len(ended) > 3
        assert bool((counts > 5).all()) is many


def test_launches_are_ended_by_their_own_index_only() -> None:
    sim, _ = cases.prepared()
    launch, stratum = cases.failing(sim, 2)
    whole = release(sim, launch, stratum)
    for part in (slice(0, 5), slice(11, 12)):
        some = release(sim, launch[part], stratum[part])
        np.testing.assert_array_equal(some.releases.time, whole.releases.time[part])
        np.testing.assert_array_equal(some.ended_by, whole.ended_by[part])


def test_what_is_flown_without_rules_is_not_ended() -> None:
    sim, _ = cases.prepared()
    unended = np.flatnonzero([s.unended for s in sim.strata])[::4]
    assert not watched(sim, unended).any()
    assert (release(sim, np.arange(len(unended)), unended).ended_by == -1).all()


def test_a_mission_without_rules_has_an_attitude_error() -> None:
    sim, _ = cases.prepared()
    system = Termination(attitude_error=np.radians(10.0), delay=1.0, action="engine-shutdown")
    mission = sim.plan.mission.model_copy(update={"termination": system})
    old = replace(sim, plan=replace(sim.plan, mission=mission), abort=None)
    launch, stratum = cases.failing(old, 4)
    released = release(old, launch, stratum)
    assert set(released.ended_by.tolist()) == {-1, 0}
    tally, _ = simulate_unit(old, launch, stratum)
    assert tally.ended[:, 0].sum() == (released.ended_by == 0).sum()
