"""How far a place is from the edge of its zone, and what lies within a circle about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from luncur.earth.constants import DEGREE
from luncur.places.zones.claims import CONTIGUOUS, EXCLUSIVE, TERRITORIAL, Answer, answers, features
from luncur.places.zones.coast import Floats, Key, arc_length, fine_coast, to_ecef
from luncur.places.zones.land import land_keys, on_land
from luncur.places.zones.nearest import CoastDistance
from luncur.places.zones.treaties import by_treaty

TOLERANCE = 20.0  # [m] a step at least; the edge is found to this along a bearing
BEARINGS = 72
CLOSER = 4  # bearings that are looked at closer, those that find the edge nearest
SPARE = 1.15  # bearings are followed this much further than the best, since a corner may lie between two
ROUNDS = 3  # of closer looks about each
_BELTS = np.array([TERRITORIAL, CONTIGUOUS, EXCLUSIVE])

Label = tuple[Answer, ...]


@dataclass(frozen=True)
class Surroundings:
    """The coasts that matter near a place, one tree of points for each key."""

    latitude: float
    longitude: float
    trees: tuple[cKDTree, ...]
    keys: tuple[Key, ...]
    without: frozenset[str] = frozenset()

    @staticmethod
    def of(latitude: float, longitude: float, radius: float, without: frozenset[str] = frozenset()) -> Surroundings:
        """The coasts within a distance [m] of a place [rad]; without: states whose coasts carry no zone here."""
        coast = fine_coast()
        place = to_ecef(np.array(latitude), np.array(longitude))
        near = np.flatnonzero(((coast.point - place) ** 2).sum(axis=1) <= radius**2)
        key = coast.key[near]
        present = np.unique(key)
        trees = tuple(cKDTree(coast.point[near[key == k]]) for k in present)
        return Surroundings(latitude, longitude, trees, tuple(coast.keys[k] for k in present), without)

    def distances(self, place: Floats) -> Floats:
        """Distances [m] of places [n, 3] to the points of every coast [n, keys]."""
        out = np.empty((len(place), len(self.trees)))
        for j, tree in enumerate(self.trees):
            chord, at = tree.query(place)
            out[:, j] = arc_length(chord, place, tree.data[at])
        return out

    def destinations(self, bearing: Floats, distance: Floats) -> tuple[Floats, Floats]:
        from geographiclib.geodesic import Geodesic

        ends = [
            Geodesic.WGS84.Direct(self.latitude / DEGREE, self.longitude / DEGREE, b / DEGREE, d)
            for b, d in zip(bearing.tolist(), distance.tolist(), strict=True)
        ]
        return np.array([e["lat2"] for e in ends]) * DEGREE, np.array([e["lon2"] for e in ends]) * DEGREE

    def look(self, latitude: Floats, longitude: Floats) -> tuple[list[Label], Floats]:
        """Answers at places at sea [rad], and how far each is at least from where they change [m]."""
        labels: list[Label] = []
        margin = np.full(len(latitude), np.inf)
        if not self.trees:
            return [(("high_seas", None),)] * len(latitude), margin
        gaps = self.distances(to_ecef(latitude, longitude))
        order = np.argsort(gaps, axis=1)
        for i in range(len(latitude)):
            coasts = [(float(gaps[i, j]), self.keys[j]) for j in order[i]]
            found, _ = answers(coasts, self.without)
            margin[i] = _margin(coasts, self.without)
            if len(found) == 1 and (line := by_treaty(float(latitude[i]), float(longitude[i]), coasts, found[0])):
                found, margin[i] = [line[0]], min(margin[i], line[2])
            labels.append((("land", None),) if coasts[0][0] <= TOLERANCE else tuple(sorted(found, key=str)))
        return labels, margin


def _margin(coasts: list[tuple[float, Key]], without: frozenset[str]) -> float:
    """A distance [m] within which the answer cannot change: distances change by at most the way that is gone."""
    out = coasts[0][0]
    for i, (distance, key) in enumerate(coasts):
        out = min(out, float(np.abs(_BELTS - distance).min()))
        if i + 1 < len(coasts):
            out = min(out, 0.5 * (coasts[i + 1][0] - distance))
        if distance > EXCLUSIVE:
            break
        decides = not features()[key.feature].skippable if key.feature else key.state not in without
        if decides and not without:
            break
    return out


def edge_at_sea(
    latitude: float, longitude: float, coasts: list[CoastDistance], without: frozenset[str] = frozenset()
) -> tuple[float, str]:
    """Distance [m] from a place at sea [rad] to where the answer changes, and what is there.

    On the high seas it is the nearest 200 nm limit (24 nm of what carries no more), exactly.  Else the answer is followed
    along bearings, each step as long as nothing can change in it, with closer looks about the shortest; good to some 50 m
    beyond 10 km of a coast, 0.3 km nearer.
    """
    nearest = coasts[0]
    found, _ = answers([(c.distance, c.key) for c in coasts], without)
    if found == [("high_seas", None)]:
        reach = [(c.distance - (features()[c.key.feature].reach if c.key.feature else EXCLUSIVE), c) for c in coasts]
        outside = [(d, c) for d, c in reach if d > 0 and (not c.key.feature or features()[c.key.feature].reach > 0)]
        return (min(d for d, _ in outside), "200 nm") if outside else (nearest.distance, "coast")
    # straight to the nearest coast the next belt inward begins, so the edge is never further than that
    inward = [(nearest.distance - limit, name) for limit, name in _inner(nearest.distance)]
    best, kind = min(inward)
    around = Surroundings.of(latitude, longitude, max(nearest.distance + 2 * best, EXCLUSIVE + best) + 10e3, without)
    start = around.look(np.array([latitude]), np.array([longitude]))[0][0]
    step = 2 * np.pi / BEARINGS
    reached = _march(around, start, np.linspace(0.0, 2 * np.pi, BEARINGS, endpoint=False), best)
    hopeful = reached <= np.minimum(np.roll(reached, 1), np.roll(reached, -1))
    hopeful &= reached < SPARE * min(best, float(reached.min()))
    toward = 0.0
    for at in np.flatnonzero(hopeful)[np.argsort(reached[hopeful])][:CLOSER]:
        middle, half = step * at, step
        for _ in range(ROUNDS):
            bearing = middle + half * np.linspace(-1.0, 1.0, 13)
            look = _march(around, start, bearing, best)
            at_best = int(np.argmin(look))
            if np.isfinite(look[at_best]):
                middle = float(bearing[at_best])
            if look[at_best] < best:
                best, toward, kind = float(look[at_best]), middle, ""
            half /= 4
    return best, kind or _kind(around, toward, best)


def _inner(distance: float) -> list[tuple[float, str]]:
    if distance <= TERRITORIAL:
        return [(0.0, "coast")]
    return [(TERRITORIAL, "12 nm")] if distance <= CONTIGUOUS else [(CONTIGUOUS, "24 nm")]


def _march(around: Surroundings, start: Label, bearing: Floats, limit: float) -> Floats:
    """Distance [m] along each bearing at which the answer is no longer the first; infinite beyond the limit."""
    out, gone = np.full(len(bearing), np.inf), np.zeros(len(bearing))
    active = np.arange(len(bearing))
    while len(active):
        latitude, longitude = around.destinations(bearing[active], gone[active])
        labels, margin = around.look(latitude, longitude)
        changed = np.array([label != start for label in labels])
        out[active[changed]] = gone[active[changed]]
        gone[active] += np.maximum(margin, TOLERANCE)
        active = active[~changed & (gone[active] < SPARE * min(limit, float(out.min())))]
    return out


def _kind(around: Surroundings, bearing: float, distance: float) -> str:
    """What edge lies there: a belt's limit where the nearest coast is that far, else a line between coasts."""
    latitude, longitude = around.destinations(np.array([bearing]), np.array([distance]))
    gap = np.sort(around.distances(to_ecef(latitude, longitude))[0])
    near = [n for limit, n in zip(_BELTS, ("12 nm", "24 nm", "200 nm"), strict=True) if abs(gap[0] - limit) < 200]
    if near:
        return near[0]
    if gap[0] < 2 * TOLERANCE:
        return "coast"
    return "median" if len(gap) > 1 and gap[1] - gap[0] < 500 else "agreed line or claim"


