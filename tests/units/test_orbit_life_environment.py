"""The air and the Sun that a lifetime is reckoned with."""

from __future__ import annotations

import importlib.util
import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from luncur.errors import InputError
from luncur.orbit.life.air import air_of, upper_air
from luncur.orbit.life.solar import (
    MONTH,
    constant_activity,
    density_sigma,
    possible_activity,
    recorded_activity,
    solar_levels,
    solar_record,
)

TOOL = Path(__file__).parents[2] / "tools/build_orbit_density.py"
DEG = math.pi / 180


def test_the_table_is_the_model() -> None:
    """Means of NRLMSISE-00 at places, heights and states of the Sun that are no knots of the table."""
    spec = importlib.util.spec_from_file_location("build_orbit_density", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.HEIGHT_KM = np.array([95.0, 112.0, 133.0, 187.0, 287.0, 488.0, 612.0, 930.0, 1250.0])
    for latitude, f107, ap in ((0.0, 65.0, 0.0), (37.0, 140.0, 15.0), (85.0, 250.0, 45.0)):
        exact = tool.mean_density(latitude, f107, ap)
        found = upper_air().density(tool.HEIGHT_KM * 1e3, latitude * DEG, f107, ap)
        assert found == pytest.approx(exact, rel=5e-3)


def test_density_falls_with_height_and_grows_with_the_sun() -> None:
    air = upper_air()
    heights = np.linspace(95e3, 1990e3, 300)
    assert np.all(np.diff(air.density(heights, 0.3, 120.0, 10.0)) < 0)
    assert np.all(np.diff(air.density(500e3, 0.3, np.linspace(60, 340, 50), 10.0)) > 0)
    assert np.all(np.diff(air.density(500e3, 0.3, 120.0, np.linspace(0, 155, 50))) > 0)
    assert air.density(500e3, 0.7, 120.0, 10.0) == air.density(500e3, -0.7, 120.0, 10.0)
    assert air.density(500e3, 0.7, 20.0, 10.0) == air.density(500e3, 0.7, 60.0, 10.0)  # held at its ends
    assert air.density(2100e3, 0.0, 120.0, 10.0) == 0
    assert air.density(10e3, 0.0, 120.0, 10.0) == air.density(90e3, 0.0, 120.0, 10.0)
    for height, latitude in ((math.nan, 0.0), (400e3, math.nan)):
        assert not air.density(height, latitude, 120.0, 10.0) > 0
    assert air.density(np.zeros((2, 3)) + 400e3, 0.0, 120.0, 10.0).shape == (2, 3)


def test_air_of_a_profile() -> None:
    air = air_of("exponential", lambda h: 1e-11 * np.exp(-h / 40e3), "test")
    assert air.density(333e3, 1.0, 200.0, 3.0) == pytest.approx(1e-11 * math.exp(-333 / 40), rel=1e-4)


def test_levels_rise_and_say_whether_they_were_confirmed() -> None:
    levels = solar_levels()
    assert [level.name for level in levels] == ["low", "mean", "high"]
    assert [level.f107 for level in levels] == [65, 140, 250]
    for level in levels:
        (said,) = constant_activity(level).assumed
        assert level.source in said
        assert ("not confirmed" in said) == (not level.confirmed)
    assert density_sigma()[0] == 0.15


def test_record_has_the_months_that_were() -> None:
    """Monthly means of the observed flux as Penticton's are known: the cycle's top of 1957-58, the minima of 2008 and 2019."""
    record = solar_record()
    place = {name: int(name[:4]) * 12 + int(name[5:]) - 1 - record.first for name in ("1957-12", "2008-12", "2019-12")}
    assert record.f107[place["1957-12"]] > 270
    assert 66 < record.f107[place["2008-12"]] < 72
    assert 68 < record.f107[place["2019-12"]] < 73
    assert np.all(np.isfinite(record.ap))
    assert record.f107.min() > 60
    assert record.f107.max() < 300
    for minimum in record.minima:
        around = record.f107[max(minimum - 36, 0) : minimum + 37]
        assert record.f107[minimum] < np.median(around)


def test_recorded_activity_starts_where_the_date_is() -> None:
    sun = recorded_activity(datetime(2019, 12, 16, 12, tzinfo=UTC))  # the middle of a month
    place = sun.offset
    assert place == pytest.approx(round(place), abs=1e-9)
    assert sun.f107[sun.months[0, round(place)]] == pytest.approx(70.8)
    assert sun.ends
    for outside in (datetime(1957, 9, 30, tzinfo=UTC), datetime(2041, 11, 1, tzinfo=UTC)):
        with pytest.raises(InputError, match=r"epoch: '.*': expected a date from 1957-10 to 2041-10 .*celestrak"):
            recorded_activity(outside)


def test_futures_hold_what_was_measured() -> None:
    record = solar_record()
    uniform = np.random.default_rng(1).random((20, 6))
    sun = possible_activity(datetime(2020, 1, 16, 12, tzinfo=UTC), uniform, 600 * MONTH)
    known = record.measured - (2020 * 12 - record.first)
    assert np.all(sun.months[:, :known] == np.arange(record.measured - known, record.measured))
    assert len(np.unique(sun.months[:, known:], axis=0)) > 5
    assert sun.months.shape[1] >= 600
    assert sun.months.max() < record.minima[-1] + known + 1  # nothing predicted enters
    later = possible_activity(datetime(2031, 1, 16, 12, tzinfo=UTC), uniform, 100 * MONTH)
    skipped = (2031 - 2020) * 12
    assert np.all(later.months[:, :100] == sun.months[:, skipped : skipped + 100])
    with pytest.raises(InputError, match="after 1957-10"):
        possible_activity(datetime(1950, 1, 1, tzinfo=UTC), uniform, MONTH)


def test_undated_futures_start_anywhere_in_the_cycle() -> None:
    record = solar_record()
    sun = possible_activity(None, np.random.default_rng(2).random((400, 6)), 300 * MONTH)
    first = sun.months[:, 0]
    assert record.minima[0] <= first.min() < record.minima[0] + 20
    assert record.minima[-1] - 20 < first.max() < record.minima[-1]
    steps = np.diff(sun.months.astype(int), axis=1)
    assert np.all((steps == 1) | np.isin(sun.months[:, 1:], record.minima[:-1]))
