"""Flights on from their failures, step by step; ``malfunction_lanes_kernel.py`` flies many together."""

from luncur.compiler import kernel
from luncur.flight.malfunction_after_kernel import after_wrong
from luncur.flight.malfunction_kernel import TOO_LONG, look_at
from luncur.flight.malfunction_step_kernel import DT, GO_ON, ROWS, USED, T, before_wrong, fail, one_wrong_step, state_of

MOST_STEPS = 100000


@kernel
def fly_wrong(
    plan, factor, vehicle, air, t, s, phase, body_state, how, d0, n, across, limits, rule, times, record, memory
):  # fmt: skip
    """Fly on from a failure: (how it ended, time [s], state (6), accelerations computed, rows recorded).

    t, s: time and inertial state of the failure; phase: events passed; across[nb]: drag area of one copy of each body broadside
    on [m2]; times[r]: when a row of record[r, ``WRONG_COLUMNS``] is wanted, rising, from the failure on, which changes no bit of the flight;
    memory[``WRONG``]: worked in; others as of ``before_wrong``.
    """
    fail(plan, air, t, s, phase, body_state[1], how, d0, n, across, rule, memory)
    code = GO_ON
    for _ in range(MOST_STEPS):
        code = before_wrong(plan, factor, vehicle, air, how, d0, n, limits, rule, body_state, memory)
        if code != GO_ON:
            break
        new = one_wrong_step(plan[9], air, memory[DT], memory)
        code = after_wrong(
            plan, vehicle, air, how, d0, n, limits, body_state, new, look_at(new, air), times, record, memory
        )
        if code != GO_ON:
            break
    if code == GO_ON:
        code = TOO_LONG
    return code, memory[T], state_of(memory), int(memory[USED]), int(memory[ROWS])


@kernel
def fly_wrong_many(
    plan, factor, vehicle, table_id, tables, upper, density_factor, pressure, start, phase, body_state, how, direction, axis, across,
    limits, rule, times, record, rows, end, ending, evaluations, memory,
):  # fmt: skip
    """``fly_wrong`` for a batch, one after another; arguments as of ``fly_wrong_together``, memory[``WRONG``]."""
    for i in range(start.shape[0]):
        air = (tables[table_id[i]], upper, density_factor[table_id[i]], pressure[0])
        ending[i], end[i, 0], end[i, 1:7], evaluations[i], rows[i] = fly_wrong(
            plan, factor[i], vehicle[i], air, start[i, 0], start[i, 1:7], phase[i], body_state[i], how[i], direction[i], axis[i],
            across, limits, rule[i], times[i], record[i], memory,
        )  # fmt: skip
