"""Axes of a satellite, and how far inside a sensor's field of view a point is."""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import upward


@inlined_kernel
def orbital_axes(x, y, z, vx, vy, vz, geodetic, earth_fixed):
    """The nine components of a satellite's axes in the Earth-fixed frame: forward (3), right (3), down (3).

    Down: to the Earth's centre, or, ``geodetic``, along the normal of the ellipsoid.  Forward: what of the inertial velocity,
    or, ``earth_fixed``, of the velocity over the turning Earth, is at right angles to down.  Right is down x forward.
    A satellite that moves along down has no forward: north stands in.  Position [m], velocity relative to the Earth [m/s].
    """
    r = math.sqrt(x * x + y * y + z * z)
    dx = -x / r
    dy = -y / r
    dz = -z / r
    if geodetic:
        sl, cl, ce, se, _ = upward(x, y, z)
        dx = -cl * ce
        dy = -cl * se
        dz = -sl
    if not earth_fixed:
        vx = vx - EARTH_RATE * y
        vy = vy + EARTH_RATE * x
    rx = dy * vz - dz * vy
    ry = dz * vx - dx * vz
    rz = dx * vy - dy * vx
    n = math.sqrt(rx * rx + ry * ry + rz * rz)
    if n < 1e-6:
        rx = dy
        ry = -dx
        rz = 0.0
        n = math.sqrt(rx * rx + ry * ry)
    rx = rx / n
    ry = ry / n
    rz = rz / n
    return (ry * dz - rz * dy, rz * dx - rx * dz, rx * dy - ry * dx, rx, ry, rz, dx, dy, dz)


@kernel
def axes_many(position, velocity, geodetic, earth_fixed, out):
    """``orbital_axes`` of rows [n, 3] into out[n, 3, 3]: rows forward, right, down."""
    for i in range(position.shape[0]):
        a = orbital_axes(
            position[i, 0], position[i, 1], position[i, 2], velocity[i, 0], velocity[i, 1], velocity[i, 2],
            geodetic, earth_fixed,
        )  # fmt: skip
        for k in range(9):
            out[i, k // 3, k % 3] = a[k]


@inlined_kernel
def margins(state, point, p, planes, sine_elevation, out, row):
    """How far inside each limit the point ``p`` is: out[row, k] for the k-th plane, then for the elevation, then the range [m].

    A margin is 0 or more inside.  state[15]: position, velocity, axes (forward, right, down) of the satellite; point[n, 6]:
    position and upward normal; planes[m, 4]: a direction in the satellite's axes and the least cosine to it, as in ``Sensor``.
    All margins are linear in the unit vector to the point, which bounds their second derivative.
    """
    x = point[p, 0] - state[0]
    y = point[p, 1] - state[1]
    z = point[p, 2] - state[2]
    distance = math.sqrt(x * x + y * y + z * z)
    inverse = 1.0 / max(distance, 1e-3)
    x = x * inverse
    y = y * inverse
    z = z * inverse
    forward = x * state[6] + y * state[7] + z * state[8]
    right = x * state[9] + y * state[10] + z * state[11]
    down = x * state[12] + y * state[13] + z * state[14]
    m = planes.shape[0]
    for k in range(m):
        out[row, k] = planes[k, 0] * forward + planes[k, 1] * right + planes[k, 2] * down - planes[k, 3]
    out[row, m] = -(x * point[p, 3] + y * point[p, 4] + z * point[p, 5]) - sine_elevation
    out[row, m + 1] = distance


@inlined_kernel
def least(out, row, m):
    """The smallest of the first ``m`` margins of a row."""
    g = out[row, 0]
    for k in range(1, m):
        if out[row, k] < g:
            g = out[row, k]
    return g
