"""The fall of a whole stack that may come apart: how far it gets before the air is too much for it."""

from luncur.compiler import kernel
from luncur.debris.fall_kernel import LONGEST, MAXIMUM_STEPS, climb_rate, inverse_radius, time_left
from luncur.debris.ground_kernel import ground_altitude
from luncur.debris.motion_kernel import falling, step45
from luncur.earth.ellipsoid_kernel import altitude_of, upward
from luncur.earth.tables_kernel import lookup

WHOLE = 0  # the air is never too much before the ground or orbit
BROKE = 1
TOLERANCE = 1.0  # of the impact point, per step [m]
CLOSE = 5.0  # longest step in the air [s]


@kernel
def strained(s, table, upper, factor, limits):
    """True where an Earth-fixed state is too much for a falling stack.

    limits: dynamic pressure [Pa] in moving air; height [m] below which a stack faster than a speed [m/s] comes apart by
    heating; that speed.
    """
    sp, cp, cl, sl, altitude = upward(s[0], s[1], s[2])
    density, _, east, north = lookup(table, upper, factor, altitude)
    ux = s[3] + sl * east + sp * cl * north
    uy = s[4] - cl * east + sp * sl * north
    uz = s[5] - cp * north
    square = ux * ux + uy * uy + uz * uz
    return 0.5 * density * square >= limits[0] or (altitude <= limits[1] and square >= limits[2] * limits[2])


@kernel
def fall_until(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, factor, ground, limits):
    """(WHOLE or BROKE, time [s], state (6)) of a body that comes apart where it is ``strained``.

    A body that never does is given back where it started: the fall kernel follows it to the ground.
    """
    first = (x, y, z, vx, vy, vz)
    s = first
    t = 0.0
    if strained(s, table, upper, factor, limits):
        return BROKE, t, s
    a = falling(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, factor, ground)
    dt = 1.0
    for _ in range(MAXIMUM_STEPS):
        altitude = altitude_of(s[0], s[1], s[2])
        if altitude < 120e3:
            dt = min(dt, CLOSE)
        new, a_new, _, error_x, error_v = step45(s, a, dt, inverse_beta, drag, table, upper, factor, ground)
        climb = climb_rate(s)
        error = (error_x + error_v * time_left(s, inverse_radius(s), max(altitude, 10.0), climb, a[3])) / TOLERANCE
        if not error <= 1.0:
            if not (error < 1e30):
                error = 1e4
            dt *= max(0.1, 0.9 * error**-0.2)
            if not dt >= 1e-6:
                return WHOLE, 0.0, first
            continue
        if strained(new, table, upper, factor, limits):
            low = 0.0
            high = dt
            for _ in range(20):
                middle = 0.5 * (low + high)
                part, _, _, _, _ = step45(s, a, middle, inverse_beta, drag, table, upper, factor, ground)
                if not strained(part, table, upper, factor, limits):
                    low = middle
                else:
                    high = middle
            part, _, _, _, _ = step45(s, a, high, inverse_beta, drag, table, upper, factor, ground)
            if altitude_of(part[0], part[1], part[2]) > ground_altitude(part[0], part[1], part[2], ground):
                return BROKE, t + high, part
            return WHOLE, 0.0, first
        t += dt
        s = new
        a = a_new
        if altitude_of(s[0], s[1], s[2]) <= ground_altitude(s[0], s[1], s[2], ground):
            return WHOLE, 0.0, first
        if t > LONGEST or altitude > 2e8:
            return WHOLE, 0.0, first
        dt *= min(3.0, max(0.2, 0.9 * max(error, 1e-8) ** -0.2))
    return WHOLE, 0.0, first


@kernel
def fall_until_many(state, inverse_beta, drag, table_id, tables, upper, factor, ground, limits, out, broke):
    """``fall_until`` for a batch: out[n, 7] time and state where the body is when it breaks, or where it was."""
    for i in range(state.shape[0]):
        w = table_id[i]
        s = state[i]
        code, t, e = fall_until(
            s[0], s[1], s[2], s[3], s[4], s[5], inverse_beta[i], drag, tables[w], upper, factor[w], ground, limits
        )
        broke[i] = code
        out[i, 0] = t
        for c in range(6):
            out[i, 1 + c] = e[c]
