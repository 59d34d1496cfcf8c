"""Atmosphere, impact points, geodesics and gravity against published numbers."""

from __future__ import annotations

import csv
import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from luncur.earth import destination, distance_and_azimuth, impact_point
from luncur.earth.ellipsoid_kernel import east_north_up, ecef_from_geodetic
from luncur.earth.frames import celestial_rotation
from luncur.earth.gravity_kernel import gravitation, gravitation_j2
from luncur.earth.us76 import geopotential_altitude, us76

DEG = math.pi / 180

# U.S. Standard Atmosphere 1976, table I: geopotential altitude [m], temperature [K], pressure [Pa], density [kg/m3].
TABLE_I = [
    (200.0, 286.85, 98945.0, 1.2017),
    (5250.0, 254.025, 52239.0, 0.71641),
    (17900.0, 216.65, 7624.1, 0.12259),
    (27100.0, 223.75, 1819.4, 0.028328),
    (40000.0, 251.05, 277.52, 0.003851),
    (49400.0, 270.65, 81.919, 0.0010544),
    (71000.0, 214.65, 3.9564, 6.4211e-5),
    (84852.0, 186.87, 0.37338, 6.958e-6),
]


def geometric(geopotential: float) -> float:
    return 6356766.0 * geopotential / (6356766.0 - geopotential)


@pytest.mark.parametrize(("h", "temperature", "pressure", "density"), TABLE_I)
def test_us76_table(h: float, temperature: float, pressure: float, density: float) -> None:
    air = us76(geometric(h))
    assert air.temperature == pytest.approx(temperature, rel=1e-4)
    assert air.pressure == pytest.approx(pressure, rel=1e-4)
    assert air.density == pytest.approx(density, rel=1e-4)
    assert geopotential_altitude(geometric(h)) == pytest.approx(h, rel=1e-12)


def test_us76_all_reference_rows(reference_data: Path) -> None:
    for name in ("us76_tableI_selected_geopotential.csv", "us76_layer_boundaries_geopotential.csv"):
        with (reference_data / "atmosphere" / name).open() as stream:
            for row in csv.DictReader(stream):
                air = us76(geometric(float(row["geopotential_altitude_m"])))
                assert air.pressure == pytest.approx(float(row["pressure_Pa"]), rel=1e-4)
                density = float(row["pressure_Pa"]) / (287.0529 * float(row["temperature_K"]))
                if density == pytest.approx(
                    float(row["density_kg_m3"]), rel=1e-4
                ):  # else misprinted: not a perfect gas
                    assert air.density == pytest.approx(float(row["density_kg_m3"]), rel=1e-4)


def test_us76_ends() -> None:
    assert math.isnan(float(us76(86_100.0).density))
    assert math.isnan(float(us76(-6000.0).density))


