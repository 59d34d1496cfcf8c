"""The command that tries a mission's flight-safety system."""

from __future__ import annotations

from pathlib import Path

import click

from luncur.cli.options import (
    json_option,
    language_option,
    mission_argument,
    output_option,
    progress_bar,
    resumable,
    resume_option,
    seed_option,
    tell,
    workers_option,
)
from luncur.cli.root import cli


@cli.command()
@mission_argument
@output_option
@click.option(
    "--samples",
    type=click.IntRange(1),
    default=None,
    metavar="N",
    help="Flights, in whole units of 140 (default 7000): 1 in 7 without a fault, 4 with one, 1 with two, 1 that goes wrong.",
)
@seed_option()
@click.option(
    "--beside",
    multiple=True,
    metavar="MISSION",
    help="Try the rules of this mission, too, on the same flights; may be given again.",
)
@workers_option()
@click.option(
    "--propose",
    "proposing",
    is_flag=True,
    help="Propose limit lines, data-loss times, straight-up time and persistence as well: proposal.toml, to be edited.",
)
@resume_option("trial")
@language_option
@json_option
def trial(
    mission: str,
    folder: Path,
    samples: int | None,
    seed: int,
    beside: tuple[str, ...],
    workers: int | None,
    proposing: bool,
    resume: bool,
    lang: str,
    as_json: bool,
) -> None:
    """How often the flight-safety system ends a good flight or spares a bad one.

    Dispersed flights are flown under the mission's termination rules: good ones
    without a fault, with one and with two, and malfunctions that pass a limit. The
    decision is the one of luncur watch, at the mission's rate. Beside it a naive
    set of rules is tried on the same flights: one source, no persistence, no safing.

    MISSION is a file or the name of a built-in that has termination rules.

    It designs, replays, displays and tests. It is not qualified for operational use
    and must NEVER be connected to a termination system.

    \b
    Examples:
      luncur trial soyuz-vostochny-sso -o trial --seed 1
      luncur trial mine.toml -o trial --beside other-rules.toml
      luncur trial mine.toml -o trial --propose  draws limits to edit
      luncur trial mine.toml -o trial --samples 350000 --resume
      luncur replay trial --launch 1234          one flight of it again, alone
    """
    from luncur.trial.out.answer import answer
    from luncur.trial.verb import trial_to_folder

    with resumable("trial"):
        summary = trial_to_folder(
            mission, folder, samples=samples, seed=seed, workers=workers, beside=beside, proposing=proposing, resume=resume,
            lang=lang, progress=progress_bar(),
        )  # fmt: skip
    tell(summary, lambda: answer(summary, lang), folder / "trial.html", as_json)
