"""Flights of a trial: what is measured of them is their motion, and the system does to them what it does in operation."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))

from trial_cases import prepared

from luncur.compiler import compiled
from luncur.earth.impact_point import impact_point
from luncur.flight.attitude_kernel import commanded
from luncur.flight.path_columns import P_ATTITUDE
from luncur.flight.path_kernel import row_before, state_on
from luncur.trial.fault_columns import (
    BIAS,
    CLOCK_SKEW,
    CORRUPTED,
    DRIFT,
    DROPOUT,
    END,
    FAULT_COLUMNS,
    FREEZE,
    KIND,
    MOST_FAULTS,
    O_BLIND,
    O_COMMAND,
    O_CYCLES,
    O_ENDED,
    O_RULE,
    O_SAFE,
    POSITION,
    SIZE,
    SOURCE,
    START,
    STUCK_COMMAND,
    STUCK_FLAG,
    TARGET,
    X,
)
from luncur.trial.measure_kernel import M_SENT, M_STATE, M_TIME, MEASUREMENT, measure, spoil
from luncur.trial.noise_kernel import measurement_noise
from luncur.trial.sample import BAD, NO_FAULT, Samples
from luncur.trial.unit import fly_samples, tried

N = 12


@pytest.fixture(scope="module")
def flights():
    at, sets = prepared()
    group = np.array([NO_FAULT] * 8 + [BAD] * 4)
    index = 7 * np.arange(N, dtype=np.int64)
    paths = fly_samples(at, sets[0], Samples(index, group, np.ones(N)))
    return at, sets, index, group, paths


def no_faults() -> np.ndarray:
    faults = np.zeros((N, MOST_FAULTS, FAULT_COLUMNS))
    faults[:, :, KIND] = -1.0
    return faults


def fault(kind: int, size: float = 1.0, source: int = 0, start: float = 100.0, target: int = POSITION) -> np.ndarray:
    faults = no_faults()
    faults[:, 0, [KIND, SOURCE, START, END, SIZE, TARGET]] = kind, source, start, math.inf, size, target
    faults[:, 0, X : X + 3] = np.array([0.6, 0.0, 0.8])
    return faults


def test_rows_rise_and_the_curve_runs_through_them(flights) -> None:
    _, _, _, _, paths = flights
    for i in range(N):
        path, rows = paths.path[i], int(paths.rows[i])
        t = path[:rows, 0]
        assert np.all(np.diff(t) > 0)
        for r in range(0, rows - 1, 37):
            k = compiled(row_before)(path, rows, float(t[r]), 0)
            assert np.array(compiled(state_on)(path, k, float(t[r]))) == pytest.approx(path[r, 1:7], rel=1e-9)


def test_positions_are_the_integral_of_velocities(flights) -> None:
    """Trapezes over rows half a second apart; what is left is 1/8 of a cutoff's change of acceleration times their square."""
    _, _, _, _, paths = flights
    for i in range(N):
        path = paths.path[i, : paths.rows[i]]
        near = np.diff(path[:, 0]) < 0.6
        step = np.diff(path[:, 0])[:, None]
        moved = 0.5 * step * (path[1:, 4:7] + path[:-1, 4:7])
        away = np.linalg.norm(path[1:, 1:4] - path[:-1, 1:4] - moved, axis=1)
        assert away[near].max() < 0.125 * 40.0 * 0.25


def test_bad_flights_pass_the_limit_when_it_is_said_and_good_ones_carry_no_failure(flights) -> None:
    at, sets, _, group, paths = flights
    assert np.all(np.isnan(paths.crossed[group == NO_FAULT]))
    corridor = at.mission.termination.areas[0].points
    assert corridor
    for i in np.flatnonzero(group == BAD):
        assert paths.attempt[i] >= 0
        assert paths.failed[i] < paths.crossed[i] <= paths.ends[i]
        assert paths.crossed[i] < sets[0].last
        before, after = (state_at(paths, i, paths.crossed[i] + d) for d in (-0.5, 0.5))
        assert inside(corridor, before)
        assert not inside(corridor, after)


def state_at(paths, i: int, t: float) -> np.ndarray:
    rows = int(paths.rows[i])
    t = min(t, float(paths.path[i, rows - 1, 0]))
    return np.array(state_on(paths.path[i], row_before(paths.path[i], rows, t, 0), t))


