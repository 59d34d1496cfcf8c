"""The averaged decay against closed forms and against the full motion."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.special import ive

from luncur.compiler import compiled
from luncur.earth.constants import EARTH_RATE, J2, MU, SEMI_MAJOR_AXIS
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.earth.gravity_kernel import gravitation_j2
from luncur.orbit.life.air import UpperAir, air_of, upper_air
from luncur.orbit.life.decay import STATUS, decay
from luncur.orbit.life.decay_kernel import DECAYED, END_OF_SPAN, NO_ORBIT, rates_many
from luncur.orbit.life.density_kernel import density
from luncur.orbit.life.mean_orbit import (
    MeanOrbits,
    mean_orbits,
    mean_orbits_of,
    semi_major_axis_of_mean_motion,
)
from luncur.orbit.life.mean_orbit_kernel import size_and_shape, state_in_plane
from luncur.orbit.life.solar import SolarLevel, constant_activity

DEG = math.pi / 180
DAY = 86400.0
MEAN_SUN = constant_activity(SolarLevel("mean", 140.0, 15.0, "", True))


def between(perigee: float, apogee: float, inclination: float, argument: float = 0.0) -> MeanOrbits:
    """Mean orbit from heights above the equator [m]."""
    low, high = SEMI_MAJOR_AXIS + perigee, SEMI_MAJOR_AXIS + apogee
    return mean_orbits((low + high) / 2, (high - low) / (low + high), inclination * DEG, argument * DEG)


def exponential(scale: float) -> UpperAir:
    return air_of("exponential", lambda h: 1e-10 * np.exp(-(h - 200e3) / scale), "test")


def radius_on_equator(a: float, e: float, sign: float) -> float:
    """Radius at the perigee (sign 1) or apogee (-1) of an equatorial orbit, with Kozai's part of J2 within a revolution."""
    root, p = math.sqrt(1 - e * e), a * (1 - e * e)
    wave = -0.5 * J2 * SEMI_MAJOR_AXIS**2 / p * (1 + sign * e / (1 + root) + 2 / root * (1 - sign * e))
    return a * (1 - sign * e) + wave


@pytest.mark.parametrize(("height", "scale", "drag"), [(250e3, 10e3, 0.01), (300e3, 12e3, 0.004)])
def test_life_of_a_round_orbit_in_exponential_air(height: float, scale: float, drag: float) -> None:
    """King-Hele, Satellite Orbits in an Atmosphere (1987), chapter 4: L = H (1 - exp(-drop/H)) / (rho B F sqrt(mu a))."""
    orbit = between(height, height, 0.0)
    a = float(orbit.semi_major_axis[0])
    r = radius_on_equator(a, 0.0, 1.0)
    rho = 1e-10 * math.exp(-(r - SEMI_MAJOR_AXIS - 200e3) / scale)
    turning = (1 - r * EARTH_RATE / math.sqrt(MU / a)) ** 2
    life = scale / (rho * drag * turning * math.sqrt(MU * a)) * (1 - math.exp(-(height - 120e3) / scale))
    found = decay(orbit, drag, MEAN_SUN, exponential(scale), 1e12)
    assert found.status[0] == DECAYED
    assert found.seconds[0] == pytest.approx(life, rel=5e-3)
    assert found.revolutions[0] == pytest.approx(life / (2 * math.pi * math.sqrt(a**3 / MU)), rel=5e-3)


