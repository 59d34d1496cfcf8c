"""One step of eight vehicles at once, by the same source as for one (``integrator_kernel.py``).

What differs from vehicle to vehicle are numbers; whether engines burn and how the thrust is steered is the same for all eight,
so that nothing branches.  A lane gives what the scalar step gives, bit for bit.
"""

import math

import numpy as np

from luncur.compiler import Vectors, inlined_kernel, kernel, vectorised
from luncur.compiler.lane_tables import four_in_row
from luncur.compiler.lanes import LANES, choose, every, get, left, put, spread, taken
from luncur.earth.ellipsoid_kernel import altitude_of
from luncur.earth.gravity_kernel import gravitation
from luncur.earth.tables_kernel import lookup, pressure_at
from luncur.earth.tables_lanes_kernel import lookup_high_lanes, lookup_lanes, pressure_lanes
from luncur.flight.forces_kernel import (
    acceleration_of,
    air_state,
    between,
    drag_coefficient,
    still_air,
    thin_acceleration,
)
from luncur.flight.integrator_kernel import nystrom, rk4
from luncur.flight.steering_kernel import (
    INERTIAL_VELOCITY,
    LOCAL,
    RAIL,
    VECTOR,
    along_vector,
    along_velocity,
    in_local_axes,
    turned_little,
)

# Kinds of step that eight vehicles make together; anything else is made one by one.
THIN_COAST, THIN_BURN, COASTING, ON_PITCH, ON_VECTOR, ON_VELOCITY = 0, 1, 2, 3, 4, 5
TOGETHER = 6
ALONE = -1

# Rows of a batch of eight: state (6), step, mass, thrust, flow, exit area, drag area, then of the aim: angle, its cosine and
# sine, its rate, sine and cosine of the azimuth, vector (3), its rate (3).
STEP, MASS, THRUST, FLOW, EXIT_AREA, DRAG_AREA, ANGLE = 6, 7, 8, 9, 10, 11, 12
BATCH_ROWS = 24


