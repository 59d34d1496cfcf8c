"""Who a sentence lets speak, by the grammar of attribution in both languages."""

from __future__ import annotations

import pytest

from luncur.claims.speech.attribution import attribute
from luncur.claims.text.flat import flatten


def said(sentence: str, language: str) -> list[tuple[str | None, str]]:
    """Speaker phrase and words of everything that a sentence says."""
    text = flatten(sentence, 0, len(sentence)).text
    return [
        (s.speaker, " ".join(text[a:b].strip(" ,") for a, b in s.spans))
        for s in attribute(text, 0, len(text), language)
    ]


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        # before the words, with adverbials and addressees
        ("Quill conceded that the tank had burst.", "Quill", "the tank had burst"),
        ("Quill later acknowledged the tank had burst.", "Quill", "the tank had burst"),
        ("Asked about the fire, Quill said it was out.", "Quill", "it was out"),
        ("In a letter to the council, the firm wrote that the pad was dry.", "the firm", "the pad was dry"),
        ("The firm told Fen Radio that the pad was dry.", "The firm", "the pad was dry"),
        ("In Tarn on Monday it said the pad was dry.", "it", "the pad was dry"),
        ("As the warden put it, the valve leaked.", "the warden", "the valve leaked"),
        ("Quill was quoted by the Fen Gazette as saying that the pump failed.", "Quill", "the pump failed"),
        # behind them, inverted or not
        ("The tank burst, conceded Mara Quill, who runs the pad.", "Mara Quill, who runs the pad", "The tank burst"),
        ("The tank burst, the harbour master told shareholders in a letter.", "the harbour master", "The tank burst"),
        ("The tank burst, according to Quill.", "Quill", "The tank burst"),
        ("The tank burst, the office reported, citing the warden.", "the warden", "The tank burst"),
        # in their middle
        ("The tank, Quill noted, burst at dawn.", "Quill", "The tank, Quill noted, burst at dawn"),
        ("Two more boats sank, by Quill's count.", "Quill", "Two more boats sank"),
        # one phrase only
        ("Quill blamed a leaking valve for the loss.", "Quill", "a leaking valve"),
        ("Residents described the noise as deafening.", "Residents", "deafening"),
        # the newspaper's own words
        ("Quill did not say whether the tank burst.", None, "Quill did not say whether the tank burst"),
        ("The tank is said to have burst.", None, "The tank is said to have burst"),
        ("The launching state is liable for it.", None, "The launching state is liable for it"),
        ("Tobias Reed, the warden, announced the closure of the pad.", None, "Tobias Reed, the warden, announced the closure of the pad"),
    ],
)  # fmt: skip
def test_english_attribution(sentence: str, speaker: str | None, words: str) -> None:
    assert said(sentence, "en") == [(speaker, words)]