def test_nrlmsise00_through_the_same_call(reference_data: Path) -> None:
    """The model's published cases, by the call that the weather uses."""
    import pymsis

    with (reference_data / "atmosphere/nrlmsise00_gtd7_cases_1_10.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        # the published driver gives the local time apart from the longitude; only those that agree can be called by date
        local = float(row["sec"]) / 3600 + float(row["g_long_deg"]) / 15
        if abs((local - float(row["lst_h"]) + 12) % 24 - 12) > 0.5:
            continue
        when = (
            np.datetime64("2001-01-01")
            + np.timedelta64(int(row["doy"]) - 1, "D")
            + np.timedelta64(int(row["sec"]), "s")
        )
        out = pymsis.calculate(
            when, float(row["g_long_deg"]), float(row["g_lat_deg"]), float(row["alt_km"]), [float(row["f107"])],
            [float(row["f107A"])], [[float(row["ap"])] * 7], version=0,
        )  # fmt: skip
        assert np.ravel(out)[0] == pytest.approx(1000 * float(row["rho_g_cm3"]), rel=0.02)


# 14 CFR 420 Appendix B closed form and two-body integration agree on these to 1e-6 deg and 1e-3 s.
IMPACTS = [
    (28.5, -80.5, 50e3, 0, 0, 500, 28.501566, -80.499378, 166.440),
    (28.9, -79.0, 80e3, 2500, 600, 900, 30.173432, -71.605894, 289.294),
    (35.0, -65.0, 185e3, 6900, 1900, 60, 28.027887, 2.057700, 889.868),
]


def state(lat: float, lon: float, h: float, e: float, n: float, u: float) -> tuple[np.ndarray, np.ndarray]:
    axes = np.array(east_north_up(lat * DEG, lon * DEG)).reshape(3, 3)
    return np.array(ecef_from_geodetic(lat * DEG, lon * DEG, h)), e * axes[0] + n * axes[1] + u * axes[2]


@pytest.mark.parametrize("case", IMPACTS)
def test_impact_point(case: tuple[float, ...]) -> None:
    out = impact_point(*state(*case[:6]))
    assert out.status == 0
    assert math.degrees(out.latitude) == pytest.approx(case[6], abs=1e-6)
    assert math.degrees(out.longitude) == pytest.approx(case[7], abs=1e-6)
    assert out.time_of_flight == pytest.approx(case[8], abs=1e-3)


@pytest.mark.parametrize(
    ("velocity", "status"), [((7150.0, 2000.0, 0.0), 10), ((9000.0, 8000.0, 100.0), 11), ((math.nan, 1.0, 1.0), 20)]
)
def test_no_impact_point(velocity: tuple[float, float, float], status: int) -> None:
    out = impact_point(*state(36.0, -60.0, 190e3, *velocity))
    assert out.status == status
    assert math.isnan(out.latitude)


def test_impact_point_broadcasts() -> None:
    states = [state(*case[:6]) for case in IMPACTS]
    out = impact_point(np.stack([s[0] for s in states]), np.stack([s[1] for s in states]))
    assert out.latitude.shape == (3,)
    assert out.latitude[1] == impact_point(*states[1]).latitude
    with pytest.raises(ValueError, match="three components"):
        impact_point(np.zeros((3, 2)), np.zeros((3, 2)))


# 14 CFR 420 Appendix A (b)(3) method, and geographiclib: to 1e-6 deg.
@pytest.mark.parametrize(
    ("start", "azimuth", "miles", "end"),
    [
        ((28.5, -80.5), 90, 100, (28.486839, -78.608510)),
        ((28.5, -80.5), 45, 1000, (39.466640, -65.318070)),
        ((43.07961, -119.94511), 105, 5000, (-6.329686, -45.259441)),
    ],
)
def test_destination(start: tuple[float, float], azimuth: float, miles: float, end: tuple[float, float]) -> None:
    lat, lon = destination(start[0] * DEG, start[1] * DEG, azimuth * DEG, miles * 1852.0)
    assert (math.degrees(lat), math.degrees(lon)) == pytest.approx(end, abs=1e-6)
    distance, back = distance_and_azimuth(start[0] * DEG, start[1] * DEG, lat, lon)
    assert distance == pytest.approx(miles * 1852.0, abs=1e-3)
    assert math.degrees(back) == pytest.approx(azimuth, abs=1e-6)


@pytest.mark.parametrize(("latitude", "normal"), [(0.0, 9.78032533590406), (90.0, 9.832184937863065)])
def test_gravity_at_the_surface(latitude: float, normal: float) -> None:
    """Gravitation less the centrifugal part is WGS 84 normal gravity, to what J2 leaves out (1e-5)."""
    x, y, z = ecef_from_geodetic(latitude * DEG, 0.3, 0.0)
    g = np.array(gravitation_j2(x, y, z)) + 7.292115e-5**2 * np.array([x, y, 0.0])
    assert np.linalg.norm(g) == pytest.approx(normal, rel=2e-5)


def test_zonal_gravity_is_the_gradient_of_its_potential() -> None:
    from luncur.earth.constants import J2, J3, J4, MU, SEMI_MAJOR_AXIS

    def potential(p: np.ndarray) -> np.longdouble:
        r = np.sqrt(np.sum(p * p))
        s, a = p[2] / r, np.longdouble(SEMI_MAJOR_AXIS) / r
        zonal = (
            J2 * a**2 * (3 * s**2 - 1) / 2
            + J3 * a**3 * (5 * s**3 - 3 * s) / 2
            + J4 * a**4 * (35 * s**4 - 30 * s**2 + 3) / 8
        )
        return MU / r * (1 - zonal)

    p = np.array([3.1e6, -2.2e6, 5.3e6], dtype=np.longdouble)
    for i, component in enumerate(gravitation(*(float(c) for c in p))):
        step = np.zeros(3, dtype=np.longdouble)
        step[i] = 50.0
        slope = (
            8 * (potential(p + step) - potential(p - step)) - (potential(p + 2 * step) - potential(p - 2 * step))
        ) / 600
        assert component == pytest.approx(float(slope), rel=1e-9)


def test_earth_orientation_turns_once_a_sidereal_day() -> None:
    first = celestial_rotation(datetime(2023, 11, 15, 2, 0, 0, tzinfo=UTC))
    assert first @ first.T == pytest.approx(np.eye(3), abs=1e-12)
    later = celestial_rotation(datetime(2023, 11, 16, 1, 56, 4, 91000, tzinfo=UTC))
    assert later == pytest.approx(first, abs=1e-6)
