"""Several sources to one state: extrapolated to one moment, compared, the odd one left out."""

import math

from luncur.compiler import kernel
from luncur.termination.columns import (
    DISAGREES,
    HEALTHY,
    MAXIMUM_ACCELERATION,
    MAXIMUM_AGE,
    POSITION_TOLERANCE,
    READMISSION,
    REJOINING,
    S_AGREED,
    S_COUNT,
    S_STATUS,
    S_TIME,
    S_VALID,
    S_VX,
    S_X,
    SILENT,
    VELOCITY_TOLERANCE,
)

# state[c]: the state that was last agreed on; time, position, velocity, acceleration, how many sources
V_TIME, V_X, V_VX, V_AX, V_SOURCES = 0, 1, 4, 7, 10
STATE_COLUMNS = 11
_S_AX = 7


@kernel
def vote(now, sources, limits, state, scratch):
    """Number of sources that agree on a state at ``now`` [s], which is then in ``state``; 0 when there is none.

    Three or more that count: the middle value of each component, and whoever is farther from it than the tolerance is left
    out.  Two that differ, and one alone: held against the last agreed state, moved on.  One that was left out counts again
    after it has agreed for a while.  scratch[k, 6]: room for the extrapolated states.
    """
    for k in range(sources.shape[0]):
        _extrapolate(now, sources, k, limits, scratch)
    counting = _count(sources, HEALTHY)
    fresh = now - state[V_TIME] <= limits[MAXIMUM_AGE] and state[V_SOURCES] > 0.0
    if counting >= 3:
        counting = _leave_out_odd(sources, limits, scratch, state)
    if counting == 2 and not _two_agree(sources, limits, scratch):
        counting = _nearest_to_last(now, sources, limits, scratch, state) if fresh else 0
    elif counting == 1 and fresh:
        counting = _nearest_to_last(now, sources, limits, scratch, state)
    if counting > 0:
        _agree(now, sources, scratch, state, counting)
        _readmit(sources, limits, scratch, state)
    else:
        _agree_anew(sources, limits, scratch)
    return counting


@kernel
def _extrapolate(now, sources, k, limits, scratch):
    """The state of a source moved to now; a source whose last measurement is too old is silent."""
    age = now - sources[k, S_TIME]
    if sources[k, S_COUNT] == 0.0 or age > limits[MAXIMUM_AGE]:
        sources[k, S_STATUS] = SILENT
        sources[k, S_AGREED] = 0.0
        return
    for c in range(3):
        v = sources[k, S_VX + c]
        a = sources[k, _S_AX + c]
        scratch[k, c] = sources[k, S_X + c] + age * (v + 0.5 * age * a)
        scratch[k, 3 + c] = v + age * a


@kernel
def _count(sources, status):
    n = 0
    for k in range(sources.shape[0]):
        if int(sources[k, S_STATUS]) == status:
            n += 1
    return n


@kernel
def _middle(sources, scratch, c, counting):
    """Middle value of one component over the sources that count (mean of the two middle ones)."""
    low = 0.0
    high = 0.0
    for k in range(sources.shape[0]):
        if int(sources[k, S_STATUS]) != HEALTHY:
            continue
        value = scratch[k, c]
        rank = 0
        for j in range(sources.shape[0]):
            if int(sources[j, S_STATUS]) == HEALTHY and (scratch[j, c] < value or (scratch[j, c] == value and j < k)):
                rank += 1
        if rank == (counting - 1) // 2:
            low = value
        if rank == counting // 2:
            high = value
    return 0.5 * (low + high)


@kernel
def _apart(a, b, i, j, position, velocity):
    """How far row i of a is from row j of b, in tolerances: above 1 they do not agree."""
    dx = a[i, 0] - b[j, 0]
    dy = a[i, 1] - b[j, 1]
    dz = a[i, 2] - b[j, 2]
    dvx = a[i, 3] - b[j, 3]
    dvy = a[i, 4] - b[j, 4]
    dvz = a[i, 5] - b[j, 5]
    return max(
        math.sqrt(dx * dx + dy * dy + dz * dz) / position, math.sqrt(dvx * dvx + dvy * dvy + dvz * dvz) / velocity
    )


@kernel
def _from_state(scratch, k, state, dt, position, velocity):
    """How far a source is from the last agreed state moved on by dt [s], in tolerances."""
    d2 = 0.0
    v2 = 0.0
    for c in range(3):
        d = scratch[k, c] - state[V_X + c] - dt * (state[V_VX + c] + 0.5 * dt * state[V_AX + c])
        v = scratch[k, 3 + c] - state[V_VX + c] - dt * state[V_AX + c]
        d2 += d * d
        v2 += v * v
    return max(math.sqrt(d2) / position, math.sqrt(v2) / velocity)


