"""Parts of the page of an orbit study: numbers and times in words, the Sun, drawings, tables."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from orbit_page_cases import YEAR, made_orbit, made_track

from luncur.orbit.out import page_words as w
from luncur.orbit.out.page_map import world_map
from luncur.orbit.out.page_parts import table
from luncur.orbit.out.page_risk import shares_of
from luncur.orbit.out.page_sun import below_the_sun, sun_is_up
from luncur.orbit.out.page_svg import Scale, round_steps
from luncur.orbit.out.page_timeline import calendar, cut_at, timeline


@pytest.fixture
def summary() -> dict[str, Any]:
    return made_orbit()


def test_columns_without_a_value_are_left_out() -> None:
    kept = table(["name", "a", "b"], [["x", "1", w.NONE], ["y", w.NONE, w.NONE]])
    assert kept is not None
    assert kept["head"] == ["name", "a"]
    assert [[c[0] for c in row] for row in kept["rows"]] == [["x", "1"], ["y", w.NONE]]
    assert table(["name"], []) is None


@pytest.mark.parametrize(
    ("seconds", "en", "indonesian"),
    [
        (47.0, "47 s", "47 detik"), (754.0, "13 min", "13 menit"), (43053.0, "12 hours", "12 jam"), (274000.0, "3.2 days", "3,2 hari"),
        (0.5 * YEAR, "6.0 months", "6,0 bulan"), (7.63 * YEAR, "7.6 years", "7,6 tahun"), (1234 * YEAR, "1,234 years", "1.234 tahun"), (None, "–", "–"),
    ],
)  # fmt: skip
def test_times_have_the_unit_that_suits_them(seconds: float | None, en: str, indonesian: str) -> None:
    assert w.duration(seconds, "en").replace("\u00a0", " ") == en
    assert w.duration(seconds, "id").replace("\u00a0", " ") == indonesian


def test_numbers_are_rounded_to_what_they_are_worth() -> None:
    assert w.figures(297123.0, "en", 2) == "300,000"
    assert w.figures(-0.01234, "id") == "\N{MINUS SIGN}0,0123"
    assert w.trimmed(0.5, "en") == "0.5"
    assert w.trimmed(2.0, "id") == "2"
    assert w.percent(0.9999, "en") == "99.9\u00a0%"  # nearly all is not all
    assert w.percent(1.0, "en") == "100\u00a0%"
    assert w.percent(0.0123, "id") == "1,2\u00a0%"
    assert w.hour(23.9999, "en") == "00:00"
    assert w.length(0.5, "en") == "50.0\u00a0cm"
    assert w.durations(3.9 * YEAR, 13.9 * YEAR, "en") == ("3.9", "14\u00a0years")
    assert w.durations(0.9 * YEAR, 13.9 * YEAR, "en") == ("11\u00a0months", "14\u00a0years")
    assert w.heights(499.6e3, 500.4e3, "en") == "500\u00a0km"
    assert w.place(-2.0, 118.0, "id") == "2,00°\u00a0LS 118,00°\u00a0BT"


def test_the_sun_stands_where_the_almanac_has_it() -> None:
    """Equinox of 2024-03-20, 03:06 UTC, and solstice of 2024-06-20, 20:51 UTC (U.S. Naval Observatory): declination 0 and its most.

    The Sun is due south at 0 deg longitude at 12 h UTC less the equation of time: -16.4 min on 3 November, longitude -4.1 deg.
    """
    north, _ = below_the_sun(datetime(2024, 3, 20, 3, 6, tzinfo=UTC), 0.0)
    assert abs(np.degrees(north)) < 0.02
    north, _ = below_the_sun(datetime(2024, 6, 20, 20, 51, tzinfo=UTC), 0.0)
    assert abs(np.degrees(north) - 23.44) < 0.01
    _, east = below_the_sun(datetime(2023, 11, 3, 12, tzinfo=UTC), 0.0)
    assert abs(np.degrees(east) + 4.1) < 0.1
    up = sun_is_up(datetime(2024, 6, 20, 0, tzinfo=UTC), np.array([0.0, 43200.0]), np.radians(45.0), 0.0)
    assert up.tolist() == [False, True]


def test_day_and_night_agree_with_the_sun_of_the_orbit_room() -> None:
    from luncur.orbit.time_and_frames.bodies import sun
    from luncur.orbit.time_and_frames.frames import celestial_to_earth_fixed

    epoch, seconds = datetime(2023, 11, 21, 14, tzinfo=UTC), np.linspace(0.0, 86400.0, 25)
    fixed = np.einsum("nij,nj->ni", celestial_to_earth_fixed(epoch, seconds), sun(epoch, seconds))
    north, east = below_the_sun(epoch, seconds)
    assert np.abs(np.degrees(np.arcsin(fixed[:, 2] / np.linalg.norm(fixed, axis=1)) - north)).max() < 0.05
    away = np.degrees(np.arctan2(fixed[:, 1], fixed[:, 0]) - east + np.pi) % 360.0 - 180.0
    assert np.abs(away).max() < 0.05


def test_timeline_shows_the_first_day_and_says_where_it_is_cut(summary: dict[str, Any]) -> None:
    drawn = timeline(summary, "en")
    assert drawn.count("<svg") == 2
    assert drawn.count('class="seen"') == 2 * 2 * 4  # two accesses a day, four strips, two forms
    row = summary["places"][0]["by_sensor"][0]
    assert cut_at(row, 86400.0) is None
    row["rows"] = row["rows"][:1]
    assert cut_at(row, 86400.0) == row["rows"][0]["end_s"]
    assert 'class="unlisted"' in timeline(summary, "en")
    assert cut_at(row | {"accesses": 1}, 86400.0) is None  # all that there are, are listed
    assert calendar(summary, "en").count('class="seen"') > timeline(summary, "en").count('class="seen"')
    summary["duration_s"] = 86400.0
    assert calendar(summary, "en") == ""
    summary["epoch"] = None
    assert timeline(summary, "en") == ""


def test_map_has_track_places_regions_and_night() -> None:
    features = made_track()["features"]
    drawn = world_map(features, datetime(2023, 11, 21, 14, tzinfo=UTC), "en")
    assert drawn.count("<svg") == 2
    for cls in ("coast", "night", "track first", "footprint line", "points", "points missed", "place", "start"):
        assert f'class="{cls}' in drawn, cls
    assert "near the equator" in drawn
    assert 'class="night"' not in world_map(features, None, "en")
    assert world_map([f for f in features if f["properties"]["kind"] != "ground track"], None, "en") == ""
    longest = max(
        abs(float(b[0]) - float(a[0]))
        for path in re.findall(r'class="track[^"]*" d="([^"]*)"', drawn.split("</svg>")[0])
        for part in path.split("M")[1:]
        for a, b in pairwise(p.split() for p in part.split("L"))
    )
    assert longest < 380  # no line runs across the sheet at the antimeridian


def test_latitude_shares_add_up_to_one(summary: dict[str, Any]) -> None:
    rows = summary["reentry"]["by_latitude"]
    shares = np.array(shares_of(rows, 2))
    assert shares[:, 1:].sum(axis=0) == pytest.approx([1.0, 1.0])
    assert shares_of([{"casualty_expectation": None}], 2) == [[0.0, 0.0, 0.0]]


def test_scales_and_steps() -> None:
    log = Scale(1.0, 100.0, 0.0, 200.0, log=True)
    assert log(10.0) == pytest.approx(100.0)
    assert round_steps(0.0, 60.0, 5) == [0.0, 20.0, 40.0, 60.0]
    assert round_steps(97.35, 97.44, 5) == pytest.approx([97.36, 97.38, 97.4, 97.42, 97.44])
    assert round_steps(5.0, 5.0, 4) == [5.0]
