"""The ``luncur`` command: reads arguments, calls one verb, prints; nothing is computed here."""

from __future__ import annotations

import sys

import click

from luncur.cli import mission, notices, reports, results, trial, watch
from luncur.cli.root import cli
from luncur.errors import LuncurError
from luncur.speaking import say

__all__ = ["cli", "main", "mission", "notices", "reports", "results", "trial", "watch"]


def main() -> None:
    """Entry point: one sentence and status 2 for bad input, 130 when interrupted."""
    try:
        cli(standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        say("interrupted; luncur assess goes on with --resume", err=True)
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
