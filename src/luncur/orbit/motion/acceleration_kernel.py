"""All forces on a satellite, as an acceleration in GCRS axes."""

import math

from luncur.compiler import kernel
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.orbit.motion.air_table_kernel import density_at
from luncur.orbit.motion.gravity_field_kernel import field_gravitation
from luncur.orbit.motion.light_kernel import lit_share
from luncur.orbit.motion.surroundings_kernel import column_at, cubic_place, earth_turn

# Places in ``numbers``: what the forces are made of.
MU, RADIUS, DEGREE, ORDER = 0, 1, 2, 3  # of the gravity field
START, STEP, ANGLE, RATE, DAY_SECOND = 4, 5, 6, 7, 8  # of the grid of the surroundings
SUN_MU, MOON_MU = 9, 10  # 0 where they do not act
DRAG, AIR_START, AIR_STEP = 11, 12, 13  # drag: coefficient times area over mass [m2/kg]
LIGHT, CONICAL = 14, 15  # light: acceleration at one astronomical unit [m/s2]
FLOOR = 16  # altitude at which the flight ends [m]
NUMBERS = 17

_UNIT = 149597870700.0  # astronomical unit [m]


@kernel
def acceleration(t, x, y, z, vx, vy, vz, terms, rows, air, numbers):
    """Acceleration [m/s2] at ``t`` [s] after the epoch of a GCRS position [m] and velocity [m/s].

    terms: of the gravity field; rows: of ``surroundings.Surroundings``; air: of ``air_table.AirTable``; numbers: as above.
    """
    if numbers[DEGREE] == 0.0 and numbers[DRAG] == 0.0:
        r2 = x * x + y * y + z * z
        pull = -numbers[MU] / (r2 * math.sqrt(r2))
        ax, ay, az = pull * x, pull * y, pull * z
    else:
        ax, ay, az = _of_the_earth(t, x, y, z, vx, vy, vz, terms, rows, air, numbers)
    if numbers[SUN_MU] == 0.0 and numbers[MOON_MU] == 0.0 and numbers[LIGHT] == 0.0:
        return ax, ay, az
    place = cubic_place((t - numbers[START]) / numbers[STEP], rows.shape[0])
    sx, sy, sz = column_at(rows, place, 5), column_at(rows, place, 6), column_at(rows, place, 7)
    if numbers[SUN_MU] != 0.0:
        bx, by, bz = body_pull(x, y, z, sx, sy, sz, numbers[SUN_MU])
        ax, ay, az = ax + bx, ay + by, az + bz
    if numbers[MOON_MU] != 0.0:
        mx, my, mz = column_at(rows, place, 8), column_at(rows, place, 9), column_at(rows, place, 10)
        bx, by, bz = body_pull(x, y, z, mx, my, mz, numbers[MOON_MU])
        ax, ay, az = ax + bx, ay + by, az + bz
    if numbers[LIGHT] != 0.0:
        dx, dy, dz = x - sx, y - sy, z - sz
        d2 = dx * dx + dy * dy + dz * dz
        push = numbers[LIGHT] * lit_share(x, y, z, sx, sy, sz, numbers[CONICAL] != 0.0)
        push *= _UNIT * _UNIT / (d2 * math.sqrt(d2))
        ax, ay, az = ax + push * dx, ay + push * dy, az + push * dz
    return ax, ay, az


@kernel
def body_pull(x, y, z, bx, by, bz, mu):
    """Acceleration by a distant body at b less that of the Earth's centre; Montenbruck and Gill, Satellite Orbits, equation 3.37."""
    dx, dy, dz = bx - x, by - y, bz - z
    d2 = dx * dx + dy * dy + dz * dz
    b2 = bx * bx + by * by + bz * bz
    near = mu / (d2 * math.sqrt(d2))
    far = mu / (b2 * math.sqrt(b2))
    return near * dx - far * bx, near * dy - far * by, near * dz - far * bz


@kernel
def _of_the_earth(t, x, y, z, vx, vy, vz, terms, rows, air, numbers):
    """Gravity field and air, which both turn with the Earth."""
    place = cubic_place((t - numbers[START]) / numbers[STEP], rows.shape[0])
    a00, a01, a02, a10, a11, a12, a20, a21, a22, wx, wy = earth_turn(rows, place, numbers[ANGLE] + numbers[RATE] * t)
    fx, fy, fz = a00 * x + a01 * y + a02 * z, a10 * x + a11 * y + a12 * z, a20 * x + a21 * y + a22 * z
    gx, gy, gz = field_gravitation(
        fx, fy, fz, terms, int(numbers[DEGREE]), int(numbers[ORDER]), numbers[MU], numbers[RADIUS]
    )
    if numbers[DRAG] != 0.0:
        rate = numbers[RATE]
        ux = a00 * vx + a01 * vy + a02 * vz - rate * (wy * fz - fy)
        uy = a10 * vx + a11 * vy + a12 * vz - rate * (fx - wx * fz)
        uz = a20 * vx + a21 * vy + a22 * vz - rate * (wx * fy - wy * fx)
        latitude, longitude, altitude = geodetic_from_ecef(fx, fy, fz)
        day = (numbers[DAY_SECOND] + t) / 86400.0
        date = (t - numbers[AIR_START]) / numbers[AIR_STEP] if air.shape[0] > 1 else 0.0
        density = density_at(air, date, day - math.floor(day), altitude, latitude, longitude)
        drag = -0.5 * density * numbers[DRAG] * math.sqrt(ux * ux + uy * uy + uz * uz)
        gx, gy, gz = gx + drag * ux, gy + drag * uy, gz + drag * uz
    return a00 * gx + a10 * gy + a20 * gz, a01 * gx + a11 * gy + a21 * gz, a02 * gx + a12 * gy + a22 * gz
