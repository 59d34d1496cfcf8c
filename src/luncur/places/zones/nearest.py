"""The nearest point of every coast, for one place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from luncur.earth.geodesic import distance_and_azimuth
from luncur.places.zones.claims import EXCLUSIVE
from luncur.places.zones.coast import SPACING, Floats, Key, fine_coast, to_angles, to_ecef

AT_LEAST = 4  # coasts that are listed however far they are


@dataclass(frozen=True)
class CoastDistance:
    """The nearest point of a coast: geodesic distance [m], whose coast, and where [rad]."""

    distance: float
    key: Key
    territory: str
    latitude: float
    longitude: float


def coast_distances(latitude: float, longitude: float, within: float = EXCLUSIVE) -> list[CoastDistance]:
    """The nearest point of every coast within a distance [m] of a place [rad], nearest first; at least four.

    The search is by chords; each distance is then the geodesic of the ellipsoid to the nearest point of the coast's line.
    """
    coast = fine_coast()
    place = to_ecef(np.array(latitude), np.array(longitude))
    square = ((coast.point - place) ** 2).sum(axis=1)
    sorted_square = square[coast.order]
    end = np.append(coast.begin[1:], len(coast.order))
    some = np.flatnonzero(end > coast.begin)
    best = np.minimum.reduceat(sorted_square, coast.begin[some])
    nearer = np.sort(best)[: AT_LEAST + 1]
    # chords are shorter than arcs, and a cell reaches half a spacing: a little more than is asked for
    limit = max((within + SPACING) ** 2, float(nearer[min(AT_LEAST, len(nearer) - 1)]))
    out = []
    for k, least in zip(some, best, strict=True):
        if least > limit:
            continue
        close = np.sqrt(sorted_square[coast.begin[k] : end[k]]) <= np.sqrt(least) + SPACING / 2
        cells = coast.order[coast.begin[k] : end[k]][close]
        chord, foot = coast.to_cells(np.broadcast_to(place, (len(cells), 3)), cells)
        at = int(np.argmin(chord))
        out.append(
            _measured(latitude, longitude, foot[at], coast.keys[k], coast.territories[coast.territory[cells[at]]])
        )
    out.sort(key=lambda c: c.distance)
    return [c for i, c in enumerate(out) if c.distance <= within or i < AT_LEAST]


def _measured(latitude: float, longitude: float, foot: Floats, key: Key, territory: str) -> CoastDistance:
    there = to_angles(foot)
    there_latitude, there_longitude = float(there[0]), float(there[1])
    distance, _ = distance_and_azimuth(latitude, longitude, there_latitude, there_longitude)
    return CoastDistance(distance, key, territory, there_latitude, there_longitude)
