"""Tables of the page of a trial on times and distances, and the numbers of the trade curves."""

from __future__ import annotations

import math
from typing import Any

from luncur.export.numbers import plain
from luncur.sentences import word
from luncur.trial.out.answer import BAD
from luncur.trial.out.page_words import bounds, counted, distance, named, phase

Record = dict[str, Any]
Row = dict[str, Any]


def times(summary: Record, lang: str) -> list[Row]:
    """Times and distances of bad flights by rule set and group."""
    rows = []
    for found in summary["results"]:
        name = named("set", found["rule_set"], lang)
        for group in BAD:
            of = found["bad"][group]
            cells = [*_quantiles(of, lang), distances(of["past_the_limit_of_spared_m"], lang)]
            rows.append({"label": name, "group": named("in", group, lang), "cells": cells})
    return rows


def times_by_mode(found: Record, lang: str) -> list[Row]:
    """The same of one rule set by what failed and in which phase, flights without a fault and with one apart."""
    rows = []
    for group in BAD:
        for row in found["bad"][group].get("by_mode_and_phase", ()):
            label, where = word(row["mode"], lang), f"{phase(row['phase'], lang)}, {named('in', group, lang)}"
            rows.append({
                "label": label, "group": where, "spared": (counted(row["spared"], lang), bounds(row["spared"], lang)),
                "cells": _quantiles(row, lang),
            })  # fmt: skip
    return rows


def _quantiles(of: Record, lang: str) -> list[str]:
    seconds = [_seconds(of[key], lang) for key in ("from_failure_to_action_s", "from_limit_to_action_s")]
    return [*seconds, distances(of["past_the_limit_m"], lang)]


def _seconds(found: Record | None, lang: str) -> str:
    if found is None:
        return "–"
    return " / ".join(plain(found[k], 1, lang).replace("-", "−") for k in ("median", "p95", "most"))


def distances(found: Record | None, lang: str) -> str:
    """Half, 95 of 100 and the most of distances [m]."""
    return "–" if found is None else " / ".join(distance(found[k], lang) for k in ("median", "p95", "most"))


def trades(summary: Record, lang: str) -> list[Row]:
    """The numbers of the curves: one table for each threshold."""
    out = []
    for trade in summary["trades"]:
        rows = []
        for v in trade["values"]:
            past = v["past_the_limit_m"]
            far = "–" if past is None else " / ".join(distance(past[k], lang) for k in ("p95", "most"))
            shares = [(counted(v[k], lang), bounds(v[k], lang)) for k in ("good_ended", "bad_spared")]
            label = distance(v["value"], lang) if trade["unit"] == "m" else plain(v["value"], _places(v["value"]), lang)
            rows.append({"label": label, "shares": shares, "past": far, "designed": v["value"] == trade["designed"]})
        title = named("threshold", trade["threshold"], lang).replace(", {unit}", "")
        out.append({"title": title, "rows": rows})
    return out


def _places(value: float) -> int:
    return 0 if math.isclose(value, round(value)) else 1
