"""Lift-off, and the events of a launch as they become due."""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import altitude_of, ecef_from_geodetic
from luncur.flight.ascent_state_kernel import (
    AGE,
    COSINE,
    CROSSED,
    CURVED,
    HEIGHT,
    LAW,
    REGIME,
    SHORTENED,
    SINE,
    TO_GO,
    K,
    S,
    T,
    aim_of,
    pointing,
    set_aim,
    state_of,
)
from luncur.flight.guidance_kernel import PLANE_SET, SWING
from luncur.flight.integrator_kernel import (
    GUIDANCE,
)
from luncur.flight.plane_kernel import unit
from luncur.flight.propulsion_kernel import F_LOADED, LOADED, has_curve
from luncur.flight.sequence_kernel import happen, is_due, row_started_by
from luncur.flight.steering_kernel import (
    COAST,
    GRAVITY_TURN,
    HOLD,
    VECTOR,
    open_loop_aim,
)


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
