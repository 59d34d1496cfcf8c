"""Impacts that reach a grid, cells left to finer grids and discs of middle size, each against its plain rule."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luncur.areas.blocks_kernel import BLOCK
from luncur.areas.bounds import estimates
from luncur.areas.covered import covered
from luncur.areas.impact_map_kernel import TERMS, WIDE_DISC, disc_probability, disc_series
from luncur.areas.patches import REACH, Patch
from luncur.areas.plane import Plane, unit
from luncur.areas.scatter import Scatter

PLACE = Plane(1.2, 3.1, 0.4)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.floats(1e4, 3e6))
def test_a_grid_finds_every_impact_that_reaches_it(seed: int, size: float) -> None:
    """The rectangle of blocks about the kernel's circle holds an open block; a look at each impact finds the same rows."""
    rng = np.random.default_rng(seed)
    n = 700
    latitude, longitude = PLACE.back(*(size * rng.standard_normal((2, n))))
    width = 10 ** rng.uniform(1.5, 4.6, n)
    radius = np.where(rng.random(n) < 0.2, 0.0, 10 ** rng.uniform(0, 3, n))
    patch = Patch(Plane(1.21, 3.08, 1.0), -0.3 * size, -0.2 * size, 0.02 * size, 21, 37)
    shut = rng.random((3, 5)) < 0.6
    narrowest = patch.cell / 1.5
    found, x, y = Scatter.of(unit(latitude, longitude), width, radius).near(patch, shut, narrowest)
    a, b = patch.plane.to(latitude, longitude)
    far = REACH * np.maximum(width, narrowest) + radius
    side = patch.cell * BLOCK
    expected = []
    for i in np.flatnonzero(radius > 0):
        rows = range(
            max(math.floor((b[i] - far[i] - patch.y0) / side), 0),
            min(math.floor((b[i] + far[i] - patch.y0) / side) + 1, 3),
        )
        columns = range(
            max(math.floor((a[i] - far[i] - patch.x0) / side), 0),
            min(math.floor((a[i] + far[i] - patch.x0) / side) + 1, 5),
        )
        if any(not shut[row, column] for row in rows for column in columns):
            expected.append(i)
    assert found.tolist() == expected
    assert x == pytest.approx(a[found], abs=1e-3)
    assert y == pytest.approx(b[found], abs=1e-3)


def test_nothing_is_near_without_discs() -> None:
    scatter = Scatter.of(unit(np.zeros(3), np.zeros(3)), np.full(3, 100.0), np.zeros(3))
    found, x, y = scatter.near(Patch(PLACE, 0.0, 0.0, 10.0, 8, 8), np.zeros((1, 1), dtype=bool), 10.0)
    assert len(found) == len(x) == len(y) == 0


@settings(max_examples=10, deadline=None)
@given(st.floats(0.0, 2 * math.pi), st.floats(0.0, 2e5), st.floats(20.0, 3e4))
def test_cells_in_a_finer_grid_are_those_that_it_holds(azimuth: float, away: float, cell: float) -> None:
    """Also where the finer grid lies across a pole from the middle of the other, or beside it."""
    coarse = Patch(Plane(1.5, 0.3, 0.2), -1.5e6, -1e6, 1e5, 20, 30)
    latitude, longitude = coarse.plane.back(away * 10, away * 3)
    fine = Patch(Plane(float(latitude), float(longitude), azimuth), -12 * cell, -9 * cell, cell, 18, 24)
    (hidden, none) = covered([coarse, fine])
    assert not none.any()
    assert np.array_equal(hidden, fine.holds(*coarse.centres(), 0.75 * coarse.cell))


@settings(max_examples=50, deadline=None)
@given(st.floats(0.03, WIDE_DISC), st.floats(0.0, 3.5))
def test_series_of_a_disc_of_middle_size(half: float, beyond: float) -> None:
    """exp(-s) times the series is the noncentral chi-square, to its edge 3.5 sigma away."""
    series = np.empty(TERMS)
    disc_series(half, series)
    radius = math.sqrt(2 * half)
    distance = radius * 0.5 + beyond
    s = 0.5 * distance**2
    assert math.exp(-s) * float(np.polyval(series[::-1], s)) == pytest.approx(
        disc_probability(distance, radius, 1.0), rel=2e-6, abs=1e-12
    )


def test_bounds_of_one_launch_with_a_certain_probability_of_failure() -> None:
    """One launch of weight w, seen once: the upper 2.5 % point of a gamma of shape 2, the lower one of shape 1."""
    sums = np.zeros((3, 2, 1))
    sums[0, 0], sums[1, 0], sums[2, 0] = 1e-3, 1e-6, 1e-3
    found = estimates(sums, 1, (1.0, 2.0))
    assert found["mean"][0] == 1e-3
    assert found["high"][0] == pytest.approx(5.5716e-3, rel=1e-4)
    assert found["low"][0] == pytest.approx(-1e-3 * math.log(0.975), rel=1e-9)
    assert found["high_input"][0] == pytest.approx(2 * found["high"][0])
    assert found["low_input"][0] == found["low"][0]


def test_no_probability_of_failure_at_the_lower_limit() -> None:
    """A lower limit of zero leaves nothing of what only failures bring."""
    sums = np.zeros((3, 2, 1))
    sums[0, 0], sums[1, 0], sums[2, 0] = 1e-3, 1e-6, 1e-3
    assert estimates(sums, 1, (0.0, 1.0))["low_input"].tolist() == [0.0]
