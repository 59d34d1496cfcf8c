"""The ``luncur`` command: reads arguments, calls one verb, prints; nothing is computed here."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from luncur.errors import LuncurError
from luncur.speaking import say

# The doors a user comes through, and the commands behind each, in order of use.
DOORS: dict[str, tuple[str, ...]] = {
    "Mission": ("missions", "new", "check", "fly", "assess"),
    "Results": ("report", "compare", "replay", "schema"),
    "Reports of others": ("read", "event", "zone"),
    "Notices": ("notices",),
}


class _ByDoor(click.Group):
    """Lists commands under the door they belong to."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for door, names in DOORS.items():
            rows = [(name, self.commands[name].get_short_help_str(80)) for name in names if name in self.commands]
            with formatter.section(door):
                formatter.write_dl(rows)


@click.group(cls=_ByDoor, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="luncur", message="luncur %(version)s")
def cli() -> None:
    """Launch flight safety: where the pieces of a failed launch fall, and who is at risk.

    \b
    Start here:
      luncur missions                                     what is built in
      luncur assess soyuz-vostochny-sso -o out --seed 1   the whole study of one of them
      luncur new soyuz-vostochny-sso > mine.toml          a mission file of your own to edit

    luncur is not qualified for operational use and must never be connected to a
    termination system.
    """


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
def new(mission: str) -> None:
    """Print a built-in mission as a file to edit.

    \b
    Example:
      luncur new soyuz-vostochny-sso > mine.toml
    """
    from luncur.mission import template

    say(template(mission), nl=False)


@cli.command()
@mission_argument
def check(mission: str) -> None:
    """Validate a mission; print what would be done and what is assumed.

    MISSION is a file or the name of a built-in (see ``luncur missions``).

    \b
    Example:
      luncur check mine.toml
    """
    from luncur.mission import describe, load

    say(describe(load(mission)))


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
    _finish(summary, folder, lang, as_json)


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
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=0,
    show_default=True,
    metavar="S",
    help="Same seed, same numbers.",
)
@click.option(
    "--device",
    type=click.Choice(["cpu"]),
    default="cpu",
    show_default=True,
    help="Where launches are computed.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    default=None,
    metavar="N",
    help="Threads (default: all processors); does not change the numbers.",
)
@click.option("--resume", is_flag=True, help="Go on with an interrupted study in DIR; start it when there is none.")
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
    workers: int | None,
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
    """
    from luncur.campaign.study import assess_to_folder, gate_reasons

    summary = assess_to_folder(
        mission,
        folder,
        samples=samples,
        precision=precision,
        seed=seed,
        workers=workers,
        resume=resume,
        lang=lang,
        progress=_progress_bar(),
    )
    _finish(summary, folder, lang, as_json)
    reasons = gate_reasons(summary) if gate else []
    for reason in reasons:
        say(f"gate: {reason}", err=True)
    if reasons:
        sys.exit(3)


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

    \b
    Examples:
      luncur report out --lang id
      luncur report out --units nautical
    """
    from luncur.export import report as write_report

    say(str(write_report(folder, lang, units)))


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
    click.echo(json.dumps(record, indent=1, allow_nan=False) if as_json else compare_text(record, lang))


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--launch",
    type=click.IntRange(0),
    required=True,
    metavar="N",
    help="Index of the launch (impacts.parquet, failed.csv).",
)
@click.option("--mission", default=None, metavar="FILE", help="The study's mission file, when it was moved.")
@json_option
def replay(folder: Path, launch: int, mission: str | None, as_json: bool) -> None:
    """One launch of a study again, alone, with its path and pieces.

    \b
    Example:
      luncur replay out --launch 4711
    """
    from luncur.campaign.study import replay_launch, replay_text

    record = replay_launch(folder, launch, mission)
    say(json.dumps(record, indent=1, allow_nan=False) if as_json else replay_text(record))


