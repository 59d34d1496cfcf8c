"""One flight through the flight-safety system: measurements as they arrive, the decision of every cycle, what comes of it."""

import math

from luncur.compiler import kernel
from luncur.termination.channels_kernel import CHANNELS, middle_of_channel
from luncur.termination.columns import (
    COMMANDED,
    DELAY,
    HEALTHY,
    MAXIMUM_AGE,
    S_STATUS,
    SAFE,
    SILENT,
)
from luncur.termination.decision_kernel import decide
from luncur.termination.followed_kernel import last_moment
from luncur.termination.source_kernel import TAKEN, take_measurement
from luncur.termination.voting_kernel import vote
from luncur.trial.fault_columns import (
    BY_STUCK_COMMAND,
    END,
    KIND,
    LAG,
    LATENCY,
    O_BLIND,
    O_COMMAND,
    O_CYCLES,
    O_ENDED,
    O_RULE,
    O_SAFE,
    PERIOD,
    SIZE,
    SOURCE,
    START,
    STUCK_COMMAND,
)
from luncur.trial.measure_kernel import M_ATTITUDE, M_SENT, M_STATE, M_TIME, measure, spoil
from luncur.trial.noise_kernel import measurement_noise

LATENCY_JITTER = 0.5  # of the delay, evenly to both sides, as a share of it (assumed)

# clock[k, c] of each source: the next measurement's number, when it is received, the row of the path it was near, phase
C_NUMBER, C_RECEIVED, C_HINT, C_PHASE = range(4)
CLOCK_COLUMNS = 4


@kernel
def clear(work):
    """Make the arrays that a flight is worked in as they are before one."""
    sources, scratch, state, memory, system, values, times, counting, clock, pending, held, _ = work
    for array in (sources, scratch, memory, clock, pending):
        array[:, :] = 0.0
    held[:, :, :] = 0.0
    state[:] = 0.0
    system[:] = 0.0
    counting[:] = 0.0
    for k in range(sources.shape[0]):
        sources[k, S_STATUS] = SILENT
        for c in range(CHANNELS):
            values[k, c] = math.nan
            times[k, c] = -math.inf


@kernel
def next_measurement(path, rows, k, unit, faults, key, stream, flight, drift, noise, clock, pending, held):
    """Make the next measurement of source k, spoil it, and tell when it is received [s]."""
    number = int(clock[k, C_NUMBER])
    t = clock[k, C_PHASE] + number * unit[PERIOD]
    clock[k, C_NUMBER] = number + 1.0
    if t > path[rows - 1, 0]:
        clock[k, C_RECEIVED] = math.inf
        return
    measurement_noise(key, stream, flight, k, number, noise)
    clock[k, C_HINT] = measure(path, rows, int(clock[k, C_HINT]), t, unit, drift, noise, pending[k])
    delay = unit[LAG] * (1.0 + LATENCY_JITTER * (2.0 * noise[9] - 1.0))
    for f in range(faults.shape[0]):
        spoil(pending[k], faults[f], held[f], k, noise)
        if int(faults[f, KIND]) == LATENCY and int(faults[f, SOURCE]) == k and faults[f, START] <= t < faults[f, END]:
            delay += faults[f, SIZE]
    # a unit's packets keep their order
    clock[k, C_RECEIVED] = max(t + delay, clock[k, C_RECEIVED])


@kernel
def receive(k, now, limits, sources, values, times, pending):
    """Hand one measurement to the system as ``luncur watch`` does: late ones are not taken."""
    m = pending[k]
    if m[M_SENT] == 0.0 or not now - m[M_TIME] <= limits[MAXIMUM_AGE]:
        return
    answer = take_measurement(
        sources, k, m[M_TIME], m[M_STATE], m[M_STATE + 1], m[M_STATE + 2], m[M_STATE + 3], m[M_STATE + 4], m[M_STATE + 5], True,
        now, limits,
    )  # fmt: skip
    if answer == TAKEN:
        for c in range(CHANNELS):
            if not math.isnan(m[M_ATTITUDE + c]):
                values[k, c] = m[M_ATTITUDE + c]
                times[k, c] = m[M_TIME]


@kernel
def commanding(now, decided, faults, units):
    """Whether enough decision units command the action; all decide alike, but for one whose command is stuck on or off."""
    on = 0
    off = 0
    for f in range(faults.shape[0]):
        if int(faults[f, KIND]) == STUCK_COMMAND and faults[f, START] <= now < faults[f, END]:
            if faults[f, SIZE] > 0.0:
                on += 1
            else:
                off += 1
    return on + (units[0] - on - off if decided else 0) >= units[1]


