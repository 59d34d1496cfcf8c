"""Starts parts of luncur as processes of their own."""

from __future__ import annotations

import sys


def python_module(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of luncur.

    ``-P``: with ``-m`` alone Python looks for every module in the working folder first.  That may be a result folder which
    somebody else made, and what is named ``luncur`` or ``json`` in it would be run.
    """
    return [sys.executable, "-P", "-m", module, *arguments]
