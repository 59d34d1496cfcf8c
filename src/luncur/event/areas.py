"""Whether a position lies in an announced area."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from shapely import MultiPoint, Point, Polygon

from luncur.earth.geodesic import destination, distance_and_azimuth
from luncur.event.model import Area, Event
from luncur.event.regions import Region, planar

_STEPS = 12  # pieces of each side, which runs along the ellipsoid


@dataclass(frozen=True)
class Edge:
    """An area's vertices [rad] in ring order.  reordered: whether the order of the file would have crossed itself."""

    vertices: tuple[tuple[float, float], ...]
    reordered: bool

    def sides(self) -> list[tuple[float, float]]:
        """Points along the sides, geodesics from vertex to vertex."""
        out: list[tuple[float, float]] = []
        for a, b in zip(self.vertices, (*self.vertices[1:], self.vertices[0]), strict=True):
            distance, azimuth = distance_and_azimuth(*a, *b)
            out.extend(destination(*a, azimuth, distance * i / _STEPS) for i in range(_STEPS))
        return out

    def centre(self) -> tuple[float, float]:
        """Centroid of the area [rad]."""
        first = Region(*self.vertices[0], (), 0.0, "", False)
        middle = Polygon(planar(first, list(self.vertices))).centroid
        return destination(*self.vertices[0], math.atan2(middle.x, middle.y), math.hypot(middle.x, middle.y))


def edge_of(area: Area) -> Edge | None:
    """The edge of an area; None when its vertices are not public."""
    if not area.vertices:
        return None
    points = [(v.latitude, v.longitude) for v in area.vertices]
    flat = planar(Region(*points[0], (), 0.0, "", False), points)
    if Polygon(flat).is_valid:
        return Edge(tuple(points), False)
    middle = flat.mean(axis=0)
    order = np.argsort(np.arctan2(flat[:, 1] - middle[1], flat[:, 0] - middle[0]))
    return Edge(tuple(points[i] for i in order), True)


def place_in(edge: Edge, region: Region) -> tuple[str, float]:
    """ "inside", "outside" or "undecided", and the distance to the edge [m]: from the best point, or from the nearest of all
    where the words name a whole coast."""
    ring = Polygon(planar(region, edge.sides()))
    if not ring.is_valid:
        ring = ring.buffer(0)
    cloud = MultiPoint(planar(region, list(region.cloud))).convex_hull
    where = "inside" if ring.contains(cloud) else "undecided" if ring.intersects(cloud) else "outside"
    if region.along:
        sides = edge.sides()
        return where, min(distance_and_azimuth(*p, *q)[0] for p in region.cloud for q in sides)
    return where, float(ring.boundary.distance(Point(0, 0)))


def seen_from_site(event: Event, edge: Edge) -> tuple[float, float, float, float] | None:
    """Nearest and farthest range [m], and the bearings [rad] between which an area lies, from the site.

    The second bearing is the first plus the angle that the area takes, clockwise.
    """
    if event.site is None:
        return None
    seen = [distance_and_azimuth(event.site.at.latitude, event.site.at.longitude, *p) for p in edge.sides()]
    ranges = [d for d, _ in seen]
    _, middle = distance_and_azimuth(event.site.at.latitude, event.site.at.longitude, *edge.centre())
    turns = [math.remainder(a - middle, 2 * math.pi) for _, a in seen]
    return (
        min(ranges),
        max(ranges),
        (middle + min(turns)) % (2 * math.pi),
        (middle + min(turns)) % (2 * math.pi) + max(turns) - min(turns),
    )
