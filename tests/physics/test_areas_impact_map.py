"""Probability maps against the normal distribution over a circle, the rule of combining pieces, and their bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import ncx2

from luncur.areas.aircraft import Aircraft, Ship, aircraft_radius, ship_radius, time_in_air
from luncur.areas.bandwidth import local_bandwidth
from luncur.areas.grid import ImpactMap
from luncur.areas.hazard import hazard, window
from luncur.areas.impact_map import FAILING, PLANNED, Hits, impact_map
from luncur.areas.impact_map_kernel import disc_probability
from luncur.areas.patches import Patch, patches
from luncur.areas.plane import Plane
from luncur.earth.us76 import us76

Floats = NDArray[np.float64]
PLACE = Plane(0.9, 2.2)


# Circle of radius R whose middle is d from the mean, sigma 1: noncentral chi-square with two degrees of freedom.
@pytest.mark.parametrize(
    ("radius", "distance", "expected"), [(0.5, 1.0, 0.073473), (1.0, 3.0, 0.010829), (0.1, 2.0, 0.000678365)]
)
def test_circle(radius: float, distance: float, expected: float) -> None:
    assert disc_probability(distance, radius, 1.0) == pytest.approx(expected, rel=5e-5)


@settings(max_examples=200, deadline=None)
@given(st.floats(0.0, 30.0), st.floats(0.001, 25.0))
def test_any_circle(distance: float, radius: float) -> None:
    expected = float(ncx2.cdf(radius**2, 2, max(distance**2, 1e-12)))
    assert disc_probability(distance, radius, 1.0) == pytest.approx(expected, rel=2e-3, abs=2e-9)


def hits(x: Floats, y: Floats, launch: NDArray[np.int64], launches: int, pieces: float = 1.0) -> Hits:
    n = len(x)
    return Hits(
        *PLACE.back(x, y), launch, np.full(n, FAILING), np.full(n, 1 / launches), np.full(n, pieces), np.zeros(n, np.int64)
    )  # fmt: skip


def at(found: ImpactMap, x: float, y: float) -> tuple[float, float, float]:
    """Mean and bounds of the cell nearest to a point of the only grid."""
    (grid,) = found.grids
    a, b = PLACE.to(*grid.patch.centres())
    cell = np.unravel_index(np.argmin(np.hypot(a - x, b - y)), a.shape)
    return float(grid.mean[cell]), float(grid.low[cell]), float(grid.high[cell])


@pytest.mark.parametrize(
    ("radius", "distance", "expected"), [(0.5, 1.0, 0.073473), (1.0, 3.0, 0.010829), (0.1, 2.0, 0.000678365)]
)
def test_ship_in_a_normal_scatter(radius: float, distance: float, expected: float) -> None:
    """One piece per launch, sigma 1 km in all: 0.98 km in the impacts, the rest in the kernel."""
    n, kernel = 200_000, 200.0
    spread = math.sqrt(1e6 - kernel**2)
    x, y = spread * np.random.default_rng(5).standard_normal((2, n))
    patch = Patch(PLACE, 1e3 * distance - 100, -100.0, 200.0, 1, 1)
    found = impact_map(
        hits(x, y, np.arange(n), n), np.full(n, 1e3 * radius), bandwidth=np.full(n, kernel), grids=[patch]
    )
    mean, low, high = at(found, 1e3 * distance, 0.0)
    assert mean == pytest.approx(expected, rel=0.05)
    assert low < expected < high


def test_pieces_of_a_launch_are_combined_and_launches_averaged() -> None:
    """Two launches, the second with 300 pieces at one place: (p + 1 - (1 - p)^300) / 2, not their sum."""
    patch = Patch(PLACE, -50.0, -50.0, 100.0, 1, 1)
    one = disc_probability(0.0, 100.0, 500.0)
    x = np.zeros(301)
    launch = np.array([0] + [1] * 300)
    found = impact_map(
        hits(x, x, launch, 2), np.full(301, 100.0), bandwidth=np.full(301, 500.0), grids=[patch]
    )  # fmt: skip
    expected = 0.5 * (one + 1 - (1 - one) ** 300)
    assert at(found, 0, 0)[0] == pytest.approx(expected, rel=1e-6)
    assert 301 * one / 2 > 2 * expected
    # as rows with counts they are the same
    counted = Hits(
        *PLACE.back(np.zeros(2), np.zeros(2)), np.array([0, 1]), np.array([FAILING, PLANNED]), np.full(2, 0.5),
        np.array([1.0, 300.0]), np.zeros(2, np.int64),
    )  # fmt: skip
    again = impact_map(counted, np.full(2, 100.0), bandwidth=np.full(2, 500.0), grids=[patch])
    assert at(again, 0, 0)[0] == pytest.approx(expected, rel=1e-6)


def test_probability_is_kept_by_the_grids() -> None:
    """The map of a small disc, summed over the cells of one grid, is the number of pieces times the disc over a cell."""
    rng = np.random.default_rng(9)
    x, y = 4e3 * rng.standard_normal((2, 500))
    every = hits(x, y, np.arange(500), 500)
    found = impact_map(every, np.full(500, 10.0))
    total = sum(float(g.mean.sum()) * g.patch.cell**2 for g in found.grids) / (math.pi * 10.0**2)
    assert len(found.grids) == 1
    assert total == pytest.approx(1.0, abs=0.01)


def test_bounds_hold_for_all_cells_at_once() -> None:
    """In 95 % of studies of 200 launches no cell's truth lies above its upper bound; the largest lies within its own."""
    rng = np.random.default_rng(21)
    kernel, spread = 400.0, 1000.0
    patch = Patch(PLACE, -3e3, -3e3, 300.0, 20, 20)
    a, b = PLACE.to(*patch.centres())
    truth = np.vectorize(lambda d: disc_probability(d, 100.0, math.hypot(kernel, spread)))(np.hypot(a, b))
    held = []
    for _ in range(100):
        x, y = spread * rng.standard_normal((2, 200))
        found = impact_map(
            hits(x, y, np.arange(200), 200), np.full(200, 100.0), bandwidth=np.full(200, kernel), grids=[patch]
        )
        grid, top = found.grids[0], found.maximum()
        seen = grid.mean > 0
        held.append(bool(np.all(truth[seen] <= grid.high[seen])) and top["low"] <= truth.max() <= top["high"])
    assert np.mean(held) >= 0.95


