"""Launches and failed flights that fly together are those that fly one by one in plain scalar code, to the bit."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.compiler import compiled
from luncur.debris.breakup import broadside
from luncur.flight import AscentPlan, Releases, fly_batch, plan
from luncur.flight.ascent_kernel import fly_one
from luncur.flight.ascent_state_kernel import FLIGHT
from luncur.flight.batch import record_batch
from luncur.flight.malfunction import Turns, follow, load_limits, turn_axes
from luncur.flight.malfunction_flight_kernel import fly_wrong
from luncur.flight.malfunction_kernel import ALONG_VELOCITY, HELD, TURNING
from luncur.flight.malfunction_step_kernel import WRONG, WRONG_COLUMNS
from luncur.flight.plan import STEPS
from luncur.mission import load

FLIGHTS = 21
MISSIONS = ("soyuz-vostochny-sso", "sounding-rocket")


def launches(ascent: AscentPlan) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Dispersions, weather and density factor of some launches, and when or at which event each is stopped."""
    rng = np.random.default_rng(8)
    z = rng.normal(size=(FLIGHTS, len(ascent.dispersions)))
    tables, factor = ascent.weather.tables(rng.normal(size=(FLIGHTS, ascent.weather.normals)))
    stop = rng.uniform(0.0, 700.0, FLIGHTS)
    stop[:5] = np.inf
    event = np.where(np.arange(FLIGHTS) < 3, np.arange(FLIGHTS) + 2, -1)
    return z, tables, factor, stop, event


def coarse(name: str) -> AscentPlan:
    return plan(load(name), steps=tuple(2.0 * s for s in STEPS["standard"]))


@pytest.mark.parametrize("name", MISSIONS)
def test_launches_that_fly_together_are_those_that_fly_alone(name: str) -> None:
    ascent = coarse(name)
    z, tables, factor, stop, event = launches(ascent)
    times = np.sort(np.random.default_rng(2).uniform(0.0, 500.0, (FLIGHTS, 6)), axis=1)
    together, record, rows = record_batch(ascent, z, tables, factor, stop, times, event)
    body, vehicle = ascent.factors(z)
    nb, ne = len(ascent.body_names), len(ascent.event_names)
    for i in range(FLIGHTS):
        state, event_time, drops = np.zeros((5, nb)), np.zeros(ne), np.full((nb, 8), np.nan)
        own = np.zeros((6, 12 + nb))
        air = (tables[i], ascent.weather.upper, float(factor[i]), ascent.weather.pressure)
        code, t, s, passed, written, direction, used = compiled(fly_one)(
            ascent.arrays, body[i], tuple(vehicle[i].tolist()), air, float(stop[i]), int(event[i]), state, event_time, drops,
            np.zeros(FLIGHT), times[i], own,
        )  # fmt: skip
        assert (code, t, passed, written, used) == (
            together.status[i], together.time[i], together.phase[i], rows[i], together.evaluations[i]
        )  # fmt: skip
        assert np.array_equal(s, together.inertial[i])
        assert np.array_equal(direction, together.direction[i])
        assert np.array_equal(event_time, together.event_time[i], equal_nan=True)
        assert np.array_equal(state[0], together.propellant[i])
        assert np.array_equal(own[:written, :7], record[i, :written])


def failures(ascent: AscentPlan) -> tuple[np.ndarray, np.ndarray, np.ndarray, Releases, Turns]:
    """Launches that fail under thrust, and what goes wrong with each: every kind of turn, some ended by a rule or at a time."""
    z, tables, factor, _, _ = launches(ascent)
    rng = np.random.default_rng(4)
    failed = fly_batch(ascent, z, tables, factor, rng.uniform(5.0, 280.0, FLIGHTS))
    how = np.zeros((FLIGHTS, 5))
    how[:, 0] = np.arange(FLIGHTS) % 3
    how[:, 1] = np.where(how[:, 0] == HELD, rng.uniform(0.0, math.pi, FLIGHTS), 0.0)
    how[:, 2] = np.where(how[:, 0] == TURNING, 10 ** rng.uniform(-2.5, 0.5, FLIGHTS), 0.0)
    how[:, 3] = np.where(how[:, 0] == ALONG_VELOCITY, 0.7, 1.0)
    how[:, 4] = np.where(how[:, 0] == TURNING, 2.0, 0.0)
    rule = np.full((FLIGHTS, 3), math.inf)
    rule[:, 0] = math.pi
    rule[::4, :2] = 0.3, 1.5
    rule[1::5, 2] = failed.time[1::5] + 12.3
    return z, tables, factor, failed, Turns(how, rng.uniform(0.0, 2 * math.pi, FLIGHTS), rule)


def test_failed_flights_that_fly_together_are_those_that_fly_alone() -> None:
    ascent = coarse("soyuz-vostochny-sso")
    z, tables, factor, failed, turn = failures(ascent)
    rows, across = np.arange(FLIGHTS), broadside(ascent.mission)
    longest, step = 40.0, 0.5
    together = follow(ascent, z, tables, factor, failed, rows, turn, across, step, longest)
    body, vehicle = ascent.factors(z)
    axes = turn_axes(failed.direction, turn.around)
    assert set(together.ending.tolist()) >= {1, 2, 3}
    for i in range(FLIGHTS):
        state = np.zeros((5, len(ascent.body_names)))
        state[0], state[1], state[2], state[3] = (
            failed.propellant[i], failed.attached[i], failed.burning[i], failed.ignition[i],
        )  # fmt: skip
        start = float(failed.time[i])
        times = start + step * np.arange(math.ceil(longest / step))
        record = np.zeros((len(times), WRONG_COLUMNS))
        rule = (*turn.rule[i, :2].tolist(), min(float(turn.rule[i, 2]), start + longest))
        code, t, s, _, written = compiled(fly_wrong)(
            ascent.arrays, body[i], tuple(vehicle[i, :3].tolist()),
            (tables[i], ascent.weather.upper, float(factor[i]), ascent.weather.pressure), start,
            tuple(failed.inertial[i].tolist()), int(failed.phase[i]), state, tuple(turn.how[i].tolist()),
            tuple(failed.direction[i].tolist()), tuple(axes[i].tolist()), across,
            load_limits(ascent.mission.vehicle.breakup), rule, times, record, np.zeros(WRONG),
        )  # fmt: skip
        assert (code, written + 1) == (together.ending[i], together.rows[i])
        assert np.array_equal(record[:written], together.record[i, :written])
        assert np.array_equal([t, *s], together.record[i, written, :7])


def test_the_company_of_a_launch_changes_no_bit() -> None:
    ascent = coarse("soyuz-vostochny-sso")
    z, tables, factor, stop, event = launches(ascent)
    whole = fly_batch(ascent, z, tables, factor, stop, event)
    some = np.random.default_rng(1).permutation(FLIGHTS)[:7]
    part = fly_batch(ascent, z[some], tables[some], factor[some], stop[some], event[some])
    for name in ("time", "inertial", "direction", "propellant", "event_time", "drops", "evaluations", "status"):
        assert np.array_equal(
            getattr(part, name), getattr(whole, name)[some], equal_nan=name in ("event_time", "drops")
        )
