"""Figures of claims: what is taken, in which unit, and what is left alone."""

from __future__ import annotations

import pytest

from luncur.claims.checks.figures import Figure, figures_of, given_twice, other_unit, plain_number, zone_said

TAKEN = [
    ("the pieces fell 165 kilometres west of Seoul", "en", Figure("relative", "165 km", "Seoul", "west")),
    ("fell 1,646 km north-west of Hegura", "en", Figure("relative", "1646 km", "Hegura", "north-west")),
    ("jatuh sekitar 1.646,5 km di sebelah barat laut Pulau Hegura", "id", Figure("relative", "1646.5 km", "Pulau Hegura", "barat laut", True)),
    ("jatuh sekitar 430 kilometer dari landasan", "id", Figure("range", "430 km", about=True)),
    ("fell 900 km north of the launch pad", "en", Figure("bearing", "900 km", "", "north")),
    ("fell 200 nautical miles off Okinawa", "en", Figure("range", "200 nmi", "Okinawa")),
    ("fell 200 miles (370 km) west of Jeju", "en", Figure("relative", "200 mi", "Jeju", "west")),
    ("jatuh 60 mil laut di luar zona ekonomi", "id", Figure("beyond", "60 nmi")),
    ("reached a height of 61 kilometres", "en", Figure("height", "61 km")),
    ("membawa satelit ke orbit setinggi 550 kilometer", "id", Figure("height", "550 km")),
    ("fell about 14 minutes after lift-off", "en", Figure("flight_time", "14 min", about=True)),
    ("sekitar 14 menit setelah roket itu lepas landas", "id", Figure("flight_time", "14 min", about=True)),
    ("at 12.5 degrees south, 109.7 degrees east", "en", Figure("position", "12.5 S 109.7 E")),
    ("pada 40°51' LU 139°40' BT", "id", Figure("position", "40-51 N 139-40 E")),
    ("119,0 derajat Bujur Timur dan 9,1 derajat Lintang Utara", "id", Figure("position", "9.1 N 119.0 E")),
    ("at 139°40' E, 40°51' S", "en", Figure("position", "40-51 S 139-40 E")),
]  # fmt: skip
LEFT = [
    ("fell more than 900 kilometres north of the pad", "en"),  # a bound
    ("jatuh kurang dari 10 km dari Manila", "id"),
    ("landed some fifty metres from a farmhouse", "en"),  # a number in words
    ("reached 61 kilometres three months earlier", "en"),  # of what is not said
    ("jatuh 38 kilometer di sebelah timur pulau", "id"),  # a place without a name
    ("fell 20 years after the launch of Sputnik", "en"),
    ("the rocket exploded", "en"),
]


@pytest.mark.parametrize(("words", "language", "figure"), TAKEN)
def test_a_figure_is_taken_as_written(words: str, language: str, figure: Figure) -> None:
    assert figures_of(words, language) == [figure]


@pytest.mark.parametrize(("words", "language"), LEFT)
def test_what_gives_no_figure_to_hold_against_anything(words: str, language: str) -> None:
    assert figures_of(words, language) == []


@pytest.mark.parametrize(
    ("written", "language", "plain"),
    [("1,646", "en", "1646"), ("1.646", "id", "1646"), ("1.646", "en", "1.646"), ("2,5", "id", "2.5"), ("2,5", "en", "2.5"), ("1,64,6", "en", "")],
)  # fmt: skip
def test_separators_are_those_of_the_language(written: str, language: str, plain: str) -> None:
    assert plain_number(written, language) == plain


def test_amounts_given_twice() -> None:
    (same,) = given_twice("60 miles (97 km) from the coast", "en")
    assert abs(same.one - same.other) <= same.slack
    (mixed,) = given_twice("200 miles (370 km) west of Jeju", "en")
    assert abs(mixed.one - mixed.other) > mixed.slack
    assert other_unit(mixed, "mi") == "nmi"
    (mass,) = given_twice("a tank of 250 kilograms (551 pounds)", "en")
    assert abs(mass.one - mass.other) <= mass.slack
    assert given_twice("between 60 km and 97 km", "en") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("fell outside Japan's exclusive economic zone", ("JPN", False)),
        ("none of it fell inside Japan's exclusive economic zone", ("JPN", False)),
        ("jatuh di dalam zona ekonomi eksklusif Korea Selatan", ("KOR", True)),
        ("jatuh di luar ZEE Jepang", ("JPN", False)),
        ("fell inside the closed area", None),
        ("fell in the economic zone", None),
        ("the economic zones of Japan and South Korea", None),
    ],
)
def test_the_zone_of_one_state(words: str, said: tuple[str, bool] | None) -> None:
    assert zone_said(words) == said
