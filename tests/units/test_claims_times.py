"""Phrases of time of both languages against a date line, against events told, and what a sentence goes on to date."""

from __future__ import annotations

from datetime import date

import pytest

from luncur.claims import Document, read
from luncur.claims.out.page import check_text
from luncur.claims.reading import read_text
from luncur.claims.when.dates import Clock
from luncur.claims.when.times import Times, Told

TODAY = date(2024, 3, 14)  # a Thursday
EVENT = date(2024, 3, 5)


def days(language: str, phrase: str, future: bool) -> str:
    clock = Clock(language, TODAY)
    clock.told((EVENT, EVENT), kind="failure")
    when = clock.find(phrase, future)
    assert when is not None, phrase
    assert when.days is not None, phrase
    return "..".join(d.isoformat()[2:] for d in when.days)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("late on Tuesday", "24-03-12..24-03-12"),
        ("in the small hours of Wednesday", "24-03-13..24-03-13"),
        ("last Thursday", "24-03-07..24-03-07"),
        ("Thursday last week", "24-03-07..24-03-07"),
        ("on Tuesday and Wednesday", "24-03-12..24-03-13"),
        ("the week before last", "24-02-26..24-03-03"),
        ("a fortnight ago", "24-02-26..24-03-03"),
        ("in the last week of February", "24-02-26..24-03-03"),
        ("early last month", "24-02-01..24-02-10"),
        ("in mid-February", "24-02-11..24-02-20"),
        ("on March 3rd", "24-03-03..24-03-03"),
        ("3–5 March", "24-03-03..24-03-05"),
        ("between Feb. 28 and March 2", "24-02-28..24-03-02"),
        ("in May 2022 and again in July 2023", "22-05-01..23-07-31"),
        ("last summer", "23-06-01..23-08-31"),
        ("in the 1990s", "90-01-01..99-12-31"),
        ("since Monday", "24-03-11..24-03-11"),
        # counted from the event
        ("earlier that day", "24-03-05..24-03-05"),
        ("the following morning", "24-03-06..24-03-06"),
        ("on the day after the accident", "24-03-06..24-03-06"),
        ("less than three months earlier", "23-12-01..23-12-31"),
        ("a week later", "24-03-11..24-03-17"),
    ],
)
def test_english_past(phrase: str, expected: str) -> None:
    assert days("en", phrase, False) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("next Thursday", "24-03-21..24-03-21"),
        ("in two weeks", "24-03-25..24-03-31"),
        ("next spring", "25-03-01..25-05-31"),
        ("by year-end", "24-03-14..24-12-31"),
        ("in late May", "24-05-21..24-05-31"),
        ("in the first quarter of 2025", "25-01-01..25-03-31"),
        ("no earlier than May", "24-05-01..24-05-31"),
    ],
)
def test_english_future(phrase: str, expected: str) -> None:
    assert days("en", phrase, True) == expected


@pytest.mark.parametrize(
    ("phrase", "future", "expected"),
    [
        ("Rabu (13/3) malam waktu setempat", False, "24-03-13..24-03-13"),
        ("pada 31 Mei lalu", False, "23-05-31..23-05-31"),
        ("(13/9/2023)", False, "23-09-13..23-09-13"),
        ("Rabu pekan lalu", False, "24-03-06..24-03-06"),
        ("awal bulan ini", False, "24-03-01..24-03-10"),
        ("dua pekan silam", False, "24-02-26..24-03-03"),
        ("hampir enam pekan lalu", False, "24-01-29..24-02-04"),
        ("3 hingga 5 Maret", False, "24-03-03..24-03-05"),
        ("pada Mei dan Agustus 2023", False, "23-05-01..23-08-31"),
        ("musim semi lalu", False, "23-03-01..23-05-31"),
        ("sehari sebelumnya", False, "24-03-04..24-03-04"),
        ("keesokan harinya", False, "24-03-06..24-03-06"),
        ("malam sebelumnya", False, "24-03-04..24-03-04"),
        ("bulan sebelumnya", False, "24-02-01..24-02-29"),
        ("sejak Senin", False, "24-03-11..24-03-11"),
        ("kini", False, "24-03-14..24-03-14"),
        ("akhir tahun ini", True, "24-12-21..24-12-31"),
        ("dua hari lagi", True, "24-03-16..24-03-16"),
        ("hingga Juni 2025", True, "24-03-14..25-06-30"),
        ("kuartal pertama tahun depan", True, "25-01-01..25-03-31"),
    ],
)
def test_indonesian(phrase: str, future: bool, expected: str) -> None:
    assert days("id", phrase, future) == expected


