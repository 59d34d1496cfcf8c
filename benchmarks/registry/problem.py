"""The problem that all falls solve: the thousand breakups of ``benchmarks/falls``, the same air and wind."""

from __future__ import annotations

import importlib.util
import math
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.debris import Ground
from luncur.debris.drag_curves import curve_table
from luncur.debris.fall import PRESETS

FILE = Path(__file__).parents[1] / "falls" / "accuracy.py"


@cache
def falls() -> ModuleType:
    """``benchmarks/falls/accuracy.py``, which knows states, tables and the tight reference."""
    spec = importlib.util.spec_from_file_location("falls_accuracy", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a compiled kernel is found again in the cache by the name of its module
    spec.loader.exec_module(module)
    return module


def some_rows(every: int) -> NDArray[np.int64]:
    return np.arange(0, 1000, every)


def batch(preset: str, zonal: int) -> tuple[Any, ...]:
    """What ``fall_many`` takes for the thousand: its last four arrays are written to (state, time, status, evaluations)."""
    state, inverse_beta = falls().breakups()
    table, upper = falls().air_and_wind()
    n = len(state)
    zeros = np.zeros(n, dtype=np.int64)
    return (
        state, inverse_beta, zeros, zeros, curve_table(falls().DRAG)[None], table, upper, np.ones(1),
        Ground().array(zonal), PRESETS[preset], math.inf, np.empty((n, 6)), np.empty(n), np.empty(n, dtype=np.int64),
        np.empty(n, dtype=np.int64),
    )  # fmt: skip
