"""A fall through air: accuracy of the presets, and the ways a step can go wrong."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from luncur.compiler import compiled
from luncur.debris import Environment, FallingBody, Ground, fall, fall_batch, state_from_local
from luncur.debris.drag_curves import drag_tables
from luncur.debris.motion_kernel import falling
from luncur.earth.ellipsoid_kernel import altitude_of
from luncur.earth.geodesic import distance_and_azimuth
from luncur.earth.tables import cubic_cells, knots, weather_table
from luncur.earth.us76 import us76

# Earth-fixed states [m, m/s] and ballistic coefficients [kg/m2]: steep and shallow, light and heavy, low and high
BODIES = np.array(
    [
        [-6098089.57, 1961765.53, 157579.38, -858.72, -3320.91, -6556.39, 996.4],
        [5968304.31, 1922388.27, -1198948.61, -1231.26, 4956.78, -2908.30, 775.1],
        [6383137.0, 11200.0, -43000.0, 210.0, -390.0, 170.0, 12.0],
        [-1273000.0, 5902000.0, 2231000.0, 2900.0, 700.0, 1100.0, 61.0],
        [3011000.0, -4820000.0, 3033000.0, 150.0, -240.0, 1720.0, 240.0],
    ]
)
WIND = ((0.0, 4.0, -3.0), (11e3, 38.0, -9.0), (25e3, -6.0, 2.0), (120e3, 0.0, 0.0))
ENVIRONMENT = Environment(wind=WIND)


def batch(rows: np.ndarray, preset: str, order: np.ndarray | None = None):
    order = np.arange(len(rows)) if order is None else order
    n = len(order)
    table, upper = ENVIRONMENT.tables()
    other = weather_table(
        0.9 * us76(np.minimum(knots(), 86e3)).density, np.full(241, 320.0), np.zeros(241), np.ones(241)
    )
    curves = np.array([1, 2, 3, 4, 1])
    which = np.array([0, 1, 0, 0, 1])
    return fall_batch(
        rows[order, :6], 1 / rows[order, 6], curves[order], which[order], np.stack([table[0], other]), upper,
        np.ones(n), drag_tables(), Ground().array(), preset,
    )  # fmt: skip


def reference(row: np.ndarray, environment: Environment) -> np.ndarray:
    """Impact position by scipy's DOP853 on the same tables."""
    table, upper = environment.tables()
    drag, ground, right_side = drag_tables()[1], environment.ground.array(), compiled(falling)

    def derivative(_: float, y: np.ndarray) -> list[float]:
        return [*y[3:], *right_side(*y, 1 / row[6], drag, table[0], upper, 1.0, ground)[:3]]

    def touch(_: float, y: np.ndarray) -> float:
        return altitude_of(*y[:3])

    touch.terminal, touch.direction = True, -1.0  # type: ignore[attr-defined]
    out = solve_ivp(derivative, (0, 5000), row[:6], "DOP853", events=touch, rtol=1e-11, atol=1e-6, first_step=1e-3)
    return np.asarray(out.y_events[0][0][:3])


def test_presets_converge_on_another_integrator() -> None:
    """The classes: decimetres; 95 % within a metre, so not each of five; within ten metres."""
    errors: dict[str, list[float]] = {"strict": [], "standard": [], "fast": []}
    for row in BODIES:
        truth = reference(row, ENVIRONMENT)
        body = FallingBody(mass=row[6] * 0.9, area=1.0, drag_coefficient=0.9, curve="tumbling-cylinder")
        work = []
        for preset, found in errors.items():
            out = fall(row[:3], row[3:6], body, ENVIRONMENT, preset=preset)
            assert out.status == 0
            found.append(float(np.linalg.norm(out.state[:3] - truth)))
            work.append(int(out.evaluations))
        assert work[0] > work[1] > work[2]
    assert max(errors["strict"]) < 0.05
    assert max(errors["standard"]) < 2.0
    assert np.median(errors["standard"]) < 0.5
    assert max(errors["fast"]) < 10.0


def test_order_and_company_do_not_matter() -> None:
    whole = batch(BODIES, "standard")
    order = np.array([3, 0, 4, 2, 1])
    shuffled = batch(BODIES, "standard", order)
    np.testing.assert_array_equal(shuffled.state, whole.state[order])
    for i in range(len(BODIES)):
        alone = batch(BODIES, "standard", np.array([i]))
        np.testing.assert_array_equal(alone.state[0], whole.state[i])
        assert alone.evaluations[0] == whole.evaluations[i]


