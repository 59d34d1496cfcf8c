"""The ``luncur`` command: reads arguments, calls one verb, prints; nothing is computed here."""

from __future__ import annotations

import os
import sys

import click

from luncur.cli import mission, notices, orbit, reports, results, serve, trial, watch
from luncur.cli.root import cli
from luncur.errors import LuncurError
from luncur.speaking import say

__all__ = ["cli", "main", "mission", "notices", "orbit", "reports", "results", "serve", "trial", "watch"]


def main() -> None:
    """Entry point: one sentence and status 2 for bad input, 130 when interrupted."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy's last bits would vary with the number of processors
    before, sys.unraisablehook = sys.unraisablehook, _told_or_sent_again
    try:
        _called()
    finally:
        sys.unraisablehook = before
        # An interrupt inside exec or eval of a text, which making a dataclass or compiling a kernel does, stays marked as not
        # caught, and ``python -m`` then ends by the signal whatever the status; the next text that is run clears the mark.
        exec("")


def _told_or_sent_again(lost: sys.UnraisableHookArgs) -> None:
    """An interrupt that came inside a destructor or a callback, which cannot raise it, is sent again once that is over."""
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)
        return
    import signal
    from threading import Timer

    again = Timer(0.05, os.kill, (os.getpid(), signal.SIGINT))
    again.daemon = True
    again.start()


def _called() -> None:
    try:
        cli(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        say("interrupted", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except LuncurError as error:
        say(f"luncur: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"luncur: {where}{error.strerror or error}".replace("\n", " "), err=True)
        sys.exit(2)
