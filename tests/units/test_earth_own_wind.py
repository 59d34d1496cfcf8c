"""The user's own wind: soundings, grids and ensembles, in classic NetCDF and in NetCDF-4."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.io import netcdf_file

from luncur.earth.grid_wind import read_grid
from luncur.earth.sounding import KNOT, read_sounding
from luncur.earth.tables_kernel import lookup
from luncur.earth.weather import WeatherModel, weather_model
from luncur.errors import InputError
from luncur.mission.model import Site, Weather, Wind

SITE = Site(name="pad", latitude=np.radians(51.6), longitude=np.radians(128.3), altitude=100.0)
WHEN = datetime(2023, 11, 15, 2, tzinfo=UTC)
# Written for this test in the column layout of sounding archives; not a measured sounding.
ARCHIVE = """
00000 TEST Observations at 00Z 15 Nov 2023

-----------------------------------------------------------------------------
   PRES   HGHT   TEMP   DWPT   RELH   MIXR   DRCT   SKNT   THTA   THTE   THTV
    hPa     m      C      C      %    g/kg    deg   knot     K      K      K
-----------------------------------------------------------------------------
 1000.0    100    1.2   -3.0     74   3.10    270     10  274.4  283.1  274.9
  925.0    750
  850.0   1450   -5.1   -9.9     69   2.07    360     20  280.8  287.0  281.2
  500.0   5500  -28.1  -40.1     31   0.20    225     60  298.6  299.4  298.7

Station information and sounding indices
                         Station number: 00000
