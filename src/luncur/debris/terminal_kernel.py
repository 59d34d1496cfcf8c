"""The last part of a slow fall, when drag and weight all but balance: an integral over altitude in place of steps in time.

A body at terminal speed forgets how it moved within a second or two, and an integrator has to keep its steps as short
as that for tens of minutes.  What it settles to depends on its altitude only, and is found here as a series in
(terminal speed)^2 / (gravity x scale height), to second order; the way down is then the integral of drift over speed.
"""

import math

from luncur.compiler import fma, kernel
from luncur.debris.ground_kernel import ground_altitude
from luncur.debris.motion_kernel import relative_drag, weight
from luncur.earth.ellipsoid_kernel import aloft
from luncur.earth.tables_kernel import lookup_slopes

CELL = 1000.0  # of the integral [m]: two cells of the weather table
NODE = 0.5 / math.sqrt(3.0)  # two-point Gauss rule
NEAR = 0.09  # square of the largest deviation from the settled motion at which it is taken over, in parts of the speed
DECAY = 5.0  # heights of l = speed^2 / gravity within which that deviation is gone
MOST_CELLS = 1000
LEAST = 1e-300  # in place of a divisor that is zero where there is no air


@kernel
def place(x, y, z):
    """Where a settled body is: sine and cosine of the latitude, cosine and sine of the longitude, 1 / distance from the
    Earth's centre [1/m] and sine of the geocentric latitude; altitude [m]."""
    inverse, inverse_axis, s, sine, cosine, altitude = aloft(x, y, z)
    return (sine, cosine, x * inverse_axis, y * inverse_axis, inverse, s), altitude


@kernel
def local(frame, x, y, z):
    """Components east, north, up of a vector (3)."""
    sp, cp, cl, sl, _, _ = frame
    out = fma(cl, x, sl * y)
    return fma(cl, y, -sl * x), fma(cp, z, -sp * out), fma(cp, out, sp * z)


@kernel
def moved(x, y, z, frame, east, north, up):
    """Position after a short way along the local axes [m]."""
    sp, cp, cl, sl, _, _ = frame
    out = fma(cp, up, -sp * north)
    return fma(cl, out, fma(-sl, east, x)), fma(sl, out, fma(cl, east, y)), fma(sp, up, fma(cp, north, z))


@kernel
def settled(x, y, z, frame, altitude, inverse_beta, drag, table, ground):
    """Speed of descent, wind-borne velocity east and north [m/s] and the time [s] in which a deviation from them decays.

    frame: see ``place``.  Beyond any limit, or not a number, where there is no air.
    """
    density, inverse_sound, east, north, d1, e1, n1, e2, n2 = lookup_slopes(table, altitude)
    square = 2.0 / max(density * inverse_beta, LEAST)  # of the speed, for a weight and a drag coefficient of 1
    speed = math.sqrt(9.8 * square)
    speed = speed / math.sqrt(relative_drag(drag, speed * inverse_sound))
    # weight where the body is and as it moves, and the curvature of the axes along which velocities are counted
    sp, cp, _, _, curved, s = frame
    vx, vy, _ = moved(0.0, 0.0, 0.0, frame, east, north, -speed)
    ax, ay, az = weight(x, y, z, vx, vy, curved, s, ground[5])
    east_push, north_push, up_push = local(frame, ax, ay, az)
    turn = east * sp / max(cp, 1e-6)
    push_east = fma(fma(turn, north, east * speed), curved, east_push)
    push_north = fma(fma(north, speed, -turn * east), curved, north_push)
    g = -fma(fma(east, east, north * north), curved, up_push)
    # the balance, then what the growing density adds to it: u du/dh = g (u^2 / balance - 1), to second order
    drag_there = relative_drag(drag, speed * inverse_sound)
    balance = g * square / drag_there
    thinning = -d1 / max(density, LEAST)
    small = 0.5 * balance * thinning / g
    fall2 = balance * fma(small, fma(2.0, small, 1.0), 1.0)
    drag_there = drag_there / relative_drag(drag, math.sqrt(max(fall2, LEAST)) * inverse_sound)
    balance = balance * drag_there
    fall2 = max(fall2 * drag_there, LEAST)
    # behind the wind by l = balance / g in height, to second order
    length = balance / g
    time = length / math.sqrt(fall2)
    first = length * fma(length, thinning, 1.0)
    second = length * length
    lag_east = fma(time, push_east, fma(second, e2, first * e1))
    lag_north = fma(time, push_north, fma(second, n2, first * n1))
    # drag acts along the whole of it
    fall2 = fall2 / fma(0.5, fma(lag_east, lag_east, lag_north * lag_north) / fall2, 1.0)
    return math.sqrt(fall2), east + lag_east, north + lag_north, time


