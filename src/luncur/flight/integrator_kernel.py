"""One step of flight, and the moment within a step at which something is reached.

Runge and Kutta's classical method of order 4 (Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I,
2nd ed., section II.1) at fixed steps that are cut at events, so every launch is a pure function of its inputs.
"""

from luncur.compiler import inlined_kernel, kernel
from luncur.flight.forces_kernel import acceleration_of, air_state, thin_acceleration
from luncur.flight.steering_kernel import VECTOR

# How an event is met (column 0 of the event table).
AT_TIME, AFTER, DEPLETED, GUIDANCE, ALTITUDE, HEAT_FLUX, APOGEE, PERIGEE = 0, 1, 2, 3, 4, 5, 6, 7

BISECTIONS = 30  # to find a crossing
HIGH = 120e3  # above it there is no wind, and steps are longer [m]


@inlined_kernel
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
def nystrom(s, dt, mass, push, aim, body, air):
    """As ``rk4`` above the air, by Nystrom's method of order 4: three accelerations in place of four.

    Of order 4 where the acceleration does not depend on the velocity; the drag, which does, is small there and taken to
    order 3.  Source: Hairer, Norsett and Wanner, section II.14.
    """
    h = 0.5 * dt
    a1 = thin_acceleration(s, 0.0, mass, push, aim, body, air)
    k = 0.5 * h * h
    middle = (
        s[0] + h * s[3] + k * a1[0],
        s[1] + h * s[4] + k * a1[1],
        s[2] + h * s[5] + k * a1[2],
        s[3] + h * a1[0],
        s[4] + h * a1[1],
        s[5] + h * a1[2],
    )
    a2 = thin_acceleration(middle, h, mass - push[1] * h, push, aim, body, air)
    k = 0.5 * dt * dt
    last = (
        s[0] + dt * s[3] + k * a2[0],
        s[1] + dt * s[4] + k * a2[1],
        s[2] + dt * s[5] + k * a2[2],
        s[3] + dt * a2[0],
        s[4] + dt * a2[1],
        s[5] + dt * a2[2],
    )
    a3 = thin_acceleration(last, dt, mass - push[1] * dt, push, aim, body, air)
    k = dt * dt / 6.0
    c = dt / 6.0
    return (
        s[0] + dt * s[3] + k * (a1[0] + 2.0 * a2[0]),
        s[1] + dt * s[4] + k * (a1[1] + 2.0 * a2[1]),
        s[2] + dt * s[5] + k * (a1[2] + 2.0 * a2[2]),
        s[3] + c * (a1[0] + 4.0 * a2[0] + a3[0]),
        s[4] + c * (a1[1] + 4.0 * a2[1] + a3[1]),
        s[5] + c * (a1[2] + 4.0 * a2[2] + a3[2]),
    )


@inlined_kernel
def is_thin(altitude, push, aim):
    """True where ``nystrom`` will do: above the wind, with no thrust or one that is steered in inertial axes."""
    return altitude > HIGH and (push[0] <= 0.0 or int(aim[0]) == VECTOR)


@kernel
def step_of(thin, s, dt, mass, push, aim, body, air):
    """State (6) after dt [s], by the method that ``is_thin`` has chosen."""
    if thin:
        return nystrom(s, dt, mass, push, aim, body, air)
    return rk4(s, dt, mass, push, aim, body, air)


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
def crossing_time(kind, threshold, thin, s, dt, mass, push, aim, body, air):
    """When within a step the crossing value turns positive [s], by bisection to 1e-9 of the step."""
    low = 0.0
    high = dt
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        if crossing_value(kind, threshold, step_of(thin, s, middle, mass, push, aim, body, air), air) < 0.0:
            low = middle
        else:
            high = middle
    return high
