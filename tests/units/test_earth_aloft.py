"""The series for the place of a falling body, against the exact geodetic coordinates."""

import math

import numpy as np
import pytest

from luncur.compiler import compiled
from luncur.earth.ellipsoid_kernel import aloft, altitude_of, ecef_from_geodetic
from luncur.earth.gravity_kernel import gravitation, gravitation_j2, zonal_j2, zonal_j4

LATITUDES = np.linspace(-0.5 * math.pi, 0.5 * math.pi, 91)


@pytest.mark.parametrize(
    ("altitude", "metres", "radians"),
    [(-400.0, 1e-6, 1e-7), (0.0, 1e-7, 1e-7), (30e3, 6e-5, 4e-8), (120e3, 2e-4, 1.5e-7), (1e6, 4e-4, 1.2e-6), (2e8, 0.08, 3e-6)],
)  # fmt: skip
def test_altitude_and_axes_within_what_is_stated(altitude: float, metres: float, radians: float) -> None:
    for latitude in LATITUDES:
        x, y, z = ecef_from_geodetic(latitude, 2.1, altitude)
        inverse, inverse_axis, s, sine, cosine, found = aloft(x, y, z)
        assert found == pytest.approx(altitude, abs=metres)
        assert sine == pytest.approx(math.sin(latitude), abs=radians)
        assert cosine == pytest.approx(math.cos(latitude), abs=radians)
        assert inverse == pytest.approx(1.0 / math.sqrt(x * x + y * y + z * z), rel=1e-14)
        assert s == pytest.approx(z * inverse, abs=1e-15)
        if abs(latitude) < 1.57:
            assert inverse_axis == pytest.approx(1.0 / math.hypot(x, y), rel=1e-14)


def test_deep_inside_the_earth_is_below_the_ground() -> None:
    for depth in (1e3, 1e5, 3e6, 6.3e6):
        assert aloft(6.378137e6 - depth, 0.0, 0.0)[5] == pytest.approx(-depth, abs=1e-6)
        assert aloft(0.7 * (6.37e6 - depth), 0.0, 0.7 * (6.37e6 - depth))[5] < 0.0


def test_gravitation_by_the_place_is_gravitation_by_the_position() -> None:
    for latitude in LATITUDES:
        x, y, z = ecef_from_geodetic(latitude, -0.8, 70e3)
        inverse, _, s, _, _, _ = aloft(x, y, z)
        e, p = zonal_j2(inverse, s)
        np.testing.assert_allclose((e * x, e * y, p * z), gravitation_j2(x, y, z), rtol=1e-13, atol=1e-14)
        e, p, polar = zonal_j4(inverse, s)
        np.testing.assert_allclose((e * x, e * y, p * z + polar), gravitation(x, y, z), rtol=1e-13, atol=1e-14)


def test_compiled_series_agrees_with_the_iteration_anywhere() -> None:
    rng = np.random.default_rng(4)
    for p in rng.normal(size=(200, 3)):
        x, y, z = (float(c) for c in p / np.linalg.norm(p) * rng.uniform(6.36e6, 7.3e6))
        assert compiled(aloft)(x, y, z)[5] == pytest.approx(compiled(altitude_of)(x, y, z), abs=4e-4)
