"""Coast, land, borders and towns as GeoJSON, from the maps that luncur ships: the page asks no other machine for a map."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import Any

import numpy as np

from luncur.places.ground_cover import is_land
from luncur.places.maps import borders, coast, country_labels, towns

LAYERS = ("coast", "land", "countries", "towns")
TOLERANCE = {1: 0.25, 2: 0.05, 3: 0.0}  # how far a thinned line may lie from its own [deg]
LEAST_TOWN = {1: 1_000_000, 2: 200_000, 3: 30_000}  # people
SMALLEST_RING = {1: 0.5, 2: 0.02, 3: 0.0}  # islands below this area are left out [deg2]
ICE_EDGE = -84.0  # south of here only the ice sheet of Antarctica [deg]


@cache
def layer(name: str, detail: int) -> tuple[bytes, bytes]:
    """A layer as GeoJSON (RFC 7946; longitude, latitude [deg]), plain and gzipped.

    Natural Earth 1:50 million, public domain, and GeoNames towns (CC BY 4.0); borders are drawn as Natural Earth draws them,
    not a statement on any claim.
    """
    features = {"coast": _coast, "land": _land, "countries": _countries, "towns": _towns}[name](detail)
    source = "GeoNames, CC BY 4.0" if name == "towns" else "Natural Earth 1:50m, public domain"
    document = {"type": "FeatureCollection", "source": source, "features": features}
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return plain, gzip.compress(plain, 6, mtime=0)


def _coast(detail: int) -> list[dict[str, Any]]:
    return [_feature("MultiLineString", _lines(coast(), detail), {"kind": "coast"})]


def _countries(detail: int) -> list[dict[str, Any]]:
    out = [_feature("MultiLineString", _lines(borders(), detail), {"kind": "border"})]
    for label in country_labels():
        if label.cells >= {1: 1500, 2: 200, 3: 1}[detail]:
            at = [round(label.longitude, 2), round(label.latitude, 2)]
            names = {"kind": "country", "name_en": label.name_en, "name_id": label.name_id, "size": label.cells}
            out.append(_feature("Point", at, names))
    return out


def _towns(detail: int) -> list[dict[str, Any]]:
    found = towns()
    rows = np.flatnonzero(found.population >= LEAST_TOWN[detail])
    rows = rows[np.argsort(-found.population[rows], kind="stable")]
    return [
        _feature(
            "Point",
            [round(float(found.longitude[i]), 3), round(float(found.latitude[i]), 3)],
            {
                "kind": "town",
                "name": str(found.name[i]),
                "country": str(found.country[i]),
                "people": int(found.population[i]),
            },
        )
        for i in rows
    ]


def _lines(lines: tuple[Any, ...], detail: int) -> list[Any]:
    from shapely import LineString

    out = []
    for points in lines:
        line = LineString(points[:, ::-1].astype(np.float64)).simplify(TOLERANCE[detail])
        if detail == 3 or line.length > 4 * TOLERANCE[detail]:
            out.append(_rounded(line.coords))
    return out


def _land(detail: int) -> list[dict[str, Any]]:
    out = []
    for shape in land_polygons():
        if shape.area < SMALLEST_RING[detail]:
            continue
        thin = shape.simplify(TOLERANCE[detail])
        if thin.geom_type == "Polygon" and not thin.is_empty:
            out.append([_rounded(thin.exterior.coords), *(_rounded(hole.coords) for hole in thin.interiors)])
    return [_feature("MultiPolygon", out, {"kind": "land"})]


@cache
def land_polygons() -> tuple[Any, ...]:
    """Land as polygons that end at the antimeridian: closed coastlines as they are, open ones joined there and at the pole.

    Whether a face between open lines is land is asked of the 0.1 deg map of countries, which has no ice sheet: south of 84
    degrees it is land.
    """
    from shapely import LineString, MultiLineString, Polygon, box, unary_union
    from shapely.ops import linemerge, polygonize

    closed: list[np.ndarray] = []
    pieces: list[np.ndarray] = []
    for points in coast():
        line = points[:, ::-1].astype(np.float64)
        (closed if np.array_equal(line[0], line[-1]) else pieces).append(line)
    merged = linemerge(MultiLineString([LineString(_to_edge(line)) for line in pieces]))
    faces = polygonize(unary_union([merged, box(*(-180.0, -90.0, 180.0, 90.0)).exterior]))
    shapes = [Polygon(ring) for ring in closed if len(ring) >= 4]
    shapes += [face for face in faces if _is_land(face)]
    return tuple(sorted((s for s in shapes if s.is_valid and s.area > 0), key=lambda s: -s.area))


def _to_edge(line: np.ndarray) -> np.ndarray:
    """A line whose ends lie within a hundredth of a degree of the antimeridian ends on it."""
    moved = line.copy()
    for i in (0, -1):
        if abs(abs(moved[i, 0]) - 180.0) < 0.01:
            moved[i, 0] = np.copysign(180.0, moved[i, 0])
    return moved


def _is_land(face: Any) -> bool:
    at = face.representative_point()
    south = face.bounds[1] < ICE_EDGE
    return (south and face.bounds[3] < -60.0) or bool(is_land(np.radians([at.y]), np.radians([at.x]))[0])


def _rounded(points: Any) -> list[list[float]]:
    return [[round(x, 3), round(y, 3)] for x, y in points]


def _feature(kind: str, coordinates: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": properties,
    }
