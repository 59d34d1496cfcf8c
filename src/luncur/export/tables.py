"""CSV and Parquet files of the result folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from luncur.errors import InputError
from luncur.parquet import parquet_of

IMPACT_COLUMNS = (
    "launch", "fragment_class", "failure_mode", "failure_time_s", "latitude_deg", "longitude_deg", "mass_kg", "speed_m_s",
    "kinetic_energy_j", "fall_time_s", "pieces", "weight", "casualties",
)  # fmt: skip

TEXTS = ("fragment_class", "failure_mode")


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
    """impacts.parquet: a fair sample of impacts, with how many there were in its metadata.

    The weights of the kept rows stand for all: they are raised by one over ``share_kept``.
    """
    from arro3.core import Array, DataType

    arrays: dict[str, Any] = {}
    for name in IMPACT_COLUMNS:
        values = columns[name]
        if isinstance(values, list):
            arrays[name] = Array(values, type=DataType.utf8())
        else:
            arrays[name] = Array.from_numpy(np.ascontiguousarray(values))
    count = len(columns["launch"])
    metadata = {"impacts_total": str(seen), "impacts_kept": str(count), "share_kept": f"{count / max(seen, 1):.6g}"}
    path.write_bytes(parquet_of(arrays, metadata))


def read_impacts(path: Path, names: Sequence[str]) -> dict[str, np.ndarray]:
    """Columns of an impacts.parquet; InputError when it is cut short or no such file.

    The reader stops a thread in panic on some broken files, and says so on standard error: those that have lost their
    end, which is what an interrupted copy does, are refused before it sees them.
    """
    from arro3.io import read_parquet

    complaint = InputError(str(path), "", None, "the impacts of a study as luncur wrote them")
    try:
        data = path.read_bytes()
        if len(data) < 12 or data[:4] != b"PAR1" or data[-4:] != b"PAR1":
            raise complaint
        if int.from_bytes(data[-8:-4], "little") > len(data) - 12:
            raise complaint
        table = read_parquet(str(path)).read_all()
        return {n: np.array(table.column(n).to_pylist() if n in TEXTS else table.column(n).to_numpy()) for n in names}
    except (InputError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the reader is no Exception
        raise complaint from None
