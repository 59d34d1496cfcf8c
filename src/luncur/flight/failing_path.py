"""Flights that fail, as rows of states and of what sensors would see of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.flight.attitude_kernel import attitude_errors
from luncur.flight.batch import Releases, fly_batch
from luncur.flight.failing_path_kernel import failing_paths
from luncur.flight.malfunction import Followed, Turns
from luncur.flight.malfunction_kernel import ALONG_VELOCITY
from luncur.flight.path_columns import PATH_COLUMNS
from luncur.flight.plan import AscentPlan

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
AXES_STEP = 0.5  # between two nominal axes [s]
LOOK = 2.0  # between two looks at where the nominal thrust points [s]


def paths_of_failing(
    failed: Releases, rows: Ints, before: Floats, written: Ints, after: Followed, turn: Turns, axes: Floats
) -> tuple[Floats, Ints]:
    """path[n, r, ``PATH_COLUMNS``] of the launches ``rows``, Earth-fixed, from before their failures on, and its rows[n].

    before[n, r, 7], written[n]: rows before the failure, inertial; after, turn: of these launches; axes: ``nominal_axes``.
    """
    n, m = after.record.shape[:2]
    error = np.zeros((n, m))
    compiled(attitude_errors)(after.record, after.rows, failed.direction[rows], axes, AXES_STEP, error)
    error[turn.how[:, 0] == ALONG_VELOCITY] = 0.0  # still steered
    path = np.zeros((n, before.shape[1] + 1 + m, PATH_COLUMNS))
    count = np.zeros(n, dtype=np.int64)
    start = np.column_stack([failed.time[rows], failed.inertial[rows]])
    compiled(failing_paths)(before, written, start, after.record, after.rows, error, path, count)
    return path, count


def nominal_axes(ascent: AscentPlan, burns: Sequence[tuple[str, float, float]], end: float) -> Floats:
    """Nominal axes of the thrust [k, 3] every ``AXES_STEP`` until ``end`` [s], inertial.

    burns: name, start, end [s] of each; on a coast the axis turns from the one burn's to the next's.
    """
    looked = np.unique(np.concatenate([[*np.arange(start, stop, LOOK), stop - 1e-3] for _, start, stop in burns]))
    z = np.zeros((len(looked), len(ascent.dispersions)))
    tables, factor = ascent.weather.tables(np.zeros((len(looked), ascent.weather.normals)))
    axes = fly_batch(ascent, z, tables, factor, looked).direction
    at = np.arange(0.0, end, AXES_STEP)
    out = np.stack([np.interp(at, looked, axes[:, c]) for c in range(3)], axis=1)
    return np.ascontiguousarray(out / np.linalg.norm(out, axis=1)[:, None])
