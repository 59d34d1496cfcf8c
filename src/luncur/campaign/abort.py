"""Malfunction flights ended by the mission's rules, as the flight-safety system would with perfect navigation."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.debris.breakup import broadside
from luncur.failure.strata import thrusting
from luncur.flight import Trajectory
from luncur.flight.batch import Releases
from luncur.flight.failing_path import nominal_axes, paths_of_failing
from luncur.flight.fly import nominal_times
from luncur.flight.malfunction import TERMINATED, Turns, follow
from luncur.flight.plan import AscentPlan
from luncur.termination import RuleTable, rule_table
from luncur.termination import columns as c
from luncur.termination.followed_kernel import (
    F_DONE,
    F_OPEN,
    F_RULE,
    FOUND_COLUMNS,
    decide_many,
)
from luncur.termination.voting_kernel import STATE_COLUMNS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# For how long flights are followed after their failure, one after another until it is known what ends them, and the step of
# their rows [s]
HORIZONS = ((10.0, 0.5), (60.0, 0.5), (1200.0, 1.0), (math.inf, 2.0))
BEFORE_STEP = 0.5  # of rows before a failure [s]
LEAST_WARM = 10  # cycles that are decided before a failure or a limit that is near
RATE_SETTLES = 3.0  # a margin whose rate counts is followed for so long before [s]
LONGEST = 5000.0  # no malfunction flight is computed for longer [s]


@dataclass(frozen=True)
class Abort:
    """What decides the end of malfunction flights.

    axes[k, 3]: nominal axes of the thrust (``nominal_axes``); sources: that agree, all that the mission has.
    """

    table: RuleTable
    axes: Floats
    sources: int

    @property
    def warm(self) -> int:
        """Cycles that are decided before something may happen, so that what the rules remember is there."""
        if (self._ending[:, c.LEAD] > 0.0).any():
            return max(LEAST_WARM, math.ceil(RATE_SETTLES / self.table.period))
        return LEAST_WARM

    @property
    def before(self) -> float:
        """How long before its failure a flight is followed [s]; inf: from lift-off, since gates remember."""
        if (self._ending[:, c.GATE] >= 0.0).any():
            return math.inf
        counted = max(float(self._ending[:, c.PERSISTENCE].max(initial=0.0)), float(self.table.guards[5]))
        return (counted + self.warm) * self.table.period

    @property
    def _ending(self) -> Floats:
        return self.table.rules[self.table.rules[:, c.ACTION] > c.WARN]

    def rows_before(self, failure: Floats) -> Floats:
        """Times [n, r] [s] at which flights are recorded that fail at failure[n]; those that do not fail (inf, nan) are not."""
        fails = np.isfinite(failure)
        longest = min(self.before, float(failure[fails].max(initial=0.0)))
        start = np.where(fails, np.maximum(np.where(fails, failure, 0.0) - self.before, 0.0), np.inf)
        return np.asarray(start[:, None] + BEFORE_STEP * np.arange(math.ceil(longest / BEFORE_STEP))[None, :])


def abort_of(ascent: AscentPlan, trajectory: Trajectory) -> Abort | None:
    """The rules of a mission ready to end its malfunction flights; None when it has no rules or no failure table."""
    mission = ascent.mission
    system = mission.termination
    if system is None or not system.rules or mission.failure is None:
        return None
    times = nominal_times(ascent)
    axes = nominal_axes(ascent, thrusting(mission, times), float(trajectory.time[-1]))
    return Abort(rule_table(ascent, trajectory), axes, len(system.sources))


def ends_by_rules(
    ascent: AscentPlan, abort: Abort, z: Floats, tables: Floats, factor: Floats, failed: Releases, rows: Ints, turn: Turns,
    before: Floats, written: Ints,
) -> tuple[Floats, Ints]:  # fmt: skip
    """When the action of a rule is done [s] (inf: never) and which rule it was (-1), for the launches ``rows``.

    before[n, r, 7], written[n]: their rows before the failure; others as of ``fly_on``.  A flight whose action would be done
    before its failure is ended at its failure.
    """
    done, by = np.full(len(rows), math.inf), np.full(len(rows), -1, dtype=np.int64)
    open_rows, across = np.arange(len(rows)), broadside(ascent.mission)
    for horizon, step in HORIZONS:
        if len(open_rows) == 0:
            break
        own, of = turn.take(open_rows), rows[open_rows]
        longest = min(horizon, LONGEST)
        after = follow(ascent, z, tables, factor, failed, of, own, across, step, longest)
        path, count = paths_of_failing(failed, of, before[open_rows], written[open_rows], after, own, abort.axes)
        found = decided(abort, path, count, failed.time[of])
        is_done = found[:, F_RULE] >= 0
        done[open_rows[is_done]] = np.maximum(found[is_done, F_DONE], failed.time[of][is_done])
        by[open_rows[is_done]] = found[is_done, F_RULE].astype(np.int64)
        open_rows = open_rows[(found[:, F_OPEN] > 0.0) & (after.ending == TERMINATED)]
    return done, by


def decided(abort: Abort, path: Floats, count: Ints, failed: Floats) -> Floats:
    """found[n, ``FOUND_COLUMNS``] of flights path[n, r, c] with count[n] rows that fail at failed[n] [s]."""
    t = abort.table
    rules = t.rules, t.guards, t.limits, t.areas, t.edges, t.table, t.nominal, t.pad, t.air
    work = (
        np.zeros((len(t.rules), c.MEMORY_COLUMNS)), np.zeros(len(t.rules)), np.zeros(c.SYSTEM_COLUMNS), np.zeros(STATE_COLUMNS),
    )  # fmt: skip
    found = np.empty((len(path), FOUND_COLUMNS))
    compiled(decide_many)(path, count, failed, abort.sources, rules, abort.warm, work, found)
    return found
