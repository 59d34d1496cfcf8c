"""Closed forms of a satellite over a round Earth: angles at satellite, point and centre; ranges; swath.

Five quantities of one triangle: off-nadir angle eta at the satellite, elevation e and incidence at the point, angle lambda at the centre, slant
range.  sin rho = R / (R + h); sin eta = cos e sin rho; lambda = 90 deg - eta - e.
Source: Wertz, Space Mission Analysis and Design, 3rd ed., section 5.2.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import SEMI_MAJOR_AXIS
from luncur.errors import InputError

Floats = NDArray[np.float64]


def earth_angular_radius(altitude: float, radius: float = SEMI_MAJOR_AXIS) -> float:
    """rho [rad]: half the angle that the Earth fills, seen from ``altitude`` [m]."""
    if not altitude > 0.0:
        raise InputError("geometry", "altitude", altitude, "a satellite above the ground, in m")
    return math.asin(radius / (radius + altitude))


def elevation_of_off_nadir(off_nadir: float, altitude: float, radius: float = SEMI_MAJOR_AXIS) -> float:
    """Elevation e [rad] of the satellite where its line of sight at an off-nadir angle [rad] meets the ground; nan beyond the horizon."""
    cosine = math.sin(off_nadir) / math.sin(earth_angular_radius(altitude, radius))
    return math.acos(cosine) if cosine <= 1.0 else math.nan


def earth_angle(off_nadir: float, altitude: float, radius: float = SEMI_MAJOR_AXIS) -> float:
    """lambda [rad]: angle at the Earth's centre from the point under the satellite to the one it sees; nan beyond the horizon."""
    return math.pi / 2 - off_nadir - elevation_of_off_nadir(off_nadir, altitude, radius)


def slant_range(off_nadir: float, altitude: float, radius: float = SEMI_MAJOR_AXIS) -> float:
    """Distance [m] to the ground along a line of sight; nan beyond the horizon."""
    if off_nadir == 0.0:
        return altitude
    return radius * math.sin(earth_angle(off_nadir, altitude, radius)) / math.sin(off_nadir)


def swath_width(half_angle: float, altitude: float, roll: float = 0.0, radius: float = SEMI_MAJOR_AXIS) -> float:
    """Width on the ground [m] of a field of view of +-half_angle [rad] across the track, turned by ``roll`` [rad].

    Without roll it is 2 lambda R.  An edge beyond the horizon ends at the horizon; nan where the whole field is beyond.
    """
    rho = earth_angular_radius(altitude, radius)
    low, high = abs(roll) - half_angle, abs(roll) + half_angle
    if low >= rho:
        return math.nan
    near = math.copysign(earth_angle(min(abs(low), rho), altitude, radius), low)
    return radius * (earth_angle(min(high, rho), altitude, radius) - near)


def half_angle_of_swath(swath: float, altitude: float, radius: float = SEMI_MAJOR_AXIS) -> float:
    """Half-angle [rad] across the track whose swath at nadir is ``swath`` [m]; InputError where it would reach beyond the horizon."""
    half = 0.5 * swath / radius
    if not 0.0 < half < math.acos(radius / (radius + altitude)):
        raise InputError(
            "geometry", "swath", swath, f"a width above 0 that the horizon of a satellite at {altitude:.0f} m allows"
        )
    return math.atan2(radius * math.sin(half), radius + altitude - radius * math.cos(half))
