"""Casualties of impacts on grids of people with a known answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.mission.model import ClosedArea
from luncur.places.closed import ClosedAreas
from luncur.risk import MODELS
from luncur.risk.casualty_kernel import casualties_many, mean_density

EARTH = 6371007.2
ROWS, COLS = 1800, 3600
UNIFORM = 8.0e9 / 5.10072e14  # the whole of mankind spread over the whole Earth [1/m2]

Floats = NDArray[np.float64]


NOWHERE = ClosedAreas.of(()).arrays


def casualties(
    grid: NDArray[np.float32],
    latitude: list[float],
    longitude: list[float],
    area: list[float] | float = 5.0,
    weight: list[float] | float = 1.0,
    closed: tuple[Floats, Floats, Floats] = NOWHERE,
    planned: bool = False,
) -> tuple[Floats, Floats]:
    """With nobody in the closed areas, and with everybody in place; the reach is that of the area."""
    n = len(latitude)
    size, count = (np.broadcast_to(np.asarray(v, dtype=np.float64), (n,)).copy() for v in (area, weight))
    out, in_place = np.full((2, n), -1.0)
    compiled(casualties_many)(
        np.radians(latitude), np.radians(longitude), size, np.sqrt(size / math.pi), count, np.full(n, planned), grid,
        *closed, out, in_place,
    )  # fmt: skip
    return out, in_place


@pytest.fixture(scope="module")
def uniform() -> NDArray[np.float32]:
    return np.full((ROWS, COLS), UNIFORM, dtype=np.float32)


@pytest.fixture(scope="module")
def slope() -> NDArray[np.float32]:
    """Density that rises evenly to the east from 0 at -180 deg, in cells of 0.1 deg."""
    east = (np.arange(COLS) + 0.5) / COLS
    return np.broadcast_to((1e-4 * east).astype(np.float32), (ROWS, COLS)).copy()


def test_mankind_spread_evenly(uniform: NDArray[np.float32]) -> None:
    # 6.4 m2 times 8e9 people over 5.10072e14 m2
    out = casualties(uniform, [51.88, -12.3, 89.99], [128.33, -77.1, 179.96], 6.4)[0]
    assert out == pytest.approx([1.00378e-4] * 3, rel=1e-5)


def test_blast_on_people_spread_evenly(uniform: NDArray[np.float32]) -> None:
    radius = np.array([30.0, 199.0, 201.0, 4000.0, 60000.0])
    out = casualties(uniform, [51.88] * 5, [128.33] * 5, (math.pi * radius**2).tolist())[0]
    assert out == pytest.approx(UNIFORM * math.pi * radius**2, rel=1e-6)


def test_each_piece_counts_as_often_as_it_stands_for(uniform: NDArray[np.float32]) -> None:
    out = casualties(uniform, [5.0, 5.0], [7.0, 7.0], weight=[1.0, 23.5])[0]
    assert out[1] == pytest.approx(23.5 * out[0], rel=1e-14)


def test_what_never_comes_down_hurts_nobody(uniform: NDArray[np.float32]) -> None:
    nan = math.nan
    for out in casualties(uniform, [nan, 5.0, nan, 5.0], [nan, nan, 7.0, 7.0], [5.0, 9.0, 9.0, nan]):
        assert list(out) == [0.0, 0.0, 0.0, 0.0]


def test_only_the_cell_that_is_hit_counts() -> None:
    grid = np.zeros((ROWS, COLS), dtype=np.float32)
    grid[382, 3087] = 2e-3  # 51.7 to 51.8 N, 128.7 to 128.8 E
    out = casualties(grid, [51.75, 51.699, 51.801, 51.75, 51.75], [128.75, 128.75, 128.75, 128.699, 128.801])[0]
    assert out == pytest.approx([5.0 * 2e-3, 0, 0, 0, 0], rel=1e-6)


def test_the_disc_of_a_blast_reaches_into_the_next_cell() -> None:
    grid = np.zeros((ROWS, COLS), dtype=np.float32)
    grid[382, 3087] = 2e-3
    radius, edge = 2000.0, 51.8  # 0.018 deg; straight from the northern edge of the cell, half of the disc is in it
    area = math.pi * radius**2
    inside = casualties(grid, [edge - 1e-9], [128.75], area)[0][0] / (area * 2e-3)
    outside = casualties(grid, [edge + 1e-9], [128.75], area)[0][0] / (area * 2e-3)
    assert 0.5 * (inside + outside) == pytest.approx(0.5, abs=0.08)  # 13 points
    assert 0.3 < outside < inside < 0.7


@pytest.mark.parametrize("latitude", [-61.0, 0.3, 51.7])
def test_mean_over_a_disc_on_an_even_slope(slope: NDArray[np.float32], latitude: float) -> None:
    for longitude in (-55.0, 12.34, 128.75):
        mean, everybody = compiled(mean_density)(
            slope, *NOWHERE, math.radians(latitude), math.radians(longitude), 50e3, False
        )
        assert mean == everybody
        centre = 1e-4 * (longitude + 180) / 360
        # on a slope the mean is the centre's; half a cell of 0.1 deg is what the grid can hide
        assert mean == pytest.approx(centre, abs=1e-4 * 0.05 / 360)


def test_a_disc_over_the_date_line() -> None:
    grid = np.zeros((ROWS, COLS), dtype=np.float32)
    grid[:, :5] = 1e-3  # 180 W to 179.5 W
    mean = [compiled(mean_density)(grid, *NOWHERE, 0.2, sign * math.pi, 20e3, False)[0] for sign in (-1, 1)]
    assert mean[0] == pytest.approx(mean[1], rel=1e-12)
    assert 0.3e-3 < mean[0] < 0.7e-3


def test_impacts_drawn_over_a_box_find_the_people_in_it() -> None:
    """Mean casualties of impacts spread evenly over a box: area of the piece x people in the box / area of the box."""
    rng = np.random.default_rng(20231115)
    grid = np.zeros((ROWS, COLS), dtype=np.float32)
    grid[400:420, 3100:3130] = rng.lognormal(-11.0, 1.5, (20, 30))
    north, south = math.radians(90 - 40.0), math.radians(90 - 42.0)
    n = 400_000
    sine = rng.uniform(math.sin(south), math.sin(north), n)
    latitude, longitude = np.arcsin(sine), rng.uniform(math.radians(130.0), math.radians(133.0), n)
    edges = np.sin(np.radians(90 - 0.1 * np.arange(400, 421)))
    share = (edges[:-1] - edges[1:]) / (edges[0] - edges[-1])
    expected = 7.5 * float(np.sum(grid[400:420, 3100:3130].mean(axis=1, dtype=np.float64) * share))
    out, in_place = np.empty((2, n))
    full = np.full(n, 1.0)
    compiled(casualties_many)(
        latitude, longitude, full * 7.5, full * 1.5, full, full > 0, grid, *NOWHERE, out, in_place
    )
    assert np.array_equal(out, in_place)
    assert abs(out.mean() - expected) < 4 * out.std() / math.sqrt(n)
    assert out.std() / math.sqrt(n) < 0.01 * expected  # so the test can tell


@pytest.mark.parametrize("model", MODELS)
def test_more_area_never_hurts_fewer(uniform: NDArray[np.float32], model: str) -> None:
    area = MODELS[model](np.geomspace(1e-3, 100, 40))
    out = casualties(uniform, [33.3] * 40, [44.4] * 40, area.tolist())[0]
    assert np.all(np.diff(out) >= 0)


def test_compiled_and_plain_kernels_agree(slope: NDArray[np.float32]) -> None:
    rng = np.random.default_rng(7)
    n = 60
    area = np.where(rng.random(n) < 0.5, rng.uniform(0, 9, n), rng.uniform(0, 1e7, n))
    arguments = (
        rng.uniform(-1.5, 1.5, n), rng.uniform(-3.1, 3.1, n), area, np.sqrt(area / math.pi), rng.uniform(1, 50, n),
        rng.random(n) < 0.5, slope, *NORTH_AND_BOX.arrays,
    )  # fmt: skip
    plain, fast = np.empty((2, n)), np.empty((2, n))
    casualties_many(*arguments, *plain)
    compiled(casualties_many)(*arguments, *fast)
    assert fast == pytest.approx(plain, rel=1e-12)
    assert plain.max() > 0
    assert 0 < np.sum(plain[0] < plain[1]) < n


def area(**fields: object) -> ClosedArea:
    return ClosedArea.model_validate({"name": "x", "kind": "evacuated", "source": "test", **fields})


NORTH_AND_BOX = ClosedAreas.of(
    [
        area(latitude=1.2, longitude=2.0, radius="3000 km"),
        area(points=[[-0.5, -1.0], [-0.5, 1.0], [0.7, 1.0], [0.7, -1.0]], applies_to="planned"),
    ]
)


def test_nobody_is_hurt_in_an_evacuated_circle(uniform: NDArray[np.float32]) -> None:
    closed = ClosedAreas.of([area(latitude="51.88 deg", longitude="128.33 deg", radius="8 km")]).arrays
    degree = math.degrees(1 / 6371007.2)  # of one metre
    at = [51.88, 51.88 + 7990 * degree, 51.88 + 8010 * degree]
    kept, everybody = casualties(uniform, at, [128.33] * 3, closed=closed)
    assert list(kept[:2]) == [0.0, 0.0]
    assert kept[2] == everybody[2] == pytest.approx(5.0 * UNIFORM, rel=1e-6)
    assert np.all(everybody > 0)


def test_a_blast_at_the_edge_of_an_evacuated_circle_reaches_out_of_it(uniform: NDArray[np.float32]) -> None:
    closed = ClosedAreas.of([area(latitude="51.88 deg", longitude="128.33 deg", radius="8 km")]).arrays
    edge = 51.88 + math.degrees(8000 / 6371007.2)
    kept, everybody = casualties(uniform, [edge, 51.88], [128.33] * 2, math.pi * 1500.0**2, closed=closed)
    assert kept[0] / everybody[0] == pytest.approx(0.5, abs=0.12)  # 13 points, and the edge is curved
    assert kept[1] == 0.0


def test_an_area_for_planned_drops_protects_from_these_only(uniform: NDArray[np.float32]) -> None:
    box = {"points": [["10 deg", "20 deg"], ["10 deg", "22 deg"], ["12 deg", "22 deg"], ["12 deg", "20 deg"]]}
    for who, planned, failing in (("all", 0.0, 0.0), ("planned", 0.0, 1.0), ("failures", 1.0, 0.0)):
        closed = ClosedAreas.of([area(**box, applies_to=who)]).arrays
        for flag, share in ((True, planned), (False, failing)):
            kept, everybody = casualties(uniform, [11.0], [21.0], closed=closed, planned=flag)
            assert kept[0] == share * everybody[0]
