"""Commands for what others report: news texts, reported launches, whose waters."""

from __future__ import annotations

import json
from pathlib import Path

import click

from luncur.cli.options import json_option, language_option, output_option
from luncur.cli.root import cli
from luncur.speaking import say


@cli.command("read")
@click.argument("files", metavar="TEXT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@output_option
@language_option
@click.option("--json", "as_json", is_flag=True, help="Print the claims as JSON on standard output, nothing else.")
@click.option(
    "--at-least",
    type=float,
    default=0.0,
    metavar="P",
    help="List claims of a confidence below P (0 to 1) with what was not understood.",
)
def read_texts(files: tuple[Path, ...], folder: Path, lang: str, as_json: bool, at_least: float) -> None:
    """News texts to claims: what they say, who says it and through whom.

    TEXT is plain text or a saved web page, in English or Indonesian, at most 5 MB.
    A claim table says what a text says, not what is true.

    \b
    Example:
      luncur read report-en.txt report-id.txt -o out
    """
    from luncur.claims.out.console import answer
    from luncur.claims.out.output import read_to_folder

    record = read_to_folder(list(files), folder, lang, at_least)
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
    help="Official zones as GeoJSON or shapefile, with the properties of Marine Regions; they win over what is computed.",
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
