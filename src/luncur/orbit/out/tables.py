"""The tables of an orbit study as Parquet: states, accesses, dispersed orbits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.parquet import parquet_of


def write_table(path: Path, columns: Mapping[str, NDArray[Any] | Sequence[str]], notes: Mapping[str, str]) -> None:
    """Columns of one length to a Parquet file; texts as texts, nan as null; notes stand in the file's metadata."""
    path.write_bytes(parquet_of({name: _column(values) for name, values in columns.items()}, notes))


def _column(values: NDArray[Any] | Sequence[str]) -> Any:
    from arro3.core import Array, DataType

    if not isinstance(values, np.ndarray):
        return Array(list(values), type=DataType.utf8())
    if values.dtype.kind == "f" and not np.all(np.isfinite(values)):
        return Array([v if np.isfinite(v) else None for v in values.tolist()], type=DataType.float64())
    return Array.from_numpy(np.ascontiguousarray(values))
