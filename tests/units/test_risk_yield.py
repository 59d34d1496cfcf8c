"""How much of the propellant acts as TNT."""

from __future__ import annotations

import numpy as np
import pytest

from luncur.debris.breakup import PROPELLANTS
from luncur.risk import liquid_yield, solid_yield
from luncur.risk.blast import LIQUID_YIELD, SOLID_SURFACE

FOOT, POUND = 0.3048, 0.45359237


# FAA Flight Safety Analysis Handbook v1.0 (2011), formula for solid motors evaluated by hand; pounds, ft/s.
@pytest.mark.parametrize(
    ("pounds", "speed", "expected"),
    [
        (1_000, 300, {"soft": 0.0518, "water": 0.0252, "concrete": 0.0748, "steel": 0.1224}),
        (10_000, 500, {"soft": 0.1505, "water": 0.0764, "concrete": 0.2100, "steel": 0.3207}),
        (100_000, 800, {"soft": 0.3627, "water": 0.2029, "concrete": 0.4711, "steel": 0.6374}),
    ],
)
def test_solid_motors(pounds: float, speed: float, expected: dict[str, float]) -> None:
    for surface, share in expected.items():
        assert solid_yield(pounds * POUND, speed * FOOT, surface) == pytest.approx(share, abs=5.1e-5)


def test_solid_motor_at_the_ends() -> None:
    assert 0.0 * solid_yield(0.0, 300.0) == 0.0  # no propellant, no blast, and still a number
    assert solid_yield(5e4, 0.0) < 1e-9
    assert solid_yield(5e5, 1e6) == pytest.approx(1.28, rel=1e-3)  # the formula's own cap


# The same handbook, curves for liquid propellants read off at their corners and between; ft/s.
@pytest.mark.parametrize(
    ("propellant", "surface", "speed", "share"),
    [
        ("LOX/LH2", "soft", 40.0, 0.17), ("LOX/LH2", "soft", 528.85, 1.52), ("LOX/LH2", "soft", 305.8, 0.845),
        ("LOX/LH2", "hard", 738.7, 1.524), ("LOX/LH2", "hard", 410.725, 0.847),
        ("LOX/RP-1", "soft", 383.7, 0.512), ("LOX/RP-1", "soft", 0.0, 0.0), ("LOX/RP-1", "hard", 165.7, 0.2248),
        ("LOX/RP-1", "hard", 400.0, 0.2248), ("hypergolic", "soft", 246.05, 0.49795), ("hypergolic", "hard", 40.7, 0.0562),
    ],
)  # fmt: skip
def test_liquid_propellants(propellant: str, surface: str, speed: float, share: float) -> None:
    assert liquid_yield(propellant, speed * FOOT, surface) == pytest.approx(share, rel=1e-9)


@pytest.mark.parametrize("propellant", LIQUID_YIELD)
@pytest.mark.parametrize("surface", ["soft", "hard"])
def test_beyond_the_curve_its_end_holds(propellant: str, surface: str) -> None:
    knots = LIQUID_YIELD[propellant][surface]
    assert liquid_yield(propellant, 3000.0, surface) == knots[-1][1]
    assert liquid_yield(propellant, 0.0, surface) == knots[0][1]


@pytest.mark.parametrize("propellant", LIQUID_YIELD)
@pytest.mark.parametrize("surface", ["soft", "hard"])
def test_liquid_yield_never_falls_with_speed(propellant: str, surface: str) -> None:
    assert np.all(np.diff(liquid_yield(propellant, np.linspace(0, 300, 601), surface)) >= 0)


@pytest.mark.parametrize("surface", SOLID_SURFACE)
def test_solid_yield_rises_with_speed_and_mass(surface: str) -> None:
    speed = np.linspace(1, 400, 100)
    assert np.all(np.diff(solid_yield(3e4, speed, surface)) > 0)
    assert np.all(np.diff(solid_yield(np.geomspace(10, 1e6, 50), 137.0, surface)) > 0)


def test_softer_ground_makes_less_of_a_solid_motor() -> None:
    shares = [float(solid_yield(2e4, 150.0, s)) for s in ("steel", "concrete", "soft", "water")]
    assert shares == sorted(shares, reverse=True)


def test_every_propellant_that_can_explode_has_a_yield() -> None:
    assert set(PROPELLANTS) - {"solid", "inert"} == set(LIQUID_YIELD)


def test_a_speed_that_is_not_a_number_stays_so() -> None:
    assert np.isnan(liquid_yield("LOX/LH2", np.nan))
    assert np.isnan(solid_yield(500.0, np.nan))
