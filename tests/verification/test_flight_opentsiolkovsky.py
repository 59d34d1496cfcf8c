"""The forces and the integrator against an independent simulator: OpenTsiolkovsky 0.52, sample_01 (MIT).

Its models are put in place of ours: US 1976 layers taken over the geometric altitude, J2 alone with its own constant,
axial and normal force by Mach number and angle of attack, a constant ballistic coefficient after burn-out.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from luncur.earth import impact_point
from luncur.earth.constants import EARTH_RATE, MU, SEMI_MAJOR_AXIS
from luncur.earth.ellipsoid_kernel import ecef_from_geodetic, geodetic_from_ecef
from luncur.earth.frames import earth_fixed_state
from luncur.flight import forces_kernel, integrator_kernel
from luncur.flight.steering_kernel import LOCAL, direction_of

J2 = 0.484165371736e-3 * math.sqrt(5.0)
G, GAS, GAMMA = 9.80655, 287.0531, 1.4
LAYERS = [  # base altitude [m], temperature [K], lapse [K/m]
    (0.0, 288.15, -0.0065), (11000.0, 216.65, 0.0), (20000.0, 216.65, 0.001), (32000.0, 228.65, 0.0028),
    (47000.0, 270.65, 0.0), (51000.0, 270.65, -0.0028), (71000.0, 214.65, -0.002), (84852.0, 186.95, 0.0),
]  # fmt: skip
BURN, THRUST, IMPULSE, EXIT_AREA = 120.0, 15000.0, 220.0, math.pi / 4 * 0.1**2 * 5
SECTION, BALLISTIC = math.pi / 4 * 0.5**2, 100.0
AIM = (LOCAL, math.radians(80.0), 0.0, math.sin(math.radians(113.0)), math.cos(math.radians(113.0)), 0, 0, 0, 0, 0, 0)


def air(altitude: float) -> tuple[float, float, float]:
    """Density, pressure, speed of sound."""
    p = 101325.0
    for i, (base, t0, lapse) in enumerate(LAYERS):
        top = LAYERS[i + 1][0] if i + 1 < len(LAYERS) else math.inf
        z = min(altitude, top)
        t = t0 + lapse * (z - base)
        p *= math.exp(-G * (z - base) / (GAS * t0)) if lapse == 0 else (t0 / t) ** (G / (GAS * lapse))
        if altitude <= top:
            break
    return p / (GAS * t), p, math.sqrt(GAMMA * GAS * t)


def oblate(x: float, y: float, z: float) -> tuple[float, float, float]:
    r2 = x * x + y * y + z * z
    g, k, s = -MU / r2**1.5, 1.5 * J2 * SEMI_MAJOR_AXIS**2 / r2, 5 * z * z / r2
    return g * x * (1 + k * (1 - s)), g * y * (1 + k * (1 - s)), g * z * (1 + k * (3 - s))


class BodyForces:
    """Axial and normal force of the sample's tables, as an addition to our acceleration."""

    def __init__(self, folder: Path) -> None:
        rows = [[float(x) for x in row] for row in list(csv.reader((folder / "CA.csv").read_text().splitlines()))[1:]]
        self.axial = np.array(rows)
        table = list(csv.reader((folder / "CN.csv").read_text().splitlines()))
        self.angles = np.array([float(x) for x in table[0][1:]])
        self.mach = np.array([float(row[0]) for row in table[1:]])
        self.normal = np.array([[float(x) for x in row[1:]] for row in table[1:]])

    def force(self, nose: np.ndarray, wind: np.ndarray, density: float, mach: float) -> np.ndarray:
        speed = float(np.linalg.norm(wind))
        if speed < 1e-6:
            return np.zeros(3)
        ca = np.interp(mach, *self.axial.T)
        # two angles in two body planes, as the simulator has them; with no roll they add as one angle
        angle = math.degrees(math.acos(max(-1.0, min(1.0, float(nose @ wind) / speed))))
        cn = np.interp(angle, self.angles, [np.interp(mach, self.mach, column) for column in self.normal.T])
        across = wind - (wind @ nose) * nose
        size = float(np.linalg.norm(across))
        side = across / size if size > 1e-9 else np.zeros(3)
        return -0.5 * density * speed**2 * SECTION * (ca * nose + cn * side)


