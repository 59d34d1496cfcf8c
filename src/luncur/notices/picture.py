"""Areas that were read, for a map and for a terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from luncur.areas.antimeridian import geometry_of
from luncur.notices.areas import spoken
from luncur.notices.model import Area, Notice, iso
from luncur.sentences import coded, said_again, say

_POINTS = 72  # of a circle's edge


def features(notices: Sequence[Notice]) -> dict[str, Any]:
    """GeoJSON of all areas, cut at the antimeridian, with the notice, its windows and its moment of cancelling."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": geometry_of(_ring(area)),
                "properties": {
                    "kind": "announced area", "notice": n.name, "area": area.name,
                    "windows": [w.record() for w in area.windows], "cancel": iso(n.cancel) if n.cancel else None,
                },
            }
            for n in notices
            for area in n.areas
        ],
    }  # fmt: skip


def summary(notices: Sequence[Notice], lang: str = "en") -> str:
    """Notices as lines for a terminal: areas, windows, cancelling, what was concluded and what was not understood."""
    lines: list[str] = []
    for n in notices:
        lines.append(n.name + (f" ({n.authority})" if n.authority else "") + (f": {n.subject}" if n.subject else ""))
        lines += [_area_line(a, lang) for a in n.areas]
        for windows in dict.fromkeys(a.windows for a in n.areas):
            names = spoken(", ".join(a.name for a in n.areas if a.name and a.windows == windows))
            lines += [
                "  " + say("notice_window", {"area": names, "start": iso(w.start), "end": iso(w.end)}, lang)
                + (" " + say("notice_alternate", {}, lang) if w.alternate else "")
                for w in windows
            ]  # fmt: skip
        if n.cancel:
            lines.append("  " + say("notice_cancels", {"moment": iso(n.cancel)}, lang))
        lines += [f"  {said_again(s, coded(s), lang)}" for s in n.said]
        lines += ["  " + say("notice_left", {}, lang) + f" {said_again(s, coded(s), lang)}" for s in n.not_understood]
    return "\n".join(lines)


def _area_line(area: Area, lang: str) -> str:
    points = ", ".join(f"{a:.5f} {b:.5f}" for a, b in area.corners[:8]) + (" ..." if len(area.corners) > 8 else "")
    if area.radius is not None:
        return "  " + say(
            "notice_circle", {"area": spoken(area.name), "radius": area.radius / 1000, "points": points}, lang
        )
    return "  " + say("notice_polygon", {"area": spoken(area.name), "count": len(area.corners), "points": points}, lang)


def _ring(area: Area) -> list[list[float]]:
    if area.radius is None:
        ring = [[b, a] for a, b in area.corners]
        return [*ring, ring[0]]
    from geographiclib.geodesic import Geodesic

    latitude, longitude = area.corners[0]
    ends = [Geodesic.WGS84.Direct(latitude, longitude, -360.0 * k / _POINTS, area.radius) for k in range(_POINTS)]
    ring = [[_within(float(e["lon2"])), float(e["lat2"])] for e in ends]
    return [*ring, ring[0]]


def _within(longitude: float) -> float:
    return longitude - 360.0 * math.floor((longitude + 180.0) / 360.0)
