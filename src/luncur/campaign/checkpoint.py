"""What a run leaves on disk so that it can go on after any interruption."""

from __future__ import annotations

import hashlib
import io
import json
import math
import time
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from luncur.campaign.reservoir import COLUMNS, Reservoir
from luncur.campaign.run import Prefix
from luncur.campaign.tally import Tally
from luncur.files import write_atomic

STATE = "checkpoint.npz"
TABLE = "checkpoint.json"


class Saves:
    """The checkpoints of one run in one folder, and the seconds that they took in this session."""

    def __init__(self, folder: Path, table: dict[str, Any]) -> None:
        self.seconds = 0.0
        self._folder, self._table = folder, table

    def load(self) -> Prefix | None:
        return load_prefix(self._folder, self._table)

    def save(self, prefix: Prefix) -> None:
        began = time.monotonic()
        save_prefix(self._folder, prefix, self._table)
        self.seconds += time.monotonic() - began


def save_prefix(folder: Path, prefix: Prefix, table: dict[str, Any]) -> None:
    """Write the prefix with a digest of its content, and that of the table it was computed under."""
    t = prefix.tally
    arrays = {
        "units": np.array(prefix.units), "launches": t.launches, "failed": t.failed, "total": t.total, "largest": t.largest,
        "hits": t.hits, "bins": t.bins, "in_place": t.in_place, "work": t.work, "ended": t.ended, "rows": prefix.reservoir.thin(), "seen": np.array(prefix.reservoir.seen),
        "failed_rows": np.array(prefix.failed_rows, dtype=np.int64).reshape(-1, 3),
        "processors": np.array(sorted(prefix.processors), dtype=np.str_),
    }  # fmt: skip
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    digest = hashlib.sha256(bound := table_digest(table))
    digest.update(buffer.getbuffer())
    # one copy and no more: the rows of a full reservoir are 130 MB
    write_atomic(folder / STATE, b"".join((digest.digest(), bound, buffer.getbuffer())))


def load_prefix(folder: Path, table: dict[str, Any]) -> Prefix | None:
    """The saved prefix; None when there is none, it is torn, or it belongs to another table."""
    try:
        data = (folder / STATE).read_bytes()
        if hashlib.sha256(data[32:]).digest() != data[:32] or data[32:64] != table_digest(table):
            return None
        with np.load(io.BytesIO(data[64:]), allow_pickle=False) as a:
            tally = Tally(
                a["launches"],
                a["failed"],
                a["total"],
                a["largest"],
                a["hits"],
                a["bins"],
                a["in_place"],
                a["work"],
                a["ended"],
            )
            rows = [(int(x), int(y), int(z)) for x, y, z in a["failed_rows"]]
            if a["rows"].ndim != 2 or a["rows"].shape[1] != len(COLUMNS):
                return None
            reservoir = Reservoir(a["rows"], int(a["seen"]))
            return Prefix(int(a["units"]), tally, reservoir, rows, set(a["processors"].tolist()))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def table_digest(table: dict[str, Any]) -> bytes:
    """What ties a prefix to its run: sums made under other inputs or another allocation must not be added to."""
    return hashlib.sha256(json.dumps(table, sort_keys=True).encode()).digest()


def save_table(folder: Path, table: dict[str, Any]) -> None:
    """Write what the run is bound to: inputs, versions, allocation, number of units."""
    write_atomic(folder / TABLE, json.dumps(table, indent=1).encode())


def load_table(folder: Path) -> dict[str, Any] | None:
    """The table of a run under way; None when there is none or it is torn."""
    return read_table(folder / TABLE)


def read_table(path: Path) -> dict[str, Any] | None:
    """The inputs, allocation and count that a run recorded in a file; None when the file does not hold them."""
    try:
        loaded = json.loads(path.read_bytes())
        share, units = loaded["share"], loaded["units"]
        sound = (
            isinstance(loaded["bound"], dict)
            and isinstance(share, list)
            and all(isinstance(s, float | int) and math.isfinite(s) and s >= 0 for s in share)
            and sum(share) > 0
            and type(units) is int
            and 1 <= units < 2**30
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return dict(loaded) if sound else None


def clear(folder: Path) -> None:
    """Remove the checkpoint of a finished run."""
    for name in (STATE, TABLE):
        (folder / name).unlink(missing_ok=True)
