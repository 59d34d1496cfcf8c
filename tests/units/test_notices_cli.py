"""``luncur notices``: drafts written and printed, published ones read, one sentence for what cannot be."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import published_notices as published
import pytest
import shapely
from shapely.geometry.polygon import orient
from test_notices_drafts import folder_of

from luncur.cli import main
from luncur.notices import parse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "out", [orient(shapely.box(139.6, 4.3, 140.5, 5.6))])


def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["luncur", *map(str, arguments)])
    status = 0
    try:
        main()
    except SystemExit as error:
        status = int(error.code or 0)
    out, err = capfd.readouterr()
    return status, out, err


def test_draft_is_printed_and_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(monkeypatch, capfd, "notices", folder, "--daily", "2", "--lang", "id")
    assert status == 0
    assert (folder / "notices.txt").read_text(encoding="utf-8") == out
    assert "# Rancangan dari luncur" in out
    assert "DAILY 16 THRU 17" in out
    assert parse(folder / "notices.txt")[0].areas


def test_options_may_come_first_and_json_is_all_there_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    window = "2027-05-15T02:00Z/2027-05-15T04:00Z"
    status, out, _ = run(
        monkeypatch, capfd, "notices", "--window", window, "--alternate", "2027-05-20T02:00Z", "--json", folder
    )
    assert status == 0
    made = json.loads(out)
    assert [w["alternate"] for w in made["drafts"][0]["windows"]] == [False, True]
    assert made["drafts"][0]["areas"][0]["of"] == "area 0"


def test_reader_prints_and_writes_a_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "warnings.txt"
    file.write_text("\n\n".join([published.FLORIDA_2022, published.CIRCLES]), encoding="utf-8")
    status, out, _ = run(monkeypatch, capfd, "notices", "parse", file, "-o", tmp_path / "areas.geojson", "--json")
    assert status == 0
    notices = json.loads(out)["notices"]
    assert [(n["series"], n["number"]) for n in notices] == [("NAVAREA IV", 1177), ("NAVAREA XII", 1)]
    assert notices[0]["windows"][0] == {"start": "2022-11-12T16:06Z", "end": "2022-11-12T18:54Z", "alternate": False}
    drawn = json.loads((tmp_path / "areas.geojson").read_text())["features"]
    assert [f["properties"]["area"] for f in drawn] == ["A", "B", "A", "B", "D"]
    assert len(drawn[2]["geometry"]["coordinates"][0]) == 73
    status, out, _ = run(monkeypatch, capfd, "notices", "parse", file, "--lang", "id")
    assert "jendela waktu A, B: 2022-11-12T16:06Z sampai 2022-11-12T18:54Z" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("notices", "{dir}/none"), "areas.geojson"),
        (("notices", "{dir}/out", "--window", "tomorrow"), "two moments with their zone"),
        (("notices", "{dir}/out", "--series", "MY OWN"), "HYDROPAC"),
        (("notices", "{dir}/undated"), "--window START/END"),
        (("notices", "{dir}/empty"), "a drop region or hazard area"),
        (("notices", "{dir}/broken"), "JSON as luncur wrote it"),
        (("notices", "{dir}/odd"), "areas as luncur wrote them"),
        (("notices", "parse", "{dir}/none.txt"), "No such file"),
        (("notices", "parse", "{dir}/words.txt"), "at least one area"),
        (("notices", "parse", "{dir}/out"), "ordinary file"),
    ],
)
def test_bad_input_is_one_sentence(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    box = orient(shapely.box(0, 0, 1, 1))
    folder_of(tmp_path / "undated", [box], launch=None)
    folder_of(tmp_path / "empty", [])
    (folder_of(tmp_path / "broken", [box]) / "areas.geojson").write_text("{")
    (folder_of(tmp_path / "odd", [box]) / "areas.geojson").write_text(
        '{"features": [{"properties": {"kind": "drop region"}}]}'
    )
    (tmp_path / "words.txt").write_text("nothing is announced")
    status, out, err = run(monkeypatch, capfd, *(a.format(dir=tmp_path) for a in arguments))
    assert status == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert words in err
    assert not (tmp_path / "undated" / "notices.txt").exists()


def test_an_area_without_a_letter_is_named_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "warning.txt"
    file.write_text(
        "NAVAREA XI 100/23.\n1. ROCKET LAUNCHING 302100Z TO 310300Z MAY IN AREA BOUND BY\n"
        "36-00N 123-00E, 36-30N 123-00E, 36-30N 124-00E, 36-00N 124-00E.\n2. CANCEL THIS MSG 310400Z MAY 23.\n",
        encoding="utf-8",
    )
    status, out, _ = run(monkeypatch, capfd, "notices", "parse", file)
    assert status == 0
    assert "  area: 4 corners: 36.00000 123.00000" in out
    assert "  window: 2023-05-30T21:00Z to 2023-05-31T03:00Z" in out
