"""A failed vehicle under thrust: where it points, and what the air does to it.

Source of the classes of turn: 14 CFR 417 Appendix A, A417.9; 14 CFR 450.119.
"""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.flight.forces_kernel import air_state, drag_coefficient, net_thrust
from luncur.flight.plane_kernel import dot
from luncur.flight.steering_kernel import along_velocity

# What the attitude does (column 0 of ``how``).
HELD, TURNING, ALONG_VELOCITY = 0, 1, 2
# How such a flight ends.
BURNED_OUT = 1
BROKE_UP = 2
TERMINATED = 3
HIT_GROUND = 4
TOO_LONG = 22
NOT_FINITE = 23

SURELY = 1.001  # more than rounding can make of a load


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
def even_turn(how, d0, n, held, since, dt, s):
    """Direction of the thrust (3) at the start and at the end of a step of dt [s], between which it turns evenly.

    A turn that speeds up lies behind an even one in between; the even one is set back so that both point alike on the mean.
    """
    if int(how[0]) != TURNING:
        first_direction = attitude(how, d0, n, held, since, s)
        return first_direction, first_direction
    first = angle_after(how, since)
    last = angle_after(how, since + dt)
    ahead = (0.5 * (first + last) - angle_after(how, since + 0.5 * dt)) * 2.0 / 3.0
    return turned(d0, n, first - ahead), turned(d0, n, last - ahead)


@kernel
def attitude(how, d0, n, held, since, s):
    """Direction of the thrust (3) ``since`` [s] the failure.

    how: kind, turn at once [rad], angular acceleration of the turn [rad/s2], share of the thrust left, fastest rate of the
    turn [rad/s]; d0: direction at the failure; n: axis of the turn; held: direction after the turn at once.
    """
    if int(how[0]) == ALONG_VELOCITY:
        return along_velocity(s[3], s[4], s[5])
    if int(how[0]) == HELD:
        return held
    return turned(d0, n, angle_after(how, since))


@kernel
def loads(look, d, thrust, mass, area, across, table):
    """q alpha [Pa rad], acceleration along and across the body [m/s2], of a body whose axis is d (3).

    look: altitude, density, Mach number, velocity relative to the air (3) and its size, see ``air_state``; alpha: angle between the
    axis and that velocity; area: reference area [m2] and drag table along the axis; across: drag area of the body broadside
    on at Mach 0 [m2].
    """
    speed = look[6]
    if speed < 1.0:
        return 0.0, thrust / mass, 0.0
    cosine = (look[3] * d[0] + look[4] * d[1] + look[5] * d[2]) / speed
    cosine = min(max(cosine, -1.0), 1.0)
    alpha = math.acos(cosine)
    sine = math.sin(alpha)
    q = 0.5 * look[1] * speed * speed
    drag = q * drag_area(area, across, table, look[2], sine)
    return q * alpha, abs(thrust - drag * cosine) / mass, drag * sine / mass


@inlined_kernel
def look_at(s, air):
    """Altitude [m], density [kg/m3], Mach number, velocity relative to the air (3) and its size [m/s] of a state."""
    altitude, density, mach, wind, _ = air_state(s, air)
    return altitude, density, mach, wind[0], wind[1], wind[2], wind[3]


@kernel
def drag_area(area, across, table, mach, sine):
    """Drag area [m2] at an angle of attack: of the body in line and broadside on, by the square of its sine."""
    in_line = area * drag_coefficient(table, mach)
    return in_line + max(across - in_line, 0.0) * sine * sine


@kernel
def breaks(look, d, thrust, mass, area, across, table, limits, rate):
    """True when a load passes its limit: q alpha [Pa rad], axial, lateral [m/s2], body rate [rad/s]; arguments as of ``loads``.

    Where no angle of attack could make a load so large, as in thin air, the angle is not worked out.
    """
    if rate > limits[3]:
        return True
    q = 0.5 * look[1] * look[6] * look[6]
    widest = SURELY * q * max(across, area * drag_coefficient(table, look[2]))
    if SURELY * math.pi * q < limits[0] and SURELY * (thrust + widest) < limits[1] * mass and widest < limits[2] * mass:
        return False
    load = loads(look, d, thrust, mass, area, across, table)
    return load[0] > limits[0] or load[1] > limits[1] or load[2] > limits[2]


@kernel
def is_over(look, d, d0, thrust, exit_area, mass, area, across, table, air, limits, rate, cosine):
    """True when the vehicle breaks where it is, or its axis d has left d0 by more than the rule allows; see ``breaks``.

    cosine: of the attitude error that is allowed, 2 where it has been passed before.
    """
    if cosine < 2.0 and dot(d, d0) < cosine:
        return True
    return breaks(look, d, net_thrust(thrust, exit_area, air, look[0]), mass, area, across, table, limits, rate)


@kernel
def body_rate(how, since):
    """How fast the attitude turns [rad/s]."""
    return min(how[2] * since, how[4]) if int(how[0]) == TURNING else 0.0
