"""What comes after each step of a powered flight after a failure: limits passed on the way, wanted rows, tanks."""

import math

from luncur.compiler import inlined_kernel, kernel
from luncur.flight.malfunction_kernel import (
    TOO_LONG,
    attitude,
    body_rate,
    is_over,
    look_at,
)
from luncur.flight.malfunction_step_kernel import (
    ALLOWED,
    BROADSIDE,
    DT,
    FAILED,
    GO_ON,
    MASS,
    PUSH,
    REGIME,
    ROWS,
    SEEN,
    STEPS,
    THIN,
    USED,
    T,
    held_of,
    one_wrong_step,
    set_state,
    state_of,
)
from luncur.flight.propulsion_kernel import consume

LONGEST = 5000.0  # [s]
BISECTIONS = 20  # to find when a limit is passed


@inlined_kernel
def ends_here(plan, vehicle, air, how, d0, n, limits, s, look, since, dt, m):
    """True when a limit or the rule ends the flight dt [s] into the step under way, where its state is s."""
    regime = int(m[REGIME])
    return is_over(
        look, attitude(how, d0, n, held_of(m), since + dt, s), d0, m[PUSH], m[PUSH + 2], m[MASS] - m[PUSH + 1] * dt,
        plan[8][regime, 1] * vehicle[0], m[BROADSIDE], plan[9][regime, 0], air, limits, body_rate(how, since + dt),
        m[ALLOWED] if m[SEEN] == math.inf else 2.0,
    )  # fmt: skip


@kernel
def cut_at_limit(plan, vehicle, air, how, d0, n, limits, new, look, m):
    """The step cut where a limit is passed, by bisection: state (6) and air (7) after it.  new, look: those after the whole step."""
    since = m[T] - m[FAILED]
    low = 0.0
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + m[DT])
        other = one_wrong_step(plan[9], air, middle, m)
        around = look_at(other, air)
        if ends_here(plan, vehicle, air, how, d0, n, limits, other, around, since, middle, m):
            m[DT] = middle
            new = other
            look = around
        else:
            low = middle
    m[USED] += BISECTIONS * (3 if m[THIN] == 1.0 else 4)
    return new, look


@kernel
def record_wrong_within(plan, air, how, d0, n, times, record, m):
    """Writes the rows that are wanted within the step under way."""
    rows = int(m[ROWS])
    t = m[T]
    since = t - m[FAILED]
    while rows < times.shape[0] and times[rows] < t + m[DT] - 1e-9:
        ahead = max(times[rows] - t, 0.0)
        s = one_wrong_step(plan[9], air, ahead, m) if ahead > 0.0 else state_of(m)
        axis = attitude(how, d0, n, held_of(m), since + ahead, s)
        row = record[rows]
        row[0] = t + ahead
        for c in range(6):
            row[1 + c] = s[c]
        for c in range(3):
            row[7 + c] = axis[c]
        row[10] = body_rate(how, since + ahead)
        row[11] = how[3]
        rows += 1
    m[ROWS] = rows


@inlined_kernel
def after_wrong(plan, vehicle, air, how, d0, n, limits, body_state, new, look, times, record, m):
    """Goes on to the state ``new`` after the step under way, where the air is ``look``, or to where it is cut: GO_ON, or TOO_LONG.

    A limit passed within the step ends the step, so that when it ends does not depend on the steps' length.
    """
    m[USED] += 3 if m[THIN] == 1.0 else 4
    if ends_here(plan, vehicle, air, how, d0, n, limits, new, look, m[T] - m[FAILED], m[DT], m):
        new, look = cut_at_limit(plan, vehicle, air, how, d0, n, limits, new, look, m)
    if int(m[ROWS]) < times.shape[0]:
        record_wrong_within(plan, air, how, d0, n, times, record, m)
    consume(m[DT], plan[1], body_state[0], body_state[4])
    set_state(new, look, m)
    m[T] += m[DT]
    m[STEPS] += 1.0
    return TOO_LONG if m[T] - m[FAILED] > LONGEST else GO_ON
