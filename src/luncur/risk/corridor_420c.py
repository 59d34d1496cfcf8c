"""Casualty expectation over a launch site's flight corridor, by the rule's own hand method.

It knows a class of vehicle and the trace of the impact point, but no flight, breakup or weather, so it is a yardstick
beside the simulated study.  Only the probability of failure is confirmed; everything in ``UNCONFIRMED`` is recalled.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.earth.geodesic import destination, distance_and_azimuth

Floats = NDArray[np.float64]
Density = Callable[[ArrayLike, ArrayLike], Floats]

NAUTICAL_MILE, SQUARE_MILE = 1852.0, 1609.344**2  # [m], [m2]
FAILURE_PROBABILITY = 0.10  # Part 420 Appendix C (a)
FLIGHT_TIME = 643.0  # [s], over which the probability of failure is spread; unconfirmed
REACH = 5000.0  # [nm], where the method ends
CORRIDOR_SIGMAS = 5.0  # from the trace to the edge of the corridor; unconfirmed

UNCONFIRMED = (
    "flight time of 643 s over which the probability of failure is spread",
    "dwell time by Simpson's rule across the trace, and the edge of the corridor at 5 sigma",
    "table C-2, speed of the impact point by range",
    "table C-3, casualty area by class of vehicle and range",
)

# Range [nm] from which a row holds, speed of the impact point [nm/s]; table C-2, unconfirmed.
RANGE_RATE = (
    (0, 0.75), (76, 1.73), (301, 4.25), (901, 8.85), (1701, 19.75), (2601, 42.45), (3501, 84.85), (4501, 154.95),
)  # fmt: skip
# Range [nm] from which a column of CASUALTY_AREA holds; square statute miles; table C-3, unconfirmed.
AREA_FROM = (0, 50, 1750)
CASUALTY_AREA = {
    "small": (3.14e-2, 2.47e-2, 3.01e-4),
    "medium": (1.28e-1, 2.98e-2, 5.52e-3),
    "medium large": (4.71e-2, 9.82e-3, 7.75e-3),
    "large": (8.59e-2, 2.45e-2, 1.45e-2),
}
# Half width of the Appendix A corridor [nm]: at the pad, at 10, 100 and 5000 nm; straight between.
WIDTH_AT = (0.0, 10.0, 100.0, 5000.0)
HALF_WIDTH = {
    "small": (1.20, 39.45 / 2, 117.87 / 2, 1763.27 / 2),
    "medium": (1.53, 40.76 / 2, 118.53 / 2, 1763.27 / 2),
    "medium large": (1.74, 41.62 / 2, 118.96 / 2, 1763.27 / 2),
    "large": (2.14, 43.20 / 2, 119.75 / 2, 1763.27 / 2),
}


@dataclass(frozen=True, slots=True)
class CorridorRow:
    """One stretch of the trace: ranges [nm], sigma across it [nm], casualty area [m2], people in the corridor."""

    start: float
    end: float
    sigma: float
    casualty_area: float
    people: float
    casualty_expectation: float


def overflight_probability(length: float, speed: float, near: float, far: float, sigma: float) -> float:
    """Probability that debris falls on a strip beside the trace.

    length of the strip along the trace [nm]; speed of the impact point [nm/s]; its near and far side across the trace
    and the standard deviation there [nm].  Source: 14 CFR 420 Appendix C, recalled, unconfirmed.
    """
    middle = 0.5 * (near + far)
    bell = [math.exp(-0.5 * (y / sigma) ** 2) for y in (near, middle, far)]
    across = abs(far - near) / (6.0 * sigma * math.sqrt(2.0 * math.pi)) * (bell[0] + 4.0 * bell[1] + bell[2])
    return FAILURE_PROBABILITY / FLIGHT_TIME * (length / speed) * across


def corridor_casualty_expectation(
    latitude: ArrayLike,
    longitude: ArrayLike,
    vehicle_class: str,
    density: Density,
    strips: int = 20,
    step: float = 10.0,
) -> tuple[CorridorRow, ...]:
    """Casualty expectation of each stretch of a trace out to 5000 nm; the corridor's is their sum.

    latitude, longitude: trace of the impact point from the pad on [rad], points that are not numbers left out;
    vehicle_class: a key of ``CASUALTY_AREA``; density: people per m2 at points [rad].  Stretches are at most ``step``
    [nm] long; the corridor of Appendix A is cut across into ``strips``.  An empty trace has no rows.
    Raises ValueError for an unknown class.  Source: 14 CFR 420 Appendices A and C; see ``UNCONFIRMED``.
    """
    if vehicle_class not in CASUALTY_AREA:
        raise ValueError(f"needs a vehicle class: {', '.join(CASUALTY_AREA)}")
    rows: list[CorridorRow] = []
    travelled = 0.0
    for here, azimuth, length in _stretches(latitude, longitude, step):
        if travelled >= REACH:
            break
        rows.append(_stretch(here, azimuth, length, travelled, vehicle_class, density, strips))
        travelled += length
    return tuple(rows)


def _stretches(
    latitude: ArrayLike, longitude: ArrayLike, step: float
) -> list[tuple[tuple[float, float], float, float]]:
    """Middle [rad], azimuth [rad] and length [nm] of each stretch of the trace."""
    a, b = np.asarray(latitude, dtype=np.float64), np.asarray(longitude, dtype=np.float64)
    ok = np.isfinite(a) & np.isfinite(b)
    points = list(zip(a[ok].tolist(), b[ok].tolist(), strict=True))
    out = []
    for (lat1, lon1), (lat2, lon2) in itertools.pairwise(points):
        distance, azimuth = distance_and_azimuth(lat1, lon1, lat2, lon2)
        parts = math.ceil(distance / (step * NAUTICAL_MILE))
        for i in range(parts):
            middle = destination(lat1, lon1, azimuth, distance * (i + 0.5) / parts)
            out.append((middle, azimuth, distance / parts / NAUTICAL_MILE))
    return out


def _stretch(
    here: tuple[float, float],
    azimuth: float,
    length: float,
    start: float,
    vehicle_class: str,
    density: Density,
    strips: int,
) -> CorridorRow:
    middle = start + 0.5 * length
    half = float(np.interp(middle, WIDTH_AT, HALF_WIDTH[vehicle_class]))
    sigma = half / CORRIDOR_SIGMAS
    speed = RANGE_RATE[bisect_right(RANGE_RATE, middle, key=lambda row: row[0]) - 1][1]
    area = CASUALTY_AREA[vehicle_class][bisect_right(AREA_FROM, middle) - 1] * SQUARE_MILE
    edges = np.linspace(-half, half, strips + 1)
    across = 0.5 * (edges[:-1] + edges[1:])
    points = np.array([destination(*here, azimuth + math.pi / 2, y * NAUTICAL_MILE) for y in across])
    crowd = density(points[:, 0], points[:, 1])
    hit = [overflight_probability(length, speed, near, far, sigma) for near, far in itertools.pairwise(edges)]
    ground = length * (2 * half / strips) * NAUTICAL_MILE**2  # of each strip [m2]
    expectation = float(np.dot(hit, crowd)) * area
    return CorridorRow(start, start + length, sigma, area, float(crowd.sum()) * ground, expectation)
