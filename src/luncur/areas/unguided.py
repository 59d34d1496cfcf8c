"""How far the impacts of an unguided rocket scatter, and how much wind its launcher can allow for."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.areas.ellipse import mean_point
from luncur.earth import distance_and_azimuth

Floats = NDArray[np.float64]

FEWEST = 20  # impacts
SHARES = (0.50, 0.90, 0.95)
# 14 CFR 417, Appendix C, C417.5: how far a launcher may be set off its nominal elevation and azimuth, and how steep.
ELEVATION_CHANGE = math.radians(5.0)
AZIMUTH_CHANGE = math.radians(30.0)
STEEPEST_PROVEN, STEEPEST = math.radians(86.0), math.radians(84.0)


@dataclass(frozen=True, slots=True)
class Scatter:
    """Radii [m] of circles that hold 50, 90 and 95 % of the impacts, about their mean and about the nominal impact.

    latitude, longitude [rad]: the mean impact.  low, high: 95 % sampling interval of the last radius about the nominal.
    """

    latitude: float
    longitude: float
    about_mean: tuple[float, float, float]
    about_nominal: tuple[float, float, float]
    low: float
    high: float
    samples: int


def scatter_of(latitude: Floats, longitude: Floats, nominal: tuple[float, float]) -> Scatter:
    """Scatter of impacts [rad], shape (n,), n >= 20, about their mean and a nominal point [rad].

    Radii are order statistics, so no distribution is assumed; a canopy that fails shows in them.  Raises ValueError for
    fewer than 20 impacts.
    """
    n = len(latitude)
    if n < FEWEST:
        raise ValueError("the scatter needs at least 20 impacts")
    mean = mean_point(latitude, longitude)
    from_mean, from_nominal = (
        np.sort([distance_and_azimuth(*point, float(a), float(b))[0] for a, b in zip(latitude, longitude, strict=True)])
        for point in (mean, nominal)
    )
    spread = 1.96 * math.sqrt(n * SHARES[-1] * (1 - SHARES[-1]))
    ranks = [min(max(math.ceil(n * SHARES[-1] + d), 1), n) for d in (-spread, spread)]
    r_mean, r_nominal = (
        tuple(float(r[math.ceil(n * share) - 1]) for share in SHARES) for r in (from_mean, from_nominal)
    )
    return Scatter(
        *mean, (r_mean[0], r_mean[1], r_mean[2]), (r_nominal[0], r_nominal[1], r_nominal[2]),
        float(from_nominal[ranks[0] - 1]), float(from_nominal[ranks[1] - 1]), n,
    )  # fmt: skip


def wind_by_elevation(wind_effect: float, tilt_effect: float, elevation: float, proven: bool) -> float:
    """Largest wind along the range [m/s] that the launcher's elevation can make up for, from either side.

    wind_effect: displacement of the impact [m per m/s]; tilt_effect: displacement [m/rad]; elevation [rad].
    Source: 14 CFR 417, C417.5 (5 deg of change, 86 deg in all, 84 deg for an unproven vehicle).
    """
    room = min(ELEVATION_CHANGE, (STEEPEST_PROVEN if proven else STEEPEST) - elevation)
    return _ratio(max(room, 0.0) * abs(tilt_effect), wind_effect)


def wind_by_azimuth(wind_effect: float, turn_effect: float) -> float:
    """Largest cross wind [m/s] that a change of azimuth by 30 deg can make up for; arguments as above."""
    return _ratio(AZIMUTH_CHANGE * abs(turn_effect), wind_effect)


def wind_by_radius(wind_effect: float, radius_95: float, allowed: float) -> float:
    """Largest wind [m/s] that nobody allows for under which 95 % of the impacts still lie in the allowed radius [m].

    0 when the scatter alone fills it.  The wind moves the impacts by wind_effect [m per m/s] and leaves their scatter.
    """
    return _ratio(max(allowed - radius_95, 0.0), wind_effect)


def _ratio(room: float, effect: float) -> float:
    return room / abs(effect) if effect != 0.0 else math.inf
