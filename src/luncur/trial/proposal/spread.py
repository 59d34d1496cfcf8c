"""How far normal flights' impact points are from the nominal trace, and their states from the nominal states."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.flight.plan import AscentPlan
from luncur.trial.proposal.flights import BLOCK, Draw, impact_of, normal_states
from luncur.trial.proposal.trace import Trace

Floats = NDArray[np.float64]
FEWEST = 50  # flights that must pass a station for their spread to be told
LARGER = 1.1  # times the largest distance that was flown


@dataclass(frozen=True)
class Normal:
    """Dispersed normal flights.

    along, left[n, times] [m] of their impact points; farthest, fastest[times]: largest distance [m] and difference of velocity
    [m/s] from the nominal flight at the same time; largest[n, 2]: both of each flight, over all times; pad[times]: least distance of their impact points from the pad [m].
    """

    along: Floats
    left: Floats
    farthest: Floats
    fastest: Floats
    largest: Floats
    pad: Floats


def normal_flights(ascent: AscentPlan, launches: Draw, nominal: Floats, times: Floats, trace: Trace) -> Normal:
    """Fly them in blocks; nominal[times, 6]: Earth-fixed states without dispersion."""
    n, k = len(launches.z), len(times)
    along, left = np.full((n, k), np.nan), np.full((n, k), np.nan)
    farthest, fastest, largest = np.zeros(k), np.zeros(k), np.zeros((n, 2))
    for first in range(0, n, BLOCK):
        rows = slice(first, min(first + BLOCK, n))
        state = normal_states(ascent, launches.rows(rows), times)
        along[rows], left[rows] = trace.project(*impact_of(state))
        away = np.linalg.norm(state[..., :3] - nominal[:, :3], axis=2)
        speed = np.linalg.norm(state[..., 3:] - nominal[:, 3:], axis=2)
        farthest = np.fmax(farthest, np.nanmax(away, axis=0, initial=0.0))
        fastest = np.fmax(fastest, np.nanmax(speed, axis=0, initial=0.0))
        largest[rows] = np.nan_to_num(np.stack([np.nanmax(away, axis=1), np.nanmax(speed, axis=1)], axis=1))
    return Normal(along, left, farthest, fastest, largest, np.nanmin(np.hypot(along, left), axis=0))


@dataclass(frozen=True)
class Across:
    """Left edge (> 0) and right edge (< 0) [stations] of where normal flights' impact points pass [m], and the spread there.

    edge[stations, 2]: distance to the left and to the right of the trace that holds them; sigma, mean[stations] [m].
    """

    station: Floats
    edge: Floats
    sigma: Floats
    mean: Floats


def across(flights: Normal, station: Floats, sigmas: float, floor: float) -> Across:
    """The distance to each side: ``sigmas`` standard deviations or ``LARGER`` times the farthest flown, never less than the floor [m].

    Beyond the last station that at least ``FEWEST`` flights pass the last value is held.
    """
    n = len(flights.along)
    passing = np.full((n, len(station)), np.nan)
    for i in range(n):
        ok = np.isfinite(flights.along[i])
        s = np.maximum.accumulate(flights.along[i][ok])
        if len(s) > 1:
            passing[i] = np.interp(station, s, flights.left[i][ok], right=np.nan)
    count = np.isfinite(passing).sum(axis=0)
    told = np.flatnonzero(count >= min(FEWEST, n))
    held = np.minimum(np.arange(len(station)), told[-1])
    seen = passing[:, held]
    mean, sigma = np.nanmean(seen, axis=0), np.nanstd(seen, axis=0)
    # the few that pass farther on count too
    top = np.fmax(np.nanmax(seen, axis=0), np.nanmax(passing, axis=0, initial=-np.inf))
    bottom = np.fmin(np.nanmin(seen, axis=0), np.nanmin(passing, axis=0, initial=np.inf))
    edge = np.stack(
        [
            np.maximum(mean + sigmas * sigma, LARGER * top),
            np.maximum(-mean + sigmas * sigma, -LARGER * bottom),
        ],
        axis=1,
    )
    return Across(station, np.maximum(edge, floor), sigma, mean)
