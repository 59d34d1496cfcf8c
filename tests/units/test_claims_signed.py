"""A quotation that stands alone is its signer's, not that of who spoke before it."""

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
