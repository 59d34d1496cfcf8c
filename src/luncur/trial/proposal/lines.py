"""Impact limit lines: as far from the trace as a bad flight may need, and short of people where normal flights leave room."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import MEAN_RADIUS
from luncur.errors import PhysicsError
from luncur.termination.rule_table import WIDEST as WIDEST_AREA
from luncur.termination.rule_table import unit_vectors
from luncur.trial.proposal.people import Places
from luncur.trial.proposal.spread import Across
from luncur.trial.proposal.trace import Trace

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STATIONS = 98  # corners to each side, with one more behind the pad; an area has 200 at most
FINE = 2e3, 0.03, 20e3  # stations of the widths: at least, share of the distance from the pad, at most [m]
COARSE = 5e3, 0.08  # of the corners: at least [m], share
WIDEST = 0.25  # of a quarter of the globe: farther out, sides and trace have little to do with each other


@dataclass(frozen=True)
class Widths:
    """Distances of the line from the trace at stations along it.

    station[k] [m]; width[k, 2] to the left and right [m]; reserve[k] [m]: how far beyond a line pieces of a flight ended there
    may come down, spread of the pieces and travel of the impact point; wanted[k, 2]: the width without people; closest[k, 2]: the
    width that people cannot make smaller.
    """

    station: Floats
    width: Floats
    reserve: Floats
    wanted: Floats
    closest: Floats

    def inside(self, along: Floats, left: Floats, more: Floats | float = 0.0) -> Bools:
        """Whether places lie within the line, or within ``more`` [m] of it to the sides."""
        side = np.where(
            left >= 0,
            np.interp(along, self.station, self.width[:, 0]),
            np.interp(along, self.station, self.width[:, 1]),
        )
        return (np.abs(left) <= side + more) & (along >= self.station[0] - more) & (along <= self.station[-1] + more)


def fine_stations(front: float) -> Floats:
    """Distances from the pad [m], 0 to the front of the line, close together near the pad."""
    out = [0.0]
    least, share, most = FINE
    while out[-1] < front:
        out.append(out[-1] + min(max(least, share * out[-1]), most))
    out[-1] = front
    return np.array(out)


def widths(normal: Across, closest: Floats, reserve: Floats, slope: Floats, places: Places) -> Widths:
    """The normal flights' edge and the reserve beyond it; drawn in until the reserve ends short of people, at most to ``closest``.

    normal.edge, closest[k, 2], reserve[k] [m] and slope[k], by which a width may change along the trace [m/m], at stations.
    People between the edges are overflown by normal flights: no line helps them.
    """
    station, edge = normal.station, normal.edge
    wanted = np.minimum(np.maximum(edge + reserve[:, None], closest), WIDEST * np.pi / 2 * MEAN_RADIUS)
    width = wanted.copy()
    at_place = np.interp(places.along, station, reserve) + places.half
    for side, sign in ((0, 1.0), (1, -1.0)):
        away = sign * places.left
        beyond = np.flatnonzero(away > np.interp(places.along, station, edge[:, side]))
        for j in beyond.tolist():
            reach = at_place[j]
            near = np.flatnonzero(np.abs(station - places.along[j]) < reach)
            allowed = away[j] - np.sqrt(reach**2 - (station[near] - places.along[j]) ** 2)
            width[near, side] = np.minimum(width[near, side], allowed)
    width = np.maximum(width, closest)
    return Widths(station, np.maximum(_gentle(station, width, slope), closest), reserve, wanted, closest)


def _gentle(station: Floats, width: Floats, slope: Floats) -> Floats:
    """No width grows or shrinks along the trace by more than the slope: an impact point that runs ahead would meet the line head on."""
    out = width.copy()
    step = np.diff(station)
    for k in range(1, len(station)):
        out[k] = np.minimum(out[k], out[k - 1] + slope[k] * step[k - 1])
    for k in range(len(station) - 2, -1, -1):
        out[k] = np.minimum(out[k], out[k + 1] + slope[k] * step[k])
    return out


def corners(trace: Trace, drawn: Widths, front: float, back: float) -> Floats:
    """Latitude and longitude [rad, n, 2] of the area between the lines, from ``back`` behind the pad to ``front`` along the trace [m].

    Between two corners the side never lies outside the widths, unless what people cannot make smaller does.
    Raises PhysicsError when the sides cross each other.
    """
    at = _coarse(front)
    side = np.empty((len(at), 2))
    for k in range(len(at)):
        low, high = at[max(k - 1, 0)], at[min(k + 1, len(at) - 1)]
        around = np.unique(
            np.concatenate([drawn.station[(drawn.station > low) & (drawn.station < high)], [low, at[k], high]])
        )
        for c in (0, 1):
            closest = np.interp(around, drawn.station, drawn.width[:, c]).min()
            side[k, c] = max(closest, float(np.interp(around, drawn.station, drawn.closest[:, c]).max()))
    left = np.stack(trace.place(np.concatenate([[-back], at]), np.concatenate([side[:1, 0], side[:, 0]])), axis=1)
    right = np.stack(trace.place(np.concatenate([[-back], at]), -np.concatenate([side[:1, 1], side[:, 1]])), axis=1)
    ring = np.concatenate([left, right[::-1]])
    check_ring(ring)
    return ring


def _coarse(front: float) -> Floats:
    """Stations of the corners [m]: half of them even in ds / max(5 km, 8 % of s), the others even in s.

    Without these the middle of the corners, about which an area must lie, would be close to the pad.
    """
    s = np.linspace(0.0, front, 20_001)
    least, share = COARSE
    count = np.concatenate([[0.0], np.cumsum(np.diff(s) / np.maximum(least, share * s[1:]))])
    close = np.interp(np.linspace(0.0, count[-1], STATIONS // 2), count, s)
    out = np.unique(np.concatenate([close, np.linspace(0.0, front, STATIONS - STATIONS // 2)]))
    kept = [float(out[0])]
    for x in out[1:-1].tolist():
        if x - kept[-1] >= 0.5 * least and front - x >= 0.5 * least:
            kept.append(x)
    return np.array([*kept, front])


def gnomonic(ring: Floats) -> Floats:
    """Places [rad, n, 2] on the plane about their middle, in which great circles are straight [n, 2]."""
    v = unit_vectors(ring)
    middle = v.mean(axis=0)
    middle /= np.linalg.norm(middle)
    helper = np.array([0.0, 0.0, 1.0]) if abs(middle[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    x = np.cross(helper, middle)
    x /= np.linalg.norm(x)
    return np.stack([v @ x, v @ np.cross(middle, x)], axis=1) / (v @ middle)[:, None]


def check_ring(ring: Floats) -> None:
    """Raises PhysicsError for a border that crosses itself, or that goes farther from its middle than an area may."""
    from shapely import LinearRing

    v = unit_vectors(ring)
    middle = v.mean(axis=0)
    if (v @ middle).min() < math.cos(WIDEST_AREA) * float(np.linalg.norm(middle)):
        raise PhysicsError("the limit line goes farther than 80 deg of arc from its middle: an area cannot hold it")
    if not LinearRing(gnomonic(ring)).is_simple:
        raise PhysicsError(
            "the sides of the limit line cross each other: the trace bends more sharply than the line is wide"
        )


def rear(places: Places, drawn: Widths, floor: float) -> float:
    """How far behind the pad the area goes [m]: as far as to the sides, short of people behind it, at least the floor."""
    wanted = float(drawn.width[0].min())
    reach = float(drawn.reserve[0])
    behind = (places.along < 0) & (np.abs(places.left) < wanted + reach)
    nearest = float((-places.along[behind] - reach - places.half[behind]).min()) if behind.any() else wanted
    return max(min(wanted, nearest), floor)
