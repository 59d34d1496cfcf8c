"""`luncur event`: an event file to a folder with the comparison, a page, a table and files for maps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from luncur.event.globe import geojson, kml, table
from luncur.event.load import load_event
from luncur.event.page import page
from luncur.event.record import compare_event
from luncur.event.words import text
from luncur.folder import filled, held

SUMMARY = "event.json"


def event_to_folder(path: str | Path, folder: Path, lang: str = "en") -> dict[str, Any]:
    """Read an event, compare its facts, write the folder: event.json, report.html, event.geojson, event.kml, facts.csv.

    Returns what is in event.json.  Raises InputError for a bad file, and for a folder that is not empty.
    """
    event = load_event(path)
    with held(folder, resumable=False):
        record = compare_event(event)
        made = {
            "event.geojson": json.dumps(geojson(record), ensure_ascii=False, allow_nan=False),
            "event.kml": kml(record),
            "facts.csv": table(record),
            "report.html": page(record, lang),
            SUMMARY: json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False),
        }
        with filled(folder, last=SUMMARY) as beside:
            for name, content in made.items():
                (beside / name).write_text(content, encoding="utf-8")
    return record


# Notes that a reader of the console must see, right after what does not fit.
_EXPLAINS = ("unit_fits", "speed_between", "piece_beyond", "piece_short")


def event_answer(record: dict[str, Any], lang: str) -> str:
    """The answer for the console: title, each position with its waters, what does not fit, counts."""
    lines = [record["title"][lang]]
    for p in record["positions"]:
        lines.append(
            f"  {p['label'][lang][:1].upper()}{p['label'][lang][1:]}: {p['place'][lang]}, {'; '.join(p['waters']['text'][lang])}"
        )
    for level in ("contradicts", "note", "undecided", "agrees"):
        found = [f for f in record["findings"] if f["level"] == level]
        rows = [f["text"][lang] for f in found if level != "note" or f["code"] in _EXPLAINS]
        if rows:
            lines.append(f"{text('level_' + level, lang)}:")
            lines.extend(f"  {row}" for row in rows)
    counts = record["counts"]
    compared = any(counts[level] for level in ("contradicts", "undecided", "agrees"))
    lines.append(text("answer_counts" if compared else "answer_none", lang).format(**counts))
    return "\n".join(lines)
