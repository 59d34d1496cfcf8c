"""Evacuated and controlled areas of a mission, as the summary keeps them."""

from __future__ import annotations

import math
from typing import Any

from luncur.mission import Mission
from luncur.mission.model import ClosedArea
from luncur.places.closed import EARTH, outline


def closed_records(mission: Mission) -> list[dict[str, Any]]:
    """One record per area: what is closed, for what falls, who says so, and its edge (latitude, longitude) [deg].

    The edge is open (the first corner is not repeated) and runs anticlockwise; longitudes lie within 180 deg.
    """
    return [_record(area) for area in mission.closed_areas]


def _record(area: ClosedArea) -> dict[str, Any]:
    edge = outline(area)
    return {
        "name": area.name,
        "kind": f"{area.kind} area",
        "applies_to": area.applies_to,
        "area_km2": _area(edge) / 1e6,
        "source": area.source,
        "confidence": area.confidence,
        "note": area.note,
        "outline": [[round(math.degrees(a), 6), round(math.degrees(b), 6)] for a, b in edge],
    }


def _area(edge: list[tuple[float, float]]) -> float:
    """Area [m2] on the sphere within edges that are straight in latitude and longitude."""
    total = 0.0
    for (a, b), (c, d) in zip(edge, [*edge[1:], edge[0]], strict=True):
        east = (d - b + math.pi) % (2 * math.pi) - math.pi
        # mean of sin(latitude) along an edge on which latitude goes linearly with longitude
        mean = math.sin(a) if abs(c - a) < 1e-12 else (math.cos(a) - math.cos(c)) / (c - a)
        total -= east * mean
    return abs(total) * EARTH**2
