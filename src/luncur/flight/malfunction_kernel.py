"""Powered flight after a failure: the thrust points where it should not, until something ends it.

The vehicle keeps what was attached and burning when it failed; nothing more is lit or let go.  Forces are those of the
normal flight, with the drag of a body that lies across the air.  Lift and the turning moments of the air are left out
(three degrees of freedom).  Source of the classes of turn: 14 CFR 417 Appendix A, A417.9; 14 CFR 450.119.
"""

import math

from luncur.compiler import kernel
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import altitude_of
from luncur.earth.tables_kernel import pressure_at
from luncur.flight.forces_kernel import air_state, drag_coefficient, net_thrust
from luncur.flight.integrator_kernel import HIGH, is_thin, step_of
from luncur.flight.plane_kernel import dot
from luncur.flight.propulsion_kernel import consume, engines, total_mass, until_knot
from luncur.flight.sequence_kernel import next_grid_time
from luncur.flight.steering_kernel import INERTIAL_VELOCITY, VECTOR

# What the attitude does (column 0 of ``how``).
HELD, TURNING, ALONG_VELOCITY = 0, 1, 2
# How such a flight ends.
BURNED_OUT = 1
BROKE_UP = 2
TERMINATED = 3
HIT_GROUND = 4
TOO_LONG = 22
NOT_FINITE = 23

LONGEST = 5000.0  # [s]
COARSE = 8.0  # times the step of the air
TURN_PER_STEP = 0.25  # at most, of the attitude, where the step in air is 1 s or more [rad]
UNEVEN = 0.01  # growth of the turn within such a step, at most [rad]
BISECTIONS = 20  # to find when a limit is passed
WRONG_COLUMNS = (
    12  # of a recorded row: time, inertial state (6), axis of the thrust (3), body rate, share of the thrust left
)


@kernel
def turned(d, n, angle):
    """Unit vector d turned about the unit vector n, at right angles to it, by an angle [rad]."""
    c = math.cos(angle)
    s = math.sin(angle)
    return (
        c * d[0] + s * (n[1] * d[2] - n[2] * d[1]),
        c * d[1] + s * (n[2] * d[0] - n[0] * d[2]),
        c * d[2] + s * (n[0] * d[1] - n[1] * d[0]),
    )


@kernel
def angle_after(how, since):
    """How far the thrust has turned ``since`` [s] the failure [rad]; how: see ``attitude``."""
    if int(how[0]) != TURNING:
        return how[1]
    speeding_up = min(since, how[4] / how[2])
    return how[1] + 0.5 * how[2] * speeding_up * speeding_up + how[4] * (since - speeding_up)


@kernel
def even_turn(how, d0, n, since, dt, s):
    """Direction of the thrust (3) at the start and at the end of a step of dt [s], between which it turns evenly.

    A turn that speeds up lies behind an even one in between; the even one is set back so that both point alike on the mean.
    """
    if int(how[0]) != TURNING:
        return attitude(how, d0, n, since, s), attitude(how, d0, n, since + dt, s)
    first = angle_after(how, since)
    last = angle_after(how, since + dt)
    ahead = (0.5 * (first + last) - angle_after(how, since + 0.5 * dt)) * 2.0 / 3.0
    return turned(d0, n, first - ahead), turned(d0, n, last - ahead)


@kernel
def attitude(how, d0, n, since, s):
    """Direction of the thrust (3) ``since`` [s] the failure.

    how: kind, turn at once [rad], angular acceleration of the turn [rad/s2], share of the thrust left, fastest rate of the
    turn [rad/s]; d0: direction at the failure; n: axis of the turn.
    """
    if int(how[0]) == ALONG_VELOCITY:
        k = 1.0 / max(math.sqrt(s[3] * s[3] + s[4] * s[4] + s[5] * s[5]), 1e-3)
        return s[3] * k, s[4] * k, s[5] * k
    return turned(d0, n, angle_after(how, since))