@pytest.mark.parametrize(
    ("sentence", "speaker", "words"),
    [
        ("Sari menegaskan tangki itu pecah.", "Sari", "tangki itu pecah"),
        ("Sari menjelaskan, tangki itu pecah.", "Sari", "tangki itu pecah"),
        ("Sari, yang memimpin uji, mengakui bahwa tangki itu pecah.", "Sari, yang memimpin uji", "tangki itu pecah"),
        ("Dalam keterangannya, Senin (12/3), badan itu menyebut landasan akan ditutup.", "badan itu", "landasan akan ditutup"),
        ("Menurutnya, tangki itu pecah.", "ia", "tangki itu pecah"),
        ("Menurut Sari, ketua nelayan, jaring warga robek.", "Sari, ketua nelayan", "jaring warga robek"),
        ("Dikutip dari Antara, Sari mengatakan bahwa pompa rusak.", "Sari", "pompa rusak"),
        ("Tangki itu pecah, aku Sari Wening.", "Sari Wening", "Tangki itu pecah"),
        ("Tangki itu pecah, demikian keterangan kementerian.", "keterangan kementerian", "Tangki itu pecah"),
        ("Tangki itu pecah, seperti diungkapkan Sari.", "Sari", "Tangki itu pecah"),
        ("Tangki itu, menurut dia, pecah pada pagi hari.", "dia", "Tangki itu, menurut dia, pecah pada pagi hari"),
        ("Mengutip Radio Tarn, Harian Fen menyebut tangki itu pecah.", "Radio Tarn", "tangki itu pecah"),
        ("Sari tidak menampik tangki itu pecah.", "Sari", "tangki itu pecah"),
        ("Sari tidak mengatakan apakah tangki itu pecah.", None, "Sari tidak mengatakan apakah tangki itu pecah"),
        ("Tangki itu dikatakan pecah.", None, "Tangki itu dikatakan pecah"),
        ("Badan itu mengusulkan denda atas peluncuran itu.", None, "Badan itu mengusulkan denda atas peluncuran itu"),
    ],
)  # fmt: skip
def test_indonesian_attribution(sentence: str, speaker: str | None, words: str) -> None:
    assert said(sentence, "id") == [(speaker, words)]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        (
            "The tank burst at dawn, but Quill said nobody was near.",
            "en",
            [(None, "The tank burst at dawn"), ("Quill", "nobody was near")],
        ),
        (
            "The tank burst at dawn; a minute later the pad burned, Quill said.",
            "en",
            [(None, "The tank burst at dawn"), ("Quill", "a minute later the pad burned")],
        ),
        (
            "The tank burst, Quill said, adding that the pad was empty.",
            "en",
            [("Quill", "The tank burst"), ("Quill", "the pad was empty")],
        ),
        (
            "The firm stopped the count on Monday, saying that a valve leaked.",
            "en",
            [(None, "The firm stopped the count on Monday"), ("The firm", "a valve leaked")],
        ),
        (
            "Critics say the pad is unsafe, but the firm insists that it is sound.",
            "en",
            [("Critics", "the pad is unsafe"), ("the firm", "it is sound")],
        ),
        (
            "Menteri mengatakan bahwa izin dicabut, seraya menambahkan bahwa denda akan menyusul.",
            "id",
            [("Menteri", "izin dicabut"), ("Menteri", "denda akan menyusul")],
        ),
        (
            "Tangki itu pecah; dua menit kemudian landasan terbakar, kata Sari.",
            "id",
            [(None, "Tangki itu pecah"), ("Sari", "dua menit kemudian landasan terbakar")],
        ),
    ],
)
def test_a_sentence_of_two_parts(sentence: str, language: str, expected: list[tuple[str | None, str]]) -> None:
    assert said(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("“We lost it,” conceded Quill, the warden.", "en", [("Quill, the warden", "We lost it")]),
        ("“We lost it,” Quill said, “and we know why.”", "en", [("Quill", "We lost it and we know why.")]),
        ("“It was loud,” she said. “It shook the house.”", "en", [("she", "It was loud"), ("she", "It shook the house.")]),
        ("Quill: “We lost it again.”", "en", [("Quill", "We lost it again.")]),
        ("“We lost it again.”", "en", [("", "We lost it again.")]),
        ("“Tangkinya pecah,” ujarnya kepada wartawan.", "id", [("ia", "Tangkinya pecah")]),
        ("“Tangkinya pecah,” tulis badan itu.", "id", [("badan itu", "Tangkinya pecah")]),
        ("Sari menjawab singkat: “Tangkinya pecah tadi pagi.”", "id", [("Sari", "Tangkinya pecah tadi pagi.")]),
    ],
)  # fmt: skip
def test_quotations(sentence: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert said(sentence, language) == expected


def test_a_denial_is_marked() -> None:
    (one,) = attribute("The firm rejected suggestions that the tank had burst.", 0, 54, "en")
    assert (one.speaker, one.denied) == ("The firm", True)


def test_a_sentence_can_name_a_speaker_only() -> None:
    (one,) = attribute("Hal itu disampaikan Sari Wening.", 0, 32, "id")
    assert (one.speaker, one.spans) == ("Sari Wening", [])


def test_those_who_pass_words_on_are_carriers() -> None:
    text = "The tank burst, Quill said, as quoted by Fen Radio."
    (one,) = attribute(text, 0, len(text), "en")
    assert one.carriers == ["Fen Radio"]
