"""How far each preset of the fall is from a tight integration, and how much work it does.

Run by hand: python benchmarks/falls/accuracy.py [--every 10] [--zonal 2]
"""

from __future__ import annotations

import argparse
import math
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.interpolate import PchipInterpolator

from luncur.compiler import compiled, kernel
from luncur.debris import Ground, Impacts, fall_batch
from luncur.debris.drag_curves import curve_table
from luncur.debris.fall import PRESETS
from luncur.debris.motion_kernel import relative_drag
from luncur.earth.air import air_profile
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import altitude_of, ecef_from_geodetic, upward
from luncur.earth.gravity_kernel import gravitation, gravitation_j2
from luncur.earth.tables import cubic_cells, knots, weather_table
from luncur.earth.tables_kernel import lookup
from luncur.mission.model import Site, Weather, Wind

Floats = NDArray[np.float64]

DRAG = (
    (0, 1.0), (0.5, 1.02), (0.8, 1.1), (0.9, 1.2), (1.0, 1.38), (1.1, 1.5), (1.3, 1.56), (1.6, 1.55), (2, 1.5), (3, 1.4),
    (5, 1.32), (8, 1.28), (30, 1.28),
)  # fmt: skip
WIND_KM = (0, 1, 2, 3, 5, 7, 9, 10.5, 12, 14, 16, 18, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100, 120)
WIND_EAST = (3, 6, 8, 10, 16, 25, 35, 42, 40, 30, 18, 8, 3, -4, -8, -12, -20, -15, 5, 15, 10, 0, 0)
WIND_NORTH = (2, 4, 3, 1, -2, -5, -8, -9, -10, -6, -3, 0, 2, 3, 1, 0, 5, 8, 4, -5, -3, 0, 0)


def breakups() -> tuple[Floats, Floats]:
    """States [n, 6] and inverse ballistic coefficients [n]."""
    rows = np.loadtxt(Path(__file__).with_name("breakups_1000.csv"), delimiter=",", skiprows=1)
    return np.ascontiguousarray(rows[:, :6]), 1.0 / rows[:, 6]


def air_and_wind() -> tuple[Floats, Floats]:
    """Weather table [1, rows, 16] and upper table."""
    site = Site(name="equator", latitude=0.0, longitude=0.0, altitude=0.0)
    air = air_profile(Weather(wind=Wind(model="none")), site, datetime(2026, 3, 20, 12, tzinfo=UTC))
    z = knots() / 1e3
    east, north = (PchipInterpolator(WIND_KM, w)(z) for w in (WIND_EAST, WIND_NORTH))
    return weather_table(air.density, air.sound_speed, east, north)[None], cubic_cells(np.log(air.upper_density))


def fall_all(state: Floats, inverse_beta: Floats, zonal: int, preset: str) -> Impacts:
    n = len(state)
    zeros = np.zeros(n, dtype=np.int64)
    table, upper = air_and_wind()
    drags = curve_table(DRAG)[None]
    ground = Ground().array(zonal)
    return fall_batch(state, inverse_beta, zeros, zeros, table, upper, np.ones(1), drags, ground, preset)


@kernel
def falling_exactly(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, zonal):  # type: ignore[no-untyped-def]
    """Acceleration (3) as the falls have it, but with the geodetic altitude and axes by iteration instead of by series."""
    gx, gy, gz = gravitation(x, y, z) if zonal > 2.0 else gravitation_j2(x, y, z)
    gx += EARTH_RATE * (EARTH_RATE * x + 2.0 * vy)
    gy += EARTH_RATE * (EARTH_RATE * y - 2.0 * vx)
    sp, cp, cl, sl, altitude = upward(x, y, z)
    density, inverse_sound, east, north = lookup(table, upper, 1.0, altitude)
    ux = vx + sl * east + sp * cl * north
    uy = vy - cl * east + sp * sl * north
    uz = vz - cp * north
    speed = math.sqrt(ux * ux + uy * uy + uz * uz)
    k = 0.5 * density * speed * inverse_beta * relative_drag(drag, speed * inverse_sound)
    return gx - k * ux, gy - k * uy, gz - k * uz


def reference(state: Floats, inverse_beta: Floats, zonal: int) -> tuple[Floats, int]:
    """Impact point [m] by scipy's DOP853, and its number of evaluations."""
    table, upper = air_and_wind()
    drag, right_side, height = curve_table(DRAG), compiled(falling_exactly), compiled(altitude_of)

    def derivative(_: float, y: Floats) -> list[float]:
        return [*y[3:], *right_side(*y, inverse_beta, drag, table[0], upper, float(zonal))]

    def touch(_: float, y: Floats) -> float:
        return float(height(y[0], y[1], y[2]))

    touch.terminal, touch.direction = True, -1.0  # type: ignore[attr-defined]
    # a first step that cannot meet the densest air at full speed
    out = solve_ivp(
        derivative, (0, 2e4), state, "DOP853", events=touch, rtol=1e-12, atol=[1e-6] * 3 + [1e-9] * 3, first_step=1e-4
    )
    return np.asarray(out.y_events[0][0][:3], dtype=np.float64), int(out.nfev)


def impact_position(impacts: Impacts) -> Floats:
    return np.array([ecef_from_geodetic(a, b, 0.0) for a, b in zip(impacts.latitude, impacts.longitude, strict=True)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--zonal", type=int, default=2, choices=(2, 4))
    options = parser.parse_args()
    state, inverse_beta = breakups()
    some = slice(None, None, options.every)
    found = [reference(s, b, options.zonal) for s, b in zip(state[some], inverse_beta[some], strict=True)]
    truth = np.array([f[0] for f in found])
    print(f"reference: {len(truth)} falls, {np.mean([f[1] for f in found]):.0f} evaluations each")
    print("preset     median    p95    p99    max [m]   evaluations  falls/s  failed")
    for preset in PRESETS:
        fall_all(state[:2], inverse_beta[:2], options.zonal, preset)
        start = time.perf_counter()
        out = fall_all(state, inverse_beta, options.zonal, preset)
        rate = len(state) / (time.perf_counter() - start)
        error = np.linalg.norm(impact_position(out)[some] - truth, axis=1)
        middle, p95, p99 = np.quantile(error, (0.5, 0.95, 0.99))
        print(
            f"{preset:9s} {middle:8.4f} {p95:7.3f} {p99:7.2f} {error.max():7.2f}     {out.evaluations.mean():7.0f}"
            f"     {rate:8.0f}  {int(np.sum(out.status != 0))}"
        )


if __name__ == "__main__":
    main()
