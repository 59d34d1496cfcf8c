"""Scatter of impacts and the wind that a launcher can allow for."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.areas.unguided import scatter_of, wind_by_azimuth, wind_by_elevation, wind_by_radius


# Of an isotropic normal scatter the radii are sigma sqrt(-2 ln(1 - p)): 1.1774, 2.1460, 2.4477.
def test_radii_of_a_normal_scatter() -> None:
    draws = np.random.default_rng(5).normal(size=(20_000, 2)) * 3000.0
    latitude, longitude = 0.55 + draws[:, 1] / 6.36e6, 2.29 + draws[:, 0] / (6.38e6 * math.cos(0.55))
    out = scatter_of(latitude, longitude, (0.55, 2.29))
    assert np.array(out.about_mean) / 3000.0 == pytest.approx([1.1774, 2.1460, 2.4477], rel=0.02)
    assert out.low < out.about_nominal[2] < out.high
    assert out.latitude == pytest.approx(0.55, abs=2e-5)


def test_radii_about_a_nominal_point_that_is_off() -> None:
    latitude = np.full(40, 0.5) + np.linspace(-1e-6, 1e-6, 40)
    out = scatter_of(latitude, np.full(40, 1.0), (0.5 + 1e-3, 1.0))
    assert out.about_nominal[0] == pytest.approx(6.35e3, rel=0.01)
    assert out.about_mean[2] < 10.0


def test_too_few_impacts() -> None:
    with pytest.raises(ValueError, match="at least 20"):
        scatter_of(np.zeros(19), np.zeros(19), (0.0, 0.0))


# 14 CFR 417, C417.5: 5 deg of change, 86 deg in all, 84 deg unproven; 30 deg of azimuth.
@pytest.mark.parametrize(
    ("elevation", "proven", "degrees"), [(75, False, 5), (80, False, 4), (80, True, 5), (84, True, 2), (85, False, 0)]
)
def test_wind_by_elevation(elevation: float, proven: bool, degrees: float) -> None:
    tilt = 13e3 / math.radians(1)
    assert wind_by_elevation(2e3, tilt, math.radians(elevation), proven) == pytest.approx(6.5 * degrees, abs=1e-9)


def test_other_limits() -> None:
    assert wind_by_azimuth(3e3, -2.5e3 / math.radians(1)) == pytest.approx(25.0)
    assert wind_by_radius(-2e3, 20e3, 60e3) == pytest.approx(20.0)
    assert wind_by_radius(2e3, 70e3, 60e3) == 0.0
    assert wind_by_radius(0.0, 20e3, 60e3) == math.inf
