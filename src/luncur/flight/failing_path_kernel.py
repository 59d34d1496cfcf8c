"""The rows of a flight before and after its failure as one path, in the axes that a flight-safety system uses."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import EARTH_RATE
from luncur.flight.path_columns import LEAST_APART, P_ATTITUDE, P_RATE, P_THRUST


@kernel
def put_row(row, out, error, rate, thrust):
    """Time and inertial state row[7] as an Earth-fixed row of a path, with what sensors tell beside it."""
    angle = EARTH_RATE * row[0]
    c = math.cos(angle)
    s = math.sin(angle)
    x = c * row[1] + s * row[2]
    y = c * row[2] - s * row[1]
    out[0] = row[0]
    out[1] = x
    out[2] = y
    out[3] = row[3]
    out[4] = c * row[4] + s * row[5] + EARTH_RATE * y
    out[5] = c * row[5] - s * row[4] - EARTH_RATE * x
    out[6] = row[6]
    out[P_ATTITUDE] = error
    out[P_RATE] = rate
    out[P_THRUST] = thrust


@kernel
def failing_path(before, written, start, after, rows, error, path):
    """Write path[r, ``PATH_COLUMNS``] of a flight that fails at start[7]; how many rows it has.

    before[r, 7 or more], written of it; after[r, ``WRONG_COLUMNS``] and error[r] [rad], rows of it; all inertial.  Until the failure
    sensors see no attitude error, no rate and full thrust.  Rows that are no time apart are one, the flight's end is kept.
    """
    k = 0
    for r in range(written):
        if start[0] - before[r, 0] > LEAST_APART:
            put_row(before[r], path[k], 0.0, 0.0, 1.0)
            k += 1
    put_row(start, path[k], 0.0, 0.0, 1.0)
    failed = k
    for r in range(rows):
        if after[r, 0] - path[k, 0] >= LEAST_APART:
            k += 1
        elif r < rows - 1 or k == failed:
            continue
        put_row(after[r], path[k], error[r], after[r, 10], after[r, 11])
    return k + 1


@kernel
def failing_paths(before, written, start, after, rows, error, path, out):
    """``failing_path`` of every flight; out[n]: rows."""
    for i in range(start.shape[0]):
        out[i] = failing_path(before[i], written[i], start[i], after[i], rows[i], error[i], path[i])
