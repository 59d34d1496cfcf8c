"""The problem that all cases solve: the thousand breakups of ``benchmarks/falls``, J2, the same air and wind."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parents[1] / "falls" / "accuracy.py"


@cache
def falls() -> ModuleType:
    """``benchmarks/falls/accuracy.py``, which knows states, tables and the tight reference."""
    spec = importlib.util.spec_from_file_location("falls_accuracy", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def some_rows(every: int) -> NDArray[np.int64]:
    return np.arange(0, 1000, every)
