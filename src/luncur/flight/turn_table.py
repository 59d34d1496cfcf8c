"""Malfunction turns from a table of the analyst: where and how fast the vehicle is when a turn ends.

A table holds, for several failure times, one or more turns; each turn is a list of states over the time since the
failure, and ends (breakup, end of thrust) with its last row.  Two forms:

- by angle: how far the velocity relative to the Earth has turned, and its magnitude (14 CFR 417 Appendix A asks for turn
  data in this form); the plane of the turn is a column, or any plane when that is empty;
- by state: Earth-fixed positions and velocities.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import DEGREE
from luncur.errors import InputError
from luncur.mission.csv_tables import CsvTable, read_csv

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STATE = ("x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")
ANGLE = ("turn_angle_deg", "speed_m_s")
MAXIMUM_SIZE = 20_000_000  # bytes


@dataclass(frozen=True)
class TurnTable:
    """End of every turn relative to the state at failure, at each failure time.

    failure_time[k] [s], rising; names of the turns [m]; probability[k, m], each row summing to 1; duration[k, m] [s];
    shift[k, m, 3] [m] beyond straight flight at the speed of the failure, and velocity[k, m, 3] [m/s], both along the
    velocity, upwards and to the right of it at failure; any_plane[m]: the plane of the turn is drawn evenly about the velocity;
    start[k, 6] Earth-fixed state at failure, where the table gives it.
    """

    file: str
    failure_time: Floats
    names: tuple[str, ...]
    probability: Floats
    duration: Floats
    shift: Floats
    velocity: Floats
    speed: Floats  # [k, m] at failure, by the table [m/s]
    any_plane: NDArray[np.bool_]
    start: Floats | None


@dataclass(frozen=True)
class TurnEnds:
    """Where each turn ended: its index into ``TurnTable.names``, seconds after the failure, Earth-fixed state [m, m/s]."""

    turn: Ints
    duration: Floats
    position: Floats
    velocity: Floats


def turn_states(
    table: TurnTable, failure_time: Floats, u: Floats, position: Floats | None = None, velocity: Floats | None = None
) -> TurnEnds:
    """Ends of the turns of n launches that fail at failure_time[n] [s].

    u[n, 2] in (0, 1): the first draws the turn by its probability, the second the plane where the table leaves it open.
    position, velocity[n, 3]: Earth-fixed state at failure; without it that of the table (by state only).  Between failure
    times the ends are interpolated linearly, relative to the state at failure and in its axes; the change of speed is
    what is kept of a turn where the state's own speed differs from the table's.
    Raises InputError for a failure time outside the table, and for a table by angle without states.
    """
    t = np.asarray(failure_time, dtype=np.float64)
    first, last = table.failure_time[0], table.failure_time[-1]
    outside = ~((t >= first - 1e-9) & (t <= last + 1e-9))
    if np.any(outside):
        raise InputError(
            table.file, "failure_time_s", float(t[outside][0]), f"failure times from {first:g} to {last:g} s"
        )
    if position is None or velocity is None:
        position, velocity = _table_state(table, t)
    k = np.clip(np.searchsorted(table.failure_time, t, side="right") - 1, 0, max(len(table.failure_time) - 2, 0))
    upper = np.minimum(k + 1, len(table.failure_time) - 1)
    width = table.failure_time[upper] - table.failure_time[k]
    f = np.divide(t - table.failure_time[k], width, out=np.zeros_like(t), where=width > 0)
    turn = _drawn((1 - f)[:, None] * table.probability[k] + f[:, None] * table.probability[upper], u[:, 0])

    def between(values: Floats) -> Floats:
        g = f if values.ndim == 2 else f[:, None]
        return np.asarray((1 - g) * values[k, turn] + g * values[upper, turn])

    duration, shift, end = between(table.duration), between(table.shift), between(table.velocity)
    spin = np.where(table.any_plane[turn], 2 * np.pi * u[:, 1], 0.0)
    axes = _turned(local_axes(position, velocity), spin)
    speed = np.linalg.norm(velocity, axis=1)
    size = np.linalg.norm(end, axis=1)
    scale = np.maximum(size + speed - between(table.speed), 0.0) / np.maximum(size, 1e-9)
    moved = position + velocity * duration[:, None] + np.einsum("ni,nij->nj", shift, axes)
    return TurnEnds(turn, duration, moved, np.einsum("ni,nij->nj", end * scale[:, None], axes))


def _drawn(probability: Floats, u: Floats) -> Ints:
    edges = np.cumsum(probability, axis=1)
    return np.asarray((u[:, None] * edges[:, -1:] >= edges[:, :-1]).sum(axis=1), dtype=np.int64)


def local_axes(position: Floats, velocity: Floats) -> Floats:
    """Unit vectors [n, 3 axes, 3]: along the velocity, upwards at right angles to it, and to the right of it.

    Straight up (or at rest) the second axis points north of the velocity's own foot, as up has no direction there.
    """
    up = position / np.linalg.norm(position, axis=1)[:, None]
    speed = np.linalg.norm(velocity, axis=1)
    forward = np.where(speed[:, None] > 1e-6, velocity / np.maximum(speed, 1e-9)[:, None], up)
    second = up - np.sum(up * forward, axis=1)[:, None] * forward
    steep = np.linalg.norm(second, axis=1) < 1e-6
    pole = np.array([0.0, 0.0, 1.0])
    north = pole - np.sum(pole * forward, axis=1)[:, None] * forward
    second = np.where(steep[:, None], north, second)
    second /= np.maximum(np.linalg.norm(second, axis=1), 1e-12)[:, None]
    return np.stack([forward, second, np.cross(forward, second)], axis=1)


def _turned(axes: Floats, angle: Floats) -> Floats:
    """The second and third axis turned about the first, from up towards the right [rad]."""
    c, s = np.cos(angle)[:, None], np.sin(angle)[:, None]
    return np.stack([axes[:, 0], c * axes[:, 1] + s * axes[:, 2], c * axes[:, 2] - s * axes[:, 1]], axis=1)


def _table_state(table: TurnTable, t: Floats) -> tuple[Floats, Floats]:
    if table.start is None:
        raise InputError(table.file, "header", None, "Earth-fixed states, or a flight that gives the state at failure")
    if len(table.failure_time) == 1:
        state = np.repeat(table.start, len(t), axis=0)
        return state[:, :3], state[:, 3:]
    from scipy.interpolate import CubicHermiteSpline

    path = CubicHermiteSpline(table.failure_time, table.start[:, :3], table.start[:, 3:], axis=0)
    return np.asarray(path(t)), np.asarray(path(t, 1))


def read_turns(path: Path) -> TurnTable:
    """A table of turns from a CSV.

    Columns: failure_time_s, turn (a name), time_s (since the failure, from 0), then ``ANGLE`` with plane_deg (0 up, 90 to
    the right; empty: any plane), or ``STATE``; optional probability (of the turn, in its first row; equal without).
    Every failure time must have the same turns.  Raises InputError naming the line and the column.
    """
    table = read_csv(path, MAXIMUM_SIZE, least_rows=2)
    by_state = table.has(*STATE)
    if not by_state:
        for name in ANGLE:
            table.texts(name)
    failures, since = table.numbers("failure_time_s", 0.0, 1e6), table.numbers("time_s", 0.0, 1e5)
    names = tuple(dict.fromkeys(table.texts("turn")))
    for row, name in enumerate(table.texts("turn")):
        if not name or not name.isprintable() or len(name) > 80:
            raise table.error(row, "turn", "a name of 1 to 80 printable characters")
    times = np.unique(failures)
    if len(times) * len(names) > len(table):
        raise InputError(table.file, "", None, "every turn at every failure time, with two rows or more")
    columns = np.column_stack([table.numbers(name) for name in STATE]) if by_state else _angles(table)
    chance = (
        table.numbers("probability", 0.0, 1.0, blank=np.nan)
        if table.has("probability")
        else np.full(len(table), np.nan)
    )
    shape = (len(times), len(names))
    out = {key: np.zeros(shape) for key in ("probability", "duration", "speed")}
    shift, end, start = np.zeros((*shape, 3)), np.zeros((*shape, 3)), np.zeros((len(times), 6))
    any_plane = np.zeros(len(names), dtype=bool)
    turn = np.array([names.index(name) for name in table.texts("turn")])
    for k, failure in enumerate(times):
        for m, name in enumerate(names):
            rows = np.flatnonzero((failures == failure) & (turn == m))
            _check_rows(table, rows, since, failure, name)
            out["probability"][k, m], out["duration"][k, m] = chance[rows[0]], since[rows[-1]]
            if by_state:
                start[k] = columns[rows[0]]
                shift[k, m], end[k, m], out["speed"][k, m] = _relative(columns[rows], since[rows])
            else:
                any_plane[m] |= bool(np.isnan(columns[rows[0], 2]))
                shift[k, m], end[k, m], out["speed"][k, m] = _by_angle(columns[rows], since[rows])
    probability = _probabilities(table, times, out["probability"])
    return TurnTable(
        str(path),
        times,
        names,
        probability,
        out["duration"],
        shift,
        end,
        out["speed"],
        any_plane,
        start if by_state else None,
    )


def _angles(table: CsvTable) -> Floats:
    blank = np.full(len(table), np.nan)
    plane = table.numbers("plane_deg", -360.0, 360.0, blank=np.nan) if table.has("plane_deg") else blank
    return np.column_stack([table.numbers(ANGLE[0], -3600.0, 3600.0), table.numbers(ANGLE[1], 0.0, 2e4), plane])


def _check_rows(table: CsvTable, rows: Ints, since: Floats, failure: float, name: str) -> None:
    if len(rows) < 2:
        expected = f"two rows or more of the turn '{name}', as of every turn at every failure time"
        raise InputError(table.file, f"failure_time_s {failure:g}", None, expected)
    if since[rows[0]] != 0.0:
        raise table.error(int(rows[0]), "time_s", "0, the failure itself, in the first row of a turn")
    fall = np.flatnonzero(np.diff(since[rows]) <= 0)
    if len(fall):
        raise table.error(int(rows[fall[0] + 1]), "time_s", "times that rise within a turn")


def _relative(states: Floats, since: Floats) -> tuple[Floats, Floats, float]:
    """Shift beyond straight flight and end velocity in the axes of the failure, and the speed there."""
    axes = local_axes(states[:1, :3], states[:1, 3:])[0]
    shift = states[-1, :3] - states[0, :3] - states[0, 3:] * since[-1]
    return axes @ shift, axes @ states[-1, 3:], float(np.linalg.norm(states[0, 3:]))


def _by_angle(rows: Floats, since: Floats) -> tuple[Floats, Floats, float]:
    """The same from angles and speeds: the velocity is integrated by trapezoids over a fine interpolation."""
    fine = np.unique(np.concatenate([np.linspace(0.0, since[-1], 401), since]))
    angle, speed = np.interp(fine, since, rows[:, 0] * DEGREE), np.interp(fine, since, rows[:, 1])
    plane = 0.0 if np.isnan(rows[0, 2]) else rows[0, 2] * DEGREE
    forward, aside = speed * np.cos(angle), speed * np.sin(angle)
    velocity = np.stack([forward, aside * np.cos(plane), aside * np.sin(plane)], axis=1)
    way = np.sum(0.5 * (velocity[1:] + velocity[:-1]) * np.diff(fine)[:, None], axis=0)
    return way - np.array([rows[0, 1] * since[-1], 0.0, 0.0]), velocity[-1], float(rows[0, 1])


def _probabilities(table: CsvTable, times: Floats, given: Floats) -> Floats:
    if np.all(np.isnan(given)):
        return np.full(given.shape, 1.0 / given.shape[1])
    for k, row in enumerate(given):
        total = float(np.sum(row))
        if not abs(total - 1.0) <= 1e-3:
            shown = "not given for every turn" if np.isnan(total) else f"{total:g} in all"
            field = f"failure_time_s {times[k]:g}, probability"
            raise InputError(table.file, field, shown, "probabilities of all turns that sum to 1, in their first rows")
    return np.asarray(given / given.sum(axis=1, keepdims=True))
