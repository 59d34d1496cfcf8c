"""Rates, sun-synchronous and repeating orbits."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from luncur.errors import InputError, PhysicsError
from luncur.orbit.design.rates import SUN_RATE, orbit_rates
from luncur.orbit.design.repeat_track import repeat_track, repeat_tracks_near, revolutions_per_turn
from luncur.orbit.design.sun_synchronous import (
    local_time_drift,
    local_time_of_node,
    raan_of_local_time,
    sun_synchronous_inclination,
    sun_synchronous_semi_major_axis,
)
from luncur.orbit.motion.constants import J2, MU, REFERENCE_RADIUS

DEG = math.pi / 180
WHEN = datetime(2026, 3, 1, 6, tzinfo=UTC)


def test_rates_of_j2() -> None:
    """Node -3/2 n J2 (R/p)^2 cos i; perigee 3/4 n J2 (R/p)^2 (5 cos^2 i - 1); both vanish where they must."""
    a, e, i = 7.1e6, 0.03, 63.0 * DEG
    n = math.sqrt(MU / a**3)
    k = n * J2 * (REFERENCE_RADIUS / (a * (1 - e * e))) ** 2
    rates = orbit_rates(a, e, i)
    assert rates.node == pytest.approx(-1.5 * k * math.cos(i), rel=1e-12)
    assert rates.perigee == pytest.approx(0.75 * k * (5 * math.cos(i) ** 2 - 1), rel=1e-12)
    assert orbit_rates(a, e, 90 * DEG).node == pytest.approx(0.0, abs=1e-20)
    assert orbit_rates(a, e, math.acos(math.sqrt(0.2))).perigee == pytest.approx(0.0, abs=1e-20)
    many = orbit_rates([7e6, 8e6], 0.0, [0.5, 1.0])
    assert many.node.shape == (2,)
    assert np.all(many.per_day * many.nodal_period == pytest.approx(86400.0))
    with pytest.raises(InputError, match="eccentricity"):
        orbit_rates(7e6, 1.0, 0.5)


def test_periods_of_493_by_512_km() -> None:
    a = REFERENCE_RADIUS + 502.5e3
    rates = orbit_rates(a, 9.5e3 / a, 97.4 * DEG)
    assert rates.keplerian_period == pytest.approx(5680.07, abs=0.01)
    assert rates.nodal_period == pytest.approx(5687.48, abs=0.01)
    assert rates.per_day == pytest.approx(15.1913, abs=1e-4)
    assert rates.node / DEG * 86400 == pytest.approx(0.98416, abs=1e-5)
    assert rates.perigee / DEG * 86400 == pytest.approx(-3.5037, abs=1e-4)
    assert local_time_drift(a, 9.5e3 / a, 97.4 * DEG) * 365.25 / 60 == pytest.approx(-2.18, abs=0.01)  # min a year


@pytest.mark.parametrize("eccentricity", [0.0, 0.001, 0.1])
@pytest.mark.parametrize("height", [200e3, 502.5e3, 786e3, 1500e3])
def test_sun_synchronous_there_and_back(height: float, eccentricity: float) -> None:
    a = (REFERENCE_RADIUS + height) / (1 - eccentricity)
    i = sun_synchronous_inclination(a, eccentricity)
    assert orbit_rates(a, eccentricity, i).node == pytest.approx(SUN_RATE, rel=1e-12)
    assert local_time_drift(a, eccentricity, i) == pytest.approx(0.0, abs=1e-9)
    assert sun_synchronous_semi_major_axis(i, eccentricity) == pytest.approx(a, rel=1e-12)


def test_no_sun_synchronous_orbit_is_said() -> None:
    with pytest.raises(PhysicsError, match="drifts more slowly than the Sun"):
        sun_synchronous_inclination(13e6)
    assert sun_synchronous_inclination(12.3e6) > 170 * DEG
    with pytest.raises(PhysicsError, match="above 90 deg"):
        sun_synchronous_semi_major_axis(80 * DEG)
    with pytest.raises(PhysicsError, match="under the ground"):
        sun_synchronous_semi_major_axis(95 * DEG)


@pytest.mark.parametrize("apparent", [False, True])
def test_local_time_there_and_back(apparent: bool) -> None:
    for hours in (0.0, 6.0, 10.5, 22.5):
        raan = raan_of_local_time(hours, 97.4 * DEG, WHEN, apparent=apparent)
        assert local_time_of_node(raan, 97.4 * DEG, WHEN, apparent=apparent) == pytest.approx(hours, abs=1e-9)
    with pytest.raises(InputError, match="local time"):
        raan_of_local_time(25.0, 1.7, WHEN)
    far = datetime(2060, 1, 1, tzinfo=UTC)
    assert local_time_of_node(raan_of_local_time(6.0, 1.7, far), 1.7, far) == pytest.approx(6.0)
    with pytest.raises(InputError, match="zone"):
        local_time_of_node(1.0, 1.7, datetime(2026, 3, 1))


def test_local_time_is_the_time_at_the_node_s_meridian() -> None:
    """At the March equinox of 2024 (20 March 03:06 UTC) the true Sun stands at right ascension 0: there it is noon."""
    equinox = datetime(2024, 3, 20, 3, 6, 26, tzinfo=UTC)
    late = local_time_of_node(0.0, 97.4 * DEG, equinox, apparent=True)
    assert late == pytest.approx(12.0, abs=0.025)  # the node of 2000 is 0.33 deg, 80 s, from that of the day
    early_november = datetime(2023, 11, 3, 12, tzinfo=UTC)
    equation = local_time_of_node(1.0, 1.7, early_november, apparent=True) - local_time_of_node(
        1.0, 1.7, early_november
    )
    assert equation * 60 == pytest.approx(16.4, abs=0.1)  # equation of time, its largest of the year


def test_local_time_of_a_sun_synchronous_node_stays() -> None:
    """To what the tropical year for the sidereal one and the poles of 2000 and of date, 0.15 deg apart, leave."""
    i = sun_synchronous_inclination(7.1e6)
    raan = raan_of_local_time(10.5, i, WHEN)
    rate = float(orbit_rates(7.1e6, 0.0, i).node)
    for days in (30, 365, 1461):
        later = WHEN + timedelta(days=days)
        assert local_time_of_node(raan + rate * days * 86400, i, later) * 3600 == pytest.approx(
            37800, abs=4 * days / 365 + 6
        )


@pytest.mark.parametrize(
    ("revolutions", "days", "inclination"), [(15, 1, 97.6), (233, 16, None), (43, 3, 51.6), (1, 1, 0.1), (2, 1, 63.4)]
)
def test_repeating_track_closes(revolutions: int, days: int, inclination: float | None) -> None:
    track = repeat_track(revolutions, days, None if inclination is None else inclination * DEG)
    rates = orbit_rates(track.semi_major_axis, 0.0, track.inclination)
    turn = 7.292115146706979e-5 - float(rates.node)
    drift = revolutions * float(rates.nodal_period) * turn - days * 2 * math.pi
    assert drift * REFERENCE_RADIUS == pytest.approx(0.0, abs=1e-3)  # [m] at the equator after a whole cycle
    assert track.spacing == pytest.approx(2 * math.pi * REFERENCE_RADIUS / revolutions)


def test_geostationary_is_one_in_one() -> None:
    """42,164 km, where J2 adds 0.5 km to the two-body 42,164.2 km."""
    assert repeat_track(1, 1, 0.0).semi_major_axis == pytest.approx(42_164.2e3, abs=3e3)


def test_repeat_cycles_near_an_orbit() -> None:
    a = REFERENCE_RADIUS + 502.5e3
    found = repeat_tracks_near(a, 0.0, 97.4 * DEG, 30, 5e3)
    assert (76, 5) in {(t.revolutions, t.days) for t in found}
    assert [t.days for t in found] == sorted(t.days for t in found)
    for track in found:
        assert abs(track.shift) <= 5e3
        assert track.semi_major_axis - a == pytest.approx(track.shift)
        assert math.gcd(track.revolutions, track.days) == 1
        assert revolutions_per_turn(track.semi_major_axis, 0.0, 97.4 * DEG) == pytest.approx(
            track.revolutions / track.days, rel=1e-10
        )
    fewer = repeat_tracks_near(a, 0.0, 97.4 * DEG, 10, 5e3)
    assert {(t.revolutions, t.days) for t in fewer} == {(t.revolutions, t.days) for t in found if t.days <= 10}


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: repeat_track(30, 2, 1.0), InputError, "30 in 2"),
        (lambda: repeat_track(0, 1, 1.0), InputError, "without a common divisor"),
        (lambda: repeat_track(17, 1, 1.0), PhysicsError, "perigee above the ground"),
        (lambda: repeat_track(1, 1, None), PhysicsError, "no such orbit"),
        (lambda: repeat_tracks_near(7e6, 0.0, 1.0, 0, 1e3), InputError, "most days"),
        (lambda: repeat_tracks_near(7e6, 0.0, 1.0, 3, 1e6), InputError, "reach"),
    ],
)
def test_bad_input_is_one_sentence(call: object, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        call()  # type: ignore[operator]
