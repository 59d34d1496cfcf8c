"""What pulls at a falling body, and one step of its motion.

Earth-fixed state, zonal gravitation, centrifugal and Coriolis terms, drag relative to the wind.  Written without
branches on a body's own numbers, so that it runs on one body or on a vector of them (``compiler/lanes.py``).
The step is that of ``tsitouras_kernel.py``.
"""

import math

from luncur.compiler import fma, kernel
from luncur.debris.tsitouras_kernel import ERROR, POSITION, POSITION_ERROR, TIME, VELOCITY
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import aloft
from luncur.earth.gravity_kernel import zonal_j2, zonal_j4
from luncur.earth.tables_kernel import lookup


@kernel
def relative_drag(table, mach):
    """Drag coefficient relative to Mach 0, cubic in cells of 0.1 of the Mach number, held beyond its end."""
    x = mach * 10.0
    last = table.shape[0] - 1
    if not x < last:
        x = float(last)
    i = int(x)
    f = x - i
    r = table[i]
    return fma(f, fma(f, fma(f, r[3], r[2]), r[1]), r[0])


@kernel
def weight(x, y, z, vx, vy, inverse, s, zonal):
    """Gravitation, centrifugal and Coriolis acceleration (3) [m/s2] in the turning frame; inverse, s: see ``zonal_j2``."""
    if zonal > 2.0:
        e, p, polar = zonal_j4(inverse, s)
        gz = fma(p, z, polar)
    else:
        e, p = zonal_j2(inverse, s)
        gz = p * z
    e = e + EARTH_RATE * EARTH_RATE
    return fma(e, x, 2.0 * EARTH_RATE * vy), fma(e, y, -2.0 * EARTH_RATE * vx), gz


@kernel
def pulled(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, density_factor, ground):
    """As ``falling``, and the altitude [m], which is found on the way."""
    inverse, inverse_axis, s, sine, cosine, altitude = aloft(x, y, z)
    gx, gy, gz = weight(x, y, z, vx, vy, inverse, s, ground[5])
    density, inverse_sound, east, north = lookup(table, upper, density_factor, altitude)
    across = east * inverse_axis
    inward = sine * north * inverse_axis
    ux = fma(x, inward, fma(y, across, vx))
    uy = fma(y, inward, fma(-x, across, vy))
    uz = fma(-cosine, north, vz)
    speed = math.sqrt(fma(ux, ux, fma(uy, uy, uz * uz)))
    k = 0.5 * density * inverse_beta * speed * relative_drag(drag, speed * inverse_sound)
    return (fma(-k, ux, gx), fma(-k, uy, gy), fma(-k, uz, gz), k * speed), altitude


@kernel
def falling(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, density_factor, ground):
    """Acceleration (3) [m/s2] in the turning frame and the size of the drag's part [m/s2]."""
    return pulled(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, density_factor, ground)[0]


# Sums of accelerations with weights.


@kernel
def scaled(p, a):
    return p * a[0], p * a[1], p * a[2]


@kernel
def mix2(p, a, q, b):
    return (
        fma(q, b[0], p * a[0]),
        fma(q, b[1], p * a[1]),
        fma(q, b[2], p * a[2]),
    )


@kernel
def mix3(p, a, q, b, r, c):
    return (
        fma(r, c[0], fma(q, b[0], p * a[0])),
        fma(r, c[1], fma(q, b[1], p * a[1])),
        fma(r, c[2], fma(q, b[2], p * a[2])),
    )


@kernel
def mix4(p, a, q, b, r, c, u, d):
    return (
        fma(u, d[0], fma(r, c[0], fma(q, b[0], p * a[0]))),
        fma(u, d[1], fma(r, c[1], fma(q, b[1], p * a[1]))),
        fma(u, d[2], fma(r, c[2], fma(q, b[2], p * a[2]))),
    )


@kernel
def mix5(p, a, q, b, r, c, u, d, w, f):
    return (
        fma(w, f[0], fma(u, d[0], fma(r, c[0], fma(q, b[0], p * a[0])))),
        fma(w, f[1], fma(u, d[1], fma(r, c[1], fma(q, b[1], p * a[1])))),
        fma(w, f[2], fma(u, d[2], fma(r, c[2], fma(q, b[2], p * a[2])))),
    )


@kernel
def mix6(p, a, q, b, r, c, u, d, w, f, e, g):
    return (
        fma(e, g[0], fma(w, f[0], fma(u, d[0], fma(r, c[0], fma(q, b[0], p * a[0]))))),
        fma(e, g[1], fma(w, f[1], fma(u, d[1], fma(r, c[1], fma(q, b[1], p * a[1]))))),
        fma(e, g[2], fma(w, f[2], fma(u, d[2], fma(r, c[2], fma(q, b[2], p * a[2]))))),
    )


