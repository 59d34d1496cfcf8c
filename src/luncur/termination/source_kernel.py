"""One navigation source against itself and against physics: which of its measurements are taken."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import SEMI_MINOR_AXIS
from luncur.termination.columns import (
    FROZEN,
    HEALTHY,
    INVALID,
    IS_FROZEN,
    JUMPED,
    MAXIMUM_ACCELERATION,
    MAXIMUM_AGE,
    POSITION_TOLERANCE,
    REJOINING,
    S_AGREED,
    S_AX,
    S_AY,
    S_AZ,
    S_COUNT,
    S_RECEIVED,
    S_SAME,
    S_STATUS,
    S_TIME,
    S_VALID,
    S_VX,
    S_VY,
    S_VZ,
    S_X,
    S_Y,
    S_Z,
    SILENT,
    UNPHYSICAL,
    VELOCITY_TOLERANCE,
)

TAKEN, TOO_OLD, OF_THE_FUTURE, NO_NUMBER = range(4)
AHEAD = 0.05  # that a measurement's clock may be ahead of the system's [s]
DEEPEST = 20e3  # below the polar radius [m]
HIGHEST = 1e8  # radius [m]
FASTEST = 12e3  # relative to the Earth [m/s]
MOVING = 1.0  # a vehicle that says it is this fast cannot stand still [m/s]


@kernel
def take_measurement(sources, k, t, x, y, z, vx, vy, vz, valid, now, limits):
    """Store a measurement of source ``k``; TAKEN, or why it is no measurement at all (then nothing is stored).

    t: when it was made, now: the system's clock [s]; Earth-fixed position [m] and velocity [m/s]; valid: the source's own flag.
    A measurement is stored even when it is not believed, so that the next one is judged by it; what is wrong with it stands in the
    source's status, and the source has to agree again for some time before it counts.
    """
    magnitude = abs(x) + abs(y) + abs(z) + abs(vx) + abs(vy) + abs(vz)
    if not (magnitude < 1e12 and abs(t) < 1e9):
        return NO_NUMBER
    if t > now + AHEAD:
        return OF_THE_FUTURE
    known = sources[k, S_COUNT] > 0.0
    if known and t <= sources[k, S_TIME]:
        return TOO_OLD
    status = _judged(sources, k, t, x, y, z, vx, vy, vz, valid, known, limits)
    _store(sources, k, t, x, y, z, vx, vy, vz, known, limits)
    sources[k, S_VALID] = 1.0 if valid else 0.0
    sources[k, S_RECEIVED] = now
    sources[k, S_COUNT] += 1.0
    before = int(sources[k, S_STATUS])
    if status != HEALTHY:
        sources[k, S_STATUS] = status
        sources[k, S_AGREED] = 0.0
    elif before == SILENT and not known:
        sources[k, S_STATUS] = HEALTHY
    elif before != HEALTHY:
        sources[k, S_STATUS] = REJOINING
    return TAKEN


@kernel
def _judged(sources, k, t, x, y, z, vx, vy, vz, valid, known, limits):
    """HEALTHY, or what is wrong with a measurement by itself and beside the last one."""
    radius = math.sqrt(x * x + y * y + z * z)
    speed = math.sqrt(vx * vx + vy * vy + vz * vz)
    same = known and x == sources[k, S_X] and y == sources[k, S_Y] and z == sources[k, S_Z] and speed > MOVING
    sources[k, S_SAME] = sources[k, S_SAME] + 1.0 if same else 0.0
    if not valid:
        return INVALID
    if radius < SEMI_MINOR_AXIS - DEEPEST or radius > HIGHEST or speed > FASTEST:
        return UNPHYSICAL
    if sources[k, S_SAME] >= limits[FROZEN] - 1.0:
        return IS_FROZEN
    dt = t - sources[k, S_TIME]
    if not known or dt > limits[MAXIMUM_AGE]:
        return HEALTHY
    dvx = vx - sources[k, S_VX]
    dvy = vy - sources[k, S_VY]
    dvz = vz - sources[k, S_VZ]
    gained = limits[MAXIMUM_ACCELERATION] * dt
    if math.sqrt(dvx * dvx + dvy * dvy + dvz * dvz) > gained + limits[VELOCITY_TOLERANCE]:
        return JUMPED
    ex = x - sources[k, S_X] - 0.5 * dt * (vx + sources[k, S_VX])
    ey = y - sources[k, S_Y] - 0.5 * dt * (vy + sources[k, S_VY])
    ez = z - sources[k, S_Z] - 0.5 * dt * (vz + sources[k, S_VZ])
    if math.sqrt(ex * ex + ey * ey + ez * ez) > gained * dt + limits[POSITION_TOLERANCE]:
        return JUMPED
    return HEALTHY


@kernel
def _store(sources, k, t, x, y, z, vx, vy, vz, known, limits):
    """Keep the measurement, and the acceleration that its velocity and the last one show [m/s2]."""
    dt = t - sources[k, S_TIME]
    if known and 1e-3 < dt < limits[MAXIMUM_AGE]:
        most = limits[MAXIMUM_ACCELERATION]
        sources[k, S_AX] = _smoothed(sources[k, S_AX], (vx - sources[k, S_VX]) / dt, most)
        sources[k, S_AY] = _smoothed(sources[k, S_AY], (vy - sources[k, S_VY]) / dt, most)
        sources[k, S_AZ] = _smoothed(sources[k, S_AZ], (vz - sources[k, S_VZ]) / dt, most)
    else:
        sources[k, S_AX] = 0.0
        sources[k, S_AY] = 0.0
        sources[k, S_AZ] = 0.0
    sources[k, S_TIME] = t
    sources[k, S_X] = x
    sources[k, S_Y] = y
    sources[k, S_Z] = z
    sources[k, S_VX] = vx
    sources[k, S_VY] = vy
    sources[k, S_VZ] = vz


@kernel
def _smoothed(old, new, most):
    return 0.5 * old + 0.5 * min(max(new, -most), most)
