"""Sentences that gave no claim are listed where they hold a name or a number."""

from __future__ import annotations

import pytest

from luncur.claims import Document, read

HEAD = {"en": "The Bay Herald, March 14, 2024\n\n", "id": "Harian Teluk, 14 Maret 2024\n\n"}


def _left(text: str, lang: str = "en") -> list[tuple[str, str]]:
    return [
        (x["why"], x["words"].rstrip(".")) for x in read([Document("t", "t.txt", HEAD[lang] + text)]).not_understood
    ]


@pytest.mark.parametrize(
    ("sentence", "lang", "why"),
    [
        ("Did the Kestrel rocket explode on Tuesday?", "en", "question"),
        ("Kestrel Works declined to comment.", "en", "no comment"),
        ("The company did not say how much the Kestrel costs.", "en", "no comment"),
        ("Apakah roket Kestrel meledak?", "id", "question"),
        ("Badan Antariksa Teluk menolak berkomentar.", "id", "no comment"),
        ("The shed at the cape is painted in the colours of Norway.", "en", "no kind"),
        ("The tower has 14 floors.", "en", "no kind"),
    ],
)
def test_what_gave_no_claim_is_listed(sentence: str, lang: str, why: str) -> None:
    assert _left(f"The rocket exploded.\n\n{sentence}" if lang == "en" else f"Roket meledak.\n\n{sentence}", lang) == [
        (why, sentence.rstrip("."))
    ]


def test_a_question_inside_a_quotation_is_listed_beside_the_claim() -> None:
    assert _left('"The tank burst. Who pays the 12 villagers?" asked Mara Quill.') == [
        ("question", "Who pays the 12 villagers?")
    ]


def test_what_names_nothing_and_furniture_are_not_listed() -> None:
    assert _left("The rocket exploded. The shed is green. Why?\n\nPhoto: The Kestrel rocket on its pad in 2023.") == []
