"""The explicit guidance on its own: integrals, planes, and burns that end on their target."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.flight.guidance_kernel import (
    CONVERGED,
    MEMORY,
    age_memory,
    burn_integrals,
    drift,
    guidance_cycle,
    start_guidance,
    thrust_effect,
)
from luncur.flight.integrator_kernel import rk4
from luncur.flight.plane_kernel import plane_ahead, plane_at_node, plane_through, target_plane, unit
from luncur.flight.steering_kernel import VECTOR

RADIUS = 6378137.0
NO_AIR = (np.zeros((240, 16)), np.full((2, 4), -1e4), 1.0, np.zeros((1, 4)))
NO_DRAG = (0.0, np.zeros(2))


def state(altitude: float, speed: float, climb: float, latitude: float, heading: float) -> tuple[float, ...]:
    """Inertial state over longitude 0 from angles in degrees."""
    climb, latitude, heading = map(math.radians, (climb, latitude, heading))
    up = np.array([math.cos(latitude), 0.0, math.sin(latitude)])
    east, north = np.array([0.0, 1.0, 0.0]), np.array([-math.sin(latitude), 0.0, math.cos(latitude)])
    level = math.sin(heading) * east + math.cos(heading) * north
    v = speed * (math.sin(climb) * up + math.cos(climb) * level)
    return (*((RADIUS + altitude) * up).tolist(), *v.tolist())


@pytest.mark.parametrize("limit", [math.inf, 19.0, 7.0])
def test_burn_integrals_are_the_integrals(limit: float) -> None:
    exhaust, acceleration, gain = 3120.0, 8.7, 4100.0
    time, j, s, q = burn_integrals(exhaust, acceleration, limit, gain)
    t = np.linspace(0.0, time, 400_001)
    h = t[1]
    reached = 0.0 if acceleration >= limit else exhaust / acceleration * (1 - acceleration / limit)
    a = np.where(t < reached, acceleration / np.maximum(1 - acceleration * t / exhaust, 1e-3), limit)

    def integral(y: np.ndarray) -> np.ndarray:
        return np.concatenate([[0.0], np.cumsum(0.5 * h * (y[1:] + y[:-1]))])

    velocity, moment = integral(a), integral(a * t)
    assert velocity[-1] == pytest.approx(gain, rel=1e-4)
    assert (j, s, q) == pytest.approx((moment[-1], integral(velocity)[-1], integral(moment)[-1]), rel=1e-4)


def test_thrust_effect_of_a_straight_burn() -> None:
    time, _, displacement, _ = burn_integrals(3300.0, 9.0, math.inf, 2900.0)
    v, r = thrust_effect((0.0, 3.0, -4.0), (0.0, 0.0, 0.0), 3300.0, 9.0, math.inf, time)
    assert v == pytest.approx((0.0, 0.6 * 2900.0, -0.8 * 2900.0), rel=1e-6)
    assert r == pytest.approx((0.0, 0.6 * displacement, -0.8 * displacement), rel=1e-6)


def test_drift_is_a_free_flight() -> None:
    s = state(310e3, 7600.0, 1.3, 33.0, 71.0)
    exact = s
    for _ in range(430):
        exact = rk4(exact, 1.0, 1.0, (0.0, 0.0, 0.0), (VECTOR, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0), NO_DRAG, NO_AIR)
    assert np.array(drift(*s, 430.0))[:3] == pytest.approx(np.array(exact[:3]), abs=30.0)  # J3, J4 and the step


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_plane_through_a_place(side: float) -> None:
    s = state(200e3, 7000.0, 0.0, 41.0, 20.0)
    n = plane_through(s, math.cos(math.radians(97.4)), side)
    assert np.dot(n, s[:3]) / RADIUS == pytest.approx(0.0, abs=1e-9)
    assert (n[2], np.linalg.norm(n)) == pytest.approx((math.cos(math.radians(97.4)), 1.0))


def test_plane_at_the_node_keeps_the_node() -> None:
    s = state(200e3, 7000.0, 0.0, 62.0, 31.0)
    h, n = unit(tuple(np.cross(s[:3], s[3:]))), plane_at_node(s, math.cos(1.1))
    assert math.atan2(n[1], n[0]) == pytest.approx(math.atan2(h[1], h[0]))
    assert n[2] == pytest.approx(math.cos(1.1))


def test_plane_is_kept_at_the_highest_latitude() -> None:
    """There a plane of the inclination through the place hardly exists; the one through the node is cheap."""
    s = state(230e3, 7000.0, 0.0, 81.999, -89.9)
    normal, through = target_plane(s, math.cos(math.radians(98.0)), 300.0)
    h = unit(tuple(np.cross(s[:3], s[3:])))
    assert math.degrees(math.acos(np.dot(normal, h))) < 0.1
    assert plane_ahead(s[:3], math.cos(math.radians(98.0)), normal) == normal
    assert not through or abs(np.dot(normal, s[:3])) < 1.0


# A third stage burning out, a weak upper stage that sinks, a short circularisation, one with a limit of acceleration.
BURNS = [
    (state(128e3, 3740.0, 8.2, 56.0, -12.0), 294.3e3, 35400.0, 359.0, math.inf, (0.0, 220e3, 7080.0, 1.5), 98.0),
    (state(224e3, 6890.0, 0.1, 72.0, -26.0), 19.85e3, 9350.0, 333.0, math.inf, (0.0, 230e3, 7877.0, 0.37), 98.0),
    (state(650e3, 7406.0, 0.0, -31.0, 189.0), 19.85e3, 7300.0, 333.0, math.inf, (0.0, 650e3, 7531.0, 0.0), 98.0),
    (state(83e3, 3020.0, 17.7, 28.5, 90.0), 981e3, 121e3, 348.0, 32.0, (0.0, 166e3, 7830.0, 0.0), 28.6),
]


@pytest.mark.parametrize(("s", "thrust", "mass", "impulse", "limit", "target", "inclination"), BURNS)
def test_burn_ends_on_its_target(
    s: tuple[float, ...],
    thrust: float,
    mass: float,
    impulse: float,
    limit: float,
    target: tuple[float, float, float, float],
    inclination: float,
) -> None:
    exhaust = impulse * 9.80665
    climb, cosine = math.radians(target[3]), math.cos(math.radians(inclination))
    row = (target[0], RADIUS + target[1], target[2], math.sin(climb), math.cos(climb), cosine)
    memory = np.zeros(MEMORY)
    start_guidance(s, row, *target_plane(s, cosine, 300.0), memory)
    for _ in range(60):
        vx, vy, vz, tx, ty, tz, left = guidance_cycle(s, exhaust, min(thrust / mass, limit), limit, 9e3, row, memory)
        if memory[CONVERGED] == 1.0:
            break
    assert memory[CONVERGED] == 1.0
    while left > 1e-9:
        dt = min(1.0, left)
        now = min(thrust, limit * mass / (1.0 + 0.5 * limit * dt / exhaust))  # the limit holds in the middle of a step
        s = rk4(s, dt, mass, (now, now / exhaust, 0.0), (VECTOR, 0, 0, 0, 1, vx, vy, vz, tx, ty, tz), NO_DRAG, NO_AIR)
        age_memory(now / mass * dt, unit((vx, vy, vz)), memory)
        mass -= now / exhaust * dt
        left -= dt
        vx, vy, vz = vx + tx * dt, vy + ty * dt, vz + tz * dt
        if left > 6.0:
            vx, vy, vz, tx, ty, tz, left = guidance_cycle(
                s, exhaust, min(thrust / mass, limit), limit, 9e3, row, memory
            )
    r, v = np.array(s[:3]), np.array(s[3:])
    speed, radius = np.linalg.norm(v), np.linalg.norm(r)
    h = np.cross(r, v)
    assert speed == pytest.approx(target[2], abs=0.3)
    assert radius - RADIUS == pytest.approx(target[1], abs=200.0)
    assert math.degrees(math.asin(r @ v / radius / speed)) == pytest.approx(target[3], abs=0.02)
    assert math.degrees(math.acos(h[2] / np.linalg.norm(h))) == pytest.approx(inclination, abs=0.01)