@inlined_kernel
def drag_coefficient_lanes(table, mach):
    """``drag_coefficient`` for lanes; table: all of them [n, rows], each with its first and last number twice, and where in
    numbers each lane's begins."""
    tables, which = table
    last = tables.shape[1] - 3
    x = mach * 20.0
    inside = x < last
    a, b, c, d, f = four_in_row(tables, which, choose(inside, x, 0.0))
    if every(inside):
        return between(a, b, c, d, f)
    end = spread(0.0)
    for lane in range(LANES):
        end = put(end, lane, tables[which[lane] // tables.shape[1], last + 1])
    return choose(inside, between(a, b, c, d, f), end)


@inlined_kernel
def pitched_lanes(angle, change):
    """``pitched`` for lanes; angle: with its cosine and sine."""
    cosine, sine = turned_little(angle[1], angle[2], change)
    little = (change <= 0.1) & (change >= -0.1)
    if not every(little):
        for lane in range(LANES):
            if not get(little, lane):
                large = get(angle[0], lane) + get(change, lane)
                cosine = put(cosine, lane, math.cos(large))
                sine = put(sine, lane, math.sin(large))
    return cosine, sine


_TABLES = {lookup: lookup_lanes, drag_coefficient: drag_coefficient_lanes, pressure_at: pressure_lanes}
air_state_lanes = vectorised(air_state, Vectors(_TABLES))


@inlined_kernel
def acceleration_lanes(s, since, mass, push, aim, body, air):
    """``acceleration_of`` for lanes that all do what the kind of step says, the first of ``aim``."""
    kind, angle, rate, sine, cosine, vector, turn = aim
    altitude, density, mach, wind, up = air_state_lanes(s, air)
    gx, gy, gz = gravitation(s[0], s[1], s[2])
    q = -0.5 * density * wind[3] * drag_coefficient_lanes(body[1], mach) * body[0] / mass
    gx = gx + q * wind[0]
    gy = gy + q * wind[1]
    gz = gz + q * wind[2]
    if kind != COASTING:
        k = max(push[0] - push[2] * pressure_lanes(air[3], altitude), 0.0) / mass
        if kind == ON_PITCH:
            level, u = pitched_lanes(angle, since * rate)
            dx, dy, dz = in_local_axes(level, u, sine, cosine, up)
        elif kind == ON_VECTOR:
            dx, dy, dz = along_vector(vector, turn, since)
        else:
            dx, dy, dz = along_velocity(s[3], s[4], s[5])
        gx = gx + k * dx
        gy = gy + k * dy
        gz = gz + k * dz
    return gx, gy, gz


@inlined_kernel
def thin_acceleration_lanes(s, since, mass, push, aim, body, air):
    """``thin_acceleration`` for lanes of which all burn or none does."""
    gx, gy, gz = gravitation(s[0], s[1], s[2])
    density, inverse_sound, _, _ = lookup_high_lanes(air[0], air[1], air[2], altitude_of(s[0], s[1], s[2]))
    ux, uy, uz = still_air(s)
    speed = math.sqrt(ux * ux + uy * uy + uz * uz)
    q = -0.5 * density * speed * drag_coefficient_lanes(body[1], speed * inverse_sound) * body[0] / mass
    k = dx = dy = dz = spread(0.0)
    if aim[0] == THIN_BURN:
        vector = aim[5]
        turn = aim[6]
        dx = vector[0] + since * turn[0]
        dy = vector[1] + since * turn[1]
        dz = vector[2] + since * turn[2]
        k = push[0] / (mass * math.sqrt(dx * dx + dy * dy + dz * dz))
    return gx + q * ux + k * dx, gy + q * uy + k * dy, gz + q * uz + k * dz


rk4_lanes = vectorised(rk4, Vectors({acceleration_of: acceleration_lanes}))
nystrom_lanes = vectorised(nystrom, Vectors({thin_acceleration: thin_acceleration_lanes}))


@inlined_kernel
def kind_of_step(thin, thrust, aim_kind):
    """Which steps a vehicle's step can be made together with."""
    if thin:
        return THIN_BURN if thrust > 0.0 else THIN_COAST
    if aim_kind == RAIL:
        return ALONE
    if thrust <= 0.0:
        return COASTING
    if aim_kind == LOCAL:
        return ON_PITCH
    if aim_kind == VECTOR:
        return ON_VECTOR
    if aim_kind == INERTIAL_VELOCITY:
        return ON_VELOCITY
    return ALONE


@inlined_kernel
def join(batch, lane, kind, s, dt, mass, push, aim, area):
    """Writes what a step needs of one vehicle into its lane of a batch [``BATCH_ROWS``, 8]."""
    for c in range(6):
        batch[c, lane] = s[c]
    batch[STEP, lane] = dt
    batch[MASS, lane] = mass
    for c in range(3):
        batch[THRUST + c, lane] = push[c]
    batch[DRAG_AREA, lane] = area
    numbers = aim[1:]
    if kind == ON_PITCH:
        batch[ANGLE, lane] = numbers[0]
        batch[ANGLE + 1, lane] = math.cos(numbers[0])
        batch[ANGLE + 2, lane] = math.sin(numbers[0])
        for c in range(3):
            batch[ANGLE + 3 + c, lane] = numbers[1 + c]
    elif kind == THIN_BURN or kind == ON_VECTOR:
        for c in range(6):
            batch[ANGLE + 6 + c, lane] = numbers[4 + c]


@kernel
def step_together(kind, batch, table_of, drag_of, tables, drags, upper, density_factor, pressure, zeros, numbers):
    """The step of eight vehicles: their states after it, and their altitudes, are in the first seven rows of the batch then.

    numbers: 7, or 13 for density, Mach number, velocity relative to the air (3) and its size as well.

    batch: see ``join``; table_of, drag_of[8]: where their tables begin; pressure[1, rows, 4]; zeros[8].
    """
    s = (taken(batch, 0), taken(batch, 1), taken(batch, 2), taken(batch, 3), taken(batch, 4), taken(batch, 5))
    dt = taken(batch, STEP)
    mass = taken(batch, MASS)
    push = (taken(batch, THRUST), taken(batch, FLOW), taken(batch, EXIT_AREA))
    body = (taken(batch, DRAG_AREA), (drags, drag_of))
    a = ANGLE
    aim = (
        kind,
        (taken(batch, a), taken(batch, a + 1), taken(batch, a + 2)),
        taken(batch, a + 3),
        taken(batch, a + 4),
        taken(batch, a + 5),
        (taken(batch, a + 6), taken(batch, a + 7), taken(batch, a + 8)),
        (taken(batch, a + 9), taken(batch, a + 10), taken(batch, a + 11)),
    )
    air = ((tables, table_of), upper, density_factor, (pressure, zeros))
    if kind == THIN_COAST or kind == THIN_BURN:
        s = nystrom_lanes(s, dt, mass, push, aim, body, air)
    else:
        s = rk4_lanes(s, dt, mass, push, aim, body, air)
    for c in range(6):
        left(batch, c, s[c])
    if numbers == 7:
        left(batch, 6, altitude_of(s[0], s[1], s[2]))
        return
    altitude, density, mach, wind, _ = air_state_lanes(s, air)
    left(batch, 6, altitude)
    left(batch, 7, density)
    left(batch, 8, mach)
    for c in range(4):
        left(batch, 9 + c, wind[c])


def queues():
    """Room for those that wait for a step, by kind, the last for their guidance: batches; of each lane whose it is and where its tables begin."""
    kinds = TOGETHER + 1
    whole = [np.zeros((kinds, LANES), dtype=np.int64) for _ in range(3)]
    return (
        np.zeros((kinds, BATCH_ROWS, LANES)),
        *whole,
        np.zeros(kinds, dtype=np.int64),
        np.zeros(LANES, dtype=np.int64),
    )
