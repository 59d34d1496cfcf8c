"""Notices to ships and aircraft: drafts out, published ones in."""

from __future__ import annotations

import json
from pathlib import Path

import click

from luncur.cli.options import language_option
from luncur.cli.root import cli
from luncur.speaking import say


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
