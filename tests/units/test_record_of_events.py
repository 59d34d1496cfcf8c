"""The record of events that claims are held against: whole, dated, and worded in both languages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from luncur.claims.page import texts
from luncur.claims.record import events

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
        assert texts(language)["outcomes"][event["outcome"]]


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
