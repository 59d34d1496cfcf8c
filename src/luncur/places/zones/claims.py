"""Features whose state or right to a zone is not agreed, and what each assignment makes of a point."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from luncur.places.zones.coast import Key

TERRITORIAL, CONTIGUOUS, EXCLUSIVE = 12 * 1852.0, 24 * 1852.0, 200 * 1852.0  # [m], UNCLOS art. 3, 33, 57
LIMITS = ((TERRITORIAL, "territorial"), (CONTIGUOUS, "contiguous"), (EXCLUSIVE, "eez"))


@dataclass(frozen=True)
class Claim:
    """One assignment: whose a feature is (None: nobody's), and which zones it carries: island, rock or none."""

    state: str | None
    status: str


@dataclass(frozen=True)
class Feature:
    identity: str
    name: dict[str, str]
    claims: tuple[Claim, ...]
    source: str

    @property
    def skippable(self) -> bool:
        """Whether some assignment leaves waters near it to the coast behind."""
        return any(c.status != "island" for c in self.claims)

    @property
    def states(self) -> list[str]:
        return sorted({c.state for c in self.claims if c.state})

    @property
    def reach(self) -> float:
        """How far out [m] it can carry a zone under any assignment."""
        status = {c.status for c in self.claims}
        return EXCLUSIVE if "island" in status else CONTIGUOUS if "rock" in status else 0.0


@dataclass(frozen=True)
class Overlap:
    """A claim on water that has no coast of its own."""

    identity: str
    name: dict[str, str]
    boxes: tuple[tuple[float, float, float, float], ...]
    claimants: tuple[str, ...]
    source: str

    def holds(self, latitude_deg: float, longitude_deg: float) -> bool:
        return any(s <= latitude_deg <= n and w <= longitude_deg <= e for s, n, w, e in self.boxes)


@cache
def _tables() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((files("luncur") / "data/zones/features.toml").read_text(encoding="utf-8"))


@cache
def features() -> dict[str, Feature]:
    return {
        f["id"]: Feature(
            f["id"], f["name"], tuple(Claim(c.get("state"), c["as"]) for c in f["claims"]), f["source"]
        )
        for f in _tables()["feature"]
    }  # fmt: skip


@cache
def overlaps() -> tuple[Overlap, ...]:
    return tuple(
        Overlap(o["id"], o["name"], tuple(map(tuple, o["boxes"])), tuple(o["claimants"]), o["source"])
        for o in _tables()["overlap"]
    )


Answer = tuple[str, str | None]  # zone and state
HIGH_SEAS: Answer = ("high_seas", None)


@dataclass(frozen=True)
class Dependence:
    """A feature on which the answer depends: zone and state under every assignment.

    Zone and state are None where that assignment leaves the answer to another feature, which is then listed too.
    """

    feature: Feature
    distance: float
    answers: tuple[tuple[Claim, Answer | None], ...]


def belt(distance: float) -> str:
    """Zone of one coast at a distance [m] from it."""
    return next((zone for limit, zone in LIMITS if distance <= limit), "high_seas")


def answers(
    coasts: list[tuple[float, Key]], without: frozenset[str] = frozenset()
) -> tuple[list[Answer], list[Dependence]]:
    """Every answer that some assignment gives, the nearest coast deciding, and the features that make the difference.

    coasts: distance [m] and key of the nearest point of every coast, nearest first.  without: states whose zones are given
    otherwise (a user's polygons), so that their coasts carry none here.
    """
    for i, (distance, key) in enumerate(coasts):
        zone = belt(distance)
        if zone == "high_seas":
            break
        if key.state in without:
            continue
        if not key.feature:
            return [(zone, key.state)], []
        feature = features()[key.feature]
        claims = [c for c in feature.claims if c.state not in without]
        if not claims:
            continue
        rest: tuple[list[Answer], list[Dependence]] | None = None
        found: list[tuple[Claim, Answer | None]] = []
        several: list[Answer] = []
        for claim in claims:
            if claim.status == "island" or (claim.status == "rock" and zone != "eez"):
                found.append((claim, (zone, claim.state)))
                several.append((zone, claim.state))
                continue
            rest = answers(coasts[i + 1 :], without) if rest is None else rest
            found.append((claim, rest[0][0] if len(rest[0]) == 1 else None))
            several.extend(rest[0])
        unique = list(dict.fromkeys(several))
        own = [Dependence(feature, distance, tuple(found))] if len({a for _, a in found}) > 1 else []
        return unique, own + (rest[1] if rest and len(unique) > 1 else [])
    return [HIGH_SEAS], []


def land_answers(key: Key) -> tuple[list[Answer], list[Dependence]]:
    """The same for a point on land."""
    if not key.feature:
        return [("land", key.state)], []
    feature = features()[key.feature]
    found = tuple((c, ("land", c.state)) for c in feature.claims)
    unique: list[Answer] = list(dict.fromkeys(a for _, a in found))
    return unique, [Dependence(feature, 0.0, found)] if len(unique) > 1 else []


def agreed(several: list[Answer]) -> tuple[str | None, str | None]:
    """Zone and state that every answer shares; None where they differ."""
    zones, states = {z for z, _ in several}, {s for _, s in several}
    return (zones.pop() if len(zones) == 1 else None, states.pop() if len(states) == 1 else None)
