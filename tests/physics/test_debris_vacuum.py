"""A fall without air: what is conserved, and where other ways to compute it end."""

import math

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from luncur.debris import Environment, FallingBody, fall, state_from_local
from luncur.earth import impact_point
from luncur.earth.constants import EARTH_RATE, J2, MU, SEMI_MAJOR_AXIS
from luncur.earth.ellipsoid_kernel import altitude_of, ecef_from_geodetic
from luncur.earth.geodesic import distance_and_azimuth

STONE = FallingBody(mass=3.0, area=0.1, drag_coefficient=0.0)
DEGREE = math.pi / 180
# latitude, longitude [deg], altitude [m], velocity east, north, up [m/s]: cases C1, C3, C5 of a published procedure
STATES = [
    (28.5, -80.5, 50e3, 0.0, 0.0, 500.0),
    (28.9, -79.0, 80e3, 2500.0, 600.0, 900.0),
    (-41.3, 153.2, 120e3, -1900.0, 3100.0, 700.0),
]


def start(latitude: float, longitude: float, altitude: float, east: float, north: float, up: float):
    return state_from_local(latitude * DEGREE, longitude * DEGREE, altitude, north, east, -up)


def jacobi(state: np.ndarray) -> float:
    """Energy in the turning frame [J/kg], which a fall under J2 keeps."""
    x, y, z, vx, vy, vz = state
    r = math.sqrt(x * x + y * y + z * z)
    oblate = 1 - J2 * (SEMI_MAJOR_AXIS / r) ** 2 * (1.5 * (z / r) ** 2 - 0.5)
    return 0.5 * (vx * vx + vy * vy + vz * vz) - MU / r * oblate - 0.5 * EARTH_RATE**2 * (x * x + y * y)


@pytest.mark.parametrize("state", STATES)
def test_energy_is_kept(state: tuple) -> None:
    position, velocity = start(*state)
    out = fall(position, velocity, STONE, Environment(zonal=2))
    assert out.status == 0
    before, after = jacobi(np.concatenate([position, velocity])), jacobi(out.state)
    height = state[2] * 9.8
    assert after == pytest.approx(before, abs=1e-6 * height)


@pytest.mark.parametrize("state", STATES)
def test_against_another_integrator_in_the_fixed_frame(state: tuple) -> None:
    """scipy's DOP853 in non-rotating axes, with J2 written out again: the same ground point."""
    position, velocity = start(*state)

    def derivative(_: float, y: np.ndarray) -> list[float]:
        r = math.sqrt(y[0] ** 2 + y[1] ** 2 + y[2] ** 2)
        k, s = 1.5 * J2 * (SEMI_MAJOR_AXIS / r) ** 2, 5 * (y[2] / r) ** 2
        g = -MU / r**3
        return [*y[3:], g * y[0] * (1 + k * (1 - s)), g * y[1] * (1 + k * (1 - s)), g * y[2] * (1 + k * (3 - s))]

    def touch(_: float, y: np.ndarray) -> float:
        return altitude_of(*y[:3])  # the same in both frames: the ellipsoid is round in longitude

    touch.terminal, touch.direction = True, -1.0  # type: ignore[attr-defined]
    spin = np.cross([0.0, 0.0, EARTH_RATE], position)
    first = np.concatenate([position, velocity + spin])
    other = solve_ivp(derivative, (0, 4000), first, "DOP853", events=touch, rtol=1e-12, atol=1e-6)
    time, end = float(other.t_events[0][0]), other.y_events[0][0]
    c, s = math.cos(EARTH_RATE * time), math.sin(EARTH_RATE * time)
    there = np.array([c * end[0] + s * end[1], -s * end[0] + c * end[1], end[2]])
    out = fall(position, velocity, STONE, Environment(zonal=2))
    assert out.time == pytest.approx(time, abs=1e-4)
    assert np.linalg.norm(out.state[:3] - there) < 0.1


@pytest.mark.parametrize(("state", "oblateness"), list(zip(STATES, (200.0, 1200.0, 3000.0), strict=True)))
def test_near_the_kepler_impact_point(state: tuple, oblateness: float) -> None:
    """The Kepler arc leaves out J2 only, so the two differ by its effect [m] and not at all at once."""
    position, velocity = start(*state)
    out = fall(position, velocity, STONE, Environment(zonal=2))
    kepler = impact_point(position, velocity, "WGS 84")
    apart, _ = distance_and_azimuth(
        float(out.latitude), float(out.longitude), float(kepler.latitude), float(kepler.longitude)
    )
    assert 1.0 < apart < oblateness
    assert out.time == pytest.approx(float(kepler.time_of_flight), rel=5e-3)


def test_higher_harmonics_move_the_impact_by_metres() -> None:
    position, velocity = start(*STATES[2])
    two, four = (fall(position, velocity, STONE, Environment(zonal=n)) for n in (2, 4))
    apart = np.linalg.norm(two.state[:3] - four.state[:3])
    assert 0.1 < apart < 50.0


def test_orbit_and_escape_do_not_come_down() -> None:
    position, velocity = start(36.0, -60.0, 700e3, 7150.0, 2000.0, 0.0)
    orbit = fall(position, velocity, STONE)
    assert orbit.status == 10
    assert math.isnan(orbit.latitude)
    escape = fall(position, velocity * 1.7, STONE, preset="fast")
    assert escape.status in (10, 11)
    assert math.isnan(escape.longitude)


def test_ground_of_the_ellipsoid_is_met() -> None:
    position, velocity = start(*STATES[1])
    out = fall(position, velocity, STONE)
    assert altitude_of(*out.state[:3]) == pytest.approx(0.0, abs=0.01)
    assert out.state[:3] == pytest.approx(ecef_from_geodetic(float(out.latitude), float(out.longitude), 0.0), abs=0.01)
