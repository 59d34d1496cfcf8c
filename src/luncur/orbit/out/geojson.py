"""ground-track.geojson: where the satellite passes over, what its sensors see, the places and regions that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def feature(kind: str, geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature of one kind."""
    return {"type": "Feature", "geometry": geometry, "properties": {"kind": kind, **properties}}


def collection(features: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def line(latitude: Floats, longitude: Floats) -> dict[str, Any]:
    """A line over points [deg], cut at the antimeridian; both ends of a cut lie on it."""
    lon = (np.asarray(longitude, dtype=np.float64) + 180.0) % 360.0 - 180.0
    points = np.stack([lon, np.asarray(latitude, dtype=np.float64)], axis=1)
    parts: list[list[list[float]]] = [[points[0].round(5).tolist()]] if len(points) else []
    for a, b in pairwise(points):
        if abs(b[0] - a[0]) > 180.0:
            edge = 180.0 if a[0] > 0 else -180.0
            far = b[0] + 360.0 if edge > 0 else b[0] - 360.0
            at = a[1] + (b[1] - a[1]) * (edge - a[0]) / (far - a[0]) if far != a[0] else a[1]
            parts[-1].append([edge, round(float(at), 5)])
            parts.append([[-edge, round(float(at), 5)]])
        parts[-1].append(b.round(5).tolist())
    return {"type": "MultiLineString", "coordinates": [part for part in parts if len(part) > 1]}


def point(latitude: float, longitude: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [round(longitude, 6), round(latitude, 6)]}
