"""Polygons with few vertices that contain what they stand for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import unary_union

from luncur.areas.polygon import covering


def blob(seed: int, corners: int, roughness: float, stretch: float) -> Polygon:
    """A star-shaped outline [m], some 10 km wide."""
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * math.pi, corners, endpoint=False)
    radius = 1e4 * np.exp(roughness * rng.standard_normal(corners))
    return Polygon(np.stack([stretch * radius * np.cos(angle), radius * np.sin(angle)], axis=1))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(3, 300), st.floats(0.0, 0.8), st.floats(1.0, 40.0), st.integers(4, 24)
)  # fmt: skip
def test_nothing_is_cut_off(seed: int, corners: int, roughness: float, stretch: float, vertices: int) -> None:
    shape = blob(seed, corners, roughness, stretch)
    out = covering(shape, vertices)
    assert len(out.exterior.coords) - 1 <= vertices
    assert out.is_valid
    assert all(out.covers(Point(p)) for p in shape.exterior.coords)
    assert out.covers(shape)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(5, 40))
def test_cells_of_a_grid(seed: int, side: int) -> None:
    """Unions of cells, as contours on a grid are; with holes and notches."""
    rng = np.random.default_rng(seed)
    steps = np.cumsum(rng.integers(-1, 2, side))
    cells = [box(i, j, i + 1, j + 1) for i in range(side) for j in range(int(steps[i]), int(steps[i]) + 6)]
    shape = unary_union(cells)
    out = covering(shape.convex_hull if shape.geom_type != "Polygon" else shape)
    assert out.covers(shape)
    assert len(out.exterior.coords) <= 25


@pytest.mark.parametrize("ratio", [1.0, 5.0, 40.0])
def test_an_ellipse_grows_little(ratio: float) -> None:
    """The least circumscribed n-gon of an ellipse has (n / pi) tan(pi / n) times its area: 1.0057 for 24 corners."""
    angle = np.linspace(0, 2 * math.pi, 200, endpoint=False)
    shape = Polygon(np.stack([ratio * 1e3 * np.cos(angle), 1e3 * np.sin(angle)], axis=1))
    growth = covering(shape).area / shape.area
    assert 1.0 < growth < 1.012


def test_a_banana_stays_bent() -> None:
    """Closed along its hollow side it would be 1.9 times as large."""
    angle = np.linspace(0, math.pi, 90)
    arc = LineString(np.stack([5e4 * np.cos(angle), 5e4 * np.sin(angle)], axis=1)).buffer(4e3)
    out = covering(arc)
    assert out.covers(arc)
    assert out.area < 1.12 * arc.area
    assert arc.convex_hull.area > 1.9 * arc.area


def test_few_corners_stay_as_they_are() -> None:
    square = box(0, 0, 1e3, 2e3)
    assert covering(square).symmetric_difference(square).area < 1.0


def test_points_and_lines_have_an_outline() -> None:
    for shape in (Polygon([(0, 0), (1, 1), (2, 2)]), Polygon([(5, 5), (5, 5), (5, 5)])):
        assert covering(shape).area > 0
    with pytest.raises(ValueError, match="empty"):
        covering(Polygon())
    with pytest.raises(ValueError, match="at least 4"):
        covering(box(0, 0, 1, 1), 3)
