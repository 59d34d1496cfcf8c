"""Agreed lines that stand in for the median between two states."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from geographiclib.geodesic import Geodesic

from luncur.places.zones.claims import EXCLUSIVE, Answer, belt
from luncur.places.zones.coast import Floats, Key, arc_length, to_ecef


@dataclass(frozen=True)
class Treaty:
    """A line of points [n, 3], ECEF [m], with a state on either side of one who walks along it."""

    identity: str
    name: dict[str, str]
    left: str
    right: str
    point: Floats
    source: str

    def side(self, latitude: float, longitude: float) -> tuple[str, float] | None:
        """State on whose side a place [rad] lies, and the distance to the line [m]; None beyond the line's ends."""
        place = to_ecef(np.array(latitude), np.array(longitude))
        a, b = self.point[:-1], self.point[1:]
        along = b - a
        share = ((place - a) * along).sum(axis=1) / (along**2).sum(axis=1)
        foot = a + np.clip(share, 0.0, 1.0)[:, None] * along
        gap = np.sqrt(((place - foot) ** 2).sum(axis=1))
        at = int(np.argmin(gap))
        if (at == 0 and share[0] < 0) or (at == len(a) - 1 and share[-1] > 1) or gap[at] > EXCLUSIVE:
            return None
        up = float(np.dot(np.cross(along[at], place - foot[at]), foot[at]))
        return (self.left if up > 0 else self.right), float(arc_length(gap[at], foot[at], place))


def _points(corner: list[list[float]], geodesic: bool) -> Floats:
    """Points along a line through corners [deg], a tenth of a degree apart so that chords hold the line."""
    out = [np.array(corner[:1])]
    for a, b in pairwise(corner):
        count = 1 + round(max(abs(b[0] - a[0]), abs(b[1] - a[1])) * 10)
        if geodesic:
            arc = Geodesic.WGS84.InverseLine(*a, *b)
            at = [arc.Position(arc.s13 * i / count) for i in range(1, count + 1)]
            out.append(np.array([(p["lat2"], p["lon2"]) for p in at]))
        else:
            out.append(np.linspace(a, b, count + 1)[1:])
    return np.vstack(out)


@cache
def treaties() -> tuple[Treaty, ...]:
    tree = tomllib.loads((files("luncur") / "data/zones/treaties.toml").read_text(encoding="utf-8"))
    out = []
    for t in tree["treaty"]:
        line = np.radians(_points(t["line"], t.get("geodesic", False)))
        out.append(Treaty(t["id"], t["name"], t["left"], t["right"], to_ecef(line[:, 0], line[:, 1]), t["source"]))
    return tuple(out)


def by_treaty(
    latitude: float, longitude: float, coasts: list[tuple[float, Key]], answer: Answer
) -> tuple[Answer, Treaty, float] | None:
    """The answer with an agreed line for the median, the line, and the distance to it [m]; None where no line counts.

    A line counts beside the nearest coast and that of the other party, within 200 nm of each.
    """
    distance = {k.state: d for d, k in reversed(coasts) if k.state and d <= EXCLUSIVE}
    for treaty in treaties():
        parties = {treaty.left, treaty.right}
        if answer[1] not in parties or not parties <= set(distance):
            continue
        side = treaty.side(latitude, longitude)
        if side is not None:
            return (belt(distance[side[0]]), side[0]), treaty, side[1]
    return None
