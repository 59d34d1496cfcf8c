"""Whether a run is asked for that waits or runs already: a button pressed twice starts one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from luncur.server.errors import Refused

GOING_ON = ("queued", "running")


def refuse_same(
    rows: Iterable[dict[str, Any]], root: Path, command: str, name: str, text: str | None, options: dict[str, Any]
) -> None:
    """409 where a run of the list that has not ended would do the same: same command, mission or text of it, and options."""
    for row in rows:
        alike = row["state"] in GOING_ON and (row["command"], row["options"]) == (command, options)
        if alike and (row["mission"] == name if text is None else _text_beside(root, row) == text):
            raise Refused(
                409, "this very run waits or runs already, and would give the same numbers; it was not started again"
            )


def _text_beside(root: Path, row: dict[str, Any]) -> str | None:
    """The text of a run of one's own; None for a built-in, and for what cannot be read."""
    file = root / f"{row['folder']}.toml"
    if not str(row["mission"]).endswith(".toml") or file.is_symlink():
        return None
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
