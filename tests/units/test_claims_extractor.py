"""What a user's own extractor gives: used as it is where it is a claim, else one sentence that names the field."""

from __future__ import annotations

from typing import Any

import pytest

from luncur.claims import Claims, Document, read
from luncur.claims.extractor import ROLES
from luncur.claims.words.lexicon import table
from luncur.errors import InputError

TEXT = "The Kestrel rocket fell into the lake, the port office said."
SPAN = {"kind": "splashdown", "start": 0, "end": 37}


def _read(*given: Any) -> Claims:
    return read([Document("t", "t.txt", TEXT)], extractor=lambda text, *, name, language: list(given))


def test_what_is_given_stays() -> None:
    when = {"text": "on Monday", "from": "2024-03-04", "to": "2024-03-04"}
    actors = [{"name": "Kestrel", "role": "vehicle"}]
    (claim,) = _read({**SPAN, "when": when, "actors": actors, "confidence": 1, "carriers": ("Radio",)}).claims
    assert (claim["when"], claim["actors"], claim["confidence"], claim["carriers"]) == (when, actors, 1.0, ["Radio"])


def test_a_time_without_days_leaves_them_open() -> None:
    (claim,) = _read({**SPAN, "when": {"text": "one night"}}).claims
    assert claim["when"] == {"text": "one night", "from": "", "to": ""}


def test_roles_are_those_of_the_page() -> None:
    assert set(ROLES) == set(table("page")["en"]["roles"])


@pytest.mark.parametrize(
    ("field", "value", "named", "expected"),
    [
        ("kind", "crash", "kind", "one of"),
        ("kind", ["launch"], "kind", "one of"),
        ("start", True, "start, end", "two whole numbers"),
        ("end", "37", "start, end", "two whole numbers"),
        ("end", 400, "start, end", "inside the text"),
        ("modality", None, "modality", "one of"),
        ("when", "Monday", "when", "a mapping"),
        ("when", {"text": 3}, "when.text", "the words"),
        ("when", {"from": "2024-13-01", "to": "2024-13-01"}, "when.from", "a day of the calendar"),
        ("when", {"from": "20240101", "to": "20240101"}, "when.from", "a day of the calendar"),
        ("when", {"from": "2024-01-01"}, "when.from, when.to", "or neither"),
        ("when", {"from": "2024-01-02", "to": "2024-01-01"}, "when.from, when.to", "not after"),
        ("confidence", "high", "confidence", "from 0 to 1"),
        ("confidence", 7, "confidence", "from 0 to 1"),
        ("confidence", float("nan"), "confidence", "from 0 to 1"),
        ("actors", ["H3"], "actors", "a list of"),
        ("actors", [{"name": "H3", "role": "king"}], "actors", "with a role of"),
        ("places", "Kourou", "places", "a list of names"),
        ("carriers", [3], "carriers", "a list of names"),
        ("same_as", {"c01": 1}, "same_as", "a list of names"),
        ("speaker", 5, "speaker", "a name"),
    ],
)
def test_what_is_no_claim_is_one_sentence(field: str, value: object, named: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        _read({**SPAN, field: value})
    said = str(caught.value)
    assert said.startswith(f"extractor, claim 1 of t: {named}: ")
    assert expected in said
    assert "\n" not in said


@pytest.mark.parametrize("given", ["launch", 5, None])
def test_what_is_no_mapping_is_refused(given: object) -> None:
    with pytest.raises(InputError, match=r"claim 1 of t: .*a mapping"):
        _read(given)


def test_an_extractor_gives_several_claims_or_none() -> None:
    assert _read().claims == []
    with pytest.raises(InputError, match="mappings, one for each claim"):
        read([Document("t", "t.txt", TEXT)], extractor=lambda text, *, name, language: None)  # type: ignore[arg-type, return-value]
