"""Tables of the page of a trial on faults: what each does to good and bad flights, and how bad it must be for that."""

from __future__ import annotations

from typing import Any

from luncur.export.numbers import plain
from luncur.trial.page_words import bounds, counted, fault, phase, severity, texts

Record = dict[str, Any]
Row = dict[str, Any]


def faults(summary: Record, lang: str) -> list[Row]:
    """Both errors by kind of fault: for each rule set good flights ended, with the phases, and bad ones spared."""
    rows = []
    for i, first in enumerate(summary["results"][0]["by_fault"]):
        cells = []
        for found in summary["results"]:
            row = found["by_fault"][i]
            where = ", ".join(f"{phase(n, lang)} {plain(k, 0, lang)}" for n, k in row["by_phase"].items())
            good, bad = row["good_ended"], row["bad_spared"]
            cells.append((counted(good, lang), [bounds(good, lang), *([where] if where else [])]))
            cells.append((counted(bad, lang), [bounds(bad, lang)]))
        rows.append({"label": fault(first, lang), "cells": cells})
    return rows


def severities(summary: Record, lang: str) -> list[Row]:
    """How bad a fault must be: its range, and for each rule set where the first flight is decided wrongly, with a bar.

    A bar's ``width`` [%] is how much of the range is borne, on the scale that the range is tried on.
    """
    t, rows = texts(lang), []
    for row in summary["severities"]:
        sized = row["from"] != row["to"]
        ends = {k: severity(row[j], row["unit"], lang) for k, j in (("low", "from"), ("high", "to"))}
        cells = []
        for s in summary["rule_sets"]:
            found = row["rule_sets"][s["name"]]
            for key in ("ends_a_good_flight_at", "spares_a_bad_flight_at"):
                cells.append(_first(row, found, found[key], lang))
        rows.append(
            {"label": fault(row, lang), "range": t["range_text"].format(**ends) if sized else "–", "cells": cells}
        )
    return rows


def _first(row: Record, found: Record, at: float | None, lang: str) -> Row:
    t, tried = texts(lang), [level["severity"] for level in found["levels"]]
    if at is None:
        most = severity(max(tried), row["unit"], lang)
        return {"text": t["none_at_all"] if len(tried) == 1 else t["none_up_to"].format(value=most), "width": 100.0}
    said = severity(at, row["unit"], lang)
    place = tried.index(at) / (len(tried) - 1) if len(tried) > 1 else 0.0
    return {"text": said if len(tried) == 1 else t["from_on"].format(value=said), "width": 100.0 * place}
