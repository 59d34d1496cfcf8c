"""Many flights on from their failures at once, as ``ascent_lanes_kernel.py`` flies launches; the same bits as one by one."""

from luncur.compiler import kernel
from luncur.compiler.lanes import LANES
from luncur.flight.malfunction_after_kernel import after_wrong
from luncur.flight.malfunction_flight_kernel import MOST_STEPS
from luncur.flight.malfunction_kernel import TOO_LONG
from luncur.flight.malfunction_step_kernel import (
    AREA,
    DT,
    GO_ON,
    MASS,
    NEW,
    PUSH,
    REGIME,
    ROWS,
    STEPS,
    THIN,
    USED,
    S,
    T,
    aim_of,
    before_wrong,
    fail,
    push_of,
    state_of,
)
from luncur.flight.queues_lanes_kernel import EMPTY, WAITING, empty_queue, longest_queue
from luncur.flight.steps_lanes_kernel import join, kind_of_step

NUMBERS = 13  # state, altitude, density, Mach number, velocity relative to the air and its size


@kernel
def fly_wrong_together(
    plan, factor, vehicle, table_id, tables, upper, density_factor, pressure, start, phase, body_state, how, direction, axis, across,
    limits, rule, times, record, rows, end, ending, evaluations, drags, memory, flight, holds, queues,
):  # fmt: skip
    """``fly_wrong`` for a batch; start, end[n, 7]: time and inertial state; ending[n] how it ended.

    table_id[n]: row of tables[launches, rows, 16] and density_factor[launches].

    times[n, r]: when rows of record[n, r, ``WRONG_COLUMNS``] are wanted; rows[n]: how many there are.  memory[pool, ``WRONG``];
    pressure, drags, flight, holds[pool], queues: as of ``fly_together``.
    """
    batch, places, table_of, drag_of, length, _ = queues
    holds[:] = EMPTY
    length[:] = 0
    started = 0
    while True:
        moved = False
        for j in range(holds.shape[0]):
            if holds[j] == WAITING or (holds[j] == EMPTY and started >= start.shape[0]):
                continue
            moved = True
            if holds[j] == EMPTY:
                flight[j] = started
                started += 1
            i = flight[j]
            m = memory[j]
            w = table_id[i]
            air = (tables[w], upper, density_factor[w], pressure[0])
            bias = (vehicle[i, 0], vehicle[i, 1], vehicle[i, 2])
            wrong = (how[i, 0], how[i, 1], how[i, 2], how[i, 3], how[i, 4])
            d0 = (direction[i, 0], direction[i, 1], direction[i, 2])
            n = (axis[i, 0], axis[i, 1], axis[i, 2])
            ended_by = (rule[i, 0], rule[i, 1], rule[i, 2])
            code = GO_ON
            if holds[j] == EMPTY:
                s = (start[i, 1], start[i, 2], start[i, 3], start[i, 4], start[i, 5], start[i, 6])
                fail(plan, air, start[i, 0], s, phase[i], body_state[i, 1], wrong, d0, n, across, ended_by, m)
            else:
                new = (m[NEW], m[NEW + 1], m[NEW + 2], m[NEW + 3], m[NEW + 4], m[NEW + 5])
                look = (
                    m[NEW + 6], m[NEW + 7], m[NEW + 8], m[NEW + 9], m[NEW + 10], m[NEW + 11], m[NEW + 12]
                )  # fmt: skip
                code = after_wrong(
                    plan, bias, air, wrong, d0, n, limits, body_state[i], new, look, times[i], record[i], m
                )
                if code == GO_ON and m[STEPS] >= MOST_STEPS:
                    code = TOO_LONG
            if code == GO_ON:
                code = before_wrong(plan, factor[i], bias, air, wrong, d0, n, limits, ended_by, body_state[i], m)
            if code != GO_ON:
                ending[i] = code
                evaluations[i] = int(m[USED])
                rows[i] = int(m[ROWS])
                end[i, 0] = m[T]
                for c in range(6):
                    end[i, 1 + c] = m[S + c]
                holds[j] = EMPTY
                continue
            aim = aim_of(m)
            kind = kind_of_step(m[THIN] == 1.0, m[PUSH], aim[0])  # of such flights never alone
            lane = length[kind]
            join(batch[kind], lane, kind, state_of(m), m[DT], m[MASS], push_of(m), aim, m[AREA])
            table_of[kind, lane] = w * tables.shape[1]
            drag_of[kind, lane] = 2 * int(m[REGIME]) * drags.shape[1]
            places[kind, lane] = j
            holds[j] = WAITING
            length[kind] = lane + 1
            if length[kind] == LANES:
                empty_queue(kind, queues, memory, NEW, NUMBERS, holds, tables, upper, density_factor, pressure, drags)
        if not moved:
            kind = longest_queue(length)
            if kind < 0:
                return
            empty_queue(kind, queues, memory, NEW, NUMBERS, holds, tables, upper, density_factor, pressure, drags)
