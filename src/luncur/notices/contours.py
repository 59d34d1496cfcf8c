"""Areas of a result folder as contours to be closed, each with the last moment at which debris reaches it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.affinity import translate
from shapely.geometry import Polygon, shape

from luncur.errors import InputError
from luncur.files import open_ordinary
from luncur.places.ground_cover import is_land
from luncur.sentences import Sentence

MOST = 200_000_000  # bytes of a file of the folder
SEA, AIR, DROP = "ship hazard area", "aircraft hazard area", "drop region"
_JOIN = 1e-6  # a tenth of a metre [deg], by which the halves of a cut area are made to meet


@dataclass(frozen=True)
class Contour:
    """An area to close: longitude and latitude [deg] in one piece; last: seconds after lift-off that debris reaches it."""

    kind: str
    name: str
    outline: Polygon
    last: float | None


@dataclass(frozen=True)
class Closures:
    """What a folder says to close at sea and in the air, its launch time, and what cannot be put into a notice and why."""

    mission: str
    launch_time: datetime | None
    sea: tuple[Contour, ...]
    air: tuple[Contour, ...]
    left_out: tuple[str, ...]


def closures(folder: Path) -> Closures:
    """Read ``areas.geojson`` and ``summary.json``; InputError when they are missing or not as luncur wrote them.

    A drop region that lies inside a hazard area for ships is closed with it and makes no area of its own; one on land is
    no matter for ships.
    """
    areas, summary = _json(folder / "areas.geojson"), _json(folder / "summary.json")
    try:
        falls = {d["body"]: d["time_s"] for d in summary.get("drops") or ()}
        when = summary.get("launch_time")
        launch = datetime.fromisoformat(when) if when else None
        made: list[Contour] = []
        left: list[str] = []
        for feature in areas["features"]:
            kind, name = feature["properties"].get("kind"), str(feature["properties"].get("body"))
            if kind not in (SEA, AIR, DROP):
                continue
            outline = _outline(feature["geometry"])
            if outline is None:
                left.append(Sentence("notice_polar", area=name))
                continue
            last = feature["properties"].get("time_end_s", falls.get(name) if kind == DROP else None)
            made.append(Contour(kind, name, outline, None if last is None else float(last)))
        mission = str(summary["mission"])
    except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError):
        raise InputError(str(folder), "", None, "a result folder with areas as luncur wrote them") from None
    ships = [c for c in made if c.kind == SEA]
    drops = [c for c in made if c.kind == DROP and not any(_inside(c.outline, s.outline) for s in ships)]
    left += [Sentence("notice_land", area=c.name) for c in drops if _on_land(c.outline)]
    drops = [c for c in drops if not _on_land(c.outline)]
    air = tuple(c for c in made if c.kind == AIR)
    return Closures(mission, launch, (*ships, *drops), air, tuple(left))


def _json(path: Path) -> Any:
    with open_ordinary(path, "a file of a result folder", MOST) as stream:
        try:
            return json.loads(stream.read())
        except (OSError, ValueError, RecursionError):
            raise InputError(str(path), "", None, "JSON as luncur wrote it") from None


def _outline(geometry: dict[str, Any]) -> Polygon | None:
    """One polygon, put together again where it was cut at the antimeridian; None when a pole lies in it or near it."""
    made = shape(geometry)
    pieces = [Polygon(p.exterior) for p in getattr(made, "geoms", [made])]
    if not all(np.isfinite(shapely.get_coordinates(p)).all() for p in pieces) or not pieces:
        raise ValueError("coordinates that are no numbers")
    if len(pieces) > 1:
        pieces = [translate(p, xoff=360.0) if p.bounds[0] < 0 and p.bounds[2] <= 0 else p for p in pieces]
        joined = shapely.union_all([p.buffer(_JOIN, join_style="mitre") for p in pieces])
    else:
        joined = pieces[0] if pieces[0].is_valid else pieces[0].buffer(0)
    west, south, east, north = joined.bounds
    if not isinstance(joined, Polygon) or joined.is_empty:
        raise ValueError("not one area")
    return None if east - west > 180 or max(-south, north) > 88.5 else Polygon(joined.exterior)


def _on_land(outline: Polygon) -> bool:
    """Whether every corner lies on land, by cells of 0.1 deg."""
    longitude, latitude = np.radians(np.array(outline.exterior.coords)).T
    return bool(is_land(latitude, longitude).all())


def _inside(a: Polygon, b: Polygon) -> bool:
    return any(translate(b, xoff=360.0 * k).covers(a) for k in (-1, 0, 1))
