"""A trajectory from a CSV of the analyst, and the times of events from another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import DEGREE
from luncur.earth.ellipsoid_kernel import ecef_from_geodetic
from luncur.errors import InputError
from luncur.flight.given_path import GivenPath
from luncur.mission.csv_tables import CsvTable, read_csv
from luncur.mission.messages import nearest

Floats = NDArray[np.float64]

LOCAL = (
    "latitude_deg", "longitude_deg", "altitude_m", "velocity_east_m_s", "velocity_north_m_s", "velocity_up_m_s",
)  # fmt: skip
FIXED = ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")
DIRECTION = ("thrust_x", "thrust_y", "thrust_z")
OPTIONAL = ("mass_kg", "thrust_n", *DIRECTION)


def read_trajectory_csv(path: Path) -> GivenPath:
    """States from a CSV: time_s, then the columns of ``LOCAL`` or of ``FIXED``, and what there is of ``OPTIONAL``.

    Latitude is geodetic (WGS 84), altitude above the ellipsoid; velocities are relative to the turning Earth, east,
    north and up at the place, or along Earth-fixed axes; the thrust direction is Earth-fixed.
    Raises InputError naming the line and the column.
    """
    table = read_csv(path, least_rows=2)
    names = FIXED if table.has(*FIXED) else LOCAL
    known = ("time_s", *names, *OPTIONAL)
    for name in ("time_s", *names):
        if not table.has(name):
            expected = f"a column '{name}' (time_s, then {', '.join(LOCAL)}; or {', '.join(FIXED)})"
            raise InputError(table.file, "header", ",".join(table.columns), expected)
    for name in table.columns:
        if name not in known:
            raise InputError(table.file, "header", name, f"one of {', '.join(known)}{nearest(name, known)}")
    position, velocity = _fixed(table) if names is FIXED else _local(table)
    return GivenPath(
        file=table.file,
        time=table.numbers("time_s", -1e7, 1e7),
        position=position,
        velocity=velocity,
        mass=table.numbers("mass_kg", 0.0, 1e8) if table.has("mass_kg") else None,
        thrust=table.numbers("thrust_n", 0.0, 1e9) if table.has("thrust_n") else None,
        direction=_direction(table),
    )


def _fixed(table: CsvTable) -> tuple[Floats, Floats]:
    values = np.column_stack([table.numbers(name) for name in FIXED])
    return values[:, :3].copy(), values[:, 3:].copy()


def _local(table: CsvTable) -> tuple[Floats, Floats]:
    latitude = table.numbers("latitude_deg", -90.0, 90.0) * DEGREE
    longitude = table.numbers("longitude_deg", -360.0, 360.0) * DEGREE
    altitude = table.numbers("altitude_m", -1e4, 1e9)
    position = np.array([ecef_from_geodetic(*row) for row in zip(latitude, longitude, altitude, strict=True)])
    east, north, up = (table.numbers(name)[:, None] for name in LOCAL[3:])
    sin_a, cos_a, sin_o, cos_o = np.sin(latitude), np.cos(latitude), np.sin(longitude), np.cos(longitude)
    axis_east = np.stack([-sin_o, cos_o, 0 * sin_o], axis=1)
    axis_north = np.stack([-sin_a * cos_o, -sin_a * sin_o, cos_a], axis=1)
    axis_up = np.stack([cos_a * cos_o, cos_a * sin_o, sin_a], axis=1)
    return position, east * axis_east + north * axis_north + up * axis_up


def _direction(table: CsvTable) -> Floats | None:
    if not any(table.has(name) for name in DIRECTION):
        return None
    vector = np.column_stack([table.numbers(name, -1e9, 1e9) for name in DIRECTION])
    length = np.linalg.norm(vector, axis=1)
    if np.any(length == 0):
        raise table.error(int(np.argmax(length == 0)), DIRECTION[0], "a direction that is not zero")
    return vector / length[:, None]


def read_event_times(path: Path, known: tuple[str, ...]) -> dict[str, float]:
    """Times of events [s since lift-off] by name, from a CSV of event and time_s.

    Raises InputError for a name that is no event of the mission, or one that stands twice.
    """
    table = read_csv(path, most=1_000_000)
    names, times = table.texts("event"), table.numbers("time_s", 0.0, 1e7)
    out: dict[str, float] = {}
    for row, (name, time) in enumerate(zip(names, times.tolist(), strict=True)):
        if name not in known:
            raise table.error(row, "event", f"an event of the mission ({', '.join(known)}){nearest(name, known)}")
        if name in out:
            raise table.error(row, "event", "every event once")
        out[name] = time
    return out
