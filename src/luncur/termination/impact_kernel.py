"""Where a body of one ballistic coefficient would land if thrust ended now, with air and wind; in bounded time."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import EARTH_RATE, MEAN_RADIUS, MU, STANDARD_GRAVITY
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.earth.gravity_kernel import gravitation_j2
from luncur.earth.impact_point_kernel import ESCAPE, ORBIT, UNUSABLE, impact_point_of
from luncur.earth.tables_kernel import lookup
from luncur.flight.forces_kernel import air_state

STEPS = 1500  # at most: a time on the display must not depend on the flight
LONGEST = 10.0  # step [s]
LANDINGS = 3  # tries to end the last step on the ground
PER_DRAG = 0.4  # of the time in which drag stops the body; above 1.4 the step would not be stable
SETTLED = 15.0  # terminal speed below which a body that has it is followed over altitude [m/s]
NEARLY = 1.02  # times the terminal speed: what is left of another motion then is a few metres per second
LAYER = 250.0  # of that way [m]
THIN = 130e3  # above it steps are long [m]


@kernel
def pull(s, inverse_beta, air):
    """Acceleration (3) [m/s2] and speed through the air over drag [s] of a falling body; s: inertial state (6)."""
    _, density, _, wind, _ = air_state(s, air)
    gx, gy, gz = gravitation_j2(s[0], s[1], s[2])
    q = 0.5 * density * wind[3] * inverse_beta
    return gx - q * wind[0], gy - q * wind[1], gz - q * wind[2], 1.0 / max(q, 1e-12)


@kernel
def moved(s, dt, k):
    """A state after dt [s] at rates k (velocity and acceleration)."""
    return (
        s[0] + dt * k[0], s[1] + dt * k[1], s[2] + dt * k[2], s[3] + dt * k[3], s[4] + dt * k[4], s[5] + dt * k[5],
    )  # fmt: skip


@kernel
def one_step(s, dt, first, inverse_beta, air):
    """Classical Runge-Kutta step of dt [s]; first: ``pull`` at its start."""
    k1 = (s[3], s[4], s[5], first[0], first[1], first[2])
    a = moved(s, 0.5 * dt, k1)
    p = pull(a, inverse_beta, air)
    k2 = (a[3], a[4], a[5], p[0], p[1], p[2])
    a = moved(s, 0.5 * dt, k2)
    p = pull(a, inverse_beta, air)
    k3 = (a[3], a[4], a[5], p[0], p[1], p[2])
    a = moved(s, dt, k3)
    p = pull(a, inverse_beta, air)
    w = dt / 6.0
    return (
        s[0] + w * (k1[0] + 2.0 * (k2[0] + k3[0]) + a[3]),
        s[1] + w * (k1[1] + 2.0 * (k2[1] + k3[1]) + a[4]),
        s[2] + w * (k1[2] + 2.0 * (k2[2] + k3[2]) + a[5]),
        s[3] + w * (k1[3] + 2.0 * (k2[3] + k3[3]) + p[0]),
        s[4] + w * (k1[4] + 2.0 * (k2[4] + k3[4]) + p[1]),
        s[5] + w * (k1[5] + 2.0 * (k2[5] + k3[5]) + p[2]),
    )


@kernel
def terminal_speed(altitude, inverse_beta, air):
    """Speed at which drag carries the weight [m/s]."""
    density, _, _, _ = lookup(air[0], air[1], air[2], altitude)
    return math.sqrt(2.0 * STANDARD_GRAVITY / max(density * inverse_beta, 1e-9))


@kernel
def through_air(s, air):
    """Speed relative to the air [m/s]; s: inertial state (6)."""
    _, _, _, wind, _ = air_state(s, air)
    return wind[3]


@kernel
def sunk(latitude, longitude, altitude, inverse_beta, air):
    """Where a body lands that sinks at its terminal speed and goes with the wind, layer by layer."""
    layers = int(altitude / LAYER) + 1
    thick = altitude / layers
    for i in range(layers):
        middle = altitude - (i + 0.5) * thick
        speed = terminal_speed(middle, inverse_beta, air)
        # it has the wind of a little higher up: it needs that way to take on a new one
        _, _, east, north = lookup(air[0], air[1], air[2], middle + speed * speed / STANDARD_GRAVITY)
        dt = thick / speed
        latitude += north * dt / MEAN_RADIUS
        longitude += east * dt / (MEAN_RADIUS * max(math.cos(latitude), 1e-6))
    return latitude, longitude - 2.0 * math.pi * math.floor((longitude + math.pi) / (2.0 * math.pi)), True


@kernel
def ground_met(s, dt, first, new, below, inverse_beta, air):
    """Latitude, inertial longitude and time [s] behind s at which a step meets the ground that ends under it after dt.

    new, below: its end, as a state and as latitude, longitude, altitude.  The step is made again, as much shorter as its last
    climb says.
    """
    for _ in range(LANDINGS):
        radius = math.sqrt(new[0] * new[0] + new[1] * new[1] + new[2] * new[2])
        climb = (new[0] * new[3] + new[1] * new[4] + new[2] * new[5]) / radius
        if climb > -0.1:
            break
        dt = max(dt - below[2] / climb, 0.0)
        new = one_step(s, dt, first, inverse_beta, air)
        below = geodetic_from_ecef(new[0], new[1], new[2])
    return below[0], below[1], dt


@kernel
def impact_with_air(state, inverse_beta, air):
    """Latitude, longitude [rad] of the impact, and whether there is one, of an Earth-fixed state (6) [m], [m/s].

    Constant ballistic coefficient (inverse_beta [m2/kg]), gravitation with J2, the air and wind of ``air``.  A state in orbit has no impact,
    though air would bring it down in time.  A body that has
    settled goes down with the wind.  On or under the ground it is the place itself.
    """
    _, _, _, status = impact_point_of(state[0], state[1], state[2], state[3], state[4], state[5], MU, EARTH_RATE)
    if status == ORBIT or status == ESCAPE or status == UNUSABLE:
        return math.nan, math.nan, False
    latitude, longitude, altitude = geodetic_from_ecef(state[0], state[1], state[2])
    s = (
        state[0], state[1], state[2],
        state[3] - EARTH_RATE * state[1], state[4] + EARTH_RATE * state[0], state[5],
    )  # fmt: skip
    t = 0.0
    for _ in range(STEPS):
        if altitude <= 0.0:
            return latitude, longitude, True
        p = pull(s, inverse_beta, air)
        settled = terminal_speed(altitude, inverse_beta, air)
        if altitude < 40e3 and settled < SETTLED and through_air(s, air) < NEARLY * settled:
            return sunk(latitude, longitude - EARTH_RATE * t, altitude, inverse_beta, air)
        radius = math.sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2])
        climb = (s[0] * s[3] + s[1] * s[4] + s[2] * s[5]) / radius
        # a slow body will soon be as fast as drag lets it be
        dt = min(LONGEST, PER_DRAG * min(p[3], settled / STANDARD_GRAVITY))
        # into denser or thinner air half a scale height at the most
        if altitude < THIN:
            dt = min(dt, 3500.0 / max(abs(climb), 1.0))
        elif climb < 0.0:
            dt = min(dt, max(0.2 * (altitude - THIN), 3500.0) / -climb)
        new = one_step(s, dt, p, inverse_beta, air)
        below = geodetic_from_ecef(new[0], new[1], new[2])
        if below[2] <= 0.0:
            latitude, longitude, dt = ground_met(s, dt, p, new, below, inverse_beta, air)
            longitude -= EARTH_RATE * (t + dt)
            return latitude, longitude - 2.0 * math.pi * math.floor((longitude + math.pi) / (2.0 * math.pi)), True
        s = new
        latitude, longitude, altitude = below
        t += dt
    latitude, longitude, altitude = geodetic_from_ecef(s[0], s[1], s[2])
    longitude -= EARTH_RATE * t
    return latitude, longitude - 2.0 * math.pi * math.floor((longitude + math.pi) / (2.0 * math.pi)), altitude < THIN
