"""Voting: one source that goes wrong neither ends a flight nor blinds the system."""

from __future__ import annotations

import math

import numpy as np
import pytest
from termination_cases import LINE, LOSS, feed, nominal, table

from luncur.termination import FlightSafetySystem
from luncur.termination import columns as c

AT = 150.0  # fault of the first unit [s]

FAULTS = {
    "dropout": lambda t, s, held: None,
    "frozen": lambda t, s, held: held,
    "bias": lambda t, s, held: s + np.array([2000.0, 0, 0, 0, 0, 0]),
    "velocity bias": lambda t, s, held: s + np.array([0, 0, 0, 80.0, 0, 0]),
    "spike": lambda t, s, held: s + (np.array([1e5, 0, 0, 0, 0, 0]) if t < AT + 0.15 else 0.0),
    "drift": lambda t, s, held: s + np.array([30.0, 30.0, 0, 1.0, 1.0, 0]) * (t - AT),
    "sign": lambda t, s, held: -s,
    "sign of one velocity": lambda t, s, held: s * np.array([1, 1, 1, -1, 1, 1]),
    "feet": lambda t, s, held: s / 0.3048,
    "not a number": lambda t, s, held: s * math.nan,
    "infinite": lambda t, s, held: s * math.inf,
    "zero": lambda t, s, held: s * 0.0,
    "underground": lambda t, s, held: s * np.array([0.9, 0.9, 0.9, 1, 1, 1]),
}


def fly_with(fault, faulty=0, sources=3, start=130.0, end=200.0, rules=(LINE, LOSS), **system):
    safety = FlightSafetySystem(table(*rules, sources=sources, **system))
    held = nominal(safety.table, AT)
    out = []
    for i in range(round((end - start) / 0.1)):
        now = start + 0.1 * i

        def spoil(k, s, t=now):
            return fault(t, s, held) if k == faulty and t >= AT else s

        feed(safety, now, spoil, sources)
        out.append(safety.cycle(now))
    return safety, out


@pytest.mark.parametrize("sources", [2, 3])
@pytest.mark.parametrize("name", FAULTS)
def test_one_faulty_source_neither_fires_nor_blinds(name, sources):
    safety, decisions = fly_with(FAULTS[name], sources=sources)
    assert not safety.commanded
    true = np.array([nominal(safety.table, d.time) for d in decisions])
    seen = np.array([d.state for d in decisions])
    assert all(d.agreed >= 1 for d in decisions)
    # a slow drift is seen once it leaves the tolerance: until then it moves the mean of two by half of that
    assert np.linalg.norm(seen[:, :3] - true[:, :3], axis=1).max() < (25.0 if sources == 3 else 330.0)
    assert np.linalg.norm(seen[:, 3:] - true[:, 3:], axis=1).max() < 10.0


@pytest.mark.parametrize("name", [n for n in FAULTS if n not in ("dropout", "spike", "not a number", "infinite")])
def test_the_faulty_one_is_left_out_and_told(name):
    _, decisions = fly_with(FAULTS[name])
    assert decisions[-1].sources[0] in (c.UNPHYSICAL, c.JUMPED, c.IS_FROZEN, c.DISAGREES, c.REJOINING)
    assert decisions[-1].sources[1:] == (c.HEALTHY, c.HEALTHY)
    assert decisions[-1].agreed == 2


def test_a_source_that_recovers_counts_again_after_the_stated_time():
    _, decisions = fly_with(lambda t, s, held: s + (np.array([5e3, 0, 0, 0, 0, 0]) if t < 160.0 else 0.0))
    back = next(d.time for d in decisions if d.time > 160.0 and d.sources[0] == c.HEALTHY)
    assert back - 160.0 == pytest.approx(2.0, abs=0.25)  # 20 cycles


def test_a_source_that_says_it_is_invalid_does_not_count():
    safety = FlightSafetySystem(table(LINE))
    for i in range(100):
        now = 100.0 + 0.1 * i
        state = nominal(safety.table, now)
        for k in range(3):
            safety.take(k, now, tuple(state), k != 1, now)
        decision = safety.cycle(now)
    assert decision.sources == (c.HEALTHY, c.INVALID, c.HEALTHY)
    assert decision.agreed == 2


def test_a_disturbance_of_all_at_once_does_not_blind_for_good():
    safety = FlightSafetySystem(table(LINE))
    jump = np.array([20e3, 0, 0, 0, 0, 0])
    for i in range(200):
        now = 100.0 + 0.1 * i
        feed(safety, now, lambda k, s, t=now: s + (jump if t > 104.95 else 0.0))
        decision = safety.cycle(now)
    assert decision.agreed == 3


def test_old_future_and_repeated_measurements_are_not_taken():
    from luncur.termination.source_kernel import NO_NUMBER, OF_THE_FUTURE, TAKEN, TOO_OLD

    safety = FlightSafetySystem(table(LINE))
    state = tuple(nominal(safety.table, 100.0))
    assert safety.take(0, 100.0, state, True, 100.0) == TAKEN
    assert safety.take(0, 100.0, state, True, 100.0) == TOO_OLD
    assert safety.take(0, 99.0, state, True, 100.1) == TOO_OLD
    assert safety.take(0, 101.0, state, True, 100.2) == OF_THE_FUTURE
    assert safety.take(0, 100.2, (math.nan, *state[1:]), True, 100.2) == NO_NUMBER
    assert safety.take(0, math.nan, state, True, 100.2) == NO_NUMBER


def test_latency_is_made_up_for():
    safety = FlightSafetySystem(table(LINE))
    worst = 0.0
    for i in range(300):
        now = 200.0 + 0.1 * i
        then = now - 0.3
        for k in range(3):
            safety.take(k, then, tuple(nominal(safety.table, then)), True, now)
        decision = safety.cycle(now)
        if i > 10:
            worst = max(worst, float(np.linalg.norm(np.array(decision.state) - nominal(safety.table, now))))
    assert worst < 5.0  # 0.3 s at 3 km/s are 900 m


def test_the_order_of_sources_changes_nothing():
    forward, backward = FlightSafetySystem(table(LINE)), FlightSafetySystem(table(LINE))
    rng = np.random.default_rng(3)
    for i in range(200):
        now = 100.0 + 0.1 * i
        noise = rng.normal(0, 60.0, (3, 6)) * np.array([1, 1, 1, 0.02, 0.02, 0.02])
        base = nominal(forward.table, now)
        for k in range(3):
            forward.take(k, now, tuple(base + noise[k]), True, now)
            backward.take(2 - k, now, tuple(base + noise[k]), True, now)
        a, b = forward.cycle(now), backward.cycle(now)
        assert a.sources == b.sources[::-1]
        assert a.state == b.state


def test_a_source_that_is_alone_counts_again_once_it_has_followed_from_itself_for_the_stated_time():
    _, decisions = fly_with(lambda t, s, held: None if t < 153.0 else s, sources=1)
    blind = [d.time for d in decisions if d.agreed == 0]
    assert blind[0] == pytest.approx(AT + 1.0, abs=0.25)  # carried on for the age that a measurement may have
    assert blind[-1] == pytest.approx(153.0 + 2.0, abs=0.25)  # 20 cycles


def test_a_source_that_is_alone_and_keeps_jumping_does_not_count_again():
    _, decisions = fly_with(lambda t, s, held: s + 1e4 * (round(t * 10.0) % 2), sources=1)
    assert all(d.agreed == 0 for d in decisions if d.time > AT + 2.0)
