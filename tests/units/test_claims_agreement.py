"""What the record is said to agree with: the items compared, and never more."""

from __future__ import annotations

from typing import Any

import pytest

from luncur.claims import Document, read
from luncur.claims.out.page import check_text

HEAD = {"en": "The Bay Herald, March 1, 2024\n\n", "id": "Harian Teluk, 1 Maret 2024\n\n"}


def _check(sentence: str, lang: str = "en") -> dict[str, Any]:
    claims = read([Document("t", "t.txt", HEAD[lang] + sentence)]).claims
    (check,) = [k for c in claims for k in c["checks"] if k["check"] == "record"]
    return check


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("The H3 rocket lifted off on February 17, 2024.", ["day", "vehicle"]),
        ("The H3 rocket lifted off in February 2024.", ["span", "vehicle"]),
        ("The H3 rocket lifted off from Tanegashima on February 17, 2024.", ["day", "vehicle", "site"]),
        ("The H3 rocket lifted off at 9:22 a.m. Japan time on February 17, 2024.", ["day", "vehicle", "hour"]),
        ("The H3 rocket lifted off at 00:22 UTC on February 17, 2024.", ["day", "vehicle", "hour"]),
        ("The H3 rocket reached orbit on February 17, 2024.", ["day", "vehicle", "outcome"]),
        ("The second stage of the H3 failed on March 7, 2023.", ["day", "vehicle", "outcome", "stage"]),
    ],
)
def test_only_what_was_compared_agrees(sentence: str, items: list[str]) -> None:
    check = _check(sentence)
    assert check["verdict"] == "confirms"
    assert check["note"]["items"] == items


def test_the_sentence_names_what_agrees_in_both_languages() -> None:
    check = _check("The H3 rocket reached orbit on February 17, 2024, with 900 satellites aboard.")
    english, indonesian = check_text(check, "en"), check_text(check, "id")
    assert english.startswith("Day, vehicle and outcome agree with the record: H3, 17 February 2024, success; the rest")
    assert indonesian.startswith(
        "Hari, wahana dan hasil sejalan dengan arsip: H3, 17 Februari 2024, berhasil; selebihnya"
    )


@pytest.mark.parametrize(
    ("sentence", "lang", "code", "said"),
    [
        ("The H3 rocket lifted off from Kourou on February 17, 2024.", "en", "record_site", "Kourou in the text"),
        ("The H3 rocket lifted off at 3:10 p.m. JST on February 17, 2024.", "en", "record_hour", "3:10 p.m. JST"),
        ("Roket H3 diluncurkan dari Kourou pada 17 Februari 2024.", "id", "record_site", "Kourou in the text"),
        ("Roket H3 diluncurkan pada 17 Februari 2024 pukul 11.45 WIB.", "id", "record_hour", "11.45 WIB"),
    ],
)
def test_another_site_or_hour_is_said(sentence: str, lang: str, code: str, said: str) -> None:
    check = _check(sentence, lang)
    assert (check["verdict"], check["note"]["code"]) == ("contradicts", code)
    assert said in check_text(check, "en")
    assert "berbeda" in check_text(check, "id")


def test_a_time_of_day_without_a_zone_is_not_compared() -> None:
    check = _check("The H3 rocket lifted off at 3:10 p.m. on February 17, 2024.")
    assert (check["verdict"], check["note"]["items"]) == ("confirms", ["day", "vehicle"])


def test_a_rounded_time_of_day_may_differ_by_a_quarter_of_an_hour() -> None:
    assert _check("The H3 rocket lifted off at about 00:30 GMT on February 17, 2024.")["verdict"] == "confirms"
    assert _check("The H3 rocket lifted off at 00:30 GMT on February 17, 2024.")["verdict"] == "contradicts"
