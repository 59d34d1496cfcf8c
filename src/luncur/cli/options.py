"""Arguments, options and endings that several commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from luncur.speaking import say

Command = TypeVar("Command", bound=Callable[..., Any])

mission_argument = click.argument("mission", metavar="MISSION")
output_option = click.option(
    "-o",
    "--output",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Result folder; new or empty.",
)
language_option = click.option(
    "--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Report language."
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print the summary as JSON on standard output, nothing else."
)


def seed_option(of: str = "") -> Callable[[Command], Command]:
    """of: what is drawn, where a command's help is to say it."""
    return click.option(
        "--seed",
        type=click.IntRange(0, 2**63 - 1),
        default=0,
        show_default=True,
        metavar="S",
        help=f"Of {of}; same seed, same numbers." if of else "Same seed, same numbers.",
    )


def workers_option(
    what: str = "How many threads compute (default: all processors)", most: int = 1024
) -> Callable[[Command], Command]:
    """what: what works, where it is not threads of this process."""
    return click.option(
        "--workers",
        type=click.IntRange(1, most),
        default=None,
        metavar="N",
        help=f"{what}; does not change the numbers.",
    )


def resume_option(run: str) -> Callable[[Command], Command]:
    """run: what it is that was interrupted."""
    return click.option(
        "--resume", is_flag=True, help=f"Go on with an interrupted {run} in DIR; start it when there is none."
    )


@contextmanager
def resumable(command: str) -> Iterator[None]:
    """Whoever interrupts a run that keeps checkpoints is told how it goes on; status 130."""
    try:
        yield
    except KeyboardInterrupt:
        say(f"interrupted; luncur {command} goes on with --resume", err=True)
        sys.exit(130)


def tell(summary: dict[str, Any], words: Callable[[], str], page: Path, as_json: bool) -> None:
    """What a command found: its summary as JSON and nothing else, or in words with where the page lies."""
    if as_json:
        say(json.dumps(summary, allow_nan=False))
        return
    say(words())
    say(str(page))


def finish(summary: dict[str, Any], folder: Path, lang: str, as_json: bool) -> None:
    """``tell`` for a flight or a study."""
    from luncur.export import console_answer

    tell(summary, lambda: console_answer(summary, lang), folder / "report.html", as_json)


def progress_bar() -> Any:
    """A bar on standard error while it is a terminal, silence otherwise."""
    if not sys.stderr.isatty():
        return None

    def show(stage: str, done: int, total: int, seconds_left: float | None) -> None:
        share = done / max(total, 1)
        bar = "#" * int(30 * share)
        left = f", {seconds_left:.0f} s left" if seconds_left is not None else ""
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r{stage:<8} [{bar:<30}] {done:,} of {total:,}{left}   {end}")
        sys.stderr.flush()

    return show
