"""Three student rockets against their altimeters.

Inputs and measured apogees: RocketPy-Team/RocketPy at d41dd11e (docs/examples and tests/acceptance; MIT; flight data
published with the teams' permission).  Weather: ERA5 over the place at the hour.  RocketPy itself, with six degrees of
freedom and the same inputs, gives 461.03, 1310.44 and 2818.90 m.
"""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from luncur.flight import fly
from luncur.mission import Mission
from luncur.mission.load import mission_from_tree

Rows = list[tuple[float, float]]


def motor_curve(path: Path) -> Rows:
    """(time, thrust) of a RASP file, from rest."""
    rows: Rows = [(0.0, 0.0)]
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) == 2 and not line.startswith(";"):
            rows.append((float(parts[0]), float(parts[1])))
    return rows


def drag_table(path: Path) -> list[list[float]]:
    """(Mach number, drag coefficient), one row a Mach number."""
    with path.open(encoding="utf-8") as file:
        rows = np.array([[float(x) for x in row] for row in csv.reader(file)])
    mach = np.unique(rows[:, 0])
    return [[float(m), float(np.mean(rows[rows[:, 0] == m, 1]))] for m in mach]


def write_weather(source: Path, folder: Path) -> None:
    """The ERA5 profile as the two files that a mission reads; geopotential height stands for altitude (0.1 % at 5 km)."""
    with source.open(encoding="utf-8") as file:
        rows = sorted((float(r[1]), float(r[0]), *map(float, r[2:5])) for r in list(csv.reader(file))[1:])
    air = ["altitude_m,pressure_pa,temperature_k"] + [f"{z},{100 * p},{t}" for z, p, t, _, _ in rows]
    wind = ["altitude_m,east_m_s,north_m_s"] + [f"{z},{e},{n}" for z, _, _, e, n in rows]
    (folder / "air.csv").write_text("\n".join(air), encoding="utf-8")
    (folder / "wind.csv").write_text("\n".join(wind), encoding="utf-8")


def grain_mass(density: float, outer: float, inner: float, height: float, count: int) -> float:
    return density * math.pi * (outer**2 - inner**2) * height * count


def wavelength(inertia: float, radius: float, nose: float, fins: tuple[int, float, float, float]) -> float:
    """Distance flown in one swing [m] with Barrowman's slope of the normal force and a static margin of 2 calibres.

    The margin is assumed: it is not among the inputs.  fins: number, span, root and tip chord.
    """
    count, span, root, tip = fins
    middle = math.hypot(span, 0.5 * (root - tip))
    slope = 4 * count * (span / (2 * radius)) ** 2 / (1 + math.sqrt(1 + (2 * middle / (root + tip)) ** 2))
    slope = nose + slope * (1 + radius / (span + radius))
    return 2 * math.pi * math.sqrt(2 * inertia / (1.2 * math.pi * radius**2 * slope * 4 * radius))


def rocket(
    name: str, site: tuple[float, float, float], utc: str, dry: float, propellant: float, curve: Rows, radius: float,
    powered: list[list[float]], coasting: list[list[float]], rail: tuple[float, float, float],
    swing: float,
) -> dict[str, Any]:  # fmt: skip
    """The raw mission: one body on a rail to its highest point.  Thrust as measured on the ground, at every height."""
    peak = max(thrust for _, thrust in curve)
    impulse = sum((b[0] - a[0]) * 0.5 * (a[1] + b[1]) for a, b in itertools.pairwise(curve))
    engine = {
        "thrust_vacuum": peak, "exit_area": 1e-9, "specific_impulse_vacuum": impulse / (propellant * 9.80665),
        "throttle": [[t, thrust / peak] for t, thrust in curve],
    }  # fmt: skip
    tank = {"propellant": "solid", "loaded": propellant}
    return {
        "schema": "luncur-mission/1",
        "name": name,
        "site": {"name": name, "latitude": math.radians(site[0]), "longitude": math.radians(site[1]), "altitude": site[2]},
        "launch": {"time": utc},
        "weather": {
            "atmosphere": "profile", "atmosphere_file": "air.csv",
            "wind": {"model": "profile", "file": "wind.csv", "dispersion": False},
        },
        "vehicle": {
            "name": name,
            "body": [{"name": "rocket", "kind": "stage", "dry_mass": dry, "engine": engine, "tank": tank}],
            "event": [
                {"name": "liftoff", "when": {"time": 0.0}, "ignite": ["rocket"]},
                {"name": "rail exit", "when": {"rail": True}},
                {"name": "burnout", "when": {"depleted": "rocket"}, "shutdown": ["rocket"]},
                {"name": "apogee", "when": {"apsis": "apogee"}},
            ],
            "rail": {"length": rail[0], "elevation": math.radians(rail[1]), "azimuth": math.radians(rail[2]), "pitch_wavelength": swing},
            "steering": [{"start": "liftoff", "law": "rail"}, {"start": "rail exit", "law": "gravity-turn"}],
            "aero": [
                {"start": "liftoff", "reference_area": math.pi * radius**2, "powered": powered, "coasting": coasting}
            ],
        },
    }  # fmt: skip


