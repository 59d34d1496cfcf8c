"""A recorded flight run through the rules again: the clock is that of the file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from luncur.termination import RuleTable
from luncur.termination.columns import DATA_LOSS, FIRST_ROW, KIND, MAXIMUM_AGE, PERSISTENCE, ROWS
from luncur.termination.source_kernel import AHEAD
from luncur.watch.desk import Cycle, Desk
from luncur.watch.measurement import Measurement
from luncur.watch.reasons import Reason

FURTHEST = 86_400.0  # from lift-off that a receive time can be [s]: bounds the cycles that a hostile line can ask for
LONGEST_WAIT = 600.0  # after the last packet [s]


def replayed(desk: Desk, lines: Iterable[Measurement | Reason]) -> Iterator[Cycle]:
    """Cycles at the mission's period, from the first packet until one data-loss time after the last.

    Every line has the time [s] since lift-off at which it was received, and these never fall; a line without one, or with
    one that falls, is counted and not taken.  A line that is late or of the future is not taken either and does not move
    the clock: one spoilt figure must not end the replay.  The same file gives the same cycles on every run.
    """
    first = clock = math.nan
    done = 0
    for m in lines:
        if isinstance(m, Reason):
            desk.take(m, clock)
            continue
        if not desk.knows(m.source):
            desk.take(Reason.UNKNOWN_SOURCE, clock)
            continue
        impossible = _impossible(m, clock, desk.oldest)
        if impossible is not None:
            desk.take(impossible, clock)
            continue
        if math.isnan(first):
            first = m.receive
        # a packet that arrives at the moment of a cycle is part of it
        while (now := first + done * desk.table.period) < m.receive:
            yield desk.cycle(now)
            done += 1
        clock = m.receive
        desk.take(m, clock)
    if math.isnan(first):
        return
    end = clock + after_the_last(desk.table)
    while (now := first + done * desk.table.period) <= end:
        yield desk.cycle(now)
        done += 1


def _impossible(m: Measurement, clock: float, oldest: float) -> Reason | None:
    if not abs(m.receive) <= FURTHEST or m.receive < clock:
        return Reason.RECEIVE_TIME
    if m.receive - m.time > oldest:
        return Reason.LATE
    return Reason.OF_THE_FUTURE if m.time > m.receive + AHEAD else None


def after_the_last(table: RuleTable) -> float:
    """How long cycles go on after the last packet [s]: until the loss of data has been decided, ten minutes at the most."""
    longest = float(table.limits[MAXIMUM_AGE])
    for rule in table.rules[table.rules[:, KIND] == DATA_LOSS]:
        rows = table.table[int(rule[FIRST_ROW]) : int(rule[FIRST_ROW] + rule[ROWS])]
        wait = float(np.max(rows[:, 1])) + (rule[PERSISTENCE] + 1.0) * table.period
        # data count as lost from when the last measurement is too old to be carried on
        longest = max(longest, wait + float(table.limits[MAXIMUM_AGE]))
    return min(longest, LONGEST_WAIT)
