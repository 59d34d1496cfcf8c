"""What comes before each step of a powered flight after a failure: the thrust points where it should not.

The vehicle keeps what was attached and burning when it failed; nothing more is lit or let go.  Forces are those of the
normal flight, with the drag of a body that lies across the air.  Lift and the turning moments of the air are left out
(three degrees of freedom).
"""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.earth.constants import EARTH_RATE
from luncur.earth.tables_kernel import pressure_at
from luncur.flight.forces_kernel import drag_coefficient, net_thrust
from luncur.flight.integrator_kernel import HIGH, is_thin, step_of
from luncur.flight.malfunction_kernel import (
    ALONG_VELOCITY,
    BROKE_UP,
    BURNED_OUT,
    HIT_GROUND,
    NOT_FINITE,
    TERMINATED,
    TURNING,
    attitude,
    body_rate,
    breaks,
    drag_area,
    even_turn,
    look_at,
    turned,
)
from luncur.flight.plane_kernel import dot
from luncur.flight.propulsion_kernel import engines, total_mass, until_knot
from luncur.flight.sequence_kernel import next_grid_time
from luncur.flight.steering_kernel import INERTIAL_VELOCITY, VECTOR

GO_ON = -1

COARSE = 8.0  # times the step of the air
TURN_PER_STEP = 0.25  # at most, of the attitude, where the step in air is 1 s or more [rad]
UNEVEN = 0.01  # growth of the turn within such a step, at most [rad]
WRONG_COLUMNS = (
    12  # of a recorded row: time, inertial state (6), axis of the thrust (3), body rate, share of the thrust left
)

# What such a flight keeps from step to step: time, state (6) and what the air is there (7, see ``look_at``); time of the failure,
# when the rule was broken, cosine of the attitude error it allows, direction after the turn at once (3), row of the air drag in
# force, drag area broadside on, rows recorded, accelerations computed, steps; then of the step under way: length, mass, thrust,
# flow, exit area, aim (11), drag area, whether it is thin, state and air after it (13).
T, S, LOOK, FAILED, SEEN, ALLOWED, HELD_AXIS, REGIME, BROADSIDE = 0, 1, 7, 14, 15, 16, 17, 20, 21
ROWS, USED, STEPS = 22, 23, 24
DT, MASS, PUSH, AIM, AREA, THIN, NEW = 25, 26, 27, 30, 41, 42, 43
WRONG = 56


@inlined_kernel
def state_of(m):
    """State (6) of a flight at the start of its step."""
    return m[S], m[S + 1], m[S + 2], m[S + 3], m[S + 4], m[S + 5]


@inlined_kernel
def look_of(m):
    """What the air is at the start of the step, see ``look_at``."""
    return m[LOOK], m[LOOK + 1], m[LOOK + 2], m[LOOK + 3], m[LOOK + 4], m[LOOK + 5], m[LOOK + 6]


@inlined_kernel
def held_of(m):
    """Direction of the thrust (3) after the turn at once."""
    return m[HELD_AXIS], m[HELD_AXIS + 1], m[HELD_AXIS + 2]


@inlined_kernel
def aim_of(m):
    """Aim of the step under way; see ``steering_kernel``."""
    return (
        int(m[AIM]), m[AIM + 1], m[AIM + 2], m[AIM + 3], m[AIM + 4], m[AIM + 5], m[AIM + 6], m[AIM + 7], m[AIM + 8], m[AIM + 9],
        m[AIM + 10],
    )  # fmt: skip


@inlined_kernel
def push_of(m):
    """Thrust in vacuum [N], flow [kg/s] and exit area [m2] of the step under way."""
    return m[PUSH], m[PUSH + 1], m[PUSH + 2]


@inlined_kernel
def set_state(s, look, m):
    """Keeps a state (6) and what the air is there (7)."""
    for c in range(6):
        m[S + c] = s[c]
    for c in range(7):
        m[LOOK + c] = look[c]


@kernel
def fail(plan, air, t, s, phase, attached, how, d0, n, across, rule, m):
    """The failure: what the flight keeps from then on; arguments as of ``before_wrong``."""
    bodies, aero = plan[1], plan[8]
    m[T] = t
    set_state(s, look_at(s, air), m)
    m[FAILED] = t
    m[SEEN] = math.inf
    m[ALLOWED] = math.cos(rule[0])
    held = turned(d0, n, how[1])
    for c in range(3):
        m[HELD_AXIS + c] = held[c]
    m[REGIME] = 0.0
    for i in range(aero.shape[0]):
        if int(aero[i, 0]) < phase:
            m[REGIME] = i
    m[BROADSIDE] = 0.0
    for b in range(bodies.shape[0]):
        m[BROADSIDE] += attached[b] * bodies[b, 0] * across[b]
    m[ROWS] = 0.0
    m[USED] = 0.0
    m[STEPS] = 0.0


@inlined_kernel
def length_of_step(plan, t, since, altitude, how, turning):
    """Length of a regular step [s], shorter while the attitude turns fast."""
    step = plan[14][0] * 0.5
    fine = min(plan[14][0], 1.0)  # turns are followed in steps that shrink with those of the air
    dt = next_grid_time(t, step if altitude < HIGH else COARSE * step) - t
    if dt < 1e-9:
        dt = step
    if int(how[0]) == TURNING:
        dt = min(dt, max(fine * TURN_PER_STEP / max(turning, 1e-6), 0.01 * fine))
        if turning < how[4]:  # the step takes the rate as even: while it grows, steps are short
            dt = min(dt, fine * math.sqrt(UNEVEN / how[2]))
    return dt


