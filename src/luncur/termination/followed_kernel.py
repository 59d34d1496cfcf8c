"""The decision along a recorded flight whose true state the system knows: when the rules end it.

While no limit is near, cycles are only looked at now and then; before a look that sees one near, every cycle is decided.
"""

import math

from luncur.compiler import kernel
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.flight.path_columns import P_ATTITUDE, P_RATE, P_THRUST
from luncur.flight.path_kernel import row_before, state_on
from luncur.termination.columns import (
    ACTION,
    ARMED,
    CHECKED,
    COMMANDED,
    COUNT,
    DELAY,
    GATE,
    IMPACT_LIMIT,
    KIND,
    LAST_STATE,
    LEAD,
    LIMIT,
    LIMIT_2,
    PASSED,
    POSITION_LIMIT,
    SAFE,
    SAFE_COUNT,
    SEEN,
    UNTIL,
    WARN,
)
from luncur.termination.decision_kernel import all_kept, decide, is_enabled
from luncur.termination.margins_kernel import margin_of, perigee_of, where_it_would_land
from luncur.termination.voting_kernel import V_SOURCES, V_VX, V_X

LOOK, LONG_LOOK = 0.5, 2.0  # between two looks while no limit is near, and when nothing has happened for long [s]
LONG_AFTER = 15.0  # which is so long after the failure [s]
FASTER = 1.5  # times the change between two looks is what is foreseen until the next
HUGE = 1e12  # a margin beyond it is none that changes

# found[c] of a flight: when the action is commanded and when it is done [s] (nan: never), the rule (-1), and whether the rows
# ended while rules were still in force
F_COMMAND, F_DONE, F_RULE, F_OPEN = range(4)
FOUND_COLUMNS = 4


@kernel
def channels_on(path, i, t):
    """Attitude error [rad], body rate [rad/s], share of the thrust at ``t`` [s], linear between rows i and i + 1."""
    f = (t - path[i, 0]) / (path[i + 1, 0] - path[i, 0])
    return (
        path[i, P_ATTITUDE] + f * (path[i + 1, P_ATTITUDE] - path[i, P_ATTITUDE]),
        path[i, P_RATE] + f * (path[i + 1, P_RATE] - path[i, P_RATE]),
        path[i, P_THRUST] + f * (path[i + 1, P_THRUST] - path[i, P_THRUST]),
    )


@kernel
def is_near(now, gone, s, told, agreed, rules, memory, looked, system, warm):
    """Whether a limit that ends the flight is passed or near, or the system is about to be made safe.

    gone: since the look before [s]; looked[r]: the margins then, and now afterwards; warm: time that is decided before a limit
    is passed [s].
    """
    rule, guards, _, areas, edges, table, nominal, pad, air = rules
    place = geodetic_from_ecef(s[0], s[1], s[2])
    vacuum = where_it_would_land(s, 0.0, air)
    speed = math.sqrt(s[3] * s[3] + s[4] * s[4] + s[5] * s[5])
    if system[ARMED] == 0.0 and agreed >= guards[2] and now >= guards[0] and not place[2] < guards[1]:
        system[ARMED] = 1.0
    found = now >= guards[4] and (math.isnan(guards[3]) or perigee_of(s) >= guards[3])
    for r in range(rule.shape[0]):
        if rule[r, ACTION] <= WARN:
            continue
        before = looked[r]
        looked[r] = math.nan
        if not is_enabled(rule, r, now, agreed, place[2], speed):
            found = found or not math.isnan(before)  # its window closed since the last look
            continue
        margin = margin_of(rule, r, now, 0.0, s, place, vacuum, told, areas, edges, table, nominal, pad, air)
        looked[r] = margin
        kind = int(rule[r, KIND])
        acts_at = rule[r, LIMIT] if kind == IMPACT_LIMIT or kind == POSITION_LIMIT else 0.0
        gated = kind == IMPACT_LIMIT and rule[r, GATE] >= 0.0
        if gated and memory[r, PASSED] > 0.0:  # out through its gate: at rest until it is back
            found = found or not margin < acts_at
            continue
        if margin < acts_at or math.isnan(before) or (before > HUGE and margin < HUGE):
            found = True
        elif margin < HUGE:
            ahead = gone + warm + rule[r, LEAD] + (rule[r, LIMIT_2] * guards[6] if gated else 0.0)
            found = found or margin - FASTER * max(before - margin, 0.0) / gone * ahead < acts_at
    return found


