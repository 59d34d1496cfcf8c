"""Orbits whose plane keeps its angle to the mean Sun, and the local time of a node."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.errors import InputError, PhysicsError
from luncur.orbit.design.rates import DAY, SUN_RATE, orbit_rates
from luncur.orbit.motion.constants import J2, MU, REFERENCE_RADIUS
from luncur.orbit.time_and_frames.times import MODIFIED, TT_LESS_TAI

Floats = NDArray[np.float64]
HOUR = math.pi / 12  # of right ascension [rad]
_ORDINAL_OF_MODIFIED = 678576  # of the day that the Modified Julian Date counts from


def sun_synchronous_inclination(semi_major_axis: float, eccentricity: float = 0.0) -> float:
    """Inclination [rad] at which the node drifts with the mean Sun, for a mean semi-major axis [m].

    cos i = -2/3 (rate of the Sun) p^2 / (n J2 R^2), Vallado, 4th ed., equation 11-14.  Raises PhysicsError where even a
    retrograde equatorial orbit drifts too slowly.
    """
    cosine = -_pull(semi_major_axis, eccentricity)
    if cosine < -1.0:
        raise PhysicsError(
            f"sun-synchronous orbit: a semi-major axis of {semi_major_axis / 1000:.0f} km with eccentricity {eccentricity:g} "
            "drifts more slowly than the Sun at every inclination"
        )
    return math.acos(cosine)


def sun_synchronous_semi_major_axis(inclination: float, eccentricity: float = 0.0) -> float:
    """Mean semi-major axis [m] of the sun-synchronous orbit of an inclination [rad], above 90 deg.

    Raises PhysicsError for a prograde or polar orbit, whose node never drifts eastward, and for an orbit inside the Earth.
    """
    wanted = -math.cos(inclination)
    if not 0.0 < wanted <= 1.0:
        raise PhysicsError(
            f"sun-synchronous orbit: inclination {math.degrees(inclination):.2f} deg: only a node of a retrograde orbit, above "
            "90 deg, moves eastward with the Sun"
        )
    a = REFERENCE_RADIUS * (wanted / _pull(REFERENCE_RADIUS, eccentricity)) ** (2.0 / 7.0)
    if a * (1.0 - eccentricity) <= REFERENCE_RADIUS:
        raise PhysicsError(
            f"sun-synchronous orbit: inclination {math.degrees(inclination):.2f} deg: its perigee would lie "
            f"{(REFERENCE_RADIUS - a * (1 - eccentricity)) / 1000:.0f} km under the ground"
        )
    return a


def local_time_drift(semi_major_axis: ArrayLike, eccentricity: ArrayLike, inclination: ArrayLike) -> Floats:
    """Seconds of mean local time that the node gains in a day; above zero it goes later."""
    node = orbit_rates(semi_major_axis, eccentricity, inclination).node
    return np.asarray((node - SUN_RATE) * DAY * DAY / (2 * np.pi))


def local_time_of_node(raan: float, inclination: float, when: datetime, *, apparent: bool = False) -> float:
    """Local solar time [h], 0 to 24, at the ascending node of an orbit with a node and inclination [rad] in GCRS axes.

    Of the mean Sun, or of the true one where ``apparent`` (up to 16 min apart).  UT1 is taken as UTC: 0.9 s at most.  The
    descending node has 12 h more.  Without meaning for an equatorial orbit, which has no node.
    """
    node = of_date(inclination, raan, when)[1]
    return float(((node - noon_meridian(when, apparent)) / HOUR + 12.0) % 24.0)


def raan_of_local_time(hours: float, inclination: float, when: datetime, *, apparent: bool = False) -> float:
    """Right ascension of the ascending node [rad], GCRS, at which it has a local time [h]; the reverse of the above.

    Raises InputError for hours outside 0 to 24.
    """
    if not 0.0 <= hours <= 24.0:
        raise InputError("orbit design", "local time of the node", hours, "0 to 24 [h]")
    wanted = noon_meridian(when, apparent) + (hours - 12.0) * HOUR
    raan = wanted
    for _ in range(4):  # precession moves it by a third of a degree in these decades
        raan += math.remainder(wanted - of_date(inclination, raan, when)[1], 2 * math.pi)
    return raan % (2 * math.pi)


def _pull(a: float, e: float) -> float:
    """The Sun's rate over the node's at 180 deg inclination."""
    p = a * (1.0 - e * e)
    return SUN_RATE / (1.5 * math.sqrt(MU / a**3) * J2 * (REFERENCE_RADIUS / p) ** 2)


def noon_meridian(when: datetime, apparent: bool = False) -> float:
    """Right ascension [rad] of the meridian where it is noon by the mean or the true Sun, from the mean equinox of date."""
    import erfa

    ut, terrestrial = _julian(when)
    if not apparent:
        return float(erfa.gmst06(*ut, *terrestrial)) - 2 * math.pi * (((ut[0] - 0.5) % 1.0 + ut[1]) % 1.0) + math.pi
    heliocentric, _ = erfa.epv00(*terrestrial)
    seen = erfa.pmat06(*terrestrial) @ -np.asarray(heliocentric["p"])
    return math.atan2(float(seen[1]), float(seen[0]))


def of_date(inclination: float, raan: float, when: datetime) -> tuple[float, float]:
    """Inclination and node [rad] on the mean equator of date, from its equinox, of a plane given in GCRS axes."""
    import erfa

    s, c = math.sin(inclination), math.cos(inclination)
    x, y, z = erfa.pmat06(*_julian(when)[1]) @ np.array([s * math.sin(raan), -s * math.cos(raan), c])
    return math.acos(max(-1.0, min(1.0, float(z)))), math.atan2(float(x), -float(y))


def _julian(when: datetime) -> tuple[tuple[float, float], tuple[float, float]]:
    """Julian dates of UTC and TT, in two parts.  No leap second is known after 2028: a second of time moves nothing here.

    Raises InputError for a time without its zone.
    """
    import erfa

    if when.tzinfo is None:
        raise InputError("orbit design", "time", when.isoformat(), "a time with its zone, such as 2024-06-01T12:00:00Z")
    t = when.astimezone(UTC)
    day = MODIFIED + t.toordinal() - _ORDINAL_OF_MODIFIED
    part = (t - t.replace(hour=0, minute=0, second=0, microsecond=0)).total_seconds() / DAY
    leap = float(erfa.dat(min(t.year, 2028), t.month, min(t.day, 28), 0.0))
    return (day, part), (day, part + (leap + TT_LESS_TAI) / DAY)
