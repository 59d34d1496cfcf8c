"""Casualty areas of one piece: printed values, and what every model must do."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.risk import ENERGY_THRESHOLD, MODELS, two_circles
from luncur.risk.casualty_area import PERSON_RADIUS, opiela_matney, reentry, seven_times

FOOT_POUND = 1.3558179483314004  # [J]


def test_energy_threshold_is_eleven_foot_pounds() -> None:
    # 14 CFR 417.107
    assert pytest.approx(11 * FOOT_POUND, abs=5e-4) == ENERGY_THRESHOLD


@pytest.mark.parametrize(("area", "expected"), [(0.1, 0.7335), (1.0, 2.3724), (10.0, 13.7087)])
def test_two_circles(area: float, expected: float) -> None:
    # pi (sqrt(A/pi) + 1 ft)^2, FAA Flight Safety Analysis Handbook v1.0 (2011)
    assert two_circles(area) == pytest.approx(expected, abs=5.1e-5)


def test_two_circles_swollen_for_secondary_effects() -> None:
    assert two_circles(2.3, 4.0) == pytest.approx(float(two_circles(9.2)), rel=1e-14)


def test_reentry_standard() -> None:
    # NASA-STD-8719.14: 0.36 m2 for a person; three pieces of 0.1, 0.5 and 2 m2 make 6.605 m2
    assert reentry([0.0, 1.0]) == pytest.approx([0.36, 2.56], rel=1e-12)
    assert reentry([0.1, 0.5, 2.0]).sum() == pytest.approx(6.605, abs=5e-4)


def test_opiela_and_matney() -> None:
    # 0.278 + A + 0.3 P for a circle of 1 m2 (2003)
    assert opiela_matney(1.0) == pytest.approx(2.341, abs=5e-4)


def test_seven_times_the_area() -> None:
    # 14 CFR 417 Appendix C, (b)(8)(iv)
    assert seven_times(1.7) == pytest.approx(11.9, rel=1e-12)


@pytest.mark.parametrize("model", MODELS)
class TestEveryModel:
    area = np.concatenate([[0.0], np.geomspace(1e-6, 1e4, 200)])

    def test_is_finite(self, model: str) -> None:
        assert np.all(np.isfinite(MODELS[model](self.area)))

    def test_grows_with_the_piece(self, model: str) -> None:
        value = MODELS[model](self.area)
        assert np.all(np.diff(value) >= 0)
        assert value[-1] > value[0]

    def test_is_no_less_than_the_piece(self, model: str) -> None:
        assert np.all(MODELS[model](self.area) >= self.area)

    def test_is_no_less_than_a_person(self, model: str) -> None:
        # a circle of 1 ft is 0.292 m2; Opiela and Matney's person is 0.278 m2
        person = 0.278 if model == "opiela-matney" else math.pi * PERSON_RADIUS**2
        assert np.all(MODELS[model](self.area) >= person * (1 - 1e-12))

    def test_keeps_the_shape(self, model: str) -> None:
        assert MODELS[model](np.full((3, 2), 0.7)).shape == (3, 2)
        assert float(MODELS[model](0.7)) == pytest.approx(float(MODELS[model]([0.7])[0]), rel=1e-15)

    def test_nothing_from_nothing_known(self, model: str) -> None:
        assert math.isnan(float(MODELS[model](math.nan)))
