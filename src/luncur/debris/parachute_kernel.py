"""A body that opens parachutes on its way down: a chain of falls, each ended by the moment the next canopy opens.

The fall itself is ``fall_kernel.fall_one``, unchanged.  A height is met by falling on a ground raised to it everywhere;
the highest point by steps of Newton's method on the climb rate.
"""

import math

from luncur.compiler import kernel
from luncur.debris.fall_kernel import ENDED, IMPACT, fall_one
from luncur.debris.ground_kernel import sinking
from luncur.debris.motion_kernel import falling
from luncur.earth.ellipsoid_kernel import altitude_of, upward

# How a canopy opens (column 0 of its row).
AT_APOGEE, AT_ALTITUDE, AT_TIME = 0, 1, 2
LEVEL_FLIGHT = 1e-3  # a climb slower than this is the highest point [m/s]


@kernel
def rise_to_apogee(s, inverse_beta, drag, table, upper, factor, ground, accuracy):
    """Fall from a climbing state to its highest point: (status, time, state (6), evaluations); at once when it sinks."""
    t = 0.0
    used = 0
    for _ in range(60):
        climb = -sinking(s)
        if climb <= LEVEL_FLIGHT:
            return ENDED, t, s, used
        a = falling(s[0], s[1], s[2], s[3], s[4], s[5], inverse_beta, drag, table, upper, factor, ground)
        sp, cp, cl, sl, _ = upward(s[0], s[1], s[2])
        slowing = -(cp * cl * a[0] + cp * sl * a[1] + sp * a[2])
        # the drag falls with the speed, so Newton's step ends short of the top, not beyond it; in vacuum gravity
        # rises again on the way down, which a limit on the step allows for
        dt = min(climb / max(slowing, 1.0), 60.0)
        code, passed, s, n = fall_one(
            s[0], s[1], s[2], s[3], s[4], s[5], inverse_beta, drag, table, upper, factor, ground, accuracy, dt
        )  # fmt: skip
        t += passed
        used += n
        if code != ENDED:
            return code, t, s, used
    return ENDED, t, s, used


@kernel
def fall_under(s, inverse_beta, drag, plain, canopies, table, upper, factor, ground, level, accuracy):
    """Fall to the ground, opening canopies on the way: (status, time, state (6), evaluations).

    drag: curve of the bare body, plain: the constant one, once something is open.  canopies[k, 4]: how it opens, at
    which altitude [m] or time after release [s], delay [s], drag area over mass [m2/kg] (0: does not open).
    ground[6] as for ``fall_one``; level[6] is worked in.
    """
    t = 0.0
    used = 0
    code = ENDED
    area = inverse_beta
    curve = drag
    for c in range(canopies.shape[0]):
        kind = int(canopies[c, 0])
        wait = canopies[c, 2]
        if kind == AT_TIME:
            wait += max(canopies[c, 1] - t, 0.0)
        else:
            code, passed, s, n = rise_to_apogee(s, area, curve, table, upper, factor, ground, accuracy)
            t += passed
            used += n
            if code != ENDED:
                return code, t, s, used
        if kind == AT_ALTITUDE and altitude_of(s[0], s[1], s[2]) > canopies[c, 1]:
            level[3] = math.inf
            level[4] = canopies[c, 1]
            code, passed, s, n = fall_one(
                s[0], s[1], s[2], s[3], s[4], s[5], area, curve, table, upper, factor, level, accuracy, math.inf
            )  # fmt: skip
            t += passed
            used += n
            if code != IMPACT:
                return code, t, s, used
        if wait > 0.0:
            code, passed, s, n = fall_one(
                s[0], s[1], s[2], s[3], s[4], s[5], area, curve, table, upper, factor, ground, accuracy, wait
            )  # fmt: skip
            t += passed
            used += n
            if code != ENDED:
                return code, t, s, used
        if canopies[c, 3] > 0.0:
            area += canopies[c, 3]
            curve = plain
    code, passed, s, n = fall_one(
        s[0], s[1], s[2], s[3], s[4], s[5], area, curve, table, upper, factor, ground, accuracy, math.inf
    )  # fmt: skip
    return code, t + passed, s, used + n


@kernel
def fall_under_many(
    state, inverse_beta, drag_id, plain, canopies, table_id, drags, tables, upper, factor, ground, level, accuracy,
    final, time, status, used,
):  # fmt: skip
    """``fall_under`` for a batch: final[m, 6] Earth-fixed state, time[m], status[m] and evaluations[m]."""
    for i in range(state.shape[0]):
        w = table_id[i]
        s = (state[i, 0], state[i, 1], state[i, 2], state[i, 3], state[i, 4], state[i, 5])
        code, t, e, n = fall_under(
            s, inverse_beta[i], drags[drag_id[i]], drags[plain], canopies[i], tables[w], upper, factor[w], ground,
            level, accuracy,
        )  # fmt: skip
        status[i] = code
        used[i] = n
        time[i] = t
        for c in range(6):
            final[i, c] = e[c]
