"""For processes of the server: to end when it does, however that came about."""

from __future__ import annotations

import os
import sys
import threading

ORPHANED = 75  # status of a process that ended since its server did


def end_with_server() -> None:
    """End this process at once when its standard input does, which is a pipe that only the server holds."""
    threading.Thread(target=_wait, daemon=True).start()


def _wait() -> None:
    while sys.stdin.readline():
        pass
    os._exit(ORPHANED)
