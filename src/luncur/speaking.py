"""Prints to standard output and error so that a reader who has gone changes no exit status."""

from __future__ import annotations

import contextlib
import errno
import os
import sys

import click


def say(text: str, err: bool = False, nl: bool = True) -> None:
    """Print a text at once.

    The exit status says what was found, and scripts go by it: a pipe that was closed ends the output in silence, a full
    disk with one sentence, and neither changes the status.
    """
    try:
        click.echo(text, nl=nl, err=err)
        stream = sys.stderr if err else sys.stdout
        if stream is not None:
            stream.flush()
    except OSError as error:
        _silence(err)
        if not err and error.errno != errno.EPIPE:
            say(f"luncur: standard output: {error.strerror}", err=True)


def _silence(err: bool) -> None:
    """Send what is still to come, and what the interpreter flushes at its end, nowhere."""
    stream = sys.stderr if err else sys.stdout
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
