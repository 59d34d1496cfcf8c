"""The page of claims: every claim in its sentence with its confidence, what was joined once, days in words."""

from __future__ import annotations

import re

import pytest

from luncur.claims.out.page import page
from luncur.claims.out.page_words import LOW, NEAR, around
from luncur.claims.read import Claims, read
from luncur.claims.text.documents import Document
from luncur.claims.words.lexicon import wording

TEXT = """The Test Gazette
Wednesday, May 31, 2023

The Tarn-2 rocket exploded on Monday, and its first stage fell into the sea near Hartmoor, the Harbour Agency said. "Nobody was hurt," said Mara Quill, the head of the agency.
"""
INDONESIAN = """Kabar Uji
Rabu, 31 Mei 2023

"Tidak ada yang terluka," kata Mara Quill, kepala badan itu.
"""


@pytest.fixture(scope="module")
def found() -> Claims:
    return read([Document("a", "a.txt", TEXT), Document("b", "b.txt", INDONESIAN)])


def _page(found: Claims, lang: str) -> str:
    return page({**found.record(), "contradictions": []}, lang, found.around)


def test_a_claim_and_what_is_around_it_make_up_its_sentence(found: Claims) -> None:
    texts = {"a": TEXT, "b": INDONESIAN}
    assert found.claims
    for claim in found.claims:
        before, behind = found.around[f"{claim['text']}#{claim['id']}"]
        assert before + claim["words"] + behind in texts[claim["text"]]
    first = next(c for c in found.claims if "fell into the sea" in c["words"])
    before, behind = found.around[f"a#{first['id']}"]
    assert before.startswith("The Tarn-2 rocket exploded")
    assert behind == ", the Harbour Agency said."


def test_a_long_sentence_is_cut_at_words(found: Claims) -> None:
    claim = found.claims[0]
    sides = ("word " * 100, " wort" * 100)
    before, behind = around(claim, {"around": {f"{claim['text']}#{claim['id']}": sides}})
    assert before.startswith("… word ")
    assert len(before) <= NEAR + 2
    assert behind.endswith(" wort …")
    assert len(behind) <= NEAR + 2


def test_low_confidence_is_marked_and_counted(found: Claims) -> None:
    low = [c for c in found.claims if c["confidence"] < LOW]
    assert 0 < len(low) < len(found.claims)
    assert _page(found, "en").count('class="low"') == len(low)
    assert f"Low confidence: {len(low)}." in _page(found, "en")


def test_what_was_joined_stands_under_one_entry(found: Claims) -> None:
    pair = [c for c in found.claims if c["same_as"]]
    assert len(pair) == 2
    html = _page(found, "en")
    assert html.count('<ul class="plain repeats"') == 1
    numbers = [found.claims.index(c) for c in pair]
    assert re.search(rf'<li id="claim-{numbers[0]}">(?:(?!</li>).)*<li id="claim-{numbers[1]}">', html)


def test_checks_are_counted_against_all_claims(found: Claims) -> None:
    held = sum(bool(c["checks"]) for c in found.claims)
    assert f"Of {len(found.claims)} claims {held} could be checked" in _page(found, "en")
    assert f"Dari {len(found.claims)} klaim, {held} dapat diperiksa" in _page(found, "id")


@pytest.mark.parametrize(("lang", "day"), [("en", "29 May 2023"), ("id", "29 Mei 2023")])
def test_days_are_in_words(found: Claims, lang: str, day: str) -> None:
    main = _page(found, lang).split("</style>")[1]
    assert day in main
    assert "2023-05-29" not in main.replace("event-told-2023-05-29.toml", "")  # a file keeps its name


def test_a_place_gone_to_is_no_guest() -> None:
    text = "Kabar Uji\nRabu, 31 Mei 2023\n\nBudi Santoso mengunjungi Pangkalan Lontar pada Senin, kata Gubernur Pangkalan Lontar.\n"
    (visit,) = [c for c in read([Document("c", "c.txt", text)]).claims if c["kind"] == "visit"]
    assert [a["name"] for a in visit["actors"] if a["role"] == "guest"] == ["Budi Santoso"]


def test_a_negative_sentence_is_not_called_refuted() -> None:
    assert wording("id")["modalities"]["denied"] == "menyangkal / kalimat negatif"
