"""The places that casualties are booked on: a fixed list, made from the nominal flight before the first launch."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.booking_kernel import places_many
from luncur.compiler import compiled
from luncur.flight import Trajectory
from luncur.places import towns
from luncur.places.whose import owners, place_names, whose

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RADIUS = 6_371_008.8  # mean radius of the Earth [m]
TOWN_REACH = 25e3  # farther from a town an impact is not said to be near it [m]
BAND_ENDS = (10, 25, 50, 100, 200, 500, 1000, 2000)  # of the distance from the pad [km]
MOST_TOWNS = 60
TOWNS_EACH = 4  # of each stretch of the trace
STRETCH = 50e3  # length of a stretch [m]
SIDES = (25e3, 50e3, 100e3, 200e3, 400e3)  # how far to the side of the trace countries and seas are looked for [m]
DIRECTIONS = 12


@dataclass(frozen=True)
class Places:
    """Towns, then a country or sea in a band of distance from the pad, then "elsewhere".

    towns[t, 3], pad[3]: unit vectors; area[bands, owners]: index into ``names`` of a band and a number of ``whose``.
    """

    names: tuple[str, ...]
    towns: Floats
    pad: Floats
    area: Ints

    def book(self, latitude: Floats, longitude: Floats) -> Ints:
        """Index of the place of each impact [rad]: the nearest town within 25 km, else country or sea and distance.

        Distances are on a sphere, within 0.6 %.  What is not on the list, or does not come down, is elsewhere.
        """
        out = np.empty(len(latitude), dtype=np.int64)
        compiled(places_many)(
            latitude, longitude, *owners(), self.pad, BANDS, self.area, self.towns, float(_chord(TOWN_REACH)),
            len(self.names) - 1, out,
        )  # fmt: skip
        return out


def places(trajectory: Trajectory) -> Places:
    """The places along the nominal impact-point trace, which do not depend on any draw."""
    line = nominal_line(trajectory)
    pad = line[0]
    town_names, town_points = _towns_along(line)
    turn = np.arange(DIRECTIONS) * (2 * math.pi / DIRECTIONS)
    offsets = [side * np.column_stack([np.cos(turn), np.sin(turn)]) for side in SIDES]
    around = points_about(line, np.concatenate([np.zeros((1, 2)), *offsets]))
    owners = place_names("en")
    pairs = np.unique(np.column_stack([band_of(around, pad), whose(*angles(around))]), axis=0)
    # an ocean has several boxes of one name
    names = [f"{owners[owner]}, {band_text(int(band))} km from the pad" for band, owner in pairs]
    number = {name: len(town_names) + i for i, name in enumerate(dict.fromkeys(names))}
    area = np.full((len(BAND_ENDS) + 1, len(owners)), len(town_names) + len(number), dtype=np.int64)
    area[pairs[:, 0], pairs[:, 1]] = [number[name] for name in names]
    return Places((*town_names, *number, "elsewhere"), town_points, pad, area)


def band_text(band: int) -> str:
    """A band of distance in km: "25\N{EN DASH}50", the last one "over 2,000"."""
    if band == len(BAND_ENDS):
        return f"over {BAND_ENDS[-1]:,}"
    return f"{BAND_ENDS[band - 1] if band else 0:,}\N{EN DASH}{BAND_ENDS[band]:,}"


def band_of(at: Floats, pad: Floats) -> Ints:
    """Number of the band of distance from the pad of unit vectors [n, 3]."""
    return np.searchsorted(BANDS, np.linalg.norm(at - pad, axis=1), side="right")


def unit_vectors(latitude: Floats, longitude: Floats) -> Floats:
    """Unit vectors [n, 3] of points [rad] on a sphere."""
    return np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )


def angles(at: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude [rad] of unit vectors [n, 3] on a sphere."""
    return np.arcsin(np.clip(at[:, 2], -1.0, 1.0)), np.arctan2(at[:, 1], at[:, 0])


def _chord(distance: Floats | float) -> Floats:
    """Chord on the unit sphere of a distance along it [m]."""
    return np.asarray(2.0 * np.sin(np.minimum(np.asarray(distance) / (2.0 * RADIUS), math.pi / 2)))


BANDS = _chord(np.array(BAND_ENDS) * 1e3)


def nominal_line(trajectory: Trajectory) -> Floats:
    """Unit vectors [n, 3] from the pad along the nominal impact-point trace, none farther than 25 km from the next."""
    pad = unit_vectors(trajectory.latitude[:1], trajectory.longitude[:1])
    ok = np.isfinite(trajectory.impact_latitude)
    return _filled(np.concatenate([pad, unit_vectors(trajectory.impact_latitude[ok], trajectory.impact_longitude[ok])]))


def _filled(line: Floats) -> Floats:
    """The line with points put in, so that none is farther than half a stretch from the next."""
    gaps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    parts = np.maximum(np.ceil(gaps / _chord(STRETCH / 2)).astype(int), 1)
    filled = [a + (b - a) * np.arange(n)[:, None] / n for a, b, n in zip(line[:-1], line[1:], parts, strict=True)]
    out = np.concatenate([*filled, line[-1:]])
    return np.asarray(out / np.linalg.norm(out, axis=1)[:, None])


def _towns_along(line: Floats) -> tuple[list[str], Floats]:
    """Names and unit vectors of the largest towns within reach of each stretch of a line, the first stretches first."""
    from scipy.spatial import cKDTree

    table = towns()
    at = unit_vectors(*np.radians(np.stack([table.latitude, table.longitude]).astype(np.float64)))
    along = np.floor(np.cumsum(np.linalg.norm(np.diff(line, axis=0, prepend=line[:1]), axis=1)) * RADIUS / STRETCH)
    points = line[np.unique(along, return_index=True)[1]]
    chosen: dict[int, None] = {}
    for near in cKDTree(at).query_ball_point(points, _chord(STRETCH + TOWN_REACH)):
        largest = sorted(near, key=lambda i: (-int(table.population[i]), i))[:TOWNS_EACH]
        chosen.update(dict.fromkeys(largest))
    index = list(chosen)[:MOST_TOWNS]
    return [f"{table.name[i]} ({table.country[i]})" for i in index], at[index]


def points_about(line: Floats, offsets: Floats) -> Floats:
    """Unit vectors [n * k, 3] displaced from those of a line [n, 3] by offsets [k, 2] to two sides at right angles [m]."""
    least = np.eye(3)[np.argmin(np.abs(line), axis=1)]
    first = np.cross(line, least)
    first /= np.linalg.norm(first, axis=1)[:, None]
    second = np.cross(line, first)
    length = np.maximum(np.hypot(offsets[:, 0], offsets[:, 1]), 1e-9)
    ahead, aside = (offsets * (np.sin(length / RADIUS) / length)[:, None]).T
    out = (
        np.cos(length / RADIUS)[None, :, None] * line[:, None]
        + ahead[None, :, None] * first[:, None]
        + aside[None, :, None] * second[:, None]
    )
    return np.asarray(out.reshape(-1, 3))