@kernel
def advanced(s, h, c, push, turn):
    """State at the time c h of a step: velocity changed by h push, position by h h turn besides."""
    k = h * c
    q = h * h
    return (
        fma(q, turn[0], fma(k, s[3], s[0])),
        fma(q, turn[1], fma(k, s[4], s[1])),
        fma(q, turn[2], fma(k, s[5], s[2])),
        fma(h, push[0], s[3]),
        fma(h, push[1], s[4]),
        fma(h, push[2], s[5]),
    )


@kernel
def stage(s, h, c, push, turn, inverse_beta, drag, table, upper, factor, ground):
    """Acceleration (4) where a step is at the time c h."""
    x, y, z, vx, vy, vz = advanced(s, h, c, push, turn)
    return falling(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, factor, ground)


@kernel
def step45(s, a1, dt, inverse_beta, drag, table, upper, factor, ground):
    """One step of Tsitouras: new state (6), its acceleration (4) and altitude, error of position and velocity [m, m/s]."""
    push = scaled(VELOCITY[0][0], a1)
    turn = scaled(0.0, a1)
    a2 = stage(s, dt, TIME[0], push, turn, inverse_beta, drag, table, upper, factor, ground)
    push = mix2(VELOCITY[1][0], a1, VELOCITY[1][1], a2)
    turn = scaled(POSITION[1][0], a1)
    a3 = stage(s, dt, TIME[1], push, turn, inverse_beta, drag, table, upper, factor, ground)
    push = mix3(VELOCITY[2][0], a1, VELOCITY[2][1], a2, VELOCITY[2][2], a3)
    turn = mix2(POSITION[2][0], a1, POSITION[2][1], a2)
    a4 = stage(s, dt, TIME[2], push, turn, inverse_beta, drag, table, upper, factor, ground)
    push = mix4(VELOCITY[3][0], a1, VELOCITY[3][1], a2, VELOCITY[3][2], a3, VELOCITY[3][3], a4)
    turn = mix3(POSITION[3][0], a1, POSITION[3][1], a2, POSITION[3][2], a3)
    a5 = stage(s, dt, TIME[3], push, turn, inverse_beta, drag, table, upper, factor, ground)
    push = mix5(VELOCITY[4][0], a1, VELOCITY[4][1], a2, VELOCITY[4][2], a3, VELOCITY[4][3], a4, VELOCITY[4][4], a5)
    turn = mix4(POSITION[4][0], a1, POSITION[4][1], a2, POSITION[4][2], a3, POSITION[4][3], a4)
    a6 = stage(s, dt, TIME[4], push, turn, inverse_beta, drag, table, upper, factor, ground)
    push = mix6(
        VELOCITY[5][0],
        a1,
        VELOCITY[5][1],
        a2,
        VELOCITY[5][2],
        a3,
        VELOCITY[5][3],
        a4,
        VELOCITY[5][4],
        a5,
        VELOCITY[5][5],
        a6,
    )
    turn = mix5(POSITION[5][0], a1, POSITION[5][1], a2, POSITION[5][2], a3, POSITION[5][3], a4, POSITION[5][4], a5)
    new = advanced(s, dt, 1.0, push, turn)
    a7, altitude = pulled(
        new[0], new[1], new[2], new[3], new[4], new[5], inverse_beta, drag, table, upper, factor, ground
    )
    push = mix6(ERROR[0], a1, ERROR[1], a2, ERROR[2], a3, ERROR[3], a4, ERROR[4], a5, ERROR[5], a6)
    turn = mix6(
        POSITION_ERROR[0],
        a1,
        POSITION_ERROR[1],
        a2,
        POSITION_ERROR[2],
        a3,
        POSITION_ERROR[3],
        a4,
        POSITION_ERROR[4],
        a5,
        POSITION_ERROR[5],
        a6,
    )
    last = ERROR[6]
    fx = fma(last, a7[0], push[0])
    fy = fma(last, a7[1], push[1])
    fz = fma(last, a7[2], push[2])
    error_x = dt * dt * math.sqrt(fma(turn[0], turn[0], fma(turn[1], turn[1], turn[2] * turn[2])))
    error_v = dt * math.sqrt(fma(fx, fx, fma(fy, fy, fz * fz)))
    return new, a7, altitude, error_x, error_v
