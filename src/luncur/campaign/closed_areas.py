"""Evacuated and controlled areas of a mission, as the summary keeps them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from luncur.mission import Mission
from luncur.mission.model import ClosedArea
from luncur.places.closed import EARTH, ClosedAreas, outline
from luncur.places.people import PeopleModel
from luncur.sentences import Sentence

STEP = math.radians(1.0 / 60.0)  # of the points at which people in an area are counted


def closed_records(mission: Mission, models: tuple[PeopleModel, ...] = ()) -> list[dict[str, Any]]:
    """One record per area: what is closed, for what falls, who says so, how many people live there by each model, and
    its edge (latitude, longitude) [deg].

    The edge is open (the first corner is not repeated) and runs anticlockwise; longitudes lie within 180 deg.
    """
    return [_record(area, models) for area in mission.closed_areas]


def _record(area: ClosedArea, models: tuple[PeopleModel, ...]) -> dict[str, Any]:
    edge = outline(area)
    return {
        "name": area.name,
        "kind": f"{area.kind} area",
        "applies_to": area.applies_to,
        "area_km2": _area(edge) / 1e6,
        "source": area.source,
        "confidence": area.confidence,
        "note": area.note,
        "people": {model.name: round(_people(area, edge, model)) for model in models},
        "outline": [[round(math.degrees(a), 6), round(math.degrees(b), 6)] for a, b in edge],
    }


def _people(area: ClosedArea, edge: list[tuple[float, float]], model: PeopleModel) -> float:
    """People of a model within an area, by its density at points a sixtieth of a degree apart."""
    corners = np.array(edge)
    away = (corners[:, 1] - corners[0, 1] + math.pi) % (2 * math.pi) - math.pi
    latitude = np.arange(corners[:, 0].min() + 0.5 * STEP, corners[:, 0].max(), STEP)
    longitude = corners[0, 1] + np.arange(away.min() + 0.5 * STEP, away.max(), STEP)
    a, b = (np.ascontiguousarray(v).ravel() for v in np.meshgrid(latitude, longitude))
    every = area.model_copy(update={"applies_to": "all"})
    inside = ClosedAreas.of([every]).hold(a, b, np.zeros(len(a), dtype=bool))
    return float(np.sum(model.density(a[inside], b[inside]) * np.cos(a[inside]))) * (STEP * EARTH) ** 2


def closed_assumed(records: list[dict[str, Any]]) -> list[str]:
    """How many people count as away from each evacuated area; areas without any are left out.

    In a controlled area people count where they are.
    """
    out: list[str] = []
    for record in records:
        if record["kind"] != "evacuated area":
            continue
        model, count = next(iter(record["people"].items()), ("", 0))
        if count >= 1:
            out.append(Sentence("closed_people", name=record["name"], people=count, model=model))
    return out


def _area(edge: list[tuple[float, float]]) -> float:
    """Area [m2] on the sphere within edges that are straight in latitude and longitude."""
    total = 0.0
    for (a, b), (c, d) in zip(edge, [*edge[1:], edge[0]], strict=True):
        east = (d - b + math.pi) % (2 * math.pi) - math.pi
        # mean of sin(latitude) along an edge on which latitude goes linearly with longitude
        mean = math.sin(a) if abs(c - a) < 1e-12 else (math.cos(a) - math.cos(c)) / (c - a)
        total -= east * mean
    return abs(total) * EARTH**2
