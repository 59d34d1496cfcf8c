"""Claims of small texts made for the purpose: attribution, kinds, times, modality, names."""

from __future__ import annotations

from typing import Any

import pytest

from luncur.claims import Document, read
from luncur.errors import InputError

HEAD_EN = "The Bay Herald, March 14, 2024\n\n"  # a Thursday
HEAD_ID = "Harian Teluk, 14 Maret 2024\n\n"


def claims(text: str, head: str = HEAD_EN) -> list[dict[str, Any]]:
    return read([Document("t", "t.txt", head + text)]).claims


def one(text: str, head: str = HEAD_EN) -> dict[str, Any]:
    found = claims(text, head)
    assert len(found) == 1, [(c["kind"], c["words"]) for c in found]
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "kind", "speaker"),
    [
        ('"The booster fell into the lake," said Mara Quill, who watched it.', "splashdown", "Mara Quill"),
        ("The booster fell into the lake, harbour master Mara Quill told reporters.", "splashdown", "Mara Quill"),
        ("According to Mara Quill, the booster fell into the lake.", "splashdown", "Mara Quill"),
        ("The Ministry of Transport said that no one was hurt.", "damage", "Ministry of Transport"),
        (
            "A spokesman for the Ministry of Transport said the licence was suspended.",
            "sanction",
            "Ministry of Transport",
        ),
        ("A villager said the booster fell into the lake.", "splashdown", "not determined"),
        ("The booster fell into the lake.", "splashdown", "The Bay Herald"),
        ("An engineer who asked not to be named said the valve leaked.", "failure", "not determined"),
    ],
)
def test_who_speaks(sentence: str, kind: str, speaker: str) -> None:
    claim = one(sentence)
    assert (claim["kind"], claim["speaker"]) == (kind, speaker)


@pytest.mark.parametrize(
    ("sentence", "kind", "speaker"),
    [
        ('"Pendorong jatuh ke danau," kata Sari Wening, warga desa.', "splashdown", "Sari Wening"),
        ("Menurut Kementerian Perhubungan, tidak ada warga yang terluka.", "damage", "Kementerian Perhubungan"),
        (
            "Juru bicara Kementerian Riset dan Teknologi mengatakan roket meledak.",
            "failure",
            "Kementerian Riset dan Teknologi",
        ),
        ("Seorang nelayan mengatakan pendorong jatuh ke danau.", "splashdown", "not determined"),
        ("Roket meledak di udara, ujar kepala desa.", "failure", "kepala desa"),
    ],
)
def test_who_speaks_in_indonesian(sentence: str, kind: str, speaker: str) -> None:
    claim = one(sentence, HEAD_ID)
    assert (claim["kind"], claim["speaker"]) == (kind, speaker)


def test_a_family_name_that_two_share_is_not_guessed() -> None:
    found = claims("Mara Quill met her brother Tobias Quill on Monday. Quill said the pad was dry.")
    assert found[-1]["speaker"] == "not determined"


def test_words_that_no_attribution_is_found_for_stay_open() -> None:
    # words in quotation marks that nobody is said to have said: neither the newspaper's nor anyone's for certain
    claim = one("It was “a triumph”, and the rocket reached orbit.")
    assert claim["speaker"] == "not determined"


def test_carriers_follow_the_speaker() -> None:
    claim = one("“The pump failed,” Mara Quill said, as quoted by the newspaper Fen Gazette.")
    assert (claim["speaker"], claim["carriers"]) == ("Mara Quill", ["Fen Gazette"])


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("The booster fell into the lake on Tuesday.", "2024-03-12", "2024-03-12"),
        ("The next launch is scheduled for Tuesday.", "2024-03-19", "2024-03-19"),
        ("The booster fell into the lake last weekend.", "2024-03-09", "2024-03-10"),
        ("The booster fell into the lake in November.", "2023-11-01", "2023-11-30"),
        ("The next launch is planned before the end of May.", "2024-03-14", "2024-05-31"),
        ("The booster fell into the lake on 2 February 2021.", "2021-02-02", "2021-02-02"),
        ("The rocket exploded five years ago today.", "2019-03-14", "2019-03-14"),
    ],
)
def test_times(sentence: str, first: str, last: str) -> None:
    when = one(sentence)["when"]
    assert (when["from"], when["to"]) == (first, last)


