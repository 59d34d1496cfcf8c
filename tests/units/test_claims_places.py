"""Checks of figures against places, and drafts of event files, of texts written for the purpose."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from luncur.claims import Claims, Document, read
from luncur.claims.checks.drafts import toml
from luncur.claims.checks.place_checks import check_places
from luncur.claims.checks.told import told
from luncur.event.load import event_from_tree
from luncur.event.record import compare_event

TEXT = """Reports of launches

The Test Gazette
Wednesday, May 31, 2023

SEOUL - North Korea launched a Chollima-1 rocket on Wednesday.

The second stage fell 200 miles (370 km) west of Jeju, the ministry said.

On August 31, 1998, a rocket was launched from Musudan-ri. The first stage fell at 40°51' N, 139°40' E, 253 km from the launch site, the agency said. It fell 60 km outside Japan's exclusive economic zone, the agency said.

The satellite rocket H3 lifted off from Tanegashima on February 17, 2024. A piece fell 5,000 km south of the launch site 2 minutes after lift-off, the agency said.
"""


@pytest.fixture(scope="module")
def found() -> Claims:
    return read([Document("t", "t.txt", TEXT)])


def _checks(found: Claims, words: str) -> list[tuple[str, str, str]]:
    claim = next(c for c in found.claims if words in c["words"])
    return [(k["check"], k["note"]["finding"], k["verdict"]) for k in claim["checks"] if "finding" in k["note"]]


def test_units_that_were_mixed_up(found: Claims) -> None:
    assert ("units", "units_mixed", "contradicts") in _checks(found, "200 miles")


def test_a_range_from_the_launch_site_against_coordinates(found: Claims) -> None:
    assert ("place", "range_contradicts", "contradicts") in _checks(found, "253 km")
    assert ("place", "waters", "adds") in _checks(found, "253 km")


def test_a_verdict_on_a_zone_is_held_against_the_position_before_it(found: Claims) -> None:
    assert _checks(found, "60 km outside") == [
        ("place", "beyond", "contradicts"),
        ("place", "said_contradicts", "contradicts"),
    ]


def test_every_sentence_of_a_zone_says_that_it_is_computed(found: Claims) -> None:
    waters = [k for c in found.claims for k in c["checks"] if k["note"].get("finding") == "waters"]
    assert len(waters) == 3
    assert all("Computed, not legal" in k["note"]["text"]["en"] for k in waters)
    assert all("bukan hukum" in k["note"]["text"]["id"] for k in waters)


def test_the_source_of_a_place_is_told_in_the_language_of_the_sentence(found: Claims) -> None:
    texts = [
        k["note"]["text"]
        for c in found.claims
        if "west of Jeju" in c["words"]
        for k in c["checks"]
        if "text" in k["note"]
    ]
    (waters,) = [t for t in texts if "Computed, not legal" in t["en"]]
    assert "gazetteers" in waters["en"]
    assert "gazeter" in waters["id"]
    assert not any(mark in sentence for sentence in waters.values() for mark in ("{", "}", "'en'"))


def test_arcs_of_civil_launches_only(found: Claims) -> None:
    assert ("place", "arc_too_short_range", "contradicts") in _checks(found, "5,000 km")
    weapon = TEXT.replace("satellite rocket H3", "missile").replace("satellite", "missile")
    again = read([Document("t", "t.txt", weapon)])
    assert {e["kind"] for e in again.events if e["event"].startswith("told-")} <= {"weapon test", "disputed"}
    assert not any(finding.startswith("arc") for _, finding, _ in _checks(again, "5,000 km"))


def test_what_has_no_number_gets_no_check(found: Claims) -> None:
    assert _checks(found, "North Korea launched") == []


def test_a_draft_for_each_event_told_loads_and_compares(found: Claims) -> None:
    assert [e["event"] for e in found.events] == ["told-1998-08-31", "nk-2023-05-31", "h3-tf2"]
    assert {e["record"] for e in found.events} == {"", "nk-2023-05-31", "h3-tf2"}
    for event in found.events:
        tree = tomllib.loads(found.drafts[event["draft"]])
        loaded = event_from_tree(tree, event["draft"])
        compare_event(loaded)
        facts = [f for f in loaded.facts if f.id != "site"]
        assert len(facts) == event["facts"]
        assert {f.confidence for f in facts} == {"reported"}
        assert all("The Test Gazette, 2023-05-31" in f.source and "characters" in f.source for f in facts)


def test_offsets_of_a_fact_give_its_words_again(found: Claims) -> None:
    tree = tomllib.loads(found.drafts["event-nk-2023-05-31.toml"])
    for row in tree["outcome"]:
        if "what" in row:
            start, end = (int(n) for n in row["source"].rpartition("characters ")[2].split(" to "))
            assert TEXT[start:end] == row["what"]


def test_a_plan_does_not_follow_the_event_told_first() -> None:
    text = "The Orbit Courier\nJune 1, 2023\n\nThe H3 rocket exploded on May 31, 2023.\n\nThe debris of the next rocket is expected to fall into the sea."
    found = read([Document("t", "t.txt", text)])
    planned = [c for c in found.claims if c["modality"] == "planned"]
    assert planned
    assert not {f"t#{c['id']}" for c in planned} & {m for e in found.events for m in e["claims"]}


@pytest.mark.parametrize("name", ["a b/c", "ü" * 60, "-", "x" * 80])
def test_names_of_texts_become_ids(name: str) -> None:
    found = read(
        [
            Document(name, "t.txt", "The H3 rocket exploded on May 31, 2023."),
            Document(name, "u.txt", "The H3 rocket exploded on May 31, 2023."),
        ]
    )
    for draft in found.drafts.values():
        event_from_tree(tomllib.loads(draft), "draft.toml")
    assert len(found.drafts) >= 1


def test_hostile_words_stay_words_in_a_draft() -> None:
    tree: dict[str, Any] = {
        "event": {"name": "x", "title": '"]\n[site]\nid = "\\u0000'},
        "outcome": [{"what": "a\"b'\\c\x7f"}],
    }
    assert tomllib.loads(toml(tree, ("a\nb = 1",))) == tree


def test_many_positions_are_not_all_computed() -> None:
    text = "The H3 rocket exploded on May 31, 2023. " + " ".join(
        f"A piece fell {n} km west of Jeju." for n in range(100, 160)
    )
    claims = read([Document("t", "t.txt", text)]).claims
    placed = [c for c in claims if any(k["note"].get("finding") == "waters" for k in c["checks"])]
    assert 0 < len(placed) <= 24


def test_nothing_is_added_without_claims() -> None:
    check_places([], [], told([], {}))