@kernel
def below_here(x, y, z, frame, altitude, down, inverse_beta, drag, table, ground):
    """``settled`` without its time, a short way straight down from a place."""
    sp, cp, cl, sl, inverse, s = frame
    px, py, pz = moved(x, y, z, frame, 0.0, 0.0, -down)
    nearer = (sp, cp, cl, sl, fma(down * inverse, inverse, inverse), s)
    speed, east, north, _ = settled(px, py, pz, nearer, altitude - down, inverse_beta, drag, table, ground)
    return speed, east, north


@kernel
def deviation(s, frame, speed, east, north):
    """Velocity east, north and up [m/s] of a state (6) over that of the settled motion."""
    de, dn, du = local(frame, s[3], s[4], s[5])
    return de - east, dn - north, du + speed


@kernel
def joins(s, height, terminal_speed, inverse_beta, drag, table, ground):
    """Whether a body has settled so far that ``glide`` may take it from here, ``height`` [m] above the ground."""
    frame, altitude = place(s[0], s[1], s[2])
    speed, east, north, time = settled(s[0], s[1], s[2], frame, altitude, inverse_beta, drag, table, ground)
    de, dn, du = deviation(s, frame, speed, east, north)
    near = fma(de, de, fma(dn, dn, du * du)) < NEAR * speed * speed
    return near & (speed < terminal_speed) & (height > DECAY * speed * time)


@kernel
def approach(s, inverse_beta, drag, table, ground):
    """Position (3) of a body that joins the settled motion, moved by what is left of the approach, all at once.

    A deviation dies out with the time that ``settled`` gives, of the descent twice as fast.
    """
    frame, altitude = place(s[0], s[1], s[2])
    speed, east, north, time = settled(s[0], s[1], s[2], frame, altitude, inverse_beta, drag, table, ground)
    de, dn, du = deviation(s, frame, speed, east, north)
    return moved(s[0], s[1], s[2], frame, de * time, dn * time, 0.5 * du * time)


@kernel
def sink(x, y, z, sunk, inverse_beta, drag, table, ground):
    """Through one cell of the integral: position (3), time [s], and whether there was anything left to sink.

    sunk: how far under the ground of ``ground`` the body's ground lies [m].
    """
    frame, altitude = place(x, y, z)
    level = ground_altitude(x, y, z, ground) - sunk
    below = max(math.floor((altitude - 1e-3) * (1.0 / CELL)) * CELL, level)
    drop = altitude - below
    u0, e0, n0 = below_here(x, y, z, frame, altitude, (0.5 - NODE) * drop, inverse_beta, drag, table, ground)
    u1, e1, n1 = below_here(x, y, z, frame, altitude, (0.5 + NODE) * drop, inverse_beta, drag, table, ground)
    both = 0.5 * drop / (u0 * u1)  # one division for two
    t0 = both * u1
    t1 = both * u0
    de = fma(t1, e1, t0 * e0)
    dn = fma(t1, n1, t0 * n0)
    # along the axes at the middle of the way, then to the exact height
    px, py, pz = moved(x, y, z, frame, 0.5 * de, 0.5 * dn, -0.5 * drop)
    frame, _ = place(px, py, pz)
    px, py, pz = moved(x, y, z, frame, de, dn, -drop)
    frame, reached = place(px, py, pz)
    px, py, pz = moved(px, py, pz, frame, 0.0, 0.0, below - reached)
    # not: drifted under the edge of the raised ground around the pad
    return px, py, pz, t0 + t1, altitude > level + 1e-3


@kernel
def arrived(x, y, z, inverse_beta, drag, table, ground):
    """Velocity (3) of a settled body at a position."""
    frame, altitude = place(x, y, z)
    speed, east, north, _ = settled(x, y, z, frame, altitude, inverse_beta, drag, table, ground)
    return moved(0.0, 0.0, 0.0, frame, east, north, -speed)


@kernel
def glide(s, sunk, inverse_beta, drag, table, ground):
    """Follow a settled body (``joins``) to the ground: time [s], state (6) there, evaluations; sunk: see ``sink``."""
    x, y, z = approach(s, inverse_beta, drag, table, ground)
    used = 2
    t = 0.0
    for _ in range(MOST_CELLS):
        px, py, pz, dt, higher = sink(x, y, z, sunk, inverse_beta, drag, table, ground)
        if not higher:
            break
        x, y, z = px, py, pz
        t += dt
        used += 2
    vx, vy, vz = arrived(x, y, z, inverse_beta, drag, table, ground)
    return t, (x, y, z, vx, vy, vz), used
