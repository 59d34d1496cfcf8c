"""Bodies under parachutes: terminal speed, drift, when they open, and what happens when they do not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.debris.drag_curves import NAMES, drag_tables
from luncur.debris.fall import Environment, FallingBody, Ground, fall, fall_batch, state_from_local
from luncur.debris.parachute_kernel import AT_ALTITUDE, AT_APOGEE, AT_TIME
from luncur.debris.parachutes import fall_under_parachutes

LATITUDE, LONGITUDE = math.radians(31.0), math.radians(131.0)
DENSITY, GRAVITY = 1.225, 9.7946  # at the ground; normal gravity at 31 deg
BETA = 400.0


def under(canopies: list[list[float]], altitude: float, climb: float = 0.0, wind: float = 0.0, preset: str = "strict"):
    env = Environment(wind=((0.0, wind, 0.0), (1e5, wind, 0.0)))
    tables, upper = env.tables()
    p, v = state_from_local(LATITUDE, LONGITUDE, altitude, 0.0, 0.0, -climb)
    one = np.zeros(1, dtype=np.int64)
    return fall_under_parachutes(
        np.concatenate([p, v])[None], np.array([1 / BETA]), one + NAMES.index("tumbling-cylinder"),
        np.array([canopies], dtype=np.float64).reshape(1, -1, 4), one, tables, upper, np.ones(1), drag_tables(),
        Ground().array(), preset,
    )  # fmt: skip


def test_terminal_speed() -> None:
    out = under([[AT_APOGEE, 0.0, 0.0, 0.3]], 3000.0)
    assert out.speed[0] == pytest.approx(math.sqrt(2 * GRAVITY / (DENSITY * (0.3 + 1 / BETA))), rel=2e-3)
    assert math.degrees(out.angle[0]) == pytest.approx(90.0, abs=0.5)


# At terminal speed v(z) = v0 sqrt(rho0/rho) the time from z is that of the mean of sqrt(rho); the drift is wind times time.
def test_drift_is_wind_times_time() -> None:
    still, blown = under([[AT_APOGEE, 0.0, 0.0, 0.3]], 3000.0), under([[AT_APOGEE, 0.0, 0.0, 0.3]], 3000.0, wind=8.0)
    east = (blown.longitude[0] - still.longitude[0]) * 6378137.0 * math.cos(LATITUDE)
    assert east == pytest.approx(8.0 * blown.time[0], rel=0.01)
    speed = math.sqrt(2 * GRAVITY / (DENSITY * (0.3 + 1 / BETA)))
    assert still.time[0] == pytest.approx(3000.0 / speed * 0.93, rel=0.02)


def test_a_canopy_that_stays_shut_changes_nothing() -> None:
    p, v = state_from_local(LATITUDE, LONGITUDE, 20e3, 50.0, 300.0, -400.0)
    tables, upper = Environment().tables()
    one = np.zeros(1, dtype=np.int64)
    drag = one + NAMES.index("tumbling-cylinder")
    state, air = np.concatenate([p, v])[None], (one, tables, upper, np.ones(1), drag_tables(), Ground().array())
    bare = fall_batch(state, np.array([1 / BETA]), drag, *air, "strict")
    shut = np.array([[[AT_APOGEE, 0, 1.0, 0.0], [AT_ALTITUDE, 4e3, 2.0, 0.0], [AT_TIME, 5.0, 0.0, 0.0]]])
    out = fall_under_parachutes(state, np.array([1 / BETA]), drag, shut, *air, "strict")
    assert out.status[0] == bare.status[0] == 0
    assert out.state[0] == pytest.approx(bare.state[0], abs=0.02)
    assert out.time[0] == pytest.approx(bare.time[0], abs=1e-3)
    assert out.azimuth[0] == pytest.approx(bare.azimuth[0], abs=1e-3)


def test_opens_at_the_highest_point() -> None:
    """Rising in vacuum-thin drag, the top is v^2/2g up; from there the fall is that of a body let go at rest."""
    risen = under([[AT_APOGEE, 0.0, 0.0, 0.5]], 2000.0, climb=60.0)
    body = FallingBody(1.0, 1.0, 1 / BETA, "tumbling-cylinder")
    p, v = state_from_local(LATITUDE, LONGITUDE, 2000.0, 0.0, 0.0, -60.0)
    tops = [fall(p, v, body, duration=t) for t in (5.5, 5.7, 5.9, 6.1)]
    heights = [float(np.linalg.norm(o.state[:3])) for o in tops]
    top = max(heights) - float(np.linalg.norm(p))
    from_top = under([[AT_APOGEE, 0.0, 0.0, 0.5]], 2000.0 + top)
    rise = 5.5 + 0.2 * int(np.argmax(heights))
    assert risen.time[0] == pytest.approx(from_top.time[0] + rise, abs=0.4)


@pytest.mark.parametrize(
    "canopy", [[AT_ALTITUDE, 1500.0, 0.0, 0.5], [AT_ALTITUDE, 1500.0, 3.0, 0.5], [AT_TIME, 12.0, 1.0, 0.5]]
)
def test_time_is_that_of_the_parts(canopy: list[float]) -> None:
    """Falls free to the moment, then hangs: the end is that of a fall from there with the canopy open at once."""
    whole = under([canopy], 6000.0)
    body = FallingBody(1.0, 1.0, 1 / BETA, "tumbling-cylinder")
    p, v = state_from_local(LATITUDE, LONGITUDE, 6000.0, 0.0, 0.0, 0.0)
    if canopy[0] == AT_TIME:
        until = canopy[1] + canopy[2]
    else:
        ground = Environment(ground=Ground(LATITUDE, LONGITUDE, 1500.0, 1e6))
        until = float(fall(p, v, body, ground).time) + canopy[2]
    free = fall(p, v, body, duration=until)
    tables, upper = Environment().tables()
    hung = fall_under_parachutes(
        free.state[None], np.array([1 / BETA]), np.array([NAMES.index("tumbling-cylinder")]),
        np.array([[[AT_TIME, 0.0, 0.0, 0.5]]]), np.zeros(1, dtype=np.int64), tables, upper, np.ones(1), drag_tables(),
        Ground().array(), "strict",
    )  # fmt: skip
    assert whole.time[0] == pytest.approx(until + hung.time[0], abs=0.01)


def test_drogue_and_main_add_up_in_their_order() -> None:
    drogue, main = [AT_APOGEE, 0.0, 0.0, 0.02], [AT_ALTITUDE, 800.0, 0.0, 0.3]
    both, only_drogue, only_main = under([drogue, main], 5000.0), under([drogue], 5000.0), under([main], 5000.0)
    area = 0.02 + 0.3 + 1 / BETA
    assert both.speed[0] == pytest.approx(math.sqrt(2 * GRAVITY / (DENSITY * area)), rel=2e-3)
    assert only_main.time[0] < both.time[0]
    assert only_drogue.speed[0] > 3 * both.speed[0]


def test_hits_the_ground_before_it_opens() -> None:
    late, bare = under([[AT_TIME, 500.0, 0.0, 0.5]], 2000.0), under([], 2000.0)
    assert late.status[0] == 0
    assert late.speed[0] == pytest.approx(bare.speed[0], rel=1e-6)


def test_plain_python_falls_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    canopies = [[AT_APOGEE, 0.0, 0.5, 0.02], [AT_ALTITUDE, 800.0, 0.0, 0.3]]
    fast = under(canopies, 1500.0, climb=40.0, wind=3.0, preset="fast")
    monkeypatch.setenv("LUNCUR_COMPILER", "off")
    plain = under(canopies, 1500.0, climb=40.0, wind=3.0, preset="fast")
    assert plain.state == pytest.approx(fast.state, abs=1e-6)
