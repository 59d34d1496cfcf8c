"""Flies one launch through its sequence of events, step by step; ``ascent_lanes_kernel.py`` flies many together."""

from luncur.compiler import kernel
from luncur.flight.ascent_after_kernel import after_step, finish
from luncur.flight.ascent_events_kernel import lift_off
from luncur.flight.ascent_state_kernel import (
    ASK,
    DT,
    GO_ON,
    LAW,
    ROWS,
    TOO_LONG,
    USED,
    K,
    T,
    one_step,
    state_of,
    with_altitude,
)
from luncur.flight.ascent_step_kernel import ask_alone, before_aim, take_aim

MOST_STEPS = 200000


@kernel
def fly_one(plan, factor, vehicle, air, stop_time, stop_event, body_state, event_time, releases, memory, times, record):
    """Fly from lift-off to the last event, to ``stop_time``, or to the moment at which event ``stop_event`` is due.

    Gives (status, time, state (6), events passed, rows recorded, direction of the thrust (3), accelerations computed).
    memory[``FLIGHT``]: worked in.  times[r]: when a row of record[r, 12 + nb] is wanted, rising; others as of ``before_aim``.
    """
    lift_off(plan, factor, vehicle, body_state, event_time, memory)
    code = GO_ON
    for _ in range(MOST_STEPS):
        code = before_aim(plan, factor, vehicle, air, stop_time, stop_event, body_state, event_time, releases, memory)
        if code == ASK:
            ask_alone(plan[13][0], plan[10][int(memory[LAW])], memory)
            code = GO_ON
        if code == GO_ON:
            code = take_aim(plan, vehicle, air, memory)
        if code != GO_ON:
            break
        new = with_altitude(one_step(plan[9], air, memory[DT], memory))
        code = after_step(plan, factor, air, new, body_state, times, record, memory)
        if code != GO_ON:
            break
    if code == GO_ON:
        code = TOO_LONG
    direction = finish(plan, air, code, body_state, times, record, memory)
    return code, memory[T], state_of(memory), int(memory[K]), int(memory[ROWS]), direction, int(memory[USED])


@kernel
def fly_many(
    plan, factor, vehicle, tables, upper, density_factor, pressure, stop_time, stop_event, body_state, event_time, releases,
    times, record, rows, end, status, phase, evaluations, memory,
):  # fmt: skip
    """``fly_one`` for a batch, one after another; arguments as of ``fly_together``, memory[``FLIGHT``]."""
    for i in range(stop_time.shape[0]):
        air = (tables[i], upper, density_factor[i], pressure[0])
        status[i], end[i, 0], end[i, 1:7], phase[i], rows[i], end[i, 7:10], evaluations[i] = fly_one(
            plan, factor[i], vehicle[i], air, stop_time[i], stop_event[i], body_state[i], event_time[i], releases[i], memory,
            times[i], record[i],
        )  # fmt: skip
