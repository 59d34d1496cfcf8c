"""What comes before and after each step of a launch through its sequence of events.

State: inertial position and velocity, and the propellant left in each body (per copy).  Steps end on a common grid and
are cut at events, burn-outs and kinks of the tables.  Flow is constant within a step, so propellant is exact.
Recording takes side steps and changes nothing: a recorded flight and one of a batch are the same to the last bit.
"""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import altitude_of, ecef_from_geodetic
from luncur.earth.tables_kernel import pressure_at
from luncur.flight.aiming_kernel import before_guidance, burn_of, guided_aim, until_asked
from luncur.flight.forces_kernel import air_state, net_thrust
from luncur.flight.guidance_kernel import MEMORY, PLANE_SET, SWING, guidance_cycle
from luncur.flight.integrator_kernel import (
    ALTITUDE,
    BISECTIONS,
    GUIDANCE,
    HEAT_FLUX,
    HIGH,
    crossing_time,
    crossing_value,
    is_thin,
    step_of,
)
from luncur.flight.plane_kernel import unit
from luncur.flight.propulsion_kernel import F_LOADED, LOADED, consume, engines, has_curve, total_mass, until_knot
from luncur.flight.sequence_kernel import THIN_AIR, fixed_time, happen, is_due, next_grid_time, row_started_by
from luncur.flight.steering_kernel import (
    COAST,
    EXPLICIT,
    GRAVITY_TURN,
    HOLD,
    ON_RAIL,
    PITCH,
    VECTOR,
    direction_of,
    next_knot,
    open_loop_aim,
)
from luncur.flight.swing_kernel import FAST_SWING, SWING_STEP, swinging_aim

DONE = 0
STOPPED = 10  # at the wanted time
SHORT = 11  # to the last event, but propellant ended before a target was reached
FELL_BACK = 20
TOO_LONG = 22
NOT_FINITE = 23
GO_ON = -1
ASK = -2  # for a cycle of the guidance

LONGEST = 40000.0  # [s]
SHORT_STEP = 0.05  # on the rail [s]
SUNK = 50.0  # below the pad by this much, the vehicle has fallen back [m]

# What a flight keeps from step to step, after what its guidance remembers: time, state (6), events passed, rows of steering and
# air drag in force, rows recorded, accelerations computed, time to go, whether the last step ended at a crossing, whether the
# propellant ended too early, aim (11), its age, when the guidance was last asked, whether a solid motor has a curve; then of the
# step under way: its length, mass, thrust, flow, exit area, drag area, row of all drag tables, whether it is thin, state (6) and
# altitude after it; how many steps there were; altitude, sine and cosine of the azimuth that the steering law holds;
# propellant that can be burned, time until the first tank is empty, how the flight ends at this step, what the guidance says (7).
T = MEMORY
S, K, LAW, REGIME, ROWS, USED, TO_GO, CROSSED, SHORTENED = (
    T + 1,
    T + 7,
    T + 8,
    T + 9,
    T + 10,
    T + 11,
    T + 12,
    T + 13,
    T + 14,
)
AIM, AGE, ASKED, CURVED = T + 15, T + 26, T + 27, T + 28
DT, MASS, PUSH, AREA, DRAG, THIN = T + 29, T + 30, T + 31, T + 34, T + 35, T + 36
NEW, STEPS = T + 37, T + 44
HEIGHT, SINE, COSINE = T + 45, T + 46, T + 47
USABLE, BURN_LEFT, ENDING, GUIDED = T + 48, T + 49, T + 50, T + 51
FLIGHT = T + 58


@inlined_kernel
def grid_step(step, altitude, thrust):
    """Length of a regular step [s]: in air, under thrust where it is thin, on a coast where there is no wind."""
    if thrust:
        return step[0] if altitude < THIN_AIR else step[1]
    return step[0] if altitude < HIGH else step[2]


@kernel
def pointing(aim, since, s, air):
    """Direction of the thrust (3), ``since`` [s] the step's start, in the state s."""
    _, _, _, wind, up = air_state(s, air)
    return direction_of(aim, since, up, wind, s[3], s[4], s[5])


@inlined_kernel
def any_burning(attached, burning):
    """True when an engine of an attached body is on."""
    for b in range(attached.shape[0]):
        if attached[b] == 1 and burning[b] == 1:
            return True
    return False


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