@kernel
def _leave_out_odd(sources, limits, scratch, state):
    """Leave out who is off the middle; how many are left."""
    counting = _count(sources, HEALTHY)
    last = scratch.shape[0] - 1  # a row of its own for the middle
    for c in range(6):
        scratch[last, c] = _middle(sources, scratch, c, counting)
    for k in range(sources.shape[0]):
        if int(sources[k, S_STATUS]) == HEALTHY and not (
            _apart(scratch, scratch, k, last, limits[POSITION_TOLERANCE], limits[VELOCITY_TOLERANCE]) <= 1.0
        ):
            sources[k, S_STATUS] = DISAGREES
            sources[k, S_AGREED] = 0.0
            counting -= 1
    return counting


@kernel
def _two_agree(sources, limits, scratch):
    first = -1
    for k in range(sources.shape[0]):
        if int(sources[k, S_STATUS]) != HEALTHY:
            continue
        if first < 0:
            first = k
        else:
            return _apart(scratch, scratch, first, k, limits[POSITION_TOLERANCE], limits[VELOCITY_TOLERANCE]) <= 1.0
    return True


@kernel
def _nearest_to_last(now, sources, limits, scratch, state):
    """Keep the one source that follows from the last agreed state; 1, or 0 when none does."""
    dt = now - state[V_TIME]
    velocity = limits[VELOCITY_TOLERANCE] + limits[MAXIMUM_ACCELERATION] * dt
    position = limits[POSITION_TOLERANCE] + 0.5 * limits[MAXIMUM_ACCELERATION] * dt * dt
    best = -1
    smallest = 1.0
    for k in range(sources.shape[0]):
        if int(sources[k, S_STATUS]) == HEALTHY:
            away = _from_state(scratch, k, state, dt, position, velocity)
            if away <= smallest:
                smallest = away
                best = k
    for k in range(sources.shape[0]):
        if int(sources[k, S_STATUS]) == HEALTHY and k != best:
            sources[k, S_STATUS] = DISAGREES
            sources[k, S_AGREED] = 0.0
    return 1 if best >= 0 else 0


@kernel
def _agree(now, sources, scratch, state, counting):
    """Write the agreed state: middle values of those that count."""
    for c in range(6):
        state[V_X + c] = _middle(sources, scratch, c, counting)
    for c in range(3):
        total = 0.0
        for k in range(sources.shape[0]):
            if int(sources[k, S_STATUS]) == HEALTHY:
                total += sources[k, _S_AX + c]
        state[V_AX + c] = total / counting
    state[V_TIME] = now
    state[V_SOURCES] = counting


@kernel
def _readmit(sources, limits, scratch, state):
    """Count the cycles in which those that were left out agree with the state; long enough, and they count again."""
    for k in range(sources.shape[0]):
        status = int(sources[k, S_STATUS])
        if status not in (REJOINING, DISAGREES) or sources[k, S_VALID] == 0.0:
            continue
        away = _from_state(scratch, k, state, 0.0, limits[POSITION_TOLERANCE], limits[VELOCITY_TOLERANCE])
        _counted(sources, k, away <= 1.0, limits)


@kernel
def _counted(sources, k, agrees, limits):
    if not agrees:
        sources[k, S_STATUS] = DISAGREES
        sources[k, S_AGREED] = 0.0
        return
    sources[k, S_AGREED] += 1.0
    sources[k, S_STATUS] = HEALTHY if sources[k, S_AGREED] >= limits[READMISSION] else REJOINING


@kernel
def _agree_anew(sources, limits, scratch):
    """Nobody counts: sources that agree with one another count again after a while, since they cannot err alike by chance.

    Without this a disturbance of all at once would blind the system for good.  One that is alone counts again once it has
    followed from its own measurements for as long: there is nobody to ask, and a mission may have no more than one.
    """
    for k in range(sources.shape[0]):
        if int(sources[k, S_STATUS]) not in (REJOINING, DISAGREES) or sources[k, S_VALID] == 0.0:
            continue
        found = False
        alone = True
        for j in range(sources.shape[0]):
            if j != k and int(sources[j, S_STATUS]) in (REJOINING, DISAGREES, HEALTHY) and sources[j, S_VALID] != 0.0:
                alone = False
                away = _apart(scratch, scratch, k, j, limits[POSITION_TOLERANCE], limits[VELOCITY_TOLERANCE])
                found = found or away <= 1.0
        # the state of the others is looked at, not their count, so the order of sources does not matter
        _counted(sources, k, found or (alone and int(sources[k, S_STATUS]) == REJOINING), limits)
