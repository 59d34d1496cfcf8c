"""Eight bodies falling at once, each in its own lane of a vector; a lane whose body is down takes the next one.

Steps are vectors, from the same source as for one body; whatever is rare (the ground, the end, a settled body) is judged
body by body by the same code as in ``fall_kernel.py``.  A lane never looks at another: results are those of ``fall_one``,
bit for bit, whatever the order and the company.
"""

import math

from luncur.compiler import Vectors, inlined_kernel, kernel, select, vectorised
from luncur.compiler.lanes import LANES, choose, every, get, put, spread
from luncur.debris.fall_kernel import (
    CUT,
    GO_ON,
    HIGHEST,
    IMPACT,
    LONGEST,
    MAXIMUM_STEPS,
    MOST,
    NOT_FINITE,
    ORBIT,
    SHORTEST,
    STEP_LIMIT,
    begin,
    judge,
    longer,
    may_settle,
    shorter,
    trial,
)  # fmt: skip
from luncur.debris.glide_lanes_kernel import IDLE, glide_together, joins_lanes, put_state, relative_drag_lanes
from luncur.debris.motion_kernel import relative_drag
from luncur.earth.tables_kernel import lookup
from luncur.earth.tables_lanes_kernel import lookup_lanes

JOINED = -3  # besides what ``judge`` says


_IN_LANES = Vectors({lookup: lookup_lanes, relative_drag: relative_drag_lanes, select: choose})
trial_lanes = vectorised(trial, _IN_LANES)
longer_lanes = vectorised(longer, _IN_LANES)
shorter_lanes = vectorised(shorter, _IN_LANES)


@inlined_kernel
def get_state(vector, lane):
    """The state of the body in one lane."""
    return (
        get(vector[0], lane), get(vector[1], lane), get(vector[2], lane),
        get(vector[3], lane), get(vector[4], lane), get(vector[5], lane),
    )  # fmt: skip


# What a step changes, and a rejected or a cut one leaves: state (6), acceleration (4), time, height, error of the step
# before, most that the step may grow, cuts in a row.


@inlined_kernel
def put_moving(vector, lane, m):
    """All that changes of the bodies, with another body in one lane."""
    s, a, t, height, previous, most, landing = vector
    a_new = m[1]
    a = (put(a[0], lane, a_new[0]), put(a[1], lane, a_new[1]), put(a[2], lane, a_new[2]), put(a[3], lane, a_new[3]))
    return (
        put_state(s, lane, m[0]), a, put(t, lane, m[2]), put(height, lane, m[3]), put(previous, lane, m[4]),
        put(most, lane, m[5]), put(landing, lane, m[6]),
    )  # fmt: skip


@inlined_kernel
def get_moving(vector, lane):
    """All that changes of the body in one lane."""
    s, a, t, height, previous, most, landing = vector
    return (
        get_state(s, lane), (get(a[0], lane), get(a[1], lane), get(a[2], lane), get(a[3], lane)), get(t, lane),
        get(height, lane), get(previous, lane), get(most, lane), get(landing, lane),
    )  # fmt: skip


@inlined_kernel
def after(good, m, new, a_new, dt, height, error):
    """All that changes, after a step: where it was good the new values."""
    s, a, t, old_height, previous, _, _ = m
    s = (
        choose(good, new[0], s[0]), choose(good, new[1], s[1]), choose(good, new[2], s[2]),
        choose(good, new[3], s[3]), choose(good, new[4], s[4]), choose(good, new[5], s[5]),
    )  # fmt: skip
    a = (
        choose(good, a_new[0], a[0]), choose(good, a_new[1], a[1]), choose(good, a_new[2], a[2]),
        choose(good, a_new[3], a[3]),
    )  # fmt: skip
    return (
        s, a, choose(good, t + dt, t), choose(good, height, old_height), choose(good, error, previous),
        choose(good, MOST, 1.0), spread(0.0),
    )  # fmt: skip


@kernel
def next_falling(
    i, state, inverse_beta, drag_id, table_id, drags, tables, upper, factor, ground, duration, final, time, status, used
):
    """The next body from number i on that falls at all (all: none), its acceleration (4), height, first step, ``sunk``.

    Of those passed over, status and state are written.
    """
    a, height, dt, sunk = (0.0, 0.0, 0.0, 0.0), 0.0, 0.0, 0.0
    while i < state.shape[0]:
        s = (state[i, 0], state[i, 1], state[i, 2], state[i, 3], state[i, 4], state[i, 5])
        w = table_id[i]
        code, a, height, dt, sunk = begin(
            s, inverse_beta[i], drags[drag_id[i]], tables[w], upper, factor[w], ground, duration
        )
        used[i] = 0 if code == ORBIT else 1
        if code == GO_ON:
            break
        status[i] = code
        time[i] = 0.0
        for c in range(6):
            final[i, c] = s[c]
        i += 1
    return i, a, height, dt, sunk


