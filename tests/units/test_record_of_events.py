"""The record of events that claims are held against: whole, dated, and worded in both languages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from luncur.claims.checks.record import check_first, check_record, events, match
from luncur.claims.words.lexicon import wording

KINDS = {"launch", "reentry", "test"}
FIELDS = {
    "id", "kind", "utc", "local", "actor", "vehicle", "outcome", "phase", "phase_id",
    "note", "note_id", "payloads", "places", "source", "confidence",
}  # fmt: skip


@pytest.fixture(params=events(), ids=lambda e: str(e["id"]))
def event(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def test_an_event_has_the_fields_of_the_record(event: dict[str, Any]) -> None:
    assert set(event) == FIELDS
    assert event["kind"] in KINDS
    assert event["actor"]


def test_the_day_where_it_happened_is_within_a_day_of_the_utc_day(event: dict[str, Any]) -> None:
    local = date.fromisoformat(event["local"])
    if event["utc"]:
        at = datetime.fromisoformat(event["utc"])
        assert at.utcoffset() == timedelta(0)
        assert abs((at.date() - local).days) <= 1


def test_an_outcome_has_words_in_both_languages(event: dict[str, Any]) -> None:
    for language in ("en", "id"):
        assert wording(language)["outcomes"][event["outcome"]]


def test_free_text_is_given_in_both_languages(event: dict[str, Any]) -> None:
    for field in ("note", "phase"):
        assert bool(event[field]) == bool(event[f"{field}_id"])


def test_what_was_recalled_says_so(event: dict[str, Any]) -> None:
    assert (event["confidence"] == "L") == event["source"].startswith("recalled")


def test_no_event_is_there_twice() -> None:
    ids = [e["id"] for e in events()]
    assert len(set(ids)) == len(ids)
    same = [(e["kind"], e["local"], e["vehicle"], e["utc"]) for e in events()]
    assert len(set(same)) == len(same)


def claim(words: str, kind: str, first: str, last: str) -> dict[str, Any]:
    return {
        "words": words,
        "kind": kind,
        "modality": "asserted",
        "actors": [],
        "places": [],
        "when": {"text": "then", "from": first, "to": last},
    }


def test_a_first_of_the_month_is_no_first_flight() -> None:
    words = "SpaceX's first launch of the month, a Falcon 9, went up"
    assert check_first(claim(words, "launch", "2018-08-07", "2018-08-07"), words) is None
    words = "The maiden flight of the Falcon 9 took place"
    found = check_first(claim(words, "launch", "2018-08-07", "2018-08-07"), words)
    assert found is not None
    assert found["verdict"] == "contradicts"


def test_a_long_span_proves_no_contradiction_of_a_vehicle_that_flies_often() -> None:
    words = "A Falcon 9 reached orbit"
    lost = next(e for e in events() if e["vehicle"] == "Falcon 9" and e["outcome"] == "failure")
    day = lost["local"]
    on_the_day = check_record(claim(words, "orbit", day, day), words, True)
    assert on_the_day is not None
    assert on_the_day["verdict"] == "contradicts"
    month = (day[:8] + "01", day[:8] + "28")
    found = check_record(claim(words, "orbit", *month), words, True)
    assert found is None or found["verdict"] != "contradicts"


def test_a_reentry_is_no_launch() -> None:
    reentry = next(e for e in events() if e["kind"] == "reentry" and e["vehicle"])
    words = f"The {reentry['vehicle']} lifted off"
    found, _ = match(
        claim(words, "launch", reentry["local"], reentry["local"]), words, (date.fromisoformat(reentry["local"]),) * 2
    )
    assert reentry["id"] not in [e["id"] for e in found]
