"""Compiles kernels of rooms that are wanted later in a second process, while the first compiles what it needs first.

Compiling takes one processor only, however many threads ask for it; two processes take two.  What the second made is loaded
from the folder of kernels, so the numbers are those of a process alone.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from luncur.compiler.processor import marker_of
from luncur.compiler.scalar import before_first_twin, cache_folder, is_compiling
from luncur.processes import processors, python_module

_pending: dict[str, subprocess.Popen[bytes]] = {}  # by the beginning of the names of its kernels' modules
_NONE = subprocess.DEVNULL


def compile_ahead(module: str, rooms: tuple[str, ...]) -> None:
    """Start ``python -m module``, which compiles kernels of the named rooms; a kernel of these is not used before it has ended.

    Nothing is started where it is under way or has been done before, where there is one processor only, or where kernels run as plain
    Python.  A process that fails costs time alone: its kernels are compiled when they are wanted, as without it.
    """
    if not is_compiling() or not sys.executable or processors() < 2:
        return
    if not _pending.keys().isdisjoint(rooms) or _marker(module).exists():
        return
    try:
        process = subprocess.Popen(python_module(module), stdin=_NONE, stdout=_NONE, stderr=_NONE)
    except OSError:
        return
    atexit.register(process.kill)
    _pending.update(dict.fromkeys(rooms, process))
    before_first_twin(_wait)


def run(module: str, compile_kernels: Callable[[], object]) -> None:
    """What such a process does: compiles, and notes that it is done; nothing where another process is at it."""
    handle = os.open(cache_folder() / ".ahead", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        compile_kernels()
        _marker(module).touch()
    except BlockingIOError:
        pass
    finally:
        os.close(handle)


def _wait(module: str) -> None:
    for room in [room for room in _pending if module.startswith(room)]:
        process = _pending.pop(room)
        process.wait()


def _marker(module: str) -> Path:
    return marker_of(f"ahead {module}")
