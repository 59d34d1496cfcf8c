"""Who and what a claim names: no month, clock or state's adjective becomes a satellite, a launcher or a rocket."""

from __future__ import annotations

import pytest

from luncur.claims import Document, read

HEAD = {"en": "The Bay Herald, March 1, 2024\n\n", "id": "Harian Teluk, 1 Maret 2024\n\n"}


@pytest.mark.parametrize(
    ("sentence", "lang", "actors"),
    [
        ("Satelit pengintai pada Selasa malam diluncurkan.", "id", []),
        ("Satelit komunikasi SATRIA-1 diluncurkan dari Florida pada pukul 05.21 WIB.", "id", [("SATRIA-1", "payload")]),
        ("Satelit Telkom-3S diluncurkan pada Februari 2017.", "id", [("Telkom-3S", "payload")]),
        ("The vehicle lifted off at 6:21 p.m. EDT.", "en", []),
        ("A Chinese Long March 5B rocket fell into the sea.", "en", [("Long March 5B", "vehicle")]),
    ],
)
def test_actors(sentence: str, lang: str, actors: list[tuple[str, str]]) -> None:
    (claim,) = read([Document("t", "t.txt", HEAD[lang] + sentence)]).claims
    assert [(a["name"], a["role"]) for a in claim["actors"]] == actors


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ('"Kami siap," kata Manajer Proyek Angkasa Raya, Joko Santoso, di Jakarta.', "Joko Santoso"),
        ('"Kami siap," kata Joko Santoso, di Jakarta.', "Joko Santoso"),
    ],
)
def test_behind_an_office_the_holder_speaks(sentence: str, speaker: str) -> None:
    (claim,) = read([Document("t", "t.txt", HEAD["id"] + sentence)]).claims
    assert claim["speaker"] == speaker


def test_a_side_is_nobody_who_passes_words_on() -> None:
    text = "Sementara itu, pihak Pyongyang membantah roketnya gagal."
    (claim,) = read([Document("t", "t.txt", HEAD["id"] + text)]).claims
    assert (claim["speaker"], claim["carriers"], claim["modality"]) == ("Pyongyang", [], "denied")
