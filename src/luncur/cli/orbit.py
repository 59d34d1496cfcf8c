"""The command that follows a satellite: its orbit, its life, and what it sees."""

from __future__ import annotations

from pathlib import Path

import click

from luncur.cli.options import (
    json_option,
    language_option,
    output_option,
    progress_bar,
    seed_option,
    tell,
    workers_option,
)
from luncur.cli.root import cli


@cli.command()
@click.argument("given", metavar="MISSION|ELEMENTS")
@output_option
@seed_option("dispersed injections and of the spread of lives")
@workers_option()
@language_option
@json_option
def orbit(given: str, folder: Path, seed: int, workers: int | None, lang: str, as_json: bool) -> None:
    """Orbit, life, ground track, coverage and revisit of a satellite.

    The first argument is an orbit file (TOML), a mission (file or built-in) whose
    last cut-off is followed, a result folder of such a mission, or element sets
    of a catalogue (TLE, or OMM as KVN, XML or JSON). Built-in orbits:
    earth-observation-497km, soyuz-vostochny-satellite.

    What a study needs and was not given (mass and areas for the life, a sensor and
    places for what is seen) is not assumed: it is listed as not computed.

    \b
    Examples:
      luncur orbit earth-observation-497km -o orbit
      luncur orbit soyuz-vostochny-sso -o orbit      dispersed flights to their orbits
      luncur orbit satellite.tle -o orbit            SGP4
      luncur orbit mine.toml -o orbit --lang id
    """
    from luncur.orbit.out.answer import answer
    from luncur.orbit.verb import orbit_to_folder

    summary = orbit_to_folder(given, folder, seed=seed, workers=workers, lang=lang, progress=progress_bar())
    tell(summary, lambda: answer(summary, lang), folder / "report.html", as_json)
