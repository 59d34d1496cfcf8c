"""The fall of one body from anywhere above the ground to the ground, through moving air.

Earth-fixed state, zonal gravitation, centrifugal and Coriolis terms, drag relative to the wind.  Dormand and
Prince's embedded Runge-Kutta 5(4) with a PI step controller; the local error is weighed by what it does to the
impact point, not by its own size.  Source: Dormand and Prince, J. Comput. Appl. Math. 6 (1980), 19-26; Hairer,
Norsett and Wanner, Solving Ordinary Differential Equations I, 2nd ed., section II.4.
"""

import math

from luncur.compiler import kernel
from luncur.earth.constants import EARTH_RATE, MU, SEMI_MAJOR_AXIS
from luncur.earth.ellipsoid_kernel import altitude_of, geodetic_from_ecef, upward
from luncur.earth.gravity_kernel import gravitation, gravitation_j2
from luncur.earth.tables_kernel import lookup

IMPACT = 0
ENDED = 1  # at the wanted duration
ORBIT = 10  # still up after the longest fall that is computed
ESCAPED = 11
STEP_LIMIT = 20
NOT_FINITE = 21

LONGEST = 15000.0  # [s]
HIGH_PERIGEE = 200e3  # [m]
MAXIMUM_STEPS = 20000


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
    return r[0] + f * (r[1] + f * (r[2] + f * r[3]))


@kernel
def falling(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, density_factor, ground):
    """Acceleration (3) [m/s2] in the turning frame and the size of the drag's part [m/s2]."""
    if ground[5] > 2.0:
        gx, gy, gz = gravitation(x, y, z)
    else:
        gx, gy, gz = gravitation_j2(x, y, z)
    gx += EARTH_RATE * (EARTH_RATE * x + 2.0 * vy)
    gy += EARTH_RATE * (EARTH_RATE * y - 2.0 * vx)
    if inverse_beta <= 0.0:
        return gx, gy, gz, 0.0
    sp, cp, cl, sl, altitude = upward(x, y, z)
    density, inverse_sound, east, north = lookup(table, upper, density_factor, altitude)
    ux = vx
    uy = vy
    uz = vz
    if east != 0.0 or north != 0.0:
        ux -= -sl * east - sp * cl * north
        uy -= cl * east - sp * sl * north
        uz -= cp * north
    speed = math.sqrt(ux * ux + uy * uy + uz * uz)
    k = 0.5 * density * speed * inverse_beta * relative_drag(drag, speed * inverse_sound)
    return gx - k * ux, gy - k * uy, gz - k * uz, k * speed


