"""Acceleration of a thrusting vehicle: gravitation, thrust less back pressure, drag in moving air."""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import altitude_of, upward
from luncur.earth.gravity_kernel import gravitation
from luncur.earth.tables_kernel import lookup, pressure_at
from luncur.flight.steering_kernel import RAIL, direction_of

DRAG_STEP = 0.05  # Mach number per row of a drag table


@inlined_kernel
def drag_coefficient(table, mach):
    """Drag coefficient from a table in steps of 0.05 of the Mach number, held beyond its end.

    Cubic between rows, with the slope of the two neighbours at each (Catmull and Rom): corners would take the method of
    integration its order.
    """
    x = mach * 20.0
    last = table.shape[0] - 1
    if not x < last:
        return table[last]
    i = int(x)
    f = x - i
    return between(table[max(i - 1, 0)], table[i], table[i + 1], table[min(i + 2, last)], f)


@inlined_kernel
def between(a, b, c, d, f):
    """Between the second and the third of four even values, at the share f of the way (Catmull and Rom)."""
    return b + 0.5 * f * (c - a + f * (2.0 * a - 5.0 * b + 4.0 * c - d + f * (3.0 * (b - c) + d - a)))


@inlined_kernel
def air_velocity(x, y, sp, cp, cl, sl, wind_east, wind_north):
    """Velocity of the air [m/s] in the inertial frame: the turning Earth and the wind."""
    return (
        -EARTH_RATE * y - sl * wind_east - sp * cl * wind_north,
        EARTH_RATE * x + cl * wind_east - sp * sl * wind_north,
        cp * wind_north,
    )


@inlined_kernel
def air_state(s, air):
    """Altitude [m], density [kg/m3], Mach number, velocity relative to the air (3) and its size [m/s], local axes (4).

    s: inertial state; air: weather table, upper table, density factor, pressure table.
    """
    sp, cp, cl, sl, altitude = upward(s[0], s[1], s[2])
    density, inverse_sound, east, north = lookup(air[0], air[1], air[2], altitude)
    ax, ay, az = air_velocity(s[0], s[1], sp, cp, cl, sl, east, north)
    ux = s[3] - ax
    uy = s[4] - ay
    uz = s[5] - az
    speed = math.sqrt(ux * ux + uy * uy + uz * uz)
    return altitude, density, speed * inverse_sound, (ux, uy, uz, speed), (sp, cp, cl, sl)


@inlined_kernel
def net_thrust(thrust_vacuum, exit_area, air, altitude):
    """Thrust in vacuum less what the air presses on the nozzle exits [N], not below 0."""
    if thrust_vacuum <= 0.0:
        return 0.0
    return max(thrust_vacuum - exit_area * pressure_at(air[3], altitude), 0.0)


@inlined_kernel
def acceleration_of(s, since, mass, push, aim, body, air):
    """Acceleration (3) [m/s2] in the inertial frame of the state s (6), ``since`` [s] the start of the step.

    mass [kg] now; push: thrust in vacuum [N], flow [kg/s], exit area [m2]; aim: see steering_kernel;
    body: reference area [m2] and drag table; air: see ``air_state``.
    """
    altitude, density, mach, wind, up = air_state(s, air)
    gx, gy, gz = gravitation(s[0], s[1], s[2])
    q = -0.5 * density * wind[3] * drag_coefficient(body[1], mach) * body[0] / mass
    gx += q * wind[0]
    gy += q * wind[1]
    gz += q * wind[2]
    if push[0] > 0.0:
        k = net_thrust(push[0], push[2], air, altitude) / mass
        dx, dy, dz = direction_of(aim, since, up, wind, s[3], s[4], s[5])
        gx += k * dx
        gy += k * dy
        gz += k * dz
    if aim[0] == RAIL:
        return on_rail(s, gx, gy, gz, direction_of(aim, since, up, wind, s[3], s[4], s[5]))
    return gx, gy, gz


@inlined_kernel
def thin_acceleration(s, since, mass, push, aim, body, air):
    """As ``acceleration_of`` above the wind, of a thrust (if any) along a vector that turns evenly.

    Air turns with the Earth and does not press on the nozzle exits.
    """
    gx, gy, gz = gravitation(s[0], s[1], s[2])
    density, inverse_sound, _, _ = lookup(air[0], air[1], air[2], altitude_of(s[0], s[1], s[2]))
    ux, uy, uz = still_air(s)
    speed = math.sqrt(ux * ux + uy * uy + uz * uz)
    q = -0.5 * density * speed * drag_coefficient(body[1], speed * inverse_sound) * body[0] / mass
    k = 0.0
    dx = 0.0
    dy = 0.0
    dz = 0.0
    if push[0] > 0.0:
        dx = aim[5] + since * aim[8]
        dy = aim[6] + since * aim[9]
        dz = aim[7] + since * aim[10]
        k = push[0] / (mass * math.sqrt(dx * dx + dy * dy + dz * dz))
    return gx + q * ux + k * dx, gy + q * uy + k * dy, gz + q * uz + k * dz


@inlined_kernel
def still_air(s):
    """Velocity (3) [m/s] of an inertial state relative to air that turns with the Earth."""
    return s[3] + EARTH_RATE * s[1], s[4] - EARTH_RATE * s[0], s[5]


@kernel
def on_rail(s, ax, ay, az, rail):
    """Inertial acceleration (3) [m/s2] of a vehicle that a rail fixed to the Earth lets move along its direction only.

    ax, ay, az: acceleration were it free; rail: unit direction (3).  It rests on the stop at the rail's foot until the
    thrust moves it; friction is left out.
    """
    ux = s[3] + EARTH_RATE * s[1]
    uy = s[4] - EARTH_RATE * s[0]
    # what a point fixed to the turning Earth, or moving straight over it, is accelerated by
    fx = -EARTH_RATE * (2.0 * uy + EARTH_RATE * s[0])
    fy = EARTH_RATE * (2.0 * ux - EARTH_RATE * s[1])
    along = (ax - fx) * rail[0] + (ay - fy) * rail[1] + az * rail[2]
    speed = ux * rail[0] + uy * rail[1] + s[5] * rail[2]
    if along < 0.0 and speed <= 1e-6:
        along = 0.0
    return fx + along * rail[0], fy + along * rail[1], along * rail[2]
