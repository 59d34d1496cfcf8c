"""Which maps the page shows, how far they reach, and their legend."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from luncur.export.globe import outer_rings
from luncur.export.map_svg import AREA_CLASSES, NARROW, WIDE, flight_map
from luncur.export.numbers import one_in
from luncur.export.texts import texts
from luncur.sentences import word

_CLOSED = ("ship hazard area", "aircraft hazard area", "individual risk area", "evacuated area", "controlled area")
PAD = 100e3  # areas that lie within this range of the pad have a map of their own [m]
NEAR = 2.5e6  # drops within this range from the pad have a map of their own [m]


def legend(summary: dict[str, Any], areas: dict[str, Any], lang: str) -> list[tuple[str, str]]:
    """Class and text of every kind of area on the maps but drop regions, with the limit that it stands for."""
    t = texts(lang)
    limits = {f["properties"]["kind"]: f["properties"].get("probability") for f in areas["features"]}
    return [
        (cls, t["legend_" + kind.replace(" ", "_")].format(limit=one_in(limits[kind], lang)))
        for kind, cls in AREA_CLASSES.items()
        if kind in limits and kind != "drop region"
    ]


def page_maps(
    summary: dict[str, Any], flight: dict[str, Any], areas: dict[str, Any], impacts: Any, lang: str
) -> list[tuple[str, str]]:
    """Title and drawings of each map: around the pad, from the pad to the near drops, and the whole flight."""
    t = texts(lang)
    drops = [d for d in summary["drops"] if d["latitude_deg"] is not None]
    rings = [(f["properties"]["kind"], ring) for f in areas["features"] for ring in outer_rings(f["geometry"])]
    marks = [(d["latitude_deg"], d["longitude_deg"], word(d["body"], lang)) for d in drops]
    track = (flight["latitude"], flight["longitude"])
    trace = (flight["impact_latitude"], flight["impact_longitude"])
    pad = (float(track[0][0]), float(track[1][0]))

    def drawings(points: list[tuple[float, float]], title: str) -> tuple[str, str]:
        sheets = (WIDE, NARROW)
        at = middle(points)
        return title, "".join(
            flight_map(at, points, track, trace, marks, rings, impacts, title, sheet) for sheet in sheets
        )

    out = []
    around = [pad, *_around(areas, pad)]
    reach = max(_chord(pad, point) for point in around) * 6.371e6
    if any((d["range_m"] or 0.0) > 6 * reach > 0 for d in drops):  # else the next map shows it well
        out.append(drawings(around, t["map_pad"]))
    near = [d for d in drops if (d["range_m"] or math.inf) < NEAR]
    beyond = _beyond(trace, pad, near)
    for title, chosen in ((t["map_near"], near), (t["map_far"], drops)):
        far = title == t["map_far"]
        if not chosen or (far and len(chosen) == len(near) and not beyond):
            continue
        points = [pad, *((d["latitude_deg"], d["longitude_deg"]) for d in chosen), *(beyond if far else ())]
        out.append(drawings([*points, *_edges(areas, {d["body"] for d in chosen}, points)], title))
    return out or [drawings([pad, *((pad[0] + d, pad[1]) for d in (-4.0, 4.0))], t["map_far"])]


def _beyond(
    trace: tuple[np.ndarray, np.ndarray], pad: tuple[float, float], near: list[dict[str, Any]]
) -> list[tuple[float, float]]:
    """Points [deg] of the impact-point trace that a map of the near drops would not show; empty when it shows all."""
    shown = 1.3 * max((_chord(pad, (d["latitude_deg"], d["longitude_deg"])) for d in near), default=0.0)
    ok = np.flatnonzero(np.isfinite(trace[0]) & np.isfinite(trace[1]))
    points = [(float(trace[0][i]), float(trace[1][i])) for i in ok[:: max(1, len(ok) // 50)]]
    return points if near and any(_chord(pad, point) > shown for point in points) else []


def _edges(areas: dict[str, Any], bodies: set[str], points: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Corners [deg] of areas that a map shows whole: regions of its drops, and what is closed no farther out than these."""
    reach = 1.3 * max(_chord(points[0], p) for p in points) + 0.01
    for feature in areas["features"]:
        kind, rings = feature["properties"]["kind"], outer_rings(feature["geometry"])
        corners = [(y, x) for ring in rings for x, y in ring[:: max(1, len(ring) // 24)]]
        if kind == "drop region":
            shown = feature["properties"].get("body") in bodies
        else:
            shown = kind in _CLOSED and all(_chord(points[0], corner) < reach for corner in corners)
        if shown:
            yield from corners


def _around(areas: dict[str, Any], pad: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Corners [deg] of the areas about the pad."""
    for feature in areas["features"]:
        for ring in outer_rings(feature["geometry"]) if feature["properties"]["kind"] in _CLOSED else ():
            corners = [(y, x) for x, y in ring]
            if max(_chord(pad, corner) for corner in corners) < PAD / 6.371e6:
                yield from corners[:: max(1, len(corners) // 24)]


def _chord(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Chord between two points [deg] on the unit sphere; for short ways the angle [rad]."""
    return float(np.linalg.norm(_units([a])[0] - _units([b])[0]))


def _units(points: list[tuple[float, float]]) -> np.ndarray:
    a = np.radians(np.array(points))
    return np.stack([np.cos(a[:, 0]) * np.cos(a[:, 1]), np.cos(a[:, 0]) * np.sin(a[:, 1]), np.sin(a[:, 0])], axis=1)


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Latitude and longitude [deg] half way between the two points farthest apart."""
    v = _units(points)
    far = np.unravel_index(np.argmin(v @ v.T), (len(v), len(v)))
    half = v[far[0]] + v[far[1]]
    half /= np.linalg.norm(half)
    return math.degrees(math.asin(half[2])), math.degrees(math.atan2(half[1], half[0]))
