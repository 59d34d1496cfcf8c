"""One sample of a finished trial again, alone: what it was, what failed in it, and what each rule set did."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from luncur.errors import InputError
from luncur.flight.malfunction import ENDINGS
from luncur.mission import Mission, load
from luncur.trial.fault_columns import (
    BY_STUCK_COMMAND,
    END,
    FAULTS,
    KIND,
    O_BEYOND,
    O_BLIND,
    O_COMMAND,
    O_ENDED,
    O_RULE,
    O_SAFE,
    SIZE,
    SOURCE,
    START,
    TARGET,
    TARGETS,
)
from luncur.trial.faults import ONE_UNIT, SIZELESS, unit_of
from luncur.trial.out.page_words import severity
from luncur.trial.rule_sets import RuleSet
from luncur.trial.sample import GROUPS
from luncur.trial.setting import Setting
from luncur.trial.unit import Tried, try_unit
from luncur.trial.verb import SUMMARY, fingerprint, prepare, read_summary


def is_trial(folder: Path) -> bool:
    return (folder / SUMMARY).exists()


def replay_sample(folder: Path, launch: int, mission: Mission | str | None = None) -> dict[str, Any]:
    """The sample with the index ``launch`` flown again; the same numbers as in its row of ``flights.parquet``.

    mission: where the trial's mission lies now, when it was moved.
    Raises InputError when the folder holds no finished trial, its mission or versions are not the same, or the index is outside it.
    """
    summary = read_summary(folder)
    origin = summary["provenance"]
    if launch >= summary["samples"]:
        raise InputError(str(folder), "--launch", launch, f"an index below {summary['samples']}")
    flown = mission if isinstance(mission, Mission) else load(mission or origin["mission_file"])
    others = tuple(load(name) for name in origin["beside"])
    if fingerprint(flown, others, summary["seed"], summary["samples"]) != origin["bound"]:
        raise InputError(
            str(folder / SUMMARY), "provenance", None, "a trial of the same mission, versions and processor"
        )
    at, sets = prepare(flown, summary["seed"], others)
    return _record(at, sets, try_unit(at, sets, np.array([launch], dtype=np.int64)))


def _record(at: Setting, sets: tuple[RuleSet, ...], tried: Tried) -> dict[str, Any]:
    names = sets[0].table.source_names
    stratum = int(tried.stratum[0])
    return {
        "sample": int(tried.samples.index[0]),
        "group": GROUPS[int(tried.samples.group[0])],
        "flown": bool(tried.attempt[0] >= 0),
        "dispersions_times": float(tried.samples.spread[0]),
        "failure_mode": at.strata[stratum].mode if stratum >= 0 else None,
        "failed_s": _number(tried.failed[0]),
        "limit_passed_s": _number(tried.crossed[0]),
        "end_of_flight_s": float(tried.ends[0]),
        "end_of_flight": ENDINGS.get(int(tried.ending[0])),
        "faults": [_fault(names, row) for row in tried.faults[0] if row[KIND] >= 0],
        "rule_sets": [_outcome(rules, tried.outcome[0, i]) for i, rules in enumerate(sets)],
    }


def _fault(names: tuple[str, ...], row: Any) -> dict[str, Any]:
    return {
        "fault": FAULTS[int(row[KIND])],
        "of": TARGETS[int(row[TARGET])] if row[TARGET] >= 0 else None,
        "source": names[int(row[SOURCE])],
        "start_s": float(row[START]),
        "end_s": _number(row[END]),
        "severity": float(row[SIZE]),
        "unit": unit_of(int(row[KIND]), int(row[TARGET])),
    }


def _outcome(rules: RuleSet, row: Any) -> dict[str, Any]:
    by = row[O_RULE]
    rule = "stuck command" if by == BY_STUCK_COMMAND else rules.table.rule_names[int(by)] if by >= 0 else None
    return {
        "rule_set": rules.name,
        "rule": rule,
        "command_s": _number(row[O_COMMAND]),
        "ended_s": _number(row[O_ENDED]),
        "safe_s": _number(row[O_SAFE]),
        "past_the_limit_m": _number(row[O_BEYOND]),
        "cycles_without_state": int(row[O_BLIND]),
    }


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _fault_text(fault: dict[str, Any]) -> str:
    of = f" of {fault['of']}" if fault["of"] else ""
    until = "to the end" if fault["end_s"] is None else f"to {fault['end_s']:.1f} s"
    where = fault["unit"] if fault["unit"] == ONE_UNIT else fault["source"]  # a stuck command is of no source
    size = "" if fault["unit"] in SIZELESS else f"; {severity(fault['severity'], fault['unit'], 'en')}"
    return f"fault: {fault['fault']}{of}, {where}, from {fault['start_s']:.1f} s {until}{size}".replace("\u00a0", " ")


def replay_text(record: dict[str, Any]) -> str:
    """A sample in words."""
    lines = [f"sample {record['sample']}: {record['group']}"]
    if not record["flown"]:
        return lines[0] + "; no flight of this kind was found"
    if record["failure_mode"]:
        limit = record["limit_passed_s"]
        lines.append(f"  {record['failure_mode']} at {record['failed_s']:.1f} s; left alone it passes a limit at {limit:.1f} s and ends at {record['end_of_flight_s']:.1f} s ({record['end_of_flight']})")  # fmt: skip
    for fault in record["faults"]:
        lines.append(f"  {_fault_text(fault)}")
    for done in record["rule_sets"]:
        if done["ended_s"] is None:
            lines.append(f"  {done['rule_set']}: not ended")
        else:
            lines.append(f"  {done['rule_set']}: ended at {done['ended_s']:.1f} s by {done['rule']}, commanded at {done['command_s']:.1f} s")  # fmt: skip
    return "\n".join(lines)
