"""Every reader of the analyst's own files given anything: it returns numbers or says in one line what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luncur.debris.fragment_file import read_fragments
from luncur.earth.grid_wind import read_grid
from luncur.earth.sounding import read_sounding
from luncur.errors import LuncurError
from luncur.flight.trajectory_csv import read_event_times
from luncur.flight.trajectory_file import read_trajectory_file
from luncur.flight.turn_table import read_turns, turn_states
from luncur.mission import load
from luncur.mission.model import People
from luncur.places import people

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
from test_debris_fragment_file import PHASES
from test_earth_own_wind import ARCHIVE, SITE, WHEN, fields, write_classic, write_hdf5
from test_flight_given import FIXED, oem, orbit_rows
from test_flight_turn_table import by_angle

MISSION = load("soyuz-vostochny-sso")
LAUNCH = datetime(2023, 11, 15, 2, tzinfo=UTC)
EVENTS = tuple(e.name for e in MISSION.vehicle.events)
QUICK = settings(
    max_examples=250, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)  # fmt: skip


def path_file(path: Path) -> None:
    found = read_trajectory_file(path, LAUNCH, EVENTS)
    for part in found.at(np.array([-1.0, 0.3, 1e9])):
        assert np.all(np.isfinite(part))


def fragments(path: Path) -> None:
    core = MISSION.vehicle.bodies[1].model_copy(update={"fragments": str(path)})
    for one in read_fragments(MISSION, core):
        assert sum(c.share for c in one.classes if not c.explosive) == pytest.approx(1.0)


def turns(path: Path) -> None:
    table = read_turns(path)
    at, v = np.array([[6.4e6, 0.0, 0.0]]), np.array([[0.0, 800.0, 0.0]])
    ends = turn_states(table, table.failure_time[:1], np.array([[0.5, 0.5]]), at, v)
    assert np.all(np.isfinite(ends.position))


def sounding(path: Path) -> None:
    found = read_sounding(path)
    assert np.all(np.diff(found.altitude) > 0)
    assert np.all(np.isfinite(found.east) & np.isfinite(found.north))


def grid(path: Path) -> None:
    for found in read_grid(path, SITE, WHEN):
        assert np.all(np.isfinite(found.east) & np.isfinite(found.north))


def raster(path: Path) -> None:
    model = people(People(models=("geotiff",), file=str(path), file_kind="count"))[0]
    assert np.all(np.isfinite(model.grid))
    assert model.grid.min() >= 0


def geotiff(path: Path) -> bytes:
    rasterio = pytest.importorskip("rasterio")
    place = rasterio.Affine(0.05, 0, 120.0, 0, -0.05, 60.0)
    with rasterio.open(
        path, "w", driver="GTiff", height=8, width=8, count=1, dtype="float32", crs="EPSG:4326", transform=place
    ) as out:
        out.write(np.arange(64, dtype=np.float32).reshape(8, 8), 1)
    return path.read_bytes()


def starting(kind: str, path: Path) -> bytes:
    """A good file of a kind, to be spoilt."""
    if kind == "fixed.csv":
        return (FIXED + "".join(f"{t},{6378137 + 4 * t * t},0,0,{8 * t},0,0\n" for t in range(12))).encode()
    if kind == "o.oem":
        return oem(orbit_rows(False)[0]).encode()
    if kind == "c.csv":
        return PHASES.encode()
    if kind == "t.csv":
        return by_angle(path).read_bytes()
    if kind == "w.txt":
        return ARCHIVE.encode()
    if kind == "e.csv":
        return b"event,time_s\nliftoff,0\ncore cutoff,285.7\n"
    if kind == "w.csv":
        return b"altitude_m,direction_deg,speed_knots\n0,90,5\n1000,180,8\n5000,270,30\n"
    if kind == "p.tif":
        return geotiff(path)
    write = write_hdf5 if kind == "h.nc" else write_classic
    return write(path, fields()).read_bytes()


READERS: dict[str, Callable[[Path], Any]] = {
    "fixed.csv": path_file, "o.oem": path_file, "e.csv": lambda p: read_event_times(p, EVENTS), "c.csv": fragments,
    "t.csv": turns, "w.txt": sounding, "w.csv": sounding, "g.nc": grid, "h.nc": grid, "p.tif": raster,
}  # fmt: skip


def attempt(read: Callable[[Path], Any], path: Path, data: bytes) -> None:
    path.write_bytes(data)
    said = ""
    try:
        read(path)
    except LuncurError as error:
        said = str(error)
    assert said.isprintable()
    assert len(said) < 2000


@pytest.mark.parametrize("kind", READERS)
def test_files_with_bytes_replaced(kind: str, tmp_path: Path) -> None:
    path = tmp_path / kind
    good = starting(kind, path)
    path.write_bytes(good)
    READERS[kind](path)  # as it is, it can be read

    @settings(QUICK, max_examples=60 if kind in ("p.tif", "h.nc") else 250)
    @given(
        st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 30), st.binary(max_size=10)), min_size=1, max_size=5)
    )
    def spoilt(edits: list[tuple[int, int, bytes]]) -> None:
        data = good
        for start, length, new in edits:
            start %= len(data)
            data = data[:start] + new + data[start + length :] or b"x"
        attempt(READERS[kind], path, data)

    spoilt()


@pytest.mark.parametrize("kind", [k for k in READERS if not k.endswith((".nc", ".tif"))])
def test_cells_with_anything_in_them(kind: str, tmp_path: Path) -> None:
    path = tmp_path / kind
    lines = starting(kind, path).decode().splitlines()
    cell = st.one_of(
        st.floats().map(repr), st.text(max_size=8), st.sampled_from(["", "nan", "1e308", "-1", "0", '"', "9" * 70])
    )

    @QUICK
    @given(st.integers(0, 10_000), st.integers(0, 20), cell)
    def spoilt(line: int, column: int, text: str) -> None:
        rows = list(lines)
        separator = "," if kind.endswith("csv") else " "
        cells = rows[line % len(rows)].split(separator)
        cells[column % len(cells)] = text
        rows[line % len(rows)] = separator.join(cells)
        attempt(READERS[kind], path, "\n".join(rows).encode("utf-8", "replace"))

    spoilt()


@pytest.mark.parametrize("kind", READERS)
@QUICK
@given(data=st.binary(max_size=300))
def test_any_bytes(kind: str, tmp_path: Path, data: bytes) -> None:
    attempt(READERS[kind], tmp_path / kind, data)
