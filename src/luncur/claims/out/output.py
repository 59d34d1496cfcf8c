"""Files of a reading: claims.json, claims.csv, read.html and drafts of event files, all or none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from luncur.claims.checks.contradictions import contradictions
from luncur.claims.out.page import page
from luncur.claims.read import Claims, read
from luncur.folder import filled, held

SUMMARY = "claims.json"
COLUMNS = (
    "text",
    "id",
    "kind",
    "words",
    "start",
    "end",
    "when",
    "from",
    "to",
    "speaker",
    "carriers",
    "modality",
    "actors",
    "places",
    "confidence",
    "origins",
    "same_as",
    "checks",
)


def read_to_folder(paths: list[Path], folder: Path, lang: str = "en", at_least: float = 0.0) -> dict[str, Any]:
    """Reads texts and writes their claims into a new or empty folder; the record that it wrote.

    at_least: confidence below which a claim is listed with what was not understood.
    """
    with held(folder, resumable=False):
        claims = read(paths, at_least=at_least)
        record = claims.record()
        languages = {t["text"]: t["language"] for t in claims.texts}
        record["contradictions"] = contradictions(claims.claims, languages)
        files = {
            SUMMARY: json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8", "surrogatepass"),
            "claims.csv": table(claims, lang).encode("utf-8", "replace"),
            "read.html": page(record, lang, claims.around).encode("utf-8", "replace"),
            **{name: text.encode() for name, text in claims.drafts.items()},
        }
        with filled(folder, last=SUMMARY) as beside:
            for name, data in files.items():
                (beside / name).write_bytes(data)
    return record


def table(claims: Claims, lang: str) -> str:
    """Claims as CSV; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for c in claims.claims:
        row = {
            **c, "words": " ".join(c["words"].split()), "when": c["when"]["text"], "from": c["when"]["from"], "to": c["when"]["to"],
            "carriers": "; ".join(c["carriers"]), "actors": "; ".join(f"{a['name']} ({a['role']})" for a in c["actors"]),
            "places": "; ".join(c["places"]), "same_as": "; ".join(c["same_as"]),
            "checks": "; ".join(f"{k['check']}: {k['verdict']}" + (f" {k['event']}" if k.get("event") else "") for k in c["checks"]),
        }  # fmt: skip
        writer.writerow([_safe(row[name]) for name in COLUMNS])
    return out.getvalue()


def _safe(value: Any) -> str:
    text = "".join(ch for ch in str(value) if ch.isprintable())
    return f"'{text}" if text and text[0] in "=+-@|%" else text