@kernel
def last_moment(rule):
    """When the last rule that ends a flight is over [s]."""
    last = 0.0
    for r in range(rule.shape[0]):
        if rule[r, ACTION] > WARN:
            last = max(last, rule[r, UNTIL])
    return last


@kernel
def begin_again(now, memory, system):
    """Forget what cycles count that were not decided; a gate that was passed stays so."""
    for r in range(memory.shape[0]):
        memory[r, COUNT] = 0.0
        memory[r, SEEN] = 0.0
        memory[r, CHECKED] = 0.0
    system[SAFE_COUNT] = 0.0
    system[LAST_STATE] = now


@kernel
def decide_along(path, rows, failed, agreed, rules, warm, work, found):
    """Run the decision along a flight into found[``FOUND_COLUMNS``].

    path[r, ``PATH_COLUMNS``] Earth-fixed, rows of it; failed: time of the failure [s]; agreed: sources, which all tell the true state;
    rules: the arrays of a ``RuleTable``; warm: cycles that are decided before a limit that is near; work: memory, margins looked
    at, what the system remembers, state, impact point.
    """
    rule, guards, _, areas, edges, table, nominal, pad, air = rules
    memory, looked, system, state, impact = work
    memory[:, :] = 0.0
    looked[:] = math.nan
    system[:] = 0.0
    found[F_COMMAND] = math.nan
    found[F_DONE] = math.nan
    found[F_RULE] = -1.0
    found[F_OPEN] = 0.0
    if rows < 2:
        return
    period = guards[6]
    over = last_moment(rule)
    last = path[rows - 1, 0]
    final = int(min(last, over) / period + 1e-9)
    i = math.ceil(path[0, 0] / period - 1e-9)
    begin_again(i * period, memory, system)
    decided = i - 1  # the last cycle that was
    seen = i  # the last look
    each = True
    row = 0
    while True:
        now = i * period
        if system[SAFE] > 0.0:
            return
        if i > final:
            found[F_OPEN] = 1.0 if last < over else 0.0
            return
        row = row_before(path, rows, now, row)
        s = state_on(path, row, now)
        told = channels_on(path, row, now)
        long = now - failed > LONG_AFTER
        stride = max(int((LONG_LOOK if long else LOOK) / period), 1)
        if each:
            for c in range(3):
                state[V_X + c] = s[c]
                state[V_VX + c] = s[3 + c]
            state[V_SOURCES] = agreed
            _, by = decide(
                now, agreed, state, told, rule, memory, system, impact, guards, areas, edges, table, nominal, pad, air
            )
            decided = i
            if system[COMMANDED] > 0.0:
                found[F_COMMAND] = now
                found[F_DONE] = now + rule[by, DELAY]
                found[F_RULE] = by
                return
        if i == decided and i - seen < stride and i != seen:
            i += 1
            continue
        gone = max(i - seen, 1) * period
        near = is_near(now, gone, s, told, agreed, rules, memory, looked, system, warm * period)
        if not each and near:
            # back to before the last look; what follows is not foreseen from a look that lies ahead
            each = True
            i = max(seen - warm, decided + 1)
            if i > decided + 1:
                begin_again(i * period, memory, system)
            looked[:] = math.nan
            seen = i
            continue
        seen = i
        each = each and (near or not all_kept(rule, memory))
        # the last cycle is looked at, too
        i += 1 if each else max(min(stride, final - i), 1)


@kernel
def decide_many(path, rows, failed, agreed, rules, warm, work, found):
    """``decide_along`` of every flight; found[n, ``FOUND_COLUMNS``]."""
    for i in range(path.shape[0]):
        decide_along(path[i], rows[i], failed[i], agreed, rules, warm, work, found[i])
