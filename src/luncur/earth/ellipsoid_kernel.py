"""Position on and above the WGS 84 ellipsoid."""

import math

from luncur.compiler import fma, inlined_kernel, kernel
from luncur.earth.constants import ECCENTRICITY_SQUARED, SEMI_MAJOR_AXIS, SEMI_MINOR_AXIS

_A = SEMI_MAJOR_AXIS
_B = SEMI_MINOR_AXIS
_E2 = ECCENTRICITY_SQUARED
_EP2 = _E2 / (1.0 - _E2)


@kernel
def ecef_from_geodetic(latitude, longitude, altitude):
    """Earth-fixed position [m] of a geodetic latitude, longitude [rad] and altitude [m]."""
    s = math.sin(latitude)
    c = math.cos(latitude)
    n = _A / math.sqrt(1.0 - _E2 * s * s)
    return (
        (n + altitude) * c * math.cos(longitude),
        (n + altitude) * c * math.sin(longitude),
        (n * (1.0 - _E2) + altitude) * s,
    )


@kernel
def geodetic_from_ecef(x, y, z):
    """Geodetic latitude, longitude [rad] and altitude [m] of an Earth-fixed position [m].

    Bowring's start and two Newton-like passes on the parametric latitude: exact to rounding from
    the surface to beyond the Moon. At the Earth's centre the latitude is 0.
    Source: Bowring, Survey Review 23 (1976), 323-327; 28 (1985), 202-206.
    """
    p = math.sqrt(x * x + y * y)
    longitude = math.atan2(y, x)
    # tan of the parametric latitude
    r = math.sqrt(p * p + z * z)
    sb = z * (1.0 + _EP2 * _B / max(r, 1.0)) * _A
    cb = p * _B
    n = math.sqrt(sb * sb + cb * cb)
    if n == 0.0:
        return 0.0, longitude, -_A
    sb = sb / n
    cb = cb / n
    sl = 0.0
    cl = 1.0
    for _ in range(3):
        u = z + _EP2 * _B * sb * sb * sb
        v = p - _E2 * _A * cb * cb * cb
        n = math.sqrt(u * u + v * v)
        sl = u / n
        cl = v / n
        sb = _B * sl
        cb = _A * cl
        n = math.sqrt(sb * sb + cb * cb)
        sb = sb / n
        cb = cb / n
    altitude = p * cl + z * sl - _A * math.sqrt(1.0 - _E2 * sl * sl)
    return math.atan2(sl, cl), longitude, altitude


@kernel
def geodetic_many(position, out):
    """Geodetic latitudes, longitudes [rad] and altitudes [m] of Earth-fixed positions [n, 3]."""
    for i in range(out.shape[0]):
        out[i, 0], out[i, 1], out[i, 2] = geodetic_from_ecef(position[i, 0], position[i, 1], position[i, 2])


@kernel
def altitudes_many(position, out):
    """Geodetic altitudes [m] of Earth-fixed positions [n, 3]."""
    for i in range(out.shape[0]):
        _, _, out[i] = geodetic_from_ecef(position[i, 0], position[i, 1], position[i, 2])


@inlined_kernel
def upward(x, y, z):
    """Sine and cosine of the geodetic latitude, cosine and sine of the longitude, altitude [m]; no angle is formed.

    The distance from the foot on the axis to the point is expanded in the square of the eccentricity, in place of an
    iteration: the latitude is within 3e-8 rad from the surface outward.  A small error of the latitude leaves the altitude as it is:
    within 1e-7 m.
    """
    p2 = x * x + y * y
    r2 = p2 + z * z
    w = 1.0 / r2
    i = w * math.sqrt(r2)
    s2 = z * z * w
    k = _E2 * _A * i * (1.0 + 0.5 * _E2 * s2)
    c = k * (1.0 - s2)
    tall = z * (1.0 + k * (1.0 + c * (1.0 + c)))  # the normal at the point has the direction (x, y, tall)
    p = math.sqrt(p2)
    n = 1.0 / math.sqrt(p2 + tall * tall)
    sl = tall * n
    cl = p * n
    u = _E2 * sl * sl
    root = 1.0 - u * (0.5 + u * (0.125 + u * (0.0625 + u * (0.0390625 + u * 0.02734375))))  # of 1 - u
    i = 1.0 / max(p, 1e-9)
    return sl, cl, x * i, y * i, p * cl + z * sl - _A * root


# Radius of the ellipsoid less the equator's, at the square of the sine of the geocentric latitude: within 5e-8 m.
_R1, _R2, _R3, _R4 = -21492.716765108325, 108.63755619330024, -0.6100910480140058, 0.0035451889582205354
# How far the geodetic direction and height are from the geocentric ones; see ``aloft``.
_SINE, _SINE2 = 6.739109945428809e-3, -8.945045859460105e-5
_COSINE, _COSINE2 = -6.761512494986251e-3, 8.946445496137304e-5
_HEIGHT, _HEIGHT2 = -2.26905489e-05, 3.40547925e-07


@kernel
def aloft(x, y, z):
    """Where a falling body is, by series in the flattening instead of roots: 1 / distance from the Earth's centre and from
    its axis [1/m], sine of the geocentric latitude; sine and cosine of the geodetic one; altitude [m].

    Altitude: exact on the ellipsoid, within 2e-4 m below 120 km and 4e-4 m below 1,000 km, 0.08 m anywhere.  Direction: within
    1.4e-7 rad below 120 km, where there is wind, 3e-6 rad anywhere.  Coefficients: least squares against ``geodetic_from_ecef``.
    """
    p2 = fma(y, y, x * x)
    r2 = fma(z, z, p2)
    r = math.sqrt(r2)
    inverse = r * (1.0 / r2)  # root and division side by side: what follows waits for both
    inverse_axis = 1.0 / math.sqrt(max(p2, 1e-18))
    s = z * inverse
    s2 = s * s
    c2 = 1.0 - s2
    q = min(_A * inverse, 1.5)
    above = r - _A - s2 * fma(s2, fma(s2, fma(s2, _R4, _R3), _R2), _R1)
    altitude = fma(above * (s2 * c2), q * fma(s2, _HEIGHT2, _HEIGHT), above)
    sine = fma(s * c2, q * fma(s2, _SINE2, _SINE), s)
    c = p2 * inverse_axis * inverse
    cosine = fma(c * s2, q * fma(s2, _COSINE2, _COSINE), c)
    return inverse, inverse_axis, s, sine, cosine, altitude


@inlined_kernel
def altitude_of(x, y, z):
    """Altitude [m] above the ellipsoid of an Earth-fixed position [m]."""
    return upward(x, y, z)[4]


@kernel
def east_north_up(latitude, longitude):
    """The nine components of the local axes in the Earth-fixed frame: east (3), north (3), up (3)."""
    sp = math.sin(latitude)
    cp = math.cos(latitude)
    sl = math.sin(longitude)
    cl = math.cos(longitude)
    return (-sl, cl, 0.0, -sp * cl, -sp * sl, cp, cp * cl, cp * sl, sp)
