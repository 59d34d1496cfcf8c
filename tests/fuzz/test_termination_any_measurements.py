"""Whatever is measured: every cycle says one of the known things at its own time, a command stays, and a safe system never acts."""

from __future__ import annotations

import math
import sys
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.termination import Decision, FlightSafetySystem, RuleTable
from luncur.termination import columns as c

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
from termination_cases import CORRIDOR, LINE, LOSS, feed, nominal, table

START = 200.0
GATE = {
    "name": "gate",
    "points": [["56 deg", "110 deg"], ["56 deg", "140 deg"], ["60 deg", "140 deg"], ["60 deg", "110 deg"]],
}
RULES: tuple[dict[str, Any], ...] = (
    {**LINE, "gate": "gate", "gate_check": 3, "distance": "5 km", "lead": "2 s", "sources": 1, "end": "900 s"},
    {**LINE, "name": "with air", "ballistic_coefficient": 100.0, "sources": 1, "action": "warn"},
    {**LINE, "name": "place", "kind": "position-limit", "distance": "1 km", "sources": 1},
    {"name": "band", "kind": "altitude-limit", "altitude": [[0, -500, 1e6], [900, 0, 1e6]], "action": "engine-shutdown", "above": 100.0},
    {"name": "pointing", "kind": "attitude-error", "limit": 0.2, "action": "engine-shutdown", "persistence": 3, "sources": 0},
    {"name": "rate", "kind": "body-rate", "rate": 0.2, "action": "engine-shutdown", "persistence": 5, "sources": 0},
    {"name": "up", "kind": "straight-up", "time": 30.0, "distance": 50.0, "action": "engine-shutdown"},
    {"name": "weak", "kind": "thrust-loss", "thrust": 0.5, "action": "warn", "sources": 0},
    LOSS,
    {"name": "useful", "kind": "useful-mission", "distance": 60e3, "speed": 600.0, "action": "warn", "minimum_speed": 100.0},
)  # fmt: skip

wild = st.one_of(
    st.floats(), st.sampled_from((0.0, -0.0, 5e-324, 6378137.0, -6356752.0, 1e12, 7.9e3, math.nan, math.inf))
)
near = st.floats(-1.0, 1.0)
measurement = st.tuples(
    st.integers(0, 2),
    st.one_of(st.sampled_from([0.0, 0.0, -0.05, -0.9, 0.04]), st.floats()),  # when, from the cycle's time on [s]
    st.one_of(
        st.tuples(st.just("off"), st.tuples(*[near] * 6), st.sampled_from([0.0, 1.0, 1e2, 1e4, 1e6])),
        st.tuples(st.just("any"), st.tuples(*[wild] * 6), st.just(1.0)),
    ),
    st.sampled_from([True, True, True, False]),
)
channels = st.tuples(*[st.one_of(st.just(math.nan), st.just(0.01), wild)] * 3)
cycle = st.tuples(st.sampled_from([0.1, 0.1, 0.1, 0.5, 30.0]), st.lists(measurement, max_size=5), channels)


@cache
def compiled(safe: bool) -> RuleTable:
    safing = {"safing": {"start": f"{START} s", "persistence": 3}} if safe else {}
    return table(*RULES, areas=(CORRIDOR, GATE), **safing)


def state_of(system: FlightSafetySystem, now: float, told: Any) -> tuple[float, ...]:
    kind, numbers, size = told
    if kind == "any":
        return tuple(numbers)
    true = nominal(system.table, now)
    return tuple(
        float(x + size * n * (1.0 if i < 3 else 0.01)) for i, (x, n) in enumerate(zip(true, numbers, strict=True))
    )


def flown_on(system: FlightSafetySystem, start: float, cycles: Any) -> list[Decision]:
    now, out = start, []
    for step, measurements, told in cycles:
        now += step
        for source, after, state, valid in measurements:
            system.take(source, now + after, state_of(system, now, state), valid, now)
        out.append(system.cycle(now, *told))
        assert out[-1].time == now
    return out


def warmed(system: FlightSafetySystem) -> list[Decision]:
    """A second of a healthy flight."""
    out = []
    for i in range(10):
        now = START - 0.9 + 0.1 * i
        feed(system, now)
        out.append(system.cycle(now, 0.01, 0.01, 1.0))
    return out


@settings(max_examples=300, deadline=None)
@given(st.booleans(), st.lists(cycle, max_size=25))
def test_every_cycle_says_a_known_thing_at_its_time(healthy_before: bool, cycles: Any) -> None:
    system = FlightSafetySystem(compiled(False))
    if healthy_before:
        assert {d.code for d in warmed(system)} == {c.GO}
    commanded = -1
    for d in flown_on(system, START, cycles):
        assert d.code in c.DECISIONS
        assert -1 <= d.rule < len(RULES)
        assert (d.rule >= 0) == (d.code in (c.WARNING, c.COUNTING, c.ORDERED, c.ENDED))
        assert 0 <= d.agreed <= 3
        assert all(standing in c.SOURCE_STATUS for standing in d.sources)
        assert all(math.isfinite(x) for x in d.state) == (d.agreed > 0)
        latitude, longitude = d.impact
        assert math.isnan(latitude) == math.isnan(longitude)
        assert math.isnan(latitude) or (d.agreed > 0 and abs(latitude) <= math.pi / 2 and abs(longitude) <= 2 * math.pi)
        if commanded >= 0:  # it stays, whatever comes
            assert (d.code in (c.ORDERED, c.ENDED), d.rule) == (True, commanded)
        if d.code == c.ORDERED:
            commanded = d.rule
    assert system.commanded == (commanded >= 0)
    if commanded >= 0:
        assert RULES[commanded]["action"] != "warn"
        assert math.isfinite(system._system[c.COMMAND_TIME])


@settings(max_examples=300, deadline=None)
@given(st.lists(cycle, max_size=25))
def test_once_safe_it_never_acts(cycles: Any) -> None:
    system = FlightSafetySystem(compiled(True))
    now = START
    while not system.safe:
        feed(system, now)
        system.cycle(now, 0.01, 0.01, 1.0)
        now += 0.1
    assert now < START + 1.0
    for d in flown_on(system, now, cycles):
        assert (d.code, d.rule) == (c.MADE_SAFE, -1)
    assert system.safe
    assert not system.commanded
