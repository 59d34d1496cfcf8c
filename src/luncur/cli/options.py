"""Arguments, options and endings that several commands share."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from luncur.speaking import say

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


def finish(summary: dict[str, Any], folder: Path, lang: str, as_json: bool) -> None:
    if as_json:
        say(json.dumps(summary, allow_nan=False))
        return
    from luncur.export import console_answer

    say(console_answer(summary, lang))
    say(str(folder / "report.html"))


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
