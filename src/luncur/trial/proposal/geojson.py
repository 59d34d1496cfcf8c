"""A proposal as GeoJSON: lines, gates, traces, and the places that remain inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.areas.outline import ring_geometry
from luncur.earth.constants import MEAN_RADIUS
from luncur.termination.rule_table import unit_vectors
from luncur.trial.proposal.people import Town
from luncur.trial.proposal.propose import Proposal
from luncur.trial.proposal.words import assumptions

Floats = NDArray[np.float64]
DENSE = 20e3  # between points of a great circle, which a map reader draws straight in latitude and longitude [m]


def proposal_geojson(p: Proposal) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946); ``kind`` tells what a feature is, ``assumed`` of the collection what it rests on."""
    return {
        "type": "FeatureCollection",
        "mission": p.mission.name,
        "seed": p.seed,
        "assumed": list(assumptions(p)),
        "features": list(_features(p)),
    }


def _features(p: Proposal) -> Iterator[dict[str, Any]]:
    yield _feature("impact limit line", _area(p.lines.ring), name="impact limit line", end_s=round(p.end[0], 1))
    for i, gate in enumerate(p.lines.gates, 1):
        named = {"name": f"gate {i}", "people_beyond": _two_digits(gate.people)}
        yield _feature("gate", _area(gate.opening), **named)
        yield _feature("area before a gate", _area(gate.before), **{**named, "name": f"before overflight {i}"})
    trace = p.flown.trace
    s = np.append(np.arange(0.0, trace.length, DENSE), trace.length)
    yield _feature("nominal impact-point trace", _line(*trace.place(s, np.zeros_like(s))))
    widths, edge = p.lines.widths, p.lines.normal.edge
    for c, (side, sign) in enumerate((("left", 1.0), ("right", -1.0))):
        yield _feature("edge of normal flights", _line(*trace.place(widths.station, sign * edge[:, c])), side=side)
        reach = widths.width[:, c] + widths.reserve
        yield _feature("reach beyond the line", _line(*trace.place(widths.station, sign * reach)), side=side)
    for where, towns in (("inside", p.overflown.towns_inside), ("within reach", p.overflown.towns_within_reach)):
        for town in towns:
            yield _town(town, where)
    for where, cells in (("inside", p.overflown.inside), ("within reach", p.overflown.within_reach)):
        for a, b, n in zip(cells.latitude.tolist(), cells.longitude.tolist(), cells.people.tolist(), strict=True):
            yield _feature("populated cell", _point(a, b), where=where, people=_two_digits(n), model=p.overflown.model)


def _feature(kind: str, geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"kind": kind, **properties}, "geometry": geometry}


def _town(town: Town, where: str) -> dict[str, Any]:
    return _feature(
        "town", _point(town.latitude, town.longitude), where=where, name=town.name, country=town.country, people=town.people,
        along_km=round(town.along / 1e3, 1), left_km=round(town.left / 1e3, 1),
    )  # fmt: skip


def _point(latitude: float, longitude: float) -> dict[str, Any]:
    return {
        "type": "Point",
        "coordinates": [round(float(np.degrees(longitude)), 4), round(float(np.degrees(latitude)), 4)],
    }


def _area(ring: Floats) -> dict[str, Any]:
    """A polygon, its great circles in points, cut at the antimeridian."""
    latitude, longitude = dense(ring[::-1])
    return ring_geometry(latitude, longitude)


def dense(ring: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude [rad] along the great circles of a closed ring of corners [n, 2] [rad], the first repeated last."""
    v = unit_vectors(ring)
    out = []
    for a, b in zip(v, np.roll(v, -1, axis=0), strict=True):
        n = max(1, int(np.ceil(np.linalg.norm(b - a) * MEAN_RADIUS / DENSE)))
        f = np.arange(n)[:, None] / n
        out.append(a * (1 - f) + b * f)  # the chord, which lies on the great circle once it has its length
    p = np.concatenate([*out, v[:1]])
    p /= np.linalg.norm(p, axis=1)[:, None]
    return np.arcsin(np.clip(p[:, 2], -1, 1)), np.arctan2(p[:, 1], p[:, 0])


def _line(latitude: Floats, longitude: Floats) -> dict[str, Any]:
    """A line, broken where it crosses the antimeridian."""
    points = np.degrees(np.stack([longitude, latitude], axis=1)).round(5)
    breaks = np.flatnonzero(np.abs(np.diff(points[:, 0])) > 180.0) + 1
    parts = [part.tolist() for part in np.split(points, breaks) if len(part) > 1]
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def _two_digits(people: float) -> float:
    return float(f"{people:.2g}")
