"""The public fall: shapes, names, and what it refuses."""

import math
import subprocess
import sys

import numpy as np
import pytest

from luncur.debris import Environment, FallingBody, Ground, fall, state_from_local
from luncur.debris.fall import PRESETS, STATUS
from luncur.debris.planned import body_drag
from luncur.errors import PhysicsError
from luncur.mission import load

BODY = FallingBody(mass=12.0, area=0.2, drag_coefficient=0.7, curve="sphere")


def test_one_position_many_velocities() -> None:
    position, velocity = state_from_local(0.41, -2.1, 4e3, 60.0, -20.0, 5.0)
    kicks = np.random.default_rng(3).normal(size=(2, 3, 3)) * 15
    out = fall(position, velocity + kicks, BODY, preset="fast")
    assert out.latitude.shape == out.status.shape == out.evaluations.shape == (2, 3)
    assert out.state.shape == (2, 3, 6)
    one = fall(position, velocity + kicks[1, 2], BODY, preset="fast")
    assert one.latitude.shape == ()
    np.testing.assert_array_equal(one.state, out.state[1, 2])
    assert len({float(x) for x in out.longitude.ravel()}) == 6


def test_local_velocity_is_north_east_down() -> None:
    position, velocity = state_from_local(0.0, math.pi / 2, 1000.0, 3.0, 5.0, 7.0)
    assert position == pytest.approx([0.0, 6379137.0, 0.0], abs=1e-6)
    assert velocity == pytest.approx([-5.0, -7.0, 3.0], abs=1e-12)


def test_duration_ends_the_fall_in_the_air() -> None:
    position, velocity = state_from_local(0.41, -2.1, 4e3, 60.0, -20.0, 5.0)
    short = fall(position, velocity, BODY, duration=7.5)
    assert (int(short.status), float(short.time)) == (1, 7.5)
    whole = fall(position, velocity, BODY)
    rest = fall(short.state[:3], short.state[3:], BODY)
    assert np.linalg.norm(rest.state[:3] - whole.state[:3]) < 1e-3
    assert rest.time + 7.5 == pytest.approx(float(whole.time), abs=1e-4)


def test_own_drag_curve_by_its_knots() -> None:
    position, velocity = state_from_local(0.41, -2.1, 30e3, 900.0, -200.0, 5.0)
    own = FallingBody(12.0, 0.2, 0.7, curve=((0.0, 1.0), (0.9, 1.3), (1.2, 2.4), (30.0, 2.4)))
    plain = FallingBody(12.0, 0.2, 0.7)
    out = [fall(position, velocity, b, preset="standard").time for b in (own, plain)]
    assert out[0] > out[1] + 1.0  # held up more while supersonic


def test_bad_arguments_are_refused() -> None:
    position, velocity = state_from_local(0.41, -2.1, 4e3, 60.0, -20.0, 5.0)
    with pytest.raises(ValueError, match="three components"):
        fall(position[:2], velocity[:2], BODY)
    with pytest.raises(ValueError, match="curve"):
        fall(position, velocity, FallingBody(1.0, 1.0, 1.0, curve="teapot"))
    with pytest.raises(ValueError, match="preset"):
        fall(position, velocity, BODY, preset="sloppy")


def test_every_status_has_its_sentence() -> None:
    assert sorted(STATUS) == [0, 1, 10, 11, 20, 21]
    assert PRESETS["strict"] < PRESETS["standard"] < PRESETS["fast"]


def test_ground_array_is_the_pad_in_earth_fixed_axes() -> None:
    array = Ground(0.0, 0.0, 120.0, 50e3).array(2)
    assert array == pytest.approx([6378257.0, 0.0, 0.0, 50e3, 120.0, 2.0])
    assert Environment().ground.radius == 0.0


def test_drag_of_a_body_by_area_or_by_ballistic_coefficient() -> None:
    body = load("soyuz-vostochny-sso").vehicle.bodies[1]
    assert body_drag(body) == (1 / 200, "tumbling-cylinder")
    by_area = body.fall.model_copy(update={"ballistic_coefficient": None, "reference_area": 31.0, "drag": "flat-plate"})
    found, curve = body_drag(body.model_copy(update={"fall": by_area}))
    assert curve == "flat-plate"
    assert found == pytest.approx(31.0 / body.dry_mass)
    with pytest.raises(PhysicsError, match=r"core.*\[fall\]"):
        body_drag(body.model_copy(update={"fall": None}))


def test_import_is_cheap() -> None:
    heavy = (
        "import sys, luncur.debris; print([m for m in ('numba', 'scipy', 'matplotlib', 'pymsis') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
