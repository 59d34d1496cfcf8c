"""Positions of events as they are published: in figures, and in words from places of the gazetteer."""

from __future__ import annotations

import math

import pytest

from luncur.errors import InputError
from luncur.event.places import find_origin, parse_relative
from luncur.event.positions import parse_position
from luncur.event.regions import relative_region


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("40-51 N 139-40 E", 40.85, 139 + 2 / 3),
        ("40-41-44 N 135-34-45 E", 40 + 41 / 60 + 44 / 3600, 135 + 34 / 60 + 45 / 3600),
        ("38-46.58N 120-59.10E", 38 + 46.58 / 60, 120 + 59.10 / 60),
        ("40°42'46\"N 121°14'49\"E", 40 + 42 / 60 + 46 / 3600, 121 + 14 / 60 + 49 / 3600),
        ("7.5 LS 110.25 BT", -7.5, 110.25),
        ("19-04-00N, 118-40-00W", 19 + 4 / 60, -118 - 2 / 3),
    ],
)
def test_positions_as_published(text: str, latitude: float, longitude: float) -> None:
    p = parse_position(text)
    assert (math.degrees(p.latitude), math.degrees(p.longitude)) == pytest.approx((latitude, longitude), abs=1e-9)


@pytest.mark.parametrize(
    "text", ["95 N 10 E", "40-61 N 10 E", "40.5-30 N 10 E", "40 N", "here", "40 N 190 E", "1" * 200, "4e3 N 1 E"]
)
def test_what_is_no_position(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        parse_position(text)


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("250 km north-west of Hegura island", "250 km barat laut Pulau Hegura"),
        ("1,200 km south-west of Okinotorishima", "1200 km di sebelah barat daya Okinotorishima"),
        ("250 km NW of Hegura", "250 km sebelah barat laut dari Hegura"),
        ("100 nautical miles east of Seguin", "100 mil laut timur Seguin"),
    ],
)
def test_positions_by_words_in_both_languages(english: str, indonesian: str) -> None:
    a, b = parse_relative(english, "", ""), parse_relative(indonesian, "", "")
    assert (a.distance, a.azimuth, a.sector, a.origin) == (b.distance, b.azimuth, b.sector, b.origin)


def test_words_cover_their_sector() -> None:
    from luncur.earth.geodesic import distance_and_azimuth

    words = parse_relative("250 km north-west of Hegura", "", "")
    region = relative_region(words)
    seen = [distance_and_azimuth(*words.origin.points[0], *p) for p in region.cloud]
    assert min(d for d, _ in seen) == pytest.approx(243e3)
    assert max(d for d, _ in seen) == pytest.approx(257e3)
    turns = [math.degrees(a) - 315 for _, a in seen]
    assert min(turns) == pytest.approx(-22.96, abs=0.01)
    assert max(turns) == pytest.approx(22.96, abs=0.01)


def test_islands_of_the_gazetteer_lie_on_the_coast() -> None:
    from luncur.event.places import _gazetteer
    from luncur.places.zones import zone

    for origin in set(_gazetteer().values()):
        found = zone([p[0] for p in origin.points], [p[1] for p in origin.points])
        assert (found.distance <= origin.extent + 1000).all(), (origin.en, found.distance)


def test_towns_need_a_country_when_several_bear_the_name() -> None:
    assert find_origin("Manila, PH", "f", "x").en == "Manila"
    with pytest.raises(InputError, match="its country"):
        find_origin("Georgetown", "f", "x")
    with pytest.raises(InputError, match="did you mean 'Hegura'"):
        find_origin("Hegurra", "f", "x")
