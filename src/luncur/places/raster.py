"""The user's own population raster: a GeoTIFF of persons per cell or per km2."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.mission.model import People
from luncur.places.people import PeopleModel, builtin_people

MAXIMUM_BYTES = 4_000_000_000
MAXIMUM_CELLS = 250_000_000
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
    values, west, north, step_x, step_y = _read(path)
    if not np.all(np.isfinite(values)) or values.min() < 0:
        raise InputError(str(path), "band 1", float(np.nanmin(values)), "numbers of at least 0, or no-data")
    grid, covered = _resample(values, west, north, step_x, step_y, choice.file_kind == "count")
    fallback = builtin_people("settlements")
    merged = np.where(covered, grid, fallback.grid).astype(np.float32)
    return PeopleModel(
        "geotiff", f"the user's raster {path.name}", str(choice.year or "year not stated"), path.name,
        "not measured", np.ascontiguousarray(merged),
        (f"people (geotiff): {path.name} resampled to 0.1 deg cells; the built-in settlements outside it",),
    )  # fmt: skip


def _read(path: Path) -> tuple[NDArray[np.float64], float, float, float, float]:
    try:
        import rasterio
        from rasterio.errors import RasterioError
    except ImportError:
        raise InputError(
            str(path), "people.models", "geotiff", "the optional part 'gis' (pip install 'luncur[gis]')"
        ) from None
    try:
        with rasterio.open(path.resolve().as_posix(), driver="GTiff") as source:
            _check(source, path)
            band = source.read(1, masked=True).filled(0).astype(np.float64)
            t = source.transform
            return band, t.c, t.f, t.a, -t.e
    except RasterioError:
        raise InputError(str(path), "", None, "a GeoTIFF raster that can be read to its end") from None


def _check(source: Any, path: Path) -> None:
    if source.count != 1:
        raise InputError(str(path), "bands", source.count, "one band")
    if source.width * source.height > MAXIMUM_CELLS:
        raise InputError(str(path), "size", f"{source.width} x {source.height}", "at most 250 million cells")
    if source.crs is None or source.crs.to_epsg() != 4326:
        raise InputError(str(path), "coordinate system", str(source.crs), "geographic WGS 84 (EPSG:4326)")
    t = source.transform
    if t.b or t.d or t.a <= 0 or t.e >= 0:
        raise InputError(str(path), "orientation", None, "rows from north to south, columns from west to east")
    if not (-180.01 <= t.c <= 180 and -90 <= t.f <= 90.01):
        raise InputError(str(path), "corner", f"{t.f}, {t.c}", "a corner on the globe")


def _resample(
    values: NDArray[np.float64], west: float, north: float, step_x: float, step_y: float, counts: bool
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Persons per m2 on the built-in cells, persons conserved; and which cells the raster covers.

    Every raster cell is given to the built-in cell of its centre; rasters coarser than 0.1 deg are first
    cut into equal parts.
    """
    cut = max(1, math.ceil(step_x / 0.1), math.ceil(step_y / 0.1))
    if cut > 1:
        values = np.repeat(np.repeat(values, cut, axis=0), cut, axis=1) / (cut * cut if counts else 1)
        step_x, step_y = step_x / cut, step_y / cut
    latitude = north - step_y * (np.arange(values.shape[0]) + 0.5)
    longitude = west + step_x * (np.arange(values.shape[1]) + 0.5)
    row = np.clip(((90 - latitude) * 10).astype(int), 0, GRID[0] - 1)
    column = ((longitude + 180) * 10).astype(int) % GRID[1]
    area = 6371007.2**2 * math.radians(step_x) * 2 * np.sin(math.radians(step_y) / 2) * np.cos(np.radians(latitude))
    persons = values if counts else values * area[:, None] / 1e6
    out, land = np.zeros(GRID), np.zeros(GRID)
    np.add.at(out, (row[:, None], column[None, :]), persons)
    np.add.at(land, (row[:, None], column[None, :]), np.broadcast_to(area[:, None], values.shape))
    covered = land > 0
    edges = np.pi / 2 - np.pi * np.arange(GRID[0] + 1) / GRID[0]
    cell = 6371007.2**2 * (2 * np.pi / GRID[1]) * (np.sin(edges[:-1]) - np.sin(edges[1:]))
    return out / cell[:, None], covered
