"""Where announced areas lie: by words where their corners are not public, and in whose waters where they are."""

from __future__ import annotations

import math

import numpy as np
from shapely import Point, Polygon

from luncur.earth.geodesic import destination
from luncur.event.areas import Edge
from luncur.event.model import Area
from luncur.event.places import parse_relative
from luncur.event.regions import Region, planar, relative_region
from luncur.event.rows import relative_text
from luncur.event.words import text
from luncur.places.zones import fine_coast, zone
from luncur.places.zones.claims import features
from luncur.places.zones.text import answer_text

_MESH = 12  # points across an area, each way


def area_regions(area: Area) -> list[tuple[dict[str, str], Region]]:
    """Every place that an area is put at by words, with the words in both languages."""
    return [
        ({lang: relative_text(words, lang) for lang in ("en", "id")}, relative_region(parse_relative(words, "", "")))
        for words in area.relative
    ]


def waters_of_area(edge: Edge) -> dict[str, str]:
    """Zones of points over an area and along its sides, in both languages."""
    points = _mesh(edge)
    many = zone([p[0] for p in points], [p[1] for p in points])
    keys = fine_coast().keys
    found: dict[tuple[str, str], None] = {}
    for z, s, d, n in zip(many.zone, many.state, many.depends, many.nearest, strict=True):
        found[("depends", keys[int(n)].feature) if d else (str(z), str(s))] = None
    return {lang: "; ".join(_answer(a, lang) for a in found) for lang in ("en", "id")}


def _answer(answer: tuple[str, str], lang: str) -> str:
    if answer[0] != "depends":
        return answer_text((answer[0], answer[1] or None), lang)
    if not answer[1]:
        return text("waters_a_feature", lang)
    return text("waters_depends", lang).format(names=features()[answer[1]].name[lang])


def _mesh(edge: Edge) -> list[tuple[float, float]]:
    """Points [rad] over an area and along its sides."""
    middle = Region(*edge.centre(), (), 0.0, "", False)
    sides = edge.sides()
    ring = Polygon(planar(middle, sides))
    low_x, low_y, high_x, high_y = ring.bounds
    inside = [
        destination(middle.latitude, middle.longitude, math.atan2(x, y), math.hypot(x, y))
        for x in np.linspace(low_x, high_x, _MESH).tolist()
        for y in np.linspace(low_y, high_y, _MESH).tolist()
        if ring.contains(Point(x, y))
    ]
    return [*inside, *sides]
