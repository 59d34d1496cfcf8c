"""Packs the impacts of a study for drawing; run as a process of its own, since a made-up file may crash or swell its reader.

``python -m luncur.server.impact_columns IMPACTS OUT``: OUT is Float32 longitude, latitude [deg], casualties and failure time
[s], each n values, then n bytes of the failure mode; OUT.json says n and names the modes.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

import numpy as np

from luncur.files import write_atomic
from luncur.server import limits

MEMORY = 3_000_000_000  # address space of the process [bytes]
NUMBERS = ("longitude_deg", "latitude_deg", "casualties", "failure_time_s")
MOST_MODES = 255


class _Unreadable(Exception):
    """The file is not the impacts of a study."""


def main(source: Path, target: Path) -> int:
    """0 when the packed file is there, 1 when the source is not what luncur writes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    try:
        columns, modes = packed(source)
    except (_Unreadable, MemoryError):
        return 1
    except BaseException:  # a panic of the reader is no Exception
        return 1
    record = {"count": len(columns[0]), "modes": modes}
    write_atomic(target.with_name(target.name + ".json"), json.dumps(record).encode())
    write_atomic(target, b"".join(column.tobytes() for column in columns))
    return 0


def packed(source: Path) -> tuple[list[np.ndarray], list[str]]:
    """Columns for drawing and the names of the modes, read batch by batch."""
    from arro3.io import read_parquet

    _ends(source)
    modes: dict[str, int] = {}
    parts: list[list[np.ndarray]] = []
    count = 0
    for batch in read_parquet(str(source)):
        count += batch.num_rows
        if count > limits.IMPACT_ROWS:
            raise _Unreadable
        parts.append(_columns(batch, modes))
    if not parts:
        return [np.zeros(0, dtype="<f4") for _ in NUMBERS] + [np.zeros(0, dtype=np.uint8)], []
    return [np.concatenate([p[i] for p in parts]) for i in range(len(NUMBERS) + 1)], list(modes)


def _columns(batch: Any, modes: dict[str, int]) -> list[np.ndarray]:
    numbers = [np.asarray(batch.column(name).to_numpy(), dtype=np.float64).astype("<f4") for name in NUMBERS]
    if not all(np.isfinite(column).all() for column in numbers[:3]):
        raise _Unreadable
    names = batch.column("failure_mode").to_pylist()
    codes = [modes.setdefault(str(name)[:200], len(modes)) for name in names]
    if len(modes) > MOST_MODES:
        raise _Unreadable
    return [*numbers, np.array(codes, dtype=np.uint8)]


def _ends(source: Path) -> None:
    """Refuse what has lost its end, on which the reader panics."""
    with open(source, "rb") as stream:
        head = stream.read(4)
        size = stream.seek(0, 2)
        stream.seek(max(size - 8, 0))
        tail = stream.read(8)
    if size < 12 or head != b"PAR1" or tail[4:] != b"PAR1" or int.from_bytes(tail[:4], "little") > size - 12:
        raise _Unreadable


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