@kernel
def fall_together(
    state, inverse_beta, drag_id, table_id, drags, tables, upper, factor, ground, accuracy, duration, final, time, status,
    used, body, drag_of, table_of, sunk_of, gliding,
):  # fmt: skip
    """Falls the bodies of a batch until each is down, or has settled: the number of these, listed in ``gliding``."""
    body[:] = IDLE
    drag_of[:] = 0
    table_of[:] = 0
    zero = spread(0.0)
    # of an idle lane: anything that is a number
    m = (
        (spread(7e6), zero, zero, zero, zero, zero),
        (zero, zero, zero, zero),
        zero,
        zero,
        spread(1.0),
        spread(MOST),
        zero,
    )
    beta, dt, sunk, steps, asks = zero, zero, zero, zero, zero
    waiting = 0
    falling_now = 0
    settled_now = 0
    refill = True
    while True:
        if refill:
            refill = False
            for lane in range(LANES):
                if body[lane] != IDLE or waiting >= state.shape[0]:
                    continue
                i, a_one, h, first, below = next_falling(
                    waiting, state, inverse_beta, drag_id, table_id, drags, tables, upper, factor, ground, duration,
                    final, time, status, used,
                )  # fmt: skip
                waiting = i + 1
                if i == state.shape[0]:
                    continue
                body[lane] = i
                falling_now += 1
                drag_of[lane] = drag_id[i] * drags.shape[1]
                table_of[lane] = table_id[i] * tables.shape[1]
                one = (state[i, 0], state[i, 1], state[i, 2], state[i, 3], state[i, 4], state[i, 5])
                m = put_moving(m, lane, (one, a_one, 0.0, h, 1.0, MOST, 0.0))
                beta = put(beta, lane, inverse_beta[i])
                dt = put(dt, lane, first)
                sunk = put(sunk, lane, below)
                steps = put(steps, lane, 0.0)
                asks = put(asks, lane, 0.0)
            if falling_now == 0:
                return settled_now
        before = m
        dt = min(dt, duration - m[2])
        new, a_new, error, climb, altitude, height = trial_lanes(
            m[0], m[1], dt, m[3], sunk, beta, (drags, drag_of), (tables, table_of), upper, factor, ground, accuracy[0]
        )
        steps = steps + 1.0
        good = error <= 1.0
        bounded = max(error, 1e-8)
        next_dt = choose(good, dt * longer_lanes(bounded, m[4], m[5]), dt * shorter_lanes(error))
        m = after(good, m, new, a_new, dt, height, bounded)
        # where nothing happens but a good step high up, or a step to be made again shorter
        quiet = good & (height >= 0.5) & (m[2] < duration - 1e-12) & (m[2] <= LONGEST) & (altitude <= HIGHEST)
        joined = ~(good | ~good)
        if duration == math.inf:
            asked = quiet & may_settle(climb, before[1][3], height, accuracy[1])
            if not every(~asked):
                asks = choose(asked, asks + 1.0, asks)
                joined = asked & joins_lanes(
                    new, height, accuracy[1], beta, (drags, drag_of), (tables, table_of), ground
                )
        quiet = ((quiet & ~joined) | (~good & (next_dt >= SHORTEST))) & (steps < MAXIMUM_STEPS)
        dt_before = dt
        dt = next_dt
        if every(quiet):
            continue
        for lane in range(LANES):
            i = body[lane]
            if get(quiet, lane) or i == IDLE:
                continue
            code = GO_ON
            end = get(m[2], lane)
            last = get_state(m[0], lane)
            if get(joined, lane):
                code = JOINED
            elif not get(good, lane):
                if not get(next_dt, lane) >= SHORTEST:
                    code = NOT_FINITE
            else:
                code, end, last, cut = judge(
                    get_state(before[0], lane), last, get(before[2], lane), get(dt_before, lane), get(height, lane),
                    get(altitude, lane), get(climb, lane), int(get(before[6], lane)), get(sunk, lane), ground, accuracy[0],
                    duration,
                )  # fmt: skip
                if code == CUT:
                    one, a_one, end, h, previous, most, landing = get_moving(before, lane)
                    m = put_moving(m, lane, (one, a_one, end, h, previous, most, landing + 1.0))
                    dt = put(dt, lane, cut)
                    last = one
                    code = GO_ON
            if code == GO_ON and get(steps, lane) >= MAXIMUM_STEPS:
                code = STEP_LIMIT
            if code == GO_ON:
                continue
            if code == JOINED:
                sunk_of[i] = get(sunk, lane)
                gliding[settled_now] = i
                settled_now += 1
                code = IMPACT
            status[i] = code
            time[i] = end
            used[i] += 6 * int(get(steps, lane)) + int(get(asks, lane))
            for c in range(6):
                final[i, c] = last[c]
            body[lane] = IDLE
            dt = put(dt, lane, 0.0)
            falling_now -= 1
            refill = True


@kernel
def fall_lanes(
    state, inverse_beta, drag_id, table_id, drags, tables, upper, factor, ground, accuracy, duration, final, time, status,
    used, body, drag_of, table_of, sunk_of, gliding,
):  # fmt: skip
    """``fall_one`` for a batch, eight at once: final[m, 6] Earth-fixed state, time[m], status[m] and evaluations[m].

    body, drag_of, table_of int64[8], sunk_of[m], gliding int64[m]: worked in, since a kernel allocates nothing.
    """
    n = fall_together(
        state, inverse_beta, drag_id, table_id, drags, tables, upper, factor, ground, accuracy, duration, final, time,
        status, used, body, drag_of, table_of, sunk_of, gliding,
    )  # fmt: skip
    glide_together(
        gliding[:n], sunk_of, inverse_beta, drag_id, table_id, drags, tables, ground, final, time, used, body, drag_of,
        table_of,
    )  # fmt: skip
