"""What of an orbit study is only assumed, as its file marks it, and what therefore is an example and no forecast."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_parts import Part, note
from luncur.orbit.out.page_words import Record, find, texts
from luncur.sentences import localised

# Figures that decide when the satellite is where.
TIMING = ("epoch", "local_time_of_ascending_node", "raan", "argument_of_perigee", "true_anomaly", "mean_anomaly")
_CODES = ("orbit_estimate", "orbit_estimate_noted", "orbit_unconfirmed", "orbit_unconfirmed_noted")


def figures_assumed(summary: Record) -> list[str]:
    """Fields of the file that it marks as estimates or as not confirmed: ``orbit.raan``, ``spacecraft.mass``."""
    rows = find(summary, "assumed_coded")
    rows = rows if isinstance(rows, list) else []
    fields = [find(row, "values", "what") for row in rows if find(row, "code") in _CODES]
    return [field for field in fields if isinstance(field, str)]


def in_words(record: Any, lang: str) -> Any:
    """The code of a sentence about a figure that is assumed, with the figure and its value as people write them."""
    field, value = find(record, "values", "what"), find(record, "values", "value")
    if find(record, "code") not in _CODES or not isinstance(field, str):
        return record
    _, _, rest = field.partition(".")
    item, _, last = rest.rpartition(".")
    known = texts(lang).get(f"figure_{last}")
    if known is None:
        return record
    what = f"{w.name(item, lang)}: {known}" if item else known
    return {**record, "values": {**record["values"], "what": what, "value": localised(str(value), lang)}}


def named(fields: list[str], lang: str) -> str:
    """Fields as people call them, each once; those without a name of their own by that of their table."""
    t, out = texts(lang), []
    for field in fields:
        table, _, last = field.partition(".")
        key = f"figure_{table}" if f"figure_{table}" in t else f"figure_{last}"
        if key in t:
            out.append(t[key])
    return ", ".join(dict.fromkeys(out))


def timing_assumed(summary: Record) -> list[str]:
    """Fields of the orbit that are assumed and decide when the satellite is where."""
    return [f for f in figures_assumed(summary) if f.partition(".")[0] == "orbit" and f.partition(".")[2] in TIMING]


def is_example(summary: Record) -> bool:
    """Whether times of day are an example: the place in the orbit is assumed, or the launch is a computed one."""
    return bool(timing_assumed(summary)) or find(summary, "source", "kind") == "mission"


def example_note(summary: Record, lang: str) -> Part | None:
    """That a drawing is an example, where it is."""
    key = "timing_note" if timing_assumed(summary) else "timing_mission_note" if is_example(summary) else None
    return note(texts(lang)[key]) if key else None


def area_assumed(summary: Record) -> bool:
    """Whether the area dangerous to people is marked as an estimate."""
    return "spacecraft.casualty_area" in figures_assumed(summary)


def made_at(summary: Record) -> datetime | None:
    """When the study was made (UTC); None where it does not say."""
    try:
        at = datetime.fromisoformat(str(find(summary, "provenance", "made")))
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