def inside(corners, state: np.ndarray) -> bool:
    """Whether the impact point lies in the area, by the winding of bearings: none of the kernel's way of telling."""
    found = impact_point(state[None, :3], state[None, 3:])
    p = unit(float(found.latitude[0]), float(found.longitude[0]))
    total = 0.0
    points = [unit(a, b) for a, b in corners]
    for a, b in zip(points, [*points[1:], points[0]], strict=True):
        u, v = a - (a @ p) * p, b - (b @ p) * p
        total += math.atan2(float(np.cross(u, v) @ p), float(u @ v))
    return abs(total) > math.pi


def unit(latitude: float, longitude: float) -> np.ndarray:
    c = math.cos(latitude)
    return np.array([c * math.cos(longitude), c * math.sin(longitude), math.sin(latitude)])


def test_good_flights_show_no_attitude_error_and_bad_ones_do(flights) -> None:
    _, _, _, group, paths = flights
    most = paths.path[:, :, P_ATTITUDE].max(axis=1)
    assert np.all(most[group == NO_FAULT] == 0.0)
    assert np.all(most[group == BAD] <= math.pi + 1e-9)
    assert np.any(most[group == BAD] > math.radians(10.0))


def test_a_commanded_axis_turns_as_the_nominal_one() -> None:
    a, b = np.array([0.6, 0.0, 0.8]), np.array([0.0, 0.6, 0.8])
    assert np.array(commanded(tuple(a), tuple(a), tuple(b))) == pytest.approx(b)
    other = np.array([0.0, 0.0, 1.0])
    turned = np.array(commanded(tuple(other), tuple(a), tuple(b)))
    assert np.linalg.norm(turned) == pytest.approx(1.0)
    assert turned @ b == pytest.approx(other @ a)
    assert np.array(commanded(tuple(other), tuple(a), tuple(a))) == pytest.approx(other)


def test_healthy_measurements_have_the_stated_errors(flights) -> None:
    _, sets, _, _, paths = flights
    specs = sets[0].specs
    noise, m = np.zeros(12), np.zeros(MEASUREMENT)
    errors = []
    for number in range(2000):
        compiled(measurement_noise)((5, 0), 32, 17, 1, number, noise)
        t = 100.0 + 0.1 * number
        compiled(measure)(paths.path[0], paths.rows[0], 0, t, specs[1], np.zeros(6), noise, m)
        errors.append(m[M_STATE : M_STATE + 6] - state_at(paths, 0, t))
    spread = np.std(np.array(errors), axis=0)
    assert spread[:3] == pytest.approx(10.0, rel=0.08)
    assert spread[3:] == pytest.approx(0.1, rel=0.08)
    assert np.abs(np.mean(np.array(errors), axis=0) / spread).max() < 0.1


def spoilt(kind: int, size: float, t: float, noise_11: float = 0.3) -> tuple[np.ndarray, np.ndarray]:
    """A measurement before and after a fault that began at 100 s, ten earlier ones having been seen."""
    row = fault(kind, size)[0, 0]
    held, noise = np.zeros(MEASUREMENT), np.full(12, 0.5)
    noise[11] = noise_11
    for i in range(11):
        m = sent(99.0 + 0.09 * i)
        spoil(m, row, held, 0, noise)
    before = sent(t)
    m = before.copy()
    spoil(m, row, held, 0, noise)
    return before, m


def sent(t: float) -> np.ndarray:
    m = np.zeros(MEASUREMENT)
    m[M_TIME], m[M_SENT] = t, 1.0
    m[M_STATE : M_STATE + 6] = 7e6 + 100.0 * t, 2e5, 3e5, 100.0, 20.0, 30.0
    return m