@pytest.mark.parametrize(("perigee", "apogee"), [(250e3, 350e3), (200e3, 900e3), (300e3, 1800e3)])
def test_rates_of_an_eccentric_orbit_in_exponential_air(perigee: float, apogee: float) -> None:
    """King-Hele's Bessel series to the cube of e, per revolution: that of a, and that of x = a e."""
    scale, drag = 40e3, 0.01
    orbit = between(perigee, apogee, 0.0)
    a, e = float(orbit.semi_major_axis[0]), float(orbit.eccentricity[0])
    low, high = radius_on_equator(a, e, 1.0), radius_on_equator(a, e, -1.0)
    z = (high - low) / 2 / scale
    speed = math.sqrt(MU / a * (1 + e) / (1 - e))
    delta = drag * (1 - low * EARTH_RATE / speed) ** 2
    rho = 1e-10 * math.exp(-(low - SEMI_MAJOR_AXIS - 200e3) / scale)
    i0, i1, i2, i3, i4 = (float(ive(k, z)) for k in range(5))  # times exp(-z)
    turn = 2 * math.pi * delta * a * a * rho
    of_a = -turn * (i0 + 2 * e * i1 + 0.75 * e * e * (i0 + i2) + 0.25 * e**3 * (3 * i1 + i3))
    of_x = -turn * (i1 + 0.5 * e * (3 * i0 + i2) + e * e / 8 * (11 * i1 + i3) + e**3 / 16 * (7 * i0 + 8 * i2 + i4))
    period = 2 * math.pi * math.sqrt(a**3 / MU)
    air, rates = exponential(scale), np.empty((1, 5))
    flux, storm = air.rows(140.0, 15.0)
    compiled(rates_many)(orbit.array(), np.array([drag]), float(flux), float(storm), air.table, rates)
    da, de = rates[0, :2] * period
    assert da == pytest.approx(of_a, rel=0.01)
    assert a * de + e * da == pytest.approx(of_x, rel=0.01)


@pytest.mark.parametrize(
    ("perigee", "apogee", "inclination", "argument", "drag", "days", "tolerance"),
    [
        (250e3, 350e3, 97.4, 40.0, 0.01, 3, 0.005),
        (200e3, 205e3, 28.5, 0.0, 0.005, 2, 0.005),
        (180e3, 900e3, 51.6, 100.0, 0.01, 3, 0.01),
        (160e3, 3000e3, 63.4, 270.0, 0.01, 3, 0.025),
    ],
)
def test_against_the_full_motion(
    perigee: float, apogee: float, inclination: float, argument: float, drag: float, days: float, tolerance: float
) -> None:
    """The same air, J2 and the turning Earth, integrated in Cartesian coordinates."""
    air = upper_air()
    flux, storm = (float(row) for row in air.rows(140.0, 15.0))
    rho, place = compiled(density), compiled(geodetic_from_ecef)
    low, high = SEMI_MAJOR_AXIS + perigee, SEMI_MAJOR_AXIS + apogee
    first = (low + high) / 2, (high - low) / (low + high), inclination * DEG, argument * DEG, 1.0

    def motion(_: float, y: np.ndarray) -> np.ndarray:
        x, v = y[:3], np.array([y[3] + EARTH_RATE * y[1], y[4] - EARTH_RATE * y[0], y[5]])
        sine2 = x[2] ** 2 / float(x @ x)
        k = -0.5 * drag * rho(air.table, flux, storm, sine2, place(*x)[2]) * math.sqrt(v @ v)
        return np.concatenate([y[3:], np.array(gravitation_j2(*x)) + k * v])

    flown = solve_ivp(motion, (0, days * DAY), state_in_plane(*first), method="DOP853", rtol=1e-10, atol=1e-4)
    start, end = mean_of_elements(*first), mean_of_state(flown.y[:, -1])
    found = decay(start, drag, MEAN_SUN, air, days * DAY)
    assert found.status[0] == END_OF_SPAN
    lost = float(start.semi_major_axis[0] - end.semi_major_axis[0])
    assert float(start.semi_major_axis[0] - found.semi_major_axis[0]) == pytest.approx(lost, rel=tolerance)
    rounder = float(start.eccentricity[0] - end.eccentricity[0])
    assert float(start.eccentricity[0] - found.eccentricity[0]) == pytest.approx(rounder, rel=0.05)


def mean_of_elements(a: float, e: float, inclination: float, argument: float, anomaly: float) -> MeanOrbits:
    return mean_orbits_of(
        SimpleNamespace(
            semi_major_axis=a,
            eccentricity=e,
            inclination=inclination,
            argument_of_perigee=argument,
            true_anomaly=anomaly,
        )
    )


