"""Bodies that come down under parachutes."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.debris.drag_curves import NAMES
from luncur.debris.fall import PRESETS, Impacts
from luncur.debris.parachute_kernel import AT_ALTITUDE, AT_APOGEE, AT_TIME, fall_under_many
from luncur.earth.ellipsoid_kernel import east_north_up, geodetic_from_ecef
from luncur.mission.model import Body, Parachute

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def parachutes_of(body: Body) -> tuple[Parachute, ...]:
    """The canopies of a body in the order in which they open; none for one that falls bare."""
    return body.fall.parachutes if body.fall is not None else ()


def canopy_rows(body: Body, mass: Floats, opens: NDArray[np.bool_], pad_altitude: float) -> Floats:
    """Canopies [m, k, 4] as ``fall_under`` takes them, of m copies of a body.

    mass[m] of what hangs under them [kg]; opens[m, k]: whether each one opens; pad_altitude [m].
    """
    chutes = parachutes_of(body)
    out = np.zeros((len(mass), len(chutes), 4))
    for k, chute in enumerate(chutes):
        if chute.height is not None:
            out[:, k, :2] = AT_ALTITUDE, pad_altitude + chute.height
        elif chute.time is not None:
            out[:, k, :2] = AT_TIME, chute.time
        else:
            out[:, k, 0] = AT_APOGEE
        out[:, k, 2] = chute.delay
        out[:, k, 3] = np.where(opens[:, k], chute.drag_area / mass, 0.0)
    return out


def fall_under_parachutes(
    state: Floats, inverse_beta: Floats, drag_id: Ints, canopies: Floats, table_id: Ints, tables: Floats, upper: Floats,
    density_factor: Floats, drags: Floats, ground: Floats, preset: str = "standard",
) -> Impacts:  # fmt: skip
    """Fall m bodies that open their canopies on the way; arguments as for ``fall_batch``, canopies from ``canopy_rows``.

    With every canopy closed the result is that of ``fall_batch`` but for the rounding of the moments at which the fall
    is interrupted.  An opening canopy is at its full area at once; it is not torn by any speed.
    """
    m = len(state)
    final, time = np.empty((m, 6)), np.empty(m)
    status, used = np.empty(m, dtype=np.int64), np.empty(m, dtype=np.int64)
    compiled(fall_under_many)(
        np.ascontiguousarray(state), np.ascontiguousarray(inverse_beta), drag_id, NAMES.index("constant"),
        np.ascontiguousarray(canopies), table_id, drags, tables, upper, density_factor, ground, ground.copy(),
        PRESETS[preset], final, time, status, used,
    )  # fmt: skip
    latitude, longitude = np.full(m, math.nan), np.full(m, math.nan)
    down, flat, azimuth = np.zeros(m), np.zeros(m), np.zeros(m)
    for i in range(m):
        at = geodetic_from_ecef(*final[i, :3])
        east, north, up = np.array(east_north_up(at[0], at[1])).reshape(3, 3) @ final[i, 3:]
        down[i], flat[i], azimuth[i] = -up, math.hypot(east, north), math.atan2(east, north)
        if status[i] < 10:
            latitude[i], longitude[i] = at[0], at[1]
    return Impacts(
        latitude, longitude, time, np.hypot(down, flat), np.arctan2(down, flat), azimuth, final, status, used
    )


def replace_rows(impacts: Impacts, rows: Ints, by: Impacts) -> Impacts:
    """A batch's impacts with some rows taken from another fall of the same bodies."""
    columns = {}
    for name in Impacts.__dataclass_fields__:
        column = getattr(impacts, name).copy()
        column[rows] = getattr(by, name)
        columns[name] = column
    return Impacts(**columns)