def test_each_fault_does_what_its_name_says() -> None:
    _, m = spoilt(DROPOUT, 1.0, 105.0)
    assert m[M_SENT] == 0.0
    before, m = spoilt(FREEZE, 1.0, 105.0)
    assert m[M_TIME] == before[M_TIME]
    assert m[M_STATE] == pytest.approx(7e6 + 100.0 * 99.9)
    _, m = spoilt(STUCK_FLAG, 1.0, 105.0)
    assert m[M_STATE] == pytest.approx(7e6 + 100.0 * 105.0)  # goes on at the last velocity, which was true here
    before, m = spoilt(BIAS, 50.0, 105.0)
    assert m[M_STATE : M_STATE + 3] - before[M_STATE : M_STATE + 3] == pytest.approx([30.0, 0.0, 40.0])
    before, m = spoilt(DRIFT, 50.0, 105.0)
    assert m[M_STATE : M_STATE + 3] - before[M_STATE : M_STATE + 3] == pytest.approx([150.0, 0.0, 200.0])
    before, m = spoilt(CLOCK_SKEW, -2.0, 105.0)
    assert m[M_TIME] == 103.0
    before, m = spoilt(CORRUPTED, 0.6, 105.0)
    assert np.count_nonzero(m != before) == 1


def test_a_fault_acts_on_its_own_source_and_in_its_own_time_only() -> None:
    row = fault(BIAS, 50.0)[0, 0]
    m, held = sent(105.0), np.zeros(MEASUREMENT)
    spoil(m, row, held, 1, np.zeros(12))
    assert np.array_equal(m, sent(105.0))
    row[END] = 104.0
    spoil(m, row, held, 0, np.zeros(12))
    assert np.array_equal(m, sent(105.0))


def test_without_a_fault_good_flights_end_safe_and_bad_ones_are_ended(flights) -> None:
    at, sets, index, group, paths = flights
    outcome = tried(at, sets[0], index, paths, no_faults(), sets[0])
    good = group == NO_FAULT
    assert np.all(np.isnan(outcome[good, O_ENDED]))
    assert np.all(outcome[good, O_SAFE] > sets[0].last)
    assert np.all(outcome[good, O_CYCLES] > 5000)
    assert np.all(outcome[good, O_BLIND] < 5)
    assert np.all(outcome[~good, O_ENDED] > paths.failed[~good])
    assert np.all(outcome[~good, O_RULE] >= 0)
    # the naive set has no more to go wrong with than its one source
    naive = tried(at, sets[1], index, paths, no_faults(), sets[0])
    assert np.all(np.isnan(naive[good, O_ENDED]))


def test_one_unit_that_is_stuck_ends_or_spares_only_where_one_is_enough(flights) -> None:
    at, sets, index, group, paths = flights
    good = group == NO_FAULT
    stuck_on, stuck_off = fault(STUCK_COMMAND, 1.0), fault(STUCK_COMMAND, -1.0)
    designed = tried(at, sets[0], index, paths, stuck_on, sets[0])
    assert np.all(np.isnan(designed[good, O_ENDED]))
    naive = tried(at, sets[1], index, paths, stuck_on, sets[0])
    assert naive[good, O_COMMAND] == pytest.approx(100.0, abs=0.11)
    assert np.all(np.isnan(tried(at, sets[1], index, paths, stuck_off, sets[0])[~good, O_ENDED]))
    assert np.all(np.isfinite(tried(at, sets[0], index, paths, stuck_off, sets[0])[~good, O_ENDED]))


def test_a_source_that_is_gone_for_good_blinds_only_who_has_no_other(flights) -> None:
    at, sets, index, group, paths = flights
    good = group == NO_FAULT
    gone = fault(DROPOUT)
    assert np.all(np.isnan(tried(at, sets[0], index, paths, gone, sets[0])[good, O_ENDED]))
    alone = tried(at, sets[1], index, paths, gone, sets[0])
    loss = sets[1].table.rule_names.index("loss of data")
    assert np.all(alone[good, O_RULE] == loss)
    # data are carried on for a second, then the rule's own time of 5 s to 10 s
    assert np.all((alone[good, O_COMMAND] > 105.0) & (alone[good, O_COMMAND] < 112.0))


def test_a_sample_alone_is_what_it_was_among_others(flights) -> None:
    at, sets, index, _, paths = flights
    whole = tried(at, sets[0], index, paths, fault(BIAS, 1e4), sets[0])
    some = paths.__class__(*(getattr(paths, n)[[3, 9]] for n in paths.__dataclass_fields__))
    alone = tried(at, sets[0], index[[3, 9]], some, fault(BIAS, 1e4)[[3, 9]], sets[0])
    np.testing.assert_array_equal(alone, whole[[3, 9]])
