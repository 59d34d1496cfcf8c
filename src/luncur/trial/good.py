"""Good flights: dispersed launches that reach their orbit, some of them at the edges of the useful mission."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, normals
from luncur.compiler import compiled
from luncur.flight.ascent_state_kernel import DONE
from luncur.flight.batch import record_batch
from luncur.termination import RuleTable
from luncur.termination import columns as c
from luncur.trial.paths import Paths, joined
from luncur.trial.sample import ATTEMPTS, Samples, launches
from luncur.trial.setting import Setting
from luncur.trial.useful_kernel import useful_many

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def good_flights(at: Setting, chosen: Samples, table: RuleTable) -> Paths:
    """A good flight for each sample: it reaches its orbit, and stays within the useful-mission limits where there are any.

    A launch that does not is left for the sample's next one; a sample without a good flight keeps attempt -1.
    """
    out = Paths.empty(len(chosen.index), len(at.times) + 1)
    open_rows = np.arange(len(chosen.index))
    for attempt in range(ATTEMPTS):
        if len(open_rows) == 0:
            break
        flown, good = _flown(at, chosen.take(open_rows), attempt, table)
        out.put(open_rows[good], flown, good)
        open_rows = open_rows[~good]
    return out


def drawn(at: Setting, launch: Ints, spread: Floats) -> tuple[Floats, Floats, Floats]:
    """Standard normals of the vehicle, weather tables and density factors of launches."""
    z = normals(at.seed, Stream.VEHICLE, launch, len(at.plan.dispersions)) * spread[:, None]
    weather = at.plan.weather
    tables, factor = weather.tables(normals(at.seed, Stream.WEATHER, launch, weather.normals))
    return z, tables, factor


def _flown(at: Setting, chosen: Samples, attempt: int, table: RuleTable) -> tuple[Paths, NDArray[np.bool_]]:
    n = len(chosen.index)
    z, tables, factor = drawn(at, launches(chosen.index, attempt), chosen.spread)
    releases, record, rows = record_batch(at.plan, z, tables, factor, np.full(n, np.inf), at.times)
    end = np.column_stack([releases.time, releases.inertial])
    path, written = joined(record, rows, end)
    good = (releases.status == DONE) & (written >= 2)
    rules = table.rules[table.rules[:, c.KIND] == c.USEFUL_MISSION]
    if len(rules):
        limits = rules[:, [c.LIMIT, c.LIMIT_2]].min(axis=0)
        useful = np.zeros(n, dtype=np.int64)
        compiled(useful_many)(path, written, float(limits[0]), float(limits[1]), table.nominal, useful)
        good &= useful == 1
    blank = np.full(n, np.nan)
    none = np.full(n, -1)
    flown = Paths(path, written, blank, blank.copy(), none, np.zeros(n, dtype=np.int64), np.full(n, attempt))
    return flown, good
