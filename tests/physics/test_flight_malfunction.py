"""Malfunction turns against closed forms where there is no air and no weight, and what they must keep anywhere."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import fresnel

import luncur
from luncur.compiler import compiled
from luncur.debris.breakup import broadside
from luncur.flight import AscentPlan, Releases, fly_batch, plan
from luncur.flight.malfunction import BROKE_UP, BURNED_OUT, ENDINGS, TERMINATED, Turns, fly_on, turns
from luncur.flight.malfunction_flight_kernel import fly_wrong
from luncur.flight.malfunction_kernel import HELD, TURNING
from luncur.flight.malfunction_step_kernel import WRONG, WRONG_COLUMNS
from luncur.mission.model import Breakup, FailureMode, Termination

FAR = 8e8  # from the Earth's centre, where its pull is half a millimetre per second squared [m]
NO_LIMIT = (math.inf, math.inf, math.inf, math.inf)
NO_RULE = (math.pi, math.inf, math.inf)
KINDS = ("random-attitude", "slow-turn", "tumble", "stuck-attitude", "thrust-loss")


def drift(
    how: tuple[float, ...], burn: float, dry: float, load: float, exhaust: float
) -> tuple[np.ndarray, np.ndarray]:
    """Velocity and displacement, Earth's pull taken off, of a lone engine far from everything; thrust first along y."""
    flow = load / burn
    bodies = np.array([[1.0, dry, load, 0.0, flow * exhaust, flow, 0.0, 1.0]])
    aero, table = np.array([[0.0, 1.0]]), np.zeros((1, 2, 400))
    arrays = (
        np.zeros(3), bodies, np.zeros((1, 1, 2)), np.zeros(1, dtype=np.int64), None, None, None, None, aero, table, None, None,
        None, np.array([math.inf]), np.array([0.25]),
    )  # fmt: skip
    blank = np.zeros((1, 5))
    arrays = tuple(blank if a is None else a for a in arrays)
    state = np.array([[load], [1.0], [1.0], [0.0], [0.0]])
    air = (np.zeros((2, 16)), np.zeros((1, 4)), 0.0, np.zeros((1, 4)))
    code, t, s, *_ = compiled(fly_wrong)(
        arrays, np.ones((1, 4)), (1.0, 0.0, 0.0), air, 0.0, (FAR, 0.0, 0.0, 0.0, 0.0, 0.0), 1, state, how,
        (0.0, 1.0, 0.0), (1.0, 0.0, 0.0), np.zeros(1), NO_LIMIT, NO_RULE, np.zeros(0), np.zeros((0, WRONG_COLUMNS)),
        np.zeros(WRONG),
    )  # fmt: skip
    assert code == BURNED_OUT
    assert t == pytest.approx(burn, abs=1e-4)
    pull = 3.986004418e14 / FAR**2
    return np.array([s[3] + pull * t, s[4], s[5]]), np.array([s[0] - FAR + 0.5 * pull * t**2, s[1], s[2]])


def test_a_held_attitude_gives_the_rocket_equation() -> None:
    burn, dry, load, exhaust = 100.0, 1000.0, 3000.0, 3000.0
    velocity, moved = drift((HELD, 0.0, 0.0, 1.0, 0.0), burn, dry, load, exhaust)
    ratio = (dry + load) / dry
    assert velocity[1] == pytest.approx(exhaust * math.log(ratio), rel=1e-6)
    # displacement of a rocket at constant flow: c tb (1 - ln(R)/(R - 1))
    assert moved[1] == pytest.approx(exhaust * burn * (1 - math.log(ratio) / (ratio - 1)), rel=1e-5)
    assert abs(velocity[0]) < 1e-2
    assert abs(velocity[2]) < 1e-9


def test_an_even_turn_gives_fresnel_integrals() -> None:
    # so much exhaust speed that the mass hardly changes: the acceleration is constant
    burn, turn = 20.0, math.radians(3.0)
    velocity, _ = drift((TURNING, 0.0, turn, 1.0, 1e9), burn, 1e6, 10.0, 2e8)
    acceleration = 10.0 / burn * 2e8 / 1e6
    scale = math.sqrt(math.pi / turn)
    sine, cosine = fresnel(burn / scale)
    assert velocity[1] == pytest.approx(acceleration * scale * cosine, rel=2e-3)
    assert velocity[2] == pytest.approx(acceleration * scale * sine, rel=2e-3)


def test_a_turn_at_a_capped_rate_with_changing_mass_gives_the_integral() -> None:
    burn, turn, cap = 30.0, math.radians(4.0), math.radians(20.0)
    velocity, _ = drift((TURNING, 0.0, turn, 1.0, cap), burn, 1000.0, 600.0, 3000.0)

    def angle(t: float) -> float:
        early = min(t, cap / turn)
        return 0.5 * turn * early**2 + cap * (t - early)

    def push(t: float) -> float:
        return 20.0 * 3000.0 / (1600.0 - 20.0 * t)

    assert velocity[1] == pytest.approx(
        quad(lambda t: push(t) * math.cos(angle(t)), 0, burn, limit=400, points=[5.0])[0], abs=0.3
    )
    assert velocity[2] == pytest.approx(
        quad(lambda t: push(t) * math.sin(angle(t)), 0, burn, limit=400, points=[5.0])[0], abs=0.3
    )


def test_work_of_a_constant_force_is_what_the_energy_gains() -> None:
    velocity, moved = drift((HELD, 0.7, 0.0, 1.0, 0.0), 50.0, 1e6, 10.0, 2e8)
    force = 10.0 / 50.0 * 2e8 / 1e6 * np.array([0.0, math.cos(0.7), math.sin(0.7)])
    assert 0.5 * velocity @ velocity == pytest.approx(force @ moved, rel=1e-5)


