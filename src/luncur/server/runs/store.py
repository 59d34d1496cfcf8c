"""The list of runs, in a file that survives whatever happens to the server."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from luncur.server.errors import not_found
from luncur.server.folders import ordinary

FINAL = ("done", "failed", "cancelled", "interrupted")
COLUMNS = (
    "id", "command", "mission", "options", "state", "progress", "folder", "error", "made", "started", "ended", "pid",
)  # fmt: skip
_MAKE = f"CREATE TABLE IF NOT EXISTS jobs ({', '.join(f'{c} TEXT' for c in COLUMNS)}, PRIMARY KEY (id))"


class Store:
    """Runs by id; each change is on the disk before the call returns, and is whole or not there.

    sqlite3.Error for a file that is no list of runs, or that is reached over a link.
    """

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}-journal"):
            if os.path.lexists(file.with_name(name)) and not ordinary(file.with_name(name)):
                raise sqlite3.OperationalError(f"{name} is not an ordinary file")
        self._base = sqlite3.connect(file, check_same_thread=False, isolation_level=None, timeout=10.0)
        try:
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=FULL")
            self._base.execute(_MAKE)
            self._base.execute(f"SELECT {', '.join(COLUMNS)} FROM jobs LIMIT 1").fetchone()
        except sqlite3.Error:
            self._base.close()
            raise

    def add(self, id: str, command: str, mission: str, options: dict[str, Any], folder: str) -> None:
        row = (id, command, mission, json.dumps(options), "queued", None, folder, None, now(), None, None, None)
        with self._lock:
            self._base.execute(f"INSERT INTO jobs VALUES ({', '.join('?' * len(COLUMNS))})", row)

    def rows(self) -> list[dict[str, Any]]:
        """Every run, the newest first."""
        with self._lock:
            found = self._base.execute(f"SELECT {', '.join(COLUMNS)} FROM jobs ORDER BY rowid DESC").fetchall()
        return [_row(one) for one in found]

    def row(self, id: str) -> dict[str, Any]:
        """One run; 404 where there is none of that id."""
        with self._lock:
            found = self._base.execute(f"SELECT {', '.join(COLUMNS)} FROM jobs WHERE id = ?", (id,)).fetchone()
        if found is None:
            raise not_found("a run of this id")
        return _row(found)

    def change(self, id: str, only_in: tuple[str, ...] | None = None, **values: Any) -> bool:
        """Change fields of a run, when its state is one of ``only_in``; whether that was so."""
        assert set(values) <= set(COLUMNS)
        texts = [json.dumps(v) if key in ("progress", "options") and v is not None else v for key, v in values.items()]
        states = () if only_in is None else only_in
        where = "id = ?" if only_in is None else f"id = ? AND state IN ({', '.join('?' * len(states))})"
        with self._lock:
            done = self._base.execute(
                f"UPDATE jobs SET {', '.join(f'{key} = ?' for key in values)} WHERE {where}", (*texts, id, *states)
            )
        return done.rowcount > 0

    def next(self) -> dict[str, Any] | None:
        """The run to be worked on: one that a server left running, else the one that has waited longest."""
        with self._lock:
            found = self._base.execute(
                f"SELECT {', '.join(COLUMNS)} FROM jobs WHERE state IN ('running', 'queued') ORDER BY state = 'queued', rowid LIMIT 1"
            ).fetchone()
        return None if found is None else _row(found)

    def waiting(self) -> int:
        with self._lock:
            return int(self._base.execute("SELECT count(*) FROM jobs WHERE state = 'queued'").fetchone()[0])

    def close(self) -> None:
        with self._lock:
            self._base.close()


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _row(values: tuple[Any, ...]) -> dict[str, Any]:
    """A run; what is no JSON where that should be is taken for nothing there."""
    texts = [None if value is None else str(value) for value in values]
    row: dict[str, Any] = dict(zip(COLUMNS, texts, strict=True))
    for key in ("options", "progress"):
        try:
            row[key] = json.loads(row[key]) if row[key] else None
        except (ValueError, RecursionError):
            row[key] = None
    return row
