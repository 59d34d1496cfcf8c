"""Flies one launch through its sequence of events; the batch loop flies many.

State: inertial position and velocity, and the propellant left in each body (per copy).  Steps end on a common grid and
are cut at events, burn-outs and kinks of the tables.  Flow is constant within a step, so propellant is exact.
Recording takes side steps and changes nothing: a recorded flight and one of a batch are the same to the last bit.
"""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import altitude_of, ecef_from_geodetic
from luncur.earth.tables_kernel import pressure_at
from luncur.flight.aiming_kernel import guided_aim, until_asked
from luncur.flight.forces_kernel import air_state, net_thrust
from luncur.flight.guidance_kernel import PLANE_SET, SWING
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

LONGEST = 40000.0  # [s]
SHORT_STEP = 0.05  # on the rail [s]
SUNK = 50.0  # below the pad by this much, the vehicle has fallen back [m]


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


@kernel
def fly_one(plan, factor, vehicle, air, stop_time, stop_event, body_state, event_time, releases, memory, times, record):
    """Fly from lift-off to the last event, to ``stop_time``, or to the moment at which event ``stop_event`` is due.

    Gives (status, time, state (6), events passed, rows recorded, direction of the thrust (3), accelerations computed).
    A flight stopped at an
    event has not passed it: what it would have lit or let go is as before.  -1 waits for no event.

    plan: the arrays of ``AscentPlan``.  factor[nb, 4] scales thrust, specific impulse, load and dry mass; vehicle:
    drag factor, bias of pitch and azimuth, angles of the thrust from the airspeed in a gravity turn [rad].  air: see ``air_state``.  body_state[5, nb] is worked in: propellant
    per copy, attached, burning, ignition time, flow.  event_time[ne], releases[nb, 8], memory: worked in or given back.
    times[r]: when a row of record[r, 12 + nb] is wanted, rising.
    """
    (
        site,
        bodies,
        throttle,
        throttle_rows,
        events,
        ignite,
        shutdown,
        jettison,
        aero,
        drag,
        steering,
        pitch,
        pitch_rows,
        limits,
        step,
    ) = plan
    propellant = body_state[0]
    attached = body_state[1]
    burning = body_state[2]
    started = body_state[3]
    rate = body_state[4]
    px, py, pz = ecef_from_geodetic(site[0], site[1], site[2])
    s = (px, py, pz, -EARTH_RATE * py, EARTH_RATE * px, 0.0)
    for b in range(bodies.shape[0]):
        propellant[b] = bodies[b, LOADED] * factor[b, F_LOADED]
        attached[b] = 1.0
        burning[b] = 0.0
        started[b] = 0.0
        rate[b] = 0.0
    for e in range(events.shape[0]):
        event_time[e] = math.nan
    t = 0.0
    k = 0  # the event that is waited for
    law = 0
    regime = 0
    rows = 0
    used = 0
    to_go = math.inf
    crossed = False
    short = False
    skew = (vehicle[3], vehicle[4])
    aim = open_loop_aim(COAST, 0.0, pitch[0], 0, 0.0, 0.0, 0.0, unit((px, py, pz)), skew)
    age = 0.0  # of the aim: the length of the last step
    wind = (0.0, 0.0, 0.0, 0.0)  # relative to the vehicle, and the local axes: of a rocket that swings
    up = (0.0, 1.0, 1.0, 0.0)
    asked = 0.0  # when the guidance was last asked
    memory[PLANE_SET] = 0.0
    curved = has_curve(bodies, throttle_rows)
    for _ in range(200000):
        altitude = altitude_of(s[0], s[1], s[2])
        if not (altitude > -1e5 and altitude < 1e9):
            return NOT_FINITE, t, s, k, rows, (0.0, 0.0, 0.0), used
        halted = False
        while k < events.shape[0] and is_due(
            k, t, s, altitude, events, event_time, shutdown, burning, propellant, bodies, to_go, crossed, air
        ):
            if k == stop_event:
                halted = True
                break
            if int(events[k, 0]) == GUIDANCE and to_go > 1e-9 and steering[law, 3] == 0.0:
                short = True
            event_time[k] = t
            happen(
                k, t, s, ignite, shutdown, jettison, bodies, factor, propellant, attached, burning, started, releases
            )
            new_law = row_started_by(k, steering, law)
            if new_law != law or k == 0:
                law = new_law
                new_kind = int(steering[law, 1])
                if new_kind == COAST or new_kind == HOLD or (new_kind == GRAVITY_TURN and limits[1] > 0.0):
                    last = pointing(aim, age, s, air)
                    aim = (VECTOR, 0.0, 0.0, 0.0, 1.0, last[0], last[1], last[2], 0.0, 0.0, 0.0)
                memory[PLANE_SET] = 0.0
                memory[SWING] = memory[SWING + 1] = memory[SWING + 2] = 0.0
                to_go = math.inf
            for b in range(bodies.shape[0]):
                if ignite[k, b] == 1:
                    memory[PLANE_SET] = 0.0
                    to_go = math.inf
            regime = row_started_by(k, aero, regime)
            crossed = False
            k += 1
        ended = k >= events.shape[0]
        # how far the step may go before the propellant is looked at
        burns = any_burning(attached, burning)
        kind = int(steering[law, 1])
        regular = grid_step(step, altitude, burns)
        if kind == EXPLICIT and burns and altitude > HIGH:
            # steps end where the guidance is asked, so that it is asked at the same times whatever their length
            dt = min(regular, until_asked(t, asked, memory))
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
        swinging = False
        if kind == GRAVITY_TURN and aim[0] == VECTOR:
            _, _, _, wind, up = air_state(s, air)
            swinging = limits[1] * wind[3] < FAST_SWING
            if swinging:
                dt = min(dt, SWING_STEP / max(limits[1] * wind[3], 0.1))
        dt = max(dt, 0.0)
        mass = total_mass(bodies, factor, propellant, attached)
        pressure = pressure_at(air[3], altitude)
        thrust, flow, exit_area, burn_left, usable = engines(
            t,
            dt,
            bodies,
            factor,
            throttle,
            throttle_rows,
            propellant,
            attached,
            burning,
            started,
            mass,
            limits[0],
            pressure,
            rate,
        )
        push = (thrust, flow, exit_area)
        body = (aero[regime, 1] * vehicle[0], drag[regime, 0 if thrust > 0.0 else 1])
        # where the thrust points
        if kind == EXPLICIT:
            if thrust > 0.0:
                aim, to_go, asked = guided_aim(
                    t,
                    s,
                    aim,
                    age,
                    asked,
                    to_go,
                    push,
                    mass,
                    usable,
                    burn_left,
                    limits[0],
                    steering[law],
                    memory,
                )
        elif swinging and thrust > 0.0:
            azimuth = steering[law, 2] + vehicle[2]
            aim = swinging_aim(aim, age, dt, limits[1] * wind[3], azimuth, skew, up, wind, memory)
        else:
            azimuth = steering[law, 2] + vehicle[2]
            last = (aim[5], aim[6], aim[7])
            aim = open_loop_aim(kind, azimuth, pitch[law], pitch_rows[law], vehicle[1], t, dt, last, skew)
        if altitude < site[2] - SUNK:
            return FELL_BACK, t, s, k, rows, (0.0, 0.0, 0.0), used
        if thrust > 0.0:
            dt = min(dt, burn_left)
        waited = GUIDANCE if ended else int(events[k, 0])
        by_depletion = kind == EXPLICIT and steering[law, 3] == 1.0
        if waited == GUIDANCE and thrust > 0.0 and not by_depletion:
            dt = min(dt, max(to_go, 0.0))
        # the step, cut where an altitude, a heat flux or an apsis is reached
        new = s
        crossed = False
        thin = is_thin(altitude, push, aim)
        if not (ended or stopping):
            new = step_of(thin, s, dt, mass, push, aim, body, air)
            used += 3 if thin else 4
            if waited >= ALTITUDE and dt > 0.0:
                before = crossing_value(waited, events[k, 1], s, air)
                after = crossing_value(waited, events[k, 1], new, air)
                if before < 0.0 and after >= 0.0 and (waited != HEAT_FLUX or altitude > THIN_AIR):
                    dt = crossing_time(waited, events[k, 1], thin, s, dt, mass, push, aim, body, air)
                    if (
                        curved
                    ):  # the thrust of a shorter step of the curve, so that it goes on to end with the propellant
                        thrust, flow, exit_area, burn_left, usable = engines(
                            t, dt, bodies, factor, throttle, throttle_rows, propellant, attached, burning, started, mass,
                            limits[0], pressure, rate,
                        )  # fmt: skip
                        push = (thrust, flow, exit_area)
                    new = step_of(thin, s, dt, mass, push, aim, body, air)
                    used += (BISECTIONS + 1) * (3 if thin else 4)
                    crossed = True
        while rows < times.shape[0] and (times[rows] < t + dt - 1e-9 or ended or stopping):
            since = min(max(times[rows] - t, 0.0), dt) if not (ended or stopping) else 0.0
            side = step_of(thin, s, since, mass, push, aim, body, air) if since > 0.0 else s
            record_row(
                record[rows], t + since, since, side, mass - flow * since, push, air, k, propellant, rate, attached
            )
            rows += 1
            if ended or stopping:
                break
        if ended:
            return (SHORT if short else DONE), t, s, k, rows, pointing(aim, 0.0, s, air), used
        if stopping:
            return STOPPED, t, s, k, rows, pointing(aim, 0.0, s, air), used
        consume(dt, bodies, propellant, rate)
        s = new
        t += dt
        age = dt
        if kind == EXPLICIT and thrust > 0.0 and to_go < math.inf and not by_depletion:
            to_go = max(to_go - dt, 0.0)
        if t > LONGEST:
            return TOO_LONG, t, s, k, rows, (0.0, 0.0, 0.0), used
    return TOO_LONG, t, s, k, rows, (0.0, 0.0, 0.0), used


@kernel
def fly_many(
    plan,
    factor,
    vehicle,
    tables,
    upper,
    density_factor,
    pressure,
    stop_time,
    stop_event,
    body_state,
    event_time,
    releases,
    memory,
    times,
    record,
    rows,
    end,
    status,
    phase,
    evaluations,
):
    """``fly_one`` for a batch; end[n, 10]: time, inertial state and thrust direction where each flight ended.

    times[n, r]: when rows of record[n, r, 12 + nb] are wanted; rows[n]: how many there are.
    """
    for i in range(stop_time.shape[0]):
        air = (tables[i], upper, density_factor[i], pressure)
        code, t, s, passed, written, d, used = fly_one(
            plan, factor[i], (vehicle[i, 0], vehicle[i, 1], vehicle[i, 2], vehicle[i, 3], vehicle[i, 4]), air, stop_time[i],
            stop_event[i],
            body_state[i], event_time[i], releases[i], memory, times[i], record[i],
        )  # fmt: skip
        status[i] = code
        phase[i] = passed
        end[i, 0] = t
        for c in range(6):
            end[i, 1 + c] = s[c]
        for c in range(3):
            end[i, 7 + c] = d[c]
        evaluations[i] = used
        rows[i] = written
