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
THICK = 120e3  # below which that is [m]
SHORTEST = 1e-6  # step [s]
FAR = 2e8  # above which it is not followed [m]


@kernel
def strain_of(s, table, upper, factor):
    """Altitude [m], dynamic pressure [Pa] and square of the speed through the air [m2/s2] of an Earth-fixed state."""
    sp, cp, cl, sl, altitude = upward(s[0], s[1], s[2])
    density, _, east, north = lookup(table, upper, factor, altitude)
    ux = s[3] + sl * east + sp * cl * north
    uy = s[4] - cl * east + sp * sl * north
    uz = s[5] - cp * north
    square = ux * ux + uy * uy + uz * uz
    return altitude, 0.5 * density * square, square


@kernel
def is_too_much(strain, limits):
    """True where a ``strain_of`` is too much for a falling stack, for one or a vector of them.

    limits: dynamic pressure [Pa] in moving air; height [m] below which a stack faster than a speed [m/s] comes apart by
    heating; that speed.
    """
    return (strain[1] >= limits[0]) | ((strain[0] <= limits[1]) & (strain[2] >= limits[2] * limits[2]))


@kernel
def try_step(s, a, dt, altitude, inverse_beta, drag, table, upper, factor, ground):
    """One step of a stack, or of a vector of them: state (6), acceleration (4), error in parts of the tolerance, then ``strain_of``
    and the ground's altitude [m] where it ends."""
    new, a_new, _, error_x, error_v = step45(s, a, dt, inverse_beta, drag, table, upper, factor, ground)
    left = time_left(s, inverse_radius(s), max(altitude, 10.0), climb_rate(s), a[3])
    error = (error_x + error_v * left) / TOLERANCE
    return new, a_new, error, strain_of(new, table, upper, factor), ground_altitude(new[0], new[1], new[2], ground)


@kernel
def next_step(dt, error):
    """Length of the step [s] after one of this error: the same again shorter where it was too large or no number."""
    if error <= 1.0:
        return dt * min(3.0, max(0.2, 0.9 * max(error, 1e-8) ** -0.2))
    if not (error < 1e30):
        error = 1e4
    return dt * max(0.1, 0.9 * error**-0.2)


@kernel
def break_within(s, a, t, dt, first, inverse_beta, drag, table, upper, factor, ground, limits):
    """When and where within a step the air becomes too much: (BROKE, time [s], state (6)), or WHOLE where that is under the ground."""
    low = 0.0
    high = dt
    for _ in range(20):
        middle = 0.5 * (low + high)
        part, _, _, _, _ = step45(s, a, middle, inverse_beta, drag, table, upper, factor, ground)
        if is_too_much(strain_of(part, table, upper, factor), limits):
            high = middle
        else:
            low = middle
    part, _, _, _, _ = step45(s, a, high, inverse_beta, drag, table, upper, factor, ground)
    if altitude_of(part[0], part[1], part[2]) > ground_altitude(part[0], part[1], part[2], ground):
        return BROKE, t + high, part
    return WHOLE, 0.0, first


@kernel
def fall_until(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, factor, ground, limits):
    """(WHOLE or BROKE, time [s], state (6)) of a body that comes apart where ``is_too_much`` says so.

    A body that never does is given back where it started: the fall kernel follows it to the ground.
    """
    first = (x, y, z, vx, vy, vz)
    s = first
    t = 0.0
    strain = strain_of(s, table, upper, factor)
    if is_too_much(strain, limits):
        return BROKE, t, s
    altitude = strain[0]
    a = falling(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, factor, ground)
    dt = 1.0
    for _ in range(MAXIMUM_STEPS):
        if altitude < THICK:
            dt = min(dt, CLOSE)
        new, a_new, error, strain, level = try_step(
            s, a, dt, altitude, inverse_beta, drag, table, upper, factor, ground
        )
        following = next_step(dt, error)
        if error <= 1.0:
            if is_too_much(strain, limits):
                return break_within(s, a, t, dt, first, inverse_beta, drag, table, upper, factor, ground, limits)
            t += dt
            s = new
            a = a_new
            if strain[0] <= level or t > LONGEST or altitude > FAR:
                return WHOLE, 0.0, first
            altitude = strain[0]
        elif not following >= SHORTEST:
            return WHOLE, 0.0, first
        dt = following
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
