"""Which paper prints a text: papers, towns and headlines here are invented."""

from __future__ import annotations

import pytest

from luncur.claims.text.blocks import cut

BODY = "A rocket stage fell into the sea on Monday, fishermen said. Nobody was hurt, and the company has not commented yet."
BADAN = "Sebuah tingkat roket jatuh ke laut pada Senin, kata nelayan. Tidak ada yang terluka, dan perusahaan belum berkomentar."


@pytest.mark.parametrize(
    ("head", "outlet", "day"),
    [
        (f"The Lagoon Chronicle\n\nRocket stage falls off the reef\n\nMay 4, 2026\n\n{BODY}", "The Lagoon Chronicle", "2026-05-04"),
        (f"THE LAGOON CHRONICLE | SCIENCE\n\nRocket stage falls off the reef\n\nBy Ann Roe, 4 May 2026\n\n{BODY}", "The Lagoon Chronicle", "2026-05-04"),
        (f"Rocket stage falls off the reef\nMay 4, 2026\n\nNADI (Coral Wire) - {BODY}", "Coral Wire", "2026-05-04"),
        (f"Lagoon Wire\n\nRocket stage falls off the reef\n\nNADI, May 4, 2026 (LW) - {BODY}", "Lagoon Wire", "2026-05-04"),
        (f"Rocket stage falls off the reef\n\nFrom our staff, 4 May 2026\n\n{BODY}", "", "2026-05-04"),
        (f"Rocket stage falls off the reef\n\n4 May 2026\n\n{BODY}\n\n© 2026 The Lagoon Chronicle. All rights reserved.", "The Lagoon Chronicle", "2026-05-04"),
        (f"Tingkat roket jatuh di dekat karang\nSenin, 4 Mei 2026\n\nKabar Laguna, Ambon - {BADAN}", "Kabar Laguna", "2026-05-04"),
        (f"WARTA LAGUNA\n\nTingkat Roket Jatuh di Dekat Karang\n\nAMBON, Senin (4/5/2026) – {BADAN}", "Warta Laguna", "2026-05-04"),
        (f"LAGUNASIANA, 4/5/2026 – {BADAN}", "Lagunasiana", "2026-05-04"),
        (f"Kabar Laguna > Nasional\nSenin, 4 Mei 2026 06:12 WIB\n\nTingkat Roket Jatuh\n\n{BADAN}", "Kabar Laguna", "2026-05-04"),
        (f"Tingkat Roket Jatuh, BRIN Diam\nSenin, 4 Mei 2026\n\n{BADAN}", "", "2026-05-04"),
        (f"AMBON, 4/5/2026 – {BADAN}", "", "2026-05-04"),
    ],
)  # fmt: skip
def test_paper_and_day_of_a_text(head: str, outlet: str, day: str) -> None:
    parts = cut(head)
    assert parts.outlet == outlet
    assert parts.dateline is not None
    assert parts.dateline.isoformat() == day


def test_a_text_that_names_no_paper_has_none() -> None:
    parts = cut(BODY)
    assert (parts.outlet, parts.dateline) == ("", None)


@pytest.mark.parametrize(
    ("lede", "day"),
    [
        ("Sebuah roket jatuh, kata nelayan pada hari rabu (6/5/26).", "2026-05-06"),
        ("Sebuah roket jatuh, seperti dikutip Kabar Laguna, Rabu 6 Mei 2026.", "2026-05-06"),
        ("A rocket fell on Wednesday, May 6, 2026, fishermen said.", "2026-05-06"),
        ("A rocket fell on Wednesday 13 May 2026, fishermen said.", "2026-05-13"),
        ("A rocket fell on Tuesday, May 6, 2026, fishermen said.", ""),  # the weekday is another
        ("A rocket fell on May 6, 2026, fishermen said.", ""),
        ("Sebuah roket jatuh pada Rabu (6/5), kata nelayan.", ""),
    ],
)
def test_a_text_without_a_date_line_has_the_day_of_its_first_paragraphs(lede: str, day: str) -> None:
    found = cut(f"{lede}\n\n{BODY}").dateline
    assert (found.isoformat() if found else "") == day


def test_where_else_a_paper_is_read_is_no_paper() -> None:
    assert cut(f"{BADAN}\n\nIkuti berita kami di Google News Kabar.").outlet == ""
    assert cut(f"{BADAN}\n\nIkuti Kabar Laguna").outlet == "Kabar Laguna"


def test_lines_that_are_whole_paragraphs_stand_apart() -> None:
    long = [f"{BODY[:-1]}, and more was said of it at length on the day after by people of town {i}." for i in range(5)]
    assert [b.kind for b in cut("\n".join(long)).blocks] == ["body"] * 5
    wrapped = "\n".join(BODY[i : i + 60] for i in range(0, len(BODY), 60))
    assert len(cut(wrapped).blocks) == 1
