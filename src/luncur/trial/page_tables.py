"""Tables of the page of a trial, ready to be shown: rule sets, both errors, faults, how bad these must be, times."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from luncur.export.numbers import plain
from luncur.sentences import word
from luncur.trial.answer import BAD, GOOD, bad_in_phase, good_in_phase
from luncur.trial.page_words import (
    bounds,
    counted,
    distance,
    fault,
    last_phase,
    named,
    part_of,
    phase,
    severity,
    texts,
)

Record = dict[str, Any]
Row = dict[str, Any]
LATE = "bad, after the system is safe"


def set_names(summary: Record, lang: str) -> list[str]:
    return [named("set", s["name"], lang) for s in summary["rule_sets"]]


def rule_sets(summary: Record, lang: str) -> list[Row]:
    """Properties of the rule sets, then their rules by name: label, one cell (main line, small lines) for each set."""
    t, sets = texts(lang), summary["rule_sets"]
    properties: list[tuple[str, Callable[[Record], str]]] = [
        (t["sources"], lambda s: ", ".join(word(name, lang) for name in s["sources"])),
        (t["units"], lambda s: t["units_text"].format(**{k: plain(v, 0, lang) for k, v in s["units"].items()})),
        (t["cycle"], lambda s: f"{plain(s['period_s'], 2, lang)} s"),
        (t["over"], lambda s: t["over_never"] if s["rules_over_s"] is None else f"{plain(s['rules_over_s'], 0, lang)} s"),
    ]  # fmt: skip
    rows = [{"label": label, "cells": [(cell(s), []) for s in sets]} for label, cell in properties]
    for name in dict.fromkeys(rule["rule"] for s in sets for rule in s["rules"]):
        of_sets = [(s, next((r for r in s["rules"] if r["rule"] == name), None)) for s in sets]
        cells = [(t["absent"], []) if r is None else _rule(r, s["period_s"], lang) for s, r in of_sets]
        rows.append({"label": word(name, lang), "cells": cells})
    return rows


def _rule(rule: Record, period: float, lang: str) -> tuple[str, list[str]]:
    t, cycles, sources = texts(lang), rule["persistence"], rule["sources"]
    what = t["rule_text"].format(
        kind=named("kind", rule["kind"], lang), action=named("action", rule["action"], lang)
    )
    seconds = plain(cycles * period, 2, lang)
    lines = [
        t["window"].format(start=plain(rule["from_s"], 0, lang), end=plain(rule["until_s"], 0, lang)),
        t["persistence_one" if cycles == 1 else "persistence"].format(cycles=plain(cycles, 0, lang), seconds=seconds),
        t["of_sources_none" if sources == 0 else "of_sources_one" if sources == 1 else "of_sources"].format(count=sources),
    ]  # fmt: skip
    if rule["delay_s"]:
        lines.append(t["delay"].format(seconds=plain(rule["delay_s"], 1, lang)))
    if rule.get("hypothetical"):
        lines.append(t["hypothetical"])
    return what, lines


def errors(summary: Record, lang: str) -> list[Row]:
    """Good flights ended and bad ones spared, by group; the last phase under the rules and the edges apart."""
    t, found, apart = texts(lang), summary["results"], last_phase(summary)
    rows = []
    for group in GOOD:
        of = [r["good"][group] for r in found]
        ended_by = [_ended_by(g["by_rule"], lang) for g in of]
        rows.append(_row(named("row", group, lang), [g["ended"] for g in of], lang, ended_by))
        rows.append(_row(t["row_edges"], [g["ended_at_the_edges"] for g in of], lang, part=True))
        if apart is not None:
            label = t["row_phase"].format(phase=phase(apart, lang))
            rows.append(_row(label, [good_in_phase(g, apart) for g in of], lang, part=True))
    for group in (*BAD, LATE):
        of = [r["bad"][group] for r in found]
        rows.append(_row(named("row", group, lang), [g["spared"] for g in of], lang))
        if group in BAD:
            rows.extend(_of_bad(of, apart, lang))
    return rows


def _of_bad(of: list[Record], apart: str | None, lang: str) -> list[Row]:
    """Of bad flights those that fail in the last phase, and those that are over before any rule could act."""
    t, rows = texts(lang), []
    in_phase = [None if apart is None else bad_in_phase(g, apart) for g in of]
    if apart is not None and None not in in_phase:
        label = t["row_phase_bad"].format(phase=phase(apart, lang))
        rows.append(_row(label, [share for share in in_phase if share], lang, part=True))
    if any(g["over_soon_after"] for g in of):
        soon = [part_of(g["spared"], g["over_soon_after"]) for g in of]
        rows.append(_row(t["row_soon"], soon, lang, part=True))
    return rows


def _row(
    label: str, shares: list[Record], lang: str, notes: list[str] | None = None, part: bool = False
) -> Row:
    notes = notes or [""] * len(shares)
    cells = [(counted(s, lang), [bounds(s, lang), *([n] if n else [])]) for s, n in zip(shares, notes, strict=True)]
    return {"label": label, "cells": cells, "part": part}


def _ended_by(by_rule: dict[str, int], lang: str) -> str:
    t = texts(lang)
    names = [
        f"{t['stuck_command'] if name == 'stuck command' else word(name, lang)} {plain(count, 0, lang)}"
        for name, count in sorted(by_rule.items(), key=lambda item: -item[1])
    ]
    return t["ended_by"].format(rules=", ".join(names)) if names else ""


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
