"""Acceleration of a thrusting vehicle: gravitation, thrust less back pressure, drag in moving air."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import upward
from luncur.earth.gravity_kernel import gravitation
from luncur.earth.tables_kernel import lookup, pressure_at

DRAG_STEP = 0.05  # Mach number per row of a drag table


@kernel
def drag_coefficient(table, mach):
    """Drag coefficient from a table in steps of 0.05 of the Mach number, held beyond its end."""
    x = mach / 0.05
    last = table.shape[0] - 1
    if not x < last:
        return table[last]
    i = int(x)
    return table[i] + (x - i) * (table[i + 1] - table[i])


@kernel
def air_velocity(x, y, sin_latitude, cos_latitude, cl, sl, wind_east, wind_north):
    """Velocity of the air [m/s] in the inertial frame: the turning Earth and the wind; cl, sl of the longitude."""
    return (
        -EARTH_RATE * y - sl * wind_east - sin_latitude * cl * wind_north,
        EARTH_RATE * x + cl * wind_east - sin_latitude * sl * wind_north,
        cos_latitude * wind_north,
    )


@kernel
def acceleration_of(
    x, y, z, vx, vy, vz, mass, thrust_vacuum, exit_area, dx, dy, dz, along_velocity, area, drag, table, upper, density_factor, pressure
):
    """Acceleration (3) [m/s2] in the inertial frame, then altitude, density, Mach number, air speed, thrust.

    The thrust points along (dx, dy, dz), or along the velocity relative to the air where ``along_velocity`` is 1,
    or along the inertial velocity where it is 2.
    """
    sp, cp, cl, sl, altitude = upward(x, y, z)
    density, inverse_sound, east, north = lookup(table, upper, density_factor, altitude)
    ax, ay, az = air_velocity(x, y, sp, cp, cl, sl, east, north)
    ux = vx - ax
    uy = vy - ay
    uz = vz - az
    speed = math.sqrt(ux * ux + uy * uy + uz * uz)
    mach = speed * inverse_sound
    gx, gy, gz = gravitation(x, y, z)
    thrust = 0.0
    if thrust_vacuum > 0.0:
        thrust = max(thrust_vacuum - exit_area * pressure_at(pressure, altitude), 0.0)
    k = thrust / mass
    if along_velocity == 1:
        s = max(speed, 1e-3)
        dx = ux / s
        dy = uy / s
        dz = uz / s
    elif along_velocity == 2:
        s = max(math.sqrt(vx * vx + vy * vy + vz * vz), 1e-3)
        dx = vx / s
        dy = vy / s
        dz = vz / s
    q = -0.5 * density * speed * drag_coefficient(drag, mach) * area / mass
    return (
        gx + k * dx + q * ux,
        gy + k * dy + q * uy,
        gz + k * dz + q * uz,
        altitude,
        density,
        mach,
        speed,
        thrust,
    )
