"""The world map of an orbit study: ground track of the first day, what is seen, places and regions, day and night."""

from __future__ import annotations

import json
import math
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_sun import below_the_sun
from luncur.orbit.out.page_svg import NARROW, Box, Form, beside, fitting, in_both, svg
from luncur.orbit.out.page_words import Record, rows_of, texts

_LAND = 0.7  # points of a coast nearer to each other are left out [px]
MOST_NAMED = 12
SHAPES = {"region": "region", "footprint": "footprint", "ground track": "track", "access": "access"}
MOST_POINTS = 4000  # of regions that are drawn


def read_features(folder: Path) -> list[Record]:
    """Features of ground-track.geojson; empty where there is no such file.  Raises ValueError for one that is none."""
    path = folder / "ground-track.geojson"
    if not path.exists():
        return []
    return rows_of(json.loads(path.read_text(encoding="utf-8")), "features")


def world_map(features: list[Record], epoch: datetime | None, lang: str) -> str:
    """The Earth in equal degrees, a drawing for wide pages and one for phones; empty without a ground track."""
    if not any(_kind(f) == "ground track" for f in features):
        return ""
    return in_both(lambda form: _sheet(features, epoch, form, lang))


def kinds_shown(features: list[Record]) -> set[str]:
    return {_kind(f) for f in features}


def _kind(feature: Record) -> str:
    return str(w.find(feature, "properties", "kind"))


def _sheet(features: list[Record], epoch: datetime | None, form: Form, lang: str) -> str:
    height = form.width / 2
    out = ['<rect class="sea" width="100%" height="100%"/>', f'<path class="coast" d="{_coasts(form)}"/>']
    out.append(f'<path class="graticule" d="{_graticule(form)}"/>')
    if epoch is not None:
        out.append(f'<path class="night" d="{_night(epoch, form)}"/>')
    out += _points(features, form)
    for kind, cls in SHAPES.items():
        rows = [f for f in features if _kind(f) == kind]
        bold = _first_round(rows) if kind == "ground track" else 0
        for number, feature in enumerate(rows):
            first = " first" if number < bold else ""
            out.append(_shape(feature.get("geometry"), f"{cls}{first}", form))
    out += _marks(features, form, lang)
    return svg(form, height, texts(lang)["map"], out, "map world")


def _first_round(rows: list[Record]) -> int:
    """How many pieces of the track make up the first round: two where it begins with less than half of one."""
    sizes = [sum(len(part) for part in w.find(row, "geometry", "coordinates") or []) for row in rows[:2]]
    return 2 if len(sizes) == 2 and sizes[0] < 0.5 * sizes[1] else 1


def _x(longitude: float, form: Form) -> float:
    return (longitude + 180.0) / 360.0 * form.width


def _y(latitude: float, form: Form) -> float:
    return (90.0 - latitude) / 360.0 * form.width


def _path(points: Any, form: Form, closed: bool = False, apart: float = 0.0) -> str:
    """SVG path over longitudes and latitudes [deg]; it does not run across the sheet at the antimeridian."""
    out: list[str] = []
    last = (math.inf, math.inf)
    for longitude, latitude in points:
        x, y = _x(longitude, form), _y(latitude, form)
        jump = abs(x - last[0]) > form.width / 2
        if not jump and abs(x - last[0]) + abs(y - last[1]) < apart:
            continue
        out.append(f"{'M' if jump and (not closed or not out) else 'L'}{x:.1f} {y:.1f}")
        last = (x, y)
    return "".join(out) + ("Z" if closed and out else "")


@cache
def _coasts(form: Form) -> str:
    from luncur.places import coast

    apart = _LAND if form is not NARROW else 1.2
    return "".join(_path(part[:, ::-1].astype(float), form, apart=apart) for part in coast())


def _graticule(form: Form) -> str:
    across = "".join(f"M0 {_y(b, form):.1f}H{form.width:.0f}" for b in (-60, -30, 0, 30, 60))
    return across + "".join(f"M{_x(c, form):.1f} 0V{form.width / 2:.0f}" for c in range(-150, 180, 30))


