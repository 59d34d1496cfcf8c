"""The nominal flight of a result folder as a page draws it."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from luncur.export.netcdf import read_trajectory
from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.reading import bytes_of, object_of

NAMES = (
    "time", "latitude", "longitude", "altitude", "speed_relative", "speed_inertial", "flight_path_angle", "dynamic_pressure",
    "mass", "mach", "downrange", "impact_latitude", "impact_longitude",
)  # fmt: skip
DIGITS = {"latitude": 6, "longitude": 6, "impact_latitude": 6, "impact_longitude": 6, "flight_path_angle": 4, "mach": 4}


def trajectory_record(folder: Path) -> dict[str, Any]:
    """Columns over time [s, deg, m, m/s, Pa, kg] of at most 4,000 rows, among them the row of every event; null: none.

    404 when the folder has no trajectory, 422 when the file is not one of luncur's.
    """
    flight = flown(folder / "trajectory.nc")
    summary = object_of(folder / "summary.json", limits.JSON_BYTES)
    events = [e for e in summary.get("events") or [] if isinstance(e, dict)]
    rows = _kept(flight["time"], [e.get("time_s") for e in events])
    columns = {name: _plain(flight[name][rows], DIGITS.get(name, 2)) for name in NAMES}
    return {**columns, "events": events, "launch_time": summary.get("launch_time"), "title": summary.get("title")}


def flown(path: Path) -> dict[str, np.ndarray]:
    """The columns of a trajectory.nc; 422 when it is not one of luncur's.

    It is read from a copy that was taken with a bound on its size, so that nothing can change under the reader.
    """
    data = bytes_of(path, limits.TRAJECTORY_BYTES)
    if data[:3] != b"CDF":
        raise Refused(422, "trajectory.nc is not a flight as luncur writes it")
    try:
        with tempfile.NamedTemporaryFile(suffix=".nc") as copy:
            copy.write(data)
            copy.flush()
            flight = read_trajectory(Path(copy.name))
        n = len(flight["time"])
        if n == 0 or any(flight[name].shape != (n,) for name in NAMES) or np.any(np.diff(flight["time"]) < 0):
            raise ValueError
    except Exception:  # the reader of a made-up file fails in any way it likes
        raise Refused(422, "trajectory.nc is not a flight as luncur writes it") from None
    return flight


def _kept(time: np.ndarray, events: list[Any]) -> np.ndarray:
    """Rows to send: all, or as many evenly spaced ones as are allowed, with those of the events."""
    if len(time) <= limits.TRAJECTORY_ROWS:
        return np.arange(len(time))
    at = [t for t in events if isinstance(t, int | float) and math.isfinite(t)][: limits.TRAJECTORY_ROWS // 4]
    own = np.clip(np.searchsorted(time, at), 0, len(time) - 1)
    evenly = np.linspace(0, len(time) - 1, limits.TRAJECTORY_ROWS - len(own)).astype(int)
    return np.unique(np.concatenate([evenly, own]))


def _plain(values: np.ndarray, digits: int) -> list[float | None]:
    return [round(float(v), digits) if math.isfinite(v) else None for v in values]