def test_threads_do_not_matter() -> None:
    rows = np.tile(BODIES, (8, 1))
    rows[:, 3] += np.arange(len(rows)) * 0.7
    state, beta = np.ascontiguousarray(rows[:, :6]), 1 / rows[:, 6]
    zero = np.zeros(len(rows), dtype=np.int64)
    table, upper = ENVIRONMENT.tables()

    def some(part: slice) -> np.ndarray:
        return fall_batch(
            state[part], beta[part], zero[part], zero[part], table, upper, np.ones(1), drag_tables(), Ground().array(), "fast"
        ).state  # fmt: skip

    with ThreadPoolExecutor(3) as pool:
        parts = list(pool.map(some, [slice(i, i + 7) for i in range(0, len(rows), 7)]))
    np.testing.assert_array_equal(np.concatenate(parts), some(slice(None)))


def test_each_body_falls_in_its_own_weather_and_shape() -> None:
    whole = batch(BODIES, "strict")
    table, upper = ENVIRONMENT.tables()
    one = fall_batch(
        BODIES[1:2, :6], 1 / BODIES[1:2, 6], np.array([2]), np.array([0]), table, upper, np.ones(1), drag_tables(),
        Ground().array(), "strict",
    )  # fmt: skip
    assert np.linalg.norm(one.state[0, :3] - whole.state[1, :3]) > 50.0


def test_thinner_upper_air_carries_further() -> None:
    """density_factor scales the shared upper table, launch by launch."""
    table, _ = ENVIRONMENT.tables()
    upper = cubic_cells(np.log(1e-8) - np.arange(177) * 0.5)  # a scale height of 10 km
    position, velocity = state_from_local(-0.4, 1.9, 190e3, 900.0, 6800.0, 30.0)
    state = np.repeat(np.concatenate([position, velocity])[None], 2, axis=0)
    zero = np.zeros(2, dtype=np.int64)
    out = fall_batch(
        state, np.full(2, 1 / 30.0), zero, np.array([0, 1]), np.concatenate([table, table]), upper,
        np.array([0.5, 2.0]), drag_tables(), Ground().array(), "strict",
    )  # fmt: skip
    thin, thick = (distance_and_azimuth(-0.4, 1.9, out.latitude[i], out.longitude[i])[0] for i in (0, 1))
    assert thin > thick + 100.0


@pytest.mark.parametrize(
    "start",
    [
        (0.940, 0.035, 105512.411, -4571.606, 1305.229, -2437.696),
        (0.225, -0.961, 220125.615, 3903.333, 3066.318, -2522.492),
        (0.202, -0.497, 299732.051, -4801.556, -4953.892, -1973.188),
    ],
)
def test_a_step_cut_to_the_ground_is_checked_like_any_other(start: tuple) -> None:
    """From a high apogee the loosest steps grow to 90 s; one can jump the air, and its cut be thrown back out."""
    position, velocity = state_from_local(*start)
    body = FallingBody(mass=187.0, area=1.0, drag_coefficient=1.0)
    ends = [fall(position, velocity, body, preset=p) for p in ("strict", "fast")]
    assert [int(e.status) for e in ends] == [0, 0]
    assert np.linalg.norm(ends[0].state[:3] - ends[1].state[:3]) < 100.0


@pytest.mark.parametrize("up", [0.5, 9.0, 140.0])
def test_pieces_thrown_up_from_the_pad_land_beside_it(up: float) -> None:
    """At the pad the start lies on the ground itself, to rounding on either side of it."""
    pad = (0.9053, 2.2403, 273.0)
    body = FallingBody(mass=40.0, area=0.3, drag_coefficient=0.9, curve="tumbling-cylinder")
    environment = Environment(ground=Ground(*pad, radius=50e3))
    for lift in (-1e-3, 0.0, 1e-3):
        position, velocity = state_from_local(pad[0], pad[1], pad[2] + lift, 12.0, -7.0, -up)
        out = fall(position, velocity, body, environment)
        assert out.status == 0
        vacuum = 2 * up / 9.81
        assert 0.5 * vacuum < out.time < 1.02 * vacuum + 2e-3
        assert altitude_of(*out.state[:3]) == pytest.approx(273.0, abs=0.01)


def test_ground_at_the_height_of_the_pad_only_near_it() -> None:
    pad = Ground(0.9053, 2.2403, 273.0, radius=50e3)
    body = FallingBody(mass=40.0, area=0.3, drag_coefficient=0.9)
    near = state_from_local(0.9053, 2.2403, 9e3, 30.0, 40.0, 0.0)
    far = state_from_local(0.9253, 2.2403, 9e3, 30.0, 40.0, 0.0)
    heights = [altitude_of(*fall(p, v, body, Environment(ground=pad)).state[:3]) for p, v in (near, far)]
    assert heights[0] == pytest.approx(273.0, abs=0.01)
    assert heights[1] == pytest.approx(0.0, abs=0.01)


def test_a_buried_start_is_an_impact_where_it_is() -> None:
    position, velocity = state_from_local(0.31, -1.2, -40.0, 12.0, 7.0, -300.0)
    out = fall(position, velocity, FallingBody(5.0, 0.1, 0.9))
    assert out.status == 0
    assert out.time == 0.0
    assert math.degrees(out.latitude) == pytest.approx(math.degrees(0.31), abs=1e-9)
