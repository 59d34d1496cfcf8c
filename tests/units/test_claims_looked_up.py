"""When a claim is held against the record at all, by which day, and what it tells where several events fit."""

from __future__ import annotations

from typing import Any

import pytest

from luncur.claims import Document, read
from luncur.claims.out.page import check_text
from luncur.claims.out.page_words import day_span

HEAD = {"en": "The Bay Herald, March 1, 2024\n\n", "id": "Harian Teluk, 1 Maret 2024\n\n"}


def _claims(sentence: str, lang: str) -> list[dict[str, Any]]:
    return read([Document("t", "t.txt", HEAD[lang] + sentence)]).claims


def _record(sentence: str, lang: str) -> list[dict[str, Any]]:
    return [k for c in _claims(sentence, lang) for k in c["checks"] if k["check"] == "record"]


@pytest.mark.parametrize(
    ("sentence", "lang", "day"),
    [
        ("Satelit SATRIA-1 diluncurkan pada Minggu, 18 Juni 2023.", "id", "day"),
        ("Satelit SATRIA-1 diluncurkan pada Senin, 19 Juni 2023, pukul 05.21 WIB.", "id", "day_elsewhere"),
        ("Satelit SATRIA-1 diluncurkan pada Senin, 19 Juni 2023.", "id", "day_elsewhere"),
        ("The H3 rocket lifted off on February 16, 2024, at 7:22 p.m. EST.", "en", "day_elsewhere"),
    ],
)
def test_the_day_of_the_texts_own_clock_is_the_same_day(sentence: str, lang: str, day: str) -> None:
    (check,) = _record(sentence, lang)
    assert check["verdict"] == "confirms"
    assert check["note"]["items"][0] == day


def test_without_its_clock_the_day_after_is_another_day() -> None:
    (check,) = _record("The H3 rocket lifted off on February 16, 2024.", "en")
    assert check["verdict"] == "no_match"


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Sebuah benda logam jatuh di kebun pada 31 Juli 2022.", "id"),
        ("The rocket lifted off on May 27, 2024.", "en"),
    ],
)
def test_what_names_neither_vehicle_nor_launcher_is_not_looked_up(sentence: str, lang: str) -> None:
    assert _claims(sentence, lang)
    assert _record(sentence, lang) == []


def test_of_several_events_the_one_at_the_place_is_meant() -> None:
    (check,) = _record("Pada September 2016, tangki Falcon 9 jatuh di Sumenep, Jawa Timur.", "id")
    assert (check["verdict"], check["event"]) == ("adds", "falcon9-2016-sumenep")


def test_several_events_are_told_in_words() -> None:
    (check,) = _record("The Falcon 9 exploded in September 2016.", "en")
    assert check["verdict"] == "ambiguous"
    assert "Falcon 9, 1 September 2016; Falcon 9, 26 September 2016" in check_text(check, "en")


def test_a_state_is_named_in_the_language_of_the_page() -> None:
    (check,) = _record("Korea Utara menembakkan roket pada 27 Mei 2024.", "id")
    assert "Korea Utara, 27 Mei 2024" in check_text(check, "id")
    assert "North Korea, 27 May 2024" in check_text(check, "en")


def test_words_of_the_text_for_a_time_are_quoted() -> None:
    claim = {"when": {"text": "on Saturday", "from": "", "to": ""}}
    assert day_span(claim, "id") == "“on Saturday”"


@pytest.mark.parametrize(
    ("sentence", "lang", "modality"),
    [
        ("The H3 rocket almost reached orbit on March 7, 2023.", "en", "denied"),
        ("The H3 rocket reached orbit almost a year after its first flight.", "en", "asserted"),
        ("The debris almost certainly fell into the sea.", "en", "asserted"),
        ("The stage fell almost 900 km from the pad.", "en", "asserted"),
        ("Roket itu nyaris jatuh di kota.", "id", "denied"),
        ("Hampir semua puing jatuh di laut.", "id", "asserted"),
    ],
)
def test_what_almost_happened_did_not(sentence: str, lang: str, modality: str) -> None:
    assert [c["modality"] for c in _claims(sentence, lang)] == [modality]


