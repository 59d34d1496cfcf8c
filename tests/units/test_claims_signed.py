"""Whose words they are: the signer's beneath a quotation, and not those of who passed them on."""

from __future__ import annotations

import pytest

from luncur.claims.read import read
from luncur.claims.text.documents import Document

BEFORE = (
    "Kabar Uji\nRabu, 31 Mei 2023\n\n"
    "Menteri Budi Santoso mengatakan penerbangan kedua akan dilakukan pada Juli. Roket itu gagal pada Selasa, kata Dewi Lestari.\n\n"
)
BEHIND = "\n\nPelabuhan lama ditutup sejak pagi, kata Dewi Lestari.\n"


def _speaker(sign: str) -> str:
    text = f'{BEFORE}"Roket itu akan terbang lagi tahun depan."{sign}{BEHIND}'
    found = read([Document("a", "a.txt", text)]).claims
    return next(c["speaker"] for c in found if c["words"].startswith("Roket itu akan terbang"))


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Budi Santoso", "Budi Santoso"),
        ("Budi Santoso, Menteri Riset", "Budi Santoso"),
        ("Menteri Riset Budi Santoso", "Budi Santoso"),
        ("— Rahma Tirta, insinyur", "Rahma Tirta"),  # named nowhere else
    ],
)
def test_the_name_beneath_is_the_speaker(gap: str, line: str, speaker: str) -> None:
    assert _speaker(gap + line) == speaker


@pytest.mark.parametrize("line", ["", "\n\nBudi Santoso tiba di Pontianak.", "\n\nKapal Lama Berlayar"])
def test_another_line_beneath_signs_nothing(line: str) -> None:
    assert _speaker(line) == "Dewi Lestari"


@pytest.mark.parametrize(
    ("sentence", "speaker", "carrier"),
    [
        ("Juru bicara Lontar seperti dikutip kantor berita Nusa mengatakan roket itu jatuh di laut.", "Lontar", "Nusa"),
        ("Dewi Lestari seperti dikutip Nusa mengatakan roket itu jatuh di laut.", "Dewi Lestari", "Nusa"),
        ("Kantor berita Nusa mengutip Dewi Lestari yang mengatakan roket itu jatuh di laut.", "Dewi Lestari", "Nusa"),
        ("Nusa mengutip pernyataan Dewi Lestari bahwa roket itu jatuh di laut.", "Dewi Lestari", "Nusa"),
        ("Mara Quill as quoted by the Nusa Wire said the rocket fell into the sea.", "Mara Quill", "Nusa Wire"),
        ("The Nusa Wire quoted Mara Quill as saying the rocket fell into the sea.", "Mara Quill", "Nusa Wire"),
    ],
)
def test_who_passes_words_on_is_not_their_speaker(sentence: str, speaker: str, carrier: str) -> None:
    english = "Quill" in sentence
    head = "The Test Gazette\nWednesday, May 31, 2023" if english else "Kabar Uji\nRabu, 31 Mei 2023"
    fall = next(
        c for c in read([Document("a", "a.txt", f"{head}\n\n{sentence}\n")]).claims if c["kind"] == "splashdown"
    )
    assert fall["speaker"] == speaker
    assert carrier in fall["carriers"]
    assert fall["words"] in ("roket itu jatuh di laut", "the rocket fell into the sea")


def test_the_press_that_is_told_is_no_part_of_the_words() -> None:
    text = "The Test Gazette\nWednesday, May 31, 2023\n\nMara Quill told local media the rocket failed.\n"
    (failure,) = read([Document("a", "a.txt", text)]).claims
    assert (failure["words"], failure["speaker"]) == ("the rocket failed", "Mara Quill")
