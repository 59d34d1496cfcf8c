"""The fall of one body from anywhere above the ground to the ground, through moving air.

Dormand and Prince's embedded Runge-Kutta 5(4) (``motion_kernel.py``) with a PI step controller; the local error is weighed
by what it does to the impact point, not by its own size.  A slow body may be handed to ``terminal_kernel.py`` for the
rest of its way.  Source: Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, 2nd ed., section II.4.
"""

import math

from luncur.compiler import fma, kernel, select
from luncur.debris.ground_kernel import cut_at_ground, ground_altitude, near_ground, to_ground
from luncur.debris.motion_kernel import pulled, step45
from luncur.debris.terminal_kernel import glide, joins
from luncur.earth.constants import EARTH_RATE, MU, SEMI_MAJOR_AXIS
from luncur.earth.ellipsoid_kernel import aloft, geodetic_from_ecef

IMPACT = 0
ENDED = 1  # at the wanted duration
ORBIT = 10  # still up after the longest fall that is computed
ESCAPED = 11
STEP_LIMIT = 20
NOT_FINITE = 21
# What ``judge`` says besides.
GO_ON = -1
CUT = -2

LONGEST = 15000.0  # [s]
HIGHEST = 2e8  # [m]
HIGH_PERIGEE = 200e3  # [m]
MAXIMUM_STEPS = 20000
SHORTEST = 1e-9  # step [s]
MOST = 5.0  # growth of a step


@kernel
def time_left(s, inverse, altitude, climb, drag):
    """How long [s] an error of velocity goes on growing into an error of the impact point.

    The vacuum time to the ground under gravity less the centrifugal relief, or, falling through dense air, the
    time in which drag stops the body, whichever is shorter.  inverse: 1 / distance from the Earth's centre [1/m].
    """
    x, y, _, vx, vy, vz = s
    ux = fma(-EARTH_RATE, y, vx)
    uy = fma(EARTH_RATE, x, vy)
    v2 = fma(ux, ux, fma(uy, uy, vz * vz))
    c2 = climb * climb
    g = max(fma(3.986e14 * inverse, inverse, (c2 - v2) * inverse), 0.3)
    h = max(altitude, 10.0)
    t = (climb + math.sqrt(fma(2.0 * g, h, c2))) / g
    stopping = math.sqrt(fma(vx, vx, fma(vy, vy, vz * vz))) / max(drag, 1e-300)
    return select(climb < 0.0, min(t, stopping), t)


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
def inverse_radius(s):
    """1 / distance from the Earth's centre [1/m] of a state (6)."""
    return 1.0 / math.sqrt(fma(s[0], s[0], fma(s[1], s[1], s[2] * s[2])))


@kernel
def climb_rate(s):
    """Velocity along the radius [m/s] of a state (6)."""
    return fma(s[0], s[3], fma(s[1], s[4], s[2] * s[5])) * inverse_radius(s)


@kernel
def shorter(error):
    """Factor on the step after one whose error, in parts of the tolerance, was too large or no number."""
    return max(0.1, 0.9 / math.sqrt(math.sqrt(select(error < 1e30, error, 1e4))))


@kernel
def longer(error, previous, most):
    """Factor on the step after a good one, ``most`` at the most; both errors at least 1e-8.

    Powers of 5/32 and 2/32 of the errors, so that a vector of bodies needs square roots only.
    """
    square = error * error
    ratio = previous * previous / (square * square * error)
    root = math.sqrt(math.sqrt(math.sqrt(math.sqrt(math.sqrt(ratio)))))
    return min(most, max(0.2, 0.9 * root))


@kernel
def first_step(s, a, level, altitude):
    """First step [s] and how far under ``level`` the body's ground lies [m]; negative: it lies on the ground already."""
    _, _, _, vx, vy, vz = s
    size = math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])
    dt = min(0.05 * math.sqrt(vx * vx + vy * vy + vz * vz + 100.0) / max(size, 1e-6), 10.0)
    sunk = level - altitude
    if sunk < 0.0:
        return dt, 0.0
    # thrown up from the ground (rounding may put it a little below): the ground is where it starts
    rise = climb_rate(s)
    if sunk > 1.0 or rise <= 1e-3:
        return dt, -1.0
    return min(dt, 0.5 * rise / max(size, 9.0)), sunk


@kernel
def trial(s, a, dt, height, sunk, inverse_beta, drag, table, upper, factor, ground, tolerance):
    """One step and what it is worth, for one body or a vector of them.

    New state (6), its acceleration (4), error in parts of the tolerance, climb rate before, altitude and height after.
    """
    new, a_new, altitude, error_x, error_v = step45(s, a, dt, inverse_beta, drag, table, upper, factor, ground)
    inverse = inverse_radius(s)
    climb = fma(s[0], s[3], fma(s[1], s[4], s[2] * s[5])) * inverse
    error = fma(error_v, time_left(s, inverse, height, climb, a[3]), error_x) * (1.0 / tolerance)
    return new, a_new, error, climb, altitude, altitude - (ground_altitude(new[0], new[1], new[2], ground) - sunk)


@kernel
def begin(s, inverse_beta, drag, table, upper, factor, ground, duration):
    """Whether a body falls at all: its status, or GO_ON; acceleration (4), height [m], first step [s], ``sunk`` [m]."""
    if duration == math.inf and stays_up(s, inverse_beta):
        return ORBIT, (0.0, 0.0, 0.0, 0.0), 0.0, 0.0, 0.0
    a, altitude = pulled(s[0], s[1], s[2], s[3], s[4], s[5], inverse_beta, drag, table, upper, factor, ground)
    if not abs(s[0]) + abs(s[1]) + abs(s[2]) < 1e100:  # no number, or its powers are none
        return NOT_FINITE, a, altitude, 0.0, 0.0
    level = ground_altitude(s[0], s[1], s[2], ground)
    dt, sunk = first_step(s, a, level, altitude)
    return IMPACT if sunk < 0.0 else GO_ON, a, altitude - (level - sunk), dt, sunk


