"""The parts of a proposal, each against what it must be by itself."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proposal_cases import fresh, proposal

from luncur.errors import PhysicsError
from luncur.flight.batch import fly_batch
from luncur.trial.proposal.choices import Choices
from luncur.trial.proposal.debris import harmful, weighted_quantile
from luncur.trial.proposal.flights import impact_of
from luncur.trial.proposal.gates import groups
from luncur.trial.proposal.held import Held, HeldFlights
from luncur.trial.proposal.lines import Widths, check_ring, widths
from luncur.trial.proposal.people import Places
from luncur.trial.proposal.persistence import MOST, persistence, tolerances
from luncur.trial.proposal.spread import Across
from luncur.trial.proposal.trace import trace_of
from luncur.trial.proposal.travel import reaction_time, white_noise


@settings(max_examples=60, deadline=None)
@given(st.floats(-40.0, 8000.0), st.floats(-150.0, 150.0))
def test_a_place_by_the_trace_projects_back_to_where_it_was_put(along, left):
    trace = proposal().flown.trace
    if along < 20.0:
        left *= 0.02  # near the pad the trace bends
    s, c = trace.project(*trace.place(np.array([along * 1e3]), np.array([left * 1e3])))
    assert abs(float(c[0]) - left * 1e3) < 30.0 + 1e-3 * abs(left) * 1e3
    assert abs(float(s[0]) - along * 1e3) < 200.0 + 0.02 * abs(left) * 1e3


def test_left_is_left():
    trace = trace_of(np.zeros(3), np.radians([0.0, 1.0, 2.0]))  # due east along the equator
    s, c = trace.project(np.radians([1.0]), np.radians([1.5]))
    assert float(c[0]) == pytest.approx(math.radians(1.0) * 6371e3, rel=1e-3)
    assert float(s[0]) == pytest.approx(math.radians(1.5) * 6371e3, rel=1e-3)


def test_an_impact_point_that_stays_at_the_pad_is_no_trace():
    with pytest.raises(PhysicsError, match="within 5 km of the pad"):
        trace_of(np.radians([50.0, 50.001]), np.radians([10.0, 10.001]))


@pytest.mark.parametrize("failed", [40.0, 100.0, 200.0, 350.0, 500.0])
def test_the_impact_point_moves_no_faster_than_its_sensitivity_to_the_thrust_says(failed):
    """Flights held for half a second in every direction; drag and gravitation's change are the rest."""
    p = proposal()
    ascent = p.flown.ascent
    still = np.zeros((1, ascent.weather.normals))
    z = np.zeros((1, len(ascent.dispersions)))
    stopped = fly_batch(ascent, z, *ascent.weather.tables(still), np.array([failed]))
    directions = 200
    rng = np.random.default_rng(2)
    held = Held(
        np.zeros(directions, dtype=np.int64),
        np.arccos(rng.uniform(-0.99, 0.99, directions)),
        rng.uniform(0, 6.28, directions),
    )
    a, b = (
        p.flown.trace.project(*impact_of(HeldFlights(ascent).states(stopped, z, held, np.full(directions, t))))
        for t in (0.5, 1.0)
    )
    sideways = np.abs(b[1] - a[1]).max() / 0.5
    rate = float(np.interp(failed, p.flown.times, p.flown.sensitive.rate()[:, 0]))
    assert 0.85 * rate < sideways < 1.06 * rate


def test_what_the_sources_are_off_by_moves_the_impact_point_as_told():
    p = proposal()
    k = int(np.argmin(np.abs(p.flown.times - 300.0)))
    rng = np.random.default_rng(3)
    spoilt = p.flown.nominal[k] + rng.standard_normal((4000, 6)) * np.array([50.0] * 3 + [0.5] * 3)
    s, c = p.flown.trace.project(*impact_of(spoilt))
    told = p.flown.sensitive.noise(50.0, 0.5)[k]
    assert np.std(c) == pytest.approx(told[0], rel=0.05)
    assert np.std(s) == pytest.approx(told[1], rel=0.05)


@settings(max_examples=40, deadline=None)
@given(st.floats(0.1, 6.0), st.floats(0.0, 0.5), st.integers(1, 5))
def test_more_noise_never_asks_for_fewer_cycles(noise, bias, least):
    system = proposal().system
    time = np.linspace(0.0, 300.0, 301)
    ones = np.ones(301)
    quiet, loud = (
        persistence(system, 5.0 * ones, k * ones, bias * ones, time, ones, 1e-6, least) for k in (noise, 1.5 * noise)
    )
    assert least <= quiet.cycles <= loud.cycles
    assert quiet.false_alarm <= 1e-6 or quiet.cycles >= MOST
    assert quiet.travel == pytest.approx((quiet.cycles - 1) * system.period)


def test_the_false_alarms_of_a_simulated_flight_are_as_many_as_told():
    """Independent noise, margin of 1.5 standard deviations, two cycles in a row."""
    system = proposal().system
    time = np.linspace(0.0, 10.0, 101)
    ones = np.ones(101)
    told = persistence(system, 1.5 * ones, ones, 0.0 * ones, time, ones, 0.5, 2)
    passed = np.random.default_rng(1).standard_normal((20_000, 101)) > 1.5
    ended = (passed[:, 1:] & passed[:, :-1]).any(axis=1).mean()
    assert told.cycles == 2
    # every pair counts, so the sum is above the chance that there is one
    assert ended < told.false_alarm < 1.5 * ended


