"""Mean elements of an orbit, from its state at one moment."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import MU
from luncur.earth.gravity_kernel import gravitation_j2

_STEPS = 360  # of a revolution


@kernel
def state_in_plane(a, e, inclination, w, anomaly):
    """Position [m] and velocity [m/s] in axes whose x points to the ascending node and z to the pole."""
    p = a * (1.0 - e * e)
    u = w + anomaly
    r = p / (1.0 + e * math.cos(anomaly))
    k = math.sqrt(MU / p)
    along = -k * (math.sin(u) + e * math.sin(w))
    toward = k * (math.cos(u) + e * math.cos(w))
    ci = math.cos(inclination)
    si = math.sin(inclination)
    return (
        r * math.cos(u), r * math.sin(u) * ci, r * math.sin(u) * si, along, toward * ci, toward * si,
    )  # fmt: skip


@kernel
def size_and_shape(x, y, z, vx, vy, vz):
    """Osculating semi-major axis [m]; the eccentricity's parts towards the node and a quarter turn on; inclination [rad]."""
    r = math.sqrt(x * x + y * y + z * z)
    v2 = vx * vx + vy * vy + vz * vz
    hx = y * vz - z * vy
    hy = z * vx - x * vz
    hz = x * vy - y * vx
    h = math.sqrt(hx * hx + hy * hy + hz * hz)
    ex = (vy * hz - vz * hy) / MU - x / r
    ey = (vz * hx - vx * hz) / MU - y / r
    ez = (vx * hy - vy * hx) / MU - z / r
    node = max(math.sqrt(hx * hx + hy * hy), 1e-300)
    nx = -hy / node
    ny = hx / node
    if node < 1e-9 * h:
        nx = 1.0
        ny = 0.0
    qx = -hz * ny / h
    qy = hz * nx / h
    qz = (hx * ny - hy * nx) / h
    return 1.0 / (2.0 / r - v2 / MU), ex * nx + ey * ny, ex * qx + ey * qy + ez * qz, math.atan2(node, hz)


@kernel
def mean_of(a, e, inclination, w, anomaly):
    """Semi-major axis [m], eccentricity, inclination, argument of perigee [rad] averaged over the revolution to come.

    The motion under the point mass and J2 is integrated by the classical Runge-Kutta method of order 4.
    """
    x, y, z, vx, vy, vz = state_in_plane(a, e, inclination, w, anomaly)
    step = 2.0 * math.pi * math.sqrt(a * a * a / MU) / _STEPS
    sum_a = 0.0
    sum_p = 0.0
    sum_q = 0.0
    sum_i = 0.0
    for _ in range(_STEPS):
        oa, op, oq, oi = size_and_shape(x, y, z, vx, vy, vz)
        sum_a += oa
        sum_p += op
        sum_q += oq
        sum_i += oi
        ax, ay, az = gravitation_j2(x, y, z)
        h = 0.5 * step
        bx, by, bz = gravitation_j2(x + h * vx, y + h * vy, z + h * vz)
        cx, cy, cz = gravitation_j2(x + h * vx + h * h * ax, y + h * vy + h * h * ay, z + h * vz + h * h * az)
        dx, dy, dz = gravitation_j2(
            x + step * vx + 2.0 * h * h * bx, y + step * vy + 2.0 * h * h * by, z + step * vz + 2.0 * h * h * bz
        )
        k = step * step / 6.0
        x += step * vx + k * (ax + bx + cx)
        y += step * vy + k * (ay + by + cy)
        z += step * vz + k * (az + bz + cz)
        k = step / 6.0
        vx += k * (ax + 2.0 * bx + 2.0 * cx + dx)
        vy += k * (ay + 2.0 * by + 2.0 * cy + dy)
        vz += k * (az + 2.0 * bz + 2.0 * cz + dz)
    p = sum_p / _STEPS
    q = sum_q / _STEPS
    return sum_a / _STEPS, math.sqrt(p * p + q * q), sum_i / _STEPS, math.atan2(q, p)


@kernel
def mean_many(elements, out):
    """``mean_of`` for elements [n, 5] of semi-major axis, eccentricity, inclination, argument of perigee, true anomaly."""
    for i in range(elements.shape[0]):
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = mean_of(
            elements[i, 0], elements[i, 1], elements[i, 2], elements[i, 3], elements[i, 4]
        )