@inlined_kernel
def state_of(m):
    """State (6) of a flight at the start of its step."""
    return m[S], m[S + 1], m[S + 2], m[S + 3], m[S + 4], m[S + 5]


@inlined_kernel
def aim_of(m):
    """Aim of the step under way, or of the last one; see ``steering_kernel``."""
    return (
        int(m[AIM]), m[AIM + 1], m[AIM + 2], m[AIM + 3], m[AIM + 4], m[AIM + 5], m[AIM + 6], m[AIM + 7], m[AIM + 8], m[AIM + 9],
        m[AIM + 10],
    )  # fmt: skip


@inlined_kernel
def set_aim(aim, m):
    """Keeps an aim."""
    m[AIM] = aim[0]
    for c, value in enumerate(aim[1:]):
        m[AIM + 1 + c] = value


@inlined_kernel
def set_azimuth(azimuth, m):
    """Keeps an azimuth [rad] by its sine and cosine."""
    m[SINE] = math.sin(azimuth)
    m[COSINE] = math.cos(azimuth)


@kernel
def lift_off(plan, factor, vehicle, body_state, event_time, m):
    """Everything full, on the pad, nothing lit; arguments as of ``before_step``."""
    site, bodies, throttle_rows, events, pitch = plan[0], plan[1], plan[3], plan[4], plan[11]
    for c in range(m.shape[0]):
        m[c] = 0.0
    px, py, pz = ecef_from_geodetic(site[0], site[1], site[2])
    s = (px, py, pz, -EARTH_RATE * py, EARTH_RATE * px, 0.0)
    for c in range(6):
        m[S + c] = s[c]
    for b in range(bodies.shape[0]):
        body_state[0, b] = bodies[b, LOADED] * factor[b, F_LOADED]
        body_state[1, b] = 1.0
        body_state[2, b] = 0.0
        body_state[3, b] = 0.0
        body_state[4, b] = 0.0
    for e in range(events.shape[0]):
        event_time[e] = math.nan
    skew = (vehicle[3], vehicle[4])
    set_aim(open_loop_aim(COAST, 0.0, 1.0, pitch[0], 0, 0.0, 0.0, 0.0, unit((px, py, pz)), skew), m)
    set_azimuth(plan[10][0, 2] + vehicle[2], m)
    m[HEIGHT] = altitude_of(px, py, pz)
    m[TO_GO] = math.inf
    m[CURVED] = 1.0 if has_curve(bodies, throttle_rows) else 0.0


@inlined_kernel
def pass_events(plan, factor, vehicle, air, stop_event, body_state, event_time, releases, m):
    """Lets everything happen that is due; True when the event ``stop_event`` is, which does not happen."""
    bodies, events, ignite, shutdown, jettison = plan[1], plan[4], plan[5], plan[6], plan[7]
    aero, steering, limits = plan[8], plan[10], plan[13]
    propellant, attached, burning, started = body_state[0], body_state[1], body_state[2], body_state[3]
    t = m[T]
    s = state_of(m)
    altitude = m[HEIGHT]
    k = int(m[K])
    while k < events.shape[0] and is_due(
        k, t, s, altitude, events, event_time, shutdown, burning, propellant, bodies, m[TO_GO], m[CROSSED] == 1.0, air
    ):
        if k == stop_event:
            return True
        law = int(m[LAW])
        if int(events[k, 0]) == GUIDANCE and m[TO_GO] > 1e-9 and steering[law, 3] == 0.0:
            m[SHORTENED] = 1.0
        event_time[k] = t
        happen(k, t, s, ignite, shutdown, jettison, bodies, factor, propellant, attached, burning, started, releases)
        new_law = row_started_by(k, steering, law)
        if new_law != law or k == 0:
            m[LAW] = new_law
            set_azimuth(steering[new_law, 2] + vehicle[2], m)
            new_kind = int(steering[new_law, 1])
            if new_kind == COAST or new_kind == HOLD or (new_kind == GRAVITY_TURN and limits[1] > 0.0):
                last = pointing(aim_of(m), m[AGE], s, air)
                set_aim((VECTOR, 0.0, 0.0, 0.0, 1.0, last[0], last[1], last[2], 0.0, 0.0, 0.0), m)
            m[PLANE_SET] = 0.0
            m[SWING] = m[SWING + 1] = m[SWING + 2] = 0.0
            m[TO_GO] = math.inf
        for b in range(bodies.shape[0]):
            if ignite[k, b] == 1:
                m[PLANE_SET] = 0.0
                m[TO_GO] = math.inf
        m[REGIME] = row_started_by(k, aero, int(m[REGIME]))
        m[CROSSED] = 0.0
        k += 1
        m[K] = k
    return False


