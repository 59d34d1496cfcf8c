"""Tables of the page of a trial on faults: what each does to good and bad flights, and how bad it must be for that."""

from __future__ import annotations

from typing import Any

from luncur.export.numbers import plain
from luncur.trial.out.page_words import bounds, counted, fault, phase, severity, texts

Record = dict[str, Any]
Row = dict[str, Any]


def faults(summary: Record, lang: str) -> list[Row]:
    """Both errors by kind of fault: for each rule set good flights ended, with the phases, and bad ones spared."""
    rows = []
    for i, first in enumerate(summary["results"][0]["by_fault"]):
        cells = []
        for found in summary["results"]:
            row = found["by_fault"][i]
            order = [n for n in dict.fromkeys(p["name"] for p in summary["phases"]) if n in row["by_phase"]]
            where = ", ".join(f"{phase(n, lang)} {plain(row['by_phase'][n], 0, lang)}" for n in order)
            good, bad = row["good_ended"], row["bad_spared"]
            cells.append((counted(good, lang), [bounds(good, lang), *([where] if where else [])]))
            cells.append((counted(bad, lang), [bounds(bad, lang)]))
        rows.append({"label": fault(first, lang), "cells": cells})
    return rows


def severities(summary: Record, lang: str) -> list[Row]:
    """How bad a fault must be: its range, and for each rule set where the first flight is decided wrongly, with a bar.

    A bar's ``width`` [%] is how much of the range is borne, on the scale that the range is tried on.
    """
    rows = []
    for row in summary["severities"]:
        cells = [
            _first(row, found, found[key], lang)
            for found in (row["rule_sets"][s["name"]] for s in summary["rule_sets"])
            for key in ("ends_a_good_flight_at", "spares_a_bad_flight_at")
        ]
        rows.append({"label": fault(row, lang), "range": _range(row, lang), "cells": cells})
    return rows


def _range(row: Record, lang: str) -> str:
    """Least and largest severity tried; the unit once where it is the same."""
    tried = [level["severity"] for level in next(iter(row["rule_sets"].values()))["levels"]]
    if len(tried) == 1:
        return "–"
    low, high = (severity(value, row["unit"], lang) for value in (min(tried), max(tried)))
    number, _, unit = low.partition("\u00a0")
    return texts(lang)["range_text"].format(low=number if high.endswith(f"\u00a0{unit}") else low, high=high)


def _first(row: Record, found: Record, at: float | None, lang: str) -> Row:
    """The severity at which the first flight is decided wrongly, among those tried in their order."""
    t, tried = texts(lang), [level["severity"] for level in found["levels"]]
    if at is None:
        most = severity(max(tried), row["unit"], lang)
        return {"text": t["none_at_all"] if len(tried) == 1 else t["none_up_to"].format(value=most), "width": 100.0}
    said = severity(at, row["unit"], lang)
    place = tried.index(at) / (len(tried) - 1) if len(tried) > 1 else 0.0
    if len(tried) > 1:
        said = t["from_on" if tried == sorted(tried) else "first_at"].format(value=said)
    return {"text": said, "width": 100.0 * place}
