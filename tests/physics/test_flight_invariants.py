"""What must hold of any flight: conserved quantities, the order of the integrator, the mass balance."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.earth.constants import J2, J3, J4, MU, SEMI_MAJOR_AXIS
from luncur.flight import fly, plan
from luncur.flight.integrator_kernel import rk4
from luncur.flight.steering_kernel import LOCAL, VECTOR
from luncur.mission import load

NO_AIR = (np.zeros((240, 16)), np.full((2, 4), -1e4), 1.0, np.zeros((1, 4)))
NO_DRAG = (0.0, np.zeros(2))
IDLE = (VECTOR, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def energy(s: tuple[float, ...]) -> float:
    """Kinetic and zonal potential energy [J/kg]; Legendre polynomials of the sine of the latitude."""
    r = math.sqrt(s[0] ** 2 + s[1] ** 2 + s[2] ** 2)
    u, q = s[2] / r, SEMI_MAJOR_AXIS / r
    p2, p3, p4 = (3 * u**2 - 1) / 2, (5 * u**3 - 3 * u) / 2, (35 * u**4 - 30 * u**2 + 3) / 8
    potential = -MU / r * (1 - J2 * q**2 * p2 - J3 * q**3 * p3 - J4 * q**4 * p4)
    return 0.5 * (s[3] ** 2 + s[4] ** 2 + s[5] ** 2) + potential


def test_coast_keeps_energy_and_polar_momentum() -> None:
    s = (6.1e6, 2.3e6, 1.7e6, -2.4e3, 5.6e3, 4.9e3)
    first, momentum = energy(s), s[0] * s[4] - s[1] * s[3]
    for _ in range(300):
        s = rk4(s, 10.0, 4000.0, (0.0, 0.0, 0.0), IDLE, NO_DRAG, NO_AIR)
    assert energy(s) == pytest.approx(first, rel=1e-9)
    assert s[0] * s[4] - s[1] * s[3] == pytest.approx(momentum, rel=1e-9)


def test_integrator_is_of_order_four() -> None:
    """Under thrust with falling mass and a turning direction, halving the step divides the error by 16."""
    aim = (LOCAL, 0.9, -0.004, 0.21, math.sqrt(1 - 0.21**2), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

    def flown(steps: int) -> np.ndarray:
        s, mass, dt = (5.2e6, -1.9e6, 3.2e6, 900.0, 1700.0, -300.0), 51e3, 128.0 / steps
        for i in range(steps):
            now = (aim[0], aim[1] + aim[2] * i * dt, *aim[2:])
            s = rk4(s, dt, mass, (3e5, 85.0, 0.0), now, NO_DRAG, NO_AIR)
            mass -= 85.0 * dt
        return np.array(s[:3])

    reference = flown(256)
    errors = [np.linalg.norm(flown(n) - reference) for n in (4, 8, 16)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert orders == pytest.approx([4.0, 4.0], abs=0.4)


def test_free_thrust_gives_the_rocket_equation() -> None:
    """Far from the Earth and straight ahead: exhaust speed times the logarithm of the mass ratio (Tsiolkovsky)."""
    exhaust, mass, flow, seconds = 3300.0, 41e3, 90.0, 300
    s = (9e11, 7e11, 3e11, 10.0, -20.0, 30.0)
    aim = (VECTOR, 0.0, 0.0, 0.0, 1.0, 0.36, -0.48, 0.8, 0.0, 0.0, 0.0)
    for i in range(seconds):
        s = rk4(s, 1.0, mass - flow * i, (exhaust * flow, flow, 0.0), aim, NO_DRAG, NO_AIR)
    gained = exhaust * math.log(mass / (mass - flow * seconds))
    assert np.array(s[3:]) - [10.0, -20.0, 30.0] == pytest.approx(gained * np.array([0.36, -0.48, 0.8]), rel=1e-8)


def test_propellant_closes() -> None:
    """Burned and left is what was loaded, stage by stage; and thrust over flow is the specific impulse."""
    mission = load("soyuz-vostochny-sso")
    flight = fly(mission)
    at = {e.name: e.time for e in flight.events}
    for name, start, end in (("strap-on", 0.0, at["strap-on cutoff"]), ("core", 0.0, at["core cutoff"])):
        body = next(b for b in mission.vehicle.bodies if b.name == name)
        assert body.tank is not None
        assert body.engine is not None
        flow = body.engine.thrust_vacuum / (9.80665 * body.engine.specific_impulse_vacuum)
        assert flow * (end - start) + body.tank.residual == pytest.approx(body.tank.loaded, rel=1e-9)
    lost = -np.diff(flight.mass)
    assert np.all(lost >= -1e-6)


def test_acceleration_limit_holds_and_wastes_nothing() -> None:
    mission = load("soyuz-vostochny-sso")
    limited = mission.model_copy(
        update={"vehicle": mission.vehicle.model_copy(update={"maximum_axial_acceleration": 33.0})}
    )
    free, held = fly(plan(mission)), fly(plan(limited))
    acceleration = held.thrust / held.mass
    assert (free.thrust / free.mass).max() > 40.0
    assert 32.9 < acceleration.max() < 33.0 * 1.01  # the throttle is set for the middle of each step
    ends = [next(e.time for e in f.events if e.name == "strap-on cutoff") for f in (free, held)]
    assert ends[1] > ends[0] + 1.0
    burned = [f.propellant[0, 0] - f.propellant[f.propellant[:, 0] > 0, 0].min() for f in (free, held)]
    assert burned[1] == pytest.approx(burned[0], rel=1e-6)
