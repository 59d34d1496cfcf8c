"""How the axis of an unguided rocket swings about the relative wind after it leaves the rail.

A finned rocket is a pendulum in the wind whose swing has a fixed length in distance flown, whatever the speed:
2 pi sqrt(2 I / (rho S C_N,alpha l)), with its moment of inertia I, reference area S, slope of the normal force C_N,alpha
and static margin l.  A rocket that gathers speed before the first swing is over turns into the wind far less than one
that follows it at once.  Source: Davis, Follin and Blitzer, Exterior Ballistics of Rockets (1958), on yaw in burning;
linear theory, small angles, no spin; the normal force itself is left out.
"""

import math

from luncur.compiler import kernel
from luncur.flight.guidance_kernel import SWING
from luncur.flight.steering_kernel import AIR_VELOCITY, VECTOR, direction_of

DAMPING = 0.1  # of the swing, relative to the critical one (assumed; finned rockets have 0.05 to 0.3)
FAST_SWING = 15.0  # above this rate the axis is taken to follow the relative wind at once [rad/s]
SWING_STEP = 0.25  # of the swing's angle in one step of flight [rad]


@kernel
def swung(offset, rate, w, dt):
    """Offset and rate of a damped swing of ``w`` [rad/s] after dt [s]."""
    wd = w * math.sqrt(1.0 - DAMPING * DAMPING)
    k = math.exp(-DAMPING * w * dt)
    c = math.cos(wd * dt)
    s = math.sin(wd * dt) / max(wd, 1e-9)
    return k * (offset * c + (rate + DAMPING * w * offset) * s), k * (
        rate * c - (DAMPING * w * rate + w * w * offset) * s
    )


@kernel
def swinging_aim(aim, age, dt, w, sa, ca, skew, up, wind, memory):
    """Aim of the coming step of dt [s]: the axis from where it stands to where the swing takes it.

    aim: of the last step, ``age`` [s] long; w: rate of the swing at this speed [rad/s]; sa, ca: sine and cosine of the azimuth; skew: see ``open_loop_aim``;
    up, wind: see ``direction_of``; memory[SWING ...] holds the axis's rate (3) [1/s].
    """
    from_x, from_y, from_z = direction_of(aim, age, up, wind, 0.0, 0.0, 0.0)
    to_x, to_y, to_z = direction_of(
        (AIR_VELOCITY, 0.0, 0.0, sa, ca, 0.0, 0.0, 0.0, skew[0], skew[1], 0.0), 0.0, up, wind, 0.0, 0.0, 0.0
    )
    x, rx = swung(from_x - to_x, memory[SWING], w, dt)
    y, ry = swung(from_y - to_y, memory[SWING + 1], w, dt)
    z, rz = swung(from_z - to_z, memory[SWING + 2], w, dt)
    memory[SWING] = rx
    memory[SWING + 1] = ry
    memory[SWING + 2] = rz
    k = 1.0 / max(dt, 1e-9)
    return (
        VECTOR, 0.0, 0.0, sa, ca, from_x, from_y, from_z,
        k * (to_x + x - from_x), k * (to_y + y - from_y), k * (to_z + z - from_z),
    )  # fmt: skip
