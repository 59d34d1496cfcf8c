"""When a site lies in a wanted plane, where to launch to, and what a launch at another moment costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import ecef_from_geodetic
from luncur.errors import InputError, PhysicsError
from luncur.orbit.design.launch_plane import LaunchPlane
from luncur.orbit.motion.constants import MU
from luncur.orbit.time_and_frames.earth_orientation import earth_orientation
from luncur.orbit.time_and_frames.frames import EARTH_SPIN, celestial_to_earth_fixed
from luncur.orbit.time_and_frames.times import seconds_between, tt, utc_after

Floats = NDArray[np.float64]
LONGEST = 1000 * 86400.0  # span that is looked through [s]
_NEAREST = 1e-6  # how far below the latitude an inclination may lie and still be reached due east or west [rad]


@dataclass(frozen=True)
class LaunchPass:
    """A moment (UTC) when the site lies in the plane.

    ascending: whether the satellite passes it northward; azimuth_inertial, azimuth_earth_fixed [rad] clockwise from north: of
    the insertion's velocity among the stars and over the turning ground; raan: of the plane, on the mean equator of date [rad].
    """

    time: datetime
    ascending: bool
    azimuth_inertial: float
    azimuth_earth_fixed: float
    raan: float


@dataclass(frozen=True)
class OffsetCost:
    """What launches ``minutes`` (n,) later than a pass cost; earlier ones are below zero.

    out_of_plane [rad]: angle between the site and the plane; least [m/s]: turning into the plane from the nearest one through the
    site, a quarter of a revolution on; same_inclination [m/s]: turning from the plane through the site with the wanted
    inclination, whose node is off by the Earth's turn.  Both are single turns at the speed of insertion.
    """

    minutes: Floats
    out_of_plane: Floats
    least: Floats
    same_inclination: Floats


def circular_speed(altitude: float) -> float:
    """Speed [m/s] of a circular orbit at a height [m] above the mean equatorial radius."""
    return math.sqrt(MU / (6378136.3 + altitude))


def launch_passes(
    latitude: float, longitude: float, plane: LaunchPlane, start: datetime, end: datetime, speed: float
) -> tuple[LaunchPass, ...]:
    """All moments from ``start`` to ``end`` (UTC) when a site (geodetic, [rad]) lies in a plane, in their order.

    speed: of insertion, inertial [m/s].  The ascent's own length is left out: a real launch leads or lags by what its arc over
    the ground takes.  Raises PhysicsError where the inclination is below the site's latitude, InputError for a span that is
    empty or above 1,000 days, or that the orientation data do not cover.
    """
    span = _span(start, end)
    if not speed > 0:
        raise InputError("launch window", "speed", speed, "above 0 [m/s]")
    _require_reachable(latitude, plane)
    found = []
    for ascending in (True, False):
        t = _moments(latitude, longitude, plane, start, span, ascending)
        t = t[(t >= 0) & (t <= span)]
        raan = plane.node_at(start, t)
        north, _ = _site(latitude, longitude, start, t)
        for k in range(len(t)):
            inertial, fixed = launch_azimuths(float(north[k]), plane.inclination, ascending, speed)
            found.append(
                LaunchPass(utc_after(start, float(t[k])), ascending, inertial, fixed, float(raan[k]) % (2 * math.pi))
            )
    return tuple(sorted(found, key=lambda p: p.time))


def launch_azimuths(latitude: float, inclination: float, ascending: bool, speed: float) -> tuple[float, float]:
    """Azimuth [rad] of the insertion velocity, inertial and over the turning ground, from a geocentric latitude [rad].

    sin(azimuth) = cos(inclination)/cos(latitude); the ground's own speed eastward, at the Earth's equatorial radius times the
    cosine of the latitude, is then taken off.  Source: Vallado, 4th ed., section 6.4.1.
    """
    sine = max(-1.0, min(1.0, math.cos(inclination) / max(math.cos(latitude), 1e-12)))
    inertial = math.asin(sine) if ascending else math.pi - math.asin(sine)
    east = speed * math.sin(inertial) - EARTH_RATE * 6378136.3 * math.cos(latitude)
    return inertial % (2 * math.pi), math.atan2(east, speed * math.cos(inertial)) % (2 * math.pi)


def offset_cost(
    latitude: float, longitude: float, plane: LaunchPlane, at: LaunchPass, minutes: ArrayLike, speed: float
) -> OffsetCost:
    """What it costs to launch other minutes than those of a pass; speed of insertion [m/s]."""
    m = np.atleast_1d(np.asarray(minutes, dtype=np.float64))
    seconds = m * 60.0
    inclination, raan = plane.inclination, plane.node_at(at.time, seconds)
    north, east = _site(latitude, longitude, at.time, seconds)
    off = np.arcsin(
        np.clip(np.cos(inclination) * np.sin(north) + np.sin(inclination) * np.cos(north) * np.sin(raan - east), -1, 1)
    )
    turn = np.arcsin(np.clip(np.abs(np.sin(inclination) * np.sin((EARTH_SPIN - plane.node_rate) * seconds / 2)), 0, 1))
    return OffsetCost(m, np.abs(off), 2 * speed * np.sin(np.abs(off) / 2), 2 * speed * np.sin(turn))


def window(
    latitude: float, longitude: float, plane: LaunchPlane, at: LaunchPass, budget: float, speed: float
) -> tuple[datetime, datetime]:
    """First and last moment (UTC) around a pass at which the least cost stays within a budget [m/s], to a second.

    At most six hours to each side.  Raises InputError for a budget below 0.
    """
    if not budget >= 0:
        raise InputError("launch window", "budget", budget, "at least 0 [m/s]")
    ends = []
    for sign in (-1.0, 1.0):
        minutes = sign * np.arange(0.0, 361.0)
        within = offset_cost(latitude, longitude, plane, at, minutes, speed).least <= max(budget, 1e-3)
        last = len(minutes) - 1 if within.all() else int(np.argmin(within)) - 1
        fine = minutes[max(last, 0)] + sign * np.arange(0, 61) / 60.0
        inside = offset_cost(latitude, longitude, plane, at, fine, speed).least <= budget
        kept = fine[int(np.argmin(inside)) - 1] if inside[0] and not inside.all() else fine[0]
        ends.append(utc_after(at.time, float(kept) * 60.0))
    return ends[0], ends[1]


def _span(start: datetime, end: datetime) -> float:
    """Seconds between two times that the orientation data cover."""
    known = earth_orientation()
    for name, time in (("start", start), ("end", end)):
        if time.tzinfo is None or not known.first < time.astimezone(UTC).date() < known.last:
            expected = f"a time with its zone, after {known.first} and before {known.last} ({known.version})"
            raise InputError("launch window", name, time.isoformat(), expected)
    span = seconds_between(start, end)
    if not 0 < span <= LONGEST:
        expected = f"a time after {start.isoformat()}, by at most 1,000 days"
        raise InputError("launch window", "end", end.isoformat(), expected)
    return span


def _require_reachable(latitude: float, plane: LaunchPlane) -> None:
    x, _, z = ecef_from_geodetic(latitude, 0.0, 0.0)
    inclination = plane.inclination
    if math.sin(inclination) < 1e-6:
        raise PhysicsError(
            "launch window: the plane of the equator has no node: a site on the equator always lies in it, any other never"
        )
    geocentric = abs(math.atan2(z, x))
    if geocentric > min(inclination, math.pi - inclination) + _NEAREST:
        raise PhysicsError(
            f"launch window: inclination {math.degrees(inclination):.2f} deg: the plane never passes over a site at "
            f"{math.degrees(latitude):.2f} deg latitude ({math.degrees(geocentric):.2f} deg geocentric), which reaches inclinations "
            f"from {math.degrees(geocentric):.2f} to {180 - math.degrees(geocentric):.2f} deg without a turn"
        )


def _moments(
    latitude: float, longitude: float, plane: LaunchPlane, start: datetime, span: float, ascending: bool
) -> Floats:
    """Seconds after ``start`` at which the site lies in the plane, on one side; a few lie outside the span.

    tan(latitude) = tan(inclination) sin(angle east of the node); the site's place is computed anew until the time settles.
    """
    rate = EARTH_SPIN - plane.node_rate
    day = 2 * math.pi / rate
    t = _missing(latitude, longitude, plane, start, np.zeros(1), ascending) / rate % day - day
    moments = t + day * np.arange(int(span / day) + 4)
    for _ in range(5):
        missing = _missing(latitude, longitude, plane, start, np.clip(moments, 0.0, span), ascending)
        moments = np.clip(moments, 0.0, span) + missing / rate
    return np.unique(np.round(moments, 3))


def _missing(
    latitude: float, longitude: float, plane: LaunchPlane, start: datetime, seconds: Floats, ascending: bool
) -> Floats:
    """How far the site must still turn eastward [rad], between minus and plus half a turn."""
    raan = plane.node_at(start, seconds)
    north, east = _site(latitude, longitude, start, seconds)
    tangent = math.tan(plane.inclination) if math.sin(plane.inclination) > 1e-9 else 1.0
    along = np.arcsin(np.clip(np.tan(north) / tangent, -1.0, 1.0))
    wanted = raan + (along if ascending else np.pi - along)
    return np.asarray(np.remainder(wanted - east + np.pi, 2 * np.pi) - np.pi)


def _site(latitude: float, longitude: float, start: datetime, seconds: Floats) -> tuple[Floats, Floats]:
    """Declination and right ascension [rad] (n,) of the site from the Earth's centre, in mean axes of date."""
    import erfa

    fixed = np.array(ecef_from_geodetic(latitude, longitude, 0.0))
    celestial = np.einsum("nji,j->ni", celestial_to_earth_fixed(start, seconds), fixed)
    x, y, z = np.einsum("nij,nj->ni", erfa.pmat06(*tt(start, seconds)), celestial).T
    return np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)