def mean_of_state(y: np.ndarray) -> MeanOrbits:
    a, p, q, inclination = size_and_shape(*y)
    h = np.cross(y[:3], y[3:])
    node = np.array([-h[1], h[0], 0.0]) / math.hypot(h[0], h[1])
    u = math.atan2(float(y[:3] @ np.cross(h / np.linalg.norm(h), node)), float(y[:3] @ node))
    return mean_of_elements(a, math.hypot(p, q), inclination, math.atan2(q, p), u - math.atan2(q, p))


def test_mean_size_does_not_depend_on_where_the_state_was() -> None:
    """Osculating states of one J2 orbit, half a revolution apart and some 9 km apart in a, have one mean orbit."""
    first = SEMI_MAJOR_AXIS + 500e3, 0.002, 97.4 * DEG, 1.0, 0.3
    around = solve_ivp(
        lambda _, y: np.concatenate([y[3:], gravitation_j2(*y[:3])]), (0, 6000.0), state_in_plane(*first), method="DOP853",
        rtol=1e-11, atol=1e-4, t_eval=np.linspace(0, 6000.0, 9),
    )  # fmt: skip
    means = np.concatenate([mean_of_state(y).array() for y in around.y.T])
    osculating = [size_and_shape(*y)[0] for y in around.y.T]
    assert np.ptp(osculating) > 15e3
    assert np.ptp(means[:, 0]) < 60.0
    assert np.ptp(means[:, 1]) < 3e-5


def test_mean_motion_of_element_sets() -> None:
    """SGP4's own first steps (Spacetrack Report No. 3): the semi-major axis of the python package for the same set."""
    from sgp4.api import WGS84, Satrec

    satellite = Satrec()
    satellite.sgp4init(WGS84, "i", 1, 27000.0, 0.0, 0.0, 0.0, 0.0067405, 1.0, 97.4047 * DEG, 0.0, 15.08261084 * 2 * math.pi / 1440, 0.0)  # fmt: skip
    a = semi_major_axis_of_mean_motion(15.08261084 * 2 * math.pi / DAY, 0.0067405, 97.4047 * DEG)
    assert a == pytest.approx(satellite.a * 6378137.0, abs=5.0)


def test_life_goes_with_one_over_drag_under_a_constant_sun() -> None:
    orbit = between(400e3, 450e3, 51.6)
    lives = [float(decay(orbit, b, MEAN_SUN, upper_air(), 1e12).seconds[0]) for b in (0.005, 0.01, 0.02)]
    assert lives[0] / lives[1] == pytest.approx(2.0, rel=2e-3)
    assert lives[1] / lives[2] == pytest.approx(2.0, rel=2e-3)


def test_life_hardly_depends_on_the_tolerance() -> None:
    orbit = between(493e3, 512e3, 97.4)
    loose, fine = (decay(orbit, 0.01, MEAN_SUN, upper_air(), 1e12, tolerance=t).seconds[0] for t in (5.0, 0.1))
    assert loose == pytest.approx(fine, rel=3e-4)


def test_ends_have_their_status() -> None:
    orbits = MeanOrbits(*(np.concatenate(c) for c in zip(*(
        (o.semi_major_axis, o.eccentricity, o.inclination, o.argument_of_perigee, o.lowest_osculating)
        for o in (between(90e3, 400e3, 97.4), between(300e3, 300e3, 97.4), between(900e3, 900e3, 97.4))
    ), strict=True)))  # fmt: skip
    found = decay(orbits, 0.01, MEAN_SUN, upper_air(), 365 * DAY)
    assert found.status.tolist() == [NO_ORBIT, DECAYED, END_OF_SPAN]
    assert found.seconds[0] == 0
    assert found.seconds[2] == pytest.approx(365 * DAY)
    assert 100e3 <= found.lowest_height[1] < 125e3
    assert set(found.status.tolist()) <= set(STATUS)
