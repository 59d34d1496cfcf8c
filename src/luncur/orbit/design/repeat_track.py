"""Orbits whose ground track closes on itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from luncur.errors import InputError, PhysicsError
from luncur.orbit.design.rates import orbit_rates
from luncur.orbit.design.sun_synchronous import sun_synchronous_inclination
from luncur.orbit.motion.constants import REFERENCE_RADIUS
from luncur.orbit.time_and_frames.frames import EARTH_SPIN


@dataclass(frozen=True)
class RepeatTrack:
    """A closed ground track: revolutions in days (turns of the Earth under the plane), and its mean orbit [m, -, rad].

    spacing: distance between neighbouring tracks at the equator [m]; shift: how much the semi-major axis differs from the one
    that was asked about [m], 0 where none was.
    """

    revolutions: int
    days: int
    semi_major_axis: float
    eccentricity: float
    inclination: float
    spacing: float
    shift: float = 0.0


def revolutions_per_turn(semi_major_axis: float, eccentricity: float, inclination: float) -> float:
    """Nodal revolutions while the Earth turns once under the drifting plane: a whole fraction where the track repeats."""
    rates = orbit_rates(semi_major_axis, eccentricity, inclination)
    return float((rates.perigee + rates.mean_anomaly) / (EARTH_SPIN - rates.node))


def repeat_track(revolutions: int, days: int, inclination: float | None, eccentricity: float = 0.0) -> RepeatTrack:
    """The mean orbit that closes its track after whole revolutions in whole days; inclination [rad], None: sun-synchronous.

    Exact to the secular rates of J2: revolutions (Earth's rate - node's) = days (perigee's + mean anomaly's).  Source: Vallado,
    4th ed., section 11.4.2.  Raises InputError for counts below 1 or with a common divisor, PhysicsError where the perigee would
    lie under the ground or no orbit below 100,000 km does it.
    """
    if revolutions < 1 or days < 1 or math.gcd(revolutions, days) != 1:
        raise InputError(
            "repeat track",
            "revolutions and days",
            f"{revolutions} in {days}",
            "whole numbers of at least 1 without a common divisor",
        )
    wanted = revolutions / days

    def inclined(a: float) -> float:
        return sun_synchronous_inclination(a, eccentricity) if inclination is None else inclination

    low, high = REFERENCE_RADIUS / (1.0 - eccentricity), 100e6
    if inclination is None:
        high = min(high, _largest_sun_synchronous(eccentricity))

    def excess(a: float) -> float:
        return revolutions_per_turn(a, eccentricity, inclined(a)) - wanted

    if not (low < high and excess(low) > 0.0 > excess(high)):
        raise PhysicsError(
            f"repeat track: {revolutions} revolutions in {days} days: no such orbit has its perigee above the ground and its "
            f"semi-major axis below {high / 1000:.0f} km"
        )
    a = _root(excess, low, high)
    return RepeatTrack(revolutions, days, a, eccentricity, inclined(a), 2 * math.pi * REFERENCE_RADIUS / revolutions)


def repeat_tracks_near(
    semi_major_axis: float, eccentricity: float, inclination: float | None, most_days: int, reach: float
) -> tuple[RepeatTrack, ...]:
    """Closed tracks of at most ``most_days`` days within ``reach`` [m] of a mean semi-major axis, shortest cycles first.

    inclination [rad], None: sun-synchronous.  Raises InputError for fewer than 1 day, more than 1,000, or a reach below 0.
    """
    if not 1 <= most_days <= 1000:
        raise InputError("repeat track", "most days", most_days, "a whole number from 1 to 1,000")
    if not 0 < reach < semi_major_axis * (1 - eccentricity) - REFERENCE_RADIUS:
        raise InputError("repeat track", "reach", reach, "above 0 and less than the perigee's height [m]")

    def turns(a: float) -> float:
        i = sun_synchronous_inclination(a, eccentricity) if inclination is None else inclination
        return revolutions_per_turn(a, eccentricity, i)

    fewest, most = turns(semi_major_axis + reach), turns(semi_major_axis - reach)
    found = []
    for days in range(1, most_days + 1):
        for revolutions in range(math.ceil(fewest * days), math.floor(most * days) + 1):
            if math.gcd(revolutions, days) == 1:
                track = repeat_track(revolutions, days, inclination, eccentricity)
                found.append(
                    RepeatTrack(
                        revolutions, days, track.semi_major_axis, eccentricity, track.inclination, track.spacing,
                        track.semi_major_axis - semi_major_axis,
                    )
                )  # fmt: skip
    return tuple(found)


def _largest_sun_synchronous(eccentricity: float) -> float:
    """Semi-major axis [m] beyond which no inclination is sun-synchronous."""

    def reachable(a: float) -> bool:
        try:
            sun_synchronous_inclination(a, eccentricity)
        except PhysicsError:
            return False
        return True

    low, high = REFERENCE_RADIUS, 100e6
    for _ in range(80):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if reachable(middle) else (low, middle)
    return low


def _root(f: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq

    return float(brentq(f, low, high, xtol=1e-6, rtol=1e-14))
