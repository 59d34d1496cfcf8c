"""The user's own population raster: a GeoTIFF of persons per cell or per km2."""

from __future__ import annotations

import math
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.mission.model import People
from luncur.places.people import PeopleModel, builtin_people
from luncur.sentences import Sentence

MAXIMUM_BYTES = 4_000_000_000
MAXIMUM_CELLS = 1_000_000_000  # a world at 30 seconds of arc
MAXIMUM_PERSONS = 2e10
SMALLEST = 1e-5  # size of a cell [deg]
STRIP = 4_000_000  # cells read at once
GRID = (1800, 3600)  # resampled to the cells of the built-in grids


def raster_model(choice: People) -> PeopleModel:
    """People from a GeoTIFF on geographic WGS 84; outside it, the built-in settlements, and the report says so.

    Only the GeoTIFF driver is used, from a local file.  Raises InputError for anything else.
    """
    path = Path(choice.file or "")
    if choice.file is None:
        raise InputError("mission", "people.file", None, "a GeoTIFF for the people model 'geotiff'")
    if choice.file_kind is None:
        raise InputError(
            "mission", "people.file_kind", None, "'count' (persons per cell) or 'density' (persons per km2)"
        )
    if not path.is_file():
        raise InputError(str(path), "", None, "a readable GeoTIFF file")
    if path.stat().st_size > MAXIMUM_BYTES:
        raise InputError(str(path), "", None, "a raster of at most 4 GB")
    grid, covered = _read(path, choice.file_kind == "count")
    fallback = builtin_people("settlements")
    merged = np.where(covered, grid, fallback.grid).astype(np.float32)
    return PeopleModel(
        "geotiff", f"the user's raster {path.name}", str(choice.year or "year not stated"), path.name,
        "not measured", np.ascontiguousarray(merged),
        (_extent(path.name, grid, covered),),
    )  # fmt: skip


def _extent(name: str, grid: NDArray[np.float64], covered: NDArray[np.bool_]) -> Sentence:
    """Where the raster reaches and how many people it holds: one that misses the flight, or is empty, must be seen."""
    rows, columns = np.flatnonzero(covered.any(axis=1)), np.flatnonzero(covered.any(axis=0))
    persons = float(np.sum(np.where(covered, grid, 0.0) * cell_areas()[:, None]))
    return Sentence(
        "people_raster", name=name, people=persons, south=90.0 - 0.1 * (rows[-1] + 1), north=90.0 - 0.1 * rows[0],
        west=0.1 * columns[0] - 180.0, east=0.1 * (columns[-1] + 1) - 180.0,
    )  # fmt: skip


def cell_areas() -> NDArray[np.float64]:
    """Area [m2] of a built-in cell in each row, north to south."""
    edges = np.pi / 2 - np.pi * np.arange(GRID[0] + 1) / GRID[0]
    return np.asarray(6371007.2**2 * (2 * np.pi / GRID[1]) * (np.sin(edges[:-1]) - np.sin(edges[1:])))


