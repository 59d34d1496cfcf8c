"""One step of flight, and the moment within a step at which something is reached.

Runge and Kutta's classical method of order 4 (Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I,
2nd ed., section II.1) at fixed steps that are cut at events, so every launch is a pure function of its inputs.
"""

from luncur.compiler import kernel
from luncur.flight.forces_kernel import acceleration_of, air_state

# How an event is met (column 0 of the event table).
AT_TIME, AFTER, DEPLETED, GUIDANCE, ALTITUDE, HEAT_FLUX, APOGEE, PERIGEE = 0, 1, 2, 3, 4, 5, 6, 7


@kernel
def moved(s, h, vx, vy, vz, a):
    """State after h [s] at a constant velocity and acceleration."""
    return (s[0] + h * vx, s[1] + h * vy, s[2] + h * vz, s[3] + h * a[0], s[4] + h * a[1], s[5] + h * a[2])


@kernel
def rk4(s, dt, mass, push, aim, body, air):
    """State (6) after dt [s] with constant flow; arguments as in ``acceleration_of``, mass at the start."""
    h = 0.5 * dt
    middle = mass - push[1] * h
    a1 = acceleration_of(s, 0.0, mass, push, aim, body, air)
    s2 = moved(s, h, s[3], s[4], s[5], a1)
    a2 = acceleration_of(s2, h, middle, push, aim, body, air)
    s3 = moved(s, h, s2[3], s2[4], s2[5], a2)
    a3 = acceleration_of(s3, h, middle, push, aim, body, air)
    s4 = moved(s, dt, s3[3], s3[4], s3[5], a3)
    a4 = acceleration_of(s4, dt, mass - push[1] * dt, push, aim, body, air)
    c = dt / 6.0
    return (
        s[0] + c * (s[3] + 2.0 * s2[3] + 2.0 * s3[3] + s4[3]),
        s[1] + c * (s[4] + 2.0 * s2[4] + 2.0 * s3[4] + s4[4]),
        s[2] + c * (s[5] + 2.0 * s2[5] + 2.0 * s3[5] + s4[5]),
        s[3] + c * (a1[0] + 2.0 * a2[0] + 2.0 * a3[0] + a4[0]),
        s[4] + c * (a1[1] + 2.0 * a2[1] + 2.0 * a3[1] + a4[1]),
        s[5] + c * (a1[2] + 2.0 * a2[2] + 2.0 * a3[2] + a4[2]),
    )


@kernel
def crossing_value(kind, threshold, s, air):
    """What is negative before an altitude, heat-flux or apsis event and positive after.

    The heat flux is that of free molecules, 0.5 rho v^3 with the speed relative to the air [W/m2].
    """
    if kind == APOGEE or kind == PERIGEE:
        radial = s[0] * s[3] + s[1] * s[4] + s[2] * s[5]
        return -radial if kind == APOGEE else radial
    altitude, density, _, wind, _ = air_state(s, air)
    if kind == ALTITUDE:
        return altitude - threshold
    return threshold - 0.5 * density * wind[3] * wind[3] * wind[3]


@kernel
def crossing_time(kind, threshold, s, dt, mass, push, aim, body, air):
    """When within a step the crossing value turns positive [s], by bisection to 1e-9 of the step."""
    low = 0.0
    high = dt
    for _ in range(30):
        middle = 0.5 * (low + high)
        if crossing_value(kind, threshold, rk4(s, middle, mass, push, aim, body, air), air) < 0.0:
            low = middle
        else:
            high = middle
    return high
