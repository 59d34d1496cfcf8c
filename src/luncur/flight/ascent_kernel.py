"""Flies one launch through its sequence of events; the batch loop flies many.

State: inertial position and velocity, and the propellant left in each body (per copy).  Steps are fixed-order
Runge-Kutta 4, cut at every event.  Flow is constant within a step, so propellant is exact.
"""

import math

from luncur.compiler import kernel
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import ecef_from_geodetic, upward
from luncur.flight.forces_kernel import acceleration_of
from luncur.flight.guidance_kernel import explicit_guidance

# How an event is met (column 0 of the event table).
AT_TIME, AFTER, DEPLETED, GUIDANCE, ALTITUDE, HEAT_FLUX, APOGEE, PERIGEE = 0, 1, 2, 3, 4, 5, 6, 7
# Steering laws (column 1 of the steering table).
VERTICAL, PITCH, GRAVITY_TURN, EXPLICIT, PROGRADE, COAST, HOLD = 0, 1, 2, 3, 4, 5, 6

DONE = 0
STOPPED = 10  # at the wanted time
FELL_BACK = 20
NO_PROPELLANT = 21  # guidance did not reach its target before the propellant was gone
TOO_LONG = 22
NOT_FINITE = 23


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
def pointing(x, y, z, pitch, azimuth):
    """Unit vector (inertial) at a pitch above the local horizontal and an azimuth from north [rad]."""
    sp, cp, cl, sl, _ = upward(x, y, z)
    e = math.cos(pitch) * math.sin(azimuth)
    n = math.cos(pitch) * math.cos(azimuth)
    u = math.sin(pitch)
    return (
        -sl * e - sp * cl * n + cp * cl * u,
        cl * e - sp * sl * n + cp * sl * u,
        cp * n + sp * u,
    )


@kernel
def rk4(s, dt, mass, flow, thrust, exit_area, dx, dy, dz, along, area, drag, table, upper, factor, pressure):
    """State (6) after one step of Runge-Kutta 4 with constant flow [kg/s]."""
    x, y, z, vx, vy, vz = s
    h = 0.5 * dt
    k1 = acceleration_of(x, y, z, vx, vy, vz, mass, thrust, exit_area, dx, dy, dz, along, area, drag, table, upper, factor, pressure)
    m2 = mass - flow * h
    ux = vx + h * k1[0]
    uy = vy + h * k1[1]
    uz = vz + h * k1[2]
    k2 = acceleration_of(
        x + h * vx, y + h * vy, z + h * vz, ux, uy, uz, m2, thrust, exit_area, dx, dy, dz, along, area, drag, table, upper, factor, pressure
    )
    wx = vx + h * k2[0]
    wy = vy + h * k2[1]
    wz = vz + h * k2[2]
    k3 = acceleration_of(
        x + h * ux, y + h * uy, z + h * uz, wx, wy, wz, m2, thrust, exit_area, dx, dy, dz, along, area, drag, table, upper, factor, pressure
    )
    qx = vx + dt * k3[0]
    qy = vy + dt * k3[1]
    qz = vz + dt * k3[2]
    k4 = acceleration_of(
        x + dt * wx, y + dt * wy, z + dt * wz, qx, qy, qz, mass - flow * dt, thrust, exit_area, dx, dy, dz, along, area, drag, table, upper, factor, pressure
    )
    c = dt / 6.0
    return (
        x + c * (vx + 2.0 * ux + 2.0 * wx + qx),
        y + c * (vy + 2.0 * uy + 2.0 * wy + qy),
        z + c * (vz + 2.0 * uz + 2.0 * wz + qz),
        vx + c * (k1[0] + 2.0 * k2[0] + 2.0 * k3[0] + k4[0]),
        vy + c * (k1[1] + 2.0 * k2[1] + 2.0 * k3[1] + k4[1]),
        vz + c * (k1[2] + 2.0 * k2[2] + 2.0 * k3[2] + k4[2]),
    )


