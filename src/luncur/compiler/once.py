"""Compiles what a study needs once on a machine, or once for all machines that share the folder of kernels."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable

from luncur.compiler.processor import marker_of
from luncur.compiler.scalar import cache_folder, is_compiling


def once_per_node(name: str, warm: Callable[[], object]) -> None:
    """Call ``warm``, which compiles kernels, unless any process did so before for this name and kind of processor.

    Processes that come meanwhile wait, and then load from the folder what was compiled: else each of a machine's many workers
    would compile all of it.
    """
    if not is_compiling():
        return
    folder, marker = cache_folder(), marker_of(name)
    if marker.exists():
        return
    handle = os.open(folder / ".compiling", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not marker.exists():
            warm()
            marker.touch()
    finally:
        os.close(handle)
