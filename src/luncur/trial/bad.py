"""Bad flights: launches whose malfunction, left alone, takes their impact point past a limit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, uniforms
from luncur.compiler import compiled
from luncur.flight.batch import Releases, record_batch
from luncur.flight.failing_path import paths_of_failing
from luncur.flight.malfunction import Turns, follow, turns
from luncur.trial.good import drawn
from luncur.trial.paths import Paths
from luncur.trial.rule_sets import RuleSet
from luncur.trial.sample import ATTEMPTS, BAD_LATE, Samples, launches
from luncur.trial.setting import STEP, Setting
from luncur.trial.truth_kernel import crossings_many

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def bad_flights(at: Setting, chosen: Samples, limits: RuleSet) -> Paths:
    """A flight for each sample whose true impact point, were it not ended, passes a limit after its failure.

    Malfunctions are drawn by their shares in the mission's failure table; launches that pass no limit are left for the
    sample's next one, so that what is tried is the table's own mixture of those that do.  Most pass it while the rules are in
    force; those of the group ``BAD_LATE`` do so afterwards, where the system is to let them.
    """
    most = len(at.times) + 1 + len(at.times) + 1
    out = Paths.empty(len(chosen.index), most)
    open_rows = np.arange(len(chosen.index))
    for attempt in range(ATTEMPTS):
        if len(open_rows) == 0:
            break
        late = chosen.group[open_rows] == BAD_LATE
        flown = failed_flights(at, launches(chosen.index[open_rows], attempt), late, limits)
        crossing = np.where(late, flown.crossed >= limits.last, flown.crossed < limits.last)
        flown.attempt[:] = attempt
        out.put(open_rows[crossing], flown, crossing)
        open_rows = open_rows[~crossing]
    return out


@dataclass(frozen=True)
class Failing:
    """Launches where they fail: of which stratum[n] the failure is, draws and air of the launch, rows before, and the turn."""

    stratum: Ints
    z: Floats
    tables: Floats
    factor: Floats
    failed: Releases
    record: Floats
    rows: Ints
    turn: Turns


def failing(at: Setting, launch: Ints, last: Floats) -> Failing:
    """Launches flown until they fail, before last[n] [s]."""
    stratum, time, u = failures(at, launch, last)
    z, tables, factor = drawn(at, launch, np.ones(len(launch)))
    failed, record, rows = record_batch(at.plan, z, tables, factor, time, at.times)
    return Failing(stratum, z, tables, factor, failed, record, rows, turns_of(at, stratum, u))


def failed_flights(at: Setting, launch: Ints, late: Bools, limits: RuleSet) -> Paths:
    """Launches that fail, to where they end by themselves; ``crossed`` is nan where no limit is passed.

    late[n]: whether it may fail once the rules are over; others fail before.
    """
    return followed(at, failing(at, launch, np.where(late, np.inf, limits.last)), limits)


def followed(at: Setting, f: Failing, limits: RuleSet) -> Paths:
    """Failing launches followed to where they end by themselves."""
    table, n = limits.table, len(f.stratum)
    every = np.arange(n)
    after = follow(at.plan, f.z, f.tables, f.factor, f.failed, every, f.turn, at.broadside, STEP, at.watched)
    path, written = paths_of_failing(f.failed, every, f.record, f.rows, after, f.turn, at.axes)
    crossed = np.full(n, np.nan)
    sound = np.flatnonzero((f.failed.status < 20) & (after.ending < 20))
    found = np.empty(len(sound))
    compiled(crossings_many)(
        path[sound], written[sound], f.failed.time[sound], table.rules, table.areas, table.edges, table.air, found
    )
    crossed[sound] = found
    return Paths(path, written, f.failed.time.copy(), crossed, f.stratum, after.ending, np.zeros(n, dtype=np.int64))


def failures(at: Setting, launch: Ints, last: Floats) -> tuple[Ints, Floats, Floats]:
    """Stratum, time [s] and two uniform numbers of the turn of launches that fail before last[n] [s]."""
    u = uniforms(at.seed, Stream.TRIAL_FAILURE, launch, 2)
    start, end = np.array([s.start for s in at.strata]), np.array([s.end for s in at.strata])
    stratum = np.zeros(len(launch), dtype=np.int64)
    for before in np.unique(last):
        own = last == before
        weight = at.weights * np.clip((before - start) / (end - start), 0.0, 1.0)
        stratum[own] = np.searchsorted(np.cumsum(weight / weight.sum())[:-1], u[own, 0], side="right")
    end = np.minimum(end[stratum], last)
    time = start[stratum] + u[:, 1] * (end - start[stratum])
    return stratum, time, uniforms(at.seed, Stream.MALFUNCTION, launch, 2)


def turns_of(at: Setting, stratum: Ints, u: Floats) -> Turns:
    modes = [at.mode(s) for s in stratum.tolist()]
    return turns(at.mission, modes, u, np.zeros(len(stratum), dtype=bool))
