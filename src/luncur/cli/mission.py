"""Commands that take a mission: what is built in, a check, a flight, a study."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from luncur.cli.options import (
    finish,
    json_option,
    language_option,
    mission_argument,
    output_option,
    progress_bar,
    resumable,
    resume_option,
    seed_option,
    workers_option,
)
from luncur.cli.root import cli
from luncur.speaking import say


@cli.command()
def missions() -> None:
    """List the built-in missions, one line each."""
    from luncur.mission import missions as built_in

    rows = built_in()
    width = max(len(name) for name, _ in rows)
    for name, line in rows:
        say(f"{name:<{width}}  {line}")


@cli.command()
@mission_argument
@click.option(
    "--part",
    type=click.Choice(["mission", "vehicle", "site"]),
    default="mission",
    show_default=True,
    help="The mission itself, or the file of its vehicle or site.",
)
def new(mission: str, part: str) -> None:
    """Print a built-in mission as a file to edit, or the vehicle or site that it names.

    For a vehicle of your own, edit a copy and name it in the mission: vehicle =
    "rocket.toml".

    \b
    Examples:
      luncur new soyuz-vostochny-sso > mine.toml
      luncur new sounding-rocket --part vehicle > rocket.toml
    """
    from luncur.mission import template

    say(template(mission, part), nl=False)


@cli.command()
@mission_argument
def check(mission: str) -> None:
    """Validate a mission; print what would be done and what is assumed.

    MISSION is a file or the name of a built-in (luncur missions lists them). Tables that
    it names (wind, fragments, trajectory, turns) are read as well; a raster of people is
    not.

    \b
    Example:
      luncur check mine.toml
    """
    from luncur.campaign.own_inputs import read_own_tables
    from luncur.mission import describe, load

    loaded = load(mission)
    read_own_tables(loaded)
    say(describe(loaded))


@cli.command()
@mission_argument
@output_option
@language_option
@json_option
def fly(mission: str, folder: Path, lang: str, as_json: bool) -> None:
    """Fly the nominal mission: events, drops, orbit, impact-point trace.

    \b
    Example:
      luncur fly soyuz-vostochny-sso -o out
    """
    from luncur.campaign.study import fly_to_folder

    summary = fly_to_folder(mission, folder, lang=lang)
    finish(summary, folder, lang, as_json)


@cli.command()
@mission_argument
@output_option
@click.option(
    "--samples",
    type=click.IntRange(1024),
    default=None,
    metavar="N",
    help="Launches at the most, in whole units of 1,024 (default 262144); the short pilot before them is not counted.",
)
@click.option(
    "--precision",
    type=click.FloatRange(0.001, 1.0),
    default=0.10,
    show_default=True,
    metavar="P",
    help="Relative half-width wanted for the casualty expectation of failures; where --samples ends the study before it, the report says so.",
)
@seed_option()
@click.option(
    "--device",
    type=click.Choice(["cpu", "cuda"]),
    default="cpu",
    show_default=True,
    help="Where pieces fall and casualties are counted: the processor, or an NVIDIA graphics processor (needs luncur[cuda]).",
)
@click.option(
    "--scheduler",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Threads of this process, or a Ray cluster (pip install 'luncur[ray]'); does not change the numbers.",
)
@click.option(
    "--address",
    default=None,
    metavar="ADDRESS",
    help="HOST:PORT of a Ray cluster that you trust, or auto (default: Ray is started on this machine).",
)
@workers_option("How many compute at a time (default: all processors, of the cluster with --address)", most=16384)
@click.option(
    "--preset",
    type=click.Choice(["strict", "standard", "fast"]),
    default=None,
    help="How exactly falls are integrated: to centimetres, a metre or ten metres; flights likewise "
    "(default: the mission's debris.preset).",
)
@resume_option("study")
@click.option(
    "--gate",
    is_flag=True,
    help="Exit 3 when a criterion is above or undecided, when there is none, or when too many launches failed to compute.",
)
@language_option
@json_option
def assess(
    mission: str,
    folder: Path,
    samples: int | None,
    precision: float,
    seed: int,
    device: str,
    scheduler: str,
    address: str | None,
    workers: int | None,
    preset: str | None,
    resume: bool,
    gate: bool,
    lang: str,
    as_json: bool,
) -> None:
    """The whole study: flight, failures, debris, people at risk, verdicts, report.

    \b
    Examples:
      luncur assess soyuz-vostochny-sso -o out --seed 1
      luncur assess mine.toml -o out --precision 0.05
      luncur assess mine.toml -o out --resume      after an interruption
      luncur assess mine.toml -o out --scheduler ray --address head:6379
    """
    from luncur.campaign.study import assess_to_folder, gate_reasons

    with resumable("assess"):
        summary = assess_to_folder(
            mission, folder, samples=samples, precision=precision, seed=seed, workers=workers, resume=resume, lang=lang,
            progress=progress_bar(), preset=preset, scheduler=scheduler, address=address, device=device,
        )  # fmt: skip
    finish(summary, folder, lang, as_json)
    reasons = gate_reasons(summary) if gate else []
    for reason in reasons:
        say(f"gate: {reason}", err=True)
    if reasons:
        sys.exit(3)
