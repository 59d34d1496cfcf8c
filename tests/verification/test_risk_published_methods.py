"""Hand methods of rules and standards against their own numbers."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from luncur.risk.corridor_420c import (
    CASUALTY_AREA,
    FAILURE_PROBABILITY,
    FLIGHT_TIME,
    SQUARE_MILE,
    corridor_casualty_expectation,
    overflight_probability,
)
from luncur.risk.critical_area import jarus_critical_area, restitution
from luncur.risk.siting import inhabited_building_distance, public_traffic_distance

FOOT, POUND, NAUTICAL_MILE = 0.3048, 0.45359237, 1852.0


# 14 CFR 420 Appendix E, table E-1: pounds and feet; and its formulas at 1, 30,000, 100,000 and 250,000 lb.
@pytest.mark.parametrize(
    ("pounds", "feet"),
    [
        (0.3, 236), (0.5, 236), (0.7, 263), (1, 291), (2, 346), (3, 378), (5, 419), (7, 445), (10, 474), (15, 506),
        (20, 529), (30, 561), (50, 601), (70, 628), (100, 656), (150, 815), (200, 927), (300, 1085), (450, 1243),
        (451, 1250), (30_000, 1250), (100_000, 1856.6), (250_000, 3149.8), (500_000, 3968.5),
    ],
)  # fmt: skip
def test_siting_distance(pounds: float, feet: float) -> None:
    # the table prints 658 ft at 100 lb, where its formulas give 656.0 below and 657.6 above
    assert inhabited_building_distance(pounds * POUND) / FOOT == pytest.approx(feet, abs=1.3)


def test_siting_distance_of_a_road() -> None:
    assert public_traffic_distance(200 * POUND) / FOOT == pytest.approx(0.6 * 927.1, abs=0.1)


@pytest.mark.parametrize("mass", [-1.0, math.nan])
def test_siting_distance_of_no_mass(mass: float) -> None:
    with pytest.raises(ValueError, match="explosive weight"):
        inhabited_building_distance(mass)


def test_critical_area_example_of_casex() -> None:
    # casex 1.2.3, example 1: it takes a restitution of 0.7375 and a friction of 0.7; impact at 35 deg
    area = jarus_critical_area(2.2, 5.0, 45.0, math.radians(35.0), friction=0.7)
    assert area.total == pytest.approx(140.380323, rel=1e-8)
    assert area.reduced == pytest.approx(84.228194, rel=1e-8)


# The same program at 35 deg without fuel: width, mass, speed, then reduced, total, glide and slide [m2].
@pytest.mark.parametrize(
    ("width", "mass", "speed", "expected"),
    [
        (1, 3, 25, (5.12, 5.12, 5.12, 0.0)),
        (3, 50, 35, (85.42, 142.36, 14.34, 128.02)),
        (8, 400, 75, (878.17, 1463.62, 51.15, 1412.47)),
        (20, 5000, 150, (8190.33, 13650.55, 219.60, 13430.95)),
        (40, 10000, 200, (47874.59, 47874.59, 751.68, 47122.91)),
    ],
)
def test_critical_area_of_classes(width: float, mass: float, speed: float, expected: tuple[float, ...]) -> None:
    a = jarus_critical_area(width, mass, speed, math.radians(35.0))
    assert (a.reduced, a.total, a.glide, a.slide) == pytest.approx(expected, abs=0.0051)


@pytest.mark.parametrize(("angle", "share"), [(10, 0.8), (35, 0.7375), (62, 0.67), (90, 0.6)])
def test_restitution(angle: float, share: float) -> None:
    assert restitution(math.radians(angle)) == pytest.approx(share, abs=1e-12)


def test_critical_area_refuses_what_cannot_be() -> None:
    for bad in ((0.0, 5.0, 45.0, 0.6), (2.2, 5.0, 45.0, 0.0), (2.2, 5.0, 45.0, 1.6), (2.2, math.nan, 45.0, 0.6)):
        with pytest.raises(ValueError, match="above 0"):
            jarus_critical_area(*bad)


def test_overflight_of_a_strip() -> None:
    # Pf 0.1 over 643 s; 20 nm at 1.73 nm/s; 10 to 20 nm beside the trace, sigma 15 nm
    assert overflight_probability(20.0, 1.73, 10.0, 20.0, 15.0) == pytest.approx(2.89934e-4, rel=2e-6)


def test_simpson_across_the_trace() -> None:
    # normal between 1 and 2 sigma: Simpson 0.135672, exact 0.135905
    assert overflight_probability(643.0, 0.1, 1.0, 2.0, 1.0) == pytest.approx(643 / 643 * 0.135672, rel=1e-5)


def trace(miles: float) -> tuple[np.ndarray, np.ndarray]:
    """Eastward along the equator from 128.33 E."""
    return np.zeros(41), np.radians(128.33) + np.linspace(0.0, miles * NAUTICAL_MILE / 6378137.0, 41)


@pytest.mark.parametrize("vehicle", CASUALTY_AREA)
def test_corridor_over_people_spread_evenly(vehicle: str) -> None:
    """Dwell time x casualty area x density; all of the corridor's 5 sigma is in the sum."""
    people = 1.37e-6
    rows = corridor_casualty_expectation(*trace(75.0), vehicle, lambda a, b: np.full(np.shape(a), people), step=1.0)
    assert rows[-1].end == pytest.approx(75.0, rel=1e-9)
    near, far = (CASUALTY_AREA[vehicle][i] * SQUARE_MILE for i in (0, 1))
    expected = FAILURE_PROBABILITY / FLIGHT_TIME / 0.75 * (50 * near + 25 * far) * people
    assert sum(r.casualty_expectation for r in rows) == pytest.approx(expected, rel=0.01)


