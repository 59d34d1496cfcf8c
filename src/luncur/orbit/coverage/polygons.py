"""Polygons on the globe, whose edges are straight in latitude and longitude, over the antimeridian and round the poles too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError

Floats = NDArray[np.float64]
_TURN = 2.0 * math.pi


@dataclass(frozen=True, eq=False)
class Polygons:
    """Polygons with holes.  shape: a shapely geometry in (longitude, latitude) [rad] whose longitudes run on over the antimeridian."""

    shape: Any

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """South, north, west, east [rad]; all round where the longitudes span a turn or more."""
        west, south, east, north = self.shape.bounds
        south, north = max(south, -math.pi / 2), min(north, math.pi / 2)
        if east - west >= _TURN - 1e-12:
            return south, north, -math.pi, math.pi
        west = (west + math.pi) % _TURN - math.pi
        return south, north, west, west + (self.shape.bounds[2] - self.shape.bounds[0])

    def hold(self, latitude: Floats, longitude: Floats) -> NDArray[np.bool_]:
        """Whether points [rad] lie inside or on the edge."""
        import shapely

        shapely.prepare(self.shape)
        west, _, east, _ = self.shape.bounds
        inside = np.zeros(len(latitude), dtype=np.bool_)
        for turn in range(math.floor((west - math.pi) / _TURN), math.ceil((east + math.pi) / _TURN) + 1):
            inside |= shapely.intersects_xy(self.shape, longitude + turn * _TURN, latitude)
        return inside


def polygons_of(polygons: Sequence[Sequence[Floats]], source: str = "polygons") -> Polygons:
    """Polygons from rings: corners (n, 2) of longitude, latitude [rad], closed, the outer ring first, then holes.

    Between corners an edge takes the shorter way in longitude, but for one of a whole turn, from -pi to pi, which goes all round.  A
    ring that winds round the Earth holds the pole that is nearer to it.
    InputError where a ring crosses itself.
    """
    import shapely
    from shapely.geometry import Polygon

    shapes = []
    for rings in polygons:
        outer = Polygon(unrolled(rings[0]))
        middle = outer.bounds[0] + outer.bounds[2]
        holes = []
        for ring in rings[1:]:
            hole = unrolled(ring)
            hole[:, 0] += _TURN * round(0.5 * (middle - hole[:, 0].min() - hole[:, 0].max()) / _TURN)
            holes.append(hole)
        shape = Polygon(outer.exterior, holes)
        if not shape.is_valid:
            raise InputError(
                source,
                "coordinates",
                shapely.is_valid_reason(shape),
                "rings that do not cross themselves or each other",
            )
        shapes.append(shape)
    # polygons of one place, unrolled from different corners, come together before they are joined
    middle = 0.5 * (shapes[0].bounds[0] + shapes[0].bounds[2])
    moved = []
    for shape in shapes:
        own = 0.5 * (shape.bounds[0] + shape.bounds[2])
        moved.append(shapely.affinity.translate(shape, _TURN * round((middle - own) / _TURN)))
    return Polygons(shapely.union_all(moved))


def unrolled(ring: Floats) -> Floats:
    """A closed ring (longitude, latitude) [rad] whose longitudes run on, led over the pole where it winds round the Earth."""
    step = np.diff(ring[:, 0])
    short = (step + math.pi) % _TURN - math.pi
    step = np.where(np.abs(np.abs(step) - _TURN) < 1e-9, step, short)
    longitude = ring[0, 0] + np.append(0.0, np.cumsum(step))
    out = np.column_stack([longitude, ring[:, 1]])
    if abs(longitude[-1] - longitude[0]) > math.pi:
        pole = math.copysign(math.pi / 2, float(np.mean(ring[:, 1])))
        out = np.vstack([out, [longitude[-1], pole], [longitude[0], pole], out[:1]])
    return out
