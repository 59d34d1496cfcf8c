"""What the flight-safety system is worth in casualties: the same failed launches with it perfect, as designed and absent."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, uniforms
from luncur.campaign.failing import Ended
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, count, drop, let_fall
from luncur.campaign.study import prepare
from luncur.flight.batch import Releases, fly_batch
from luncur.flight.malfunction import BROKE_UP, TERMINATED, fly_on
from luncur.mission import Mission
from luncur.sentences import Sentence, coded
from luncur.termination import columns as c
from luncur.trial.bad import Failing, failing, followed
from luncur.trial.fault_columns import FAULT_COLUMNS, KIND, MOST_FAULTS, O_ENDED, O_RULE
from luncur.trial.good import drawn
from luncur.trial.intervals import difference, mean
from luncur.trial.rule_sets import RuleSet
from luncur.trial.setting import Setting, setting, watched
from luncur.trial.unit import tried

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

DEFAULT_LAUNCHES = 2048
UNIT = 128  # launches that are flown together: changes no number
PERFECT, DESIGNED, ABSENT, IN_ERROR = range(4)
WORLDS = ("perfect", "as_designed", "absent", "in_error")
PAIRS = ((ABSENT, PERFECT), (DESIGNED, PERFECT), (ABSENT, DESIGNED))


def consequence(
    given: Mission | Setting, rules: RuleSet, seed: int, launches: int = DEFAULT_LAUNCHES, workers: int = 1
) -> dict[str, Any]:
    """Casualty expectation of a failed launch with the flight-safety system perfect, as designed and absent, and of its action
    in error on a good flight, each with a 95 % interval over launches.

    The first three fly the same launches, so their differences have intervals of their own.  ``launches`` of each kind; the numbers
    depend on the mission, the rules, the seed and that count alone.  Raises InputError as ``setting`` does.
    """
    at = replace(given, seed=seed) if isinstance(given, Setting) else setting(given, seed)
    at = watched(at, rules.last)
    sim, _ = prepare(at.mission, seed)
    sim = replace(sim, plan=at.plan, strata=at.strata, abort=None)
    firsts = range(0, launches, UNIT)
    with ThreadPoolExecutor(workers) as pool:  # kernels release the interpreter lock
        parts = list(pool.map(lambda k: _unit(at, sim, rules, np.arange(k, min(k + UNIT, launches))), firsts))
    hurt, sound, ended = (np.concatenate([p[i] for p in parts], axis=1) for i in range(3))
    return _record(at, sim, rules, hurt, sound, ended)


def _unit(at: Setting, sim: Simulator, rules: RuleSet, index: Ints) -> tuple[Floats, Bools, Bools]:
    """Casualties [worlds, n, models] of launches, which of them could be computed and which were ended [worlds, n]."""
    launch = OTHER_DOMAIN * 5 + index
    f = failing(at, launch, np.full(len(index), rules.last))
    paths = followed(at, f, rules)
    nothing = np.zeros((len(index), MOST_FAULTS, FAULT_COLUMNS))
    nothing[:, :, KIND] = -1.0
    outcome = tried(at, rules, launch, paths, nothing, rules)
    never, none = np.full(len(index), math.inf), np.zeros(len(index), dtype=bool)
    passed = np.where(paths.crossed < rules.last, paths.crossed, math.inf)
    acted = np.where(np.isfinite(outcome[:, O_ENDED]), outcome[:, O_ENDED], math.inf)
    breaks = np.append(rules.table.rules[:, c.ACTION] == c.DESTRUCT, False)
    number = np.where(outcome[:, O_RULE] >= 0, outcome[:, O_RULE], -1).astype(np.int64)
    found = [
        _flown_on(at, sim, launch, f, passed, np.full(len(index), limits_destroy(rules))),
        _flown_on(at, sim, launch, f, acted, breaks[number]),
        _flown_on(at, sim, launch, f, never, none),
        _in_error(at, sim, rules, launch),
    ]
    return np.stack([w[0] for w in found]), np.stack([w[1] for w in found]), np.stack([w[2] for w in found])


def limits_destroy(rules: RuleSet) -> bool:
    """Whether a limit on the impact point that ends flights does so by breaking the vehicle."""
    t = rules.table.rules
    return bool(((t[:, c.KIND] == c.IMPACT_LIMIT) & (t[:, c.ACTION] == c.DESTRUCT)).any())


def _flown_on(
    at: Setting, sim: Simulator, launch: Ints, f: Failing, until: Floats, destroys: Bools
) -> tuple[Floats, Bools, Bools]:
    """The failed launches flown on until until[n] [s] at the most, and what falls of them."""
    rows = np.flatnonzero(f.failed.status < 20)
    # an action never comes before the failure: the flight is good until then
    turn = f.turn.take(rows).ended_at(np.maximum(until, f.failed.time)[rows])
    releases, ending = fly_on(at.plan, f.z, f.tables, f.factor, f.failed, rows, turn, at.broadside)
    ended = ending == TERMINATED
    apart = (ending == BROKE_UP) | (ended & destroys)
    return _fallen(sim, launch, f.stratum, f.failed.time, f.tables, f.factor, releases, apart, ended)


def _in_error(at: Setting, sim: Simulator, rules: RuleSet, launch: Ints) -> tuple[Floats, Bools, Bools]:
    """Good flights that the system ends at a random moment while it may."""
    n = len(launch)
    z, tables, factor = drawn(at, launch, np.ones(n))
    start, end = armed_between(at, rules)
    time = start + (end - start) * uniforms(at.seed, Stream.TRIAL_IN_ERROR, launch, 1)[:, 0]
    releases = fly_batch(at.plan, z, tables, factor, time)
    system = at.mission.termination
    apart = np.full(n, system is not None and system.action == "destruct")
    none = np.zeros(n, dtype=np.int64)
    return _fallen(sim, launch, none, time, tables, factor, releases, apart, np.ones(n, dtype=bool))


def armed_between(at: Setting, rules: RuleSet) -> tuple[float, float]:
    """When the system may act [s]: from its arming time on, until its rules are over or it is made safe."""
    end = min(rules.last, at.end)
    return min(float(rules.table.guards[0]), end), end


def _fallen(
    sim: Simulator, launch: Ints, stratum: Ints, failed: Floats, tables: Floats, factor: Floats, releases: Releases,
    apart: Bools, ended: Bools,
) -> tuple[Floats, Bools, Bools]:  # fmt: skip
    by = np.where(ended, 0, -1)
    released = let_fall(sim, launch, stratum, failed, tables, factor, Ended(releases, apart, ~apart, by))
    records = count(sim, released, drop(sim, [released])[0])
    return records.casualties[:, 0, :], records.status < 20, ended


def _record(at: Setting, sim: Simulator, rules: RuleSet, hurt: Floats, sound: Bools, ended: Bools) -> dict[str, Any]:
    """The figures of all worlds; launches that could not be computed in any of the first three are left out of all of them."""
    paired = sound[:IN_ERROR].all(axis=0)
    names = [m.name for m in sim.people]
    start, end = armed_between(at, rules)
    own = [paired, paired, paired, sound[IN_ERROR]]
    worst = hurt.max(axis=(0, 1))
    assumed = _assumed(at, rules, start, end)
    return {
        "launches": int(hurt.shape[1]),
        "not_computed": int((~paired).sum() + (~sound[IN_ERROR]).sum()),
        "people_models": names,
        "worlds": {
            world: {
                "launches": int(own[w].sum()),
                "ended": int((ended[w] & own[w]).sum()),
                "casualty_expectation": {
                    name: mean(hurt[w, own[w], m], float(worst[m])) for m, name in enumerate(names)
                },
            }
            for w, world in enumerate(WORLDS)
        },
        "differences": [
            {
                "of": WORLDS[a], "less": WORLDS[b],
                "casualty_expectation": {
                    name: difference(hurt[a, paired, m] - hurt[b, paired, m], at.seed) for m, name in enumerate(names)
                },
            }
            for a, b in PAIRS
        ],
        "assumed": assumed,
        "assumed_coded": [coded(sentence) for sentence in assumed],
    }  # fmt: skip


def _assumed(at: Setting, rules: RuleSet, start: float, end: float) -> list[str]:
    system = at.mission.termination
    assert system is not None
    t = rules.table.rules
    limits = ((t[:, c.KIND] == c.IMPACT_LIMIT) & (t[:, c.ACTION] > c.WARN)).any()
    action = "destruct" if limits_destroy(rules) else "engine-shutdown"
    perfect = Sentence("consequence_perfect", action=action) if limits else Sentence("consequence_no_limit")
    return [
        Sentence("consequence_failures", time=rules.last),
        perfect,
        Sentence("consequence_designed"),
        Sentence("consequence_in_error", action=system.action, start=start, end=end),
    ]
