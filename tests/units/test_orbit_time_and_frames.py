"""Leap seconds, the range and the status of the orientation data, the parts that frames are made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import numpy as np
import pytest

from luncur.errors import InputError
from luncur.orbit.motion.states import FRAMES, celestial_state
from luncur.orbit.time_and_frames.earth_orientation import (
    ARCSECOND,
    earth_orientation,
    earth_orientation_of,
    orientation_assumed,
)
from luncur.orbit.time_and_frames.frames import (
    EARTH_SPIN,
    _pole,
    celestial_pole,
    celestial_to_earth_fixed,
    earth_spin,
    mean_of_j2000_to_celestial,
)
from luncur.orbit.time_and_frames.times import epoch_of, seconds_between, tai, tai_less_utc, utc_after

BEFORE_LEAP = datetime(2016, 12, 31, 23, 59, 50, tzinfo=UTC)
AFTER_LEAP = datetime(2017, 1, 1, 0, 0, 10, tzinfo=UTC)


def test_a_leap_second_is_counted() -> None:
    """A second was put in at the end of 2016 (IERS Bulletin C 52)."""
    assert seconds_between(BEFORE_LEAP, AFTER_LEAP) == 21.0
    assert seconds_between(AFTER_LEAP, BEFORE_LEAP) == -21.0
    assert utc_after(BEFORE_LEAP, 21.0) == AFTER_LEAP
    assert utc_after(AFTER_LEAP, -21.0) == BEFORE_LEAP
    assert utc_after(BEFORE_LEAP, 5.25) == BEFORE_LEAP + timedelta(seconds=5.25)
    day, part = tai(BEFORE_LEAP, [0.0, 21.0])
    assert day.tolist() == [2457753.5, 2457753.5]
    assert part * 86400.0 == pytest.approx([86390.0 + 36.0, 86390.0 + 57.0], abs=1e-9)


@pytest.mark.parametrize(
    ("year", "month", "seconds"), [(1972, 1, 10), (1972, 7, 11), (1999, 1, 32), (2017, 1, 37), (2040, 6, 37)]
)
def test_published_leap_seconds(year: int, month: int, seconds: int) -> None:
    """IERS, Leap_Second.dat; after the last that is known, its number."""
    assert tai_less_utc(datetime(year, month, 1, tzinfo=UTC)) == seconds
    if year < 2040 and (year, month) != (1972, 1):
        assert tai_less_utc(datetime(year, month, 1, tzinfo=UTC) - timedelta(seconds=1)) == seconds - 1


def test_the_earth_turns_evenly_through_a_leap_second() -> None:
    """One matrix from either side of it, and no jump between."""
    a = celestial_to_earth_fixed(BEFORE_LEAP, 21.0)[0]
    b = celestial_to_earth_fixed(AFTER_LEAP, 0.0)[0]
    assert np.abs(a - b).max() < 1e-12
    turns = celestial_to_earth_fixed(BEFORE_LEAP, np.arange(22.0))
    angles = [np.arctan2((q @ p.T)[0, 1], (q @ p.T)[0, 0]) for p, q in pairwise(turns)]
    assert angles == pytest.approx([EARTH_SPIN] * 21, rel=1e-6)


@pytest.mark.parametrize(
    ("text", "epoch"),
    [
        ("2024-06-01T12:00:00", datetime(2024, 6, 1, 12, tzinfo=UTC)),
        ("2024-153T12:00:00.250Z", datetime(2024, 6, 1, 12, 0, 0, 250000, tzinfo=UTC)),
        ("2023-366T00:00:00", None),
        ("2024-06-31T00:00:00", None),
        ("2024-06-01T00:00:60", None),
        ("2024-06-01", None),
        ("1024-06-01T12:00:00", None),
    ],
)
def test_times_as_messages_write_them(text: str, epoch: datetime | None) -> None:
    assert epoch_of(text) == epoch


def test_an_epoch_needs_a_zone_and_leap_seconds() -> None:
    with pytest.raises(InputError, match="a time with its zone"):
        tai(datetime(2024, 6, 1), 0.0)
    with pytest.raises(InputError, match="from 1972-01-01 on"):
        tai(datetime(1969, 7, 20, tzinfo=UTC), 0.0)
    east = datetime(2024, 6, 1, 19, tzinfo=timezone(timedelta(hours=7)))
    assert tai(east, 0.0) == tai(datetime(2024, 6, 1, 12, tzinfo=UTC), 0.0)


def test_published_values_of_the_orientation() -> None:
    """IERS Bulletin B for 2004-06-01, 0 h: x -0.08374, y 0.46712 arcsec, UT1 - UTC -0.4709090 s; the table is C04, of later years."""
    values = earth_orientation_of(datetime(2004, 6, 1, tzinfo=UTC), 0.0)
    assert float(values.pole_x) / ARCSECOND == pytest.approx(-0.08374, abs=4e-4)
    assert float(values.pole_y) / ARCSECOND == pytest.approx(0.46712, abs=4e-4)
    assert float(values.ut1_less_tai) + 32.0 == pytest.approx(-0.4709090, abs=5e-5)
    assert values.status() == "measured"


def test_what_is_predicted_is_told() -> None:
    table = earth_orientation()
    after = datetime.combine(table.last_measured + timedelta(days=5), datetime.min.time(), tzinfo=UTC)
    assert earth_orientation_of(after, 0.0).status() == "predicted"
    assert "predicted after" in orientation_assumed(after, 0.0)[0]
    assert "measured values" in orientation_assumed(datetime(2010, 1, 1, tzinfo=UTC), 0.0)[0]
    assert table.first.isoformat() == "1972-01-01"
    assert table.last > table.last_measured


def test_a_date_outside_the_tables_is_refused_in_one_sentence() -> None:
    table = earth_orientation()
    late = datetime.combine(table.last - timedelta(days=1), datetime.min.time(), tzinfo=UTC)
    celestial_to_earth_fixed(late, [0.0, 86400.0])
    for seconds in (3 * 86400.0, 1e12, float("nan")):
        with pytest.raises(InputError) as caught:
            celestial_to_earth_fixed(late, [0.0, seconds])
        said = str(caught.value)
        assert said.startswith("orbit: date: ")
        assert f"a date from 1972-01-01 to {table.last}" in said
        assert table.version in said


def test_the_pole_by_a_spline_is_the_pole_by_its_series() -> None:
    times = np.arange(0.0, 86400.0, 300.0)
    epoch = datetime(2012, 3, 4, 5, tzinfo=UTC)
    for splined, series in zip(celestial_pole(epoch, times), _pole(epoch, times), strict=True):
        assert np.abs(splined - series).max() < 1e-4 * ARCSECOND / 1e3


def test_rotations_are_rotations() -> None:
    for matrix in (*celestial_to_earth_fixed(AFTER_LEAP, [0.0, 40000.0]), mean_of_j2000_to_celestial()):
        assert np.abs(matrix @ matrix.T - np.eye(3)).max() < 1e-14
        assert np.linalg.det(matrix) > 0.0
    bias = mean_of_j2000_to_celestial()
    assert np.arccos((np.trace(bias) - 1) / 2) / ARCSECOND == pytest.approx(0.0231, abs=2e-4)


def test_the_spin_is_what_the_matrices_do() -> None:
    """Velocity of a point at rest on the ground, against a difference of its celestial positions."""
    point = np.array([4.0e6, -3.0e6, 3.9e6])
    turns = celestial_to_earth_fixed(AFTER_LEAP, [-0.5, 0.0, 0.5])
    moved = np.einsum("nij,i->nj", turns, point)
    spin = earth_spin(AFTER_LEAP, 0.0)[0]
    velocity = turns[1].T @ np.cross(spin, point)
    assert np.abs((moved[2] - moved[0]) - velocity).max() < 5e-5  # day longer than 86,400 s, precession


def test_states_in_every_frame_are_one_state() -> None:
    position, velocity = np.array([7.0e6, -1.0e6, 2.0e6]), np.array([1.0e3, 7.0e3, 1.0e3])
    states = {frame: celestial_state(position, velocity, frame, AFTER_LEAP) for frame in FRAMES}
    assert np.array_equal(states["GCRF"][0], position)
    assert 0.1 < np.linalg.norm(states["J2000"][0] - position) < 1.0  # 23 mas
    assert 1e4 < np.linalg.norm(states["TEME"][0] - position) < 1e5  # 17 years of precession
    spin = np.cross(earth_spin(AFTER_LEAP, 0.0)[0], position)
    assert np.linalg.norm(states["ITRF"][1]) == pytest.approx(np.linalg.norm(velocity + spin), rel=1e-12)
    with pytest.raises(InputError, match="'B1950': expected one of J2000, GCRF, TEME, ITRF"):
        celestial_state(position, velocity, "B1950", AFTER_LEAP)
