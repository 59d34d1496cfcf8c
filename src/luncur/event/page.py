"""report.html of an event: one self-contained page, English or Indonesian."""

from __future__ import annotations

from typing import Any

import numpy as np

from luncur.event.findings import LEVELS
from luncur.event.rows import dated
from luncur.event.words import kilometres, text
from luncur.export.map_svg import NARROW, WIDE, flight_map
from luncur.export.maps import middle
from luncur.export.template import style, template

Point = tuple[float, float]


def page(record: dict[str, Any], lang: str) -> str:
    """The page of an event's record."""
    return template("event.html.jinja").render(
        r=record, lang=lang, t=lambda key: text(key, lang), levels=LEVELS, dated=lambda row: dated(row, lang),
        km=lambda metres: kilometres(metres, lang), maps=maps(record, lang),
        style=style(),
    )  # fmt: skip


def maps(record: dict[str, Any], lang: str) -> list[tuple[str, str]]:
    """Title and drawings, for wide and narrow screens; none where no place is known."""
    marks = [(p["latitude_deg"], p["longitude_deg"], _short(record, p, lang)) for p in record["positions"]]
    if record["breakup"]:
        marks.append(
            (record["breakup"]["latitude_deg"], record["breakup"]["longitude_deg"], text("what_breakup", lang))
        )
    rings = [("controlled area", a["vertices"]) for a in record["areas"] if a["vertices"]]
    rings += [("drop region", p["outline"]) for p in record["positions"] if p["outline"]]
    site = record["site"]
    points: list[Point] = [(m[0], m[1]) for m in marks]
    points += [(y, x) for _, ring in rings for x, y in ring[:: max(1, len(ring) // 12)]]
    if site:
        points.append((site["latitude_deg"], site["longitude_deg"]))
    if not points:
        return []
    pad = np.array([site["latitude_deg"] if site else np.nan]), np.array([site["longitude_deg"] if site else np.nan])
    nothing = np.array([np.nan]), np.array([np.nan])
    at = middle(points)
    spread = [*points, *((points[0][0] + d, points[0][1]) for d in (-1.0, 1.0))]  # a single point is no map
    title = text("page_map", lang)
    drawn = "".join(flight_map(at, spread, pad, nothing, marks, rings, None, title, sheet) for sheet in (WIDE, NARROW))
    return [(title, drawn)]


def _short(record: dict[str, Any], position: dict[str, Any], lang: str) -> str:
    """A short name for the map: the body, else what happened."""
    fact = next(f for f in record["facts"] if f["id"] == position["report"])
    return str((fact["body"] or fact["name"])[lang])
