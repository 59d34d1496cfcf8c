"""Zones of many places at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from luncur.errors import InputError
from luncur.places.zones.claims import CONTIGUOUS, EXCLUSIVE, TERRITORIAL, agreed, answers, features, land_answers
from luncur.places.zones.coast import SPACING, Floats, Ints, Key, arc_length, fine_coast, to_ecef
from luncur.places.zones.land import land_keys, on_land
from luncur.places.zones.treaties import by_treaty, treaties

ZONE_NAMES = ("land", "territorial", "contiguous", "eez", "high_seas", "")
_FAR = EXCLUSIVE + 1e4
_AT_ONCE = 50_000  # places, so that memory stays small


@dataclass(frozen=True)
class Zones:
    """Zones of places, arrays of their common shape.

    zone: "land", "territorial", "contiguous", "eez" or "high_seas", "" where it depends on a feature that is not agreed;
    state: ISO 3166 code, "" where there is none or it depends; depends: whether anything does; distance: geodesic, to the
    nearest coast [m], to 0.1 m up to 400 km and 0.1 % beyond; nearest: number into ``fine_coast().keys`` of that coast.
    """

    zone: NDArray[np.str_]
    state: NDArray[np.str_]
    depends: NDArray[np.bool_]
    distance: Floats
    nearest: Ints


@dataclass(frozen=True)
class _Search:
    """A tree over some of the coast's points, with their numbers."""

    tree: cKDTree
    cell: Ints

    @staticmethod
    def of(cell: Ints) -> _Search:
        return _Search(cKDTree(fine_coast().point[cell], balanced_tree=False, compact_nodes=False), cell)

    def nearest(self, place: Floats, bound: float = np.inf) -> tuple[Floats, Ints]:
        """Distance [m] of places [n, 3] to this part of the coast, and the cell; infinite and -1 beyond the bound.

        The cell that is nearest has its point within half a spacing, sideways, of the nearest point's distance; points are
        asked for in growing numbers until no further one can be it.
        """
        out, cell = np.full(len(place), np.inf), np.full(len(place), -1)
        todo, count = np.arange(len(place)), min(4, len(self.cell))
        while len(todo):
            gap, at = self.tree.query(place[todo], k=range(1, count + 1), distance_upper_bound=bound)
            some = np.isfinite(gap)
            number = self.cell[np.where(some, at, 0)]
            here = np.repeat(place[todo][:, None, :], count, axis=1)
            chord, foot = fine_coast().to_cells(here.reshape(-1, 3), number.ravel())
            chord = np.where(some, chord.reshape(gap.shape), np.inf)
            best, row = np.argmin(chord, axis=1), np.arange(len(todo))
            there = foot.reshape(*gap.shape, 3)[row, best]
            least = chord[row, best]
            full = (gap[:, -1] ** 2 > gap[:, 0] ** 2 + (SPACING / 2) ** 2) | ~some[:, -1] | (count == len(self.cell))
            done = todo[full]
            out[done] = np.where(some[full, 0], arc_length(least, place[todo], there)[full], np.inf)
            cell[done] = np.where(some[full, 0], number[row, best][full], -1)
            todo, count = todo[~full], min(4 * count, len(self.cell))
        return out, cell


@cache
def _searches() -> tuple[_Search, _Search, dict[Key, _Search]]:
    """The coasts that decide wherever they are nearest, the features that may not together, and each of them apart."""
    coast = fine_coast()
    apart = [j for j, k in enumerate(coast.keys) if k.feature and features()[k.feature].skippable]
    rest = np.isin(coast.key, apart)
    each = {coast.keys[j]: np.flatnonzero(coast.key == j) for j in apart}
    return (
        _Search.of(np.flatnonzero(~rest)),
        _Search.of(np.flatnonzero(rest)),
        {k: _Search.of(cells) for k, cells in each.items() if len(cells)},
    )


def zone(latitude: ArrayLike, longitude: ArrayLike) -> Zones:
    """Maritime zones of places [rad], broadcast, as ``verdict`` gives for each.

    Computed, not legal.  Raises InputError for a latitude or longitude that is none.  The first call reads the coast and
    builds its trees (a few seconds).
    """
    lat, lon = np.broadcast_arrays(np.asarray(latitude, dtype=float), np.asarray(longitude, dtype=float))
    shape, lat, lon = lat.shape, lat.ravel(), lon.ravel()
    _check(lat, lon)
    parts = [_zone(lat[i : i + _AT_ONCE], lon[i : i + _AT_ONCE]) for i in range(0, max(len(lat), 1), _AT_ONCE)]
    joined = (np.concatenate(arrays).reshape(shape) for arrays in zip(*parts, strict=True))
    return Zones(*joined)


