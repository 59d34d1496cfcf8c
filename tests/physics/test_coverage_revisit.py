"""How often an agile satellite sees a place: the search over months against the width of its strip."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
import pytest

from luncur.earth.constants import EARTH_RATE, SEMI_MAJOR_AXIS
from luncur.orbit.coverage import (
    Sensor,
    accesses_of_blocks,
    half_angle_of_swath,
    point_figures,
    points,
    region_figures,
    swath_width,
)
from luncur.orbit.motion.elements import Elements
from luncur.orbit.motion.secular import propagate_secular
from luncur.orbit.motion.track import Track

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
DEGREE = math.pi / 180
ALTITUDE, INCLINATION, DAYS = 502.5e3, 97.4 * DEGREE, 120


def blocks() -> Iterator[Track]:
    elements = Elements(SEMI_MAJOR_AXIS + ALTITUDE, 0.0014, INCLINATION, 1.0, 0.2, 0.3)
    for day in range(DAYS):
        yield propagate_secular(elements, EPOCH, day * 86400.0 + np.arange(0.0, 86401.0, 60.0)).earth_fixed()


def expected(latitude: float, off_nadir: float) -> float:
    """Accesses a day: two passes in each revolution, times the strip's share of the parallel, on a round Earth."""
    radius = SEMI_MAJOR_AXIS + ALTITUDE
    rate = math.sqrt(3.986004418e14 / radius**3)
    east = math.cos(INCLINATION) / math.cos(latitude)
    north = math.sqrt(1.0 - east**2)
    ground = rate * SEMI_MAJOR_AXIS
    slant = math.atan2(ground * east - EARTH_RATE * SEMI_MAJOR_AXIS * math.cos(latitude), ground * north)
    strip = swath_width(off_nadir, ALTITUDE) / math.cos(slant)
    return 2.0 * rate * 86400.0 / (2.0 * math.pi) * strip / (2.0 * math.pi * SEMI_MAJOR_AXIS * math.cos(latitude))


def test_revisit_of_mid_latitude_places() -> None:
    """493 x 512 km, 97.4 deg, 20 km swath, 30 deg off nadir: some 0.56 accesses a day at 35 deg of latitude."""
    places = points(np.radians([35.0] * 12 + [-20.0] * 12), np.radians(np.tile(np.arange(12) * 30.0 - 170.0, 2)))
    sensor = Sensor(half_angle=half_angle_of_swath(20e3, ALTITUDE), off_nadir_limit=30 * DEGREE)
    found = accesses_of_blocks(blocks(), places, sensor)
    assert found.window == (0.0, DAYS * 86400.0)
    f = point_figures(found)
    for part, latitude in ((slice(0, 12), 35.0), (slice(12, 24), -20.0)):
        assert f.accesses[part].mean() / DAYS == pytest.approx(expected(latitude * DEGREE, 30 * DEGREE), rel=0.03)
    np.testing.assert_array_equal(f.accesses, f.visits)
    # a gap and a visit take turns: their mean lengths add up to the time between accesses
    np.testing.assert_allclose(f.mean_gap * (f.visits + 1) + f.seen_time, DAYS * 86400.0, rtol=1e-12)
    assert (f.longest_gap >= f.gap_percentiles[:, -1]).all()
    assert found.duration.max() < 100.0  # the strip's width at 7 km/s
    r = region_figures(f, places.area, found.window)
    assert r.covered == 1.0
    assert 2.0 < r.longest_gap / 86400.0 < 8.0