@kernel
def loads(s, d, thrust, mass, area, across, table, air):
    """q alpha [Pa rad], acceleration along and across the body [m/s2], of a body whose axis is d (3).

    alpha: angle between the axis and the velocity relative to the air; area: reference area [m2] and drag table along the
    axis; across: drag area of the body broadside on at Mach 0 [m2].
    """
    _, density, mach, wind, _ = air_state(s, air)
    if wind[3] < 1.0:
        return 0.0, thrust / mass, 0.0
    cosine = (wind[0] * d[0] + wind[1] * d[1] + wind[2] * d[2]) / wind[3]
    cosine = min(max(cosine, -1.0), 1.0)
    alpha = math.acos(cosine)
    sine = math.sin(alpha)
    q = 0.5 * density * wind[3] * wind[3]
    drag = q * drag_area(area, across, table, mach, sine)
    return q * alpha, abs(thrust - drag * cosine) / mass, drag * sine / mass


@kernel
def drag_area(area, across, table, mach, sine):
    """Drag area [m2] at an angle of attack: of the body in line and broadside on, by the square of its sine."""
    in_line = area * drag_coefficient(table, mach)
    return in_line + max(across - in_line, 0.0) * sine * sine


@kernel
def too_much(load, limits, rate):
    """True when a load passes its limit: q alpha [Pa rad], axial, lateral [m/s2], body rate [rad/s]."""
    return load[0] > limits[0] or load[1] > limits[1] or load[2] > limits[2] or rate > limits[3]


@kernel
def is_over(s, d, d0, thrust, exit_area, mass, area, across, table, air, limits, rate, cosine):
    """True when the vehicle breaks in the state s, or its axis d has left d0 by more than the rule allows; see ``too_much``.

    cosine: of the attitude error that is allowed, 2 where it has been passed before.
    """
    if cosine < 2.0 and dot(d, d0) < cosine:
        return True
    net = net_thrust(thrust, exit_area, air, altitude_of(s[0], s[1], s[2]))
    return too_much(loads(s, d, net, mass, area, across, table, air), limits, rate)


@kernel
def body_rate(how, since):
    """How fast the attitude turns [rad/s]."""
    return min(how[2] * since, how[4]) if int(how[0]) == TURNING else 0.0


@kernel
def record_wrong(row, t, s, axis, rate, share):
    """Writes one row of a flight after its failure."""
    row[0] = t
    for c in range(6):
        row[1 + c] = s[c]
    for c in range(3):
        row[7 + c] = axis[c]
    row[10] = rate
    row[11] = share


