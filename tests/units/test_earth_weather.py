"""Tables of air and wind, and how launches differ from their mean."""

from __future__ import annotations

import itertools
import math
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from luncur.earth.ellipsoid_kernel import altitude_of, ecef_from_geodetic, geodetic_from_ecef
from luncur.earth.tables_kernel import lookup, pressure_at
from luncur.earth.us76 import us76
from luncur.earth.weather import WeatherModel, weather_model
from luncur.earth.wind import MODES, dispersion_modes
from luncur.errors import InputError
from luncur.mission.model import Site, Weather, Wind

SITE = Site(name="pad", latitude=0.9, longitude=2.2, altitude=100.0)
WHEN = datetime(2023, 11, 15, 2, tzinfo=UTC)


def model(**changes: object) -> WeatherModel:
    return weather_model(
        Weather(wind=Wind(model="climatology"), density_sigma=0.03).model_copy(update=changes), SITE, WHEN
    )


@pytest.fixture(scope="module")
def weather() -> WeatherModel:
    return model()


@pytest.mark.parametrize("altitude", [13.0, 777.0, 5_130.0, 9_950.0, 21_300.0, 45_678.0, 62_345.0, 78_901.0])
def test_table_is_the_standard(weather: WeatherModel, altitude: float) -> None:
    air = us76(altitude)
    density, inverse_sound, _, _ = lookup(weather.mean_table, weather.upper, 1.0, altitude)
    assert density == pytest.approx(float(air.density), rel=2e-4)
    assert inverse_sound == pytest.approx(1 / float(air.sound_speed), rel=2e-4)
    assert pressure_at(weather.pressure, altitude) == pytest.approx(float(air.pressure), rel=2e-4)


def test_density_falls_all_the_way_up(weather: WeatherModel) -> None:
    density = [lookup(weather.mean_table, weather.upper, 1.0, h)[0] for h in np.arange(0.0, 1_005_000.0, 1_237.0)]
    assert all(b < a or a == 0.0 for a, b in itertools.pairwise(density))
    assert lookup(weather.mean_table, weather.upper, 1.0, 119_999.9)[0] == pytest.approx(
        lookup(weather.mean_table, weather.upper, 1.0, 120_000.1)[0], rel=1e-3
    )


@pytest.mark.parametrize("altitude", [-500.0, -1e9, math.nan, -math.inf])
def test_below_the_ground_the_air_is_that_of_the_ground(weather: WeatherModel, altitude: float) -> None:
    assert 1.2 < lookup(weather.mean_table, weather.upper, 1.0, altitude)[0] < 1.4
    assert 1.0e5 < pressure_at(weather.pressure, altitude) < 1.1e5


def test_no_air_in_space(weather: WeatherModel) -> None:
    assert lookup(weather.mean_table, weather.upper, 1.0, 2e6)[0] == 0.0
    assert pressure_at(weather.pressure, 2e6) == 0.0


def test_dispersion_has_the_stated_size(weather: WeatherModel) -> None:
    z = np.random.default_rng(5).standard_normal((4000, weather.normals))
    tables, factor = weather.tables(z)
    assert tables[:, 20, 2].std() == pytest.approx(13.0, rel=0.05)  # 10 km
    assert tables[:, 160, 3].std() == pytest.approx(30.0, rel=0.05)  # 80 km
    assert np.log(factor).std() == pytest.approx(0.03, rel=0.05)
    assert factor.mean() == pytest.approx(1.0, abs=2e-3)
    near = np.corrcoef(tables[:, 20, 2], tables[:, 22, 2])[0, 1]
    far = np.corrcoef(tables[:, 20, 2], tables[:, 160, 2])[0, 1]
    assert near > 0.8
    assert abs(far) < 0.1


def test_modes_keep_the_correlation_of_a_markov_process() -> None:
    east = dispersion_modes()[:MODES, :150, 0]  # below 75 km
    shape = east / np.sqrt(np.sum(east**2, axis=0))
    kept = shape.T @ shape
    i, j, k = 40, 60, 90
    assert 0.01 < kept[i, k] < kept[i, j] < 0.9
    assert kept[i, k] == pytest.approx(
        kept[i, j] * kept[j, k], abs=0.03
    )  # what lies above j knows of i through j alone


@pytest.mark.parametrize("threads", ["2", "5"])
def test_modes_do_not_vary_with_the_number_of_processors(threads: str) -> None:
    code = "import sys; from luncur.earth.wind import dispersion_modes; sys.stdout.buffer.write(dispersion_modes().tobytes())"
    one, more = (
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "OPENBLAS_NUM_THREADS": n}, capture_output=True, check=True
        ).stdout
        for n in ("1", threads)
    )
    assert one == more
    assert len(one) == dispersion_modes().nbytes


def test_a_table_is_the_mean_and_its_modes(weather: WeatherModel) -> None:
    """Mode after mode, to the bit; the density alone is scaled."""
    z = np.random.default_rng(4).standard_normal((3, weather.normals))
    tables, factor = weather.tables(z)
    for table, own, f in zip(tables, z, factor, strict=True):
        cells = weather.mean_table.reshape(-1, 4, 4).copy()
        cells[:, :, 0] *= f
        for mode, a in zip(weather.mode_tables, own[: len(weather.mode_tables)], strict=True):
            cells[:, :, 2:] += a * mode
        assert np.array_equal(table, cells.reshape(-1, 16))
    assert len(weather.mode_tables) > 1


def test_no_wind_is_said() -> None:
    still = model(wind=Wind(model="none"))
    assert "wind: none" in still.assumed
    assert lookup(still.mean_table, still.upper, 1.0, 10_000.0)[2:] == (0.0, 0.0)
    assert still.normals == 1


def test_wind_profile_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "wind.csv"
    path.write_text("altitude_m,east_m_s,north_m_s\n0,3,1\n10000,25,-7\n30000,-4,2\n")
    given = model(wind=Wind(model="profile", file=str(path), dispersion=False))
    assert lookup(given.mean_table, given.upper, 1.0, 10_000.0)[2:] == pytest.approx((25.0, -7.0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "names of the columns"),
        ("altitude_m,east_m_s\n0,1\n", "column 'north_m_s'"),
        ("altitude_m,east_m_s,north_m_s\n0,1,x\n", "a finite number"),
        ("altitude_m,east_m_s,north_m_s\n0,1,nan\n1,1,1\n", "a finite number"),
        ("altitude_m,east_m_s,north_m_s\n0,1,2\n", "at least two rows"),
        ("altitude_m,east_m_s,north_m_s\n9,1,2\n5,1,2\n", "altitudes that rise"),
    ],
)
def test_bad_wind_file_is_one_sentence(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "wind.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=expected):
        model(wind=Wind(model="profile", file=str(path)))


def test_missing_wind_file() -> None:
    with pytest.raises(InputError, match="readable file"):
        model(wind=Wind(model="profile", file="/nowhere/wind.csv"))


@pytest.mark.parametrize("latitude", [-1.5707, -0.83, 0.01, 0.7, 1.5707])
@pytest.mark.parametrize("altitude", [-400.0, 12.0, 9e4, 7e5, 3.6e7])
def test_geodetic_round_trip(latitude: float, altitude: float) -> None:
    x, y, z = ecef_from_geodetic(latitude, -2.3, altitude)
    assert geodetic_from_ecef(x, y, z) == pytest.approx((latitude, -2.3, altitude), rel=1e-12, abs=1e-7)
    if altitude < 1e6:
        assert altitude_of(x, y, z) == pytest.approx(altitude, abs=1e-5)
