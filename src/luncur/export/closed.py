"""Evacuated and controlled areas as GeoJSON."""

from __future__ import annotations

from typing import Any

from luncur.areas import geometry_of

METHOD = "as the mission gives it"


def closed_features(summary: dict[str, Any]) -> list[dict[str, Any]]:
    """One feature per closed area of a summary; no probability belongs to them."""
    return [_feature(area) for area in summary.get("closed_areas") or []]


def _feature(area: dict[str, Any]) -> dict[str, Any]:
    ring = [[lon, lat] for lat, lon in [*area["outline"], area["outline"][0]]]
    properties = {
        "kind": area["kind"], "body": area["name"], "probability": None, "method": METHOD, "applies_to": area["applies_to"],
        "source": area["source"], "confidence": area["confidence"], "note": area["note"],
    }  # fmt: skip
    return {"type": "Feature", "geometry": geometry_of(ring), "properties": properties}
