"""``luncur event``: the folder, the console, the page, and the texts of both languages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from event_cases import NAMES, record_of, report, small
from markupsafe import escape

from luncur.cli import cli
from luncur.errors import InputError
from luncur.event import event_to_folder, events
from luncur.event.page import page


@pytest.mark.parametrize("name", NAMES)
def test_built_in_events_in_both_languages(name: str) -> None:
    record = record_of(name)
    assert record["event"] == name
    assert all(f["source"] and f["confidence"] for f in record["facts"])
    assert json.loads(json.dumps(record, allow_nan=False)) is not None
    for lang in ("en", "id"):
        html = page(record, lang)
        assert f'<html lang="{lang}">' in html
        assert str(escape(record["title"][lang])) in html
        assert "{" not in "".join(f["text"][lang] for f in record["findings"])
        assert "<script" not in html
        assert 'src="http' not in html
        for finding in record["findings"]:  # every number leads to the fact that it rests on
            for fact in finding["facts"]:
                assert f'id="fact-{fact}"' in html


def test_every_text_has_both_languages_and_the_same_places_for_values() -> None:
    import string

    from luncur.event.words import _texts

    for key, texts in _texts().items():
        assert set(texts) == {"en", "id"}, key
        places = [{name for _, name, _, _ in string.Formatter().parse(texts[lang]) if name} for lang in ("en", "id")]
        assert places[0] == places[1], key


def test_the_folder_and_the_console(tmp_path: Path) -> None:
    pytest.importorskip("shapely")
    run = CliRunner().invoke(cli, ["event", "nk-1998-08-31", "-o", str(tmp_path / "out"), "--lang", "id"])
    assert run.exit_code == 0
    assert "bertentangan" in run.output
    made = {p.name for p in (tmp_path / "out").iterdir()}
    assert made == {"event.json", "report.html", "event.geojson", "event.kml", "facts.csv"}
    record = json.loads((tmp_path / "out" / "event.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "facts.csv").read_text(encoding="utf-8"))))
    assert [r["id"] for r in rows] == [f["id"] for f in record["facts"]]
    shapes = json.loads((tmp_path / "out" / "event.geojson").read_text(encoding="utf-8"))
    assert {f["properties"]["kind"] for f in shapes["features"]} == {"site", "report", "uncertainty"}
    ElementTree.fromstring((tmp_path / "out" / "event.kml").read_text(encoding="utf-8"))
    with pytest.raises(InputError, match="new or empty folder"):
        event_to_folder("nk-1998-08-31", tmp_path / "out")


def test_json_on_standard_output(tmp_path: Path) -> None:
    run = CliRunner().invoke(cli, ["event", "cz5b-2021-05-09", "-o", str(tmp_path / "out"), "--json"])
    assert json.loads(run.output)["event"] == "cz5b-2021-05-09"


def test_an_unknown_name_lists_the_built_ins(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        event_to_folder("nk-1998", tmp_path / "out")
    assert all(name in str(caught.value) for name in NAMES)
    assert not (tmp_path / "out").exists()
    assert [name for name, _ in events()] == NAMES


def test_words_of_a_hostile_file_stay_words() -> None:
    record = small(report('at = "9.5 N 14.5 W"\nnote = "<script>alert(1)</script> {x}"'))
    html = page(record, "en")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_page_of_examples_shows_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    monkeypatch.chdir(tmp_path)
    written = (Path(__file__).parents[2] / "docs/how-to/event.md").read_text(encoding="utf-8")
    Path("my-event.toml").write_text(re.findall(r"```toml\n(.*?)```", written, re.S)[0], encoding="utf-8")
    for i, (name, shown) in enumerate(re.findall(r"\$ luncur event (\S+) -o out\n(.*?)```", written, re.S)):
        run = CliRunner().invoke(cli, ["event", name, "-o", f"out{i}"])
        assert run.output.replace(f"out{i}", "out") == shown
