"""What a navigation unit tells of a flight, healthy or not."""

import math

from luncur.compiler import kernel
from luncur.flight.path_columns import P_ATTITUDE
from luncur.flight.path_kernel import row_before, state_on
from luncur.trial.fault_columns import (
    ATTITUDE,
    BIAS,
    CLOCK_SKEW,
    CORRUPTED,
    DRIFT,
    DROPOUT,
    END,
    FREEZE,
    KIND,
    POSITION,
    POSITION_DRIFT,
    POSITION_SIGMA,
    SIGN_SWAP,
    SIZE,
    SOURCE,
    SPIKE,
    START,
    STUCK_FLAG,
    TARGET,
    UNIT_ERROR,
    VELOCITY_DRIFT,
    VELOCITY_SIGMA,
    X,
)

# m[c]: a measurement as it is sent; time [s], state (6), attitude error [rad], body rate [rad/s], share of the thrust, sent or not
M_TIME, M_STATE, M_ATTITUDE, M_RATE, M_THRUST, M_SENT = 0, 1, 7, 8, 9, 10
MEASUREMENT = 11

# noise of what is told beside the state, even within these limits (assumed; far from any limit of a rule)
ATTITUDE_NOISE = math.radians(0.5)
RATE_NOISE = math.radians(0.3)
THRUST_NOISE = 0.02


@kernel
def measure(path, rows, hint, t, unit, drift, noise, m):
    """What a healthy unit measures at ``t`` [s] into m; index of the row of the path that was used.

    unit: see ``fault_columns``; drift(6): standard normals of the flight; noise: see ``measurement_noise``.
    """
    i = row_before(path, rows, t, hint)
    s = state_on(path, i, t)
    m[M_TIME] = t
    for c in range(3):
        m[M_STATE + c] = s[c] + unit[POSITION_SIGMA] * noise[c] + t * unit[POSITION_DRIFT] * drift[c]
        m[M_STATE + 3 + c] = s[3 + c] + unit[VELOCITY_SIGMA] * noise[3 + c] + t * unit[VELOCITY_DRIFT] * drift[3 + c]
    f = (t - path[i, 0]) / (path[i + 1, 0] - path[i, 0])
    for c in range(3):
        m[M_ATTITUDE + c] = path[i, P_ATTITUDE + c] + f * (path[i + 1, P_ATTITUDE + c] - path[i, P_ATTITUDE + c])
    m[M_ATTITUDE] += ATTITUDE_NOISE * noise[6]
    m[M_RATE] += RATE_NOISE * noise[7]
    m[M_THRUST] += THRUST_NOISE * (2.0 * noise[8] - 1.0)
    m[M_SENT] = 1.0
    return i


@kernel
def spoil(m, fault, held, source, noise):
    """Let a fault act on a measurement; held[``MEASUREMENT``]: what was last told before the fault, kept up to date here.

    noise[10:12] choose which packets are spoilt and how.
    """
    t = m[M_TIME]
    kind = int(fault[KIND])
    if kind < 0 or int(fault[SOURCE]) != source or t >= fault[END]:
        return
    if t < fault[START]:
        for c in range(MEASUREMENT):
            held[c] = m[c]
        return
    if kind == DROPOUT:
        m[M_SENT] = 0.0
    elif kind == FREEZE:
        if held[M_SENT] > 0.0:
            for c in range(1, MEASUREMENT):
                m[c] = held[c]
    elif kind == STUCK_FLAG:
        # the unit has lost its fix and goes on from its last one, saying that it is valid
        if held[M_SENT] > 0.0:
            for c in range(3):
                m[M_STATE + c] = held[M_STATE + c] + (t - held[M_TIME]) * held[M_STATE + 3 + c]
                m[M_STATE + 3 + c] = held[M_STATE + 3 + c]
    elif kind == BIAS or kind == SPIKE:
        _push(m, fault, fault[SIZE])
    elif kind == DRIFT:
        _push(m, fault, fault[SIZE] * (t - fault[START]))
    elif kind == SIGN_SWAP:
        _swap(m, fault)
    elif kind == UNIT_ERROR:
        _scale(m, fault)
    elif kind == CLOCK_SKEW:
        m[M_TIME] = t + fault[SIZE]
    elif kind == CORRUPTED and noise[10] < fault[SIZE]:
        _corrupt(m, noise[11])


@kernel
def _push(m, fault, size):
    target = int(fault[TARGET])
    if target == ATTITUDE:
        m[M_ATTITUDE] = abs(m[M_ATTITUDE] + size)
        return
    first = M_STATE if target == POSITION else M_STATE + 3
    for c in range(3):
        m[first + c] += size * fault[X + c]


@kernel
def _swap(m, fault):
    """The sign of one component, the one that the fault's direction points along most."""
    first = M_STATE if int(fault[TARGET]) == POSITION else M_STATE + 3
    worst = 0
    for c in range(1, 3):
        if abs(fault[X + c]) > abs(fault[X + worst]):
            worst = c
    m[first + worst] = -m[first + worst]


@kernel
def _scale(m, fault):
    target = int(fault[TARGET])
    if target == ATTITUDE:
        m[M_ATTITUDE] *= fault[SIZE]
        return
    first = M_STATE if target == POSITION else M_STATE + 3
    for c in range(3):
        m[first + c] *= fault[SIZE]


@kernel
def _corrupt(m, u):
    """One field of the packet becomes a number of any size and sign, as wrong bits make it."""
    field = int(u * 9.0)
    rest = u * 9.0 - field
    sign = 1.0 if rest < 0.5 else -1.0
    m[1 + field] = sign * 10.0 ** (-3.0 + 13.0 * (2.0 * rest - (0.0 if rest < 0.5 else 1.0)))
