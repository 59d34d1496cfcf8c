"""Gravitation of the oblate Earth (no centrifugal term), in any axes whose z is the pole."""

import math

from luncur.compiler import inlined_kernel
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
