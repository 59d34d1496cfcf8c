"""Closed areas, land, and day at points."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from luncur.mission.model import ClosedArea
from luncur.places.closed import ClosedAreas
from luncur.places.closed_kernel import closed_at
from luncur.places.ground_cover import is_day, is_land, solar_hour


def area(**fields: object) -> ClosedArea:
    return ClosedArea.model_validate({"name": "x", "kind": "evacuated", "source": "test", **fields})


def holds(areas: ClosedAreas, points: list[tuple[float, float]], planned: bool = True) -> list[bool]:
    latitude, longitude = np.radians(points).T
    flags = np.full(len(points), planned)
    found = areas.hold(np.ascontiguousarray(latitude), np.ascontiguousarray(longitude), flags)
    plain = [closed_at(*areas.arrays, a, b, planned) for a, b in zip(latitude, longitude, strict=True)]
    assert found.tolist() == plain
    return plain


def test_a_circle_over_the_date_line() -> None:
    circle = ClosedAreas.of([area(latitude="60 deg", longitude="179.9 deg", radius="20 km")])  # 0.36 deg of longitude
    assert holds(circle, [(60, 179.9), (60, -179.8), (60, -179.7), (60.17, 179.9), (60.19, 179.9)]) == [
        True, True, False, True, False,
    ]  # fmt: skip


def test_a_circle_round_the_pole() -> None:
    circle = ClosedAreas.of([area(latitude="89.9 deg", longitude="0 deg", radius="30 km")])
    assert holds(circle, [(90, 77), (89.9, 180), (89.85, 180), (89.7, 0)]) == [True] * 4
    assert holds(circle, [(89.8, 180), (89.5, 0)]) == [False, False]


@pytest.mark.parametrize("shift", [0.0, 150.0, 179.0, -179.5])
def test_a_polygon_with_a_notch(shift: float) -> None:
    east = lambda lon: (lon + shift + 180) % 360 - 180  # noqa: E731
    corners = [(10, 0), (10, 4), (14, 4), (12, 2), (14, 0)]  # the notch is at the top
    shape = ClosedAreas.of([area(points=[(f"{a} deg", f"{east(b)} deg") for a, b in corners])])
    inside = [(11, 2), (13.5, 0.2), (13.5, 3.8), (11.9, 2)]
    outside = [(13.5, 2), (9.9, 2), (12, 4.1), (12, -0.1), (14.1, 0.1)]
    assert holds(shape, [(a, east(b)) for a, b in inside]) == [True] * 4
    assert holds(shape, [(a, east(b)) for a, b in outside]) == [False] * 5


def test_for_which_bodies_and_any_of_several() -> None:
    here, there = {"latitude": 0.1, "longitude": 0.2}, {"latitude": 0.5, "longitude": -0.2}
    both = ClosedAreas.of(
        [area(**here, radius=5e3, applies_to="planned"), area(**there, radius=5e3, applies_to="failures")]
    )
    points = [(math.degrees(0.1), math.degrees(0.2)), (math.degrees(0.5), math.degrees(-0.2))]
    assert holds(both, points, planned=True) == [True, False]
    assert holds(both, points, planned=False) == [False, True]


def test_no_areas_and_no_point() -> None:
    assert holds(ClosedAreas.of(()), [(10, 20)]) == [False]
    everywhere = ClosedAreas.of([area(latitude=0.0, longitude=0.0, radius=2.5e7)])
    assert holds(everywhere, [(0, 180), (-89, 3)]) == [True, True]
    assert not everywhere.hold(np.array([math.nan]), np.array([0.1]), np.array([True]))[0]


@pytest.mark.parametrize(
    ("latitude", "longitude", "land"),
    [(51.88, 128.33, True), (64.6, 121.4, True), (68.5, -24.0, False), (35.0, -40.0, False), (28.6, -78.0, False)],
)
def test_land_and_sea(latitude: float, longitude: float, land: bool) -> None:
    # the pad and the Vilyuisk district; Denmark Strait, the Atlantic
    assert bool(is_land(np.radians([latitude]), np.radians([longitude]))[0]) is land


def test_solar_time() -> None:
    time = datetime(2023, 11, 15, 2, 0, tzinfo=UTC)
    # 2 h UTC: 2 + 128.334722 / 15 at Vostochny, midnight at 30 W
    assert solar_hour(time, np.radians([0.0, 128.334722, -30.0, -45.0])) == pytest.approx(
        [2.0, 10.5556, 0.0, 23.0], abs=1e-3
    )
    there = time.astimezone(timezone(timedelta(hours=9)))
    assert solar_hour(there, np.array([0.3])) == pytest.approx(solar_hour(time, np.array([0.3])))


def test_day_and_night() -> None:
    time = datetime(2023, 11, 15, 2, 0, tzinfo=UTC)
    longitude = np.radians([128.334722, 74.9, 75.1, 0.0, -105.1, -104.9])  # 7 h is at 75 E, 19 h at 105 W
    assert is_day(time, longitude).tolist() == [True, False, True, False, True, False]
    assert is_day(time, longitude, "day").all()
    assert not is_day(time, longitude, "night").any()
    assert not is_day(time, np.array([math.nan]))[0]
