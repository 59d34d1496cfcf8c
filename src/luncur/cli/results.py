"""Commands that take what a study left, and the schemas of the files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from luncur.cli.options import json_option, language_option
from luncur.cli.root import cli
from luncur.errors import InputError
from luncur.speaking import say


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@language_option
@click.option(
    "--units",
    type=click.Choice(("metric", "nautical", "both")),
    default="metric",
    show_default=True,
    help="What the page shows at first: km and m, nautical miles and feet, or both; a reader can switch.",
)
def report(folder: Path, lang: str, units: str) -> None:
    """Write the report page of a result folder again, in another language or other units.

    The pages of a trial and of an orbit study have metric units only.

    \b
    Examples:
      luncur report out --lang id
      luncur report out --units nautical
      luncur report trial --lang id
    """
    other = next((name for name in ("trial", "orbit") if (folder / f"{name}.json").exists()), None)
    if other is not None and not (folder / "summary.json").exists():
        if units != "metric":
            raise InputError("report", "--units", units, f"metric: the page of this {other} has no other units")
        say(str(_other_page(other, folder, lang)))
        return
    from luncur.export import report as write_report

    say(str(write_report(folder, lang, units)))


def _other_page(kind: str, folder: Path, lang: str) -> Path:
    """The page of a trial or of an orbit study, written again."""
    if kind == "trial":
        from luncur.trial.verb import report_trial as again
    else:
        from luncur.orbit.verb import report_orbit as again
    return again(folder, lang)


@cli.command()
@click.argument("first", metavar="A", type=click.Path(path_type=Path))
@click.argument("second", metavar="B", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "page",
    default=None,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a page as well.",
)
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON on standard output, nothing else.")
def compare(first: Path, second: Path, page: Path | None, lang: str, as_json: bool) -> None:
    """Two finished studies side by side: risk, verdicts, drops, inputs that differ.

    \b
    Example:
      luncur compare before after
      luncur compare before after -o difference.html
    """
    from luncur.export import compare as side_by_side
    from luncur.export import compare_page, compare_text
    from luncur.files import write_atomic

    record = side_by_side(first, second)
    if page is not None:
        write_atomic(page, compare_page(record, lang).encode())
    say(json.dumps(record, indent=1, allow_nan=False) if as_json else compare_text(record, lang))


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--launch",
    type=click.IntRange(0),
    required=True,
    metavar="N",
    help="Index of the launch (impacts.parquet, failed.csv), or of the sample (flights.parquet).",
)
@click.option("--mission", default=None, metavar="FILE", help="The study's mission file, when it was moved.")
@json_option
def replay(folder: Path, launch: int, mission: str | None, as_json: bool) -> None:
    """One launch of a study again, alone: what failed when, and where its pieces fall; or one sample of a trial.

    Casualties are expected ones given that launch, by each model of where people live.

    \b
    Examples:
      luncur replay out --launch 4711
      luncur replay trial --launch 1234
    """
    from luncur.trial.replay import is_trial

    if is_trial(folder):
        from luncur.trial.replay import replay_sample as again
        from luncur.trial.replay import replay_text
    else:
        from luncur.campaign.study import replay_launch as again
        from luncur.campaign.study import replay_text

    record = again(folder, launch, mission)
    say(json.dumps(record, indent=1, allow_nan=False) if as_json else replay_text(record))


@cli.command()
@click.argument("what", type=click.Choice(["mission", "event", "orbit", "summary"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a file format."""
    if what == "mission":
        from luncur.mission import schema as document
    elif what == "event":
        from luncur.event import schema as document
    elif what == "orbit":
        from luncur.orbit.input.schema import schema as document
    else:
        from luncur.export import summary_schema as document
    say(json.dumps(document(), indent=1))
