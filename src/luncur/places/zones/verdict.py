"""The whole answer for one place: zone, state, what it depends on, distances, edge."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from luncur.errors import InputError
from luncur.places.zones.claims import (
    CONTIGUOUS,
    TERRITORIAL,
    Answer,
    Dependence,
    Overlap,
    agreed,
    answers,
    belt,
    features,
    land_answers,
    overlaps,
)
from luncur.places.zones.coast import Key
from luncur.places.zones.edge import edge_at_sea, within_circle
from luncur.places.zones.land import land_keys, on_land
from luncur.places.zones.nearest import CoastDistance, coast_distances
from luncur.places.zones.polygons import OfficialZones, Zone, official_answer
from luncur.places.zones.treaties import Treaty, by_treaty


@dataclass(frozen=True)
class Verdict:
    """In which maritime zone a place lies, computed, not legal.

    latitude, longitude: the place [rad].  zone: "land", "territorial", "contiguous", "eez" or "high_seas"; state: ISO 3166
    code; either is None where it is not decided.  status: "decided", "depends" (on features whose state or right to a zone
    is not agreed) or "undecided" (the place's uncertainty reaches over an edge).  possible: every zone and state that some
    assignment or some place within the uncertainty gives.  nearest: coasts, nearest first.  edge_distance: to where the
    answer changes [m].  polygons: names of the user's polygons that decided, if any did.
    """

    latitude: float
    longitude: float
    zone: str | None
    state: str | None
    status: str
    possible: tuple[Answer, ...]
    depends_on: tuple[Dependence, ...]
    nearest: tuple[CoastDistance, ...]
    edge_distance: float
    edge: str
    uncertainty: float
    overlapping: tuple[Overlap, ...]
    treaty: Treaty | None
    polygons: tuple[str, ...]
    source: str

    def record(self) -> dict[str, Any]:
        """The verdict as plain data: distances in m, angles in deg."""
        from luncur.places.zones.text import basis

        return {
            "zone": self.zone,
            "state": self.state,
            "depends_on": [_dependence(d) for d in self.depends_on],
            "nearest": [_coast(c) for c in self.nearest],
            "edge_distance_m": round(self.edge_distance, 1),
            "basis": basis(self, "en"),
            "verdict": self.status,
            "possible": [{"zone": z, "state": s} for z, s in self.possible],
            "edge": self.edge,
            "uncertainty_m": self.uncertainty,
            "latitude_deg": round(math.degrees(self.latitude), 9),
            "longitude_deg": round(math.degrees(self.longitude), 9),
            "overlapping_claims": [
                {"name": o.name["en"], "states": list(o.claimants), "source": o.source} for o in self.overlapping
            ],
            "treaty_line": self.treaty.name["en"] if self.treaty else None,
            "polygons": list(self.polygons),
            "legal": "computed, not legal",
        }


def _coast(c: CoastDistance) -> dict[str, Any]:
    out: dict[str, Any] = {
        "state": c.key.state or None,
        "distance_m": round(c.distance, 1),
        "territory": c.territory,
        "latitude_deg": round(math.degrees(c.latitude), 5),
        "longitude_deg": round(math.degrees(c.longitude), 5),
    }
    if c.key.feature:
        feature = features()[c.key.feature]
        out["state"] = feature.states[0] if len({x.state for x in feature.claims}) == 1 else None
        out |= {"feature": feature.name["en"], "claimed_by": feature.states, "territory": None}
    return out


def _dependence(d: Dependence) -> dict[str, Any]:
    return {
        "feature": d.feature.name["en"],
        "id": d.feature.identity,
        "distance_m": round(d.distance, 1),
        "assignments": [
            {
                "state": claim.state,
                "as": claim.status,
                "verdict": {"zone": answer[0], "state": answer[1]} if answer else None,
            }
            for claim, answer in d.answers
        ],
        "source": d.feature.source,
    }


def check_place(latitude_deg: float, longitude_deg: float, uncertainty_km: float = 0.0) -> None:
    """InputError for what is no place on the globe, [deg] and [km]."""
    if not -90.0 <= latitude_deg <= 90.0:
        raise InputError("zone", "latitude", str(latitude_deg), "a number from -90 to 90 deg")
    if not -360.0 <= longitude_deg <= 360.0:
        raise InputError("zone", "longitude", str(longitude_deg), "a number from -360 to 360 deg")
    if not 0.0 <= uncertainty_km <= 1000.0:
        raise InputError("zone", "uncertainty", str(uncertainty_km), "a number from 0 to 1000 km")


def place_from_text(latitude: str, longitude: str, uncertainty: str) -> tuple[float, float, float]:
    """Latitude and longitude [rad] and uncertainty [m] from decimal degrees and kilometres; InputError for anything else."""
    numbers = []
    for name, text, expected in (
        ("latitude", latitude, "a number from -90 to 90 deg"),
        ("longitude", longitude, "a number from -360 to 360 deg"),
        ("uncertainty", uncertainty, "a number from 0 to 1000 km"),
    ):
        try:
            numbers.append(float(text))
        except ValueError:
            raise InputError("zone", name, text, expected) from None
    check_place(*numbers)
    return math.radians(numbers[0]), math.radians(numbers[1]), 1000.0 * numbers[2]


def verdict(
    latitude: float, longitude: float, uncertainty: float = 0.0, official: OfficialZones | None = None
) -> Verdict:
    """The maritime zone of a place [rad] by distance to the shipped coast and equidistance between states.

    uncertainty: radius [m] about the place within which it may lie.  official: a user's polygons, which win where they
    hold the place, and outside which the states that they draw have no zone.  Raises InputError for what is no place.
    """
    check_place(math.degrees(latitude), math.degrees(longitude), uncertainty / 1000.0)
    longitude = math.remainder(longitude, 2 * math.pi)
    coasts = coast_distances(latitude, longitude)
    pairs = [(c.distance, c.key) for c in coasts]
    several, depends, held, line = _answers(latitude, longitude, pairs, official)
    without = official.states if official else frozenset()
    edge, kind = _edge(latitude, longitude, coasts, several, official, held)
    possible = list(several)
    undecided = False
    if uncertainty > 0:
        around = within_circle(latitude, longitude, uncertainty, without, _given(official, pairs))
        possible += sorted(around - set(several), key=str)
        undecided = edge < uncertainty or len(possible) > len(several)
    zone, state = agreed(possible)
    status = "undecided" if undecided else "depends" if len(several) > 1 else "decided"
    boxes = tuple(o for o in overlaps() if o.holds(math.degrees(latitude), math.degrees(longitude)))
    return Verdict(
        latitude, longitude, zone, state, status, tuple(possible), tuple(depends), tuple(coasts), edge, kind, uncertainty,
        () if zone == "land" else boxes, line, tuple(z.name for z in held), official.source if official else "",
    )  # fmt: skip


def _answers(
    latitude: float, longitude: float, pairs: list[tuple[float, Key]], official: OfficialZones | None
) -> tuple[list[Answer], list[Dependence], list[Zone], Treaty | None]:
    """Answers at the place itself, with what they depend on, the polygons that hold it and the agreed line that counts."""
    if official is not None:
        given = official_answer(official, latitude, longitude, _belts(pairs))
        if given is not None:
            return given[0], [], given[1], None
    where = np.array([latitude]), np.array([longitude])
    if on_land(*where)[0]:
        return *land_answers(land_keys(*where, [pairs[0][1]])[0]), [], None
    several, depends = answers(pairs, official.states if official else frozenset())
    if len(several) == 1 and official is None and (line := by_treaty(latitude, longitude, pairs, several[0])):
        return [line[0]], [], [], line[1]
    return several, depends, [], None


def _belts(pairs: list[tuple[float, Key]]) -> dict[str, str]:
    return {k.state: belt(d) for d, k in reversed(pairs) if k.state}


def _given(
    official: OfficialZones | None, pairs: list[tuple[float, Key]]
) -> Callable[[float, float], list[Answer] | None] | None:
    if official is None:
        return None

    def look(latitude: float, longitude: float) -> list[Answer] | None:
        found = official_answer(official, latitude, longitude, _belts(pairs))
        return None if found is None else found[0]

    return look


def _edge(
    latitude: float, longitude: float, coasts: list[CoastDistance], several: list[Answer],
    official: OfficialZones | None, held: list[Zone],
) -> tuple[float, str]:  # fmt: skip
    """Distance to where the answer changes [m], and what lies there."""
    if official is None:
        if several[0][0] == "land":
            return coasts[0].distance, "coast"
        return edge_at_sea(latitude, longitude, coasts)
    outline = official.distance(latitude, longitude, held or list(official.zones)), "polygon"
    if not held:
        if several[0][0] == "land":
            return coasts[0].distance, "coast"
        return min(outline, edge_at_sea(latitude, longitude, coasts, official.states))
    named = {s for z in held for s in z.states}
    own = [c.distance for c in coasts if c.key.state in named]
    belts = [(abs(min(own) - limit), name) for limit, name in ((TERRITORIAL, "12 nm"), (CONTIGUOUS, "24 nm")) if own]
    return min([outline, *belts])
