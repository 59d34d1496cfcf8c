"""What a failed launch breaks into: masses add up, areas fit, whatever was left aboard."""

import math
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.debris.breakup import PROPELLANTS, STACK, class_names, explode, planned_pieces, stay_whole
from luncur.debris.drag_curves import CURVES
from luncur.debris.fragments import MAXWELL_97, fragment_classes
from luncur.errors import InputError, PhysicsError
from luncur.mission import load

MISSION = load("soyuz-vostochny-sso")
BODIES = MISSION.vehicle.bodies
COUNT = np.array([body.count for body in BODIES])


def changed(**debris: object):
    return MISSION.model_copy(update={"debris": MISSION.debris.model_copy(update=debris)})


def with_body(index: int, **fields: object):
    body = BODIES[index].model_copy(update=fields)
    bodies = (*BODIES[:index], body, *BODIES[index + 1 :])
    return MISSION.model_copy(update={"vehicle": MISSION.vehicle.model_copy(update={"bodies": bodies})})


launches = st.integers(1, 4).flatmap(
    lambda n: st.tuples(
        st.lists(st.floats(0.7, 1.4), min_size=n * len(BODIES), max_size=n * len(BODIES)),
        st.lists(st.floats(0.0, 1.0), min_size=n * len(BODIES), max_size=n * len(BODIES)),
        st.lists(st.booleans(), min_size=n * len(BODIES), max_size=n * len(BODIES)),
        st.sampled_from([0.25, 1.0, 3.7]),
    )
)


