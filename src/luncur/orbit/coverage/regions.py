"""Regions of the Earth, and grids of points over them whose areas add up."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import DEGREE, ECCENTRICITY_SQUARED, SEMI_MINOR_AXIS
from luncur.errors import InputError
from luncur.files import open_ordinary
from luncur.orbit.coverage.points import Points, points
from luncur.orbit.coverage.polygons import Polygons, polygons_of

Floats = NDArray[np.float64]

LARGEST = 50_000_000  # bytes of a GeoJSON file


@dataclass(frozen=True)
class Box:
    """Between two parallels and two meridians [rad], eastward from west to east, over the antimeridian where east is below west.

    All longitudes, a band of latitude, where they are not given.
    """

    south: float
    north: float
    west: float = -math.pi
    east: float = math.pi

    def __post_init__(self) -> None:
        if not -math.pi / 2 <= self.south < self.north <= math.pi / 2:
            raise InputError(
                "box", "south, north", (self.south, self.north), "two latitudes from -pi/2 to pi/2 rad, south first"
            )
        if not (abs(self.west) <= 2 * math.pi and abs(self.east) <= 2 * math.pi and self.west != self.east):
            raise InputError("box", "west, east", (self.west, self.east), "two different longitudes in rad")

    @property
    def width(self) -> float:
        """Of its longitudes [rad]."""
        return 2 * math.pi if self.east - self.west == 2 * math.pi else (self.east - self.west) % (2 * math.pi)


EARTH = Box(-math.pi / 2, math.pi / 2)


def zone_area(south: Floats | float, north: Floats | float) -> Floats:
    """Area [m2] of the ellipsoid between two latitudes [rad], all round.

    Source: Snyder, Map Projections, USGS Professional Paper 1395, equation 3-12, for the authalic latitude.
    """
    e = math.sqrt(ECCENTRICITY_SQUARED)

    def below(latitude: Floats | float) -> Floats:
        s = np.sin(latitude)
        return np.asarray(s / (2.0 * (1.0 - ECCENTRICITY_SQUARED * s * s)) + np.arctanh(e * s) / (2.0 * e))

    return np.asarray(2.0 * math.pi * SEMI_MINOR_AXIS**2 * (below(north) - below(south)))


def grid(region: Box | Polygons, spacing: float, altitude: float = 0.0) -> Points:
    """Points about ``spacing`` [rad] apart over a region, each with the area it stands for [m2].

    Rows lie in the middles of strips of equal height; in a row points are evenly spread, as many as its length allows at that
    spacing.  In a box the areas add up to the box's, exactly.  Of polygons the grid over their bounds keeps the points that lie inside, with
    their whole cells: the sum is right as far as the spacing resolves the edge.  InputError where no point is inside.
    """
    if not 0.0 < spacing <= math.pi / 2:
        raise InputError("grid", "spacing", spacing, "an angle above 0, at most pi/2 rad")
    box = region if isinstance(region, Box) else _box(region)
    rows = max(1, math.ceil((box.north - box.south) / spacing - 1e-9))
    edges = np.linspace(box.south, box.north, rows + 1)
    middle = 0.5 * (edges[1:] + edges[:-1])
    number = np.maximum(1, np.ceil(box.width * np.cos(middle) / spacing - 1e-9)).astype(np.int64)
    row = np.repeat(np.arange(rows), number)
    place = np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number)
    longitude = box.west + box.width * (place + 0.5) / number[row]
    area = zone_area(edges[:-1], edges[1:]) * box.width / (2 * math.pi) / number
    latitude, longitude = middle[row], (longitude + math.pi) % (2 * math.pi) - math.pi
    kept = np.ones(len(row), dtype=bool) if isinstance(region, Box) else region.hold(latitude, longitude)
    if not kept.any():
        raise InputError("grid", "spacing", spacing, "a spacing fine enough that some point lies in the region")
    return points(latitude[kept], longitude[kept], altitude, area[row][kept])


def _box(region: Polygons) -> Box:
    """Bounds of polygons, whose longitudes may run on past the antimeridian."""
    south, north, west, east = region.bounds
    if east - west >= 2 * math.pi:
        return Box(south, north)
    turn = 2 * math.pi * math.floor((west + math.pi) / (2 * math.pi))
    west, east = west - turn, east - turn
    return Box(south, north, west, east - 2 * math.pi if east > math.pi else east)


def read_geojson(path: Path | str) -> Polygons:
    """Polygons of a GeoJSON file: Polygon, MultiPolygon, or features and collections of them; other geometries are refused.

    InputError where the file is no such thing.  Source: RFC 7946.
    """
    source = str(path).replace("\0", "?")
    if source != str(path):
        raise InputError(source, "", None, "a file name without control characters")
    with open_ordinary(Path(path), "a GeoJSON file that can be read", LARGEST) as file:
        content = file.read(LARGEST + 1)
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(source, "", None, f"a GeoJSON file: {str(error).splitlines()[0][:120]}") from None
    rings = [_polygon(p, str(path)) for p in _geometries(data, str(path), "")]
    if not rings:
        raise InputError(str(path), "features", "none", "one polygon or more")
    return polygons_of(rings, str(path))


def _geometries(data: Any, source: str, field: str) -> list[Any]:
    """Coordinates of every polygon in a GeoJSON object."""
    kind = data.get("type") if isinstance(data, dict) else None
    below = field + "." if field else ""
    if kind == "FeatureCollection" and isinstance(data.get("features"), list):
        return [p for k, f in enumerate(data["features"]) for p in _geometries(f, source, f"{below}features[{k}]")]
    if kind == "GeometryCollection" and isinstance(data.get("geometries"), list):
        return [p for k, f in enumerate(data["geometries"]) for p in _geometries(f, source, f"{below}geometries[{k}]")]
    if kind == "Feature":
        return _geometries(data.get("geometry"), source, f"{below}geometry")
    if kind == "Polygon" and isinstance(data.get("coordinates"), list):
        return [data["coordinates"]]
    if kind == "MultiPolygon" and isinstance(data.get("coordinates"), list):
        return list(data["coordinates"])
    raise InputError(source, f"{below}type", kind, "Polygon or MultiPolygon, or a Feature or collection of them")


def _corner(position: Any) -> tuple[float, float]:
    """Longitude and latitude of a position; ValueError for what is no pair of numbers."""
    pair = position[0], position[1]
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in pair):
        raise ValueError("not numbers")
    return float(pair[0]), float(pair[1])


def _polygon(coordinates: Any, source: str) -> list[Floats]:
    """Rings of one polygon, corners (longitude, latitude) [rad], from degrees."""
    try:
        rings = [np.array([_corner(c) for c in ring], dtype=np.float64) for ring in coordinates]
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        raise InputError(source, "coordinates", coordinates, "rings of [longitude, latitude] in degrees") from None
    for ring in rings:
        if ring.ndim != 2 or ring.shape[1:] != (2,) or len(ring) < 4 or not np.array_equal(ring[0], ring[-1]):
            raise InputError(
                source, "coordinates", ring.tolist(), "a closed ring of four positions or more, the last as the first"
            )
        if not (np.isfinite(ring).all() and (np.abs(ring[:, 1]) <= 90).all() and (np.abs(ring[:, 0]) <= 360).all()):
            raise InputError(source, "coordinates", ring.tolist(), "longitudes and latitudes in degrees")
        steps = np.abs(np.diff(ring[:, 0]))  # a longer one crosses the antimeridian the short way
        if np.any((steps > 180) & (steps < 270)):
            expected = "edges of at most 180 degrees of longitude: cut at the antimeridian, or with corners between"
            raise InputError(source, "coordinates", f"an edge over {steps.max():g} degrees", expected)
    if not rings:
        raise InputError(source, "coordinates", coordinates, "one ring or more")
    return [ring * DEGREE for ring in rings]
