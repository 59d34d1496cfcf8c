"""Bounce and slide outdoors against the JARUS model it takes its geometry from."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.risk import ENERGY_THRESHOLD, two_circles
from luncur.risk.bounce import FRICTION, OUTDOORS, bounce_slide

JARUS = {"person_radius": 0.3, "lethal_energy": 290.0}


# casex 1.2.3 (JARUS SORA Annex F) at 35 deg without fuel or obstacles: width [m], mass [kg], speed [m/s], area [m2].
@pytest.mark.parametrize(
    ("width", "mass", "speed", "total"),
    [(3, 50, 35, 142.36), (8, 400, 75, 1463.62), (20, 5000, 150, 13650.55), (40, 10000, 200, 47874.59)],
)
def test_classes_of_jarus(width: float, mass: float, speed: float, total: float) -> None:
    area = math.pi * (0.5 * width) ** 2
    assert bounce_slide(area, mass, speed, math.radians(35.0), **JARUS) == pytest.approx(total, abs=0.0051)


def test_example_of_casex() -> None:
    # its example 1: width 2.2 m, 5 kg, 45 m/s at 35 deg, friction 0.7; 140.380323 m2 without obstacles
    area = bounce_slide(math.pi * 1.1**2, 5.0, 45.0, math.radians(35.0), friction=0.7, **JARUS)
    assert area == pytest.approx(140.380323, rel=1e-8)


@pytest.mark.parametrize("area", [0.0, 0.03, 1.7, 60.0])
def test_straight_down_it_is_two_circles(area: float) -> None:
    assert bounce_slide(area, 41.0, 93.0, math.pi / 2) == pytest.approx(float(two_circles(area)), rel=1e-12)


def test_a_slide_by_hand() -> None:
    """70 m/s at 60 deg, restitution 0.675: 23.625 m/s along the ground, stopped from there at 0.65 g."""
    mass, reach = 120.0, math.sqrt(2.0 / math.pi) + 0.3048
    slide = (23.625**2 - 2 * ENERGY_THRESHOLD / mass) / (2 * FRICTION * 9.81)
    expected = math.pi * reach**2 + 2 * reach * (1.8 / math.tan(math.radians(60.0)) + slide)
    assert bounce_slide(2.0, mass, 70.0, math.radians(60.0)) == pytest.approx(expected, rel=1e-12)
    assert 40.0 < slide < 44.0


def test_flatter_and_faster_sweeps_more() -> None:
    angle = np.radians(np.linspace(89.0, 5.0, 60))
    assert np.all(np.diff(bounce_slide(1.3, 80.0, 60.0, angle)) > 0)
    assert np.all(np.diff(bounce_slide(1.3, 80.0, np.linspace(20, 300, 50), math.radians(62.0))) > 0)


def test_too_slow_to_hurt_does_not_slide() -> None:
    slow = math.sqrt(2 * ENERGY_THRESHOLD / 3.0)  # speed at the lethal energy before the impact takes its share
    at = bounce_slide(0.5, 3.0, slow, math.radians(45.0))
    assert at == pytest.approx(float(two_circles(0.5)) + 2 * (math.sqrt(0.5 / math.pi) + 0.3048) * 1.8, rel=1e-12)


def test_grazing_paths_end() -> None:
    assert bounce_slide(1.0, 50.0, 80.0, 0.0) == bounce_slide(1.0, 50.0, 80.0, -0.02)
    assert np.isfinite(bounce_slide(1.0, 50.0, 80.0, 0.0))


@pytest.mark.parametrize("rule", OUTDOORS)
class TestEveryRule:
    area = np.concatenate([[0.0], np.geomspace(1e-6, 1e4, 100)])

    def value(self, rule: str, area: np.ndarray) -> np.ndarray:
        return OUTDOORS[rule](area, 75.0, 55.0, math.radians(70.0))

    def test_grows_with_the_piece(self, rule: str) -> None:
        value = self.value(rule, self.area)
        assert np.all(np.isfinite(value))
        assert np.all(np.diff(value) >= 0)
        assert value[-1] > value[0]

    def test_is_no_less_than_the_piece_and_a_person(self, rule: str) -> None:
        value = self.value(rule, self.area)
        assert np.all(value >= self.area)
        assert np.all(value >= math.pi * 0.3048**2 * (1 - 1e-12))

    def test_keeps_the_shape(self, rule: str) -> None:
        full = np.full((3, 2), 0.7)
        assert OUTDOORS[rule](full, full, full, full).shape == (3, 2)

    def test_an_unknown_piece_is_unknown(self, rule: str) -> None:
        assert math.isnan(float(OUTDOORS[rule](math.nan, 75.0, 55.0, 1.2)))
