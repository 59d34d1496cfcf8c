"""What the page says of a study is what its report says."""

from __future__ import annotations

import html
import json
from pathlib import Path

import httpx
import pytest

from luncur.export.told import SPLITS


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
