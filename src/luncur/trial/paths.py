"""Flights as rows of states and of what sensors would see of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.frames import earth_fixed_state
from luncur.flight.path_columns import LEAST_APART, P_THRUST, PATH_COLUMNS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Paths:
    """n flights; path[n, r, ``PATH_COLUMNS``] Earth-fixed, rows[n] of it written, the last where the flight ends.

    failed, crossed[n] [s]: when it failed and when its true impact point first passed a limit (nan: a good flight); stratum[n]:
    of the failure, -1; ending[n]: how a failed flight ended by itself (``flight.malfunction.ENDINGS``); attempt[n]: which of
    its launches a sample is, -1 where none was of its kind.
    """

    path: Floats
    rows: Ints
    failed: Floats
    crossed: Floats
    stratum: Ints
    ending: Ints
    attempt: Ints

    @property
    def ends(self) -> Floats:
        """When each flight is over by itself [s]."""
        return np.asarray(self.path[np.arange(len(self.rows)), self.rows - 1, 0])

    @staticmethod
    def empty(n: int, rows: int) -> Paths:
        path = np.zeros((n, rows, PATH_COLUMNS))
        path[:, 1:, 0] = 1.0  # two rows that are a flight of one second: never used, and safe to look at
        return Paths(
            path, np.full(n, 2), np.full(n, np.nan), np.full(n, np.nan), np.full(n, -1), np.zeros(n, dtype=np.int64), np.full(n, -1),
        )  # fmt: skip

    def put(self, where: Ints, other: Paths, rows: Bools) -> None:
        """Put flights of another set at these places."""
        width = other.path.shape[1]
        self.path[where, :width] = other.path[rows]
        for name in ("rows", "failed", "crossed", "stratum", "ending", "attempt"):
            getattr(self, name)[where] = getattr(other, name)[rows]


def earth_fixed_rows(record: Floats) -> Floats:
    """Rows of time and inertial state [n, r, 7] as time and Earth-fixed state."""
    out = np.empty_like(record)
    out[:, :, 0] = record[:, :, 0]
    flat = record.reshape(-1, 7)
    position, velocity = earth_fixed_state(flat[:, 1:4], flat[:, 4:7], flat[:, 0])
    out[:, :, 1:4] = position.reshape(out.shape[0], out.shape[1], 3)
    out[:, :, 4:7] = velocity.reshape(out.shape[0], out.shape[1], 3)
    return out


def joined(record: Floats, rows: Ints, end: Floats) -> tuple[Floats, Ints]:
    """path[n, r, ``PATH_COLUMNS``] and rows[n] of recorded flights and where they ended (end[n, 7]), all inertial.

    Sensors see no attitude error, no rate and full thrust.
    """
    n, m = record.shape[:2]
    path = np.zeros((n, m + 1, PATH_COLUMNS))
    path[:, :m, :7] = earth_fixed_rows(record)
    path[:, :, P_THRUST] = 1.0
    each = np.arange(n)
    last = record[each, np.maximum(rows - 1, 0), 0]
    at = np.where(end[:, 0] - last > LEAST_APART, rows, np.maximum(rows - 1, 0))
    path[each, at, :7] = earth_fixed_rows(end[:, None, :])[:, 0]
    return path, (at + 1).astype(np.int64)
