"""A proposed flight-safety system: it reads as a mission, leaves normal flights alone, and ends those that cross."""

from __future__ import annotations

import tomllib

import numpy as np
import pytest
from proposal_cases import commanded_at, fresh, proposal

from luncur.debris.breakup import broadside
from luncur.errors import InputError, PhysicsError
from luncur.flight import plan
from luncur.flight.batch import fly_batch
from luncur.flight.malfunction import fly_on, turns
from luncur.mission import load
from luncur.mission.load import builtin_tree, mission_from_tree
from luncur.termination import rule_table
from luncur.trial.proposal.border import Border
from luncur.trial.proposal.choices import Choices
from luncur.trial.proposal.flights import impact_of, normal_states
from luncur.trial.proposal.held import Held, HeldFlights
from luncur.trial.proposal.propose import propose
from luncur.trial.proposal.spread import normal_flights
from luncur.trial.proposal.travel import action_delay
from luncur.trial.proposal.write import proposal_toml


def border() -> Border:
    p = proposal()
    return Border(p.table, [a.name for a in p.system.areas].index("impact limit line"))


def test_the_fragment_takes_the_place_of_the_mission_s_own_tables():
    p = proposal()
    tree = builtin_tree("missions", "soyuz-vostochny-sso")
    tree["termination"] = tomllib.loads(proposal_toml(p))["termination"]
    mission = mission_from_tree(tree, "edited.toml", None)
    table = rule_table(plan(mission), p.flown.trajectory)
    assert table.rule_names == p.table.rule_names
    assert np.allclose(table.rules, p.table.rules, rtol=1e-9, equal_nan=True)
    assert np.allclose(table.edges, p.table.edges, atol=1e-12)
    assert np.array_equal(table.table, p.table.table)
    assert max(len(a.points) for a in mission.termination.areas) <= 200
    kinds = {r.kind for r in mission.termination.rules}
    assert kinds >= {"impact-limit", "data-loss", "straight-up", "useful-mission"}


def test_fresh_normal_flights_stay_within_every_limit():
    p = proposal()
    launches = fresh(p, 1000)
    f = normal_flights(p.flown.ascent, launches, p.flown.nominal, p.flown.times, p.flown.trace)
    assert border().margin(*p.flown.trace.place(f.along, f.left)).min() > 1000.0
    assert (f.largest[:, 0] < p.useful[0]).mean() >= 0.997
    assert (f.largest[:, 1] < p.useful[1]).mean() >= 0.997
    up = p.straight_up
    assert f.pad[p.flown.times >= up.time].min() > 1.5 * up.distance


def test_noisy_normal_flights_run_through_the_system_unharmed():
    """Every rule but the warning, cycle by cycle, gates and the windows' edges included."""
    p = proposal()
    times = np.arange(0.0, p.end[0] + 1.0, p.system.period)
    states = normal_states(p.flown.ascent, fresh(p, 5), times)
    assert len(p.lines.gates) > 0
    for k, state in enumerate(states):
        assert commanded_at(p, times, state, np.random.default_rng(k)) == (np.inf, "")


@pytest.mark.parametrize("failed", [60.0, 110.0, 150.0, 260.0, 400.0, 480.0])
def test_a_flight_that_crosses_is_ended_before_its_pieces_leave_the_reserve(failed):
    p = proposal()
    period = p.system.period
    until = np.arange(0.0, failed, period)
    z, weather = np.zeros((1, len(p.flown.ascent.dispersions))), np.zeros((1, p.flown.ascent.weather.normals))
    stopped = fly_batch(p.flown.ascent, z, *p.flown.ascent.weather.tables(weather), np.array([failed]))
    after = np.arange(period, 40.0, period)
    n = len(after)
    worst = int(np.argmin(np.abs(p.loss.time - failed)))
    held = Held(np.zeros(n, dtype=np.int64), np.full(n, p.loss.angle[worst]), np.full(n, p.loss.around[worst]))
    wrong = HeldFlights(p.flown.ascent).states(stopped, z, held, after)
    margin = border().margin(*impact_of(wrong))
    assert (margin < 0).any()  # it would cross
    crossed = failed + after[int(np.argmax(margin < 0))]
    normal = np.stack([np.interp(until, p.table.nominal[:, 0], p.table.nominal[:, 1 + c]) for c in range(6)], axis=1)
    when, rule = commanded_at(p, np.concatenate([until, failed + after]), np.concatenate([normal, wrong]))
    assert rule in {"impact limit line", *(r.name for r in p.system.rules if r.gate)}
    assert when <= crossed + p.lines.reaction - action_delay(p.system) + period
    # until the action is done the impact point goes no farther than the travel that was left for it
    done = when + action_delay(p.system)
    beyond = -float(np.interp(done, failed + after, margin))
    assert beyond <= float(np.interp(failed, p.flown.times, p.lines.taken)) * p.lines.reaction


