"""Where people are, as a picture to lay over a map."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterable

import numpy as np

from luncur.errors import InputError
from luncur.places.people import builtin_people

MOST_HIGH = 2048  # rows of a picture
BAND = 64  # rows made at a time, so that a large picture takes little memory
EDGE = 85.05  # of Mercator's map [deg]
# Colours at 1, 10, 100, 1,000 and 10,000 people per square kilometre: from pale to dark violet, told apart by lightness alone.
STEPS = np.log10([1.0, 10.0, 100.0, 1_000.0, 10_000.0])
COLOURS = np.array(
    [[253, 224, 196, 70], [249, 176, 129, 130], [222, 106, 105, 170], [158, 47, 127, 200], [77, 17, 90, 225]]
)


def picture(model: str, box: tuple[float, float, float, float], width: int, projection: str) -> bytes:
    """A PNG of a box (south, west, north, east) [deg]; its columns are even in longitude, across the antimeridian where west > east.

    Rows are even in Mercator's ordinate or in latitude.  InputError for a box of no height, or beyond Mercator's map.
    """
    south, west, north, east = box
    span = (east - west) % 360.0 or 360.0
    if not north > south:
        raise InputError("people", "north", north, "a latitude north of south")
    if projection == "mercator":
        if abs(south) > EDGE or abs(north) > EDGE:
            raise InputError("people", "projection", projection, f"latitudes within {EDGE} degrees, or plate")
        low, high = (math.asinh(math.tan(math.radians(v))) for v in (south, north))
        shape = (high - low) / math.radians(span)
    else:
        shape = (north - south) / span
    rows = int(min(max(round(width * shape), 1), MOST_HIGH))
    steps = (np.arange(rows) + 0.5) / rows
    if projection == "mercator":
        latitude = np.degrees(np.arctan(np.sinh(high - steps * (high - low))))
    else:
        latitude = north - steps * (north - south)
    longitude = west + (np.arange(width) + 0.5) / width * span
    bands = (latitude[first : first + BAND] for first in range(0, rows, BAND))
    return png((coloured(density_km2(model, band, longitude)) for band in bands), rows, width)


def density_km2(model: str, latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """People per square kilometre [rows, columns] of the cells at latitudes and longitudes [deg]."""
    grid = builtin_people(model).grid
    high, wide = grid.shape
    row = np.clip(((90.0 - latitude) / 180.0 * high).astype(int), 0, high - 1)
    column = (np.floor((longitude + 180.0) / 360.0 * wide).astype(int)) % wide
    return np.asarray(grid[np.ix_(row, column)] * 1e6)


def coloured(density: np.ndarray) -> np.ndarray:
    """Colours with transparency [rows, columns, 4]; clear below 0.3 people per square kilometre."""
    logs = np.log10(np.maximum(density, 1e-3))
    out = np.stack([np.interp(logs, STEPS, COLOURS[:, i]) for i in range(4)], axis=-1)
    out[density < 0.3] = 0
    return out.astype(np.uint8)


def png(bands: Iterable[np.ndarray], rows: int, columns: int) -> bytes:
    """Bands of pixels [some rows, columns, 4], from above, as a PNG file of so many rows and columns.

    Source: PNG specification, third edition, sections 5 and 11.2.
    """
    packing, packed = zlib.compressobj(6), []
    for band in bands:
        lines = np.concatenate([np.zeros((len(band), 1), dtype=np.uint8), band.reshape(len(band), -1)], axis=1)
        packed.append(packing.compress(lines.tobytes()))
    head = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", b"".join([*packed, packing.flush()])), (b"IEND", b"")]
    out = b"\x89PNG\r\n\x1a\n"
    for name, data in parts:
        out += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return out
