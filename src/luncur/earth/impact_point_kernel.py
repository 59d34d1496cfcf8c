"""The vacuum impact point of one state."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import ECCENTRICITY_SQUARED, SEMI_MAJOR_AXIS

FOUND = 0
ORBIT = 10  # perigee above the surface
ESCAPE = 11
BELOW_GROUND = 12
MISSES = 13  # the arc passes over the ellipsoid
UNUSABLE = 20  # not a finite state

_RATIO = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED)
_RADII = 40  # successive ones at the most
_LOOKS = 90  # of a revolution


@kernel
def _along(angle, arc):
    """Position on a Kepler arc so far [rad of eccentric anomaly] behind its start; ``impact_point_of`` names its elements."""
    x, y, z, ux, uy, uz, ec, es, mean = arc
    dc = math.cos(angle)
    ds = math.sin(angle)
    f = (dc - ec) / (1.0 - ec)
    g = (ds + es - (es * dc + ec * ds)) * mean
    return f * x + g * ux, f * y + g * uy, f * z + g * uz


@kernel
def _clearance(angle, arc):
    """Above 0 where that place is outside the ellipsoid, below 0 inside."""
    a, b, c = _along(angle, arc)
    return (a * a + b * b + (1.0 + _RATIO) * c * c) / (SEMI_MAJOR_AXIS * SEMI_MAJOR_AXIS) - 1.0


@kernel
def _first_contact(arc):
    """How far behind its start [rad of eccentric anomaly] an arc first goes into the ellipsoid; nan when it never does.

    Looks every 4 degrees, and at the lowest point of a parabola where the clearance turns between looks.
    """
    piece = 2.0 * math.pi / _LOOKS
    earlier = _clearance(-piece, arc)
    last = _clearance(0.0, arc)
    for i in range(1, _LOOKS + 1):
        now = _clearance(i * piece, arc)
        if last < earlier and last <= now:
            lowest = (i - 1 + 0.5 * (earlier - now) / (earlier - 2.0 * last + now)) * piece
            if lowest > 0.0 and _clearance(lowest, arc) < 0.0:
                return _halved(max((i - 2) * piece, 0.0), lowest, arc)
        if now < 0.0:
            return _halved((i - 1) * piece, i * piece, arc)
        earlier = last
        last = now
    return math.nan


@kernel
def _halved(outside, inside, arc):
    """The place between one outside and one inside where the arc goes in."""
    for _ in range(50):
        middle = 0.5 * (outside + inside)
        if _clearance(middle, arc) < 0.0:
            inside = middle
        else:
            outside = middle
    return inside


@kernel
def impact_point_of(x, y, z, vx, vy, vz, mu, rate):
    """Latitude, longitude [rad], time of flight [s] and status of an Earth-fixed state [m], [m/s].

    The Kepler arc of the inertial velocity is cut with the ellipsoid by successive radii, then the
    Earth (gravitational parameter mu [m3/s2], rate [rad/s]) is turned by the time of flight.  Angles and time are nan when there is no impact.
    Source: 14 CFR 420 Appendix B, (d)(3)(v), iterated beyond the appendix's 1 ft; arcs that meet the ellipsoid at less than about
    half a degree, on which the radii may not settle or settle on a later contact, are searched for their first.
    """
    nan = math.nan
    r = math.sqrt(x * x + y * y + z * z)
    ux = vx - rate * y
    uy = vy + rate * x
    uz = vz
    v2 = ux * ux + uy * uy + uz * uz
    if not (r > 0.0 and v2 < 1e12 and r < 1e12):
        return nan, nan, nan, UNUSABLE
    # radius of the ellipsoid under the vehicle: the first guess
    rk = SEMI_MAJOR_AXIS / math.sqrt(_RATIO * (z / r) * (z / r) + 1.0)
    if r < rk:
        return nan, nan, nan, BELOW_GROUND
    ec = r * v2 / mu - 1.0
    if ec >= 1.0:
        return nan, nan, nan, ESCAPE
    at = r / (1.0 - ec)
    es = (x * ux + y * uy + z * uz) / math.sqrt(mu * at)
    eps2 = ec * ec + es * es
    if at * (1.0 - math.sqrt(eps2)) > SEMI_MAJOR_AXIS:
        return nan, nan, nan, ORBIT
    if eps2 < 1e-18:  # circular at the surface: the arc has no direction of descent
        return nan, nan, nan, ORBIT
    mean = math.sqrt(at * at * at / mu)
    xi = x
    yi = y
    zi = z
    dc = 1.0
    ds = 0.0
    esk = 0.0
    settled = False
    for _ in range(_RADII):
        eck = (at - rk) / at
        radicand = eps2 - eck * eck
        if radicand < 0.0:
            break
        esk = -math.sqrt(radicand)
        dc = (eck * ec + esk * es) / eps2
        ds = (esk * ec - eck * es) / eps2
        f2 = (dc - ec) / (1.0 - ec)
        g2 = (ds + es - esk) * mean
        xi = f2 * x + g2 * ux
        yi = f2 * y + g2 * uy
        zi = f2 * z + g2 * uz
        rn = SEMI_MAJOR_AXIS / math.sqrt(_RATIO * (zi / rk) * (zi / rk) + 1.0)
        step = rn - rk
        rk = rn
        if abs(step) < 1e-5:
            settled = True
            break
    # an arc rounder than the ellipsoid (eccentricity below twice the flattening) may meet it elsewhere before
    if not settled or eps2 < ECCENTRICITY_SQUARED * ECCENTRICITY_SQUARED:
        arc = (x, y, z, ux, uy, uz, ec, es, mean)
        angle = _first_contact(arc)
        if math.isnan(angle):
            return nan, nan, nan, MISSES
        dc = math.cos(angle)
        ds = math.sin(angle)
        esk = es * dc + ec * ds
        xi, yi, zi = _along(angle, arc)
        rk = math.sqrt(xi * xi + yi * yi + zi * zi)
    de = math.atan2(ds, dc)
    if de < 0.0:
        de += 2.0 * math.pi
    time = (de + es - esk) * mean
    sine = zi / rk
    latitude = math.atan2(sine, math.sqrt(max(1.0 - sine * sine, 0.0)) * (1.0 - ECCENTRICITY_SQUARED))
    longitude = math.atan2(yi, xi) - rate * time
    longitude = longitude - 2.0 * math.pi * math.floor((longitude + math.pi) / (2.0 * math.pi))
    return latitude, longitude, time, FOUND


@kernel
def impact_point_batch(position, velocity, mu, rate, out, status):
    """``impact_point_of`` for rows of states into out[n, 3] and status[n]."""
    for i in range(position.shape[0]):
        p = position[i]
        v = velocity[i]
        a, b, t, s = impact_point_of(p[0], p[1], p[2], v[0], v[1], v[2], mu, rate)
        out[i, 0] = a
        out[i, 1] = b
        out[i, 2] = t
        status[i] = s
