"""The decision of a cycle: rules, persistence, gates, arming, safing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from termination_cases import CORRIDOR, LINE, LOSS, nominal, run, table

from luncur.compiler import compiled
from luncur.errors import InputError
from luncur.termination import FlightSafetySystem
from luncur.termination import columns as c
from luncur.termination.margins_kernel import where_it_would_land


def aside(t, k, s):
    """From 200 s on an acceleration of 68 m/s2 to the side, as a thrust that points wrongly would give."""
    since = max(t - 200.0, 0.0)
    push = np.array([-40.0, -55.0, 0.0])
    return s + np.concatenate([0.5 * push * since**2, push * since])


def test_the_nominal_flight_within_its_line_is_go_all_the_way():
    system = FlightSafetySystem(table(LINE, LOSS))
    decisions = run(system, 0.0, 300.0, step=0.5)
    assert {d.code for d in decisions} == {c.GO}
    assert not system.commanded
    assert all(d.agreed == 3 for d in decisions)


def test_an_impact_point_that_crosses_the_line_ends_the_flight_after_its_persistence_and_no_sooner():
    system = FlightSafetySystem(table({**LINE, "end": "450 s", "delay": "0.5 s"}))
    decisions = run(system, 190.0, 330.0, aside)
    codes = [d.code for d in decisions]
    margins = np.array([d.margins[0] for d in decisions])
    crossed = int(np.argmax(margins < 0.0))
    assert margins[crossed - 1] > 0.0 > margins[crossed]
    assert codes[crossed : crossed + 2] == [c.COUNTING, c.COUNTING]
    assert codes[crossed + 2] == c.ORDERED
    ended = codes.index(c.ENDED)
    assert ended - (crossed + 2) == 5  # the delay of 0.5 s
    assert set(codes[ended:]) == {c.ENDED}


def test_lead_foresees_the_crossing():
    plain = FlightSafetySystem(table({**LINE, "end": "450 s"}))
    ahead = FlightSafetySystem(table({**LINE, "end": "450 s", "lead": "10 s"}))
    times = []
    for system in (plain, ahead):
        codes = [d.code for d in run(system, 190.0, 330.0, aside)]
        times.append(codes.index(c.ORDERED) * 0.1)
    assert 2.0 < times[0] - times[1] < 12.0


def test_two_missing_sources_leave_too_few_for_the_rule_to_act():
    only_one = {**LINE, "end": "450 s"}
    system = FlightSafetySystem(table(only_one))

    def spoil(t, k, s):
        return None if k > 0 else aside(t, k, s)

    codes = {d.code for d in run(system, 190.0, 330.0, spoil)}
    assert c.ORDERED not in codes
    assert c.COUNTING in codes


def test_loss_of_all_data_ends_the_flight_at_its_time():
    system = FlightSafetySystem(table(LINE, LOSS))
    decisions = run(system, 100.0, 110.0, lambda t, k, s: s if t < 102.05 else None)
    first = next(d for d in decisions if d.code == c.ORDERED)
    # the last state is good for a second after the last measurement at 102.0 s
    assert first.time == pytest.approx(102.0 + 1.0 + 5.0, abs=0.21)
    assert first.rule == 1
    assert any(d.code == c.NO_DATA for d in decisions)


def test_data_that_come_back_in_time_end_nothing():
    system = FlightSafetySystem(table(LINE, LOSS))
    decisions = run(system, 100.0, 120.0, lambda t, k, s: None if 103.0 < t < 106.0 else s)
    assert not system.commanded
    assert decisions[-1].code == c.GO
    assert decisions[-1].agreed == 3


def test_nothing_is_done_before_arming():
    system = FlightSafetySystem(table({**LINE, "keep": "outside"}, arming={"time": 150.0}))
    codes = {d.time: d.code for d in run(system, 140.0, 152.0)}
    assert {code for t, code in codes.items() if t < 149.99} == {c.NOT_ARMED}
    assert codes[max(codes)] in (c.ORDERED, c.ENDED)


def test_after_safing_no_breach_does_anything():
    rule = {**LINE, "keep": "outside", "start": "210 s", "end": "400 s"}
    system = FlightSafetySystem(table(rule, safing={"start": "200 s", "persistence": 5}))
    decisions = run(system, 195.0, 230.0)
    assert system.safe
    assert not system.commanded
    assert decisions[-1].code == c.MADE_SAFE
    assert decisions[-1].margins[0] < 0.0


def test_an_orbit_assured_makes_safe_and_has_no_impact_point():
    compiled = table(
        {**LINE, "end": "5000 s"}, areas=({**CORRIDOR, "points": [[-1.5, 0.1], [-1.5, 2.0], [-1.4, 1.0]]},),
        safing={"perigee_altitude": "100 km", "start": "560 s"},
    )  # fmt: skip
    system = FlightSafetySystem(compiled)
    radius, speed = 6378137.0 + 300e3, 7725.0
    for i in range(30):
        now = 600.0 + 0.1 * i
        angle = speed / radius * (now - 600.0)
        # a circular orbit over the poles, given relative to the turning Earth
        p = radius * np.array([math.cos(angle), 0.0, math.sin(angle)])
        v = speed * np.array([-math.sin(angle), 0.0, math.cos(angle)]) - np.cross([0, 0, 7.292115e-5], p)
        for k in range(3):
            system.take(k, now, (*p, *v), True, now)
        decision = system.cycle(now)
    assert decision.code == c.MADE_SAFE
    assert math.isnan(decision.impact[0])
    assert not system.commanded


def test_a_gate_lets_a_healthy_flight_out_and_no_other():
    """The nominal impact point leaves a box through its north side, where the gate is."""
    box = {
        "name": "corridor",
        "points": [["45 deg", "110 deg"], ["45 deg", "140 deg"], ["60 deg", "140 deg"], ["60 deg", "110 deg"]],
    }
    gate = {
        "name": "gate",
        "points": [["59 deg", "110 deg"], ["59 deg", "140 deg"], ["66 deg", "140 deg"], ["66 deg", "110 deg"]],
    }
    rule = {**LINE, "end": "500 s"}
    shut = FlightSafetySystem(table(rule, areas=(box, gate)))
    run(shut, 0.0, 400.0, step=0.2)
    assert shut.commanded
    open_ = FlightSafetySystem(table({**rule, "gate": "gate"}, areas=(box, gate)))
    run(open_, 0.0, 400.0, step=0.2)
    assert not open_.commanded
    spinning = {"name": "rate", "kind": "body-rate", "rate": "5 deg/s", "action": "destruct", "persistence": 10_000}
    sick = FlightSafetySystem(table({**rule, "gate": "gate"}, spinning, areas=(box, gate)))
    run(sick, 0.0, 400.0, step=0.2, body_rate=lambda t: 0.5)
    assert sick.commanded


@pytest.mark.parametrize(
    ("rule", "channel", "good", "bad"),
    [
        ({"kind": "attitude-error", "limit": "10 deg"}, "attitude_error", 0.1, 0.3),
        ({"kind": "body-rate", "rate": "10 deg/s"}, "body_rate", 0.1, 0.3),
        ({"kind": "thrust-loss", "thrust": 0.8}, "thrust", 1.0, 0.5),
    ],
)
def test_channels_act_after_their_persistence(rule, channel, good, bad):
    system = FlightSafetySystem(table({"name": "r", "action": "engine-shutdown", "persistence": 5, **rule}))
    decisions = run(system, 50.0, 56.0, **{channel: lambda t: bad if t > 53.05 else good})
    first = next(d.time for d in decisions if d.code == c.ORDERED)
    assert first == pytest.approx(53.5, abs=0.01)
    short = FlightSafetySystem(table({"name": "r", "action": "engine-shutdown", "persistence": 5, **rule}))
    run(short, 50.0, 56.0, **{channel: lambda t: bad if 53.05 < t < 53.45 else good})
    assert not short.commanded


def test_a_channel_that_falls_silent_in_a_breach_neither_counts_nor_clears():
    rule = {"name": "r", "kind": "body-rate", "rate": "10 deg/s", "action": "engine-shutdown", "persistence": 5}
    system = FlightSafetySystem(table(rule))
    decisions = run(
        system, 50.0, 60.0, body_rate=lambda t: 0.1 if t < 51.05 else 0.3 if t < 51.35 or t > 55.05 else math.nan
    )
    first = next(d.time for d in decisions if d.code == c.ORDERED)
    assert first == pytest.approx(55.2, abs=0.01)  # three cycles before the silence, two after it


def test_a_warning_ends_nothing():
    system = FlightSafetySystem(table({"name": "far", "kind": "useful-mission", "distance": "500 m", "action": "warn"}))
    decisions = run(system, 50.0, 60.0, lambda t, k, s: s + np.array([1000.0, 0, 0, 0, 0, 0]))
    assert {d.code for d in decisions[1:]} == {c.WARNING}
    assert decisions[-1].margins[0] == pytest.approx(-1.0, abs=0.05)


def test_straight_up():
    rule = {"name": "up", "kind": "straight-up", "time": "20 s", "distance": "50 m", "action": "engine-shutdown"}
    flying = FlightSafetySystem(table(rule))
    run(flying, 0.0, 40.0)
    assert not flying.commanded
    compiled = table(rule)
    standing = FlightSafetySystem(compiled)
    up = nominal(compiled, 0.0)
    axis = up[:3] / np.linalg.norm(up[:3])
    for i in range(300):
        now = 0.1 * i
        state = np.concatenate([up[:3] + axis * 2.0 * now**2, axis * 4.0 * now])
        for k in range(3):
            standing.take(k, now, tuple(state), True, now)
        decision = standing.cycle(now)
        if decision.code == c.ORDERED:
            break
    assert now == pytest.approx(20.0, abs=0.11)


def test_altitude_limits_follow_their_table():
    low = {
        "name": "band",
        "kind": "altitude-limit",
        "altitude": [[60, -500, 1e6], [100, 20e3, 1e6]],
        "action": "engine-shutdown",
    }
    fine = FlightSafetySystem(table(low))
    run(fine, 0.0, 90.0, step=0.2)
    assert not fine.commanded
    sunk = FlightSafetySystem(table(low))
    decisions = run(sunk, 60.0, 100.0, lambda t, k, s: s * np.array([1 - 2e-3] * 3 + [1] * 3), step=0.2)
    assert sunk.commanded
    assert any(d.code == c.ENDED for d in decisions)


@pytest.mark.parametrize(
    "points",
    [
        [(90, 0), (90, 10), (60, 0), (60, 20)],  # one place, the pole
        [(60, 180), (60, -180), (50, 170)],  # one place, at the date line
        [(60, 0), (60, 1e-6), (50, 10)],  # 5 cm apart
        [(60, 0), (50, 0), (40, 0)],  # one meridian
        [(0, 0), (10, 10), (0, 10), (10, 0)],  # a bow tie
        [(60, 0), (50, 10), (60, 0), (50, -10)],  # through one corner twice
    ],
)
def test_corners_that_enclose_no_area_are_refused(points):
    area = {"name": "corridor", "points": [[f"{a} deg", f"{b} deg"] for a, b in points]}
    with pytest.raises(InputError, match="corners in turn around one area"):
        table(LINE, areas=(area,))


@pytest.mark.parametrize(("start", "end"), [("120 s", "100 s"), (None, "0 s"), ("third stage cutoff", "core cutoff")])
def test_a_window_that_is_never_open_is_refused(start, end):
    rule = {**LOSS, "end": end, **({} if start is None else {"start": start})}
    with pytest.raises(InputError, match=r"rule\.loss\.end.*a moment after its start"):
        table(rule)


def test_units_that_run_the_rules_stand_in_the_table():
    assert table(LOSS).units == (1, 1)
    assert table(LOSS, units={"count": 3, "needed": 2}).units == (3, 2)


def test_decisions_repeat_to_the_bit():
    first = run(FlightSafetySystem(table(LINE, LOSS)), 100.0, 130.0)
    second = run(FlightSafetySystem(table(LINE, LOSS)), 100.0, 130.0)
    assert repr(first) == repr(second)


def test_the_impact_point_it_tells_is_that_of_the_agreed_state_and_none_without_one():
    rules = table(LINE, LOSS)
    system = FlightSafetySystem(rules)
    silent = run(system, 100.0, 130.0, lambda t, k, s: None if 110.0 <= t < 114.0 else s)
    for decision in silent:
        known = decision.agreed > 0
        here = compiled(where_it_would_land)(decision.state, 0.0, rules.air)[:2]
        assert repr(decision.impact) == repr(here if known else (math.nan, math.nan))  # every bit
    assert 20 < sum(d.agreed == 0 for d in silent) < 60