@kernel
def step45(s, a1, dt, inverse_beta, drag, table, upper, factor, ground):
    """One Dormand-Prince step: new state (6), its acceleration (4), error of position and velocity [m, m/s]."""
    x, y, z, vx, vy, vz = s
    ax1, ay1, az1, _ = a1
    h = dt
    # stage 2
    c = h * 0.2
    v2x = vx + c * ax1
    v2y = vy + c * ay1
    v2z = vz + c * az1
    ax2, ay2, az2, _ = falling(
        x + c * vx, y + c * vy, z + c * vz, v2x, v2y, v2z, inverse_beta, drag, table, upper, factor, ground
    )
    # stage 3
    p = h * 3.0 / 40.0
    q = h * 9.0 / 40.0
    v3x = vx + p * ax1 + q * ax2
    v3y = vy + p * ay1 + q * ay2
    v3z = vz + p * az1 + q * az2
    ax3, ay3, az3, _ = falling(
        x + p * vx + q * v2x,
        y + p * vy + q * v2y,
        z + p * vz + q * v2z,
        v3x,
        v3y,
        v3z,
        inverse_beta,
        drag,
        table,
        upper,
        factor,
        ground,
    )
    # stage 4
    p = h * 44.0 / 45.0
    q = -h * 56.0 / 15.0
    r = h * 32.0 / 9.0
    v4x = vx + p * ax1 + q * ax2 + r * ax3
    v4y = vy + p * ay1 + q * ay2 + r * ay3
    v4z = vz + p * az1 + q * az2 + r * az3
    ax4, ay4, az4, _ = falling(
        x + p * vx + q * v2x + r * v3x, y + p * vy + q * v2y + r * v3y, z + p * vz + q * v2z + r * v3z,
        v4x, v4y, v4z, inverse_beta, drag, table, upper, factor, ground,
    )  # fmt: skip
    # stage 5
    p = h * 19372.0 / 6561.0
    q = -h * 25360.0 / 2187.0
    r = h * 64448.0 / 6561.0
    u = -h * 212.0 / 729.0
    v5x = vx + p * ax1 + q * ax2 + r * ax3 + u * ax4
    v5y = vy + p * ay1 + q * ay2 + r * ay3 + u * ay4
    v5z = vz + p * az1 + q * az2 + r * az3 + u * az4
    ax5, ay5, az5, _ = falling(
        x + p * vx + q * v2x + r * v3x + u * v4x, y + p * vy + q * v2y + r * v3y + u * v4y,
        z + p * vz + q * v2z + r * v3z + u * v4z, v5x, v5y, v5z, inverse_beta, drag, table, upper, factor, ground,
    )  # fmt: skip
    # stage 6
    p = h * 9017.0 / 3168.0
    q = -h * 355.0 / 33.0
    r = h * 46732.0 / 5247.0
    u = h * 49.0 / 176.0
    w = -h * 5103.0 / 18656.0
    v6x = vx + p * ax1 + q * ax2 + r * ax3 + u * ax4 + w * ax5
    v6y = vy + p * ay1 + q * ay2 + r * ay3 + u * ay4 + w * ay5
    v6z = vz + p * az1 + q * az2 + r * az3 + u * az4 + w * az5
    ax6, ay6, az6, _ = falling(
        x + p * vx + q * v2x + r * v3x + u * v4x + w * v5x, y + p * vy + q * v2y + r * v3y + u * v4y + w * v5y,
        z + p * vz + q * v2z + r * v3z + u * v4z + w * v5z, v6x, v6y, v6z, inverse_beta, drag, table, upper, factor, ground,
    )  # fmt: skip
    # solution of order 5
    p = h * 35.0 / 384.0
    q = h * 500.0 / 1113.0
    r = h * 125.0 / 192.0
    u = -h * 2187.0 / 6784.0
    w = h * 11.0 / 84.0
    nx = x + p * vx + q * v3x + r * v4x + u * v5x + w * v6x
    ny = y + p * vy + q * v3y + r * v4y + u * v5y + w * v6y
    nz = z + p * vz + q * v3z + r * v4z + u * v5z + w * v6z
    nvx = vx + p * ax1 + q * ax3 + r * ax4 + u * ax5 + w * ax6
    nvy = vy + p * ay1 + q * ay3 + r * ay4 + u * ay5 + w * ay6
    nvz = vz + p * az1 + q * az3 + r * az4 + u * az5 + w * az6
    a7 = falling(nx, ny, nz, nvx, nvy, nvz, inverse_beta, drag, table, upper, factor, ground)
    # difference from the solution of order 4
    p = h * 71.0 / 57600.0
    q = -h * 71.0 / 16695.0
    r = h * 71.0 / 1920.0
    u = -h * 17253.0 / 339200.0
    w = h * 22.0 / 525.0
    e = -h / 40.0
    ex = p * vx + q * v3x + r * v4x + u * v5x + w * v6x + e * nvx
    ey = p * vy + q * v3y + r * v4y + u * v5y + w * v6y + e * nvy
    ez = p * vz + q * v3z + r * v4z + u * v5z + w * v6z + e * nvz
    fx = p * ax1 + q * ax3 + r * ax4 + u * ax5 + w * ax6 + e * a7[0]
    fy = p * ay1 + q * ay3 + r * ay4 + u * ay5 + w * ay6 + e * a7[1]
    fz = p * az1 + q * az3 + r * az4 + u * az5 + w * az6 + e * a7[2]
    error_x = math.sqrt(ex * ex + ey * ey + ez * ez)
    error_v = math.sqrt(fx * fx + fy * fy + fz * fz)
    return (nx, ny, nz, nvx, nvy, nvz), a7, error_x, error_v


