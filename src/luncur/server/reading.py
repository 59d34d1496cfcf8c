"""Reads files of the served folder, which anybody may have put there: never past a size, never out by a link."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import threading
from pathlib import Path
from typing import Any

from luncur.server import limits
from luncur.server.errors import Refused, not_found

# The interpreter reads one file at a time in any case; so no more than one swells in memory.
_PARSING = threading.Lock()
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")  # what may be half a character, of which no text can be made


def open_inside(path: Path, most: int) -> io.BufferedReader:
    """An ordinary file, opened; 404 where there is none or a link, 413 where it is larger than ``most`` bytes.

    What is opened is what is looked at, so that a file changed for a link in between is not followed; opening does not wait.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    except (OSError, ValueError):
        raise not_found(path.name) from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise not_found(path.name)
    if status.st_size > most:
        os.close(handle)
        raise Refused(413, f"{path.name} is larger than the {most / 1e6:,.0f} MB that are read")
    return io.BufferedReader(io.FileIO(handle, "rb"))


def bytes_of(path: Path, most: int) -> bytes:
    """A whole file, no more of it than ``most`` bytes even when it grows meanwhile."""
    with open_inside(path, most) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise Refused(413, f"{path.name} is larger than the {most / 1e6:,.0f} MB that are read")
    return data


def object_of(path: Path, most: int) -> dict[str, Any]:
    """A JSON file that is one object; 422 when it is none, nests too deep or holds what luncur writes in none.

    That is: numbers that are none, halves of characters, and more values than fit into memory beside others.
    """
    return object_in(bytes_of(path, most), path.name)


def object_in(data: bytes, name: str) -> dict[str, Any]:
    """The object that a JSON file of that name holds."""
    found = None
    if sum(data.count(mark) for mark in b",[{") <= limits.JSON_VALUES:
        try:
            with _PARSING:
                found = json.loads(data, parse_constant=_no_constant)
                if _HALF.search(data):
                    json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            found = None
    if not isinstance(found, dict):
        raise Refused(422, f"{name} is not a JSON file as luncur writes it")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def rows_of(path: Path, most: int) -> list[dict[str, str]]:
    """The rows of a CSV file with a heading; 422 when it is none, or one of more rows or columns than luncur writes."""
    data = bytes_of(path, most)
    broken = Refused(422, f"{path.name} is not a table as luncur writes it")
    if data.count(b"\n") + data.count(b"\r") > 2 * limits.TABLE_ROWS:
        raise broken
    try:
        table = csv.DictReader(io.StringIO(data.decode("utf-8")), restkey="")
        if len(table.fieldnames or ()) > limits.TABLE_COLUMNS:
            raise broken
        return [{k: v or "" for k, v in row.items() if k} for row in table]
    except (UnicodeDecodeError, csv.Error):
        raise broken from None
