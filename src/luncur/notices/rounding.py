"""Corners that a notice can carry: few, on the grid of its format, round an area whichever way edges are drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from luncur.areas.polygon import covering

Floats = NDArray[np.float64]

SIZE = 1.10  # fewer corners are taken as long as the area stays within this many times its size
MOST = 40  # corners of one area
_COUNTS = (4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 28, 34)
_HALF_DIAGONAL = 0.7072  # of a cell of the grid: the farthest that rounding moves a corner
_BEND = 0.005  # of the square root of its area: less of a bend of an edge costs an area little
_SMALL = 300.0  # cells across, below which single cells matter
# A geodesic lies beside the great circle of the same ends (geodetic latitudes) by at most the flattening times length^2 / 8 R;
# measured on 3,000 edges of 10 to 1,600 km: 0.9997 of that at most.
_BESIDE = 1.02 / 298.257223563
_PIECES = 40.0  # pieces of an edge to a degree


@dataclass(frozen=True)
class Rounded:
    """Corners in whole steps of the grid (east, north), anticlockwise, and how many times as large as the area they are."""

    corners: tuple[tuple[int, int], ...]
    step: float
    size: float


def rounded(contour: Polygon, step: float) -> Rounded:
    """The fewest corners on a grid of ``step`` [deg] that contain a contour within 1.10 times its size, else the closest.

    contour: longitude and latitude [deg], not cut at the antimeridian, edges straight in both.  It lies inside whether
    the edges of the result are drawn straight in latitude and longitude, as rhumb lines or as great circles, which ships
    and aircraft steer by.  Raises ValueError when the contour is empty or reaches a pole.
    """
    if contour.is_empty or max(abs(contour.bounds[1]), abs(contour.bounds[3])) > 89.0:
        raise ValueError("no area away from the poles")
    target = shapely.transform(orient(contour), lambda c: c / step)
    fine = covering(target, MOST)
    best: Rounded | None = None
    for cover in _covers(fine, step):
        ring = _on_grid(target, cover, step)
        if ring is None:
            continue
        size = _area(ring, step) / max(_area(np.array(target.exterior.coords[:-1]), step), 1e-300)
        if best is None or size < best.size:
            best = Rounded(tuple((int(x), int(y)) for x, y in ring), step, size)
        if size <= SIZE:
            break
    if best is None:
        raise ValueError("no polygon of so few corners contains the area")
    return best


def _covers(fine: Polygon, step: float) -> Iterator[Polygon]:
    """Polygons round the area with more and more corners, each as it is and with its bending edges divided."""
    for count in _COUNTS:
        cover = covering(fine, count)
        yield cover
        divided = _divided(cover, step)
        if len(divided.exterior.coords) > len(cover.exterior.coords):
            yield divided


def _on_grid(target: Polygon, cover: Polygon, step: float) -> Floats | None:
    """A ring of whole-numbered corners round the target, made of a cover; None when ten attempts did not close one."""
    margin = _HALF_DIAGONAL
    for _ in range(10):
        ring = _snapped(_moved_out(cover, margin))
        if ring is None:  # a bay too narrow for that: closed
            ring = _snapped(cover.buffer(margin, join_style="mitre", mitre_limit=4.0))
        if ring is None or len(ring) > MOST:
            return None
        short = _shortfall(target, ring, step)
        if short == 0.0:
            return _tightened(target, ring, step)
        margin += max(1.05 * short, 0.3)  # less than a part of a step may round to the same corners
    return None


def _divided(shape: Polygon, step: float) -> Polygon:
    """Corners added where an edge bends most between its readings, a long one at a high latitude, as far as they are to be had."""
    ring = np.array(orient(shape).exterior.coords[:-1])
    enough = _BEND * math.sqrt(shape.area)
    while len(ring) < MOST - 2:
        bends = [_bend(a, b, step) for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True)]
        worst = int(np.argmax(bends))
        if bends[worst] < enough:
            break
        ring = np.insert(ring, worst + 1, (ring[worst] + np.roll(ring, -1, axis=0)[worst]) / 2, axis=0)
    return Polygon(ring)


def _bend(a: Floats, b: Floats, step: float) -> float:
    """How far the middle of a great circle lies from that of the straight edge [steps]."""
    u, v = _unit(a * step), _unit(b * step)
    w = u + v
    middle = math.degrees(math.atan2(w[2], math.hypot(w[0], w[1]))) / step
    return abs(middle - float(a[1] + b[1]) / 2)


def _moved_out(shape: Polygon, by: float) -> Polygon:
    """Edges moved outward; unlike a buffer it keeps corners on a straight line, and cuts sharp corners off square."""
    ring = np.array(orient(shape).exterior.coords[:-1])
    along = np.roll(ring, -1, axis=0) - ring
    along /= np.hypot(along[:, 0], along[:, 1])[:, None]
    outward = np.stack([along[:, 1], -along[:, 0]], axis=1)
    out: list[Floats] = []
    for k, corner in enumerate(ring):
        before, after = outward[k - 1], outward[k]
        together = 1.0 + float(before @ after)
        if together < 0.125 and float(before[0] * after[1] - before[1] * after[0]) > 0:
            out += [corner + by * (before + along[k - 1]), corner + by * (after - along[k])]
        else:
            out.append(corner + by * (before + after) / max(together, 1e-3))
    return Polygon(out)


def _snapped(shape: Polygon) -> Floats | None:
    coords = np.round(np.array(orient(shape).exterior.coords[:-1]))
    ring = coords[np.any(coords != np.roll(coords, 1, axis=0), axis=1)]
    return ring if len(ring) >= 3 and shapely.is_valid(Polygon(ring)) else None


def _tightened(target: Polygon, ring: Floats, step: float) -> Floats:
    """Corners moved inward cell by cell while the target stays inside: what rounding costs small areas is mostly won back."""
    if max(target.bounds[2] - target.bounds[0], target.bounds[3] - target.bounds[1]) > _SMALL:
        return ring
    moves = np.array([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y], dtype=np.float64)
    for _ in range(4):
        moved = False
        for i in range(len(ring)):
            area = Polygon(ring).area
            for move in moves:
                candidate = ring.copy()
                candidate[i] += move
                shape = Polygon(candidate)
                if (
                    shape.area < area
                    and shape.is_valid
                    and shape.covers(target)
                    and not _shortfall(target, candidate, step)
                ):
                    ring, area, moved = candidate, shape.area, True
        if not moved:
            break
    keep = np.any(ring != np.roll(ring, 1, axis=0), axis=1)
    return ring[keep]


def _shortfall(target: Polygon, ring: Floats, step: float) -> float:
    """How far the target sticks out of the ring under the worst of the three readings of its edges [steps]; 0 for not at all."""
    worst = 0.0
    for drawn in (ring, _rhumb(ring, step), _geodesics(ring, step)):
        shape = Polygon(drawn)
        if not shape.is_valid:
            return 10.0
        if not shape.covers(target):
            rest = target.difference(shape)  # its corners may all lie on the ring, where a reading bends inward
            rest = rest.segmentize(max(rest.length / 400.0, 1e-3))
            points = shapely.points(shapely.get_coordinates(rest))
            worst = max(worst, float(shapely.distance(points, shape).max(initial=0.0)), 1e-3)
    return worst


def _parts(a: Floats, b: Floats, step: float) -> Floats:
    """Shares of the way at which an edge is marked out."""
    length = float(np.hypot(*(b - a))) * step
    return np.arange(max(1, min(400, math.ceil(length * _PIECES)))) / max(1, min(400, math.ceil(length * _PIECES)))


def _rhumb(ring: Floats, step: float) -> Floats:
    """Edges straight on a Mercator chart."""
    out = []
    for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        t = _parts(a, b, step)
        y0, y1 = (math.asinh(math.tan(math.radians(p[1] * step))) for p in (a, b))
        latitude = np.degrees(np.arctan(np.sinh(y0 + t * (y1 - y0)))) / step
        out.append(np.stack([a[0] + t * (b[0] - a[0]), latitude], axis=1))
        out[-1][0] = a
    return np.concatenate(out)


def _geodesics(ring: Floats, step: float) -> Floats:
    """Edges along great circles, drawn in by as much as a geodesic of the ellipsoid may lie beside one."""
    out = []
    for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        t = _parts(a, b, step)
        u, v = _unit(a * step), _unit(b * step)
        arc = math.acos(max(-1.0, min(1.0, float(u @ v))))
        if len(t) == 1 or arc < 1e-9:
            out.append(a[None, :])
            continue
        w = (np.sin((1 - t) * arc)[:, None] * u + np.sin(t * arc)[:, None] * v) / math.sin(arc)
        turn = np.degrees(np.unwrap(np.arctan2(w[:, 1], w[:, 0])))
        turn += 360.0 * round((a[0] * step - turn[0]) / 360.0)
        points = np.stack([turn, np.degrees(np.arcsin(np.clip(w[:, 2], -1, 1)))], axis=1)
        slope = np.cos(np.radians(points[:, 1]))  # of a degree east against one north
        way = np.gradient(points, axis=0) * np.stack([slope, np.ones_like(slope)], axis=1)
        way /= np.hypot(way[:, 0], way[:, 1])[:, None]
        inward = np.stack([-way[:, 1] / slope, way[:, 0]], axis=1)  # the ring runs anticlockwise
        beside = math.degrees(_BESIDE * arc**2 / 8.0) * 4.0 * t * (1.0 - t)
        out.append((points + beside[:, None] * inward) / step)
        out[-1][0] = a
    return np.concatenate(out)


def _unit(point: Floats) -> Floats:
    longitude, latitude = np.radians(point)
    return np.array(
        [math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)]
    )


def _area(ring: Floats, step: float) -> float:
    """Area on a sphere of radius 1, in steps and radians mixed: only ratios mean something."""
    fine = []
    for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        fine.append(a + _parts(a, b, step)[:, None] * (b - a))
    points = np.concatenate(fine)
    middle = math.radians(float(points[:, 1].mean()) * step)
    # sines of latitudes about the middle, so that the areas of small shapes keep their digits
    half = np.radians(points[:, 1] * step) - middle
    height = 2.0 * np.cos(middle + half / 2) * np.sin(half / 2) / math.radians(step)
    x = points[:, 0] - points[0, 0]
    return abs(float(np.sum(x * np.roll(height, -1) - np.roll(x, -1) * height))) / 2.0
