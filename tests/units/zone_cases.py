"""Positions in degrees, for tests of zones."""

from __future__ import annotations

import math

from luncur.places.zones import Verdict, verdict

NM = 1852.0


def at(latitude: float, longitude: float, **more: object) -> Verdict:
    return verdict(math.radians(latitude), math.radians(longitude), **more)  # type: ignore[arg-type]


def coast(v: Verdict, name: str) -> float:
    return next(c.distance for c in v.nearest if name in (c.key.state, c.key.feature))


SQUARE = [[134.0, 39.0], [137.0, 39.0], [137.0, 41.0], [134.0, 41.0], [134.0, 39.0]]
