"""Positions against announced areas and zones, and what was computed against what was said."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from luncur.earth.geodesic import distance_and_azimuth
from luncur.event.area_places import area_regions, waters_of_area
from luncur.event.areas import Edge, edge_of, place_in, seen_from_site
from luncur.event.findings import Finding, label
from luncur.event.model import Area, Event, Outcome, Report
from luncur.event.regions import Region
from luncur.event.words import joined, kilometres, place, text
from luncur.event.zones import Waters, waters

AT_SEA = ("splashdown",)


@dataclass(frozen=True)
class Placed:
    """A report with where it lies: its region, its waters, and each area with vertices: verdict and distance to the edge [m]."""

    report: Report
    region: Region
    waters: Waters
    areas: dict[str, tuple[str, float]]


def place_reports(event: Event, regions: dict[str, Region]) -> dict[str, Placed]:
    """Waters and areas of every report that gives a position."""
    edges = edges_of(event)
    return {
        r.id: Placed(
            r, regions[r.id], waters(regions[r.id], r.what in AT_SEA),
            {name: place_in(edge, regions[r.id]) for name, edge in edges.items()},
        )
        for r in event.reports
        if r.id in regions
    }  # fmt: skip


def edges_of(event: Event) -> dict[str, Edge]:
    return {a.id: edge for a in event.areas if (edge := edge_of(a)) is not None}


def verdicts(event: Event, placed: dict[str, Placed]) -> Iterator[Finding]:
    """Areas as seen from the site, positions in or out of them, verdicts that were published."""
    yield from _areas(event)
    for one in placed.values():
        yield from _in_areas(event, one)
    for outcome in event.outcomes:
        if outcome.report is not None:
            yield from _published(event, outcome, placed.get(outcome.report))
    yield from _bearings(event)


def _areas(event: Event) -> Iterator[Finding]:
    for area in event.areas:
        edge = edge_of(area)
        if edge is None:
            yield Finding("area_without_vertices", "note", (area.id,), {"area": _words(area.name)})
            yield from _area_by_words(event, area)
            continue
        yield Finding("area_waters", "note", (area.id,), {"area": _words(area.name), "waters": waters_of_area(edge)})
        if edge.reordered:
            yield Finding("area_reordered", "note", (area.id,), {"area": _words(area.name)})
        seen = seen_from_site(event, edge)
        if seen is not None and event.site is not None:
            centre = distance_and_azimuth(event.site.at.latitude, event.site.at.longitude, *edge.centre())
            values = {
                "area": _words(area.name), "site": _words(event.site.name), "near_m": seen[0], "far_m": seen[1],
                "from_rad": seen[2], "to_rad": seen[3], "centre_m": centre[0], "centre_rad": centre[1],
            }  # fmt: skip
            yield Finding("area_from_site", "note", (area.id,), values)


def _area_by_words(event: Event, area: Area) -> Iterator[Finding]:
    """Where an area without corners is put by words, and whether two such places fit each other."""
    regions = area_regions(area)
    for words, region in regions:
        if event.site is None:
            continue
        distance, azimuth = distance_and_azimuth(
            event.site.at.latitude, event.site.at.longitude, region.latitude, region.longitude
        )
        shown = {
            lang: place(math.degrees(region.latitude), math.degrees(region.longitude), lang, 1) for lang in ("en", "id")
        }
        values = {
            "area": _words(area.name), "words": words, "place": shown, "site": _words(event.site.name),
            "distance_m": distance, "azimuth_rad": azimuth,
        }  # fmt: skip
        yield Finding("area_by_words_coast" if region.along else "area_by_words", "note", (area.id,), values)
    for (_, a), (_, b) in combinations(regions, 2):
        distance, _ = distance_and_azimuth(a.latitude, a.longitude, b.latitude, b.longitude)
        values = {"area": _words(area.name), "distance_m": distance, "slack_m": a.radius + b.radius}
        level = "agrees" if distance <= a.radius + b.radius else "contradicts"
        yield Finding("area_words_apart", level, (area.id,), values)


def _by_words(
    event: Event, outcome: Outcome, one: Placed, facts: tuple[str, ...], values: dict[str, Any]
) -> Iterator[Finding]:
    """A verdict on an area without corners: only how far its place by words lies."""
    area = next(a for a in event.areas if a.id == outcome.area)
    regions = [] if one.region.along else area_regions(area)
    apart = [
        (words, distance_and_azimuth(one.region.latitude, one.region.longitude, r.latitude, r.longitude)[0])
        for words, r in regions
    ]
    if apart:
        places = {
            lang: joined(
                [text("place_apart", lang).format(words=w[lang], distance=kilometres(d, lang)) for w, d in apart], lang
            )
            for lang in ("en", "id")
        }
        yield Finding(
            "said_near_words", "note", facts, {**values, "places": places, "distance_m": min(d for _, d in apart)}
        )
    else:
        yield Finding("said_no_vertices", "note", facts, values)


def _in_areas(event: Event, one: Placed) -> Iterator[Finding]:
    """Each area that holds or may hold a position; else the nearest of all."""
    if not one.areas:
        return
    names = {a.id: _words(a.name) for a in event.areas}
    shown = {a: v for a, v in one.areas.items() if v[0] != "outside"}
    if not shown:
        nearest = min(one.areas, key=lambda a: one.areas[a][1])
        shown = {nearest: one.areas[nearest]}
    for area, (where, distance) in shown.items():
        values = {"report": label(one.report), "area": names[area], "edge_m": distance, "radius_m": one.region.radius}
        code = f"area_{where}" if where != "outside" else "area_outside_all"
        yield Finding(code, "undecided" if where == "undecided" else "note", (one.report.id, area), values)


def _published(event: Event, outcome: Outcome, one: Placed | None) -> Iterator[Finding]:
    """What was said of a position against what is computed for it."""
    facts = tuple(f for f in (outcome.id, outcome.report, outcome.area) if f)
    said = {"by": _words(outcome.by), "report": label(next(r for r in event.reports if r.id == outcome.report))}
    kind = "area" if outcome.area is not None else "zone"
    what = of_outcome(event, outcome)
    key = f"said_{'in' if outcome.inside else 'out'}_{kind}"
    values = {**said, "claim": {lang: text(key, lang).format(what=what[lang]) for lang in ("en", "id")}}
    if one is None:
        yield Finding("said_no_position", "note", facts, values)
        return
    if outcome.area is not None:
        if outcome.area not in one.areas:
            yield from _by_words(event, outcome, one, facts, values)
            return
        where, edge = one.areas[outcome.area]
        found = None if where == "undecided" else where == "inside"
        likely = None  # the area's own sentence says how far the edge is
    else:
        assert outcome.zone_of is not None
        found = one.waters.inside(outcome.zone_of)
        likely, edge = one.waters.best_inside(outcome.zone_of), one.waters.best.edge_distance
    if found is None:
        code = "said_undecided"
        if likely is not None and not one.region.along:
            code = "said_undecided_fits" if likely == outcome.inside else "said_undecided_misfits"
        yield Finding(code, "undecided", facts, {**values, "radius_m": one.region.radius, "edge_m": edge})
        return
    agrees = found == outcome.inside
    yield Finding("said_agrees" if agrees else "said_contradicts", "agrees" if agrees else "contradicts", facts, values)


def of_outcome(event: Event, outcome: Outcome) -> dict[str, str]:
    """The area or state that a verdict is about, by name."""
    from luncur.places.zones.names import state_name

    if outcome.area is not None:
        return _words(next(a.name for a in event.areas if a.id == outcome.area))
    return {lang: state_name(outcome.zone_of, lang) for lang in ("en", "id")}


def _bearings(event: Event) -> Iterator[Finding]:
    """Stated bearings from the site against the bearings of announced areas."""
    for report in event.reports:
        if report.bearing is None or report.range_from is not None:
            continue
        turn = report.bearing_uncertainty if report.bearing_uncertainty is not None else report.bearing.rounding
        for area in event.areas:
            edge = edge_of(area)
            seen = seen_from_site(event, edge) if edge is not None else None
            if seen is None:
                continue
            middle, half = (seen[2] + seen[3]) / 2, (seen[3] - seen[2]) / 2
            off = abs(math.remainder(report.bearing.value - middle, 2 * math.pi))
            code = "bearing_in_area" if off <= half + turn else "bearing_off_area"
            level = "agrees" if off <= half + turn else "note"
            values = {
                "report": label(report), "area": _words(area.name), "stated_rad": report.bearing.value, "from_rad": seen[2],
                "to_rad": seen[3],
            }  # fmt: skip
            yield Finding(code, level, (report.id, area.id), values)


def _words(words: object) -> dict[str, str]:
    return {"en": words.en, "id": words.id}  # type: ignore[attr-defined]
