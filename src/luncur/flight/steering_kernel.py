"""Where the thrust points: the aim of one step, and its direction at any moment within the step.

An aim is a tuple (kind, angle, rate, sine and cosine of the azimuth, vector (3), its rate (3)):
LOCAL is a pitch above the local horizontal that changes evenly, at a fixed azimuth; VECTOR is an inertial vector that
changes evenly, not of unit length (bilinear-tangent steering); two others follow a velocity.  One that follows the
velocity relative to the air carries a fixed departure from it in the first two rates, upward and to the right [rad].
"""

import math

from luncur.compiler import inlined_kernel, kernel

# Steering laws (column 1 of the steering table).
VERTICAL, PITCH, GRAVITY_TURN, EXPLICIT, PROGRADE, COAST, HOLD, ON_RAIL = 0, 1, 2, 3, 4, 5, 6, 7
# Kinds of aim; RAIL is LOCAL for a vehicle that can move in that direction only.
LOCAL, AIR_VELOCITY, INERTIAL_VELOCITY, VECTOR, RAIL = 0, 1, 2, 3, 4

SLOW = 5.0  # below this speed [m/s] a gravity turn points up, for want of a direction


@kernel
def interpolate(table, rows, x):
    """Second column of a table at x of its first column, linear, held at both ends."""
    if x <= table[0, 0]:
        return table[0, 1]
    for i in range(1, rows):
        if x <= table[i, 0]:
            f = (x - table[i - 1, 0]) / (table[i, 0] - table[i - 1, 0])
            return table[i - 1, 1] + f * (table[i, 1] - table[i - 1, 1])
    return table[rows - 1, 1]


@kernel
def next_knot(table, rows, x):
    """How far it is from x to the next row of a table, infinite beyond the last."""
    for i in range(rows):
        if table[i, 0] > x + 1e-9:
            return table[i, 0] - x
    return math.inf


@inlined_kernel
def direction_of(aim, since, up, air, vx, vy, vz):
    """Unit thrust direction (3), inertial, ``since`` [s] the start of the step.

    up: sine and cosine of the latitude, cosine and sine of the (inertial) longitude; air: velocity relative to the
    air (3) and its size; vx, vy, vz: inertial velocity.
    """
    kind = aim[0]
    if kind == VECTOR:
        return along_vector((aim[5], aim[6], aim[7]), (aim[8], aim[9], aim[10]), since)
    if kind == AIR_VELOCITY and air[3] > SLOW:
        k = 1.0 / air[3]
        if aim[8] == 0.0 and aim[9] == 0.0:
            return air[0] * k, air[1] * k, air[2] * k
        return tilted(air[0] * k, air[1] * k, air[2] * k, aim, up)
    if kind == INERTIAL_VELOCITY:
        return along_velocity(vx, vy, vz)
    level, u = (0.0, 1.0) if kind == AIR_VELOCITY else pitched(aim[1], since * aim[2])
    return in_local_axes(level, u, aim[3], aim[4], up)


@inlined_kernel
def along_vector(vector, turn, since):
    """Unit direction (3) of a vector that changes evenly."""
    dx = vector[0] + since * turn[0]
    dy = vector[1] + since * turn[1]
    dz = vector[2] + since * turn[2]
    k = 1.0 / math.sqrt(dx * dx + dy * dy + dz * dz)
    return dx * k, dy * k, dz * k


@inlined_kernel
def along_velocity(vx, vy, vz):
    """Unit direction (3) of a velocity [m/s]."""
    k = 1.0 / max(math.sqrt(vx * vx + vy * vy + vz * vz), 1e-3)
    return vx * k, vy * k, vz * k


@inlined_kernel
def in_local_axes(level, u, sine, cosine, up):
    """Direction (3) that has ``level`` along the local horizontal, at an azimuth of this sine and cosine, and ``u`` upward."""
    sp, cp, cl, sl = up
    e = level * sine
    n = level * cosine
    return (
        -sl * e - sp * cl * n + cp * cl * u,
        cl * e - sp * sl * n + cp * sl * u,
        cp * n + sp * u,
    )


@inlined_kernel
def pitched(angle, change):
    """Cosine and sine of an angle and a change [rad]; a small one by series, so that a step forms one angle, not four."""
    if abs(change) > 0.1:
        return math.cos(angle + change), math.sin(angle + change)
    return turned_little(math.cos(angle), math.sin(angle), change)


@inlined_kernel
def turned_little(c, s, change):
    """Cosine and sine of an angle plus a small change [rad], from those of the angle."""
    q = change * change
    dc = 1.0 - q * (0.5 - q * (1.0 / 24.0 - q * (1.0 / 720.0)))
    ds = change * (1.0 - q * (1.0 / 6.0 - q * (1.0 / 120.0 - q * (1.0 / 5040.0))))
    return c * dc - s * ds, s * dc + c * ds


@kernel
def tilted(dx, dy, dz, aim, up):
    """A unit direction turned by small angles aim[8] upward and aim[9] to the right of the aim's azimuth [rad]."""
    sp, cp, cl, sl = up
    # level and to the right of the azimuth, then made perpendicular to the direction
    rx = -sl * aim[4] + sp * cl * aim[3]
    ry = cl * aim[4] + sp * sl * aim[3]
    rz = -cp * aim[3]
    along = rx * dx + ry * dy + rz * dz
    rx -= along * dx
    ry -= along * dy
    rz -= along * dz
    k = 1.0 / max(math.sqrt(rx * rx + ry * ry + rz * rz), 1e-6)
    rx *= k
    ry *= k
    rz *= k
    ux = ry * dz - rz * dy
    uy = rz * dx - rx * dz
    uz = rx * dy - ry * dx
    dx += aim[8] * ux + aim[9] * rx
    dy += aim[8] * uy + aim[9] * ry
    dz += aim[8] * uz + aim[9] * rz
    k = 1.0 / math.sqrt(dx * dx + dy * dy + dz * dz)
    return dx * k, dy * k, dz * k


@kernel
def open_loop_aim(law, sine, cosine, pitch, pitch_rows, pitch_bias, t, dt, last, skew):
    """Aim of every law that does not look at a target; ``last`` is the direction (3) that "hold" and "coast" keep.

    sine, cosine: of the azimuth.
    skew: angles of the thrust from the velocity relative to the air, of a gravity turn: upward, to the right [rad].
    """
    first = 0.0
    second = 0.0
    angle = 0.5 * math.pi
    rate = 0.0
    kind = LOCAL
    if law == PITCH:
        angle = interpolate(pitch, pitch_rows, t)
        rate = (interpolate(pitch, pitch_rows, t + dt) - angle) / dt if dt > 0.0 else 0.0
        angle += pitch_bias
    elif law == GRAVITY_TURN:
        kind = AIR_VELOCITY
        first = skew[0]
        second = skew[1]
    elif law == ON_RAIL:
        kind = RAIL
        angle = pitch[0, 1] + pitch_bias
    elif law == PROGRADE:
        kind = INERTIAL_VELOCITY
    elif law == COAST or law == HOLD:
        kind = VECTOR
    return (
        kind, angle, rate, sine, cosine, last[0], last[1], last[2], first, second, 0.0,
    )  # fmt: skip