def bella_lui(folder: Path) -> dict[str, Any]:
    drag = [[0.01, 0.51], [0.02, 0.46], [0.04, 0.43], [0.28, 0.43], [0.29, 0.44], [0.45, 0.44], [0.49, 0.46]]
    propellant = grain_mass(782.4, 0.085598 / 2, 0.033147, 0.1524, 3)
    return rocket(
        "Bella Lui", (47.213476, 9.003336, 407.0), "2020-02-22T13:00:00Z", 17.227 + 1.0, propellant,
        motor_curve(folder / "motors_aerotech_AeroTech_K828FJ.eng.txt"), 0.078, drag, drag, (4.2, 89.0, 45.0),
        wavelength(0.78267, 0.078, 2.0, (3, 0.2, 0.28, 0.125)),
    )  # fmt: skip


def ndrt(folder: Path) -> dict[str, Any]:
    propellant = grain_mass(1519.708, 0.033, 0.015, 0.12, 5)
    return rocket(
        "NDRT", (41.775447, -86.572467, 206.0), "2020-02-23T16:00:00Z", 19.846 + 1.0, propellant,
        motor_curve(folder / "motors_cesaroni_Cesaroni_4895L1395-P.eng.txt"), 0.1015, [[0, 0.44]], [[0, 0.44]],
        (3.353, 90.0, 181.0), wavelength(83.351, 0.1015, 2.0, (3, 0.165, 0.152, 0.0762)),
    )  # fmt: skip


def cavour(folder: Path) -> dict[str, Any]:
    """Its motor's curve is not among the data: 3,618 N s, as its name says, evenly over 3.8 s."""
    mean = 3618.0 / 3.65
    return rocket(
        "Cavour", (39.388692, -8.287814, 150.0), "2023-10-13T12:00:00Z", 8.219,
        grain_mass(1653.53, 0.0325, 0.011375, 0.13244, 3), [(0.0, 0.0), (0.05, mean), (3.55, mean), (3.8, 0.0)], 0.052,
        drag_table(folder / "rockets_polito_drag_coefficient_power_on.csv"),
        drag_table(folder / "rockets_polito_drag_coefficient_power_off.csv"), (12.0, 84.0, 133.0),
        wavelength(4.449, 0.052, 2.0, (4, 0.1, 0.2, 0.07)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("make", "weather", "apogee", "time", "late"),
    [
        (bella_lui, "bella_lui_ERA5", 458.97, 10.53, 0.02),
        (ndrt, "ndrt_2020_ERA5", 1320.36, 17.095, 0.03),
        (cavour, "cavour_2023-10-13_1200UTC_ERA5", 2789.0, 23.8, 0.05),
    ],
)
def test_apogee(
    reference_data: Path, tmp_path: Path, make: Callable[[Path], dict[str, Any]], weather: str, apogee: float, time: float,
    late: float,
) -> None:  # fmt: skip
    """Apogee within 2 %; its time within ``late``: Cavour's altimeter stays within 15 m of the top for three seconds."""
    folder = reference_data / "real_flights"
    write_weather(folder / f"weather_profile_{weather}.csv", tmp_path)
    mission: Mission = mission_from_tree(make(folder), "real.toml", tmp_path)
    top = fly(mission).events[-1]
    assert top.altitude - mission.site.altitude == pytest.approx(apogee, rel=0.02)
    assert top.time == pytest.approx(time, rel=late)
