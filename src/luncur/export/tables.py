"""CSV and Parquet files of the result folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

IMPACT_COLUMNS = (
    "launch", "fragment_class", "failure_mode", "failure_time_s", "latitude_deg", "longitude_deg", "mass_kg", "speed_m_s",
    "kinetic_energy_j", "fall_time_s", "pieces", "weight", "casualties",
)  # fmt: skip


def csv_text(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Rows as CSV; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return stream.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "=+-@\t\r":
        return "'" + value
    return "" if value is None else value


def write_impacts(path: Path, columns: dict[str, np.ndarray | list[str]], seen: int) -> None:
    """impacts.parquet: a fair sample of impacts, with how many there were in its metadata."""
    from arro3.core import Array, DataType, Table
    from arro3.io import write_parquet

    arrays: dict[str, Any] = {}
    for name in IMPACT_COLUMNS:
        values = columns[name]
        if isinstance(values, list):
            arrays[name] = Array(values, type=DataType.utf8())
        else:
            arrays[name] = Array.from_numpy(np.ascontiguousarray(values))
    table = Table.from_pydict(arrays)
    count = len(columns["launch"])
    metadata = {"impacts_total": str(seen), "impacts_kept": str(count), "weight_covered": f"{count / max(seen, 1):.6g}"}
    write_parquet(table, str(path), key_value_metadata=metadata, compression="zstd(3)")