def test_almost_in_orbit_agrees_with_a_failure_on_record() -> None:
    (check,) = _record("Roket H3 hampir mencapai orbit pada 7 Maret 2023.", "id")
    assert check["verdict"] == "confirms"
    assert "outcome" in check["note"]["items"]


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Sebelum sukses pada 17 Februari 2024, roket H3 gagal pada 7 Maret 2023.", "id"),
        ("Before its success on February 17, 2024, the H3 rocket failed on March 7, 2023.", "en"),
    ],
)
def test_of_two_days_in_a_sentence_none_makes_a_contradiction(sentence: str, lang: str) -> None:
    assert _claims(sentence, lang)
    assert "contradicts" not in [check["verdict"] for check in _record(sentence, lang)]


def test_one_day_still_makes_one() -> None:
    (check,) = _record("Roket H3 gagal pada 17 Februari 2024.", "id")
    assert check["verdict"] == "contradicts"


@pytest.mark.parametrize(
    ("sentence", "lang", "verdict"),
    [
        ("Tingkat pertama jatuh 300 mil (555 km) dari landasan.", "id", "agrees"),
        ("Tingkat pertama jatuh 300 mil (483 km) dari landasan.", "id", "agrees"),
        ("Tingkat pertama jatuh 300 mil (700 km) dari landasan.", "id", "contradicts"),
        ("The first stage fell 300 miles (555 km) from the pad.", "en", "contradicts"),
    ],
)
def test_an_indonesian_mile_may_be_that_of_the_sea(sentence: str, lang: str, verdict: str) -> None:
    assert [k["verdict"] for c in _claims(sentence, lang) for k in c["checks"] if k["check"] == "units"] == [verdict]


@pytest.mark.parametrize(
    ("sentence", "lang", "modality"),
    [
        ("Roket H3 meledak sebelum mencapai orbit pada 7 Maret 2023.", "id", "denied"),
        ("Sebelum mencapai orbit, roket H3 itu meledak di atas Samudra Pasifik.", "id", "denied"),
        ("The H3 rocket failed before it could reach orbit on March 7, 2023.", "en", "denied"),
        ("Roket H3 itu mencapai orbit dengan selamat sebelum satelitnya gagal.", "id", "asserted"),
        ("The satellite reached orbit before its radio failed.", "en", "asserted"),
    ],
)
def test_what_failed_before_its_orbit_reached_none(sentence: str, lang: str, modality: str) -> None:
    (orbit,) = [c for c in _claims(sentence, lang) if c["kind"] == "orbit"]
    assert orbit["modality"] == modality
    assert "contradicts" not in [k["verdict"] for k in orbit["checks"]]


@pytest.mark.parametrize(
    ("sentence", "lang", "day"),
    [
        ("Roket H3 diluncurkan sebelum jangka waktu yang diumumkan dibuka, yaitu Rabu pukul 00.00.", "id", ""),
        ("The H3 rocket was launched before the announced window opened on Wednesday.", "en", ""),
        ("Roket H3 diluncurkan pada Rabu, sebelum jangka waktu yang diumumkan dibuka.", "id", "2024-02-28"),
        ("The stage fell into the sea before the test of February 7, 2024.", "en", "2024-02-07"),
    ],
)
def test_the_day_of_what_came_later_is_not_that_of_the_claim(sentence: str, lang: str, day: str) -> None:
    assert [c["when"]["from"] for c in _claims(sentence, lang)] == [day]


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Sejak gagal pada 7 Maret 2023, roket H3 belum pernah terbang lagi.", "id"),
        ("Since its failure on March 7, 2023, the H3 rocket has not flown again.", "en"),
    ],
)
def test_the_day_since_when_nothing_flew_is_no_flight(sentence: str, lang: str) -> None:
    assert [c["modality"] for c in _claims(sentence, lang) if c["kind"] == "launch"] in (["denied"], [])
    assert "contradicts" not in [check["verdict"] for check in _record(sentence, lang)]


def test_not_this_but_that_denies_only_this() -> None:
    (claim,) = _claims("Bukan Falcon 9, melainkan Long March 5B yang jatuh di Kalimantan pada 30 Juli 2022.", "id")
    assert claim["modality"] == "asserted"