@kernel
def time_left(s, altitude, climb, drag):
    """How long [s] an error of velocity goes on growing into an error of the impact point.

    The vacuum time to the ground under gravity less the centrifugal relief, or, falling through dense air, the
    time in which drag stops the body, whichever is shorter.
    """
    x, y, z, vx, vy, vz = s
    r = math.sqrt(x * x + y * y + z * z)
    ux = vx - EARTH_RATE * y
    uy = vy + EARTH_RATE * x
    v2 = ux * ux + uy * uy + vz * vz
    g = max(3.986e14 / (r * r) - (v2 - climb * climb) / r, 0.3)
    h = max(altitude, 10.0)
    t = (climb + math.sqrt(climb * climb + 2.0 * g * h)) / g
    if climb < 0.0 and drag > 0.0:
        t = min(t, math.sqrt(vx * vx + vy * vy + vz * vz) / drag)
    return t


@kernel
def ground_altitude(x, y, z, ground):
    """Height of the ground [m]: the pad's inside the radius about it, else the ellipsoid's.

    ground[6]: pad position (3), radius, height [m], highest zonal harmonic of the gravitation (2 or 4).
    """
    dx = x - ground[0]
    dy = y - ground[1]
    dz = z - ground[2]
    if dx * dx + dy * dy + dz * dz < ground[3] * ground[3]:
        return ground[4]
    return 0.0


@kernel
def stays_up(s, inverse_beta):
    """True for a state whose osculating perigee is too high for the air to bring it down in the longest fall.

    At 200 km a piece of 10 kg/m2 loses some ten metres per second in 15,000 s, which does not bring it down.
    """
    x, y, z, vx, vy, vz = s
    ux = vx - EARTH_RATE * y
    uy = vy + EARTH_RATE * x
    r = math.sqrt(x * x + y * y + z * z)
    energy = 0.5 * (ux * ux + uy * uy + vz * vz) - MU / r
    if energy >= 0.0:
        return False
    hx = y * vz - z * uy
    hy = z * ux - x * vz
    hz = x * uy - y * ux
    semi_latus = (hx * hx + hy * hy + hz * hz) / MU
    eccentricity = math.sqrt(max(1.0 + 2.0 * energy * semi_latus / MU, 0.0))
    return semi_latus / (1.0 + eccentricity) > SEMI_MAJOR_AXIS + HIGH_PERIGEE and inverse_beta < 0.1