@kernel
def fly_wrong(plan, factor, vehicle, air, t, s, phase, body_state, how, d0, n, across, limits, rule, times, record):
    """Fly on from a failure: (how it ended, time [s], state (6), accelerations computed, rows recorded).

    plan, factor, vehicle, air, body_state: as ``fly_one`` left them at the failure; phase: events passed; across[nb]: drag
    area of one copy of each body broadside on [m2]; limits: see ``too_much``; rule: attitude error that is not allowed
    [rad], delay until the flight is ended [s], time at which it is ended whatever it does [s] (inf: never).
    times[r]: when a row of record[r, ``WRONG_COLUMNS``] is wanted, rising, from the failure on; recording changes no bit of the flight.
    """
    bodies = plan[1]
    throttle = plan[2]
    throttle_rows = plan[3]
    aero = plan[8]
    drag = plan[9]
    limit = plan[13][0]
    step = plan[14][0] * 0.5
    fine = min(plan[14][0], 1.0)  # turns are followed in steps that shrink with those of the air
    used = 0
    propellant = body_state[0]
    attached = body_state[1]
    burning = body_state[2]
    started = body_state[3]
    rate = body_state[4]
    regime = 0
    for i in range(aero.shape[0]):
        if int(aero[i, 0]) < phase:
            regime = i
    broadside = 0.0
    for b in range(bodies.shape[0]):
        broadside += attached[b] * bodies[b, 0] * across[b]
    failed = t
    rows = 0
    seen = math.inf  # when the rule was broken
    allowed = math.cos(rule[0])
    for _ in range(100000):
        since = t - failed
        altitude, _, mach, wind, _up = air_state(s, air)
        if not (altitude > -1e5 and altitude < 1e9):
            return NOT_FINITE, t, s, used, rows
        if altitude < -100.0 or (altitude < plan[0][2] and since > 0.0 and sinks(s) and near_pad(s, t, plan[0])):
            return HIT_GROUND, t, s, used, rows
        d = attitude(how, d0, n, since, s)
        turning = body_rate(how, since)
        mass = total_mass(bodies, factor, propellant, attached)
        dt = next_grid_time(t, step if altitude < HIGH else COARSE * step) - t
        if dt < 1e-9:
            dt = step
        if int(how[0]) == TURNING:
            dt = min(dt, max(fine * TURN_PER_STEP / max(turning, 1e-6), 0.01 * fine))
            if turning < how[4]:  # the step takes the rate as even: while it grows, steps are short
                dt = min(dt, fine * math.sqrt(UNEVEN / how[2]))
        dt = min(dt, until_knot(t, throttle, throttle_rows, burning, started, bodies, factor))
        thrust, flow, exit_area, burn_left, _ = engines(
            t, dt, bodies, factor, throttle, throttle_rows, propellant, attached, burning, started, mass, limit,
            pressure_at(air[3], altitude), rate,
        )  # fmt: skip
        if thrust <= 0.0:
            return BURNED_OUT, t, s, used, rows
        thrust *= how[3]
        flow *= how[3]
        exit_area *= how[3]
        for b in range(bodies.shape[0]):
            rate[b] *= how[3]
        burn_left /= how[3]
        table = drag[regime, 0]
        area = aero[regime, 1] * vehicle[0]
        net = net_thrust(thrust, exit_area, air, altitude)
        if too_much(loads(s, d, net, mass, area, broadside, table, air), limits, turning):
            return BROKE_UP, t, s, used, rows
        if seen == math.inf and dot(d, d0) < allowed:
            seen = t
        until = min(seen + rule[1], rule[2])
        if t >= until - 1e-9:
            return TERMINATED, t, s, used, rows
        dt = max(min(dt, burn_left, until - t), 1e-6)
        early, later = even_turn(how, d0, n, since, dt, s)
        kind = INERTIAL_VELOCITY if int(how[0]) == ALONG_VELOCITY else VECTOR
        aim = (
            kind, 0.0, 0.0, 0.0, 1.0, early[0], early[1], early[2],
            (later[0] - early[0]) / dt, (later[1] - early[1]) / dt, (later[2] - early[2]) / dt,
        )  # fmt: skip
        # the drag is that of the axis in the middle of the step
        cosine = dot(attitude(how, d0, n, since + 0.5 * dt, s), wind) / max(wind[3], 1e-3)
        sine2 = max(1.0 - cosine * cosine, 0.0)
        coefficient = max(drag_coefficient(table, mach), 1e-3)
        widened = drag_area(area, broadside, table, mach, math.sqrt(sine2)) / coefficient
        push = (thrust, flow, exit_area)
        side = (widened, table)
        thin = is_thin(altitude, push, aim)
        new = step_of(thin, s, dt, mass, push, aim, side, air)
        used += 3 if thin else 4
        # a limit passed within the step ends the step, so that when it ends does not depend on the steps' length
        cosine_allowed = allowed if seen == math.inf else 2.0
        if is_over(
            new, attitude(how, d0, n, since + dt, new), d0, thrust, exit_area, mass - flow * dt, area, broadside, table, air,
            limits, body_rate(how, since + dt), cosine_allowed,
        ):  # fmt: skip
            low = 0.0
            for _ in range(BISECTIONS):
                middle = 0.5 * (low + dt)
                other = step_of(thin, s, middle, mass, push, aim, side, air)
                if is_over(
                    other, attitude(how, d0, n, since + middle, other), d0, thrust, exit_area, mass - flow * middle, area,
                    broadside, table, air, limits, body_rate(how, since + middle), cosine_allowed,
                ):  # fmt: skip
                    dt = middle
                    new = other
                else:
                    low = middle
            used += BISECTIONS * (3 if thin else 4)
        while rows < times.shape[0] and times[rows] < t + dt - 1e-9:
            ahead = max(times[rows] - t, 0.0)
            side_state = step_of(thin, s, ahead, mass, push, aim, side, air) if ahead > 0.0 else s
            axis = attitude(how, d0, n, since + ahead, side_state)
            record_wrong(record[rows], t + ahead, side_state, axis, body_rate(how, since + ahead), how[3])
            rows += 1
        consume(dt, bodies, propellant, rate)
        s = new
        t += dt
        if t - failed > LONGEST:
            return TOO_LONG, t, s, used, rows
    return TOO_LONG, t, s, used, rows


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