def arrays(scale: list[float], left: list[float], on: list[bool]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Dry mass and propellant per copy [n, bodies], attached; the payload always is."""
    dry = np.reshape(scale, (-1, len(BODIES))) * [b.dry_mass for b in BODIES]
    loaded = [b.tank.loaded if b.tank else 0.0 for b in BODIES]
    attached = np.reshape(on, (-1, len(BODIES))).astype(np.int64)
    attached[:, [b.kind == "payload" for b in BODIES]] = 1
    return dry, np.reshape(left, (-1, len(BODIES))) * loaded, attached


@settings(max_examples=60, deadline=None)
@given(launches)
def test_pieces_of_an_explosion_weigh_what_was_attached(case: tuple) -> None:
    dry, _, attached = arrays(*case[:3])
    rows = np.arange(len(dry))[::2]  # only every other launch explodes
    pieces = explode(changed(fragment_count=case[3]), rows, dry, attached)
    total = np.bincount(pieces.launch, weights=pieces.weight * pieces.mass, minlength=len(dry))
    expected = np.where(np.isin(np.arange(len(dry)), rows), (attached * COUNT * dry).sum(axis=1), 0.0)
    np.testing.assert_allclose(total, expected, rtol=1e-12)
    assert np.all(np.diff(pieces.launch) >= 0)
    reference = np.array([c.reference for c in CURVES])[pieces.drag_id]
    np.testing.assert_allclose(reference * pieces.area / pieces.mass, pieces.inverse_beta, rtol=1e-12)
    assert not pieces.propellant.any()


@settings(max_examples=60, deadline=None)
@given(launches)
def test_a_stack_that_stays_whole_keeps_its_propellant(case: tuple) -> None:
    dry, propellant, attached = arrays(*case[:3])
    rows = np.arange(len(dry))
    pieces = stay_whole(MISSION, rows, dry, propellant, attached)
    on = attached * COUNT
    np.testing.assert_array_equal(pieces.launch, rows)
    np.testing.assert_allclose(pieces.mass, (on * (dry + propellant)).sum(axis=1), rtol=1e-12)
    np.testing.assert_allclose(pieces.propellant.sum(axis=1), (on * propellant).sum(axis=1), rtol=1e-12, atol=1e-9)
    fregat = [b.name for b in BODIES].index("Fregat")
    hypergolic = pieces.propellant[:, PROPELLANTS.index("hypergolic")]
    np.testing.assert_allclose(hypergolic, on[:, fregat] * propellant[:, fregat], rtol=1e-12)
    assert np.all(pieces.weight == 1)
    assert np.all(pieces.inverse_beta > 0)
    assert {class_names(MISSION)[i] for i in pieces.class_id} == {STACK}


@pytest.mark.parametrize("body", BODIES, ids=lambda b: b.name)
def test_shares_of_a_list_sum_to_one(body) -> None:
    classes = fragment_classes(MISSION, body)
    assert sum(c.share for c in classes) == pytest.approx(1.0, abs=1e-12)
    for c in classes:
        assert c.count >= 1
        assert 1 < c.beta < 3000
        assert c.sigma <= 0.5


def test_more_pieces_are_lighter_pieces() -> None:
    few, many = (explode(changed(fragment_count=f), np.arange(1), *one_launch()) for f in (1.0, 3.0))
    np.testing.assert_allclose(many.weight, 3 * few.weight)
    np.testing.assert_allclose(many.mass, few.mass / 3)
    np.testing.assert_allclose(many.inverse_beta, few.inverse_beta)


def one_launch() -> tuple[np.ndarray, np.ndarray]:
    dry = np.array([[b.dry_mass for b in BODIES]])
    return dry, np.ones((1, len(BODIES)), dtype=np.int64)


def test_planned_drops_are_whole_bodies_from_their_own_release() -> None:
    drops = np.full((3, len(BODIES), 8), np.nan)
    core = [b.name for b in BODIES].index("core")
    drops[2, 0] = [119.0, 1.1e6, 2.2e6, 3.3e6, 11.0, 22.0, 33.0, 4871.0]
    drops[1, core] = [287.0, 4.1e6, 5.2e6, 6.3e6, 44.0, 55.0, 66.0, 8172.0]
    pieces, state, time = planned_pieces(MISSION, drops)
    assert list(pieces.launch) == [1, 2]
    assert list(pieces.body) == [core, 0]
    assert list(pieces.weight) == [1, 4]  # four strap-ons
    assert list(pieces.mass) == [8172.0, 4871.0]
    assert list(time) == [287.0, 119.0]
    np.testing.assert_array_equal(state, [drops[1, core, 1:7], drops[2, 0, 1:7]])
    assert pieces.inverse_beta == pytest.approx([1 / 200, 1 / 330])
    assert [class_names(MISSION)[i] for i in pieces.class_id] == ["core, whole", "strap-on, whole"]


def test_nothing_attached_breaks_into_nothing() -> None:
    dry, attached = one_launch()
    assert len(explode(MISSION, np.arange(1), dry, 0 * attached).mass) == 0
    pieces, state, time = planned_pieces(MISSION, np.full((2, len(BODIES), 8), np.nan))
    assert (len(pieces.mass), state.shape, time.shape) == (0, (0, 6), (0,))


def test_imparted_speed_is_maxwellian() -> None:
    """97 % of a Maxwell distribution lie below 2.991202 a; for 100 m/s a = 33.4314, mean 53.349, rms 57.905 m/s."""
    a = 100 / MAXWELL_97
    assert a == pytest.approx(33.4314, abs=1e-4)
    assert a * math.sqrt(8 / math.pi) == pytest.approx(53.349, abs=1e-3)
    assert a * math.sqrt(3) == pytest.approx(57.905, abs=1e-3)
    x = MAXWELL_97
    below = math.erf(x / math.sqrt(2)) - math.sqrt(2 / math.pi) * x * math.exp(-x * x / 2)
    assert below == pytest.approx(0.97, abs=1e-6)
    speeds = np.linalg.norm(np.random.default_rng(5).normal(size=(40_000, 3)) * a, axis=1)
    assert fmean(speeds < 100) == pytest.approx(0.97, abs=0.003)
    stage = fragment_classes(MISSION, BODIES[0])
    assert all(c.speed_sigma == pytest.approx(c.speed / 2.991202) for c in stage)


def test_solid_propellant_is_not_left_out_of_an_explosion() -> None:
    tank = BODIES[0].tank.model_copy(update={"propellant": "solid"})
    with pytest.raises(PhysicsError, match=r"strap-on.*solid"):
        explode(with_body(0, tank=tank), np.arange(1), *one_launch())


def test_a_fragment_list_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match=r"mine: expected a readable file"):
        class_names(with_body(0, fragments="mine"))
    with pytest.raises(InputError, match=r"debris.generic"):
        class_names(changed(generic=False))
