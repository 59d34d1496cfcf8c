"""A user's official zones: GeoJSON or shapefile polygons with the properties of Marine Regions, or any with an ISO code."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import shapely.ops

from luncur.earth.geodesic import distance_and_azimuth
from luncur.errors import InputError
from luncur.files import open_ordinary
from luncur.places.zones import shapefiles
from luncur.places.zones.claims import Answer

LARGEST = 400_000_000  # bytes
MOST_VERTICES = 20_000_000
# POL_TYPE of Marine Regions (World EEZ, 12 nm, 24 nm) -> zone; None: waters on the landward side, which count as land here
_KINDS = {
    "200nm": "eez", "eez": "eez", "overlapping claim": "eez", "joint regime": "eez", "joint regime (eez)": "eez", "24nm": "contiguous",
    "contiguous": "contiguous", "12nm": "territorial", "territorial": "territorial", "archipelagic": "territorial",
    "archipelagic waters": "territorial", "internal waters": "land",
}  # fmt: skip
_NEEDED = "GeoJSON with polygons in longitude and latitude [deg], or a shapefile (.shp, or a .zip that holds one)"


@dataclass(frozen=True)
class Zone:
    """One polygon: its kind and the states that it names."""

    shape: shapely.Geometry
    zone: str
    states: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class OfficialZones:
    """The polygons of a file, and which states have an economic zone in it."""

    source: str
    zones: tuple[Zone, ...]

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree([z.shape for z in self.zones])

    @cached_property
    def states(self) -> frozenset[str]:
        return frozenset(s for z in self.zones if z.zone == "eez" for s in z.states)

    def at(self, latitude: float, longitude: float) -> list[Zone]:
        """Polygons that hold a place [rad]; longitudes of a file may run past 180."""
        lat, lon = math.degrees(latitude), math.degrees(longitude)
        found = {
            int(i)
            for turn in (-360.0, 0.0, 360.0)
            for i in self.tree.query(shapely.Point(lon + turn, lat), predicate="intersects")
        }
        return [self.zones[i] for i in sorted(found)]

    def distance(self, latitude: float, longitude: float, zones: list[Zone]) -> float:
        """Distance [m] from a place [rad] to the nearest outline of some polygons, straight in latitude and longitude."""
        lat, lon, best = math.degrees(latitude), math.degrees(longitude), math.inf
        scale = max(math.cos(latitude), 1e-3)
        for z in zones:
            line = shapely.boundary(z.shape)
            for turn in (-360.0, 0.0, 360.0):
                # distances in a plane about the place, where a degree of longitude has its length there
                flat = shapely.transform(line, lambda xy, t=turn: (xy - [lon + t, lat]) * [scale, 1.0])
                x, y = shapely.get_coordinates(shapely.ops.nearest_points(flat, shapely.Point(0.0, 0.0))[0])[0]
                if abs(y) + abs(x) / scale < 90:
                    gap, _ = distance_and_azimuth(
                        latitude, longitude, math.radians(lat + y), math.radians(lon + x / scale)
                    )
                    best = min(best, gap)
        return best


def read_polygons(path: Path) -> OfficialZones:
    """The zones of a GeoJSON file or a shapefile.  Raises InputError, in one sentence, for anything that is not one."""
    features = shapefiles.features(path) if shapefiles.is_shapefile(path) else _features_of_geojson(path)
    zones, vertices = [], 0
    for i, feature in enumerate(features):
        zone = _zone(path, i, feature)
        vertices += int(shapely.get_num_coordinates(zone.shape))
        if vertices > MOST_VERTICES:
            raise InputError(str(path), "features", None, f"at most {MOST_VERTICES:,} vertices")
        zones.append(zone)
    if not zones:
        raise InputError(str(path), "features", None, "at least one polygon")
    return OfficialZones(path.name, tuple(zones))


def _features_of_geojson(path: Path) -> list[Any]:
    with open_ordinary(path, _NEEDED, LARGEST) as stream:
        raw = stream.read()
    try:
        tree = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError(str(path), "", None, _NEEDED) from None
    if not isinstance(tree, dict) or not isinstance(tree.get("features"), list):
        raise InputError(str(path), "features", None, _NEEDED)
    crs = tree.get("crs")
    if crs is not None and not any(n in json.dumps(crs) for n in ("CRS84", "4326")):
        raise InputError(str(path), "crs", json.dumps(crs), "longitude and latitude on WGS 84")
    found: list[Any] = tree["features"]
    return found


def _zone(path: Path, i: int, feature: Any) -> Zone:
    where = f"features[{i}]"
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise InputError(str(path), where, None, "a feature with properties and a geometry")
    given = {str(k).upper(): v for k, v in properties.items()}
    kind = given.get("POL_TYPE", given.get("ZONE", "200NM"))
    zone = _KINDS.get(str(kind).strip().lower())
    if zone is None:
        raise InputError(str(path), f"{where}.POL_TYPE", kind, "one of " + ", ".join(sorted(_KINDS)))
    states = [_code(path, where, given, n) for n in ("1", "2", "3")]
    if states[0] is None:
        raise InputError(str(path), f"{where}.ISO_TER1", given.get("SOVEREIGN1"), "an ISO 3166 code of three letters")
    named = tuple(dict.fromkeys(s for s in states if s))
    name = str(given.get("GEONAME", given.get("TERRITORY1", named[0])))[:80]
    return Zone(_shape(path, where, geometry), zone, named, "".join(c for c in name if c.isprintable()))


def _code(path: Path, where: str, given: dict[str, Any], number: str) -> str | None:
    """State that a feature names: the sovereign's code, else that of the territory's state."""
    from luncur.places.zones.names import state_of_territory

    names = [f"ISO_SOV{number}", f"ISO_TER{number}"] + (["ISO_A3", "ISO3", "STATE"] if number == "1" else [])
    for name in names:
        value = given.get(name)
        if value in (None, "", "NA", "-"):
            continue
        if not (isinstance(value, str) and len(value) == 3 and value.isascii() and value.isalpha()):
            raise InputError(str(path), f"{where}.{name}", value, "an ISO 3166 code of three letters")
        return state_of_territory(value.upper())
    return None


def _shape(path: Path, where: str, geometry: dict[str, Any]) -> shapely.Geometry:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise InputError(str(path), f"{where}.geometry.type", kind, "Polygon or MultiPolygon")
    try:
        polygons: list[Any] = [coordinates] if kind == "Polygon" else list(coordinates or ())
        parts = [shapely.Polygon(rings[0], rings[1:]) for rings in ([_ring(r) for r in p] for p in polygons)]
    except (TypeError, ValueError, IndexError, OverflowError, shapely.errors.ShapelyError):
        expected = "rings of at least four longitude and latitude pairs [deg]"
        raise InputError(str(path), f"{where}.geometry.coordinates", None, expected) from None
    return shapely.make_valid(shapely.MultiPolygon(parts))


def _ring(ring: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    xy = np.array([(float(p[0]), float(p[1])) for p in ring])
    if len(xy) < 4 or not np.isfinite(xy).all() or np.abs(xy[:, 1]).max() > 90 or np.abs(xy[:, 0]).max() > 540:
        raise ValueError
    return xy


def official_answer(
    official: OfficialZones, latitude: float, longitude: float, belt_of: dict[str, str]
) -> tuple[list[Answer], list[Zone]] | None:
    """Answers of the polygons that hold a place; None where none does.

    belt_of: zone of each state by the distance to its coast; inside an economic zone the narrower belts stay computed,
    unless the file draws them.
    """
    held = official.at(latitude, longitude)
    for zone in ("land", "territorial", "contiguous"):
        narrow = [z for z in held if z.zone == zone]
        if narrow:
            return _unique([(zone, s) for z in narrow for s in z.states]), narrow
    if not held:
        return None
    out: list[Answer] = []
    for s in dict.fromkeys(s for z in held for s in z.states):
        belt = belt_of.get(s, "eez")
        out.append((belt if belt in ("territorial", "contiguous") else "eez", s))
    return _unique(out), held


def _unique(several: list[Answer]) -> list[Answer]:
    return list(dict.fromkeys(several))