@kernel
def stuck_since(now, faults, units):
    """When from ``now`` [s] on commands that are stuck end the flight without any decision; inf: never."""
    first = math.inf
    for f in range(faults.shape[0]):
        start = max(now, faults[f, START])
        if start < first and commanding(start, False, faults, units):
            first = start
    return first


@kernel
def try_flight(path, rows, specs, faults, key, stream, flight, drift, phases, rules, units, work, noise, outcome):
    """Fly one recorded flight under the system's eyes; what comes of it into outcome[``OUTCOME_COLUMNS``].

    path[r, ``PATH_COLUMNS``] Earth-fixed, rows of it written; specs[k, ``UNIT_COLUMNS``]; faults[f, ``FAULT_COLUMNS``];
    drift[k, 6] standard normals, phases[k] in (0, 1) of the flight; rules: the arrays of a ``RuleTable``; units: decision units,
    and how many must command; work: see ``clear``.  The flight is over when the action is done, or at the path's last row.
    """
    rule, guards, limits, areas, edges, table, nominal, pad, air = rules
    sources, scratch, state, memory, system, values, times, counting, clock, pending, held, impact = work
    clear(work)
    period = guards[6]
    end = path[rows - 1, 0]
    for c in range(outcome.shape[0]):
        outcome[c] = math.nan
    outcome[O_RULE] = -1.0
    outcome[O_BLIND] = 0.0
    outcome[O_CYCLES] = 0.0
    if rows < 2:
        return
    for k in range(specs.shape[0]):
        clock[k, C_PHASE] = phases[k] * specs[k, PERIOD]
        next_measurement(path, rows, k, specs[k], faults, key, stream, flight, drift[k], noise, clock, pending, held[k])
    cycles = int(end / period) + 1
    over = math.inf if guards[4] < math.inf else last_moment(rule)  # one with safing is watched until it is safe
    done = math.inf
    i = 0
    while i < cycles:
        now = i * period
        if now >= done or (done == math.inf and (now > over or system[SAFE] > 0.0)):
            break
        i += 1
        for k in range(specs.shape[0]):
            while clock[k, C_RECEIVED] <= now:
                receive(k, now, limits, sources, values, times, pending)
                next_measurement(
                    path, rows, k, specs[k], faults, key, stream, flight, drift[k], noise, clock, pending, held[k]
                )
        oldest = now - limits[MAXIMUM_AGE]
        told = (
            middle_of_channel(values, times, counting, 0, oldest),
            middle_of_channel(values, times, counting, 1, oldest),
            middle_of_channel(values, times, counting, 2, oldest),
        )
        agreed = vote(now, sources, limits, state, scratch)
        _, by = decide(
            now, agreed, state, told, rule, memory, system, impact, guards, areas, edges, table, nominal, pad, air
        )
        for k in range(specs.shape[0]):
            counting[k] = 1.0 if int(sources[k, S_STATUS]) == HEALTHY else 0.0
        if agreed == 0:
            outcome[O_BLIND] += 1.0
        if system[SAFE] > 0.0 and math.isnan(outcome[O_SAFE]):
            outcome[O_SAFE] = now
        decided = system[COMMANDED] > 0.0
        if done == math.inf and commanding(now, decided, faults, units):
            outcome[O_COMMAND] = now
            outcome[O_RULE] = by if decided and by >= 0 else BY_STUCK_COMMAND
            done = now + (rule[by, DELAY] if decided and by >= 0 else 0.0)
    outcome[O_CYCLES] = i
    if done == math.inf:  # a command that sticks after the last cycle that could decide
        done = stuck_since(i * period, faults, units)
        if done <= end:
            outcome[O_COMMAND] = done
            outcome[O_RULE] = BY_STUCK_COMMAND
    if done <= end:
        outcome[O_ENDED] = done


@kernel
def try_many(
    path, rows, specs, faults, key, stream, flight, drift, phases, rules, units, work, noise, outcome
):  # fmt: skip
    """``try_flight`` for a batch; path[n, r, c], rows[n], faults[n, f, c], flight[n], drift[n, k, 6], phases[n, k], outcome[n, c]."""
    for i in range(path.shape[0]):
        try_flight(
            path[i], rows[i], specs, faults[i], key, stream, flight[i], drift[i], phases[i], rules, units, work, noise,
            outcome[i],
        )  # fmt: skip
