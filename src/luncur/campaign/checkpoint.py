"""What a run leaves on disk so that it can go on after any interruption."""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from luncur.campaign.reservoir import Reservoir
from luncur.campaign.run import Prefix
from luncur.campaign.tally import Tally
from luncur.errors import InputError

STATE = "checkpoint.npz"
TABLE = "checkpoint.json"
LOCK = ".lock"


def write_atomic(path: Path, data: bytes) -> None:
    """The whole file or none of it: written beside, synced, renamed. InputError when the disk refuses."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError(str(path), "", None, f"a folder that can be written to ({error.strerror})") from None


def open_folder(folder: Path, resume: bool) -> None:
    """Make the result folder; InputError when it is a file, holds something and is not resumed, or cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        inside = [p.name for p in folder.iterdir() if p.name != LOCK]
        if inside and not resume:
            raise InputError(str(folder), "", None, "a new or empty folder (or --resume to go on with the run in it)")
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise InputError(str(folder), "", None, f"a folder that can be written to ({error.strerror})") from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder for one run; the lock goes with the process, however it ends."""
    with (folder / LOCK).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(str(folder), "", None, "a folder that no other run is using") from None
        try:
            yield
        finally:
            (folder / LOCK).unlink(missing_ok=True)


def save_prefix(folder: Path, prefix: Prefix) -> None:
    """Write the prefix with a digest of its content."""
    t = prefix.tally
    arrays = {
        "units": np.array(prefix.units), "launches": t.launches, "failed": t.failed, "total": t.total, "largest": t.largest,
        "hits": t.hits, "bins": t.bins, "in_place": t.in_place, "rows": prefix.reservoir.settle(), "seen": np.array(prefix.reservoir.seen),
        "failed_rows": np.array(prefix.failed_rows, dtype=np.int64).reshape(-1, 3),
    }  # fmt: skip
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    data = buffer.getvalue()
    write_atomic(folder / STATE, hashlib.sha256(data).digest() + data)


def load_prefix(folder: Path) -> Prefix | None:
    """The saved prefix; None when there is none or it is torn."""
    try:
        data = (folder / STATE).read_bytes()
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            return None
        with np.load(io.BytesIO(data[32:]), allow_pickle=False) as a:
            tally = Tally(a["launches"], a["failed"], a["total"], a["largest"], a["hits"], a["bins"], a["in_place"])
            rows = [(int(x), int(y), int(z)) for x, y, z in a["failed_rows"]]
            return Prefix(int(a["units"]), tally, Reservoir(a["rows"], int(a["seen"])), rows)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def save_table(folder: Path, table: dict[str, Any]) -> None:
    """Write what the run is bound to: inputs, versions, allocation, number of units."""
    write_atomic(folder / TABLE, json.dumps(table, indent=1).encode())


def load_table(folder: Path) -> dict[str, Any] | None:
    """The table of a run under way; None when there is none or it is torn."""
    try:
        loaded = json.loads((folder / TABLE).read_bytes())
    except (OSError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) else None


def clear(folder: Path) -> None:
    """Remove the checkpoint of a finished run."""
    for name in (STATE, TABLE):
        (folder / name).unlink(missing_ok=True)
