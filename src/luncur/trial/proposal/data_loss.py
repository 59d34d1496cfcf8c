"""Data-loss flight times: the shortest time in which a thrusting vehicle can bring its impact point to the line.

The quantity of 14 CFR 417.219(b).  From a normal flight, dispersed to its edges, the thrust is held in one of many
inertial directions and the vehicle is flown on by the kernel of malfunction flights, without a limit of loads: nothing ends
its thrust but its propellant.  The worst of directions and flights counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.flight.batch import Releases, fly_batch
from luncur.flight.plan import AscentPlan
from luncur.trial.proposal.border import Border
from luncur.trial.proposal.flights import Draw, impact_of
from luncur.trial.proposal.held import Held, HeldFlights
from luncur.trial.proposal.spread import Normal

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ANGLES = np.radians([2.0, 30.0, 60.0, 90.0, 120.0, 150.0])  # of the held thrust from where it pointed
AROUND = 12  # planes of the turn
DURATIONS = 12
SHORTEST = 0.25  # [s]
REFINED = 8  # of the durations between two


@dataclass(frozen=True)
class DataLoss:
    """At times [k] [s]: the shortest time to the line [s] (``longest`` where none is shorter), what it was found with.

    angle, around[k] [rad] of the worst direction from the thrust's own; rate[k] [m/s]: how fast the margin shrank at the line
    (nan: not reached); table: rows (time, longest time without data) of a rule, never above what was found between them.
    """

    time: Floats
    shortest: Floats
    angle: Floats
    around: Floats
    rate: Floats
    table: tuple[tuple[float, float], ...]


def edge_flights(flights: Normal, k: int) -> Ints:
    """The normal flights farthest to the left, to the right, ahead and behind at one of their times."""
    left, along = flights.left[:, k], flights.along[:, k]
    ok = np.isfinite(left)
    if not ok.any():
        return np.zeros(0, dtype=np.int64)
    of = [np.where(ok, value, -np.inf) for value in (left, -left, along, -along)]
    return np.unique([int(np.argmax(value)) for value in of])


def data_loss(
    ascent: AscentPlan, launches: Draw, flights: Normal, times: Floats, border: Border, spread: Floats, end: float,
    longest: float, every: float,
) -> DataLoss:  # fmt: skip
    """Along the nominal flight, twice per row of the table.

    launches, flights at times[k]: the normal flights; spread[k] [m]: distance from the border at which the impact point counts as
    across (0 where the line itself keeps the pieces' spread from people); end [s] of the limits: beyond it nothing is reached.
    """
    held = HeldFlights(ascent)
    at = np.append(np.arange(0.0, end - 0.5 * every / 2, every / 2), end)
    found = [_shortest(ascent, held, launches, flights, times, border, spread, float(t), end, longest) for t in at]
    shortest, angle, around, rate = (np.array(column) for column in zip(*found, strict=True))
    return DataLoss(at, shortest, angle, around, rate, _table(at, shortest, every, longest))


def _table(at: Floats, shortest: Floats, every: float, longest: float) -> tuple[tuple[float, float], ...]:
    """Rows that, joined by straight lines, lie nowhere above what was found within a row's reach; rounded down to 0.1 s."""
    rows = [float(t) for t in np.arange(0.0, at[-1], every)]
    if at[-1] - rows[-1] < 0.5 * every and len(rows) > 1:
        rows.pop()
    rows.append(float(at[-1]))
    out = []
    for t in rows:
        near = np.abs(at - t) <= every + 1e-9
        out.append((round(t, 1), math.floor(min(float(shortest[near].min()), longest) * 10.0 + 1e-6) / 10.0))
    return tuple(out)


def _shortest(
    ascent: AscentPlan, fly: HeldFlights, launches: Draw, flights: Normal, times: Floats, border: Border, spread: Floats, now: float, end: float, longest: float
) -> tuple[float, float, float, float]:  # fmt: skip
    """Shortest time [s], its angle and plane [rad], and the rate of the margin [m/s]."""
    most = min(longest, end - now)
    nothing = (longest, math.nan, math.nan, math.nan)
    if most <= SHORTEST:
        return nothing
    k = int(np.argmin(np.abs(times - now)))
    chosen = launches.rows(edge_flights(flights, k))
    nominal = Draw(np.zeros((1, chosen.z.shape[1])), np.zeros((1, chosen.weather.shape[1])))
    starts = Draw(np.concatenate([nominal.z, chosen.z]), np.concatenate([nominal.weather, chosen.weather]))
    tables, factor = ascent.weather.tables(starts.weather)
    n = len(starts.z)
    failed = fly_batch(ascent, starts.z, tables, factor, np.full(n, now))
    allowed = float(np.interp(now, times, spread))
    angle, around = (x.ravel() for x in np.meshgrid(ANGLES, 2 * math.pi * np.arange(AROUND) / AROUND, indexing="ij"))
    held = Held(np.repeat(np.arange(n), len(angle)), np.tile(angle, n), np.tile(around, n))
    grid = np.geomspace(SHORTEST, most, DURATIONS)
    margin = _margins(fly, failed, starts.z, held, grid, border) - allowed
    first = _first(margin)
    k_first = int(first.min())
    if k_first == len(grid):
        return nothing
    close = np.argsort(margin[:, k_first], kind="stable")[:6]
    finer = _about(held, close)
    low = 0.0 if k_first == 0 else float(grid[k_first - 1])
    fine = np.linspace(low, float(grid[k_first]), REFINED + 1)[1:]
    margin = _margins(fly, failed, starts.z, finer, fine, border) - allowed
    k_fine = int(_first(margin).min())
    best = int(np.argmin(margin[:, k_fine]))
    before = low if k_fine == 0 else float(fine[k_fine - 1])
    rate = (
        math.nan if k_fine == 0 else float(margin[best, k_fine - 1] - margin[best, k_fine]) / float(fine[1] - fine[0])
    )
    return before, float(finer.angle[best]), float(finer.around[best]), rate


def _first(margin: Floats) -> Ints:
    """Index of the first duration at which each flight is across; their number where none is."""
    across = margin < 0
    return np.where(across.any(axis=1), across.argmax(axis=1), margin.shape[1])


def _about(held: Held, close: Ints) -> Held:
    """These flights and their neighbours in direction."""
    start, angle, around = [], [], []
    for i in close.tolist():
        for turn in (-15.0, 0.0, 15.0):
            for plane in (-15.0, 0.0, 15.0):
                start.append(int(held.start[i]))
                angle.append(
                    min(max(float(held.angle[i]) + math.radians(turn), math.radians(1.0)), math.radians(179.0))
                )
                around.append(float(held.around[i]) + math.radians(plane))
    return Held(np.array(start), np.array(angle), np.array(around))


def _margins(fly: HeldFlights, failed: Releases, z: Floats, held: Held, durations: Floats, border: Border) -> Floats:
    """Margin [flights, durations] [m] of the impact points after thrust was held so long."""
    n, d = len(held.start), len(durations)
    state = fly.states(failed, z, held.every(d), np.tile(durations, n))
    return border.margin(*impact_of(state)).reshape(n, d)
