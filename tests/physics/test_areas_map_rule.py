"""The map of hits against its rule written out cell by cell, and what it leaves to finer grids or impossible places."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from luncur.areas.covered import covered
from luncur.areas.hazard import hazard
from luncur.areas.impact_map import FAILING, Hits, impact_map
from luncur.areas.impact_map_kernel import disc_probability
from luncur.areas.patches import REACH, Patch
from luncur.areas.plane import Plane

Floats = NDArray[np.float64]
PLACE = Plane(0.9, 2.2)
GRID = Patch(PLACE, -2000.0, -1500.0, 100.0, 30, 40)


def scatter(seed: int, launches: int, pieces: int) -> tuple[Hits, Floats, Floats]:
    """Launches of several pieces, with kernels from one cell to the whole grid and discs from small to wider than a kernel."""
    rng = np.random.default_rng(seed)
    n = launches * pieces
    x, y = 1500.0 * rng.standard_normal((2, n))
    hits = Hits(
        *PLACE.back(x, y), np.repeat(np.arange(launches), pieces), np.full(n, FAILING), np.full(n, 1e-3),
        np.floor(10 ** rng.uniform(0, 2, n)), np.zeros(n, dtype=np.int64),
    )  # fmt: skip
    return hits, 10 ** rng.uniform(0.5, 2.8, n), 10 ** rng.uniform(2.0, 3.2, n)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_map_is_the_rule_written_out(seed: int, pieces: int) -> None:
    """1 - prod (1 - p)^count over a launch's pieces, summed over launches; rows of cells and series give the same to 1e-4."""
    hits, radius, width = scatter(seed, 6, pieces)
    found = impact_map(hits, radius, bandwidth=width, grids=[GRID]).grids[0]
    a, b = PLACE.to(*GRID.centres())
    x, y = PLACE.to(hits.latitude, hits.longitude)
    expected = np.zeros(a.shape)
    for launch in range(6):
        missed = np.zeros(a.shape)
        for i in np.flatnonzero(hits.launch == launch):
            away = np.hypot(a - x[i], b - y[i])
            p = np.vectorize(disc_probability)(away, radius[i], width[i])
            missed += np.where(
                away <= REACH * width[i] + radius[i], hits.pieces[i] * np.log1p(-np.minimum(p, 1 - 1e-15)), 0.0
            )
        expected += -1e-3 * np.expm1(missed)
    assert found.mean == pytest.approx(expected, rel=2e-4, abs=1e-9)


def test_a_launch_of_many_pieces_weighs_as_a_whole() -> None:
    """300 small pieces of one launch at one place: the bound allows for one more such launch, not for one more piece."""
    n = 300
    where = PLACE.back(np.zeros(n), np.zeros(n))
    hits = Hits(*where, np.zeros(n, np.int64), np.full(n, FAILING), np.full(n, 1e-3), np.ones(n), np.zeros(n, np.int64))
    one = Patch(PLACE, -50.0, -50.0, 100.0, 1, 1)
    grid = impact_map(hits, np.full(n, 20.0), bandwidth=np.full(n, 500.0), grids=[one]).grids[0]
    p = float(grid.mean[0, 0])
    assert p == pytest.approx(-1e-3 * math.expm1(n * math.log1p(-disc_probability(0.0, 20.0, 500.0))), rel=1e-6)
    # two launches as heavy, seen once: the upper 2.5 % point of a gamma of shape 2
    assert grid.high[0, 0] == pytest.approx(5.5716 * p, rel=1e-3)


def test_cells_of_a_coarse_grid_are_left_to_the_finer_one() -> None:
    fine = Patch(PLACE, -500.0, -500.0, 20.0, 50, 50)
    hidden, none = covered([GRID, fine])
    assert not none.any()
    a, b = PLACE.to(*GRID.centres())
    assert np.array_equal(hidden, (np.abs(a) < 425.0) & (np.abs(b) < 425.0))


def test_blocks_below_the_floor_hold_nothing_that_reaches_it() -> None:
    """What is skipped could not have reached the floor, even where many pieces are sure to hit."""
    hits, radius, width = scatter(4, 40, 3)
    radius, width = radius / 4, np.maximum(width / 4, 70.0)
    whole = impact_map(hits, radius, bandwidth=width, grids=[GRID]).grids[0]
    cut = impact_map(hits, radius, bandwidth=width, grids=[GRID], floor=3e-3).grids[0]
    skipped = (cut.mean == 0) & (whole.mean > 0)
    assert skipped.any()
    assert whole.mean[skipped].max() < 3e-3
    assert cut.mean[~skipped] == pytest.approx(whole.mean[~skipped], rel=1e-12)


def test_nothing_is_closed_where_no_target_can_be() -> None:
    """Impacts about a straight shore: the ships' area keeps to the water's side."""
    n = 2000
    x, y = 1e3 * np.random.default_rng(3).standard_normal((2, n))
    hits = Hits(
        *PLACE.back(x, y), np.arange(n), np.full(n, FAILING), np.full(n, 1 / n), np.ones(n), np.zeros(n, np.int64)
    )
    found = impact_map(hits, np.full(n, 70.0), floor=2e-5)
    free = hazard("ship hazard area", 1e-3, found)
    shore = hazard("ship hazard area", 1e-3, found, possible=lambda a, b: PLACE.to(a, b)[0] > 0)
    assert sum(a.area for a in shore.areas) == pytest.approx(0.5 * sum(a.area for a in free.areas), rel=0.25)
    assert shore.largest["mean"] <= free.largest["mean"]
    east = PLACE.to(shore.largest["latitude"], shore.largest["longitude"])[0]
    assert float(east) > 0
