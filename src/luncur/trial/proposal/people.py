"""Where people are along a trace: populated cells of the people model, and the towns that have a name."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from luncur.areas.plane import RADIUS
from luncur.mission import Mission
from luncur.places.closed import ClosedAreas
from luncur.places.maps import towns
from luncur.places.people import PeopleModel, people
from luncur.termination.rule_table import unit_vectors
from luncur.trial.proposal.trace import Trace

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
AXIS = 10e3  # between points of the axis [m]


@dataclass(frozen=True)
class Places:
    """Populated cells: latitude, longitude [rad], people, along and left of the trace [m], half the size of a cell [m]."""

    latitude: Floats
    longitude: Floats
    people: Floats
    along: Floats
    left: Floats
    half: Floats

    def some(self, which: Bools) -> Places:
        """Those that are marked."""
        return Places(*(getattr(self, name)[which] for name in Places.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Town:
    """A place of at least 1,000 people: name, country, people by the gazetteer, latitude, longitude [rad], along and left of the trace [m]."""

    name: str
    country: str
    people: int
    latitude: float
    longitude: float
    along: float
    left: float


def model_of(mission: Mission) -> PeopleModel:
    """The first people model of the mission: the one by which places are told."""
    return people(mission.people)[0]


def populated(
    mission: Mission, model: PeopleModel, trace: Trace, front: float, within: float, density: float
) -> Places:
    """Cells with at least a density [1/m2] within a distance of the axis up to ``front`` [m], less what is evacuated whatever falls."""
    rows, cols = model.grid.shape
    i, j = np.nonzero(model.grid >= density)
    latitude = math.pi / 2 - math.pi * (i + 0.5) / rows
    longitude = -math.pi + 2 * math.pi * (j + 0.5) / cols
    near = _near(trace, front, latitude, longitude, within)
    latitude, longitude, i, j = latitude[near], longitude[near], i[near], j[near]
    empty = ClosedAreas.of([a for a in mission.closed_areas if a.kind == "evacuated" and a.applies_to != "planned"])
    kept = ~empty.hold(latitude, longitude, np.zeros(len(latitude), dtype=np.bool_))
    latitude, longitude, i, j = latitude[kept], longitude[kept], i[kept], j[kept]
    height, width = RADIUS * math.pi / rows, RADIUS * 2 * math.pi / cols * np.cos(latitude)
    count = model.grid[i, j].astype(np.float64) * height * width
    along, left = trace.project(latitude, longitude)
    return Places(latitude, longitude, count, along, left, 0.5 * np.minimum(height, np.maximum(width, 1.0)))


def named(trace: Trace, front: float, within: float) -> tuple[Town, ...]:
    """The towns within a distance of the axis up to ``front`` [m], in the order in which it passes them."""
    known = towns()
    latitude, longitude = np.radians(known.latitude.astype(float)), np.radians(known.longitude.astype(float))
    near = np.flatnonzero(_near(trace, front, latitude, longitude, within))
    along, left = trace.project(latitude[near], longitude[near])
    out = [
        Town(str(known.name[i]), str(known.country[i]), int(known.population[i]), float(latitude[i]), float(longitude[i]), float(s), float(c))
        for i, s, c in zip(near.tolist(), along.tolist(), left.tolist(), strict=True)
    ]  # fmt: skip
    return tuple(sorted(out, key=lambda t: (t.along, t.name)))


def _near(trace: Trace, front: float, latitude: Floats, longitude: Floats, within: float) -> Bools:
    points = unit_vectors(np.stack([latitude, longitude], axis=1))
    s = np.arange(0.0, max(front, trace.length) + AXIS, AXIS)
    axis = unit_vectors(np.stack(trace.place(s, np.zeros_like(s)), axis=1))
    away, _ = cKDTree(axis).query(points, distance_upper_bound=2.0 * math.sin(min(within / RADIUS, 3.0) / 2.0))
    return np.isfinite(away)
