"""What comes before each step of a launch through its sequence of events: events, engines, direction of the thrust, length.

Steps end on a common grid and are cut at events, burn-outs and kinks of the tables.
"""

from luncur.compiler import inlined_kernel, kernel
from luncur.earth.tables_kernel import pressure_at
from luncur.flight.aiming_kernel import before_guidance, burn_of, guided_aim, until_asked
from luncur.flight.ascent_events_kernel import pass_events
from luncur.flight.ascent_state_kernel import (
    AGE,
    AREA,
    ASK,
    ASKED,
    BURN_LEFT,
    COSINE,
    DONE,
    DRAG,
    DT,
    ENDING,
    FELL_BACK,
    GO_ON,
    GUIDED,
    HEIGHT,
    LAW,
    MASS,
    NOT_FINITE,
    PUSH,
    REGIME,
    SHORT,
    SHORTENED,
    SINE,
    STOPPED,
    THIN,
    TO_GO,
    USABLE,
    K,
    T,
    aim_of,
    push_of,
    set_aim,
    state_of,
)
from luncur.flight.forces_kernel import air_state
from luncur.flight.guidance_kernel import PLANE_SET, guidance_cycle
from luncur.flight.integrator_kernel import (
    GUIDANCE,
    HIGH,
    is_thin,
)
from luncur.flight.propulsion_kernel import engines, total_mass, until_knot
from luncur.flight.sequence_kernel import THIN_AIR, fixed_time, next_grid_time
from luncur.flight.steering_kernel import (
    EXPLICIT,
    GRAVITY_TURN,
    ON_RAIL,
    PITCH,
    VECTOR,
    next_knot,
    open_loop_aim,
)
from luncur.flight.swing_kernel import FAST_SWING, SWING_STEP, swinging_aim

SHORT_STEP = 0.05  # on the rail [s]
SUNK = 50.0  # below the pad by this much, the vehicle has fallen back [m]


@inlined_kernel
def grid_step(step, altitude, thrust):
    """Length of a regular step [s]: in air, under thrust where it is thin, on a coast where there is no wind."""
    if thrust:
        return step[0] if altitude < THIN_AIR else step[1]
    return step[0] if altitude < HIGH else step[2]


@inlined_kernel
def any_burning(attached, burning):
    """True when an engine of an attached body is on."""
    for b in range(attached.shape[0]):
        if attached[b] == 1 and burning[b] == 1:
            return True
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
