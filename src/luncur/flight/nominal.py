"""The undispersed flight as the kernel gives it: event times, releases, and rows at the moments that are wanted."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.flight.flown import fly_rows
from luncur.flight.given import given_drops, given_record
from luncur.flight.plan import AscentPlan

Floats = NDArray[np.float64]

REGULAR = 1.0  # between rows [s]
CLOSE = 4.0  # events nearer than this [s] have rows every ...
DENSE = 0.2  # ... this [s] about them (14 CFR 417, Appendix C, C417.3(g)(7))
SAME = 1e-5  # rows nearer than this [s] are one row
AROUND = 1.0  # dense rows begin this long before the first and end this long after the last of them [s]


@dataclass(frozen=True)
class Flown:
    """event_time[ne] (nan: not reached); releases[nb, 8]; record[rows, 12 + nb] (see ``record_row``); status; end time."""

    event_time: Floats
    releases: Floats
    record: Floats
    status: int
    end: float


def fly_nominal(ascent: AscentPlan, times: Floats | None = None) -> Flown:
    """The flight in the mean weather with no dispersion; rows at ``times`` [s], which rise."""
    if ascent.given is not None:
        record = given_record(ascent, np.zeros(0) if times is None else times)
        return Flown(ascent.given.event_time, given_drops(ascent), record, 0, ascent.given.end)
    factor, vehicle = ascent.factors(np.zeros((1, len(ascent.dispersions))))
    wanted = np.zeros((1, 0)) if times is None else np.ascontiguousarray(times[None])
    flown = fly_rows(
        ascent, factor, vehicle, ascent.weather.mean_table[None], np.ones(1), np.array([math.inf]),
        np.full(1, -1, dtype=np.int64), wanted,
    )  # fmt: skip
    record = flown.record[0, : int(flown.rows[0])]
    return Flown(flown.event_time[0], flown.drops[0], record, int(flown.status[0]), float(flown.end[0, 0]))


def row_times(event_time: Floats, end: float) -> Floats:
    """Every second, every event, and every 0.2 s about events that follow each other within 4 s."""
    at = np.sort(event_time[np.isfinite(event_time)])
    grids: list[Floats] = [np.arange(0.0, end, REGULAR)]
    for a, b in itertools.pairwise(at):
        if b - a < CLOSE:
            first, last = max(a - AROUND, 0.0), min(b + AROUND, end)
            grids.append(np.arange(math.ceil(first / DENSE), math.floor(last / DENSE) + 1) * DENSE)
    exact = np.unique(np.append(at, end))
    exact = exact[np.diff(exact, prepend=-1.0) > SAME]
    grid = np.unique(np.round(np.concatenate(grids), 6))
    near = np.min(np.abs(grid[:, None] - exact[None, :]), axis=1)
    return np.sort(np.concatenate([grid[(near > SAME) & (grid < end)], exact]))


def nominal_times(ascent: AscentPlan) -> dict[str, float]:
    """Time of every event of the nominal flight [s]; nan for one that is not reached."""
    return dict(zip(ascent.event_names, fly_nominal(ascent).event_time.tolist(), strict=True))
