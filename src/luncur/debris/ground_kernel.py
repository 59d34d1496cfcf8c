"""Where the ground is, and the last of the way to it."""

from luncur.compiler import kernel, select
from luncur.earth.ellipsoid_kernel import upward


@kernel
def ground_altitude(x, y, z, ground):
    """Height of the ground [m]: the pad's inside the radius about it, else the ellipsoid's.

    ground[6]: pad position (3), radius, height [m], highest zonal harmonic of the gravitation (2 or 4).
    """
    dx = x - ground[0]
    dy = y - ground[1]
    dz = z - ground[2]
    return select(dx * dx + dy * dy + dz * dz < ground[3] * ground[3], ground[4], 0.0)


@kernel
def cut_at_ground(start, end, dt, climb_start, climb_end):
    """Part of a step at which its height is zero: root of the cubic through both ends' heights and climb rates."""
    low = 0.0
    high = 1.0
    f = start / (start - end)
    for _ in range(30):
        f2 = f * f
        f3 = f2 * f
        value = (
            (2.0 * f3 - 3.0 * f2 + 1.0) * start
            + (f3 - 2.0 * f2 + f) * dt * climb_start
            + (3.0 * f2 - 2.0 * f3) * end
            + (f3 - f2) * dt * climb_end
        )
        if value > 0.0:
            low = f
        else:
            high = f
        slope = (
            (6.0 * f2 - 6.0 * f) * (start - end)
            + (3.0 * f2 - 4.0 * f + 1.0) * dt * climb_start
            + (3.0 * f2 - 2.0 * f) * dt * climb_end
        )
        f = f - value / slope if slope < 0.0 else 0.5 * (low + high)
        if not (low < f < high):
            f = 0.5 * (low + high)
    return f


@kernel
def sinking(s):
    """Rate of descent along the ellipsoid's normal [m/s] of a state (6)."""
    sp, cp, cl, sl, _ = upward(s[0], s[1], s[2])
    return -(cp * cl * s[3] + cp * sl * s[4] + sp * s[5])


@kernel
def near_ground(s, tolerance):
    """How far from the ground [m] a body may be moved to it in a straight line: what it sinks in a tenth of a second."""
    return max(min(0.5, min(5.0 * tolerance, 0.1 * sinking(s))), 1e-3)


@kernel
def to_ground(s, t, height):
    """Time and state of a body just above or below the ground, moved to it in a straight line."""
    rest = max(-1.0, min(1.0, height / max(sinking(s), 0.01)))
    return t + rest, (s[0] + rest * s[3], s[1] + rest * s[4], s[2] + rest * s[5], s[3], s[4], s[5])
