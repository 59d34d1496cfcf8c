"""Many launches on their way at once: what is a number of each is worked out one by one, steps are made eight at a time.

A launch that wants a step waits in a queue with others that want the same kind of step; eight of them are a vector.  A launch
never looks at another: results are those of ``fly_one``, bit for bit, whatever the order and the company.
"""

from luncur.compiler import inlined_kernel, kernel
from luncur.compiler.lanes import LANES
from luncur.flight.aiming_kernel import burn_of
from luncur.flight.ascent_after_kernel import after_step, finish
from luncur.flight.ascent_events_kernel import lift_off
from luncur.flight.ascent_kernel import MOST_STEPS
from luncur.flight.ascent_state_kernel import (
    AREA,
    ASK,
    DRAG,
    DT,
    GO_ON,
    GUIDED,
    LAW,
    MASS,
    NEW,
    PUSH,
    ROWS,
    STEPS,
    THIN,
    TOO_LONG,
    USABLE,
    USED,
    K,
    T,
    aim_of,
    one_step,
    push_of,
    state_of,
    with_altitude,
)
from luncur.flight.ascent_step_kernel import before_aim, take_aim
from luncur.flight.guidance_lanes_kernel import (
    ACCELERATION,
    DELTA_V,
    EXHAUST,
    KEPT,
    REMEMBERED,
    TARGET,
    guide_together,
)
from luncur.flight.queues_lanes_kernel import EMPTY, STEPPED, WAITING, empty_queue, longest_queue
from luncur.flight.steps_lanes_kernel import ALONE, TOGETHER, join, kind_of_step

NUMBERS = 7  # state and altitude
GUIDED_NOW = 3  # besides what a place in the pool holds else: a launch whose guidance has just been asked
ASKING = TOGETHER  # the last queue: of those that wait for their guidance


@inlined_kernel
def ask(target, m, asking, lane):
    """Writes what a cycle of the guidance needs of one launch into its lane."""
    s = state_of(m)
    for c in range(6):
        asking[c, lane] = s[c]
    asking[EXHAUST, lane], asking[ACCELERATION, lane], asking[DELTA_V, lane] = burn_of(push_of(m), m[MASS], m[USABLE])
    for c in range(6):
        asking[TARGET + c, lane] = target[3 + c]
    for c in range(REMEMBERED):
        asking[KEPT + c, lane] = m[c]


@kernel
def empty_asking(limit, asking, places, length, memory, holds):
    """A cycle of the guidance for the launches that wait for it; where fewer than eight do, the first is in the other lanes too."""
    for lane in range(length[ASKING], LANES):
        for c in range(asking.shape[0]):
            asking[c, lane] = asking[c, 0]
    guide_together(asking, limit)
    for lane in range(length[ASKING]):
        j = places[lane]
        for c in range(7):
            memory[j, GUIDED + c] = asking[c, lane]
        for c in range(REMEMBERED):
            memory[j, c] = asking[KEPT + c, lane]
        holds[j] = GUIDED_NOW
    length[ASKING] = 0


@inlined_kernel
def write_end(code, direction, m, end, status, phase, rows, evaluations):
    """How and where a flight ended: ``end[10]``, and one number of each of the others."""
    status[0] = code
    phase[0] = int(m[K])
    end[0] = m[T]
    s = state_of(m)
    for c in range(6):
        end[1 + c] = s[c]
    for c in range(3):
        end[7 + c] = direction[c]
    evaluations[0] = int(m[USED])
    rows[0] = int(m[ROWS])


