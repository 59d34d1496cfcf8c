"""The forces and the integrator against a published optimal ascent, flown with its tabulated control.

Delta III: Betts, Practical Methods for Optimal Control Using Nonlinear Programming, 2nd ed. (2010), example 6.15; the
control is the tabulated solution by yapss 0.2.3.  Its own Earth is put in place of ours.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.interpolate import CubicSpline

from luncur.flight import forces_kernel
from luncur.flight.integrator_kernel import rk4
from luncur.flight.steering_kernel import VECTOR

MU, RADIUS, RATE, G0 = 3.986012e14, 6378145.0, 7.29211585e-5, 9.80665
AREA, DRAG = 4 * math.pi, 0.5
# thrust [N] and flow [kg/s] of one motor; masses [kg]
SRB, FIRST, SECOND = 628500.0, 1083100.0, 110094.0
SRB_FLOW, FIRST_FLOW, SECOND_FLOW = 17010 / 75.2, 95550 / 261.0, 16820 / 700.0
PHASES = [  # start, end, thrust, flow, mass dropped at the start
    (0.0, 75.2, 6 * SRB + FIRST, 6 * SRB_FLOW + FIRST_FLOW, 0.0),
    (75.2, 150.4, 3 * SRB + FIRST, 3 * SRB_FLOW + FIRST_FLOW, 6 * 2280.0),
    (150.4, 261.0, FIRST, FIRST_FLOW, 3 * 2280.0),
    (261.0, 924.139204, SECOND, SECOND_FLOW, 8830.0),
]
STEP = 0.25


@pytest.fixture
def betts_earth(monkeypatch: pytest.MonkeyPatch) -> None:
    def upward(x: float, y: float, z: float) -> tuple[float, ...]:
        r, p = math.sqrt(x * x + y * y + z * z), math.sqrt(x * x + y * y)
        return z / r, p / r, x / p, y / p, r - RADIUS

    def gravitation(x: float, y: float, z: float) -> tuple[float, ...]:
        k = -MU / (x * x + y * y + z * z) ** 1.5
        return k * x, k * y, k * z

    monkeypatch.setattr(forces_kernel, "upward", upward)
    monkeypatch.setattr(forces_kernel, "gravitation", gravitation)
    monkeypatch.setattr(forces_kernel, "lookup", lambda *a: (1.225 * math.exp(-a[3] / 7200.0), 0.0, 0.0, 0.0))
    monkeypatch.setattr(forces_kernel, "pressure_at", lambda *a: 0.0)
    monkeypatch.setattr(forces_kernel, "EARTH_RATE", RATE)


def controls(folder: Path) -> list[CubicSpline]:
    with (folder / "delta3" / "delta3_optimal_control_yapss_0.2.3.csv").open() as file:
        rows = np.array([[float(x) for x in row] for row in list(csv.reader(file))[1:]])
    return [CubicSpline(rows[rows[:, 0] == n, 1], rows[rows[:, 0] == n, 2:]) for n in (1, 2, 3, 4)]


def elements(r: np.ndarray, v: np.ndarray) -> tuple[float, float, float, float, float]:
    """Semi-major axis [m], eccentricity, inclination, node, argument of perigee [deg]."""
    h = np.cross(r, v)
    e = np.cross(v, h) / MU - r / np.linalg.norm(r)
    node = np.array([-h[1], h[0], 0.0]) / math.hypot(h[0], h[1])
    a = 1.0 / (2.0 / np.linalg.norm(r) - v @ v / MU)
    across = np.cross(h / np.linalg.norm(h), node)
    turn = 180.0 / math.pi
    return (
        a,
        float(np.linalg.norm(e)),
        math.acos(h[2] / np.linalg.norm(h)) * turn,
        math.atan2(node[1], node[0]) * turn % 360,
        math.atan2(e @ across, e @ node) * turn % 360,
    )


def test_tabulated_control_reaches_the_orbit(betts_earth: None, reference_data: Path) -> None:
    latitude = math.radians(28.5)
    s = (RADIUS * math.cos(latitude), 0.0, RADIUS * math.sin(latitude), 0.0, RATE * RADIUS * math.cos(latitude), 0.0)
    mass, air, body = 301454.0, (None, None, 1.0, None), (AREA, np.full(2, DRAG))
    for (start, end, thrust, flow, dropped), control in zip(PHASES, controls(reference_data), strict=True):
        mass -= dropped
        steps = math.ceil((end - start) / STEP)
        dt = (end - start) / steps
        for i in range(steps):
            u0, u1 = (u / np.linalg.norm(u) for u in control([start + i * dt, start + (i + 1) * dt]))
            aim = (VECTOR, 0.0, 0.0, 0.0, 1.0, *u0.tolist(), *((u1 - u0) / dt).tolist())
            s = rk4(s, dt, mass, (thrust, flow, 0.0), aim, body, air)
            mass -= flow * dt
    a, e, inclination, node, perigee = elements(np.array(s[:3]), np.array(s[3:]))
    assert mass == pytest.approx(7529.712, abs=0.01)
    assert a == pytest.approx(24361140.0, abs=10.0)
    assert e == pytest.approx(0.7308, abs=1e-6)
    assert (inclination, node, perigee) == pytest.approx((28.5, 269.8, 130.5), abs=1e-5)
