"""Where casualties are booked: a town only near it, else a country or sea and how far from the pad."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur import fly
from luncur.campaign.booking import BAND_ENDS, TOWN_REACH, Places, band_text, places, points_about, unit_vectors
from luncur.campaign.booking_kernel import book_many
from luncur.compiler import compiled
from luncur.earth.geodesic import distance_and_azimuth
from luncur.export.answer import _place
from luncur.export.names import area_of, name_of
from luncur.flight import Trajectory
from luncur.mission import load
from luncur.places import towns
from luncur.sentences import LANGUAGES

DEG = math.pi / 180


@pytest.fixture(scope="module")
def flight() -> Trajectory:
    return fly(load("soyuz-vostochny-sso"))


@pytest.fixture(scope="module")
def booked(flight: Trajectory) -> Places:
    return places(flight)


def at(booked: Places, latitude: float, longitude: float) -> str:
    return booked.names[int(booked.book(np.array([latitude * DEG]), np.array([longitude * DEG]))[0])]


def town(name: str) -> tuple[float, float]:
    table = towns()
    i = int(np.flatnonzero((table.name == name) & (table.country == "RU"))[0])
    return float(table.latitude[i]), float(table.longitude[i])


def test_a_town_is_named_within_25_km_only(booked: Places) -> None:
    latitude, longitude = town("Zeya")
    degree = 111.2e3  # [m]
    assert at(booked, latitude, longitude) == "Zeya (RU)"
    assert at(booked, latitude + 0.95 * TOWN_REACH / degree, longitude) == "Zeya (RU)"
    assert at(booked, latitude + 1.6 * TOWN_REACH / degree, longitude) == "Russia, 200\N{EN DASH}500 km from the pad"


def test_the_rest_is_booked_by_owner_and_distance(flight: Trajectory, booked: Places) -> None:
    """Impacts along the trace: what is no town has the band that the geodesic distance says."""
    rng = np.random.default_rng(2)
    ok = np.flatnonzero(np.isfinite(flight.impact_latitude))
    rows = rng.choice(ok, 300)
    latitude, longitude = flight.impact_latitude[rows], flight.impact_longitude[rows]
    start = float(flight.latitude[0]), float(flight.longitude[0])
    bands = 0
    for number, a, b in zip(booked.book(latitude, longitude), latitude, longitude, strict=True):
        name = booked.names[number]
        assert name != "elsewhere"
        if not name.endswith(" km from the pad"):
            continue
        bands += 1
        km = distance_and_azimuth(*start, float(a), float(b))[0] / 1e3
        near = any(abs(km / end - 1) < 0.01 for end in BAND_ENDS)  # on a sphere, within 0.6 %
        assert near or f", {band_text(int(np.searchsorted(BAND_ENDS, km)))} km" in name
    assert bands > 100


def test_sea_and_what_is_not_on_the_list(booked: Places) -> None:
    assert at(booked, 75.0, 125.0) == "Laptev Sea, over 2,000 km from the pad"
    assert at(booked, -25.0, 135.0) == "elsewhere"  # Australia lies far from the path
    nowhere = booked.book(np.array([np.nan, 0.9]), np.array([2.0, np.nan]))
    assert [booked.names[i] for i in nowhere] == ["elsewhere", "elsewhere"]
    assert len(booked.book(np.zeros(0), np.zeros(0))) == 0


def test_names_stand_once(booked: Places) -> None:
    assert len(set(booked.names)) == len(booked.names)


def test_bands() -> None:
    assert [band_text(i) for i in (0, 1, 7, 8)] == ["0–10", "10–25", "1,000–2,000", "over 2,000"]


def test_points_about_a_point_lie_at_their_distance() -> None:
    centre = unit_vectors(np.array([0.9]), np.array([2.2]))
    around = points_about(centre, np.array([[0.0, 0.0], [3e4, 4e4], [-1e5, 0.0]]))
    assert 6_371_008.8 * np.arccos(np.clip(around @ centre[0], -1, 1)) == pytest.approx([0.0, 5e4, 1e5], abs=1.0)


def test_places_in_both_languages() -> None:
    name = "Russia, 1,000\N{EN DASH}2,000 km from the pad"
    assert area_of(name, "id") == ("Rusia", "1.000–2.000 km")
    assert area_of("Laptev Sea, over 2,000 km from the pad", "id") == ("Laut Laptev", "lebih dari 2.000 km")
    assert area_of("Zeya (RU)", "en") is None
    for text in (name, "Laptev Sea, over 2,000 km from the pad"):
        assert name_of(text, {}, "en") == text
    assert name_of(name, {}, "id") == "Rusia, 1.000–2.000 km dari landasan"


def test_the_answer_names_the_largest_places() -> None:
    rows = {"Zeya (RU)": 5.0, "Russia, 100\N{EN DASH}200 km from the pad": 4.0, "elsewhere": 0.8, "Aldan (RU)": 0.2}
    risk = {
        "by_place": [{"place": place, "mean": mean} for place, mean in rows.items()],
        "casualty_expectation_total": {"mean": 10.0},
    }
    assert _place(risk, "en") == [
        "50\N{NO-BREAK SPACE}% of the expected casualties within 25 km of Zeya (RU).",
        "40\N{NO-BREAK SPACE}% of the expected casualties 100\N{EN DASH}200 km from the pad (Russia).",
        "8\N{NO-BREAK SPACE}% of the expected casualties far from the path that the impact point takes on a normal flight.",
    ]
    assert (
        _place(risk, "id")[1]
        == "40\N{NO-BREAK SPACE}% dari perkiraan jumlah korban berada 100\N{EN DASH}200 km dari landasan (Rusia)."
    )
    assert all(len(_place(risk, lang)) == 3 for lang in LANGUAGES)


def test_casualties_are_added_piece_after_piece() -> None:
    """Each launch's total and bins are those of a plain loop over its pieces, bit for bit."""
    rng = np.random.default_rng(3)
    m, classes, places_, models = 900, 4, 3, 2
    launch = np.sort(rng.integers(0, 50, m))
    kind, place, explosive = rng.integers(0, classes, m), rng.integers(0, places_, m), rng.random(m) < 0.2
    hurt, in_place = rng.lognormal(0.0, 4.0, (2, m, models))
    out, without = np.zeros((50, 1 + classes + places_ + 2, models)), np.zeros((50, models))
    compiled(book_many)(launch, kind, place, explosive, hurt, in_place, classes, places_, out, without)
    expected, everybody = np.zeros_like(out), np.zeros_like(without)
    for i in range(m):
        for b in (0, 1 + kind[i], 1 + classes + place[i], 1 + classes + places_ + int(explosive[i])):
            expected[launch[i], b] += hurt[i]
        everybody[launch[i]] += in_place[i]
    assert np.array_equal(out, expected)
    assert np.array_equal(without, everybody)