@pytest.mark.parametrize("phrase", ["for six weeks", "the first failure since March", "in recent weeks", "it may fly"])
def test_what_dates_nothing(phrase: str) -> None:
    assert Clock("en", TODAY).find(phrase) is None


def test_weeks_from_an_event_of_no_exact_day_stay_open() -> None:
    clock = Clock("en", TODAY)
    clock.told((date(2023, 5, 1), date(2023, 8, 31)))
    when = clock.find("two weeks later")
    assert when is not None
    assert when.days is None


def test_a_plan_of_the_past_means_the_nearer_month() -> None:
    clock = Clock("id", date(2026, 7, 9))
    when = clock.find("Uji itu semula dijadwalkan awal Juni", True, nearest=True)
    assert when is not None
    assert when.days == (date(2026, 6, 1), date(2026, 6, 10))


def told(spoken: str, kind: str, sentence: str = "", attributed: bool = False) -> Told:
    return Told(spoken, "", kind, False, sentence or spoken, attributed)


def test_a_clause_without_a_time_shares_that_of_its_sentence() -> None:
    times = Times("en", TODAY)
    times.sentence("")
    times.of(told("The rocket rose on Tuesday", "launch"))
    assert times.of(told("it fell into the lake", "splashdown"))["from"] == "2024-03-12"


def test_the_next_sentence_goes_on_with_the_event() -> None:
    times = Times("en", TODAY)
    times.sentence("")
    times.of(told("The rocket rose on Tuesday", "launch"))
    times.sentence("")
    assert times.of(told("Its engine went out", "failure"))["from"] == "2024-03-12"
    times.sentence("")
    assert times.of(told("Its first flight had failed", "failure"))["from"] == ""


def test_when_takes_the_time_named_right_before_it() -> None:
    times = Times("en", TODAY)
    times.sentence("")
    clause = Told("a pump seized", "It was the third trial since February, when ", "failure", False, "", False)
    assert times.of(clause)["from"] == "2024-02-01"


def test_that_summer_is_of_the_year_that_the_sentence_names() -> None:
    clock = Clock("en", TODAY)
    clock.mention("In 2019 a rocket fell, and a trawler raised it that summer")
    when = clock.find("a trawler raised it that summer")
    assert when is not None
    assert when.days == (date(2019, 6, 1), date(2019, 8, 31))


def test_a_statement_takes_the_time_of_saying() -> None:
    times = Times("en", TODAY)
    times.sentence("")
    statement = told("the pad is dry", "statement", "Quill said on Monday that the pad is dry", True)
    assert times.of(statement)["from"] == "2024-03-11"


def test_an_aside_about_the_year_before_does_not_date_what_goes_on() -> None:
    text = (
        "The Lagoon Chronicle\n\nRocket flies\n\nMay 4, 2026\n\nThe Tern rocket reached orbit on Monday, almost a year after its "
        "first flight failed. The rocket lifted off from Skarra at 9:22 a.m."
    )
    claims = {c["kind"]: c["when"] for c in read_text(text, "t", "t").claims}
    assert (claims["orbit"]["from"], claims["failure"]["from"]) == ("2026-05-04", "2025-01-01")
    assert claims["launch"]["from"] == "2026-05-04"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The Bay Herald, March 14, 2024\n\nThe rocket exploded on 30 February 2024.", "30 February 2024"),
        ("The Bay Herald, March 14, 2024\n\nThe rocket exploded on April 31, 2023.", "April 31, 2023"),
        ("The Bay Herald, March 14, 2024\n\nThe rocket exploded on 29 February 2023.", "29 February 2023"),
        ("Harian Teluk, 14 Maret 2024\n\nRoket itu meledak pada 31 Juni 2023.", "31 Juni 2023"),
    ],
)
def test_a_day_that_the_calendar_lacks_is_flagged_and_left_open(text: str, phrase: str) -> None:
    (claim,) = read([Document("t", "t.txt", text)]).claims
    assert claim["when"] == {"text": phrase, "from": "", "to": ""}
    (check,) = claim["checks"]
    assert (check["check"], check["verdict"]) == ("calendar", "contradicts")
    assert check_text(check, "en") == f"There is no such day: {phrase}. Its date is left open."


def test_a_leap_day_and_a_number_that_is_no_day_are_no_such_case() -> None:
    head = "The Bay Herald, March 14, 2024\n\n"
    leap, number = (
        read([Document("t", "t.txt", head + s)]).claims[0]
        for s in ("The rocket exploded on 29 February 2024.", "The 45 May rockets exploded in 2023.")
    )
    assert leap["when"]["from"] == "2024-02-29"
    assert not [k for k in (*leap["checks"], *number["checks"]) if k["check"] == "calendar"]