def test_corridor_is_the_wider_the_farther() -> None:
    rows = corridor_casualty_expectation(*trace(3000.0), "medium", lambda a, b: np.full(np.shape(a), 1e-6))
    assert all(b.sigma > a.sigma for a, b in itertools.pairwise(rows))
    # 118.53 nm wide at 100 nm, edge at 5 sigma: 14 CFR 420 Appendix A
    at_100 = min(rows, key=lambda r: abs(0.5 * (r.start + r.end) - 100.0))
    assert at_100.sigma == pytest.approx(118.53 / 10, rel=0.2)
    assert rows[0].people == pytest.approx(1e-6 * 10 * rows[0].sigma * rows[0].end * NAUTICAL_MILE**2, rel=0.01)


def test_people_beside_the_trace_count_less_than_under_it() -> None:
    def town(north: float) -> float:
        def density(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
            miles = np.degrees(latitude) * 60
            return np.where(np.abs(miles - north) < 3.0, 1e-3, 0.0)

        rows = corridor_casualty_expectation(*trace(90.0), "large", density, strips=60)
        return sum(r.casualty_expectation for r in rows)

    assert town(0.0) > 1.5 * town(9.0) > 3.0 * town(20.0) > 0.0
    assert town(9.0) == pytest.approx(town(-9.0), rel=0.02)
    assert town(200.0) == 0.0


def test_corridor_ends_at_5000_miles_and_leaves_out_what_is_not_there() -> None:
    latitude, longitude = trace(6000.0)
    latitude[7] = math.nan
    rows = corridor_casualty_expectation(latitude, longitude, "small", lambda a, b: np.zeros(np.shape(a)), step=50.0)
    assert 5000.0 <= rows[-1].end < 5050.0
    assert sum(r.casualty_expectation for r in rows) == 0.0
    assert corridor_casualty_expectation([math.nan], [0.3], "small", lambda a, b: np.zeros(np.shape(a))) == ()


def test_corridor_of_an_unknown_class() -> None:
    with pytest.raises(ValueError, match="medium large"):
        corridor_casualty_expectation([0.1, 0.2], [0.3, 0.4], "huge", lambda a, b: np.zeros(np.shape(a)))
