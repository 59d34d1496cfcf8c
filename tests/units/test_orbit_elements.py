"""Elements to states and back, the anomalies, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luncur.errors import InputError
from luncur.orbit.motion.anomalies import eccentric_of_mean, eccentric_of_true, mean_of_true, true_of_mean
from luncur.orbit.motion.constants import MU
from luncur.orbit.motion.elements import Elements, elements_from_altitudes, elements_from_mean, elements_of, state_of

DEGREE = math.pi / 180.0


@given(mean=st.floats(-50.0, 50.0), eccentricity=st.floats(0.0, 0.9999))
def test_eccentric_anomaly_solves_keplers_equation(mean: float, eccentricity: float) -> None:
    anomaly = float(eccentric_of_mean(mean, eccentricity))
    assert anomaly - eccentricity * math.sin(anomaly) == pytest.approx(mean, abs=3e-14 * max(1.0, abs(mean)))


@given(true=st.floats(-20.0, 20.0), eccentricity=st.floats(0.0, 0.99))
def test_anomalies_come_back_in_the_same_turn(true: float, eccentricity: float) -> None:
    assert float(true_of_mean(mean_of_true(true, eccentricity), eccentricity)) == pytest.approx(true, abs=3e-12)
    assert abs(float(eccentric_of_true(true, eccentricity)) - true) <= math.pi


@given(
    a=st.floats(6.6e6, 5e7),
    e=st.sampled_from([0.0, 1e-12, 1e-8, 0.013, 0.47, 0.91, 0.99]),
    i=st.sampled_from([0.0, 1e-13, 1e-9, 0.4, math.pi / 2, 2.9, math.pi - 1e-9, math.pi]),
    angles=st.tuples(*[st.floats(0.0, 6.28)] * 3),
)
def test_a_state_gives_the_elements_that_give_the_state(
    a: float, e: float, i: float, angles: tuple[float, ...]
) -> None:
    """Circular, equatorial and retrograde orbits too, where single angles mean nothing."""
    position, velocity = state_of(Elements(a, e, i, *angles))
    back = elements_of(position, velocity)
    again, speed = state_of(back)
    assert np.abs(again - position).max() < 1e-3
    assert np.abs(speed - velocity).max() < 1e-6
    assert float(np.asarray(back.semi_major_axis)) == pytest.approx(a, rel=1e-12 / (1.0 - e))
    assert float(np.asarray(back.eccentricity)) == pytest.approx(e, abs=1e-14)
    assert float(np.asarray(back.inclination)) == pytest.approx(i, abs=1e-13)


def test_elements_of_a_published_state() -> None:
    """Vallado, Fundamentals of Astrodynamics, 4th ed., example 2-5; printed to five figures."""
    position, velocity = np.array([6524.834e3, 6862.875e3, 6448.296e3]), np.array([4901.327, 5533.756, -1976.341])
    found = elements_of(position, velocity, 398600.4418e9)
    angles = [found.inclination, found.raan, found.argument_of_perigee, found.true_anomaly]
    assert float(np.asarray(found.semi_major_axis)) == pytest.approx(36127.343e3, rel=1e-6)
    assert float(np.asarray(found.eccentricity)) == pytest.approx(0.832853, abs=1e-6)
    assert [float(np.asarray(x)) / DEGREE for x in angles] == pytest.approx([87.870, 227.898, 53.38, 92.335], abs=6e-3)


def test_many_orbits_at_once_are_the_same_as_one_by_one() -> None:
    many = Elements(np.array([7.0e6, 8.1e6]), np.array([0.01, 0.2]), 1.1, np.array([0.3, 5.0]), 0.7, 2.0)
    positions, _ = state_of(many)
    alone, _ = state_of(Elements(8.1e6, 0.2, 1.1, 5.0, 0.7, 2.0))
    assert positions.shape == (2, 3)
    assert np.array_equal(positions[1], alone)


def test_altitudes_of_perigee_and_apogee() -> None:
    orbit = elements_from_altitudes(493e3, 512e3, 97.4 * DEGREE)
    assert float(orbit.perigee_altitude) == pytest.approx(493e3, abs=1e-6)
    assert float(orbit.apogee_altitude) == pytest.approx(512e3, abs=1e-6)
    assert float(orbit.period()) == pytest.approx(2 * math.pi * math.sqrt((6378137.0 + 502.5e3) ** 3 / MU), rel=1e-14)


def test_mean_anomaly_in_place_of_the_true_one() -> None:
    orbit = elements_from_mean(7.2e6, 0.3, 1.0, 2.0, 3.0, 1.234)
    assert float(orbit.mean_anomaly) == pytest.approx(1.234, abs=1e-14)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Elements(7e6, 1.2, 1.0, 0.0, 0.0, 0.0), "eccentricity: '1.2'"),
        (lambda: Elements(-7e6, 0.2, 1.0, 0.0, 0.0, 0.0), "semi_major_axis: '-7000000.0'"),
        (lambda: Elements(7e6, 0.2, 97.4, 0.0, 0.0, 0.0), "inclination: '97.4': expected from 0 to pi"),
        (lambda: Elements(7e6, 0.2, 1.0, math.nan, 0.0, 0.0), "raan: 'nan'"),
        (lambda: elements_from_altitudes(500e3, 400e3, 1.0), "apogee_altitude: '400000.0'"),
        (lambda: elements_of(np.array([7e6, 1.0, 2.0]), np.array([10.0, 11e3, 0.0])), "an orbit that comes round"),
        (lambda: elements_of(np.array([7e6, 1.0, 2.0]), np.array([0.0, 0.0, 0.0])), "an orbit that comes round"),
    ],
)
def test_what_no_closed_orbit_has_is_refused(make, words) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as caught:
        make()
    assert words in str(caught.value)
