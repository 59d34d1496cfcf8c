"""The last part of a slow fall, when drag and weight all but balance: an integral over altitude in place of steps in time.

A body at terminal speed forgets how it moved within a second or two, and an integrator has to keep its steps as short
as that for tens of minutes.  What it settles to depends on its altitude only, and is found here as a series in
(terminal speed)^2 / (gravity x scale height), to second order; the way down is then the integral of drift over speed.
"""

import math

from luncur.compiler import kernel
from luncur.debris.ground_kernel import ground_altitude
from luncur.debris.motion_kernel import relative_drag, weight
from luncur.earth.ellipsoid_kernel import upward
from luncur.earth.tables_kernel import lookup_slopes

CELL = 1000.0  # of the integral [m]: two cells of the weather table
NODE = 0.5 / math.sqrt(3.0)  # two-point Gauss rule
NEAR = 0.09  # square of the largest deviation from the settled motion at which it is taken over, in parts of the speed
DECAY = 5.0  # heights of l = speed^2 / gravity within which that deviation is gone


@kernel
def settled(x, y, z, frame, altitude, inverse_beta, drag, table, ground):
    """Speed of descent, wind-borne velocity east and north [m/s] and the time [s] in which a deviation from them decays.

    frame: sine and cosine of the latitude, cosine and sine of the longitude.  Not a number where there is no air.
    """
    sp, cp, cl, sl = frame
    density, inverse_sound, east, north, d1, e1, n1, e2, n2 = lookup_slopes(table, altitude)
    if not density * inverse_beta > 0.0:
        return math.nan, east, north, math.nan
    square = 2.0 / (density * inverse_beta)  # of the speed, for a weight and a drag coefficient of 1
    speed = math.sqrt(9.8 * square)
    drag_there = relative_drag(drag, speed * inverse_sound)
    speed /= math.sqrt(drag_there)
    # weight where the body is and as it moves, and the curvature of the axes along which velocities are counted
    vx = -sl * east - sp * cl * north - cp * cl * speed
    vy = cl * east - sp * sl * north - cp * sl * speed
    vz = cp * north - sp * speed
    ax, ay, az = weight(x, y, z, vx, vy, vz, ground[5])
    curved = 1.0 / math.sqrt(x * x + y * y + z * z)
    turn = east * sp / max(cp, 1e-6)
    push_east = -sl * ax + cl * ay + (turn * north + east * speed) * curved
    push_north = -sp * cl * ax - sp * sl * ay + cp * az + (north * speed - turn * east) * curved
    g = -(cp * cl * ax + cp * sl * ay + sp * az) - (east * east + north * north) * curved
    # the balance, then what the growing density adds to it: u du/dh = g (u^2 / balance - 1), to second order
    drag_there = relative_drag(drag, speed * inverse_sound)
    balance = g * square / drag_there
    thinning = -d1 / density
    small = 0.5 * balance * thinning / g
    fall2 = balance * (1.0 + small * (1.0 + 2.0 * small))
    drag_there /= relative_drag(drag, math.sqrt(fall2) * inverse_sound)
    balance *= drag_there
    fall2 *= drag_there
    # behind the wind by l = balance / g in height, to second order
    length = balance / g
    time = length / math.sqrt(fall2)
    lag_east = length * ((1.0 + length * thinning) * e1 + length * e2) + time * push_east
    lag_north = length * ((1.0 + length * thinning) * n1 + length * n2) + time * push_north
    fall2 /= 1.0 + 0.5 * (lag_east * lag_east + lag_north * lag_north) / fall2  # drag acts along the whole of it
    return math.sqrt(fall2), east + lag_east, north + lag_north, time


@kernel
def moved(x, y, z, frame, east, north, up):
    """Position after a short way along the local axes [m]."""
    sp, cp, cl, sl = frame
    return (
        x - sl * east - sp * cl * north + cp * cl * up,
        y + cl * east - sp * sl * north + cp * sl * up,
        z + cp * north + sp * up,
    )


@kernel
def joins(s, height, terminal_speed, inverse_beta, drag, table, ground):
    """Whether a body has settled so far that ``glide`` may take it from here, ``height`` [m] above the ground."""
    sp, cp, cl, sl, altitude = upward(s[0], s[1], s[2])
    speed, east, north, time = settled(s[0], s[1], s[2], (sp, cp, cl, sl), altitude, inverse_beta, drag, table, ground)
    de = -sl * s[3] + cl * s[4] - east
    dn = -sp * cl * s[3] - sp * sl * s[4] + cp * s[5] - north
    dd = -(cp * cl * s[3] + cp * sl * s[4] + sp * s[5]) - speed
    near = de * de + dn * dn + dd * dd < NEAR * speed * speed
    return near and speed < terminal_speed and height > DECAY * speed * time


@kernel
def glide(s, sunk, inverse_beta, drag, table, ground):
    """Follow a settled body (``joins``) to the ground: time [s], state (6) there, evaluations.

    sunk: how far under the ground of ``ground`` its ground lies [m].
    """
    x, y, z, vx, vy, vz = s
    sp, cp, cl, sl, altitude = upward(x, y, z)
    frame = (sp, cp, cl, sl)
    speed, east, north, time = settled(x, y, z, frame, altitude, inverse_beta, drag, table, ground)
    used = 1
    t = 0.0
    # what is left of the approach, all at once: a deviation dies out with ``time``, of the descent twice as fast
    de = (-sl * vx + cl * vy - east) * time
    dn = (-sp * cl * vx - sp * sl * vy + cp * vz - north) * time
    du = (cp * cl * vx + cp * sl * vy + sp * vz + speed) * time * 0.5
    x, y, z = moved(x, y, z, frame, de, dn, du)
    for _ in range(1000):
        sp, cp, cl, sl, altitude = upward(x, y, z)
        frame = (sp, cp, cl, sl)
        level = ground_altitude(x, y, z, ground) - sunk
        if not altitude > level + 1e-3:  # also: drifted under the edge of the raised ground around the pad
            break
        below = max(math.floor((altitude - 1e-3) / CELL) * CELL, level)
        drop = altitude - below
        de = 0.0
        dn = 0.0
        dt = 0.0
        for side in (-NODE, NODE):
            down = (0.5 + side) * drop
            px, py, pz = moved(x, y, z, frame, 0.0, 0.0, -down)
            speed, east, north, _ = settled(px, py, pz, frame, altitude - down, inverse_beta, drag, table, ground)
            part = 0.5 * drop / speed
            de += part * east
            dn += part * north
            dt += part
        used += 2
        t += dt
        # along the axes at the middle of the way, then to the exact height
        px, py, pz = moved(x, y, z, frame, 0.5 * de, 0.5 * dn, -0.5 * drop)
        sp, cp, cl, sl, _ = upward(px, py, pz)
        x, y, z = moved(x, y, z, (sp, cp, cl, sl), de, dn, -drop)
        sp, cp, cl, sl, altitude = upward(x, y, z)
        x, y, z = moved(x, y, z, (sp, cp, cl, sl), 0.0, 0.0, below - altitude)
    speed, east, north, _ = settled(x, y, z, frame, altitude, inverse_beta, drag, table, ground)
    vx, vy, vz = moved(0.0, 0.0, 0.0, frame, east, north, -speed)
    return t, (x, y, z, vx, vy, vz), used + 1
