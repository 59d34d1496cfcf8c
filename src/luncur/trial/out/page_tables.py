"""Tables of the page of a trial, ready to be shown: rule sets side by side, and both errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from luncur.export.numbers import plain
from luncur.sentences import word
from luncur.trial.out.answer import BAD, GOOD, bad_in_phase, good_in_phase
from luncur.trial.out.page_words import bounds, counted, last_phase, named, part_of, phase, texts

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
    rows: list[Row] = [{"label": label, "cells": [(cell(s), []) for s in sets]} for label, cell in properties]
    for name in dict.fromkeys(rule["rule"] for s in sets for rule in s["rules"]):
        of_sets = [(s, next((r for r in s["rules"] if r["rule"] == name), None)) for s in sets]
        cells = [(t["absent"], []) if r is None else _rule(r, s["period_s"], lang) for s, r in of_sets]
        rows.append({"label": word(name, lang), "cells": cells})
    return rows


def _rule(rule: Record, period: float, lang: str) -> tuple[str, list[str]]:
    t, cycles, sources = texts(lang), rule["persistence"], rule["sources"]
    what = t["rule_text"].format(kind=named("kind", rule["kind"], lang), action=named("action", rule["action"], lang))
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
    """Of bad flights: those whose fault could act, those that it ended before they failed, those that fail in the last phase, and
    those that are over before any rule could act."""
    t = texts(lang)
    rows = [
        _row(t[label], [g[key] for g in of], lang, part=True)
        for label, key in (("row_acting", "spared_with_its_fault_acting"), ("row_early", "ended_before_its_failure"))
        if all(g.get(key, {}).get("of") for g in of)
        and (key == "spared_with_its_fault_acting" or any(g[key]["count"] for g in of))
    ]
    in_phase = [None if apart is None else bad_in_phase(g, apart) for g in of]
    if apart is not None and None not in in_phase:
        label = t["row_phase_bad"].format(phase=phase(apart, lang))
        rows.append(_row(label, [share for share in in_phase if share], lang, part=True))
    if any(g["over_soon_after"] for g in of):
        soon = [part_of(g["spared"], g["over_soon_after"]) for g in of]
        rows.append(_row(t["row_soon"], soon, lang, part=True))
    return rows


def _row(label: str, shares: list[Record], lang: str, notes: list[str] | None = None, part: bool = False) -> Row:
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