def _night(epoch: datetime, form: Form) -> str:
    """The dark half of the Earth at the epoch, closed by the pole that has night."""
    north, east = (float(v) for v in below_the_sun(epoch, 0.0))
    north = math.copysign(max(abs(north), 1e-4), north)  # at the equinox the edge runs along meridians
    longitude = np.linspace(-180.0, 180.0, 181)
    latitude = np.degrees(np.arctan(-np.cos(np.radians(longitude) - east) / math.tan(north)))
    pole = -90.0 if north > 0 else 90.0
    edge = [*zip(longitude.tolist(), latitude.tolist(), strict=True), (180.0, pole), (-180.0, pole)]
    return _path(edge, form, closed=True)


def _shape(geometry: Any, cls: str, form: Form) -> str:
    """Lines, areas or a point of GeoJSON; nothing for what is no geometry."""
    kind, at = w.find(geometry, "type"), w.find(geometry, "coordinates")
    if not at:
        return ""
    if kind == "Point":
        return f'<circle class="{cls}" cx="{_x(at[0], form):.1f}" cy="{_y(at[1], form):.1f}" r="3"/>'
    lines = {"LineString": [at], "MultiLineString": at}.get(str(kind))
    if lines is not None:
        return f'<path class="{cls} line" d="{"".join(_path(part, form, apart=0.5) for part in lines)}"/>'
    areas = {"Polygon": [at], "MultiPolygon": at}.get(str(kind), [])
    rings = "".join(_path(ring, form, closed=True, apart=0.5) for area in areas for ring in area)
    return f'<path class="{cls}" d="{rings}"/>' if rings else ""


def _points(features: list[Record], form: Form) -> list[str]:
    """Points of regions, those that were seen and those that were not, as dots; each once, however many sensors see it."""
    seen: dict[tuple[float, float], bool] = {}
    for feature in features:
        at = w.find(feature, "geometry", "coordinates")
        if _kind(feature) == "region point" and at:
            key = (at[0], at[1])
            seen[key] = seen.get(key, False) or bool(w.find(feature, "properties", "accesses"))
    every = max(1, -(-len(seen) // MOST_POINTS))
    out = []
    for cls, wanted in (("points missed", False), ("points", True)):
        dots = [key for key, found in list(seen.items())[::every] if found is wanted]
        if dots:
            path = "".join(f"M{_x(c, form):.1f} {_y(b, form):.1f}h0" for c, b in dots)
            out.append(f'<path class="{cls}" d="{path}"/>')
    return out


def _marks(features: list[Record], form: Form, lang: str) -> list[str]:
    """Places with their names, and where the track begins."""
    taken: list[Box] = []
    out = []
    start = _start(features)
    marks = [] if start is None else [(start, texts(lang)["map_start"], "start")]
    places = [f for f in features if _kind(f) == "place" and w.find(f, "geometry", "coordinates")]
    marks += [
        (f["geometry"]["coordinates"], w.name(w.find(f, "properties", "name") or "", lang), "place") for f in places
    ]
    points = [(_x(at[0], form), _y(at[1], form)) for at, _, _ in marks]
    taken += [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    for number, ((_, name, cls), (x, y)) in enumerate(zip(marks, points, strict=True)):
        said = ""
        for room in (0.95, 0.45):  # the whole name where there is a free place for it, else what fits
            if not said and number <= MOST_NAMED:
                said = beside(x, y, fitting(name, room * form.width), taken, form.width, form.width / 2)
        out.append(f'<g class="{cls}"><circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>{said}</g>')
    return out


def _start(features: list[Record]) -> Any:
    """Longitude and latitude of the first point of the first revolution."""
    for feature in features:
        if _kind(feature) == "ground track":
            at = w.find(feature, "geometry", "coordinates") or []
            while at and isinstance(at[0], list):
                at = at[0]
            return at or None
    return None
