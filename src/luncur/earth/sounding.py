"""Wind of a radiosonde or of any profile of the user: a CSV of named columns, or the text of a sounding archive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import DEGREE
from luncur.earth.us76 import us76
from luncur.errors import InputError
from luncur.mission.csv_tables import CsvTable, read_csv, read_text
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

MAXIMUM_SIZE = 4_000_000  # bytes
KNOT = 1852.0 / 3600.0
EARTH_RADIUS = 6_356_766.0  # of the geopotential height (US Standard Atmosphere 1976) [m]
FASTEST = 200.0  # a faster wind is a mistake of units [m/s]

# Column names of a CSV: what each is, and its size in SI.
HEIGHTS = {"altitude_m": ("geometric", 1.0), "height_m": ("geopotential", 1.0), "geopotential_height_m": ("geopotential", 1.0),
           "pressure_hpa": ("pressure", 100.0), "pressure_pa": ("pressure", 1.0)}  # fmt: skip
COMPONENTS = {
    "east": ("east_m_s", "u_m_s", "east_knots", "u_knots"),
    "north": ("north_m_s", "v_m_s", "north_knots", "v_knots"),
}
DIRECTION = "direction_deg"  # that the wind comes from
SPEEDS = {"speed_m_s": 1.0, "speed_knots": KNOT, "speed_km_h": 1 / 3.6}


@dataclass(frozen=True)
class Sounding:
    """Wind from a file: altitude[n] [m], rising; east, north[n] [m/s], where the air goes; what was assumed to get it."""

    altitude: Floats
    east: Floats
    north: Floats
    assumed: tuple[str, ...] = ()


def read_sounding(path: Path) -> Sounding:
    """A wind profile from a .csv, or from any other text as columns under PRES, HGHT, DRCT and SKNT.

    Rows without a height or a wind are left out; of rows at one height the first counts.
    Raises InputError naming the file, the line and the column.
    """
    found = _csv(path) if path.suffix.lower() == ".csv" else _text(path)
    keep = np.isfinite(found.altitude) & np.isfinite(found.east) & np.isfinite(found.north)
    z, first = np.unique(found.altitude[keep], return_index=True)
    if len(z) < 2:
        raise InputError(str(path), "", None, "at least two rows with a height and a wind")
    if not (z[0] > -1000.0 and z[-1] < 200e3):
        raise InputError(str(path), "height", f"{z[0]:g} to {z[-1]:g} m", "heights from -1 km to 200 km")
    east, north = found.east[keep][first], found.north[keep][first]
    fast = np.hypot(east, north) > FASTEST
    if np.any(fast):
        shown = f"{np.hypot(east, north).max():.0f} m/s"
        raise InputError(str(path), "wind speed", shown, f"at most {FASTEST:g} m/s")
    return Sounding(z, east, north, found.assumed)


def geometric(height: Floats) -> Floats:
    """Height above sea level [m] of a geopotential height [m]."""
    return np.asarray(EARTH_RADIUS * height / (EARTH_RADIUS - height))


def pressure_altitude(pressure: Floats) -> Floats:
    """Height [m] at which the US Standard Atmosphere 1976 has a pressure [Pa]; to 80 km."""
    z = np.arange(-1000.0, 80_001.0, 100.0)
    logs = np.log(us76(np.maximum(z, 0.0)).pressure)
    logs[z < 0] = logs[z >= 0][0] + z[z < 0] * (logs[z >= 0][1] - logs[z >= 0][0]) / 100.0
    return np.interp(-np.log(np.maximum(pressure, 1e-9)), -logs, z)


def components(direction: Floats, speed: Floats) -> tuple[Floats, Floats]:
    """East and north [m/s] of a wind that comes from a direction [deg from north over east] at a speed [m/s]."""
    return -speed * np.sin(direction * DEGREE), -speed * np.cos(direction * DEGREE)


def heights(kind: str, values: Floats, path: Path) -> tuple[Floats, tuple[str, ...]]:
    """Altitude [m] from what a file gives ("geometric", "geopotential" [m], "pressure" [Pa]), and what that assumes."""
    if kind == "geometric":
        return values, ()
    if kind == "geopotential":
        return geometric(values), ()
    return pressure_altitude(values), (Sentence("pressure_heights", file=path.name),)


def _csv(path: Path) -> Sounding:
    table = read_csv(path, MAXIMUM_SIZE)
    column = next((name for name in HEIGHTS if table.has(name)), None)
    if column is None:
        raise InputError(
            table.file, "header", ",".join(table.columns), f"a column 'altitude_m' (or {', '.join(list(HEIGHTS)[1:])})"
        )
    kind, size = HEIGHTS[column]
    values = table.numbers(column, *((1e-3, 1.2e5) if kind == "pressure" else (-1000.0, 2e5))) * size
    steps = np.diff(values) * (-1 if kind == "pressure" else 1)
    if np.any(steps <= 0):
        word = "pressures that fall" if kind == "pressure" else "altitudes that rise"
        raise table.error(int(np.argmax(steps <= 0)) + 1, column, word)
    altitude, assumed = heights(kind, values, path)
    east, north = _wind_of(table)
    return Sounding(altitude, east, north, assumed)


def _wind_of(table: CsvTable) -> tuple[Floats, Floats]:
    speed = next((name for name in SPEEDS if table.has(name)), None)
    if table.has(DIRECTION) and speed is not None:
        return components(table.numbers(DIRECTION, 0.0, 360.0), table.numbers(speed, 0.0, 1000.0) * SPEEDS[speed])
    out = []
    for axis, names in COMPONENTS.items():
        name = next((n for n in names if table.has(n)), None)
        if name is None:
            expected = f"a column '{axis}_m_s' (or _knots; or {DIRECTION} with {', '.join(SPEEDS)})"
            raise InputError(table.file, "header", ",".join(table.columns), expected)
        out.append(table.numbers(name) * (KNOT if name.endswith("knots") else 1.0))
    return out[0], out[1]


def _text(path: Path) -> Sounding:
    """The column layout of sounding archives: names, a line of units, then cells under their names, blank where missing."""
    lines = read_text(path, MAXIMUM_SIZE).splitlines()
    head = next((i for i, line in enumerate(lines) if {"HGHT", "DRCT"} <= set(line.split())), None)
    if head is None or head + 1 >= len(lines):
        raise InputError(str(path), "header", None, "a line with the names PRES, HGHT, DRCT and SKNT (or a .csv)")
    ends = {match.group(): match.end() for match in re.finditer(r"\S+", lines[head])}
    speed = next((name for name in ("SKNT", "SPED") if name in ends), None)
    if speed is None:
        raise InputError(str(path), f"line {head + 1}", lines[head].strip(), "a column SKNT or SPED")
    starts = dict(zip(ends, [0, *list(ends.values())[:-1]], strict=True))
    units = {name: lines[head + 1][starts[name] : ends[name]].strip().lower() for name in ends}
    size = {"knot": KNOT, "knots": KNOT, "kt": KNOT, "m/s": 1.0}.get(units[speed])
    if size is None:
        raise InputError(
            str(path), f"line {head + 2}, {speed}", units[speed] or None, "the unit knot or m/s under the name"
        )
    rows: list[list[float]] = []
    for number, line in enumerate(lines[head + 2 :], start=head + 3):
        if set(line.strip()) <= {"-"}:
            continue
        cells = {name: line[starts[name] : ends[name]].strip() for name in ("HGHT", "DRCT", speed)}
        if not _is_number(line[: next(iter(ends.values()))].strip()):
            break  # the table has ended
        rows.append([_cell(path, number, name, cell) for name, cell in cells.items()])
    if not rows:
        raise InputError(str(path), "", None, "rows of numbers under the names")
    values = np.array(rows)
    east, north = components(values[:, 1], values[:, 2] * size)
    return Sounding(geometric(values[:, 0]), east, north)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d*)?", text, re.ASCII) is not None


def _cell(path: Path, number: int, name: str, text: str) -> float:
    low, high = {"HGHT": (-1000.0, 1e5), "DRCT": (0.0, 360.0)}.get(name, (0.0, 1000.0))
    if not text:
        return float("nan")
    if not _is_number(text) or not low <= float(text) <= high:
        raise InputError(str(path), f"line {number}, {name}", text, f"a number from {low:g} to {high:g}, or nothing")
    return float(text)