@kernel
def may_settle(climb, drag, height, terminal_speed):
    """Whether a body sinks so slowly, with a drag [m/s2] so near its weight, that it is worth asking ``joins``."""
    return (climb < 0.0) & (climb > -terminal_speed) & (drag > 7.0) & (drag < 13.0) & (height >= 0.5)


@kernel
def judge(s, new, t, dt, new_height, new_altitude, climb, landing, sunk, ground, tolerance, duration):
    """What a step that is good enough comes to: status (GO_ON, CUT to a shorter one, or how the fall ended), time, state,
    step."""
    near = near_ground(new, tolerance) if new_height < 0.5 else 0.0
    if new_height < -near and landing < 12:
        start = aloft(s[0], s[1], s[2])[5] - (new_altitude - new_height)
        if start <= 0.0:  # stepped over the edge of the raised ground around the pad
            return IMPACT, t, s, dt
        return CUT, t, s, dt * cut_at_ground(start, new_height, dt, climb, climb_rate(new))
    t += dt
    if new_height <= near:
        t, new = to_ground(new, t, new_height)
        return IMPACT, t, new, dt
    if t >= duration - 1e-12:
        return ENDED, t, new, dt
    if t > LONGEST:
        return ORBIT, t, new, dt
    if new_altitude > HIGHEST:
        return ESCAPED, t, new, dt
    return GO_ON, t, new, dt


@kernel
def fall_one(x, y, z, vx, vy, vz, inverse_beta, drag, table, upper, factor, ground, accuracy, duration):
    """Fall to the ground or for ``duration`` [s]: (status, time, state (6), evaluations).

    accuracy: error allowed for in one step, as distance at the impact point [m]; terminal speed below which a settled
    body is followed over altitude, 0: never [m/s].  A fall for a time is always followed in time.
    """
    s = (x, y, z, vx, vy, vz)
    t = 0.0
    code, a, height, dt, sunk = begin(s, inverse_beta, drag, table, upper, factor, ground, duration)
    if code != GO_ON:
        return code, t, s, 0 if code == ORBIT else 1
    used = 1
    previous = 1.0
    most = MOST
    landing = 0
    for _ in range(MAXIMUM_STEPS):
        dt = min(dt, duration - t)
        new, a_new, error, climb, altitude, new_height = trial(
            s, a, dt, height, sunk, inverse_beta, drag, table, upper, factor, ground, accuracy[0]
        )
        used += 6
        if not error <= 1.0:  # also for a step cut to the ground: the one it was cut from may have jumped the air
            landing = 0
            most = 1.0  # the next step is not longer than the one that is good at last
            dt *= shorter(error)
            if not dt >= SHORTEST:
                return NOT_FINITE, t, s, used
            continue
        code, end, final, cut = judge(
            s, new, t, dt, new_height, altitude, climb, landing, sunk, ground, accuracy[0], duration
        )
        if code == CUT:
            dt = cut
            landing += 1
            continue
        if code != GO_ON:
            return code, end, final, used
        if duration == math.inf and may_settle(climb, a[3], new_height, accuracy[1]):
            used += 1
            if joins(new, new_height, accuracy[1], inverse_beta, drag, table, ground):
                rest, final, n = glide(new, sunk, inverse_beta, drag, table, ground)
                return IMPACT, end + rest, final, used + n
        landing = 0
        t += dt
        s = new
        a = a_new
        height = new_height
        error = max(error, 1e-8)
        dt *= longer(error, previous, most)
        most = MOST
        previous = error
    return STEP_LIMIT, t, s, used


@kernel
def fall_many(
    state, inverse_beta, drag_id, table_id, drags, tables, upper, factor, ground, accuracy, duration, final, time, status,
    used,
):  # fmt: skip
    """``fall_one`` for a batch: final[m, 6] Earth-fixed state, time[m], status[m] and evaluations[m]."""
    for i in range(state.shape[0]):
        w = table_id[i]
        s = state[i]
        code, t, e, n = fall_one(
            s[0], s[1], s[2], s[3], s[4], s[5], inverse_beta[i], drags[drag_id[i]], tables[w], upper, factor[w], ground,
            accuracy, duration,
        )  # fmt: skip
        status[i] = code
        used[i] = n
        time[i] = t
        for c in range(6):
            final[i, c] = e[c]


@kernel
def describe_many(final, status, out):
    """out[m, 5] of final states: latitude, longitude (nan: not down), speed, angle below the horizontal, azimuth."""
    for i in range(final.shape[0]):
        e = final[i]
        latitude, longitude, _ = geodetic_from_ecef(e[0], e[1], e[2])
        sp = math.sin(latitude)
        cp = math.cos(latitude)
        sl = math.sin(longitude)
        cl = math.cos(longitude)
        east = -sl * e[3] + cl * e[4]
        north = -sp * cl * e[3] - sp * sl * e[4] + cp * e[5]
        up = cp * cl * e[3] + cp * sl * e[4] + sp * e[5]
        flat = math.sqrt(east * east + north * north)
        out[i, 0] = latitude if status[i] < ORBIT else math.nan
        out[i, 1] = longitude if status[i] < ORBIT else math.nan
        out[i, 2] = math.sqrt(flat * flat + up * up)
        out[i, 3] = math.atan2(-up, flat)
        out[i, 4] = math.atan2(east, north)