@kernel
def fly_together(
    plan, factor, vehicle, tables, upper, density_factor, pressure, stop_time, stop_event, body_state, event_time, releases,
    times, record, rows, end, status, phase, evaluations, drags, memory, launch, holds, queues, asking,
):  # fmt: skip
    """``fly_one`` for a batch; end[n, 10]: time, inertial state and thrust direction where each flight ended.

    times[n, r]: when rows of record[n, r, 12 + nb] are wanted; rows[n]: how many there are.  pressure[1, rows, 4]; drags: see
    ``drag_coefficient_lanes``.  Worked in, since a kernel allocates nothing: memory[pool, ``FLIGHT``], launch, holds[pool];
    queues: batch[kinds, ``BATCH_ROWS``, 8], places in the pool, where their tables begin [kinds, 8], length[kinds], eight noughts;
    asking[``GUIDANCE_ROWS``, 8]: the queue for the guidance.
    """
    batch, places, table_of, drag_of, length, _ = queues
    holds[:] = EMPTY
    length[:] = 0
    started = 0
    while True:
        moved = False
        for j in range(holds.shape[0]):
            if holds[j] == WAITING or (holds[j] == EMPTY and started >= stop_time.shape[0]):
                continue
            moved = True
            if holds[j] == EMPTY:
                launch[j] = started
                started += 1
            i = launch[j]
            m = memory[j]
            air = (tables[i], upper, density_factor[i], pressure[0])
            dispersed = (vehicle[i, 0], vehicle[i, 1], vehicle[i, 2], vehicle[i, 3], vehicle[i, 4])
            code = GO_ON
            if holds[j] == EMPTY:
                lift_off(plan, factor[i], dispersed, body_state[i], event_time[i], m)
            elif holds[j] == STEPPED:
                new = (m[NEW], m[NEW + 1], m[NEW + 2], m[NEW + 3], m[NEW + 4], m[NEW + 5], m[NEW + 6])
                code = after_step(plan, factor[i], air, new, body_state[i], times[i], record[i], m)
                m[STEPS] += 1.0
                if code == GO_ON and m[STEPS] >= MOST_STEPS:
                    code = TOO_LONG
            if code == GO_ON and holds[j] != GUIDED_NOW:
                code = before_aim(
                    plan, factor[i], dispersed, air, stop_time[i], stop_event[i], body_state[i], event_time[i],
                    releases[i], m,
                )  # fmt: skip
                if code == ASK:
                    holds[j] = WAITING
                    ask(plan[10][int(m[LAW])], m, asking, length[ASKING])
                    places[ASKING, length[ASKING]] = j
                    length[ASKING] += 1
                    if length[ASKING] == LANES:
                        empty_asking(plan[13][0], asking, places[ASKING], length, memory, holds)
                    continue
            if code == GO_ON:
                code = take_aim(plan, dispersed, air, m)
            if code != GO_ON:
                d = finish(plan, air, code, body_state[i], times[i], record[i], m)
                write_end(code, d, m, end[i], status[i:], phase[i:], rows[i:], evaluations[i:])
                holds[j] = EMPTY
                continue
            aim = aim_of(m)
            kind = kind_of_step(m[THIN] == 1.0, m[PUSH], aim[0])
            if kind == ALONE:
                new = with_altitude(one_step(plan[9], air, m[DT], m))
                for c in range(7):
                    m[NEW + c] = new[c]
                holds[j] = STEPPED
                continue
            lane = length[kind]
            join(batch[kind], lane, kind, state_of(m), m[DT], m[MASS], push_of(m), aim, m[AREA])
            table_of[kind, lane] = i * tables.shape[1]
            drag_of[kind, lane] = int(m[DRAG]) * drags.shape[1]
            places[kind, lane] = j
            holds[j] = WAITING
            length[kind] = lane + 1
            if length[kind] == LANES:
                empty_queue(kind, queues, memory, NEW, NUMBERS, holds, tables, upper, density_factor, pressure, drags)
        if not moved:
            kind = longest_queue(length)
            if kind < 0:
                return
            if kind == ASKING:
                empty_asking(plan[13][0], asking, places[ASKING], length, memory, holds)
                continue
            empty_queue(kind, queues, memory, NEW, NUMBERS, holds, tables, upper, density_factor, pressure, drags)
