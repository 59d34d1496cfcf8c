"""Eight bodies falling at once, each in its own lane of a vector; a lane whose body is down takes the next one.

Steps are vectors, from the same source as for one body; whatever is rare (the ground, the end, a settled body) is judged
body by body by the same code as in ``fall_kernel.py``.  A lane never looks at another: results are those of ``fall_one``,
bit for bit, whatever the order and the company.
"""

from typing import Any

from luncur.compiler import kernel, select, vectorised
from luncur.compiler.lanes import LANES, choose, cubic_row, cubic_rows, every, get, put, spread
from luncur.debris.fall_kernel import (
    CUT,
    GO_ON,
    HIGHEST,
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
    shorter,
    trial,
)  # fmt: skip
from luncur.debris.motion_kernel import relative_drag
from luncur.earth.tables_kernel import lookup

IDLE = -1


@kernel
def lookup_lanes(table, upper, factor, altitude):
    """``lookup`` for lanes; table: all tables, and which one each lane's body falls through; factor: of all tables."""
    tables, which = table
    rows = tables.shape[1]
    x = altitude * 0.002
    x = choose(x > -1.0, x, -1.0)
    inside = x < rows
    density, inverse_sound, east, north = cubic_rows(tables, which, choose(inside, x, 0.0))
    if not every(inside):
        for lane in range(LANES):
            if not get(inside, lane):
                w = which[lane]
                d, i, e, n = lookup(tables[w], upper, factor[w], get(altitude, lane))
                density = put(density, lane, d)
                inverse_sound = put(inverse_sound, lane, i)
                east = put(east, lane, e)
                north = put(north, lane, n)
    return density, inverse_sound, east, north


@kernel
def relative_drag_lanes(drag, mach):
    """``relative_drag`` for lanes; drag: all curves, and which one each lane's body has."""
    drags, which = drag
    last = float(drags.shape[1] - 1)
    x = mach * 10.0
    return cubic_row(drags, which, choose(x < last, x, last))


_IN_LANES: dict[Any, Any] = {lookup: lookup_lanes, relative_drag: relative_drag_lanes, select: choose}
trial_lanes = vectorised(trial, _IN_LANES)
longer_lanes = vectorised(longer, _IN_LANES)
shorter_lanes = vectorised(shorter, _IN_LANES)


@kernel
def put_state(vector, lane, s):
    """A vector of states with another body in one lane."""
    return (
        put(vector[0], lane, s[0]), put(vector[1], lane, s[1]), put(vector[2], lane, s[2]),
        put(vector[3], lane, s[3]), put(vector[4], lane, s[4]), put(vector[5], lane, s[5]),
    )  # fmt: skip


@kernel
def get_state(vector, lane):
    """The state of the body in one lane."""
    return (
        get(vector[0], lane), get(vector[1], lane), get(vector[2], lane),
        get(vector[3], lane), get(vector[4], lane), get(vector[5], lane),
    )  # fmt: skip