@kernel
def fall_one(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, factor, ground, tolerance, duration):
    """Fall to the ground or for ``duration`` [s]: (status, time, state (6), evaluations)."""
    s = (x, y, z, vx, vy, vz)
    if duration == math.inf and stays_up(s, inverse_beta):
        return ORBIT, 0.0, s, 0
    a = falling(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, factor, ground)
    used = 1
    t = 0.0
    altitude = altitude_of(x, y, z)
    level = ground_altitude(x, y, z, ground)
    size = math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])
    dt = min(0.05 * math.sqrt(vx * vx + vy * vy + vz * vz + 100.0) / max(size, 1e-6), 5.0)
    sunk = level - altitude
    if sunk >= 0.0:
        # thrown up from the ground (rounding may put it a little below): the ground is where it starts
        rise = (x * vx + y * vy + z * vz) / math.sqrt(x * x + y * y + z * z)
        if sunk > 1.0 or rise <= 1e-3:
            return IMPACT, 0.0, s, used
        dt = min(dt, 0.5 * rise / max(size, 9.0))
    else:
        sunk = 0.0
    level -= sunk
    previous = 1.0
    landing = 0
    for _ in range(MAXIMUM_STEPS):
        dt = min(dt, duration - t)
        new, a_new, error_x, error_v = step45(s, a, dt, inverse_beta, drag, table, upper, factor, ground)
        used += 6
        r = math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2])
        climb = (s[0] * s[3] + s[1] * s[4] + s[2] * s[5]) / r
        lever = time_left(s, altitude - level, climb, a[3])
        error = (error_x + error_v * lever) / tolerance
        if not error <= 1.0:  # also for a step cut to the ground: the one it was cut from may have jumped the air
            landing = 0
            if not (error < 1e30):
                error = 1e4
            dt *= max(0.1, 0.9 * error**-0.2)
            if not dt >= 1e-9:
                return NOT_FINITE, t, s, used
            continue
        new_altitude = altitude_of(new[0], new[1], new[2])
        new_level = ground_altitude(new[0], new[1], new[2], ground) - sunk
        below = new_altitude - new_level
        if below <= 0.0 and abs(below) > 1e-3 and landing < 12:
            # cut the step at the root of the cubic through both ends' heights and climb rates
            rn = math.sqrt(new[0] * new[0] + new[1] * new[1] + new[2] * new[2])
            climb_new = (new[0] * new[3] + new[1] * new[4] + new[2] * new[5]) / rn
            h0 = altitude - new_level
            if h0 <= 0.0:  # stepped over the edge of the raised ground around the pad
                return IMPACT, t, s, used
            low = 0.0
            high = 1.0
            f = h0 / (h0 - below)
            for _ in range(30):
                f2 = f * f
                f3 = f2 * f
                value = (
                    (2.0 * f3 - 3.0 * f2 + 1.0) * h0
                    + (f3 - 2.0 * f2 + f) * dt * climb
                    + (3.0 * f2 - 2.0 * f3) * below
                    + (f3 - f2) * dt * climb_new
                )
                if value > 0.0:
                    low = f
                else:
                    high = f
                slope = (
                    (6.0 * f2 - 6.0 * f) * (h0 - below)
                    + (3.0 * f2 - 4.0 * f + 1.0) * dt * climb
                    + (3.0 * f2 - 2.0 * f) * dt * climb_new
                )
                f = f - value / slope if slope < 0.0 else 0.5 * (low + high)
                if not (low < f < high):
                    f = 0.5 * (low + high)
            dt *= f
            landing += 1
            continue
        t += dt
        s = new
        a = a_new
        altitude = new_altitude
        level = new_level
        if below <= 1e-3:
            return IMPACT, t, s, used
        if t >= duration - 1e-12:
            return ENDED, t, s, used
        if t > LONGEST:
            return ORBIT, t, s, used
        if altitude > 2e8:
            return ESCAPED, t, s, used
        if landing > 0:
            # the cut step stopped just above the ground: fall the last of it in a straight line
            if below < 0.5:
                down = -(s[0] * s[3] + s[1] * s[4] + s[2] * s[5]) / math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2])
                rest = min(below / max(down, 1e-3), 1.0)
                return (
                    IMPACT,
                    t + rest,
                    (s[0] + rest * s[3], s[1] + rest * s[4], s[2] + rest * s[5], s[3], s[4], s[5]),
                    used,
                )
            landing = 0
        error = max(error, 1e-8)
        dt *= min(5.0, max(0.2, 0.9 * error**-0.14 * previous**0.08))
        previous = error
    return STEP_LIMIT, t, s, used


@kernel
def fall_many(
    state,
    inverse_beta,
    drag_id,
    table_id,
    drags,
    tables,
    upper,
    factor,
    ground,
    tolerance,
    duration,
    out,
    final,
    status,
    used,
):
    """``fall_one`` for a batch: out[m, 6] latitude, longitude, time, speed, angle below the horizontal, azimuth."""
    for i in range(state.shape[0]):
        w = table_id[i]
        s = state[i]
        code, t, e, n = fall_one(
            s[0],
            s[1],
            s[2],
            s[3],
            s[4],
            s[5],
            inverse_beta[i],
            drags[drag_id[i]],
            tables[w],
            upper,
            factor[w],
            ground,
            tolerance,
            duration,
        )
        status[i] = code
        used[i] = n
        latitude, longitude, _ = geodetic_from_ecef(e[0], e[1], e[2])
        sp = math.sin(latitude)
        cp = math.cos(latitude)
        sl = math.sin(longitude)
        cl = math.cos(longitude)
        east = -sl * e[3] + cl * e[4]
        north = -sp * cl * e[3] - sp * sl * e[4] + cp * e[5]
        up = cp * cl * e[3] + cp * sl * e[4] + sp * e[5]
        flat = math.sqrt(east * east + north * north)
        out[i, 0] = latitude if code < 10 else math.nan
        out[i, 1] = longitude if code < 10 else math.nan
        out[i, 2] = t
        out[i, 3] = math.sqrt(flat * flat + up * up)
        out[i, 4] = math.atan2(-up, flat)
        out[i, 5] = math.atan2(east, north)
        for c in range(6):
            final[i, c] = e[c]