def _read(path: Path, counts: bool) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Persons per m2 on the built-in cells, and which of them the raster covers; read in strips, so memory stays small."""
    try:
        import rasterio
        from rasterio.errors import NotGeoreferencedWarning, RasterioError
        from rasterio.windows import Window
    except ImportError:
        raise InputError(
            str(path), "people.models", "geotiff", "the optional part 'gis' (pip install 'luncur[gis]')"
        ) from None
    persons, land = np.zeros(GRID), np.zeros(GRID)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)  # said below, in a sentence
            with rasterio.open(path.resolve().as_posix(), driver="GTiff") as source:
                _check(source, path)
                t = source.transform
                rows = max(1, STRIP // (source.width * _parts(t.a) * _parts(-t.e)))
                for top in range(0, source.height, rows):
                    window = Window(0, top, source.width, min(rows, source.height - top))
                    band = source.read(1, window=window, masked=True)
                    values = np.ma.filled(band.astype(np.float64), 0.0)
                    _check_values(values, path)
                    _give(values, t.c, t.f + t.e * top, t.a, -t.e, counts, persons, land)
    except (RasterioError, MemoryError):
        raise InputError(str(path), "", None, "a GeoTIFF raster that can be read to its end") from None
    if persons.sum() > MAXIMUM_PERSONS:
        expected = "at most 20 billion people in all (is it file_kind 'count' or 'density'?)"
        raise InputError(str(path), "band 1", f"{persons.sum():.3g} people", expected)
    return persons / cell_areas()[:, None], land > 0


def _check_values(values: NDArray[np.float64], path: Path) -> None:
    bad = ~(np.isfinite(values) & (values >= 0) & (values <= MAXIMUM_PERSONS))
    if np.any(bad):
        expected = "numbers of at least 0, or no-data"
        raise InputError(str(path), "band 1", float(values[bad][0]), expected)


def _check(source: Any, path: Path) -> None:
    if source.count != 1:
        raise InputError(str(path), "bands", source.count, "one band")
    if source.width * source.height > MAXIMUM_CELLS:
        raise InputError(str(path), "size", f"{source.width} x {source.height}", "at most a thousand million cells")
    if source.crs is None or source.crs.to_epsg() != 4326:
        raise InputError(str(path), "coordinate system", str(source.crs), "geographic WGS 84 (EPSG:4326)")
    t = source.transform
    if t.b or t.d or t.a <= 0 or t.e >= 0:
        raise InputError(str(path), "orientation", None, "rows from north to south, columns from west to east")
    if np.dtype(source.dtypes[0]).kind not in "iuf":
        raise InputError(str(path), "band 1", source.dtypes[0], "whole or decimal numbers")
    if not (math.isfinite(t.a) and math.isfinite(t.e) and t.a >= SMALLEST and -t.e >= SMALLEST):
        raise InputError(str(path), "cell size", f"{t.a} x {-t.e} deg", "cells of at least 1e-5 deg")
    if source.width * t.a > 360.01 or source.height * -t.e > 180.01:
        shown = f"{source.width * t.a:g} x {source.height * -t.e:g} deg"
        raise InputError(str(path), "extent", shown, "a raster that goes round the globe once at most")
    if t.f + source.height * t.e < -90.01:
        raise InputError(
            str(path), "corner", f"{t.f + source.height * t.e:g} deg", "a last row north of the South Pole"
        )
    if not (-180.01 <= t.c <= 180 and -90 <= t.f <= 90.01):
        raise InputError(str(path), "corner", f"{t.f}, {t.c}", "a corner on the globe")


def _parts(step: float) -> int:
    """Into how many parts a cell of a raster is cut along an axis so that none is wider than a built-in cell."""
    return max(1, math.ceil(step / 0.1 - 1e-9))


def _give(
    values: NDArray[np.float64], west: float, north: float, step_x: float, step_y: float, counts: bool,
    persons: NDArray[np.float64], land: NDArray[np.float64],
) -> None:  # fmt: skip
    """Adds a strip's people [persons] and land [m2] to the built-in cells, people conserved.

    Every raster cell is given to the built-in cell of its centre; rasters coarser than 0.1 deg are first
    cut into equal parts.
    """
    across, down = _parts(step_x), _parts(step_y)
    if across * down > 1:
        values = np.repeat(np.repeat(values, down, axis=0), across, axis=1) / (across * down if counts else 1)
        step_x, step_y = step_x / across, step_y / down
    latitude = north - step_y * (np.arange(values.shape[0]) + 0.5)
    longitude = west + step_x * (np.arange(values.shape[1]) + 0.5)
    row = np.clip(((90 - latitude) * 10).astype(int), 0, GRID[0] - 1)
    column = ((longitude + 180) * 10).astype(int) % GRID[1]
    area = 6371007.2**2 * math.radians(step_x) * 2 * np.sin(math.radians(step_y) / 2) * np.cos(np.radians(latitude))
    np.add.at(persons, (row[:, None], column[None, :]), values if counts else values * area[:, None] / 1e6)
    np.add.at(land, (row[:, None], column[None, :]), np.broadcast_to(area[:, None], values.shape))
