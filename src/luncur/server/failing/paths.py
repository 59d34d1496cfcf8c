"""How some of the pieces of a failure fall: their ways through the air, at coarse steps."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, normals
from luncur.campaign.launches import LaunchRecords, Simulator
from luncur.compiler import compiled
from luncur.debris.drag_curves import drag_tables
from luncur.debris.fall import fall_batch
from luncur.debris.parachutes import parachutes_of
from luncur.debris.planned import mission_ground
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEPS = 40  # of the longest fall; short ones have fewer, the first ones being close together
LONGEST = 3_000.0  # of what stays up, so much is shown [s]


def sample_paths(one: Simulator, records: LaunchRecords, most: int) -> list[list[list[float]]]:
    """Up to ``most`` pieces, evenly among all: rows of time since lift-off [s], longitude, latitude [deg], altitude [m].

    Each goes through the weather of its own launch; the last row of one that comes down is where it was counted.  What hangs
    under parachutes is left out.
    """
    rows = _chosen(one, records, most)
    if len(rows) == 0:
        return []
    times = np.where(records.impacts.status[rows] < 10, records.impacts.time[rows], LONGEST)
    grid = float(times.max()) * (np.arange(1, STEPS + 1) / STEPS) ** 2
    state = records.state[rows]
    inverse_beta, drag, table = _of_piece(one, records, rows)
    tables, factor = one.plan.weather.tables(
        normals(one.seed, Stream.WEATHER, records.launch, one.plan.weather.normals)
    )
    upper, ground = one.plan.weather.upper, mission_ground(one.plan.mission).array()
    paths = [[_row(records.release_time[i], state[k, :3])] for k, i in enumerate(rows.tolist())]
    going, last = np.arange(len(rows)), 0.0
    for time in grid.tolist():
        going = going[times[going] > time]
        if len(going) == 0:
            break
        fallen = fall_batch(
            state[going], inverse_beta[going], drag[going], table[going], tables, upper, factor, drag_tables(), ground, "fast",
            time - last,
        )  # fmt: skip
        state[going], last = fallen.state, time
        for k in going[fallen.status == 1].tolist():
            paths[k].append(_row(records.release_time[rows[k]] + time, state[k, :3]))
        going = going[fallen.status == 1]
    for k, i in enumerate(rows.tolist()):
        if records.impacts.status[i] < 10:
            paths[k].append(_landed(records, i))
    return paths


def _chosen(one: Simulator, records: LaunchRecords, most: int) -> Ints:
    """Pieces to show: evenly among those whose fall was computed, from as many launches as that gives."""
    slowed = [i for i, body in enumerate(one.plan.mission.vehicle.bodies) if parachutes_of(body)]
    shown = np.flatnonzero((records.impacts.status < 20) & ~np.isin(records.pieces.body, slowed))
    return shown[(np.arange(min(most, len(shown))) * len(shown)) // max(min(most, len(shown)), 1)]


def _of_piece(one: Simulator, records: LaunchRecords, rows: Ints) -> tuple[Floats, Ints, Ints]:
    """Inverse ballistic coefficient [m2/kg], drag curve and launch of each piece, as it was dropped."""
    pieces = records.pieces
    number = np.arange(len(pieces.launch)) - np.searchsorted(pieces.launch, pieces.launch, side="left")
    z = normals(one.seed, Stream.DRAG, records.launch[pieces.launch[rows]], 1, number[rows])[:, 0]
    return pieces.inverse_beta[rows] * np.exp(-pieces.beta_sigma[rows] * z), pieces.drag_id[rows], pieces.launch[rows]


def _row(time: float, position: Floats) -> list[float]:
    latitude, longitude, altitude = compiled(geodetic_from_ecef)(*position.tolist())
    return [
        round(float(time), 2),
        round(math.degrees(longitude), 5),
        round(math.degrees(latitude), 5),
        round(altitude, 1),
    ]


def _landed(records: LaunchRecords, i: int) -> list[float]:
    latitude, longitude = math.degrees(records.impacts.latitude[i]), math.degrees(records.impacts.longitude[i])
    time = float(records.release_time[i] + records.impacts.time[i])
    return [round(time, 2), round(longitude, 5), round(latitude, 5), 0.0]