@kernel
def crossing_value(kind, s, threshold, area, drag, table, upper, factor, pressure):
    """A function of the state that is negative before an altitude, heat-flux or apsis event and positive after."""
    x, y, z, vx, vy, vz = s
    if kind == APOGEE or kind == PERIGEE:
        radial = x * vx + y * vy + z * vz
        return -radial if kind == APOGEE else radial
    a = acceleration_of(x, y, z, vx, vy, vz, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, area, drag, table, upper, factor, pressure)
    if kind == ALTITUDE:
        return a[3] - threshold
    return threshold - 0.5 * a[4] * a[6] * a[6] * a[6]


@kernel
def fly_one(
    site, bodies, throttle, throttle_rows, events, ignite, shutdown, jettison, aero, drag, steering, pitch, pitch_rows, step,
    body_factor, drag_factor, pitch_bias, azimuth_bias, table, upper, density_factor, pressure, stop_time,
    propellant, attached, burning, started, event_time, releases, record, event_row,
):  # fmt: skip
    """Fly from lift-off to the last event or ``stop_time``; (status, time, x, y, z, vx, vy, vz, phase, rows).

    bodies[nb, 7]: count, dry mass, loaded, residual, vacuum thrust, flow at full thrust, exit area (per copy).
    body_factor[nb, 4] scales thrust, specific impulse, loaded and dry mass.  releases[nb, 8]: time, inertial state,
    mass per copy of what is jettisoned (untouched otherwise).  record[rows, 12 + nb]: dense output every ``step[1]``
    seconds when it has rows: time, state, mass, thrust, Mach number, dynamic pressure, phase, propellant.
    """
    nb = bodies.shape[0]
    ne = events.shape[0]
    ns = steering.shape[0]
    na = aero.shape[0]
    latitude = site[0]
    px, py, pz = ecef_from_geodetic(latitude, site[1], site[2])
    s = (px, py, pz, -EARTH_RATE * py, EARTH_RATE * px, 0.0)
    for b in range(nb):
        propellant[b] = bodies[b, 2] * body_factor[b, 2]
        attached[b] = 1
        burning[b] = 0
        started[b] = 0.0
    for e in range(ne):
        event_time[e] = math.nan
    t = 0.0
    k = 0  # next event
    law = 0
    regime = 0
    to_go = 1e4
    dx = 0.0
    dy = 0.0
    dz = 1.0
    rows = 0
    next_record = 0.0
    previous_cross = -1.0
    for _ in range(200000):
        # events that are due now
        while k < ne:
            kind = int(events[k, 0])
            due = math.inf
            if kind == AT_TIME:
                due = events[k, 1]
            elif kind == AFTER:
                due = event_time[int(events[k, 2])] + events[k, 1]
            elif kind == DEPLETED:
                b = int(events[k, 2])
                if propellant[b] <= bodies[b, 3] + 1e-6:
                    due = t
            elif kind == GUIDANCE:
                if to_go <= 1e-6:
                    due = t
                for b in range(nb):
                    if shutdown[k, b] == 1 and burning[b] == 1 and propellant[b] <= bodies[b, 3] + 1e-6:
                        due = t
            elif previous_cross >= 0.0:
                due = t
            if due > t + 1e-9:
                break
            event_time[k] = t
            for b in range(nb):
                if shutdown[k, b] == 1:
                    burning[b] = 0
                if ignite[k, b] == 1:
                    burning[b] = 1
                    started[b] = t
                    to_go = 1e4
                if jettison[k, b] == 1:
                    attached[b] = 0
                    burning[b] = 0
                    releases[b, 0] = t
                    for c in range(6):
                        releases[b, 1 + c] = s[c]
                    releases[b, 7] = bodies[b, 1] * body_factor[b, 3] + propellant[b]
            for i in range(ns):
                if int(steering[i, 0]) == k:
                    law = i
                    to_go = 1e4
            for i in range(na):
                if int(aero[i, 0]) == k:
                    regime = i
            previous_cross = -1.0
            k += 1
            if record.shape[0] > 0 and t > 0.0:
                next_record = t  # record every event
        # masses, thrust and flow from now on
        mass = 0.0
        thrust = 0.0
        flow = 0.0
        exit_area = 0.0
        burn_left = math.inf
        for b in range(nb):
            if attached[b] == 1:
                n = bodies[b, 0]
                mass += n * (bodies[b, 1] * body_factor[b, 3] + propellant[b])
                if burning[b] == 1:
                    share = 1.0
                    if throttle_rows[b] > 0:
                        share = interpolate(throttle[b], throttle_rows[b], t - started[b])
                    usable = propellant[b] - bodies[b, 3]
                    if usable > 0.0 and share > 0.0:
                        rate = share * bodies[b, 5] * body_factor[b, 0] / body_factor[b, 1]
                        thrust += n * share * bodies[b, 4] * body_factor[b, 0]
                        flow += n * rate
                        exit_area += n * bodies[b, 6]
                        burn_left = min(burn_left, usable / rate)
        # where the thrust points
        kind = int(steering[law, 1])
        along = 0
        azimuth = steering[law, 2] + azimuth_bias
        if kind == VERTICAL:
            dx, dy, dz = pointing(s[0], s[1], s[2], 0.5 * math.pi - 1e-12, azimuth)
        elif kind == PITCH:
            angle = interpolate(pitch[law], pitch_rows[law], t + 0.5 * step[0]) + pitch_bias  # middle of the step
            dx, dy, dz = pointing(s[0], s[1], s[2], angle, azimuth)
        elif kind == GRAVITY_TURN:
            along = 1
        elif kind == PROGRADE:
            along = 2
        elif kind == EXPLICIT and thrust > 0.0 and to_go > 2.0:
            radius = steering[law, 4]
            vt = steering[law, 6]
            g = explicit_guidance(
                s[0], s[1], s[2], s[3], s[4], s[5], thrust / flow, thrust / mass, to_go if to_go < 9e3 else min(burn_left, 600.0),
                burn_left, steering[law, 3] == 1.0, radius, steering[law, 5], radius * vt, steering[law, 7],
            )
            dx = g[0]
            dy = g[1]
            dz = g[2]
            to_go = g[3]
            if steering[law, 3] == 1.0:
                to_go = burn_left
        # the step: regular, unless an event, a burn-out, the stop or a record comes first
        a = acceleration_of(
            s[0], s[1], s[2], s[3], s[4], s[5], mass, thrust, exit_area, dx, dy, dz, along,
            aero[regime, 1], drag[regime, 0 if thrust > 0.0 else 1], table, upper, density_factor, pressure,
        )  # fmt: skip
        if not (a[3] > -1e5 and a[3] < 1e9):
            return NOT_FINITE, t, s[0], s[1], s[2], s[3], s[4], s[5], k, rows
        if a[3] < site[2] - 200.0:
            return FELL_BACK, t, s[0], s[1], s[2], s[3], s[4], s[5], k, rows
        if record.shape[0] > rows and t >= next_record - 1e-9:
            record[rows, 0] = t
            for c in range(6):
                record[rows, 1 + c] = s[c]
            record[rows, 7] = mass
            record[rows, 8] = a[7]
            record[rows, 9] = a[5]
            record[rows, 10] = 0.5 * a[4] * a[6] * a[6]
            record[rows, 11] = k
            for b in range(nb):
                record[rows, 12 + b] = propellant[b] * attached[b]
            rows += 1
            next_record = (math.floor(t / step[1] + 1e-9) + 1.0) * step[1]
        if t >= stop_time - 1e-9:
            return STOPPED, t, s[0], s[1], s[2], s[3], s[4], s[5], k, rows
        if k >= ne:
            return DONE, t, s[0], s[1], s[2], s[3], s[4], s[5], k, rows
        dt = step[0]
        if thrust == 0.0 and a[3] > 150e3:
            dt = 4.0 * step[0]
        if record.shape[0] > 0:
            dt = min(dt, next_record - t)
        if thrust > 0.0:
            dt = min(dt, burn_left)
        kind_event = int(events[k, 0])
        if kind_event == AT_TIME:
            dt = min(dt, events[k, 1] - t)
        elif kind_event == AFTER:
            dt = min(dt, event_time[int(events[k, 2])] + events[k, 1] - t)
        elif kind_event == GUIDANCE and thrust > 0.0 and to_go < 9e3:
            dt = min(dt, max(to_go, 0.0))
        dt = max(min(dt, stop_time - t), 0.0)
        area = aero[regime, 1] * drag_factor
        curve = drag[regime, 0 if thrust > 0.0 else 1]
        new = rk4(s, dt, mass, flow, thrust, exit_area, dx, dy, dz, along, area, curve, table, upper, density_factor, pressure)
        if kind_event >= ALTITUDE:
            before = crossing_value(kind_event, s, events[k, 1], area, curve, table, upper, density_factor, pressure)
            after = crossing_value(kind_event, new, events[k, 1], area, curve, table, upper, density_factor, pressure)
            met = before < 0.0 and after >= 0.0
            if kind_event == HEAT_FLUX:  # it must have been above: only while falling, above the dense air
                met = after >= 0.0 and a[3] > 60e3
            if met and before < 0.0:
                low = 0.0
                high = dt
                for _ in range(40):
                    middle = 0.5 * (low + high)
                    trial = rk4(s, middle, mass, flow, thrust, exit_area, dx, dy, dz, along, area, curve, table, upper, density_factor, pressure)
                    if crossing_value(kind_event, trial, events[k, 1], area, curve, table, upper, density_factor, pressure) < 0.0:
                        low = middle
                    else:
                        high = middle
                dt = high
                new = rk4(s, dt, mass, flow, thrust, exit_area, dx, dy, dz, along, area, curve, table, upper, density_factor, pressure)
            previous_cross = 1.0 if met else -1.0
        for b in range(nb):
            if attached[b] == 1 and burning[b] == 1 and propellant[b] > bodies[b, 3]:
                share = 1.0
                if throttle_rows[b] > 0:
                    share = interpolate(throttle[b], throttle_rows[b], t - started[b])
                propellant[b] -= dt * share * bodies[b, 5] * body_factor[b, 0] / body_factor[b, 1]
                if propellant[b] < bodies[b, 3] + 1e-6:
                    propellant[b] = bodies[b, 3]
        s = new
        t += dt
        if to_go < 9e3:
            to_go -= dt
        if t > 40000.0:
            return TOO_LONG, t, s[0], s[1], s[2], s[3], s[4], s[5], k, rows
    return TOO_LONG, t, s[0], s[1], s[2], s[3], s[4], s[5], k, rows


@kernel
def fly_many(
    site, bodies, throttle, throttle_rows, events, ignite, shutdown, jettison, aero, drag, steering, pitch, pitch_rows, step,
    body_factor, vehicle_factor, tables, upper, density_factor, pressure, stop_time,
    propellant, attached, burning, started, event_time, releases, record, end, status, phase,
):  # fmt: skip
    """``fly_one`` for a batch; end[n, 7] is the time and the inertial state where each flight ended."""
    for i in range(stop_time.shape[0]):
        code, t, x, y, z, vx, vy, vz, passed, _ = fly_one(
            site, bodies, throttle, throttle_rows, events, ignite, shutdown, jettison, aero, drag, steering, pitch, pitch_rows, step,
            body_factor[i], vehicle_factor[i, 0], vehicle_factor[i, 1], vehicle_factor[i, 2],
            tables[i], upper, density_factor[i], pressure, stop_time[i],
            propellant[i], attached[i], burning, started, event_time[i], releases[i], record, 0,
        )  # fmt: skip
        status[i] = code
        phase[i] = passed
        end[i, 0] = t
        end[i, 1] = x
        end[i, 2] = y
        end[i, 3] = z
        end[i, 4] = vx
        end[i, 5] = vy
        end[i, 6] = vz