def test_probability_of_failure_in_the_interval() -> None:
    """Twice the probability of failure doubles what failures bring, and leaves what planned drops bring."""
    patch = Patch(PLACE, -50.0, -50.0, 100.0, 1, 1)
    for kind, factor in ((FAILING, 2.0), (PLANNED, 1.0)):
        h = Hits(
            *PLACE.back(np.zeros(3), np.zeros(3)), np.arange(3), np.full(3, kind), np.full(3, 1e-3), np.ones(3), np.zeros(3, np.int64)
        )  # fmt: skip
        found = impact_map(
            h, np.full(3, 50.0), bandwidth=np.full(3, 300.0), grids=[patch], failure_range=(0.5, 2.0)
        )  # fmt: skip
        assert found.grids[0].high_input == pytest.approx(factor * found.grids[0].high)


def test_local_kernels_are_narrow_where_impacts_are_dense() -> None:
    """sqrt(n) neighbours of 1,000 normal impacts: 0.18 sigma in the middle (sigma sqrt(k / n)), several times that outside."""
    rng = np.random.default_rng(2)
    x, y = 10e3 * rng.standard_normal((2, 1000))
    width = local_bandwidth(*PLACE.back(x, y), np.zeros(1000, np.int64))
    middle = np.hypot(x, y) < 4e3
    assert np.median(width[middle]) == pytest.approx(10e3 * math.sqrt(32 / 1000), rel=0.1)
    assert np.median(width[np.hypot(x, y) > 25e3]) > 3 * np.median(width[middle])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([(0.0, math.pi), (1.57, 0.0), (-0.9, 1.0)]), st.floats(1e3, 5e6))
def test_grids_hold_every_impact(seed: int, place: tuple[float, float], size: float) -> None:
    rng = np.random.default_rng(seed)
    latitude, longitude = Plane(*place).back(size * rng.standard_normal(300), 2e4 * rng.standard_normal(300))
    width = local_bandwidth(latitude, longitude, np.zeros(300, np.int64))
    held = np.zeros(300, dtype=bool)
    for patch in patches(latitude, longitude, width):
        held |= patch.holds(latitude, longitude, 0.0)
    assert held.all()


def test_outside_the_area_it_is_below() -> None:
    """A scatter of 1 km and one ship-sized target: closed where the upper bound reaches 1e-3; outside nothing does."""
    n = 3000
    rng = np.random.default_rng(8)
    x, y = 1e3 * rng.standard_normal((2, n))
    h = hits(x, y, np.arange(n), n)
    closed = hazard("ship hazard area", 1e-3, impact_map(h, np.full(n, 70.0), floor=2e-5))
    (area,) = closed.areas
    assert closed.outside["high_input"] < 1e-3 < closed.largest["mean"]
    # p = R^2 / 2 exp(-d^2 / 2) in sigmas: 1e-3 at 1.34 sigma, so 5.6 km2, more by the bounds and the kernels
    exact = math.pi * 2 * math.log(0.5 * 0.07**2 / 1e-3) * 1e6
    assert 0.9 * exact < area.area < 2.0 * exact
    start, end = window(area, h, np.arange(n) + 100.0, np.arange(n) + 200.0)
    assert (start, end) == pytest.approx((100, n + 199), abs=30)


def test_ship_grows_by_half_a_piece() -> None:
    """100 m by 20 m and a piece of radius 1 m: 2000 + 2 x 120 + pi [m2]."""
    assert math.pi * float(ship_radius(Ship(100.0, 20.0), np.array([math.pi]))[0]) ** 2 == pytest.approx(2240 + math.pi)


def test_time_of_a_fall_through_the_layer() -> None:
    """Against steps of the terminal speed: a piece of 100 kg/m2 falls at 40 m/s at sea level (density 1.225)."""
    z = np.linspace(0, 18288, 20001)
    density = us76(z).density
    expected = float(np.trapezoid(np.sqrt(density / (2 * 9.80665 * 100.0)), z))
    assert float(time_in_air(np.array([100.0]))[0]) == pytest.approx(expected, rel=1e-3)
    assert math.sqrt(2 * 9.80665 * 100 / 1.225) == pytest.approx(40.0, abs=0.1)


def test_aircraft_sweeps_its_front() -> None:
    """Speed 250 m/s, a piece falling at 40 m/s: plan + front x 250 / 40; a slower piece meets it more often."""
    craft = Aircraft(1000.0, 120.0, 250.0)
    radius = aircraft_radius(craft, np.zeros(2), np.array([100.0, 10.0]), np.full(2, 1e3))
    assert math.pi * radius[0] ** 2 == pytest.approx(1000 + 120 * 250 / 40.0, rel=2e-3)
    assert math.pi * radius[1] ** 2 == pytest.approx(1000 + 120 * 250 / 12.65, rel=2e-3)