def test_reaction_is_age_persistence_and_delay():
    system = proposal().system
    assert reaction_time(system, 3) == pytest.approx(0.1 + 0.1 + 3 * 0.1 + 1.0)
    position, velocity = white_noise(system.sources[0])
    assert velocity == pytest.approx(0.1 * math.sqrt(5.0))
    assert position == pytest.approx(math.hypot(10.0, 0.2 * velocity))


def test_healthy_sources_differ_by_less_than_the_tolerances():
    p = proposal()
    voting = tolerances(p.system, 560.0, 6.0)
    rng = np.random.default_rng(4)
    differences = []
    for s in p.system.sources:
        white = rng.standard_normal((20_000, 3)) * white_noise(s)[0]
        differences.append(white + 560.0 * s.position_drift * rng.standard_normal((20_000, 3)))
    apart = np.linalg.norm(differences[0] - differences[2], axis=1)
    assert apart.max() < voting.position_tolerance


def _places(left: float, people: float = 500.0, along: float = 100e3) -> Places:
    one = np.ones(1)
    return Places(0 * one, 0 * one, people * one, along * one, left * one, 5e3 * one)


def _widths(places: Places) -> tuple[Widths, np.ndarray]:
    station = np.arange(0.0, 300e3, 2e3)
    edge = np.full((len(station), 2), 10e3)
    normal = Across(station, edge, 2e3 * np.ones(len(station)), np.zeros(len(station)))
    return widths(normal, edge + 1e3, np.full(len(station), 30e3), np.full(len(station), 0.5), places), station


def test_a_line_ends_short_of_people_by_the_reserve():
    drawn, station = _widths(_places(55e3))
    here = int(np.argmin(np.abs(station - 100e3)))
    assert drawn.width[here, 0] == pytest.approx(55e3 - 30e3 - 5e3)
    away = np.hypot(station - 100e3, drawn.width[:, 0] - 55e3)
    assert away.min() >= 35e3 - 1.0
    assert (drawn.width[:, 1] == 40e3).all()  # nobody lives to the right
    assert np.abs(np.diff(drawn.width[:, 0]) / np.diff(station)).max() <= 0.5 + 1e-9


def test_a_line_does_not_enter_what_normal_flights_need_and_those_they_pass_over_do_not_move_it():
    near, station = _widths(_places(20e3))
    here = int(np.argmin(np.abs(station - 100e3)))
    assert near.width[here, 0] == 11e3
    over, _ = _widths(_places(3e3))
    assert (over.width == over.wanted).all()


def test_people_under_normal_flights_are_grouped_by_what_a_gate_needs_between_them():
    station = np.arange(0.0, 900e3, 2e3)
    edge = np.full((len(station), 2), 10e3)
    normal = Across(station, edge, 2e3 * np.ones(len(station)), np.zeros(len(station)))
    along, left = np.array([200e3, 230e3, 500e3, 500e3]), np.array([0.0, 5e3, 0.0, 80e3])
    ones = np.ones(4)
    found = groups(normal, Places(0 * ones, 0 * ones, 100 * ones, along, left, 5e3 * ones), np.full(len(station), 60e3))
    assert [(round(a), round(b), n) for a, b, n in found] == [(195000, 235000, 200.0), (495000, 505000, 100.0)]


def test_a_border_that_crosses_itself_or_goes_too_far_is_refused():
    with pytest.raises(PhysicsError, match="cross each other"):
        check_ring(np.radians([(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)]))
    with pytest.raises(PhysicsError, match="80 deg"):
        check_ring(np.radians([(0.0, 0.0), (0.0, 90.0), (1.0, 180.0), (1.0, 0.0)]))


def test_the_spread_of_pieces_holds_the_share_that_it_says():
    values, weight = np.array([3.0, 1.0, 2.0]), np.array([1.0, 98.0, 1.0])
    assert weighted_quantile(values, weight, 0.98) == 1.0
    assert weighted_quantile(values, weight, 0.99) == 2.0
    assert weighted_quantile(values, weight, 1.0) == 3.0
    p = proposal()
    assert (p.spread.pieces > 1000).all()
    assert p.spread.aside[0] < 1e3 < p.spread.aside[-1]


def test_pieces_that_cannot_hurt_are_left_out():
    from luncur.debris.breakup import explode

    p = proposal()
    ascent = p.flown.ascent
    at = fly_batch(ascent, fresh(p, 1).z, *ascent.weather.tables(fresh(p, 1).weather), np.array([100.0]))
    made = explode(ascent.mission, np.arange(1), at.dry_mass, at.attached, at.propellant, at.time, at.event_time)
    kept = harmful(made, 15.0)
    energy = 0.5 * kept.mass * 2 * 9.80665 / (1.225 * kept.inverse_beta)
    assert (energy >= 14.9).all()
    assert len(harmful(made, 1e12).mass) == 0


def test_lines_leave_more_room_when_the_system_is_slower():
    """A longer delay takes the line farther from people, or farther out where there are none."""
    from luncur.mission import load
    from luncur.trial.proposal.propose import propose

    few = Choices(flights=120, every=60.0)
    mission = load("soyuz-vostochny-sso")
    system = mission.termination
    rules = tuple(rule.model_copy(update={"delay": 4.0}) for rule in system.rules)  # 1 s is the longest as built in
    slow = mission.model_copy(update={"termination": system.model_copy(update={"rules": rules})})
    quick, late = propose(mission, choices=few), propose(slow, choices=few)
    assert late.lines.reaction == pytest.approx(quick.lines.reaction + 3.0)
    assert (late.lines.widths.reserve[10] > quick.lines.widths.reserve[10]).all()
    assert late.overflown.people[1] > quick.overflown.people[1]
