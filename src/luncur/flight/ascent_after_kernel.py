"""What comes after each step of a launch: crossings, wanted rows, tanks; and its end.

Flow is constant within a step, so propellant is exact.  Recording takes side steps and changes nothing: a recorded flight and
one of a batch are the same to the last bit.
"""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.earth.tables_kernel import pressure_at
from luncur.flight.ascent_state_kernel import (
    AGE,
    CROSSED,
    CURVED,
    DT,
    FELL_BACK,
    GO_ON,
    HEIGHT,
    LAW,
    MASS,
    PUSH,
    ROWS,
    THIN,
    TO_GO,
    TOO_LONG,
    USED,
    K,
    S,
    T,
    aim_of,
    body_of,
    one_step,
    pointing,
    push_of,
    state_of,
    with_altitude,
)
from luncur.flight.forces_kernel import air_state, net_thrust
from luncur.flight.integrator_kernel import (
    ALTITUDE,
    BISECTIONS,
    HEAT_FLUX,
    crossing_time,
    crossing_value,
)
from luncur.flight.propulsion_kernel import consume, engines
from luncur.flight.sequence_kernel import THIN_AIR
from luncur.flight.steering_kernel import (
    EXPLICIT,
)

LONGEST = 40000.0  # [s]


@kernel
def record_row(row, t, since, s, mass, push, air, phase, propellant, rate, attached):
    """Writes time, state, mass, thrust, Mach number, dynamic pressure, phase and propellant, ``since`` [s] the step's start."""
    altitude, density, mach, wind, _ = air_state(s, air)
    row[0] = t
    for c in range(6):
        row[1 + c] = s[c]
    row[7] = mass
    row[8] = net_thrust(push[0], push[2], air, altitude)
    row[9] = mach
    row[10] = 0.5 * density * wind[3] * wind[3]
    row[11] = phase
    for b in range(propellant.shape[0]):
        row[12 + b] = (propellant[b] - since * rate[b]) * attached[b]


@kernel
def cut_at_crossing(plan, factor, air, new, body_state, m):
    """The step cut where an altitude, a heat flux or an apsis is reached: state and altitude after it.

    ``new``: those after the whole step.
    """
    bodies, throttle, throttle_rows, events = plan[1], plan[2], plan[3], plan[4]
    s = state_of(m)
    k = int(m[K])
    waited = int(events[k, 0])
    thin = m[THIN] == 1.0
    before = crossing_value(waited, events[k, 1], s, air)
    after = crossing_value(waited, events[k, 1], new, air)
    altitude = m[HEIGHT]
    if not (before < 0.0 and after >= 0.0 and (waited != HEAT_FLUX or altitude > THIN_AIR)):
        return new
    dt = crossing_time(waited, events[k, 1], thin, s, m[DT], m[MASS], push_of(m), aim_of(m), body_of(plan[9], m), air)
    if m[CURVED] == 1.0:  # the thrust of a shorter step of the curve, so that it goes on to end with the propellant
        thrust, flow, exit_area, _, _ = engines(
            m[T], dt, bodies, factor, throttle, throttle_rows, body_state[0], body_state[1], body_state[2], body_state[3],
            m[MASS], plan[13][0], pressure_at(air[3], altitude), body_state[4],
        )  # fmt: skip
        m[PUSH] = thrust
        m[PUSH + 1] = flow
        m[PUSH + 2] = exit_area
    m[DT] = dt
    m[USED] += (BISECTIONS + 1) * (3 if thin else 4)
    m[CROSSED] = 1.0
    return with_altitude(one_step(plan[9], air, dt, m))


@kernel
def record_within(plan, air, body_state, times, record, m):
    """Writes the rows that are wanted within the step under way."""
    rows = int(m[ROWS])
    t = m[T]
    while rows < times.shape[0] and times[rows] < t + m[DT] - 1e-9:
        since = min(max(times[rows] - t, 0.0), m[DT])
        side = one_step(plan[9], air, since, m) if since > 0.0 else state_of(m)
        record_row(
            record[rows], t + since, since, side, m[MASS] - m[PUSH + 1] * since, push_of(m), air, m[K], body_state[0],
            body_state[4], body_state[1],
        )  # fmt: skip
        rows += 1
    m[ROWS] = rows


@inlined_kernel
def after_step(plan, factor, air, new, body_state, times, record, m):
    """Goes on to ``new``, state and altitude after the step under way, or to where a crossing cuts it: GO_ON, or TOO_LONG."""
    events, steering = plan[4], plan[10]
    m[CROSSED] = 0.0
    m[USED] += 3 if m[THIN] == 1.0 else 4
    if int(events[int(m[K]), 0]) >= ALTITUDE and m[DT] > 0.0:
        new = cut_at_crossing(plan, factor, air, new, body_state, m)
    if int(m[ROWS]) < times.shape[0]:
        record_within(plan, air, body_state, times, record, m)
    dt = m[DT]
    consume(dt, plan[1], body_state[0], body_state[4])
    for c in range(6):
        m[S + c] = new[c]
    m[HEIGHT] = new[6]
    m[T] += dt
    m[AGE] = dt
    law = int(m[LAW])
    by_depletion = steering[law, 3] == 1.0
    if int(steering[law, 1]) == EXPLICIT and m[PUSH] > 0.0 and m[TO_GO] < math.inf and not by_depletion:
        m[TO_GO] = max(m[TO_GO] - dt, 0.0)
    return TOO_LONG if m[T] > LONGEST else GO_ON


@kernel
def finish(plan, air, code, body_state, times, record, m):
    """Writes the last row of a flight that has ended and may be recorded; direction of the thrust (3) at its end."""
    if code >= FELL_BACK:
        return 0.0, 0.0, 0.0
    rows = int(m[ROWS])
    s = state_of(m)
    if rows < times.shape[0]:
        record_row(
            record[rows], m[T], 0.0, s, m[MASS], push_of(m), air, m[K], body_state[0], body_state[4], body_state[1]
        )
        m[ROWS] = rows + 1
    return pointing(aim_of(m), 0.0, s, air)
