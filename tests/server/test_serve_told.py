"""What the page says of a study is what its report says."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path

import httpx
import pytest

from conftest import served
from luncur.export.told import SPLITS
from luncur.sentences import word


@pytest.mark.parametrize("lang", ["en", "id"])
def test_every_name_of_the_summary_is_told(client: httpx.Client, results: Path, lang: str) -> None:
    summary = json.loads((results / "study" / "summary.json").read_text(encoding="utf-8"))
    told = client.get("/api/folders/study/told", params={"lang": lang}).json()
    wanted = {row[key] for split, key in SPLITS.items() for row in summary["risk"][split]}
    wanted |= {event["name"] for event in summary["events"]} | {drop["body"] for drop in summary["drops"]}
    assert wanted <= set(told["names"])
    assert told["names"]["engine shutdown"] == {"en": "engine shutdown", "id": "mesin mati"}[lang]
    assert len(told["criteria"]) == len(summary["criteria"])
    assert sum(len(sentences) for _, sentences in told["assumed"]) == len(summary["assumed"])


def test_it_says_what_the_report_says(client: httpx.Client, results: Path) -> None:
    report = html.unescape((results / "study" / "report.html").read_text(encoding="utf-8")).replace("\u00a0", " ")
    told = client.get("/api/folders/study/told").json()
    sentences = [*told["headline"], told["scope"], *told["assumed"][0][1], *(c["reason"] for c in told["criteria"])]
    assert len(sentences) > 20
    for sentence in sentences:
        assert sentence.strip(".").replace("\u00a0", " ") in report


def test_a_flight_is_told_too_and_what_is_no_study_is_refused(client: httpx.Client) -> None:
    flight = client.get("/api/folders/flights%2Fsounding%20rocket%20%26%20co/told")
    assert flight.status_code == 200
    assert flight.json()["criteria"] == []
    assert client.get("/api/folders/event/told").status_code == 404
    assert client.get("/api/folders/bad/told").status_code == 422
    assert client.get("/api/folders/study/told?lang=fr").status_code == 422


ORBIT = "The satellite of soyuz-vostochny-sso, from launch to orbit; camera, mass, areas and accuracy assumed"


def test_titles_that_luncur_wrote_come_in_the_reader_s_language(results: Path, tmp_path: Path) -> None:
    """Of studies, events, orbits and missions; a user's own title stays as written."""
    for name in ("study", "event"):
        shutil.copytree(results / name, tmp_path / name)
    for name, title in (("orbit", ORBIT), ("own", "Satelit saya <b>, made here")):
        (tmp_path / name).mkdir()
        yardstick = {"value": 1e-4, "source": "NASA-STD-8719.14C, 4.7-1a; read through a copy that names it"}
        record = {
            "title": title, "source": {"text": "elements"}, "assumed": [], "not_computed": [],
            "reentry": {"yardstick": yardstick} if name == "orbit" else None,
        }  # fmt: skip
        (tmp_path / name / "orbit.json").write_text(json.dumps(record), encoding="utf-8")
    event = json.loads((results / "event/event.json").read_text(encoding="utf-8"))
    with served(tmp_path) as running:
        rows = {row["id"]: row["title"] for row in running.client.get("/api/folders", params={"lang": "id"}).json()}
        assert rows["orbit"] == word(ORBIT, "id") != ORBIT
        assert rows["study"].endswith("98,0 derajat")
        assert rows["event"] == event["title"]["id"]
        assert rows["own"] == "Satelit saya <b>, made here"
        english = {row["id"]: row["title"] for row in running.client.get("/api/folders").json()}
        assert english["orbit"] == ORBIT
        assert english["event"] == event["title"]["en"]
        for name in ("orbit", "own"):
            told = running.client.get(f"/api/folders/{name}/told", params={"lang": "id"}).json()
            assert told["title"] == rows[name]
            assert ("dikutip dari sumber kedua" in told["yardstick"]) is (name == "orbit")
        missions = running.client.get("/api/missions", params={"lang": "id"}).json()
        offers = running.client.get("/api/watch", params={"lang": "id"}).json()["missions"]
        assert rows["study"] in [m["title"] for m in missions]
        assert rows["study"] in [m["title"] for m in offers]
        assert all(word(m["title"], "id") == m["title"] for m in missions)
        for address in ("/api/folders", "/api/missions", "/api/watch"):
            assert running.client.get(address, params={"lang": "fr"}).status_code == 422


def test_every_built_in_orbit_has_a_title_in_indonesian() -> None:
    from luncur.orbit.input.load import orbit_cases

    for name, title in orbit_cases():
        assert word(title, "id") != title, name
