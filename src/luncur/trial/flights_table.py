"""Every sample of a trial as a row of ``flights.parquet``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.files import write_atomic
from luncur.trial.fault_columns import (
    BY_STUCK_COMMAND,
    END,
    FAULTS,
    KIND,
    MOST_FAULTS,
    O_BEYOND,
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
from luncur.trial.rule_sets import RuleSet
from luncur.trial.sample import GROUPS
from luncur.trial.setting import Setting
from luncur.trial.unit import Tried

NAME = "flights.parquet"
Ints = NDArray[np.int64]


def write_flights(folder: Path, at: Setting, sets: tuple[RuleSet, ...], tried: Tried) -> None:
    """Write the table; times in seconds since lift-off, null where nothing happened."""
    import io

    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    columns: dict[str, Any] = {
        "sample": tried.samples.index,
        "group": _words(GROUPS, tried.samples.group),
        "flown": tried.attempt >= 0,
        "dispersions_times": tried.samples.spread,
        "failure_mode": _words(tuple(s.mode for s in at.strata), tried.stratum),
        "failed_s": _null(pa, tried.failed),
        "limit_passed_s": _null(pa, tried.crossed),
        "end_of_flight_s": tried.ends,
    }
    for f in range(MOST_FAULTS):
        columns |= _of_fault(pa, tried, f)
    for i, rules in enumerate(sets):
        columns |= _of_set(pa, rules, tried.outcome[:, i])
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, compression="zstd")
    write_atomic(folder / NAME, out.getvalue())


def _of_fault(pa: Any, tried: Tried, f: int) -> dict[str, Any]:
    rows = tried.faults[:, f]
    none = rows[:, KIND] < 0
    name = f"fault_{f + 1}"
    numbers = {"source": SOURCE, "start_s": START, "end_s": END, "severity": SIZE}
    return {
        name: _words(FAULTS, rows[:, KIND].astype(np.int64)),
        f"{name}_of": _words(TARGETS, np.where(none, -1, rows[:, TARGET]).astype(np.int64)),
        **{f"{name}_{key}": pa.array(rows[:, c], mask=none) for key, c in numbers.items()},
    }


def _of_set(pa: Any, rules: RuleSet, outcome: NDArray[np.float64]) -> dict[str, Any]:
    names = (*rules.table.rule_names, "stuck command")
    number = outcome[:, O_RULE].astype(np.int64)
    by = np.where(outcome[:, O_RULE] == BY_STUCK_COMMAND, len(names) - 1, number)
    numbers = {"command_s": O_COMMAND, "ended_s": O_ENDED, "safe_s": O_SAFE, "past_the_limit_m": O_BEYOND}
    return {
        f"{rules.name}: rule": _words(names, by),
        **{f"{rules.name}: {key}": _null(pa, outcome[:, c]) for key, c in numbers.items()},
    }


def _words(words: tuple[str, ...], number: Ints) -> list[str | None]:
    return [words[i] if i >= 0 else None for i in number.tolist()]


def _null(pa: Any, values: NDArray[np.float64]) -> Any:
    return pa.array(values, mask=~np.isfinite(values))
