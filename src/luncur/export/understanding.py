"""Tables of the page that help to understand a study: what dominates, which inputs drive it, where rules are answered."""

from __future__ import annotations

from typing import Any

from luncur.export.names import name_of
from luncur.export.numbers import plain, small
from luncur.export.texts import texts
from luncur.sentences import word

SPLITS = ("phase", "failure_mode", "hazard", "fragment_class", "place")
# Sections of 14 CFR and the headings (by id, text key) that answer them; docs/reference/reviewer.md tells more.
RULES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("450.101", (("criteria", "criteria"), ("risk", "risk"))),
    ("450.108(c)", ()),
    ("450.115(b)(2)", (("dominant", "dominant"),)),
    ("450.117", (("flight", "flight"),)),
    ("450.119, 450.121", (("assumed", "assumed"),)),
    ("450.123", (("bracket", "bracket"), ("provenance", "provenance"))),
    ("450.131", (("probability", "bracket"),)),
    ("450.133", (("drops", "drops"),)),
    ("450.135", (("risk", "risk"), ("sensitivity", "sensitivity"))),
    ("450.137, 450.139", ()),
)


def understood(summary: dict[str, Any], lang: str) -> dict[str, Any]:
    """The tables, ready for the page; empty ones where the summary has nothing to fill them with."""
    risk = summary["risk"]
    return {
        "dominant": _dominant(summary, lang) if risk and risk.get("dominant") else [],
        "sensitivity": _sensitivity(summary, lang) if risk and risk.get("sensitivity") else None,
        "rules": _rules(summary, lang),
    }


def _dominant(summary: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """One row per kind of risk: the largest contributor of each split, its share and interval."""
    t, found = texts(lang), summary["risk"]["dominant"]
    labels = {
        "failures": t["failures"], "planned": t["planned_short"], "total": t["total"], "conditional": t["dominant_conditional"],
        "individual": t["dominant_individual"],
    }  # fmt: skip
    rows = []
    for kind, label in labels.items():
        if found.get(kind) is None:
            continue
        tops = [(found[kind][split] or [None])[0] for split in SPLITS]
        cells = [
            {
                "label": t[f"dominant_{split}"], "name": name_of(top["name"], summary, lang),
                "share": plain(100 * top["share"], 0, lang),
                "interval": f"{small(top['sampling_low_95'], lang)} – {small(top['sampling_high_95'], lang)}",
            }
            if top else None
            for split, top in zip(SPLITS, tops, strict=True)
        ]  # fmt: skip
        rows.append({"risk": label, "cells": cells})
    return rows


def _sensitivity(summary: dict[str, Any], lang: str) -> dict[str, Any]:
    """Note and rows of the table of inputs."""
    t, table = texts(lang), summary["risk"]["sensitivity"]
    rows = []
    for row in table["rows"]:
        name = word(row["input"], lang)
        if row["of"]:
            name += f": {name_of(row['of'], summary, lang)}"
        for s in row["settings"]:
            interval = (
                ""
                if s["ratio"] is None
                else f"{plain(s['ratio_low_95'], 2, lang)} – {plain(s['ratio_high_95'], 2, lang)}"
            )
            rows.append(
                {
                    "name": name, "setting": word(s["setting"], lang), "value": small(_value(s), lang),
                    "ratio": plain(s["ratio"], 2, lang), "interval": interval,
                }
            )  # fmt: skip
    note = t["sensitivity_note"].format(launches=plain(table["launches"], 0, lang), mean=small(_value(table), lang))
    return {"note": note, "rows": rows}


def _value(row: dict[str, Any]) -> float | None:
    """The total, or the failures' expectation where there is no total."""
    total: float | None = row["casualty_expectation_total"]
    return row["casualty_expectation_failures"] if total is None else total


def _rules(summary: dict[str, Any], lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Section and the headings (id, title) that this page has for it; none where it is not covered."""
    t, risk = texts(lang), summary["risk"]
    absent = set() if risk else {"criteria", "risk", "bracket", "probability", "dominant", "sensitivity"}
    if risk and not risk.get("sensitivity"):
        absent.add("sensitivity")
    if risk and not risk.get("dominant"):
        absent.add("dominant")
    return [(f"14 CFR {section}", [(at, t[key]) for at, key in links if at not in absent]) for section, links in RULES]
