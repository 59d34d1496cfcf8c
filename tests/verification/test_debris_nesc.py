"""The fall against NASA's check cases of a body in the air (NASA/TM-2015-218675, volume II).

A cannonball of one slug, 0.1963495 ft2, drag coefficient 0.1, latitude and longitude 0, J2 gravitation, US 1976;
the end states are those of simulation 05 after 30 s.
"""

import csv
import math
import os
from pathlib import Path

import numpy as np
import pytest

from luncur.debris import Environment, FallingBody, fall, state_from_local
from luncur.earth.ellipsoid_kernel import east_north_up, geodetic_from_ecef

FOOT = 0.3048
SLUG = 4.4482216152605 / FOOT  # pound-force over foot per second squared [kg]
FROM_THE_WEST = ((0.0, 20 * FOOT, 0.0), (50e3, 20 * FOOT, 0.0))


def flown(
    altitude: float, ned: tuple[float, float, float], drag: float, wind: tuple = (), duration: float = 30.0
) -> tuple[float, float, np.ndarray]:
    """Altitude [ft], longitude [deg] and velocity east, north, up [ft/s] at the end; arguments in feet."""
    position, velocity = state_from_local(0.0, 0.0, altitude * FOOT, *(v * FOOT for v in ned))
    body = FallingBody(SLUG, 0.1963495 * FOOT**2, drag)
    out = fall(position, velocity, body, Environment(wind=wind, zonal=2), duration=duration)
    assert out.status == 1
    assert out.time == pytest.approx(duration, abs=1e-12)
    latitude, longitude, height = geodetic_from_ecef(*out.state[:3])
    assert latitude == pytest.approx(0.0, abs=1e-12)
    axes = np.array(east_north_up(latitude, longitude)).reshape(3, 3)
    return height / FOOT, math.degrees(longitude), axes @ out.state[3:] / FOOT


def test_case_1_sphere_without_drag() -> None:
    altitude, longitude, velocity = flown(30_000.0, (0, 0, 0), 0.0)
    assert altitude == pytest.approx(15598.90435, abs=1e-3)
    assert longitude == pytest.approx(5.745522e-5, abs=1e-10)
    assert velocity == pytest.approx([2.101011, 0.0, -960.2930645], abs=1e-5)


def test_case_6_sphere_with_drag() -> None:
    altitude, longitude, velocity = flown(30_000.0, (0, 0, 0), 0.1)
    assert altitude == pytest.approx(16284.44475, abs=0.02)
    assert longitude == pytest.approx(5.337981987e-5, abs=1e-9)
    assert velocity == pytest.approx([1.842930477, 0.0, -864.0107594], abs=2e-3)


def test_case_7_steady_wind() -> None:
    altitude, longitude, velocity = flown(30_000.0, (0, 0, 0), 0.1, FROM_THE_WEST)
    assert altitude == pytest.approx(16285.16222, abs=0.02)
    assert longitude == pytest.approx(1.285418332e-4, abs=1e-9)
    assert velocity[0] == pytest.approx(4.708379684, abs=2e-3)


def test_case_9_thrown_up_from_the_ground() -> None:
    altitude, longitude, velocity = flown(0.0, (0, 1000.0, -1000.0), 0.1)
    assert altitude == pytest.approx(10160.97931, abs=0.05)
    assert longitude == pytest.approx(0.06164781332, abs=1e-7)
    assert velocity == pytest.approx([610.7459749, 0.0, -181.7485866], abs=5e-3)


@pytest.mark.parametrize(
    ("case", "start", "ned", "drag", "wind"),
    [
        ("01", 30_000.0, (0, 0, 0), 0.0, ()),
        ("06", 30_000.0, (0, 0, 0), 0.1, ()),
        ("07", 30_000.0, (0, 0, 0), 0.1, FROM_THE_WEST),
        ("09", 0.0, (0, 1000.0, -1000.0), 0.1, ()),
    ],
)
def test_the_way_there(case: str, start: float, ned: tuple, drag: float, wind: tuple) -> None:
    folder = os.environ.get("LUNCUR_REFERENCE_DATA")
    if not folder:
        pytest.skip("LUNCUR_REFERENCE_DATA does not name a folder with the check cases")
    text = (Path(folder) / "nesc" / f"Atmos_{case}_sim_05_every50th_row.csv").read_text()
    rows = [row for row in csv.DictReader(text.splitlines()) if float(row["time"]) in (5.0, 12.5, 20.0, 27.5)]
    assert len(rows) == 4
    for row in rows:
        altitude, longitude, _ = flown(start, ned, drag, wind, float(row["time"]))
        assert altitude == pytest.approx(float(row["altitudeMsl_ft"]), abs=0.05)
        assert longitude == pytest.approx(float(row["longitude_deg"]), abs=1e-7)