@cli.command("read")
@click.argument("files", metavar="TEXT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@output_option
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print the claims as JSON on standard output, nothing else.")
def read_texts(files: tuple[Path, ...], folder: Path, lang: str, as_json: bool) -> None:
    """News texts to claims: what they say, who says it and through whom.

    TEXT is plain text or a saved web page, in English or Indonesian, at most 5 MB.
    A claim table says what a text says, not what is true.

    \b
    Example:
      luncur read report-en.txt report-id.txt -o out
    """
    from luncur.claims.output import answer, read_to_folder

    record = read_to_folder(list(files), folder, lang)
    if as_json:
        say(json.dumps(record, ensure_ascii=False, allow_nan=False))
        return
    say(answer(record, lang))
    say(str(folder / "read.html"))


@cli.command()
@click.argument("event", metavar="EVENT")
@output_option
@language_option
@json_option
def event(event: str, folder: Path, lang: str, as_json: bool) -> None:
    """A reported launch or re-entry: what of the published facts fits together, and in whose waters things fell.

    EVENT is an event file or the name of a built-in; an unknown name lists them.

    \b
    Examples:
      luncur event nk-2023-11-21 -o out
      luncur event mine.toml -o out --lang id
    """
    from luncur.event import event_answer, event_to_folder

    record = event_to_folder(event, folder, lang)
    if as_json:
        say(json.dumps(record, allow_nan=False, ensure_ascii=False))
        return
    say(event_answer(record, lang))
    say(str(folder / "report.html"))


# Southern latitudes and western longitudes begin with a minus, which click would take for an option.
@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("latitude", metavar="LAT")
@click.argument("longitude", metavar="LON")
@click.option(
    "--uncertainty",
    default="0",
    metavar="KM",
    help="Radius within which the position may lie; where it reaches over an edge the answer is undecided.",
)
@click.option(
    "--polygons",
    default=None,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Official zones as GeoJSON, with the properties of Marine Regions; they win over what is computed.",
)
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Language of the text.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON on standard output, nothing else.")
def zone(latitude: str, longitude: str, uncertainty: str, polygons: Path | None, lang: str, as_json: bool) -> None:
    """In which maritime zone a position lies: computed, not legal.

    LAT and LON are decimal degrees, north and east positive.

    \b
    Examples:
      luncur zone 39.99 135.56
      luncur zone -33.9 151.4 --uncertainty 20
      luncur zone 39.99 135.56 --polygons eez.geojson --json
    """
    from luncur.places.zones import place_from_text, read_polygons, verdict, verdict_text

    place = place_from_text(latitude, longitude, uncertainty)
    answer = verdict(*place, read_polygons(polygons) if polygons else None)
    say(json.dumps(answer.record(), allow_nan=False, ensure_ascii=False) if as_json else verdict_text(answer, lang))


@cli.command()
@click.argument("what", type=click.Choice(["mission", "event", "summary"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a file format."""
    if what == "mission":
        from luncur.mission import schema as document
    elif what == "event":
        from luncur.event import schema as document
    else:
        from luncur.export import summary_schema as document
    say(json.dumps(document(), indent=1))


class _FolderOrCommand(click.Group):
    """``notices DIR`` drafts, ``notices parse FILE`` reads: what names no command is the folder of a draft."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["draft", *args]
        return super().parse_args(ctx, args)


@cli.group(cls=_FolderOrCommand)
def notices() -> None:
    """Draft notices to ships and aircraft, or read published ones.

    \b
    Examples:
      luncur notices out                                 drafts from a study's areas
      luncur notices out --window 2027-05-15T02:00Z/2027-05-15T04:00Z --daily 3
      luncur notices parse warnings.txt -o areas.geojson

    Drafts are not for issue: the responsible authority decides.
    """


@notices.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--window", metavar="START/END", default=None, help="Launch window; default: the mission's launch time.")
@click.option("--alternate", "alternates", metavar="START/END", multiple=True, help="Another window, if not launched.")
@click.option(
    "--daily", type=click.IntRange(0, 60), default=0, metavar="N", help="Days on which the window comes again."
)
@click.option(
    "--series", default="NAVAREA", show_default=True, help="Whose warning to ships: NAVAREA XI, HYDROPAC, ..."
)
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print the drafts as JSON on standard output, nothing else.")
def draft(
    folder: Path, window: str | None, alternates: tuple[str, ...], daily: int, series: str, lang: str, as_json: bool
) -> None:
    """Draft notices from the areas of a study; writes DIR/notices.txt.

    \b
    Example:
      luncur notices out --window 2027-05-15T02:00Z/2027-05-15T04:00Z --daily 3
    """
    from luncur.files import write_atomic
    from luncur.notices import draft as draft_notices
    from luncur.notices import launch_window

    made = draft_notices(
        folder,
        launch_window(window) if window else None,
        [launch_window(text, alternate=True) for text in alternates],
        daily,
        series,
    )
    text = made.text(lang)
    write_atomic(folder / "notices.txt", text.encode())
    say(json.dumps(made.record(), allow_nan=False) if as_json else text.rstrip())


@notices.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", default=None, metavar="GEOJSON", type=click.Path(path_type=Path), help="Write the areas."
)
@click.option(
    "--year", type=click.IntRange(1950, 2200), default=None, help="Of the first window, where the text has none."
)
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print the notices as JSON on standard output, nothing else.")
def parse(file: Path, output: Path | None, year: int | None, lang: str, as_json: bool) -> None:
    """Read published warnings: areas, windows, cancelling; what was not understood is listed.

    \b
    Example:
      luncur notices parse warnings.txt -o areas.geojson
    """
    from luncur.files import write_atomic
    from luncur.notices import features
    from luncur.notices import parse as parse_notices
    from luncur.notices.picture import summary

    found = parse_notices(file, year)
    if output is not None:
        write_atomic(output, json.dumps(features(found), allow_nan=False).encode())
    say(json.dumps({"notices": [n.record() for n in found]}, allow_nan=False) if as_json else summary(found, lang))


def _finish(summary: dict[str, Any], folder: Path, lang: str, as_json: bool) -> None:
    if as_json:
        say(json.dumps(summary, allow_nan=False))
        return
    from luncur.export import console_answer

    say(console_answer(summary, lang))
    say(str(folder / "report.html"))


def _progress_bar() -> Any:
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


if __name__ == "__main__":
    main()