@inlined_kernel
def before_aim(plan, factor, vehicle, air, stop_time, stop_event, body_state, event_time, releases, m):
    """Events, engines and length of the coming step: GO_ON, ASK where the guidance is due, or how the flight ended.

    A flight stopped at an event has not passed it: what it would have lit or let go is as before.  -1 waits for no event.

    plan: the arrays of ``AscentPlan``.  factor[nb, 4] scales thrust, specific impulse, load and dry mass; vehicle:
    drag factor, bias of pitch and azimuth, angles of the thrust from the airspeed in a gravity turn [rad].  air: see
    ``air_state``.  body_state[5, nb]: propellant per copy, attached, burning, ignition time, flow.  event_time[ne],
    releases[nb, 8]: written as events happen.  m[``FLIGHT``]: what the flight keeps from step to step.
    """
    bodies, throttle, throttle_rows, events = plan[1], plan[2], plan[3], plan[4]
    steering, pitch, pitch_rows, limits, step = plan[10], plan[11], plan[12], plan[13], plan[14]
    propellant, attached, burning, started, rate = (
        body_state[0],
        body_state[1],
        body_state[2],
        body_state[3],
        body_state[4],
    )
    t = m[T]
    s = state_of(m)
    altitude = m[HEIGHT]
    if not (altitude > -1e5 and altitude < 1e9):
        return NOT_FINITE
    halted = pass_events(plan, factor, vehicle, air, stop_event, body_state, event_time, releases, m)
    k = int(m[K])
    law = int(m[LAW])
    kind = int(steering[law, 1])
    aim = aim_of(m)
    ended = k >= events.shape[0]
    # how far the step may go before the propellant is looked at
    burns = any_burning(attached, burning)
    regular = grid_step(step, altitude, burns)
    if kind == EXPLICIT and burns and altitude > HIGH:
        # steps end where the guidance is asked, so that it is asked at the same times whatever their length
        dt = min(regular, until_asked(t, m[ASKED], m))
    else:
        dt = next_grid_time(t, regular) - t
    if dt < 1e-9:
        dt = regular
    if not ended:
        dt = min(dt, fixed_time(k, events, event_time) - t)
    if kind == PITCH:
        dt = min(dt, next_knot(pitch[law], pitch_rows[law], t))
    dt = min(dt, until_knot(t, throttle, throttle_rows, burning, started, bodies, factor))
    stopping = halted or t >= stop_time - 1e-9
    if not stopping:
        dt = min(dt, stop_time - t)
    if kind == ON_RAIL:
        dt = min(dt, SHORT_STEP)
    swings, wind, _ = swing_of(plan, air, s, kind, aim)
    if swings:
        dt = min(dt, SWING_STEP / max(limits[1] * wind[3], 0.1))
    dt = max(dt, 0.0)
    mass = total_mass(bodies, factor, propellant, attached)
    thrust, flow, exit_area, burn_left, usable = engines(
        t, dt, bodies, factor, throttle, throttle_rows, propellant, attached, burning, started, mass, limits[0],
        pressure_at(air[3], altitude), rate,
    )  # fmt: skip
    m[DT] = dt
    m[MASS] = mass
    m[PUSH] = thrust
    m[PUSH + 1] = flow
    m[PUSH + 2] = exit_area
    m[USABLE] = usable
    m[BURN_LEFT] = burn_left
    m[ENDING] = GO_ON
    if ended:
        m[ENDING] = SHORT if m[SHORTENED] == 1.0 else DONE
    elif stopping:
        m[ENDING] = STOPPED
    if kind != EXPLICIT or not thrust > 0.0:
        return GO_ON
    if m[PLANE_SET] == 0.0:
        m[ASKED] = t
    guided, due = before_guidance(
        t,
        s,
        aim,
        m[AGE],
        m[ASKED],
        m[TO_GO],
        (thrust, flow, exit_area),
        mass,
        usable,
        burn_left,
        limits[0],
        steering[law],
        m,
    )
    if due:
        m[ASKED] = t
        return ASK
    for c in range(7):
        m[GUIDED + c] = guided[c]
    return GO_ON


