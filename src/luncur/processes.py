"""Starts parts of luncur as processes of their own, and says how many processors there are for them."""

from __future__ import annotations

import os
import sys


def python_module(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of luncur.

    ``-P``: with ``-m`` alone Python looks for every module in the working folder first.  That may be a result folder which
    somebody else made, and what is named ``luncur`` or ``json`` in it would be run.
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def processors() -> int:
    """How many processors this process may use; where the system does not say (macOS), how many there are."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
