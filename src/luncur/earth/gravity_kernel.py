"""Gravitation of the oblate Earth (no centrifugal term), in any axes whose z is the pole."""

import math

from luncur.compiler import fma, inlined_kernel, kernel
from luncur.earth.constants import J2, J3, J4, MU, SEMI_MAJOR_AXIS

_A2 = SEMI_MAJOR_AXIS * SEMI_MAJOR_AXIS
_A3 = _A2 * SEMI_MAJOR_AXIS
_A4 = _A2 * _A2


@inlined_kernel
def gravitation_j2(x, y, z):
    """Gravitation [m/s2] of the point mass and J2 at a position [m].

    Source: Vallado, Fundamentals of Astrodynamics, 4th ed., section 8.7.1.
    """
    r2 = x * x + y * y + z * z
    w = 1.0 / r2
    g = -MU * (w * w) * math.sqrt(r2)
    k = 1.5 * J2 * _A2 * w
    s2 = 5.0 * z * z * w
    e = g * (1.0 + k * (1.0 - s2))
    p = g * (1.0 + k * (3.0 - s2))
    return e * x, e * y, p * z


@inlined_kernel
def gravitation(x, y, z):
    """Gravitation [m/s2] of the point mass and J2, J3, J4 at a position [m].

    Source: gradient of the zonal potential, Vallado, Fundamentals of Astrodynamics, 4th ed., section 8.7.1.
    """
    r2 = x * x + y * y + z * z
    w = 1.0 / r2  # the only division: they are slow
    r = math.sqrt(r2)
    g = -MU * (w * w) * r
    s = z * (r * w)
    s2 = s * s
    s4 = s2 * s2
    k2 = 1.5 * J2 * _A2 * w
    k3 = 2.5 * J3 * _A3 * (w * w) * r
    k4 = -1.875 * J4 * _A4 * (w * w)
    e = 1.0 + k2 * (1.0 - 5.0 * s2) + k3 * s * (3.0 - 7.0 * s2) + k4 * (1.0 - 14.0 * s2 + 21.0 * s4)
    p = 1.0 + k2 * (3.0 - 5.0 * s2) + k4 * (5.0 - 70.0 / 3.0 * s2 + 21.0 * s4)
    # the odd harmonic has its own polar term, finite at the equator
    polar = g * r * k3 * (6.0 * s2 - 7.0 * s4 - 0.6)
    return g * e * x, g * e * y, g * p * z + polar


@kernel
def zonal_j2(inverse, s):
    """Gravitation over the position [1/s2], towards the axis and along it: of the point mass and J2.

    inverse: 1 / distance from the centre [1/m]; s: sine of the geocentric latitude.  As ``gravitation_j2``.
    """
    w = inverse * inverse
    g = -MU * (w * inverse)
    k = 1.5 * J2 * _A2 * w
    flat = fma(-5.0 * k, s * s, 1.0)
    return g * (flat + k), g * fma(3.0, k, flat)


@kernel
def zonal_j4(inverse, s):
    """As ``zonal_j2``, and the part of J3 along the axis [m/s2] that does not vanish at the equator; J2, J3, J4.

    As ``gravitation``.
    """
    w = inverse * inverse
    g = -MU * (w * inverse)
    s2 = s * s
    k2 = 1.5 * J2 * _A2 * w
    k3 = 2.5 * J3 * _A3 * (w * inverse)
    k4 = -1.875 * J4 * _A4 * (w * w)
    e = fma(k2, fma(-5.0, s2, 1.0), fma(k3 * s, fma(-7.0, s2, 3.0), fma(k4, fma(s2, fma(21.0, s2, -14.0), 1.0), 1.0)))
    p = fma(k2, fma(-5.0, s2, 3.0), fma(k4, fma(s2, fma(21.0, s2, -70.0 / 3.0), 5.0), 1.0))
    polar = -MU * w * k3 * fma(s2, fma(-7.0, s2, 6.0), -0.6)
    return g * e, g * p, polar