@pytest.fixture(scope="module")
def ascent() -> AscentPlan:
    return plan(luncur.load("soyuz-vostochny-sso"))


def failed(ascent: AscentPlan, n: int, last: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, Releases]:
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((n, len(ascent.dispersions)))
    tables, factor = ascent.weather.tables(rng.standard_normal((n, ascent.weather.normals)))
    return z, tables, factor, fly_batch(ascent, z, tables, factor, rng.uniform(0.0, last, n))


def test_ten_thousand_turns_end_in_a_known_way_and_lose_no_mass(ascent: AscentPlan) -> None:
    seen: set[int] = set()
    rule = Termination(attitude_error=math.radians(10), delay=1.0, action="engine-shutdown")
    ruled = ascent.mission.model_copy(update={"termination": rule})
    for part in range(10):
        n = 1000
        z, tables, factor, start = failed(ascent, n, 1100.0, part)
        mode = FailureMode(name="x", kind=KINDS[part % 5], share=1.0, thrust_left=0.6 if part % 5 == 4 else None)
        u = np.random.default_rng(100 + part).uniform(size=(n, 2))
        wrong = turns(ruled, [mode] * n, u, np.full(n, part < 5))
        end, how = fly_on(ascent, z, tables, factor, start, np.arange(n), wrong, broadside(ascent.mission))
        assert set(how.tolist()) <= set(ENDINGS)
        assert how.max() < 20, "none may fail to compute"
        seen |= set(how.tolist())
        assert np.all(np.isfinite(end.position))
        assert np.all(np.isfinite(end.velocity))
        assert np.all(end.time >= start.time)
        burned = (start.propellant - end.propellant) * start.attached
        assert np.all(burned >= 0)
        assert np.all(end.propellant >= -1e-9)
        lit = start.burning == 1
        assert np.all(burned[~lit] == 0.0)
        # what is gone is what the engines can have burned in that time
        flow = np.asarray(ascent.arrays[1])[:, 5] * 1.06
        assert np.all(burned <= flow * (end.time - start.time)[:, None] + 1e-6)
    assert {BURNED_OUT, BROKE_UP, TERMINATED} <= seen


def test_the_rule_ends_a_flight_its_delay_after_the_breach(ascent: AscentPlan) -> None:
    limitless = ascent.mission.vehicle.model_copy(update={"breakup": Breakup()})
    rule = Termination(attitude_error=math.radians(10), delay=1.5, action="destruct")
    ruled = replace(ascent, mission=ascent.mission.model_copy(update={"vehicle": limitless, "termination": rule}))
    z, tables, factor, start = failed(ruled, 8, 100.0, 3)
    turn = math.radians(5.0)
    wrong = Turns(
        np.tile([float(TURNING), 0.0, turn, 1.0, 1.0], (8, 1)),
        np.zeros(8),
        np.tile([rule.attitude_error, 1.5, math.inf], (8, 1)),
    )
    end, how = fly_on(ruled, z, tables, factor, start, np.arange(8), wrong, broadside(ruled.mission))
    assert np.all(how == TERMINATED)
    breach = math.sqrt(2 * rule.attitude_error / turn)
    # the attitude is looked at once a step: at most half a second after the breach
    late = end.time - start.time - breach - 1.5
    assert np.all((late >= -1e-6) & (late <= 0.5))


def test_stronger_structures_break_later(ascent: AscentPlan) -> None:
    z, tables, factor, start = failed(ascent, 64, 90.0, 5)
    mode = FailureMode(name="x", kind="tumble", share=1.0)
    u = np.random.default_rng(6).uniform(size=(64, 2))
    times = []
    for limit in (1000.0, 5000.0, 20000.0):
        vehicle = ascent.mission.vehicle.model_copy(update={"breakup": Breakup(q_alpha=limit)})
        strong = replace(ascent, mission=ascent.mission.model_copy(update={"vehicle": vehicle}))
        wrong = turns(strong.mission, [mode] * 64, u, np.zeros(64, dtype=bool))
        end, _ = fly_on(strong, z, tables, factor, start, np.arange(64), wrong, broadside(strong.mission))
        times.append(end.time)
    assert np.all(times[0] <= times[1])
    assert np.all(times[1] <= times[2])
    assert np.mean(times[2] - times[0]) > 0.1


def test_a_random_attitude_is_uniform_on_the_sphere(ascent: AscentPlan) -> None:
    mode = FailureMode(name="x", kind="random-attitude", share=1.0)
    u = np.random.default_rng(7).uniform(size=(20000, 2))
    wrong = turns(ascent.mission, [mode] * 20000, u, np.zeros(20000, dtype=bool))
    cosine = np.cos(wrong.how[:, 1])
    assert abs(cosine.mean()) < 4 / math.sqrt(3 * 20000)
    assert cosine.var() == pytest.approx(1 / 3, rel=0.03)


def test_an_attitude_error_beside_rules_ends_nothing(ascent: AscentPlan) -> None:
    own = ascent.mission.termination
    assert own is not None
    assert own.rules
    mode = FailureMode(name="x", kind="tumble", share=1.0)
    for rules, least in ((own.rules, math.pi), ((), 0.1)):
        system = own.model_copy(update={"attitude_error": 0.1, "delay": 1.0, "rules": rules})
        mission = ascent.mission.model_copy(update={"termination": system})
        assert turns(mission, [mode], np.full((1, 2), 0.5), np.ones(1, dtype=bool)).rule[0, 0] == least
