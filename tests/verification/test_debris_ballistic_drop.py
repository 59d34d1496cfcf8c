"""A ballistic drop with quadratic drag against the exact integration of the same drop over a flat Earth.

90 kg, drag coefficient 0.8, 0.36 m2, air of 1.225 kg/m3, 28 m/s level from 100 m under 9.81 m/s2: 115.67528 m,
44.38799 m/s, 62.58434 deg, 4.748708 s (the drop of the JARUS SORA annex F casualty-area model).
Thrown north, from the latitude where gravity is 9.81 m/s2, the turning and the round Earth add millimetres.
"""

import math

import numpy as np
import pytest
from scipy.optimize import brentq

from luncur.debris import Ground, Impacts, fall_batch, state_from_local
from luncur.debris.drag_curves import drag_tables
from luncur.debris.motion_kernel import weight
from luncur.earth.ellipsoid_kernel import aloft, ecef_from_geodetic
from luncur.earth.geodesic import distance_and_azimuth
from luncur.earth.tables import ROWS, cubic_cells, weather_table

HEIGHT = 100.0
NO_AIR_ABOVE = cubic_cells(np.full(3, -200.0))


def even_air(density: float, east: float = 0.0, north: float = 0.0) -> np.ndarray:
    flat = np.ones(ROWS + 1)
    return weather_table(density * flat, 340.0 * flat, east * flat, north * flat)[None]


def fall_in_even_air(
    latitude: float, altitude: float, ned: tuple[float, float, float], beta: float, **air: float
) -> Impacts:
    position, velocity = state_from_local(latitude, 0.7, altitude, *ned)
    zero = np.zeros(1, dtype=np.int64)
    return fall_batch(
        np.concatenate([position, velocity])[None], np.array([1 / beta]), zero, zero, even_air(1.225, **air),
        NO_AIR_ABOVE, np.ones(1), drag_tables(), Ground().array(), "strict",
    )  # fmt: skip


def latitude_of_gravity(wanted: float) -> float:
    """Latitude [rad] at which a body at rest 50 m up falls at ``wanted`` [m/s2]."""

    def difference(latitude: float) -> float:
        at = ecef_from_geodetic(latitude, 0.7, 50.0)
        inverse, _, sine, _, _, _ = aloft(*at)
        ax, ay, az = weight(*at, 0.0, 0.0, inverse, sine, Ground().array()[5])
        return math.sqrt(ax * ax + ay * ay + az * az) - wanted

    return float(brentq(difference, 0.1, 1.5))


def test_drop() -> None:
    latitude = latitude_of_gravity(9.81)
    out = fall_in_even_air(latitude, HEIGHT, (28.0, 0.0, 0.0), 90 / (0.8 * 0.36))
    distance, azimuth = distance_and_azimuth(latitude, 0.7, float(out.latitude[0]), float(out.longitude[0]))
    assert distance == pytest.approx(115.67528, abs=0.01)
    assert out.time[0] == pytest.approx(4.748708, abs=3e-4)
    assert out.speed[0] == pytest.approx(44.38799, abs=3e-3)
    assert math.degrees(out.angle[0]) == pytest.approx(62.58434, abs=5e-3)
    assert math.sin(azimuth) == pytest.approx(0.0, abs=1e-3)
    assert out.azimuth[0] == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize(
    ("beta", "terminal"),
    [(4.882, 8.841), (14.647, 15.314), (48.824, 27.959), (146.473, 48.427), (488.243, 88.415)],
)
def test_terminal_speed(beta: float, terminal: float) -> None:
    """sqrt(2 beta g / density) at sea level, 9.80665 m/s2 and 1.225 kg/m3 (14 CFR 420.5, ballistic coefficient)."""
    latitude = latitude_of_gravity(9.80665)
    out = fall_in_even_air(latitude, 3500.0, (0.0, 0.0, 0.0), beta)
    assert out.speed[0] == pytest.approx(terminal, rel=2e-4)
    assert math.degrees(out.angle[0]) == pytest.approx(90.0, abs=0.1)


def test_light_piece_drifts_with_the_wind() -> None:
    out = fall_in_even_air(0.8, 900.0, (0.0, 0.0, 0.0), 2.5, east=7.0, north=-11.0)
    terminal = math.sqrt(2 * 2.5 * 9.8 / 1.225)
    level = out.speed[0] * math.cos(out.angle[0])
    assert level == pytest.approx(math.hypot(7.0, 11.0), rel=2e-3)
    assert out.azimuth[0] == pytest.approx(math.atan2(7.0, -11.0), abs=2e-3)
    assert out.speed[0] * math.sin(out.angle[0]) == pytest.approx(terminal, rel=5e-3)
    # it takes a second or so to pick the wind up, and drifts with it from then on
    distance, _ = distance_and_azimuth(0.8, 0.7, float(out.latitude[0]), float(out.longitude[0]))
    assert distance == pytest.approx(math.hypot(7.0, 11.0) * (out.time[0] - 0.6), abs=15.0)