@kernel
def fall_lanes(
    state, inverse_beta, drag_id, table_id, drags, tables, upper, factor, ground, accuracy, duration, final, time, status,
    used, body, drag_of, table_of,
):  # fmt: skip
    """``fall_one`` for a batch, eight at once: final[m, 6] Earth-fixed state, time[m], status[m] and evaluations[m].

    body, drag_of, table_of int64[8]: worked in, since a kernel allocates nothing.
    """
    body[:] = IDLE
    drag_of[:] = 0
    table_of[:] = 0
    zero = spread(0.0)
    s = (spread(7e6), zero, zero, zero, zero, zero)  # of an idle lane: anything that is a number
    a = (zero, zero, zero, zero)
    beta, t, dt, height, sunk, landing, steps = zero, zero, zero, zero, zero, zero, zero
    previous, most = spread(1.0), spread(MOST)
    waiting = 0
    falling_now = 0
    refill = True
    while True:
        if refill:
            refill = False
            for lane in range(LANES):
                while body[lane] == IDLE and waiting < state.shape[0]:
                    i = waiting
                    waiting += 1
                    one = (state[i, 0], state[i, 1], state[i, 2], state[i, 3], state[i, 4], state[i, 5])
                    w = table_id[i]
                    code, a_one, h, first, below = begin(
                        one, inverse_beta[i], drags[drag_id[i]], tables[w], upper, factor[w], ground, duration
                    )
                    used[i] = 0 if code == ORBIT else 1
                    if code != GO_ON:
                        status[i] = code
                        time[i] = 0.0
                        for c in range(6):
                            final[i, c] = one[c]
                        continue
                    body[lane] = i
                    falling_now += 1
                    drag_of[lane] = drag_id[i]
                    table_of[lane] = w
                    s = put_state(s, lane, one)
                    a = (
                        put(a[0], lane, a_one[0]), put(a[1], lane, a_one[1]), put(a[2], lane, a_one[2]),
                        put(a[3], lane, a_one[3]),
                    )  # fmt: skip
                    beta = put(beta, lane, inverse_beta[i])
                    t = put(t, lane, 0.0)
                    dt = put(dt, lane, first)
                    height = put(height, lane, h)
                    sunk = put(sunk, lane, below)
                    landing = put(landing, lane, 0.0)
                    steps = put(steps, lane, 0.0)
                    previous = put(previous, lane, 1.0)
                    most = put(most, lane, MOST)
            if falling_now == 0:
                return
        dt = min(dt, duration - t)
        new, a_new, error, climb, altitude, new_height = trial_lanes(
            s, a, dt, height, sunk, beta, (drags, drag_of), (tables, table_of), upper, factor, ground, accuracy[0]
        )
        steps = steps + 1.0
        good = error <= 1.0
        bounded = max(error, 1e-8)
        next_dt = choose(good, dt * longer_lanes(bounded, previous, most), dt * shorter_lanes(error))
        # where nothing happens but a good step high up, or a step to be made again shorter
        asked = (climb < 0.0) & (climb > -accuracy[1]) & (a[3] > 7.0) & (a[3] < 13.0)
        quiet = good & (new_height >= 0.5) & (t + dt < duration - 1e-12) & (t + dt <= LONGEST) & (altitude <= HIGHEST)
        quiet = ((quiet & ~asked) | (~good & (next_dt >= SHORTEST))) & (steps < MAXIMUM_STEPS)
        before, t_before, dt_before, drag_before, landing_before = s, t, dt, a[3], landing
        s = (
            choose(good, new[0], s[0]), choose(good, new[1], s[1]), choose(good, new[2], s[2]),
            choose(good, new[3], s[3]), choose(good, new[4], s[4]), choose(good, new[5], s[5]),
        )  # fmt: skip
        a_before = a
        a = (
            choose(good, a_new[0], a[0]), choose(good, a_new[1], a[1]), choose(good, a_new[2], a[2]),
            choose(good, a_new[3], a[3]),
        )  # fmt: skip
        height_before = height
        height = choose(good, new_height, height)
        t = choose(good, t + dt, t)
        previous_before, most_before = previous, most
        previous = choose(good, bounded, previous)
        most = choose(good, MOST, 1.0)
        landing = zero
        dt = next_dt
        if every(quiet):
            continue
        for lane in range(LANES):
            if get(quiet, lane) or body[lane] == IDLE:
                continue
            i = body[lane]
            code = GO_ON
            end = get(t, lane)
            last = get_state(s, lane)
            if not get(good, lane):
                if not get(next_dt, lane) >= SHORTEST:
                    code = NOT_FINITE
            else:
                code, end, last, cut, n = judge(
                    get_state(before, lane), last, get(t_before, lane), get(dt_before, lane), get(new_height, lane),
                    get(altitude, lane), get(climb, lane), get(drag_before, lane), int(get(landing_before, lane)),
                    get(sunk, lane), inverse_beta[i], drags[drag_id[i]], tables[table_id[i]], ground, accuracy, duration,
                )  # fmt: skip
                used[i] += n
                if code == CUT:
                    s = put_state(s, lane, get_state(before, lane))
                    a = (
                        put(a[0], lane, get(a_before[0], lane)), put(a[1], lane, get(a_before[1], lane)),
                        put(a[2], lane, get(a_before[2], lane)), put(a[3], lane, get(a_before[3], lane)),
                    )  # fmt: skip
                    height = put(height, lane, get(height_before, lane))
                    t = put(t, lane, get(t_before, lane))
                    previous = put(previous, lane, get(previous_before, lane))
                    most = put(most, lane, get(most_before, lane))
                    landing = put(landing, lane, get(landing_before, lane) + 1.0)
                    dt = put(dt, lane, cut)
                    last = get_state(s, lane)
                    end = get(t, lane)
                    code = GO_ON
            if code == GO_ON and get(steps, lane) >= MAXIMUM_STEPS:
                code = STEP_LIMIT
            if code != GO_ON:
                status[i] = code
                time[i] = end
                used[i] += 6 * int(get(steps, lane))
                for c in range(6):
                    final[i, c] = last[c]
                body[lane] = IDLE
                dt = put(dt, lane, 0.0)
                falling_now -= 1
                refill = True
