"""Eight whole stacks falling at once until the air is too much for them, as ``tumbling_kernel.py`` follows one; the same bits."""

from luncur.compiler import Vectors, kernel, select, vectorised
from luncur.compiler.lanes import LANES, choose, every, get, put, spread, taken
from luncur.debris.fall_kernel import LONGEST, MAXIMUM_STEPS
from luncur.debris.glide_lanes_kernel import IDLE, put_state, relative_drag_lanes
from luncur.debris.lanes_kernel import get_state
from luncur.debris.motion_kernel import falling, relative_drag
from luncur.debris.tumbling_kernel import (
    BROKE,
    CLOSE,
    FAR,
    SHORTEST,
    THICK,
    WHOLE,
    break_within,
    is_too_much,
    next_step,
    strain_of,
    try_step,
)
from luncur.earth.tables_kernel import lookup
from luncur.earth.tables_lanes_kernel import lookup_lanes

try_step_lanes = vectorised(
    try_step, Vectors({lookup: lookup_lanes, relative_drag: relative_drag_lanes, select: choose})
)


@kernel
def next_stack(i, state, inverse_beta, drags, table_id, tables, upper, factor, ground, limits, out, broke):
    """The next stack from number i on that is whole where it starts (all: none), its acceleration (4) and altitude [m].

    Each is written as one that stays whole, or breaks at once.
    """
    a, altitude = (0.0, 0.0, 0.0, 0.0), 0.0
    while i < state.shape[0]:
        s = (state[i, 0], state[i, 1], state[i, 2], state[i, 3], state[i, 4], state[i, 5])
        w = table_id[i]
        strain = strain_of(s, tables[w], upper, factor[w])
        altitude = strain[0]
        out[i, 0] = 0.0
        for c in range(6):
            out[i, 1 + c] = s[c]
        broke[i] = BROKE if is_too_much(strain, limits) else WHOLE
        if broke[i] == WHOLE:
            a = falling(
                s[0], s[1], s[2], s[3], s[4], s[5], inverse_beta[i], drags[0], tables[w], upper, factor[w], ground
            )
            break
        i += 1
    return i, a, altitude


@kernel
def fall_until_together(
    state, inverse_beta, drags, table_id, tables, upper, factor, ground, limits, out, broke, body, drag_of, table_of, following,
):  # fmt: skip
    """``fall_until`` for a batch: out[n, 7] time and state where the body is when it breaks, or where it was.

    drags[1, rows, 4]; body, drag_of, table_of int64[8], following[1, 8]: worked in.
    """
    body[:] = IDLE
    drag_of[:] = 0
    table_of[:] = 0
    zero = spread(0.0)
    s = (spread(7e6), zero, zero, zero, zero, zero)
    a = (zero, zero, zero, zero)
    t, dt, altitude, beta, steps = zero, zero, zero, zero, zero
    waiting = 0
    falling_now = 0
    refill = True
    while True:
        if refill:
            refill = False
            for lane in range(LANES):
                if body[lane] != IDLE or waiting >= state.shape[0]:
                    continue
                i, a_one, height = next_stack(
                    waiting, state, inverse_beta, drags, table_id, tables, upper, factor, ground, limits, out, broke
                )
                waiting = i + 1
                if i == state.shape[0]:
                    continue
                body[lane] = i
                falling_now += 1
                table_of[lane] = table_id[i] * tables.shape[1]
                s = put_state(s, lane, (state[i, 0], state[i, 1], state[i, 2], state[i, 3], state[i, 4], state[i, 5]))
                a = (
                    put(a[0], lane, a_one[0]),
                    put(a[1], lane, a_one[1]),
                    put(a[2], lane, a_one[2]),
                    put(a[3], lane, a_one[3]),
                )
                t = put(t, lane, 0.0)
                dt = put(dt, lane, 1.0)
                altitude = put(altitude, lane, height)
                beta = put(beta, lane, inverse_beta[i])
                steps = put(steps, lane, 0.0)
            if falling_now == 0:
                return
        dt = choose(altitude < THICK, min(dt, CLOSE), dt)
        new, a_new, error, strain, level = try_step_lanes(
            s, a, dt, altitude, beta, (drags, drag_of), (tables, table_of), upper, factor, ground
        )
        steps = steps + 1.0
        for lane in range(LANES):
            following[0, lane] = next_step(get(dt, lane), get(error, lane))
        longer = taken(following, 0)
        good = error <= 1.0
        too_much = good & is_too_much(strain, limits)
        over = (good & ((strain[0] <= level) | (t + dt > LONGEST) | (altitude > FAR))) | (~good & ~(longer >= SHORTEST))
        done = too_much | over | (steps >= MAXIMUM_STEPS)
        if not every(~done):
            for lane in range(LANES):
                i = body[lane]
                if i == IDLE or not get(done, lane):
                    continue
                if get(too_much, lane):
                    first = (state[i, 0], state[i, 1], state[i, 2], state[i, 3], state[i, 4], state[i, 5])
                    before = (get(a[0], lane), get(a[1], lane), get(a[2], lane), get(a[3], lane))
                    w = table_id[i]
                    broke[i], out[i, 0], end = break_within(
                        get_state(s, lane), before, get(t, lane), get(dt, lane), first, inverse_beta[i], drags[0], tables[w],
                        upper, factor[w], ground, limits,
                    )  # fmt: skip
                    for c in range(6):
                        out[i, 1 + c] = end[c]
                body[lane] = IDLE
                falling_now -= 1
                refill = True
        s = (
            choose(good, new[0], s[0]), choose(good, new[1], s[1]), choose(good, new[2], s[2]),
            choose(good, new[3], s[3]), choose(good, new[4], s[4]), choose(good, new[5], s[5]),
        )  # fmt: skip
        a = (
            choose(good, a_new[0], a[0]), choose(good, a_new[1], a[1]), choose(good, a_new[2], a[2]),
            choose(good, a_new[3], a[3]),
        )  # fmt: skip
        t = choose(good, t + dt, t)
        altitude = choose(good, strain[0], altitude)
        dt = longer
