"""Where a report says that something was: a best point and all points that its words and rounding allow."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.geodesic import destination, distance_and_azimuth
from luncur.event.load import origin_of
from luncur.event.model import Event, Report
from luncur.event.places import Origin, Relative, parse_relative

Floats = NDArray[np.float64]
_ROWS, _COLUMNS = 5, 17  # of the mesh over a sector
_RING = np.linspace(0, 2 * math.pi, 24, endpoint=False)


@dataclass(frozen=True)
class Region:
    """latitude, longitude: best point [rad]; cloud: points [rad] over all that is allowed, its outline among them.

    radius: from the best point to the farthest of them [m]; how: "coordinates", "relative" or "bearing".  circle: whether
    the cloud is a circle of that radius.  along: whether the words measure from a whole coast, so that the best point is
    only the middle of many.
    """

    latitude: float
    longitude: float
    cloud: tuple[tuple[float, float], ...]
    radius: float
    how: str
    circle: bool
    along: bool = False


def region_of(event: Event, report: Report) -> Region | None:
    """Where a report puts something; None when it gives no position."""
    if report.at is not None:
        radius = report.uncertainty if report.uncertainty is not None else report.at.rounding
        return _circle(report.at.latitude, report.at.longitude, max(radius, 1.0))
    if report.relative is not None:
        words = parse_relative(report.relative, event.name, f"report.{report.id}.relative")
        return relative_region(words, report.uncertainty)
    if report.range is not None and report.bearing is not None:
        half = report.range_uncertainty if report.range_uncertainty is not None else report.range.rounding
        turn = report.bearing_uncertainty if report.bearing_uncertainty is not None else report.bearing.rounding
        return _sector(origin_of(event, report), report.range.value, half, report.bearing.value, turn, "bearing")
    return None


def relative_region(words: Relative, uncertainty: float | None = None) -> Region:
    """The sector that a distance, a direction and a place can mean; uncertainty [m]: of the distance, in place of its rounding."""
    half = words.rounding if uncertainty is None else uncertainty
    return _sector(words.origin, words.distance, half, words.azimuth, words.sector, "relative")


def _circle(latitude: float, longitude: float, radius: float) -> Region:
    rim = [destination(latitude, longitude, float(a), radius) for a in _RING]
    return Region(latitude, longitude, ((latitude, longitude), *rim), radius, "coordinates", True)


def _sector(origin: Origin, distance: float, half: float, azimuth: float, turn: float, how: str) -> Region:
    """All points at the distance, to its half-width, in the sector about the azimuth, from any point of the origin."""
    middle = origin.points[len(origin.points) // 2]
    best = destination(*middle, azimuth, distance)
    spread = half + origin.extent
    distances = np.linspace(max(distance - spread, 0.0), distance + spread, _ROWS)
    # the place's own extent turns the bearing too
    turn = min(turn + math.atan2(origin.extent, distance), math.pi)
    azimuths = np.linspace(azimuth - turn, azimuth + turn, _COLUMNS)
    cloud = [destination(*p, float(a), float(d)) for p in origin.points for d in distances for a in azimuths]
    radius = max(distance_and_azimuth(*best, *p)[0] for p in cloud)
    return Region(*best, tuple(cloud), radius, how, False, len(origin.points) > 1)


def planar(region: Region, points: tuple[tuple[float, float], ...] | list[tuple[float, float]]) -> Floats:
    """Points [rad] as east and north of the best point [m], at their true distance and direction (azimuthal equidistant)."""
    out = np.empty((len(points), 2))
    for i, (latitude, longitude) in enumerate(points):
        distance, azimuth = distance_and_azimuth(region.latitude, region.longitude, latitude, longitude)
        out[i] = distance * math.sin(azimuth), distance * math.cos(azimuth)
    return out


def outline(region: Region) -> list[tuple[float, float]]:
    """Edge of what is allowed [rad], a ring: the convex hull of the cloud."""
    from shapely import MultiPoint, Polygon

    hull = MultiPoint(planar(region, list(region.cloud))).convex_hull
    if not isinstance(hull, Polygon):
        return []
    return [
        destination(region.latitude, region.longitude, math.atan2(x, y), math.hypot(x, y))
        for x, y in hull.exterior.coords
    ]


def ranges(region: Region, latitude: float, longitude: float) -> tuple[float, float]:
    """Nearest and farthest distance [m] of what is allowed from a point [rad]."""
    found = [distance_and_azimuth(latitude, longitude, *p)[0] for p in region.cloud]
    return min(found), max(found)