def _check(lat: Floats, lon: Floats) -> None:
    for name, value, most in (("latitude", lat, np.pi / 2), ("longitude", lon, 2 * np.pi)):
        bad = ~(np.abs(value) <= most * (1 + 1e-12))
        if bad.any():
            shown = str(float(np.degrees(value[bad][0])))
            raise InputError(
                "zone", name, shown, f"a number from {-np.degrees(most):.0f} to {np.degrees(most):.0f} deg"
            )


def _zone(lat: Floats, lon: Floats) -> tuple[NDArray[Any], ...]:
    """Fields of ``Zones`` for places [n] at once."""
    lon = np.mod(lon + np.pi, 2 * np.pi) - np.pi
    place = to_ecef(lat, lon)
    solid, rest, apart = _searches()
    distance, cell = solid.nearest(place)
    other, other_cell = rest.nearest(place)
    key = fine_coast().key.astype(np.int64)
    nearest, least = key[np.where(other < distance, other_cell, cell)], np.minimum(distance, other)
    near = np.flatnonzero(other <= EXCLUSIVE)
    away = {k: np.full(len(place), np.inf) for k in apart}
    for k, search in apart.items():
        away[k][near] = search.nearest(place[near], _FAR)[0]
    out = _plain(least, nearest)
    _special(lat, lon, out, distance, key[cell], away, nearest)
    _lands(lat, lon, out, nearest)
    return *out, least, nearest


_Out = tuple[NDArray[np.str_], NDArray[np.str_], NDArray[np.bool_]]


def _plain(distance: Floats, nearest: Ints) -> _Out:
    """Answers where the nearest coast is a state's."""
    belt = np.searchsorted([TERRITORIAL, CONTIGUOUS, EXCLUSIVE], distance, side="left") + 1
    state = np.array([k.state for k in fine_coast().keys], dtype="U3")[nearest]
    return np.array(ZONE_NAMES)[belt], np.where(belt == 4, "", state), np.zeros(len(distance), dtype=bool)


def _special(
    lat: Floats, lon: Floats, out: _Out, distance: Floats, key: Ints, away: dict[Key, Floats], nearest: Ints
) -> None:
    """Answers where a feature is nearest or an agreed line may count, one by one."""
    keys = fine_coast().keys
    disputed = np.array([bool(k.feature) for k in keys])
    one_by_one = disputed[nearest] & (out[0] != "high_seas")
    for i in np.flatnonzero(one_by_one):
        coasts = [(float(gap[i]), k) for k, gap in away.items() if np.isfinite(gap[i])]
        coasts = sorted([*coasts, (float(distance[i]), keys[key[i]])], key=lambda c: c[0])
        several, _ = answers(coasts)
        zone_, state = agreed(several)
        out[0][i], out[1][i], out[2][i] = zone_ or "", state or "", len(several) > 1
    for treaty in treaties():
        parties = [i for i, k in enumerate(keys) if k.state in (treaty.left, treaty.right)]
        others = {p: _of_key(p) for p in parties}
        near = ((to_ecef(lat, lon)[:, None, :] - treaty.point[None, ::5, :]) ** 2).sum(axis=2).min(axis=1) < _FAR**2
        for i in np.flatnonzero(near & np.isin(nearest, parties) & (out[0] != "high_seas")):
            coasts = sorted(
                (float(s.nearest(to_ecef(lat[i : i + 1], lon[i : i + 1]))[0][0]), keys[p]) for p, s in others.items()
            )
            found = by_treaty(float(lat[i]), float(lon[i]), coasts, (str(out[0][i]), str(out[1][i])))
            if found:
                out[0][i], out[1][i] = found[0][0], found[0][1] or ""


@cache
def _of_key(number: int) -> _Search:
    return _Search.of(np.flatnonzero(fine_coast().key == number))


def _lands(lat: Floats, lon: Floats, out: _Out, nearest: Ints) -> None:
    land = np.flatnonzero(on_land(lat, lon))
    coast_keys = fine_coast().keys
    for i, key in zip(land, land_keys(lat[land], lon[land], [coast_keys[j] for j in nearest[land]]), strict=True):
        several, _ = land_answers(key)
        out[0][i], out[1][i], out[2][i] = "land", agreed(several)[1] or "", len(several) > 1
