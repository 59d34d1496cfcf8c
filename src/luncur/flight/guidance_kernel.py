"""Explicit guidance: where to point the thrust now so that the burn ends at the target.

The radial part of the thrust direction is A + B t plus what carries the vehicle's weight; A and B meet the
target's radius and radial speed after the time to go, which follows from the angular momentum still missing
(or from the propellant, for a stage that burns to depletion).  The part across the plane removes the
velocity out of the plane that has the wanted inclination and holds the present position.

Source: Teren, Explicit Guidance Equations for Multistage Boost Trajectories, NASA TN D-3189 (1966); the
time-to-go update is that of the single-stage case.
"""

import math

from luncur.compiler import kernel
from luncur.earth.constants import MU


@kernel
def thrust_integrals(exhaust, tau, time):
    """b0, b1 [m/s, m] and c0, c1 [m, m s]: integrals of a constant-flow thrust acceleration over ``time``.

    exhaust: effective exhaust speed [m/s]; tau: exhaust speed over present acceleration [s].
    """
    b0 = -exhaust * math.log(1.0 - time / tau)
    b1 = b0 * tau - exhaust * time
    c0 = b0 * time - b1
    c1 = c0 * tau - 0.5 * exhaust * time * time
    return b0, b1, c0, c1


@kernel
def plane_normal(x, y, z, vx, vy, vz, cos_inclination):
    """Unit normal of the orbit plane of a given inclination that holds the position, on the side of the velocity.

    Where the latitude is beyond the inclination, the plane nearest to it (due east or west) is taken.
    """
    r = math.sqrt(x * x + y * y + z * z)
    p = math.sqrt(x * x + y * y)
    sin_heading = min(1.0, max(-1.0, cos_inclination * r / max(p, 1.0)))
    cos_heading = math.sqrt(1.0 - sin_heading * sin_heading)
    ex = -y / p
    ey = x / p
    nx = -z * x / (r * p)
    ny = -z * y / (r * p)
    nz = p / r
    if vx * nx + vy * ny + vz * nz < 0.0:
        cos_heading = -cos_heading
    hx = sin_heading * ex + cos_heading * nx
    hy = sin_heading * ey + cos_heading * ny
    hz = cos_heading * nz
    return (y * hz - z * hy) / r, (z * hx - x * hz) / r, (x * hy - y * hx) / r


@kernel
def explicit_guidance(
    x, y, z, vx, vy, vz, exhaust, acceleration, to_go, burn_left, by_depletion, radius, radial_speed, momentum, cos_inclination
):
    """Thrust direction (3), its time to go [s] and the rate of its radial part [1/s].

    Position [m], velocity [m/s] inertial; acceleration [m/s2] of the thrust now; to_go the last estimate [s];
    burn_left the time to depletion [s]; target radius [m], radial speed [m/s], angular momentum [m2/s].
    """
    r = math.sqrt(x * x + y * y + z * z)
    rx = x / r
    ry = y / r
    rz = z / r
    vr = vx * rx + vy * ry + vz * rz
    nx, ny, nz = plane_normal(x, y, z, vx, vy, vz, cos_inclination)
    # along the track, in the wanted plane
    tx = ny * rz - nz * ry
    ty = nz * rx - nx * rz
    tz = nx * ry - ny * rx
    vt = vx * tx + vy * ty + vz * tz
    vn = vx * nx + vy * ny + vz * nz
    tau = exhaust / acceleration
    time = burn_left if by_depletion else min(to_go, 0.98 * tau)
    time = min(max(time, 0.5), 0.98 * tau)
    gravity = MU / (r * r) - vt * vt / r
    passes = 1 if by_depletion else 6
    f_r = 0.0
    f_rate = 0.0
    for _ in range(passes):
        b0, b1, c0, c1 = thrust_integrals(exhaust, tau, time)
        d1 = radial_speed - vr
        d2 = radius - r - vr * time
        det = b0 * c1 - b1 * c0
        a = (d1 * c1 - d2 * b1) / det
        b = (b0 * d2 - c0 * d1) / det
        weight_now = gravity / acceleration
        end_acceleration = acceleration / (1.0 - time / tau)
        end_vt = momentum / radius if not by_depletion else vt + b0
        weight_end = (MU / (radius * radius) - end_vt * end_vt / radius) / end_acceleration
        f_r = a + weight_now
        f_end = a + b * time + weight_end
        f_rate = (f_end - f_r) / time
        if not by_depletion:
            # share of the thrust along the track, by Simpson over the burn with the growing acceleration
            f_n = -vn / b0
            f_mid = 0.5 * (f_r + f_end)
            a_mid = acceleration / (1.0 - 0.5 * time / tau)
            s0 = math.sqrt(max(1.0 - f_r * f_r - f_n * f_n, 0.04))
            s1 = math.sqrt(max(1.0 - f_mid * f_mid - f_n * f_n, 0.04))
            s2 = math.sqrt(max(1.0 - f_end * f_end - f_n * f_n, 0.04))
            share = (acceleration * s0 + 4.0 * a_mid * s1 + end_acceleration * s2) / (
                acceleration + 4.0 * a_mid + end_acceleration
            )
            missing = (momentum - r * vt) / (0.5 * (r + radius))
            dv = missing / share
            time = min(max(tau * (1.0 - math.exp(-dv / exhaust)), 0.0), 0.98 * tau)
            if time < 0.5:
                break
    f_r = min(0.95, max(-0.95, f_r))
    b0 = -exhaust * math.log(1.0 - max(time, 0.5) / tau)
    f_n = min(0.3, max(-0.3, -vn / b0))
    f_t = math.sqrt(max(1.0 - f_r * f_r - f_n * f_n, 0.0))
    return (
        f_r * rx + f_t * tx + f_n * nx,
        f_r * ry + f_t * ty + f_n * ny,
        f_r * rz + f_t * tz + f_n * nz,
        time,
        f_rate,
    )
