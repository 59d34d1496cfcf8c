"""Everything that is known and computed of an event, as plain data: event.json."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from luncur import __version__
from luncur.event.arcs import arcs, track_speeds
from luncur.event.consistency import consistency
from luncur.event.findings import LEVELS, Finding, label
from luncur.event.load import LISTS, origin_of
from luncur.event.model import Area, Event
from luncur.event.pieces import Flown, fly_pieces, pieces
from luncur.event.places import Origin, parse_relative
from luncur.event.regions import Region, outline, region_of
from luncur.event.rows import LANGUAGES, fact_row, relative_text
from luncur.event.timing import timing
from luncur.event.verdicts import Placed, edges_of, place_reports, verdicts
from luncur.event.words import kilometres, place, say, text
from luncur.places.zones.claims import features
from luncur.places.zones.names import state_name
from luncur.places.zones.text import answer_text

SCHEMA = "luncur-event-result/1"


def compare_event(event: Event) -> dict[str, Any]:
    """Positions, waters, areas and every comparison of an event; distances in m, angles in deg, texts in both languages."""
    regions = {r.id: region for r in event.reports if (region := region_of(event, r)) is not None}
    placed = place_reports(event, regions)
    flown = fly_pieces(event, regions)
    found = [
        *consistency(event, regions), *timing(event), *verdicts(event, placed), *arcs(event, regions),
        *track_speeds(event, regions), *pieces(event, flown),
    ]  # fmt: skip
    found.sort(key=lambda f: LEVELS.index(f.level))
    site = event.site
    return {
        "schema": SCHEMA,
        "event": event.name,
        "title": _words(event.title),
        "kind": event.kind,
        "about": _words(event.about) if event.about else None,
        "zone": event.zone,
        "site": {"name": _words(site.name), **_at(site.at.latitude, site.at.longitude)} if site else None,
        "breakup": _at(event.breakup.at.latitude, event.breakup.at.longitude) if event.breakup else None,
        "facts": [{"table": _table(event, f), **fact_row(event, f)} for f in event.facts],
        "positions": [_position(p) for p in placed.values()],
        "areas": [_area(event, a) for a in event.areas],
        "pieces": [_piece(f) for f in flown],
        "findings": [_finding(f, event) for f in found],
        "counts": {level: sum(f.level == level for f in found) for level in LEVELS},
        "taken": {lang: _taken(event, found, lang) for lang in LANGUAGES},
        "legal": "computed, not legal",
        "provenance": {"luncur": __version__},
    }


def _words(words: Any) -> dict[str, str]:
    return {"en": words.en, "id": words.id}


def _at(latitude: float, longitude: float) -> dict[str, float]:
    return {"latitude_deg": round(math.degrees(latitude), 6), "longitude_deg": round(math.degrees(longitude), 6)}


def _ring(points: list[tuple[float, float]]) -> list[list[float]]:
    """A closed ring of longitude, latitude [deg], as GeoJSON has it, counter-clockwise."""
    ring = [[round(math.degrees(b), 6), round(math.degrees(a), 6)] for a, b in points]
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])
    turn = sum(((b[0] - a[0] + 180) % 360 - 180) * (b[1] + a[1] - 2 * ring[0][1]) for a, b in pairwise(ring))
    return ring[::-1] if turn > 0 else ring


def _table(event: Event, fact: Any) -> str:
    return next((table for table, field in LISTS.items() if fact in getattr(event, field)), type(fact).__name__.lower())


def _position(one: Placed) -> dict[str, Any]:
    region = one.region
    return {
        "report": one.report.id,
        "label": label(one.report),
        "how": region.how,
        "how_text": {lang: _how(one, lang) for lang in LANGUAGES},
        **_at(region.latitude, region.longitude),
        "place": {lang: _place(region, lang) for lang in LANGUAGES},
        "radius_m": round(region.radius, 1),
        "outline": _ring(outline(region)),
        "waters": {
            "decided": one.waters.decided,
            "possible": [{"zone": z, "state": s} for z, s in one.waters.possible],
            "text": {lang: _waters(one, lang) for lang in LANGUAGES},
            "best": one.waters.best.record(),
        },
        "coasts": {lang: _coasts(one, lang) for lang in LANGUAGES},
        "areas": [{"area": a, "verdict": v, "edge_distance_m": round(d, 1)} for a, (v, d) in one.areas.items()],
    }


def _how(one: Placed, lang: str) -> str:
    words = relative_text(one.report.relative, lang) if one.report.relative else ""
    return text(f"how_{one.region.how}", lang).format(words=words)


def _place(region: Region, lang: str) -> str:
    shown = place(math.degrees(region.latitude), math.degrees(region.longitude), lang)
    return text("place_somewhere", lang).format(place=shown) if region.along else shown


def _waters(one: Placed, lang: str) -> list[str]:
    """Zone verdict in words: the answer, or what it may be."""
    best, possible = one.waters.best, one.waters.possible
    names = ", ".join(features()[f].name[lang] for f in one.waters.doubtful)
    doubt = text("waters_depends", lang).format(names=names) if names else text("waters_a_feature", lang)
    named = [doubt if a[0] == "depends" else answer_text(a, lang) for a in possible]
    edge = text("edge_of_zone", lang).format(distance=kilometres(best.edge_distance, lang))
    if len(possible) == 1:
        return named if possible[0][0] == "land" or one.region.along else [named[0], edge]
    if one.region.along:
        return [text("waters_somewhere", lang).format(answers="; ".join(named))]
    out = [text("waters_all", lang).format(answers="; ".join(named))]
    if best.status == "decided":
        out.append(text("waters_best", lang).format(answer=f"{answer_text(best.possible[0], lang)}, {edge}"))
    return out


def _coasts(one: Placed, lang: str) -> list[str]:
    if one.region.along or (one.waters.best.possible[:1] and one.waters.best.possible[0][0] == "land"):
        return []  # the middle of many points has no coast of its own; on land a coast tells nothing of the waters
    out = []
    for c in one.waters.best.nearest[:3]:
        name = features()[c.key.feature].name[lang] if c.key.feature else state_name(c.key.state, lang)
        out.append(f"{name} {kilometres(c.distance, lang)}")
    return out


def _area(event: Event, area: Area) -> dict[str, Any]:
    edge = edges_of(event).get(area.id)
    return {
        "id": area.id,
        "name": _words(area.name),
        "vertices": _ring(list(edge.vertices)) if edge else None,
        "windows": [{"start": start.isoformat(), "end": end.isoformat()} for start, end in area.spans],
        "source": area.source,
        "confidence": area.confidence,
    }


def _piece(one: Flown) -> dict[str, Any]:
    return {
        "report": one.report.id,
        "ballistic_coefficient_kg_m2": list(one.report.ballistic_coefficient or ()),
        "found_m": round(one.found, 1),
        "nearest_m": round(one.nearest, 1),
        "farthest_m": round(one.farthest, 1),
        "falls": [_at(*p) for p in one.lines],
    }


def _finding(one: Finding, event: Event) -> dict[str, Any]:
    return {
        "code": one.code,
        "level": one.level,
        "facts": list(one.facts),
        "values": one.values,
        "text": {lang: say(one, lang, event.clock) for lang in LANGUAGES},
    }


def _taken(event: Event, found: list[Finding], lang: str) -> list[str]:
    """How words and figures were read, and with which places."""
    out = [text("taken_rounding", lang), text("taken_direction", lang)]
    origins: dict[str, Origin] = {}
    said = [r.relative for r in event.reports if r.relative] + [w for a in event.areas for w in a.relative]
    for words in said:
        origin = parse_relative(words, "", "").origin
        origins[origin.en] = origin
    for report in event.reports:
        if report.range_from is not None:
            origin = origin_of(event, report)
            origins[origin.en] = origin
    for origin in origins.values():
        shown = text("taken_place", lang)
        out.append(
            shown.format(name=origin.words[lang], source=origin.source[lang], extent=kilometres(origin.extent, lang))
        )
    out.append(text("taken_coast", lang))
    if not event.unpowered:
        out.append(text("taken_disputed" if event.kind == "disputed" else "taken_weapon", lang))
    elif any(f.code.startswith("arc_") for f in found):
        out.append(text("taken_arc", lang))
    if event.breakup is not None:
        out.append(text("taken_fall", lang))
    return out
