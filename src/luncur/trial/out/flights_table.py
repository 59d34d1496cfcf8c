"""Every sample of a trial as a row of ``flights.parquet``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.files import write_atomic
from luncur.parquet import parquet_of
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
    """Write the table; times in seconds since lift-off, null where nothing happened.  InputError when the disk refuses."""
    columns: dict[str, Any] = {
        "sample": _whole(tried.samples.index),
        "group": _words(GROUPS, tried.samples.group),
        "flown": _flags(tried.attempt >= 0),
        "dispersions_times": _numbers(tried.samples.spread),
        "failure_mode": _words(tuple(s.mode for s in at.strata), tried.stratum),
        "failed_s": _numbers(tried.failed),
        "limit_passed_s": _numbers(tried.crossed),
        "end_of_flight_s": _numbers(tried.ends),
    }
    for f in range(MOST_FAULTS):
        columns |= _of_fault(tried, f)
    for i, rules in enumerate(sets):
        columns |= _of_set(rules, tried.outcome[:, i])
    write_atomic(folder / NAME, parquet_of(columns))


def _of_fault(tried: Tried, f: int) -> dict[str, Any]:
    rows = tried.faults[:, f]
    none = rows[:, KIND] < 0
    name = f"fault_{f + 1}"
    numbers = {"source": SOURCE, "start_s": START, "end_s": END, "severity": SIZE}
    return {
        name: _words(FAULTS, rows[:, KIND].astype(np.int64)),
        f"{name}_of": _words(TARGETS, np.where(none, -1, rows[:, TARGET]).astype(np.int64)),
        **{f"{name}_{key}": _numbers(np.where(none, np.nan, rows[:, c])) for key, c in numbers.items()},
    }


def _of_set(rules: RuleSet, outcome: NDArray[np.float64]) -> dict[str, Any]:
    names = (*rules.table.rule_names, "stuck command")
    number = outcome[:, O_RULE].astype(np.int64)
    by = np.where(outcome[:, O_RULE] == BY_STUCK_COMMAND, len(names) - 1, number)
    numbers = {"command_s": O_COMMAND, "ended_s": O_ENDED, "safe_s": O_SAFE, "past_the_limit_m": O_BEYOND}
    return {
        f"{rules.name}: rule": _words(names, by),
        **{f"{rules.name}: {key}": _numbers(outcome[:, c]) for key, c in numbers.items()},
    }


def _words(words: tuple[str, ...], number: Ints) -> Any:
    from arro3.core import Array, DataType

    return Array([words[i] if i >= 0 else None for i in number.tolist()], type=DataType.utf8())


def _numbers(values: NDArray[np.float64]) -> Any:
    """Numbers, null where there is none."""
    from arro3.core import Array, DataType

    return Array([v if math.isfinite(v) else None for v in values.tolist()], type=DataType.float64())


def _whole(values: Ints) -> Any:
    from arro3.core import Array

    return Array.from_numpy(np.ascontiguousarray(values))


def _flags(values: NDArray[np.bool_]) -> Any:
    from arro3.core import Array, DataType

    return Array(values.tolist(), type=DataType.bool())
