"""Orbits that are flown, against what their operators say of them."""

from __future__ import annotations

import math

import pytest

from luncur.orbit.design.rates import orbit_rates
from luncur.orbit.design.repeat_track import repeat_track
from luncur.orbit.design.sun_synchronous import sun_synchronous_inclination
from luncur.orbit.motion.constants import REFERENCE_RADIUS

DEG = math.pi / 180


@pytest.mark.parametrize(
    ("revolutions", "days", "height", "inclination", "minutes"),
    [
        (143, 10, 786.0, 98.62, 100.7),  # Sentinel-2 (ESA): 786 km mean altitude, 98.62 deg
        (233, 16, 705.0, 98.2, 98.9),  # Landsat 4-8 (USGS): 705 km nominal, 98.2 deg, 98.9 min
        (385, 27, 800.0, 98.6, 100.99),  # Sentinel-3 (ESA): 385 revolutions in 27 days
        (175, 12, 693.0, 98.18, 98.7),  # Sentinel-1 (ESA): 175 revolutions in 12 days, 693 km, 98.18 deg
    ],
)
def test_repeat_cycles_that_are_flown(
    revolutions: int, days: int, height: float, inclination: float, minutes: float
) -> None:
    """Heights are told of different radii: 705 km is that above 6,372 km; J2 alone leaves 0.08 deg of the inclination."""
    track = repeat_track(revolutions, days, None)
    assert (track.semi_major_axis - REFERENCE_RADIUS) / 1000 == pytest.approx(height, abs=6.0)
    assert track.inclination / DEG == pytest.approx(inclination, abs=0.08)
    period = float(orbit_rates(track.semi_major_axis, 0.0, track.inclination).nodal_period) / 60
    assert period == pytest.approx(minutes, abs=0.12)


def test_landsat_s_spacing_of_tracks() -> None:
    """USGS: 2,752 km between one revolution's track and the next, 24.7 deg at the equator; 233 paths 172 km apart."""
    track = repeat_track(233, 16, None)
    assert track.spacing / 1000 == pytest.approx(172.0, abs=0.1)
    assert track.spacing * track.days / 1000 == pytest.approx(2752, abs=1)
    assert 360 * track.days / track.revolutions == pytest.approx(24.7, abs=0.03)


def test_sun_synchronous_orbit_of_800_km() -> None:
    """98.6 deg at 800 km, as textbooks round it (Vallado, 4th ed., section 11.4.1)."""
    assert sun_synchronous_inclination(REFERENCE_RADIUS + 800e3) / DEG == pytest.approx(98.6, abs=0.01)