def test_no_sampled_malfunction_reaches_the_line_within_the_time_without_data():
    """Turns, tumbles, random and stuck attitudes and losses of thrust of fresh flights in their own weather."""
    p = proposal()
    n, ascent = 3000, p.flown.ascent
    launches = fresh(p, n)
    rng = np.random.default_rng(8)
    when = rng.uniform(0.0, p.end[0] - 0.5, n)
    tables, factor = ascent.weather.tables(launches.weather)
    failed = fly_batch(ascent, launches.z, tables, factor, when)
    kinds = ("slow-turn", "tumble", "random-attitude", "stuck-attitude", "thrust-loss")
    modes = [m for m in p.mission.failure.modes if m.kind in kinds]
    chosen = [modes[i] for i in rng.integers(0, len(modes), n)]
    turn = turns(p.mission, chosen, rng.uniform(size=(n, 2)), np.zeros(n, dtype=bool))
    allowed = np.interp(when, *np.array(p.loss.table).T)
    turn.rule[:, 2] = failed.time + allowed  # stopped when that time is over
    ended, _ = fly_on(ascent, launches.z, tables, factor, failed, np.arange(n), turn, broadside(ascent.mission))
    state = np.concatenate([ended.position, ended.velocity], axis=1)
    flown = ended.time - when
    in_time = (flown <= allowed + 0.02) & (ended.time <= p.end[0])
    assert in_time.sum() > 2000
    assert border().margin(*impact_of(state[in_time])).min() > 0.0
    # and with three times as long some do
    turn.rule[:, 2] = failed.time + 3.0 * allowed
    ended, _ = fly_on(ascent, launches.z, tables, factor, failed, np.arange(n), turn, broadside(ascent.mission))
    state = np.concatenate([ended.position, ended.velocity], axis=1)
    assert (border().margin(*impact_of(state[ended.time <= p.end[0]])) < 0).any()


def test_lines_keep_pieces_from_people_or_are_as_near_as_they_may_be():
    p = proposal()
    w = p.lines.widths
    for cells in (p.overflown.within_reach,):
        side = np.where(cells.left >= 0, 0, 1)
        for s, c, k in zip(cells.along, np.abs(cells.left), side, strict=True):
            here = np.abs(w.station - s) <= np.interp(s, w.station, w.reserve)
            tight = (w.width[here, k] <= w.closest[here, k] + 1.0).any()
            beside = s < 0 or s > w.station[-1]
            edge = float(np.interp(s, w.station, p.lines.normal.edge[:, k]))
            assert tight or beside or c <= edge, (s, c, k)
    assert (w.width >= w.closest - 1e-6).all()
    assert (w.width <= w.wanted + 1e-6).all()


def test_straight_up_is_ended_while_its_pieces_stay_near_the_pad():
    p = proposal()
    up = p.straight_up
    assert (up.origin, up.clearance) == ("closed", 8000.0)
    assert not up.late
    assert np.interp(up.time + p.lines.reaction, up.at, up.pieces) <= up.clearance
    assert np.interp(up.time, up.at, up.risen) < up.distance


def test_the_same_seed_gives_the_same_proposal_and_another_a_different_one():
    mission, few = load("soyuz-vostochny-sso"), Choices(flights=120, every=40.0)
    first, again, other = (proposal_toml(propose(mission, seed, few)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_what_cannot_be_proposed_is_said():
    mission = load("soyuz-vostochny-sso")
    with pytest.raises(InputError, match="the name of an area of the mission"):
        propose(mission, line="nowhere")
    with pytest.raises(PhysicsError, match="solid propellant"):
        propose(load("sounding-rocket"), choices=Choices(flights=50))


def test_data_loss_against_the_mission_s_own_line_takes_the_spread_off():
    mission, few = load("soyuz-vostochny-sso"), Choices(flights=120, every=40.0)
    own = propose(mission, choices=few, line="corridor")
    assert own.own_line == "corridor"
    shortest = np.array([t for _, t in own.loss.table])
    assert (shortest >= 0.0).all()
    assert (shortest <= few.longest).all()