"""


def model(wind: Wind) -> WeatherModel:
    return weather_model(Weather(wind=wind), SITE, WHEN)


def wind_at(table: np.ndarray, weather: WeatherModel, altitude: float) -> tuple[float, float]:
    return lookup(table, weather.upper, 1.0, altitude)[2:]


def test_archive_text(tmp_path: Path) -> None:
    path = tmp_path / "sounding.txt"
    path.write_text(ARCHIVE)
    found = read_sounding(path)
    assert found.altitude == pytest.approx([100.0, 1450.0, 5500.0], rel=1e-3)
    assert found.east == pytest.approx([10 * KNOT, 0.0, 60 * KNOT * np.sqrt(0.5)], abs=1e-9)
    assert found.north == pytest.approx([0.0, -20 * KNOT, 60 * KNOT * np.sqrt(0.5)], abs=1e-9)
    path.write_text(ARCHIVE.replace("   knot", "    m/s"))
    assert read_sounding(path).east[0] == pytest.approx(10.0)
    held = model(Wind(model="profile", file=str(path), dispersion=False))
    assert "its last wind held above" in held.assumed[1]
    assert wind_at(held.mean_table, held, 60e3)[0] == pytest.approx(60 * np.sqrt(0.5))


@pytest.mark.parametrize(
    ("text", "east", "north"),
    [
        ("altitude_m,direction_deg,speed_m_s\n0,90,5\n1000,180,8\n", [-5.0, 0.0], [0.0, 8.0]),
        ("height_m,direction_deg,speed_knots\n0,270,10\n1000,0,10\n", [10 * KNOT, 0.0], [0.0, -10 * KNOT]),
        ("pressure_hpa,u_m_s,v_m_s\n1013.25,1,2\n898.746,3,4\n", [1.0, 3.0], [2.0, 4.0]),
        ("altitude_m,u_knots,v_knots\n0,1,2\n1000,3,4\n", [KNOT, 3 * KNOT], [2 * KNOT, 4 * KNOT]),
    ],
)  # fmt: skip
def test_columns_of_a_csv(tmp_path: Path, text: str, east: list[float], north: list[float]) -> None:
    path = tmp_path / "w.csv"
    path.write_text(text)
    found = read_sounding(path)
    assert found.altitude == pytest.approx([0.0, 1000.0], abs=1.0)  # 898.746 hPa: 1 km (US Standard Atmosphere 1976)
    assert found.east == pytest.approx(east, abs=1e-9)
    assert found.north == pytest.approx(north, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("w.csv", "altitude_m,direction_deg,speed_m_s\n0,400,5\n1,1,1\n", "line 2, direction_deg: '400'"),
        ("w.csv", "altitude_m,direction_deg,speed_m_s\n0,40,500\n1,1,1\n", "at most 200 m/s"),
        ("w.csv", "pressure_hpa,u_m_s,v_m_s\n500,1,2\n900,3,4\n", "pressures that fall"),
        ("w.txt", "nothing", "a line with the names PRES"),
        ("w.txt", ARCHIVE.replace("   knot", "   mph "), "'mph': expected the unit knot or m/s"),
        ("w.txt", ARCHIVE.replace("    270     10", "    999     10"), "DRCT: '999': expected a number from 0 to 360"),
    ],
)
def test_a_bad_sounding_is_one_sentence(tmp_path: Path, name: str, text: str, expected: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=expected):
        read_sounding(tmp_path / name)


def fields(members: int = 0) -> dict[str, tuple[tuple[str, ...], np.ndarray, dict[str, Any]]]:
    """A forecast whose wind is linear in place and time: east = lat + hour, north = lon - level / 100."""
    lat, lon = np.array([53.0, 52.0, 51.0]), np.array([127.0, 128.0, 129.0])
    level, time = np.array([1000.0, 500.0, 100.0]), np.array([0.0, 3.0])
    t, p, y, x = np.meshgrid(time, level, lat, lon, indexing="ij")
    east, north, height = y - 50 + t, x - 120 - p / 100, 16e3 * (1 - np.log10(p) / 3) * 9.80665
    over = ("time", "level", "lat", "lon")
    out: dict[str, tuple[tuple[str, ...], np.ndarray, dict[str, Any]]] = {
        "time": (("time",), time, {"units": "hours since 2023-11-15 00:00:00"}),
        "level": (("level",), level, {"units": "hPa", "standard_name": "air_pressure"}),
        "lat": (("lat",), lat, {"units": "degrees_north"}),
        "lon": (("lon",), lon, {"units": "degrees_east"}),
        "z": (over, height, {"units": "m2 s-2", "standard_name": "geopotential"}),
    }
    for name, values, standard in (("u", east, "eastward_wind"), ("v", north, "northward_wind")):
        dims, grown = over, values
        if members:
            dims, grown = ("member", *over), values[None] + 10.0 * np.arange(members).reshape(-1, 1, 1, 1, 1)
        packed = np.round((grown + 20.0) / 0.001).astype(np.int32)
        packed[..., -1, 0, 0] = -32768  # in a corner that is not asked for
        meta = {"standard_name": standard, "scale_factor": 0.001, "add_offset": -20.0, "_FillValue": np.int32(-32768)}
        out[name] = (dims, packed, meta)
    if members:
        out["member"] = (("member",), np.arange(members), {})
    return out


def write_classic(path: Path, content: dict[str, tuple[tuple[str, ...], np.ndarray, dict[str, Any]]]) -> Path:
    with netcdf_file(str(path), "w") as out:
        for name, (dims, values, meta) in content.items():
            for dim, size in zip(dims, values.shape, strict=True):
                if dim not in out.dimensions:
                    out.createDimension(dim, size)
            variable = out.createVariable(name, "i4" if values.dtype.kind == "i" else "f8", dims)
            variable[:] = values
            for key, value in meta.items():
                setattr(variable, key, value)
    return path


def write_hdf5(path: Path, content: dict[str, tuple[tuple[str, ...], np.ndarray, dict[str, Any]]]) -> Path:
    h5netcdf = pytest.importorskip("h5netcdf")
    with h5netcdf.File(path, "w") as out:
        for name, (dims, values, meta) in content.items():
            for dim, size in zip(dims, values.shape, strict=True):
                if dim not in out.dimensions:
                    out.dimensions[dim] = size
            fill = meta.get("_FillValue")
            variable = out.create_variable(name, dims, values.dtype, data=values, fillvalue=fill)
            for key, value in meta.items():
                if key != "_FillValue":
                    variable.attrs[key] = value
    return path


@pytest.mark.parametrize("write", [write_classic, write_hdf5])
def test_a_grid_over_the_pad(tmp_path: Path, write: Any) -> None:
    path = write(tmp_path / "grid.nc", fields())
    (found,) = read_grid(path, SITE, WHEN)
    assert found.altitude == pytest.approx([0.0, 16e3 * (1 - np.log10(500) / 3), 16e3 / 3], rel=2e-3, abs=1.0)
    assert found.east == pytest.approx([1.6 + 2.0] * 3, abs=2e-3)
    assert found.north == pytest.approx([8.3 - 10, 8.3 - 5, 8.3 - 1], abs=2e-3)
    weather = model(Wind(model="grid", file=str(path)))
    assert wind_at(weather.mean_table, weather, 40e3)[0] == pytest.approx(3.6, abs=2e-3)
    assert any("built-in one about the given profile" in line for line in weather.assumed)


def test_pressures_stand_for_heights_and_that_is_said(tmp_path: Path) -> None:
    content = fields()
    del content["z"]
    (found,) = read_grid(write_classic(tmp_path / "g.nc", content), SITE, WHEN)
    assert found.altitude[1] == pytest.approx(5574.0, rel=2e-3)  # 500 hPa (US Standard Atmosphere 1976)
    assert "heights are those of the standard day" in found.assumed[0]


def test_each_launch_draws_one_member(tmp_path: Path) -> None:
    path = write_classic(tmp_path / "e.nc", fields(members=4))
    weather = model(Wind(model="ensemble", file=str(path)))
    z = np.random.default_rng(4).standard_normal((2000, weather.normals))
    tables, _ = weather.tables(z)
    east = np.array([wind_at(t, weather, 3000.0)[0] for t in tables])
    assert east == pytest.approx(3.6 + 10.0 * weather.member(z), abs=0.01)
    assert np.bincount(weather.member(z), minlength=4) == pytest.approx(500, rel=0.15)
    assert wind_at(weather.mean_table, weather, 3000.0)[0] == pytest.approx(3.6 + 15.0, abs=0.01)
    assert any("one of 4 members" in line for line in weather.assumed)
    with pytest.raises(InputError, match="one member"):
        model(Wind(model="grid", file=str(path)))


def test_members_from_several_files(tmp_path: Path) -> None:
    for i in range(3):
        (tmp_path / f"{i}.csv").write_text(f"altitude_m,east_m_s,north_m_s\n0,{i},0\n9000,{i},0\n")
    weather = model(Wind(model="ensemble", files=tuple(str(tmp_path / f"{i}.csv") for i in range(3))))
    z = np.zeros((1, weather.normals))
    assert wind_at(weather.tables(z)[0][0], weather, 5000.0)[0] == pytest.approx(1.0)
    with pytest.raises(InputError, match="at least two members"):
        model(Wind(model="ensemble", files=(str(tmp_path / "0.csv"),)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda f: f.pop("u"), "standard_name eastward_wind"),
        (lambda f: f["time"][2].update(units="fortnights"), "units such as 'hours since"),
        (lambda f: f["time"][2].update(units="hours since 2023-11-16"), "times that hold the lift-off, 2023-11-15 02:00"),
        (lambda f: f.update(lat=(("lat",), np.array([3.0, 2.0, 1.0]), {})), "a grid that holds 51.6"),
        (lambda f: f.update(lon=(("lon",), np.array([1.0, 3.0, 2.0]), {})), "values that rise or fall all along"),
    ],
)  # fmt: skip
def test_a_bad_grid_is_one_sentence(tmp_path: Path, change: Any, expected: str) -> None:
    content = fields()
    change(content)
    with pytest.raises(InputError, match=expected) as error:
        read_grid(write_classic(tmp_path / "g.nc", content), SITE, WHEN)
    assert "g.nc" in str(error.value)
