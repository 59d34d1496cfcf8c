"""Writes a sensitivity table into the folder of a finished study, and what follows from it for the study's intervals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from luncur.campaign.not_computed import name_nulls
from luncur.campaign.provenance import fingerprint
from luncur.errors import InputError
from luncur.files import write_atomic
from luncur.folder import locked
from luncur.mission import Mission
from luncur.sentences import LANGUAGES

COLUMNS = (
    "input", "of", "setting", "casualty_expectation_total", "casualty_expectation_failures", "ratio", "ratio_low_95",
    "ratio_high_95", "input_ratio",
)  # fmt: skip
FRAGMENTS = "number of pieces"
MISSING = ("risk.sensitivity", "input interval: fragment list")  # what a study alone has not, as in ``not_computed``


def checked_study(folder: Path, mission: Mission) -> dict[str, Any]:
    """The summary of a finished study of this very mission; InputError for anything else."""
    try:
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))["bound"]
        finished = summary["risk"] is not None
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(str(folder), "", None, "the folder of a finished study") from None
    if not finished:
        raise InputError(str(folder), "", None, "the folder of a study with risk")
    ours = fingerprint(mission, 0, 0, 0.0)["mission_sha256"]
    if run["mission_sha256"] != ours:
        raise InputError(str(folder), "mission", summary["mission"], "a study of the same mission, unchanged since")
    return dict(summary)


def write_sensitivity(folder: Path, mission: Mission, table: dict[str, Any]) -> None:
    """sensitivity.csv, and the summary and page of the study with the table in them; the page in the language that it has."""
    from luncur.export import page_language, report

    with locked(folder):
        summary = with_sensitivity(checked_study(folder, mission), mission, table)
        write_atomic(folder / "sensitivity.csv", csv_of(table).encode())
        write_atomic(folder / "summary.json", json.dumps(summary, indent=1, allow_nan=False).encode())
        lang = page_language(folder)
        report(folder, lang if lang in LANGUAGES else "en")


def csv_of(table: dict[str, Any]) -> str:
    """One row per setting, inputs with the largest effect first."""
    from luncur.export.tables import csv_text

    rows = [
        {"input": row["input"], "of": row["of"], **setting, "input_ratio": row["ratio"]}
        for row in table["rows"]
        for setting in row["settings"]
    ]
    return csv_text(rows, COLUMNS)


def with_sensitivity(summary: dict[str, Any], mission: Mission, table: dict[str, Any]) -> dict[str, Any]:
    """The summary with the table, its input intervals widened by the fragment list, and its verdicts made again."""
    from luncur.campaign.people_assumed import modelled_hazards
    from luncur.risk import verdicts

    risk = dict(summary["risk"])
    if not (risk.get("sensitivity") or {}).get("widened"):
        risk = _widened(risk, table)
    risk["sensitivity"] = {**table, "widened": "fragment list" in risk["input_interval_covers"]}
    missing = [m for m in summary["not_computed"] if m not in MISSING and not m.startswith("risk.sensitivity.")]
    criteria = verdicts(mission.criteria, risk, "fragments, weather and people", modelled_hazards(mission))
    return name_nulls({**summary, "risk": risk, "not_computed": missing, "criteria": criteria})


def _widened(risk: dict[str, Any], table: dict[str, Any]) -> dict[str, Any]:
    """Input intervals multiplied by the smallest and largest ratio with half and double the number of pieces.

    As if the number of pieces and the inputs already in the interval went to their ends together, which is wide.  The
    planned bodies come down whole, whatever the list.
    """
    row = next((r for r in table["rows"] if r["input"] == FRAGMENTS), None)
    if row is None:
        return risk
    out = dict(risk)
    bracket = dict(risk["bracket"])
    for part in ("failures", "total"):
        key = f"casualty_expectation_{part}"
        base = table[key]
        if base is None or risk[key] is None:  # no total where risk is per failure
            continue
        ratios = [1.0, *(s[key] / base for s in row["settings"])] if base > 0 else [1.0]
        bracket[key] = [_wider(i, min(ratios), max(ratios)) for i in risk["bracket"][key]]
        out[key] = bracket[key][0]
    covers = [*risk["input_interval_covers"], "fragment list"]
    return {**out, "bracket": bracket, "input_interval_covers": covers}


def _wider(interval: dict[str, Any], down: float, up: float) -> dict[str, Any]:
    low, high = interval["input_low_95"], interval["input_high_95"]
    return {
        **interval,
        "input_low_95": None if low is None else low * down,
        "input_high_95": None if high is None else high * up,
    }
