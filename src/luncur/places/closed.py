"""Areas that are evacuated or controlled while a launch goes on."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.mission.model import ClosedArea
from luncur.places.closed_kernel import closed_many

Floats = NDArray[np.float64]
EARTH = 6371007.2  # [m]
_CODES = {"all": 0.0, "planned": 1.0, "failures": 2.0}


@dataclass(frozen=True)
class ClosedAreas:
    """Closed areas as the kernels want them.

    circles[n, 5]: unit vector of the centre, square of the chord to the edge on the unit sphere, for which bodies;
    rings[k, 4]: first corner and the one after the last, for which bodies, longitude of the first corner [rad];
    corners[m, 2]: latitude, and longitude from the ring's first corner [rad].  Edges of a ring are straight in latitude and
    longitude.  For which bodies: 0 all, 1 planned drops only, 2 what falls from failures only.
    """

    circles: Floats
    rings: Floats
    corners: Floats

    @staticmethod
    def of(areas: Iterable[ClosedArea]) -> ClosedAreas:
        """The areas of a mission; none of them is fine."""
        circles: list[tuple[float, ...]] = []
        rings: list[tuple[float, ...]] = []
        corners: list[tuple[float, float]] = []
        for area in areas:
            code = _CODES[area.applies_to]
            if area.points:
                first = area.points[0][1]
                rings.append((len(corners), len(corners) + len(area.points), code, first))
                corners.extend((lat, (lon - first + math.pi) % (2 * math.pi) - math.pi) for lat, lon in area.points)
            else:
                lat, lon = float(area.latitude or 0.0), float(area.longitude or 0.0)
                chord = 2.0 * math.sin(min(0.5 * float(area.radius or 0.0) / EARTH, math.pi / 2))
                centre = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
                circles.append((*centre, chord**2, code))
        return ClosedAreas(
            np.array(circles).reshape(-1, 5), np.array(rings).reshape(-1, 4), np.array(corners).reshape(-1, 2)
        )

    @property
    def arrays(self) -> tuple[Floats, Floats, Floats]:
        return self.circles, self.rings, self.corners

    def hold(self, latitude: Floats, longitude: Floats, planned: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether impacts [rad] lie in any area that counts for them; ``planned`` marks planned drops."""
        out = np.zeros(len(latitude), dtype=np.bool_)
        compiled(closed_many)(*self.arrays, latitude, longitude, planned, out)
        return out


def outline(area: ClosedArea, corners: int = 72) -> list[tuple[float, float]]:
    """Latitude and longitude [rad] of the edge of one area, anticlockwise seen from above, first not repeated.

    corners: of a circle, which lies on the same sphere as the test of what is inside.  Longitudes are within half a turn.
    """
    if area.points:
        first = area.points[0][1]
        flat = [(lat, (lon - first + math.pi) % (2 * math.pi) - math.pi) for lat, lon in area.points]
        twice = sum(b * c - d * a for (a, b), (c, d) in zip(flat, [*flat[1:], flat[0]], strict=True))
        edge = [(lat, first + east) for lat, east in (flat if twice > 0 else flat[::-1])]
    else:
        lat, lon = float(area.latitude or 0.0), float(area.longitude or 0.0)
        arc = min(float(area.radius or 0.0) / EARTH, math.pi)
        edge = [_from(lat, lon, arc, -2 * math.pi * k / corners) for k in range(corners)]
    return [(lat, (lon + math.pi) % (2 * math.pi) - math.pi) for lat, lon in edge]


def _from(latitude: float, longitude: float, arc: float, azimuth: float) -> tuple[float, float]:
    """The point an arc [rad] away on a sphere."""
    up = math.sin(latitude) * math.cos(arc) + math.cos(latitude) * math.sin(arc) * math.cos(azimuth)
    east = math.sin(azimuth) * math.sin(arc) * math.cos(latitude)
    return math.asin(max(-1.0, min(1.0, up))), longitude + math.atan2(east, math.cos(arc) - math.sin(latitude) * up)
