"""The command that holds a mission's termination rules against telemetry."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luncur.cli.options import mission_argument
from luncur.cli.root import cli

if TYPE_CHECKING:
    from luncur.watch.desk import Cycle
    from luncur.watch.watching import Session


@cli.command()
@mission_argument
@click.option("--replay", "recording", metavar="FILE", type=click.Path(path_type=Path), help="Recorded telemetry: JSON lines or CSV.")  # fmt: skip
@click.option("--udp", metavar="HOST:PORT", help="Receive packets at this address, and at no other.")
@click.option("--allow", metavar="HOST", multiple=True, help="Take packets from this host only; may be given again.")
@click.option("--key", metavar="FILE", type=click.Path(path_type=Path), help="Take only packets sealed with the key in this file (HMAC-SHA256).")  # fmt: skip
@click.option("--liftoff", metavar="TIME", help="UTC time of lift-off; without it the first second of packets sets the clock.")  # fmt: skip
@click.option("--speed", metavar="FACTOR", type=click.FloatRange(0.0, 1000.0), default=None, help="How fast a replay runs at a terminal (default 1: as it was; 0: as fast as it can).")  # fmt: skip
def watch(
    mission: str,
    recording: Path | None,
    udp: str | None,
    allow: tuple[str, ...],
    key: Path | None,
    liftoff: str | None,
    speed: float | None,
) -> None:
    """Termination rules against telemetry: one JSON line per decision cycle.

    It designs, replays, displays and tests. It is not qualified for operational use
    and must NEVER be connected to a termination system.

    MISSION is a file or the name of a built-in that has termination rules. At a
    terminal a live table is shown; into a file or a pipe go JSON lines.

    \b
    Examples:
      luncur watch soyuz-vostochny-sso --replay flight.jsonl > decisions.jsonl
      luncur watch mine.toml --replay flight.csv --speed 10           the table, ten times as fast
      luncur watch mine.toml --udp 127.0.0.1:5005                     advisory: nothing is proven
      luncur watch mine.toml --udp 192.0.2.7:5005 --allow 192.0.2.20 --key flight.key \\
          --liftoff 2027-05-15T02:00:00Z
    """
    _check(recording, udp, allow, key, liftoff, speed)
    from luncur.watch.watching import open_network, open_replay

    if recording is not None:
        with open_replay(mission, recording) as (session, cycles):
            _run(session, cycles, 0.0 if not sys.stdout.isatty() else 1.0 if speed is None else speed)
    else:
        assert udp is not None  # one of the two was given
        with open_network(mission, udp, allow, key, liftoff) as (session, arriving):
            _run(session, arriving, 0.0)


def _check(recording: Path | None, udp: str | None, *network_and_speed: object) -> None:
    *network, speed = network_and_speed
    if (recording is None) == (udp is None):
        raise click.UsageError("watch needs one of --replay FILE and --udp HOST:PORT, and not both.")
    if recording is not None and any(network):
        raise click.UsageError("--allow, --key and --liftoff belong to --udp: a replay takes its clock from the file.")
    if udp is not None and speed is not None:
        raise click.UsageError("--speed belongs to --replay.")


def _run(session: Session, cycles: Iterator[Cycle | None], speed: float) -> None:
    """Write lines or show the table until the cycles end; 130 when interrupted, the last line written all the same."""
    from luncur.watch.record import line_of

    interrupted = False
    show = _shown if sys.stdout.isatty() else _written
    try:
        try:
            show(session, cycles, speed)
        except KeyboardInterrupt:
            interrupted = True
        sys.stdout.buffer.write(line_of(session.end()))
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    if interrupted:
        sys.exit(130)


def _written(session: Session, cycles: Iterator[Cycle | None], speed: float) -> None:
    from luncur.watch.record import line_of

    out = sys.stdout.buffer
    out.write(line_of(session.start))
    for cycle in cycles:
        out.write(line_of(session.waiting() if cycle is None else session.cycle(cycle)))
        if session.live is not None:
            out.flush()


def _shown(session: Session, cycles: Iterator[Cycle | None], speed: float) -> None:
    from luncur.watch.screen import Screen

    begin: tuple[float, float] | None = None
    with Screen(session.start) as screen:
        for cycle in cycles:
            record = session.waiting() if cycle is None else session.cycle(cycle)
            if cycle is not None and speed > 0.0:
                begin = begin or (cycle.decision.time, time.monotonic())
                wait = begin[1] + (cycle.decision.time - begin[0]) / speed - time.monotonic()
                time.sleep(max(wait, 0.0))
            screen.show(record, time.monotonic())


def _silence() -> None:
    """Whoever read has gone; what the interpreter flushes at its end goes nowhere."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