@pytest.fixture
def their_world(monkeypatch: pytest.MonkeyPatch, reference_data: Path) -> Path:
    folder = reference_data / "opentsiolkovsky_sample01"
    body_forces = BodyForces(folder / "sample")
    ours = integrator_kernel.acceleration_of

    def lookup(_table: object, _upper: object, _factor: float, altitude: float) -> tuple[float, ...]:
        density, _, sound = air(altitude)
        return density, 1.0 / sound, 0.0, 0.0

    def acceleration(s, since, mass, push, aim, body, weather):  # type: ignore[no-untyped-def]
        a = np.array(ours(s, since, mass, push, aim, body, weather))
        if push[0] > 0:
            _, density, mach, wind, up = forces_kernel.air_state(s, weather)
            nose = np.array(direction_of(aim, since, up, wind, *s[3:]))
            a += body_forces.force(nose, np.array(wind[:3]), density, mach) / mass
        return tuple(a.tolist())

    monkeypatch.setattr(forces_kernel, "lookup", lookup)
    monkeypatch.setattr(forces_kernel, "pressure_at", lambda _table, altitude: air(altitude)[1])
    monkeypatch.setattr(forces_kernel, "gravitation", oblate)
    monkeypatch.setattr(integrator_kernel, "acceleration_of", acceleration)
    return folder


def fly_sample() -> tuple[np.ndarray, np.ndarray]:
    """Times and inertial states: powered in steps of 0.5 s, then falling, finer in dense air, to the ground."""
    p = ecef_from_geodetic(math.radians(42.506129), math.radians(143.456482), 15.0)
    s = (*p, -EARTH_RATE * p[1], EARTH_RATE * p[0], 0.0)
    flow, mass, t = THRUST / (IMPULSE * 9.80665), 1000.0, 0.0
    times, states = [0.0], [s]
    weather = (None, None, 1.0, None)
    while True:
        powered = t < BURN - 1e-9
        altitude = geodetic_from_ecef(*s[:3])[2]
        dt = 0.5 if powered or altitude > 90e3 else (0.25 if altitude < 40e3 else 0.5)
        if powered:
            new = integrator_kernel.rk4(s, dt, mass, (THRUST, flow, EXIT_AREA), AIM, (0.0, np.zeros(2)), weather)
            mass -= flow * dt
        else:
            new = integrator_kernel.rk4(s, dt, BALLISTIC, (0.0, 0.0, 0.0), AIM, (1.0, np.ones(2)), weather)
        if geodetic_from_ecef(*new[:3])[2] < 0.0:
            return np.array(times), np.array(states)
        s, t = new, t + dt
        times.append(t)
        states.append(s)


def expected(folder: Path) -> dict[str, np.ndarray]:
    with (folder / "expected_sample_01_dynamics_1.csv").open() as file:
        rows = list(csv.reader(file))
    values = np.array([[float(x) for x in row] for row in rows[1:]])
    return {name.split("(")[0]: values[:, i] for i, name in enumerate(rows[0])}


def test_flight_is_theirs(their_world: Path) -> None:
    time, states = fly_sample()
    theirs = expected(their_world)
    position, _ = earth_fixed_state(states[:, :3], states[:, 3:], time)
    geodetic = np.array([geodetic_from_ecef(*p) for p in position])
    at = [int(np.argmin(np.abs(time - t))) for t in (60.0, 120.0, 300.0, 600.0)]
    rows = [int(np.argmin(np.abs(theirs["time"] - t))) for t in (60.0, 120.0, 300.0, 600.0)]
    assert geodetic[at, 2] == pytest.approx(theirs["altitude"][rows], abs=2.0)
    assert geodetic[:, 2].max() == pytest.approx(263965.0, abs=1.0)
    assert np.degrees(geodetic[-1, :2]) == pytest.approx((41.842597, 145.296726), abs=1.5e-4)


def test_impact_point_column(reference_data: Path) -> None:
    """Its own states through our vacuum impact point, to 1e-6 deg beyond the rounding of the eight figures it prints."""
    theirs = expected(reference_data / "opentsiolkovsky_sample01")
    on = (theirs["time"] > 0) & (theirs["altitude"] > 2000.0) & (theirs["time"] < 700.0)
    p = np.stack([theirs[f"pos_ECI_{c}"][on] for c in "XYZ"], axis=1)
    v = np.stack([theirs[f"vel_ECI_{c}"][on] for c in "XYZ"], axis=1)
    fixed = earth_fixed_state(p, v, theirs["time"][on])
    found = impact_point(*fixed, constants="WGS 84")
    assert np.degrees(found.latitude) == pytest.approx(theirs["IIP_lat"][on], abs=0.5e-6 + 1e-6)
    assert np.degrees(found.longitude) == pytest.approx(theirs["IIP_lon"][on], abs=5e-6 + 1e-6)
