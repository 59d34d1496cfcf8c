"""Polygons with few vertices that contain a shape: what a notice can carry."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon

Floats = NDArray[np.float64]

VERTICES = 24
FINE = 250  # vertices that the greedy part starts from


def covering(shape: Polygon, vertices: int = VERTICES) -> Polygon:
    """A polygon without holes, of at most ``vertices`` corners, that contains the whole of ``shape``.

    Corners go one at a time, the one that adds least area first: an inward corner is cut off, an edge between two
    outward corners is given up for the crossing of its neighbours.  Both only add area, so the shape is never cut.
    Holes are closed over.  shape: on a flat map [m]; a degenerate one (a point, a line) becomes a small triangle or box
    about it.  Raises ValueError for an empty shape and for fewer than 4 vertices.
    """
    if shape.is_empty:
        raise ValueError("an empty shape has no outline")
    if vertices < 4:
        raise ValueError("a covering polygon needs at least 4 vertices")
    size = max(shape.length, 1.0)
    start = Polygon(shape.exterior) if isinstance(shape, Polygon) else shape.convex_hull
    if start.area <= (1e-9 * size) ** 2 or not isinstance(start, Polygon):
        start = start.convex_hull.buffer(1e-6 * size, quad_segs=1)
    coarse = _thinned(start, size)
    ring = np.array(coarse.exterior.coords[:-1])
    if not coarse.exterior.is_ccw:
        ring = ring[::-1]
    while len(ring) > vertices:
        smaller = _without_one(ring)
        if smaller is None:
            return _hull(start, vertices, size)
        ring = smaller
    out = _grown(Polygon(ring), 1e-9 * size)
    if isinstance(out, Polygon) and out.is_valid and len(out.exterior.coords) <= vertices + 1 and out.covers(shape):
        return out
    return _hull(start, vertices, size)


def _thinned(shape: Polygon, size: float) -> Polygon:
    """The shape with few enough corners to work on, grown by as much as the thinning may cut."""
    step = 1e-5 * size
    out = shape
    while len(out.exterior.coords) > FINE:
        out = Polygon(_exterior(shape.buffer(step * 1.01, quad_segs=2).simplify(step)))
        step *= 2.0
    return out if out.covers(shape) else Polygon(_exterior(shape.buffer(step, quad_segs=2)))


def _exterior(shape: Any) -> Any:
    """Outer ring of a polygon; of anything else, that of its convex hull."""
    return (shape if isinstance(shape, Polygon) else shape.convex_hull).exterior


def _grown(shape: Polygon, by: float) -> Polygon | MultiPolygon:
    return shape.buffer(by, join_style="mitre", mitre_limit=100.0)


def _without_one(ring: Floats) -> Floats | None:
    """The ring (anticlockwise) with the cheapest corner less; None when every way of losing one crosses another edge."""
    before, after = np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0)
    turn = _cross(ring - before, after - ring)
    cut = np.where(turn <= 0, -0.5 * turn, np.inf)  # inward or straight corners
    # edges ring[i] .. after[i] with outward corners: neighbours run on to their crossing
    a, b = ring - before, np.roll(ring, -2, axis=0) - after
    bend = _cross(a, b)
    with np.errstate(divide="ignore", invalid="ignore"):
        along = _cross(after - ring, b) / bend
        cross = ring + along[:, None] * a
        grow = 0.5 * np.abs(_cross(after - ring, cross - ring))
    good = (turn > 0) & (np.roll(turn, -1) > 0) & (bend > 0) & (along > 0) & np.isfinite(grow)
    # the crossing must lie behind the next edge's start, seen along it: the turn of both corners is under half a circle
    good &= np.einsum("ij,ij->i", after - cross, b) > 0
    grow = np.where(good, grow, np.inf)
    costs = np.concatenate([cut, grow])
    n = len(ring)
    for choice in np.argsort(costs, kind="stable"):
        if not math.isfinite(costs[choice]):
            return None
        if choice < n:
            candidate = np.delete(ring, choice, axis=0)
        else:
            i = int(choice) - n
            candidate = ring.copy()
            candidate[i] = cross[i]
            candidate = np.delete(candidate, (i + 1) % n, axis=0)
        if shapely.is_valid(Polygon(candidate)):
            return candidate
    return None


def _hull(shape: Polygon, vertices: int, size: float) -> Polygon:
    """From the convex hull, where nothing crosses: always possible down to 4 corners."""
    ring: Floats = np.array(shapely.geometry.polygon.orient(Polygon(_exterior(shape.convex_hull))).exterior.coords[:-1])
    while len(ring) > vertices:
        smaller = _without_one(ring)
        if smaller is None:
            break
        ring = smaller
    out = _grown(Polygon(ring), 1e-9 * size)
    if len(ring) <= vertices and isinstance(out, Polygon) and out.covers(shape):
        return out
    return Polygon(_exterior(_grown(Polygon(_exterior(shape.minimum_rotated_rectangle)), 1e-9 * size)))


def _cross(a: Floats, b: Floats) -> Floats:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