def within_circle(
    latitude: float,
    longitude: float,
    radius: float,
    without: frozenset[str] = frozenset(),
    given: Callable[[float, float], list[Answer] | None] | None = None,
) -> set[Answer]:
    """Every answer found at places within a distance [m] of a place [rad]: rings of 72 places, land told by the coast.

    given: what is given for a place otherwise (a user's polygons), or None where nothing is.
    """
    around = Surroundings.of(latitude, longitude, EXCLUSIVE + radius + 10e3, without)
    ring = radius * np.linspace(0.0, 1.0, 9)[1:]
    bearing = np.linspace(0.0, 2 * np.pi, BEARINGS, endpoint=False)
    lat, lon = around.destinations(np.tile(bearing, len(ring)), np.repeat(ring, BEARINGS))
    out: set[Answer] = set()
    if given is not None:
        told = [given(a, b) for a, b in zip(lat.tolist(), lon.tolist(), strict=True)]
        out |= {a for found in told if found is not None for a in found}
        left = np.array([found is None for found in told])
        lat, lon = lat[left], lon[left]
    land = on_land(lat, lon)
    out |= {a for label in around.look(lat[~land], lon[~land])[0] for a in label if a[0] != "land"}
    if land.any() and around.trees:
        nearest = np.argmin(around.distances(to_ecef(lat[land], lon[land])), axis=1)
        out |= _owners(land_keys(lat[land], lon[land], [around.keys[j] for j in nearest]))
    return out


def _owners(keys: list[Key]) -> set[Answer]:
    return {
        ("land", s) for k in keys for s in ([c.state for c in features()[k.feature].claims] if k.feature else [k.state])
    }