@inlined_kernel
def swing_of(plan, air, s, kind, aim):
    """Whether the axis swings about the relative wind, which (4), and the local axes (4): of a rocket that has left its rail."""
    if kind == GRAVITY_TURN and aim[0] == VECTOR:
        _, _, _, wind, up = air_state(s, air)
        return plan[13][1] * wind[3] < FAST_SWING, wind, up
    return False, (0.0, 0.0, 0.0, 0.0), (0.0, 1.0, 1.0, 0.0)


@kernel
def ask_alone(limit, target, m):
    """A cycle of the guidance for one launch."""
    exhaust, acceleration, left = burn_of(push_of(m), m[MASS], m[USABLE])
    row = (target[3], target[4], target[5], target[6], target[7], target[8])
    guided = guidance_cycle(state_of(m), exhaust, acceleration, limit, left, row, m)
    for c in range(7):
        m[GUIDED + c] = guided[c]


@inlined_kernel
def take_aim(plan, vehicle, air, m):
    """Direction of the thrust in the coming step, which ends where a tank is empty or a burn is over: GO_ON, or how the flight ended."""
    events, steering, pitch, pitch_rows, limits = plan[4], plan[10], plan[11], plan[12], plan[13]
    t = m[T]
    s = state_of(m)
    altitude = m[HEIGHT]
    k = int(m[K])
    law = int(m[LAW])
    kind = int(steering[law, 1])
    aim = aim_of(m)
    dt = m[DT]
    thrust = m[PUSH]
    if kind == EXPLICIT:
        if thrust > 0.0:
            g = GUIDED
            guided = (m[g], m[g + 1], m[g + 2], m[g + 3], m[g + 4], m[g + 5], m[g + 6])
            aim, to_go = guided_aim(guided, m)
            m[TO_GO] = to_go
    else:
        swings, wind, up = swing_of(plan, air, s, kind, aim)
        skew = (vehicle[3], vehicle[4])
        if swings and thrust > 0.0:
            aim = swinging_aim(aim, m[AGE], dt, limits[1] * wind[3], m[SINE], m[COSINE], skew, up, wind, m)
        else:
            last = (aim[5], aim[6], aim[7])
            aim = open_loop_aim(kind, m[SINE], m[COSINE], pitch[law], pitch_rows[law], vehicle[1], t, dt, last, skew)
    set_aim(aim, m)
    if altitude < plan[0][2] - SUNK:
        return FELL_BACK
    if thrust > 0.0:
        dt = min(dt, m[BURN_LEFT])
    waited = GUIDANCE if k >= events.shape[0] else int(events[k, 0])
    if waited == GUIDANCE and thrust > 0.0 and not (kind == EXPLICIT and steering[law, 3] == 1.0):
        dt = min(dt, max(m[TO_GO], 0.0))
    m[DT] = dt
    regime = int(m[REGIME])
    m[AREA] = plan[8][regime, 1] * vehicle[0]
    m[DRAG] = 2 * regime + (0 if thrust > 0.0 else 1)
    m[THIN] = 1.0 if is_thin(altitude, push_of(m), aim) else 0.0
    return int(m[ENDING])


@inlined_kernel
def push_of(m):
    """Thrust in vacuum [N], flow [kg/s] and exit area [m2] of the step under way."""
    return m[PUSH], m[PUSH + 1], m[PUSH + 2]


@inlined_kernel
def body_of(drag, m):
    """Drag area [m2] and table of the step under way; drag[regimes, 2, rows]: all tables."""
    row = int(m[DRAG])
    return m[AREA], drag[row // 2, row % 2]


@kernel
def one_step(drag, air, dt, m):
    """State (6) a time dt [s] into the step under way."""
    return step_of(m[THIN] == 1.0, state_of(m), dt, m[MASS], push_of(m), aim_of(m), body_of(drag, m), air)


@inlined_kernel
def with_altitude(s):
    """A state (6) and its altitude [m]."""
    return s[0], s[1], s[2], s[3], s[4], s[5], altitude_of(s[0], s[1], s[2])


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
