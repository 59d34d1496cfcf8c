"""The day of a text from lines above it that are no plain date line, and sentences that end in a date."""

from __future__ import annotations

from datetime import date

import pytest

from luncur.claims.checks.record import check_plan
from luncur.claims.kinds.kinds import kind_of
from luncur.claims.read import read
from luncur.claims.text.blocks import cut
from luncur.claims.text.documents import Document
from luncur.claims.text.lede import day_of_head

STORY = "Meru kembali menembakkan sebuah roket ke laut timur pada Rabu, kata militer Lontar."


@pytest.mark.parametrize(
    "head",
    [
        "Meru Tembakkan Roket\n\nSaat Santoso di Pontianak\n\nRina Putri\n\nFoto: Tono\n\nInternasional\n\nRabu, 31 Mei 2023 10:20 WIB",
        "Beranda\n\nInternasional\n\nMeru Tembakkan Roket\n\nRina Putri - Nusa Wire\n\n31/05/2023, 10:20 WIB",
        "31/05/23 10:20 WIB",
        "Meru Tembakkan Roket\n\nTerbit 31.05.2023",
        "Meru Tembakkan Roket\n2023/05/31",
        "Meru Tembakkan Roket\nMei 31, 2023",
        "Meru Tembakkan Roket\n\n31 Mei 2023Diperbarui 1 Juni 2023",
    ],
)
def test_weekdays_count_from_a_date_anywhere_above_the_text(head: str) -> None:
    (launch,) = read([Document("a", "a.txt", f"{head}\n\n{STORY}\n")]).claims
    assert launch["when"] == {"text": "pada Rabu", "from": "2023-05-31", "to": "2023-05-31"}


def test_a_date_below_the_first_paragraph_is_not_that_of_the_text() -> None:
    assert cut(f"Meru Tembakkan Roket\n\n{STORY}\n\nPenerbangan sebelumnya pada 3/4/2021 gagal.\n").dateline is None


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("5/6/2023", "id", date(2023, 6, 5)),
        ("5/6/2023", "en", None),  # 5 June or 6 May
        ("6/6/2023", "en", date(2023, 6, 6)),
        ("31/5/2023", "en", date(2023, 5, 31)),
        ("45/5/2023", "id", None),
        ("version 1.2.2023.4", "id", None),
    ],
)
def test_figures_that_can_be_read_two_ways_are_no_day(line: str, language: str, day: date | None) -> None:
    assert day_of_head([line], language) == day


def test_a_short_sentence_that_ends_in_a_date_in_brackets_is_read() -> None:
    text = "Kabar Uji\nRabu, 31 Mei 2023\n\nRoket Tarn-2 meluncur dari Pangkalan Lontar pada Selasa (30/5/2023).\n"
    (launch,) = read([Document("a", "a.txt", text)]).claims
    assert launch["when"]["from"] == "2023-05-30"


@pytest.mark.parametrize("made", ["Satelit kedua dibuat pada Agustus", "Roket kedua gagal pada Agustus"])
def test_months_before_count_from_the_month_told_before(made: str) -> None:
    text = f"Kabar Uji\nRabu, 13 September 2023\n\n{made}. Roket pertama jatuh ke laut tiga bulan sebelumnya.\n"
    fall = next(c for c in read([Document("a", "a.txt", text)]).claims if c["kind"] == "splashdown")
    assert (fall["when"]["from"], fall["when"]["to"]) == ("2023-05-01", "2023-05-31")


@pytest.mark.parametrize(
    ("words", "checked"),
    [
        ("North Korea plans to launch a Chollima-1 rocket by May 2023", True),
        ("North Korea will finish preparations for the launch of a Chollima-1 rocket by May 2023", False),
    ],
)
def test_the_time_of_preparations_is_no_day_of_a_launch(words: str, checked: bool) -> None:
    claim = {
        "kind": "plan",
        "words": words,
        "modality": "planned",
        "actors": [],
        "when": {"from": "2023-05-01", "to": "2023-05-31"},
    }
    assert (check_plan(claim, words) is not None) == checked


def test_a_person_flown_to_a_town_pays_a_visit() -> None:
    assert kind_of("Santoso diterbangkan ke Hartmoor pada Senin", "id", "Santoso") == "visit"
    assert kind_of("Roket Tarn-2 diterbangkan dari Hartmoor pada Senin", "id", "Santoso") == "launch"