@inlined_kernel
def before_wrong(plan, factor, vehicle, air, how, d0, n, limits, rule, body_state, m):
    """Engines, direction of the thrust and length of the coming step: GO_ON, or how the flight ended.

    plan, factor, vehicle, air, body_state: as ``fly_one`` left them at the failure; how, d0, n: see ``attitude``; limits: see
    ``breaks``; rule: attitude error that is not allowed [rad], delay until the flight is ended [s], time at which it is ended
    whatever it does [s] (inf: never); m[``WRONG``]: what the flight keeps from step to step.
    """
    bodies, throttle, throttle_rows = plan[1], plan[2], plan[3]
    propellant, attached, burning, started, rate = (
        body_state[0],
        body_state[1],
        body_state[2],
        body_state[3],
        body_state[4],
    )
    t = m[T]
    s = state_of(m)
    look = look_of(m)
    held = held_of(m)
    altitude = look[0]
    since = t - m[FAILED]
    if not (altitude > -1e5 and altitude < 1e9):
        return NOT_FINITE
    if altitude < -100.0 or (altitude < plan[0][2] and since > 0.0 and sinks(s) and near_pad(s, t, plan[0])):
        return HIT_GROUND
    d = attitude(how, d0, n, held, since, s)
    turning = body_rate(how, since)
    mass = total_mass(bodies, factor, propellant, attached)
    dt = length_of_step(plan, t, since, altitude, how, turning)
    dt = min(dt, until_knot(t, throttle, throttle_rows, burning, started, bodies, factor))
    thrust, flow, exit_area, burn_left, _ = engines(
        t, dt, bodies, factor, throttle, throttle_rows, propellant, attached, burning, started, mass, plan[13][0],
        pressure_at(air[3], altitude), rate,
    )  # fmt: skip
    if thrust <= 0.0:
        return BURNED_OUT
    thrust *= how[3]
    flow *= how[3]
    exit_area *= how[3]
    for b in range(bodies.shape[0]):
        rate[b] *= how[3]
    burn_left /= how[3]
    regime = int(m[REGIME])
    table = plan[9][regime, 0]
    area = plan[8][regime, 1] * vehicle[0]
    net = net_thrust(thrust, exit_area, air, altitude)
    if breaks(look, d, net, mass, area, m[BROADSIDE], table, limits, turning):
        return BROKE_UP
    if m[SEEN] == math.inf and dot(d, d0) < m[ALLOWED]:
        m[SEEN] = t
    until = min(m[SEEN] + rule[1], rule[2])
    if t >= until - 1e-9:
        return TERMINATED
    dt = max(min(dt, burn_left, until - t), 1e-6)
    early, later = even_turn(how, d0, n, held, since, dt, s)
    m[AIM] = INERTIAL_VELOCITY if int(how[0]) == ALONG_VELOCITY else VECTOR
    m[AIM + 1] = m[AIM + 2] = m[AIM + 3] = 0.0
    m[AIM + 4] = 1.0
    for c in range(3):
        m[AIM + 5 + c] = early[c]
        m[AIM + 8 + c] = (later[c] - early[c]) / dt
    # the drag is that of the axis in the middle of the step
    cosine = dot(attitude(how, d0, n, held, since + 0.5 * dt, s), (look[3], look[4], look[5])) / max(look[6], 1e-3)
    sine2 = max(1.0 - cosine * cosine, 0.0)
    coefficient = max(drag_coefficient(table, look[2]), 1e-3)
    m[AREA] = drag_area(area, m[BROADSIDE], table, look[2], math.sqrt(sine2)) / coefficient
    m[DT] = dt
    m[MASS] = mass
    m[PUSH] = thrust
    m[PUSH + 1] = flow
    m[PUSH + 2] = exit_area
    m[THIN] = 1.0 if is_thin(altitude, push_of(m), aim_of(m)) else 0.0
    return GO_ON


@kernel
def one_wrong_step(drag, air, dt, m):
    """State (6) a time dt [s] into the step under way; drag[regimes, 2, rows]: all tables."""
    side = (m[AREA], drag[int(m[REGIME]), 0])
    return step_of(m[THIN] == 1.0, state_of(m), dt, m[MASS], push_of(m), aim_of(m), side, air)


@kernel
def sinks(s):
    """True for a state that loses height."""
    return s[0] * s[3] + s[1] * s[4] + s[2] * s[5] < 0.0


@kernel
def near_pad(s, t, site):
    """True within about 50 km of the pad, where the ground is at the pad's height; site: latitude, longitude, altitude."""
    from_axis = math.sqrt(s[0] * s[0] + s[1] * s[1])
    latitude = math.atan2(s[2], from_axis)
    longitude = math.atan2(s[1], s[0]) - EARTH_RATE * t
    north = latitude - site[0]
    east = longitude - site[1]
    east = (east - 2.0 * math.pi * math.floor(east / (2.0 * math.pi) + 0.5)) * math.cos(site[0])
    return north * north + east * east < 6.2e-5