def test_months_earlier_count_from_the_event() -> None:
    found = claims("The rocket exploded on Tuesday. Its booster fell into the lake three months earlier.")
    assert found[1]["when"]["from"] == "2023-12-01"


def test_no_date_line_leaves_the_day_open() -> None:
    when = one("The booster fell into the lake on Tuesday.", "")["when"]
    assert (when["text"], when["from"]) == ("on Tuesday", "")


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("No one was hurt.", "denied"),
        ("The agency denied that the rocket exploded.", "denied"),
        ("If the pump fails, the launch will be delayed until May.", "conditional"),
        ("The booster may have fallen into the lake.", "possible"),
        ("The engine did not ignite.", "asserted"),
        ("Mara Quill said the island should stay closed.", "opinion"),
    ],
)
def test_modality(sentence: str, modality: str) -> None:
    assert one(sentence)["modality"] == modality


def test_words_are_at_their_offsets_across_broken_lines() -> None:
    text = HEAD_ID + "Roket itu jatuh ke\nLaut Ban-\nda pada Senin."
    claim = read([Document("t", "t.txt", text)]).claims[0]
    assert text[claim["start"] : claim["end"]] == claim["words"]
    assert claim["places"] == ["Banda Sea"]


def test_furniture_is_not_read() -> None:
    text = (
        "Photo: The rocket fell into the lake.\n\nREAD ALSO: Rocket explodes on its pad\n\nEditor: The rocket exploded."
    )
    assert claims(text) == []


def test_a_pull_quote_repeats_its_quotation() -> None:
    found = claims('"The pump failed at once and then the tank burst," said Mara Quill.\n\nTHE PUMP FAILED AT ONCE')
    assert [c["speaker"] for c in found] == ["Mara Quill"] * len(found)


def test_a_translation_is_the_same_statement() -> None:
    texts = [
        Document("en", "en", HEAD_EN + '"We lost pressure in the second stage," said Mara Quill.'),
        Document("id", "id", HEAD_ID + '"Kami kehilangan tekanan di tingkat kedua," kata Mara Quill.'),
    ]
    found = read(texts).claims
    assert found[0]["same_as"] == ["id#c01"]
    assert found[1]["same_as"] == ["en#c01"]


def test_the_record_confirms_and_contradicts() -> None:
    head = "The Bay Herald, March 8, 2023\n\n"
    good = claims("The second stage of the H3 failed on Tuesday.", head)[0]["checks"]
    bad = claims("The third stage of the H3 failed on Tuesday.", head)[0]["checks"]
    assert [(c["verdict"], c["event"]) for c in good] == [("confirms", "h3-tf1")]
    assert [(c["verdict"], c["event"]) for c in bad] == [("contradicts", "h3-tf1")]


def test_a_weekday_that_is_another_is_said() -> None:
    checks = one("The rocket exploded on Monday, March 12, 2024.")["checks"]
    assert [c["verdict"] for c in checks if c["check"] == "calendar"] == ["contradicts"]


def test_contradictions_between_texts_are_found() -> None:
    from luncur.claims.checks.contradictions import contradictions

    texts = [
        Document("a", "a", HEAD_EN + "The rocket fell 300 kilometres off the coast into the sea on Tuesday."),
        Document("b", "b", HEAD_EN + "The rocket fell 500 kilometres off the coast into the sea on Tuesday."),
    ]
    found = contradictions(read(texts).claims, {"a": "en", "b": "en"})
    assert [x["code"] for x in found] == ["contradiction_figures"]


def test_an_extractor_of_the_user_is_held_against_the_text() -> None:
    document = Document("t", "t.txt", HEAD_EN + "The rocket fell.")

    def good(text: str, *, name: str, language: str) -> Any:
        yield {"kind": "splashdown", "start": len(HEAD_EN), "end": len(text) - 1}

    def bad(text: str, *, name: str, language: str) -> Any:
        yield {"kind": "splashdown", "start": 0, "end": len(text) + 1}

    assert read([document], extractor=good).claims[0]["words"] == "The rocket fell"
    with pytest.raises(InputError, match="inside the text"):
        read([document], extractor=bad)
