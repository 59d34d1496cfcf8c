"""Reads and writes files that others may have put there, or may read while they are written."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from pathlib import Path

from luncur.errors import InputError

MAXIMUM_INPUT = 4_000_000_000  # bytes; the largest input is a raster of people


def open_ordinary(path: Path, what: str, most: int = MAXIMUM_INPUT) -> io.BufferedReader:
    """An ordinary file of a bounded size, opened for reading; InputError for a folder, a pipe, a device or nothing.

    Opening does not wait, so that a pipe nobody writes to cannot hold the run up; what was opened is what is looked at.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise InputError(str(path), "", None, f"{what} ({error.strerror or 'cannot be read'})") from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode) or status.st_size > most:
        os.close(handle)
        kind = f"of at most {most / 1e6:,.0f} MB" if stat.S_ISREG(status.st_mode) else "that is an ordinary file"
        raise InputError(str(path), "", None, f"{what} {kind}")
    return io.BufferedReader(io.FileIO(handle, "rb"))


def digest_of(path: Path, what: str) -> bytes:
    """SHA-256 of an ordinary file."""
    with open_ordinary(path, what) as stream:
        try:
            return hashlib.file_digest(stream, "sha256").digest()
        except OSError as error:
            raise InputError(str(path), "", None, f"{what} ({error.strerror})") from None


def write_atomic(path: Path, data: bytes) -> None:
    """The whole file or none of it: written beside, synced, renamed. InputError when the disk refuses.

    The file beside is always a new one: a link that lies there under its name is removed, never followed.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        sync(path.parent)
    except OSError as error:
        raise InputError(str(path), "", None, f"a folder that can be written to ({error.strerror})") from None


def sync(path: Path) -> None:
    """Have the disk keep a file's content, or a folder's list of names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
