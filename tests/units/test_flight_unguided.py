"""Unguided rockets: the rail, the swing into the wind, the motor's curve, what scatters."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from luncur.errors import InputError, PhysicsError
from luncur.flight import fly, fly_batch, plan
from luncur.flight.nominal import fly_nominal
from luncur.flight.steering_kernel import tilted
from luncur.flight.swing_kernel import DAMPING, swung
from luncur.mission import load
from luncur.mission.load import builtin_tree, mission_from_tree
from luncur.mission.model import Mission


def tree(**rail: Any) -> dict[str, Any]:
    """The sounding rocket in still air, with its own rail where given."""
    out = builtin_tree("missions", "sounding-rocket")
    out["weather"]["wind"] = {"model": "none"}
    out["rail"] |= rail
    return out


def made(changed: dict[str, Any]) -> Mission:
    return mission_from_tree(changed, "m.toml", None)


@pytest.fixture(scope="module")
def still() -> Mission:
    return made(tree())


# A constant thrust F on a mass that hardly changes leaves a rail of length L at sqrt(2 (F/m - g sin e) L).
def test_speed_off_the_rail(still: Mission) -> None:
    body = still.vehicle.bodies[0]
    assert body.engine is not None
    steady = body.engine.model_copy(update={"throttle": ()})
    bodies = (body.model_copy(update={"engine": steady}), *still.vehicle.bodies[1:])
    flight = fly(still.model_copy(update={"vehicle": still.vehicle.model_copy(update={"bodies": bodies})}))
    leaving = flight.events[1]
    thrust = 28.2e3 + (30e3 - 28.2e3) * (1 - 98.0 / 101.325)  # less back pressure at 276 m
    along = thrust / 442.0 - 9.795 * math.sin(math.radians(80.0))
    assert leaving.speed_relative == pytest.approx(math.sqrt(2 * along * 12.0), rel=3e-3)
    assert leaving.time == pytest.approx(math.sqrt(2 * 12.0 / along), rel=3e-3)


def test_the_rail_is_straight_and_fixed_to_the_earth(still: Mission) -> None:
    ascent = plan(still)
    first = fly_nominal(ascent)
    flight = fly(ascent)
    row = int(np.argmin(np.abs(flight.time - first.event_time[1])))
    moved = flight.position[row] - flight.position[0]
    assert np.linalg.norm(moved) == pytest.approx(12.0, abs=1e-4)
    velocity = flight.velocity[row] / np.linalg.norm(flight.velocity[row])
    assert velocity @ moved / np.linalg.norm(moved) == pytest.approx(1.0, abs=1e-9)
    rise = flight.altitude[row] - flight.altitude[0]
    assert rise == pytest.approx(12.0 * math.sin(math.radians(80.0)), abs=1e-4)


def test_the_rocket_rests_until_the_thrust_moves_it() -> None:
    changed = tree()
    late = {"value": [["0 s", 0.0], ["2 s", 0.0], ["2.1 s", 1.0], ["24.1 s", 1.0], ["28 s", 0.0]], "source": "x y"}
    vehicle = builtin_tree("vehicles", "sounding-rocket")
    changed["vehicle"] = vehicle["vehicle"]
    changed["sources"] |= vehicle["sources"]
    changed["vehicle"]["body"][0]["engine"]["throttle"] = late
    ascent = plan(made(changed))
    times = np.array([1.0, 1.9])
    record = fly_nominal(ascent, times).record
    assert np.linalg.norm(record[:, 1:4], axis=1) == pytest.approx(np.linalg.norm(record[0, 1:4]), abs=1e-6)
    later = fly_nominal(ascent).event_time
    assert later[1] - 2.0 == pytest.approx(fly_nominal(plan(made(tree()))).event_time[1], abs=2e-3)
    assert later[2] == pytest.approx(28.0, abs=1e-6)


# More thrust from the same propellant burns shorter in the same ratio; more impulse burns longer.
@pytest.mark.parametrize(("path", "ratio"), [("thrust_vacuum", 1 / 1.03), ("specific_impulse_vacuum", 1.01)])
def test_a_dispersed_motor_still_burns_out(still: Mission, path: str, ratio: float) -> None:
    ascent = plan(still)
    names = [d.path for d in ascent.dispersions]
    column = names.index(f"vehicle.body.motor.engine.{path}")
    z = np.zeros((1, len(names)))
    z[0, column] = 2.0
    releases = fly_batch(ascent, z, ascent.weather.mean_table[None], np.ones(1), np.array([math.inf]))
    assert releases.status[0] == 0
    assert releases.event_time[0, 2] == pytest.approx(26.0 * ratio, abs=1e-6)


def test_a_curve_that_belies_the_impulse_is_refused() -> None:
    changed = tree()
    vehicle = builtin_tree("vehicles", "sounding-rocket")
    changed["vehicle"] = vehicle["vehicle"]
    changed["sources"] |= vehicle["sources"]
    changed["vehicle"]["body"][0]["engine"]["specific_impulse_vacuum"] = "280 s"
    with pytest.raises(PhysicsError, match=r"thrust curve gives 720000 N s, with 290 kg of propellant 253\.2 s"):
        made(changed)


def test_a_tilt_is_by_its_angles() -> None:
    up = (0.3, math.sqrt(1 - 0.09), 0.8, 0.6)
    level = (-up[3], up[2], 0.0)  # eastward
    aim = (1, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.02, 0.01, 0.0)
    out = np.array(tilted(*level, aim, up))
    north = np.array([-up[0] * up[2], -up[0] * up[3], up[1]])
    above = np.array([up[1] * up[2], up[1] * up[3], up[0]])
    assert math.atan(out @ above / (out @ np.array(level))) == pytest.approx(0.02, rel=1e-3)
    assert math.atan(out @ north / (out @ np.array(level))) == pytest.approx(-0.01, rel=1e-3)  # south is right of east


def test_swing_solves_the_damped_pendulum() -> None:
    from scipy.integrate import solve_ivp

    w, offset, rate = 7.3, 0.21, -0.4
    path = solve_ivp(
        lambda _, y: [y[1], -2 * DAMPING * w * y[1] - w**2 * y[0]], (0, 0.7), [offset, rate], rtol=1e-10, atol=1e-12
    )
    assert swung(offset, rate, w, 0.7) == pytest.approx(path.y[:, -1], abs=1e-8)


def windward(wavelength: str | None) -> float:
    """How far the flight path leans into a west wind at burn-out [rad], from an upright rail."""
    changed = tree(elevation="90 deg", azimuth="0 deg")
    changed["rail"].pop("pitch_wavelength")
    if wavelength is not None:
        changed["rail"]["pitch_wavelength"] = wavelength
    mission = made(changed)
    ascent = plan(mission)
    table = ascent.weather.mean_table.copy()
    table[:4, 2] = 5.0
    flat = np.zeros((1, len(ascent.dispersions)))
    out = fly_batch(ascent, flat, table[None], np.ones(1), np.array([10.0]))
    east = np.array([-math.sin(mission.site.longitude), math.cos(mission.site.longitude), 0.0])
    return math.asin(-out.velocity[0] @ east / float(np.linalg.norm(out.velocity[0])))


def test_a_lazy_rocket_turns_less_into_the_wind() -> None:
    leans = [windward(w) for w in ("5 km", "300 m", "100 m", "20 m")]
    at_once = windward(None)
    assert leans == sorted(leans)
    assert leans[0] < 0.15 * at_once
    assert leans[3] == pytest.approx(at_once, rel=0.15)
    assert at_once > math.radians(5.0)


def test_what_scatters_is_the_launcher_not_a_programme(still: Mission) -> None:
    sigmas = {d.path: d.sigma for d in plan(still).dispersions}
    assert "vehicle.pitch" not in sigmas
    assert sigmas["vehicle.rail.elevation"] == pytest.approx(math.radians(0.2))
    assert sigmas["vehicle.rail.thrust_misalignment.2"] == pytest.approx(math.radians(0.1))
    assert any("swings about the velocity" in line for line in plan(still).assumed)
    bare = tree()
    bare["rail"] = {"length": "12 m", "elevation": "80 deg", "azimuth": "120 deg"}
    sigmas = {d.path: d.sigma for d in plan(made(bare)).dispersions}
    assert sigmas["vehicle.rail.azimuth"] == pytest.approx(math.radians(0.3))
    assert not any("misalignment" in path for path in sigmas)


def test_everything_comes_down(still: Mission) -> None:
    drops = {d.body: d for d in fly(still).drops}
    assert set(drops) == {"motor", "payload"}
    # 60 kg under 18 + 1.5 m2 and its own 0.24 m2, 0.02 per cent heavier air than at the pad's height
    assert drops["payload"].speed == pytest.approx(math.sqrt(2 * 60 * 9.795 / (1.225 * 19.74)), rel=0.02)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t["rail"].update(elevation="20 deg"), r"rail\.elevation.*from 30 to 90 deg"),
        (lambda t: t["rail"].update(length="0 m"), r"rail\.length.*above 0 m"),
        (lambda t: t.update(steering=[{"start": "liftoff", "law": "vertical"}]), '"rail" first'),
        (
            lambda t: t.update(
                steering=[{"start": "liftoff", "law": "rail"}, {"start": "burnout", "law": "gravity-turn"}]
            ),
            "the second law to start with it",
        ),
        (lambda t: t["payload"]["fall"]["parachute"][0].update(apogee=True), "exactly one of apogee, height or time"),
        (lambda t: t["payload"]["fall"]["parachute"][0].pop("failure_probability"), "failure_probability.*missing"),
    ],
)
def test_what_does_not_fit_is_said(change: Any, words: str) -> None:
    changed = tree()
    change(changed)
    with pytest.raises(InputError, match=words):
        made(changed)


def test_a_rail_law_needs_a_rail() -> None:
    changed = builtin_tree("missions", "falcon9-ses12")
    changed["steering"][0] = {"start": "liftoff", "law": "rail"}
    with pytest.raises(InputError, match="a table \\[rail\\]"):
        made(changed)


def test_electron_reaches_its_orbit() -> None:
    flight = fly(load("electron-biak-hypothetical"))
    assert flight.orbit is not None
    assert flight.orbit.perigee_altitude == pytest.approx(500e3, abs=2e3)
    assert flight.orbit.apogee_altitude == pytest.approx(500e3, abs=2e3)
    assert math.degrees(flight.orbit.inclination) == pytest.approx(50.0, abs=0.01)
    # cut-off of the first stage in published flights: 74.9 km (Barker et al., launch_event_altitudes.csv)
    cutoff = next(e for e in flight.events if e.name == "main engine cutoff")
    assert cutoff.altitude == pytest.approx(74.9e3, rel=0.10)
