"""Areas on the globe: from cells of grids to outlines with few corners, at the antimeridian and the poles too."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.ops import unary_union

from luncur.areas.patches import Patch
from luncur.areas.plane import POLAR, RADIUS, Plane, Sheet, middle, unit
from luncur.areas.polygon import VERTICES, covering

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Ring = tuple[Floats, Floats]  # latitude, longitude [rad], first not repeated


@dataclass(frozen=True)
class Area:
    """One connected area.

    flat: the map it is drawn on; shape: as computed, holes and all; outline: few corners, contains the shape.  Away from
    the poles straight edges of the outline are straight in latitude and longitude, as GeoJSON takes them.
    """

    flat: Plane | Sheet
    shape: Polygon
    outline: Polygon

    def contains(self, latitude: Floats, longitude: Floats) -> Mask:
        """Whether points [rad] lie in the outline."""
        x, y = self.flat.to(latitude, longitude)
        west, south, east, north = self.outline.bounds
        near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))  # of a million points, few
        inside = np.zeros(len(x), dtype=bool)
        inside[near] = shapely.contains_xy(self.outline, x[near], y[near])
        return inside

    def ring(self) -> list[tuple[float, float]]:
        """Latitude and longitude [rad] of the outline's corners, anticlockwise, first repeated last."""
        exterior = shapely.geometry.polygon.orient(self.outline).exterior
        if isinstance(self.flat, Plane):  # edges are geodesics or near them: mark where they go
            exterior = exterior.segmentize(max(exterior.length / 180, 1.0))
        x, y = np.array(exterior.coords).T
        latitude, longitude = self.flat.back(x, y)
        return list(zip(latitude.tolist(), longitude.tolist(), strict=True))

    @property
    def area(self) -> float:
        """Of the outline, on the ellipsoid [m2]."""
        from geographiclib.geodesic import Geodesic

        polygon = Geodesic.WGS84.Polygon()
        fine = shapely.geometry.polygon.orient(self.outline).exterior
        x, y = np.array(fine.segmentize(max(fine.length / 200, 1.0)).coords[:-1]).T
        for a, b in zip(*self.flat.back(x, y), strict=True):
            polygon.AddPoint(math.degrees(a), math.degrees(b))
        return abs(float(polygon.Compute(False, True)[2]))

    def geometry(self) -> dict[str, Any]:
        """GeoJSON, cut where it crosses the antimeridian (RFC 7946, 3.1.9), round the pole if it holds one."""
        return ring_geometry(*np.array(self.ring()).T)


def ring_geometry(latitude: Floats, longitude: Floats) -> dict[str, Any]:
    """GeoJSON of a closed ring of points [rad], cut at the antimeridian, round the pole if it holds one."""
    ring = np.degrees(np.stack([np.unwrap(longitude), latitude], axis=1))
    if abs(ring[-1, 0] - ring[0, 0]) > 180:  # goes round a pole
        pole = math.copysign(90.0, ring[:, 1].mean())
        ends = np.array([[ring[-1, 0], pole], [ring[0, 0], pole]])
        ring = np.concatenate([ring, ends, ring[:1]])
    parts = _cut(Polygon(ring))
    coordinates = [[[[round(a, 6), round(b, 6)] for a, b in p.exterior.coords]] for p in parts]
    if len(coordinates) == 1:
        return {"type": "Polygon", "coordinates": coordinates[0]}
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _cut(shape: Polygon) -> list[Polygon]:
    """The parts of a shape [deg] in each turn of longitude, moved into -180 to 180."""
    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:
        return [shapely.geometry.polygon.orient(shape)]
    shape = shape if shape.is_valid else shape.buffer(0)
    out = []
    for turn in range(math.floor((west + 180) / 360), math.floor((east + 180) / 360) + 1):
        part = shape.intersection(box(360 * turn - 180, -90, 360 * turn + 180, 90))
        for p in getattr(part, "geoms", [part]):
            if isinstance(p, Polygon) and p.area > 0:
                out.append(shapely.geometry.polygon.orient(shapely.affinity.translate(p, -360.0 * turn)))
    return out


def cells_of(patch: Patch, mask: Mask, step: float = 5e3) -> list[list[Ring]]:
    """Polygons that the marked cells of a patch make, each as its outer ring and then its holes, corners every ``step`` [m]."""
    runs = []
    for row in np.flatnonzero(mask.any(axis=1)):
        edge = np.flatnonzero(np.diff(np.concatenate([[0], mask[row].astype(np.int8), [0]])))
        for start, end in edge.reshape(-1, 2):
            low = patch.y0 + row * patch.cell
            runs.append(
                box(patch.x0 + start * patch.cell, low, patch.x0 + end * patch.cell, low + patch.cell * 1.000001)
            )
    joined = unary_union(runs)
    out = []
    for p in getattr(joined, "geoms", [joined]):
        fine = p.segmentize(step)  # straight here is not straight on another map
        rings = [fine.exterior, *fine.interiors]
        out.append([patch.plane.back(*np.array(r.coords[:-1]).T) for r in rings])
    return out


def areas_of(polygons: list[list[Ring]], vertices: int = VERTICES) -> list[Area]:
    """Connected areas, largest first, that polygons (outer ring, then holes) make together."""
    out = []
    for member in _components([p[0] for p in polygons]):
        together = [polygons[i] for i in member]
        corners = [np.concatenate([p[0][k] for p in together]) for k in (0, 1)]
        place = middle(*corners)
        flat: Plane | Sheet = Sheet(*place) if np.abs(corners[0]).max() < POLAR else Plane(*place)
        shapes = [_flat(flat, p) for p in together]
        joined = unary_union([s for s in shapes if not s.is_empty])
        for shape in getattr(joined, "geoms", [joined]):
            if isinstance(shape, Polygon) and not shape.is_empty:
                # a metre more than the file's last digit can take away
                out.append(Area(flat, shape, covering(shape.buffer(1.0, join_style="mitre"), vertices)))
    return sorted(out, key=lambda a: -a.shape.area)


def _flat(flat: Plane | Sheet, rings: list[Ring]) -> Polygon | MultiPolygon:
    lines = [np.stack(flat.to(*ring), axis=1) for ring in rings]
    shape = Polygon(lines[0], lines[1:])
    return shape if shape.is_valid else shape.buffer(0)


def _components(outer: list[Ring]) -> list[list[int]]:
    """Indices of rings whose circles about their middles touch, transitively."""
    middles = [middle(*ring) for ring in outer]
    centre = np.array([unit(*m) for m in middles]).reshape(-1, 3)
    reach = np.array([float(np.arccos(np.clip(unit(*r) @ c, -1, 1)).max()) for r, c in zip(outer, centre, strict=True)])
    arc = np.arccos(np.clip(centre @ centre.T, -1, 1))
    near = arc <= reach[:, None] + reach[None, :] + 1e3 / RADIUS
    from scipy.sparse.csgraph import connected_components

    count, label = connected_components(near, directed=False)
    return [np.flatnonzero(label == k).tolist() for k in range(count)]
