"""A run of consecutive samples: flown once, and tried under every rule set."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, normals, uniforms
from luncur.compiler import compiled
from luncur.termination import columns as c
from luncur.termination.channels_kernel import CHANNELS
from luncur.termination.voting_kernel import STATE_COLUMNS
from luncur.trial.bad import bad_flights
from luncur.trial.fault_columns import MOST_FAULTS, O_BEYOND, O_ENDED, OUTCOME_COLUMNS, SOURCE
from luncur.trial.faults import faults_of
from luncur.trial.flight_kernel import CLOCK_COLUMNS, try_many
from luncur.trial.good import good_flights
from luncur.trial.measure_kernel import MEASUREMENT
from luncur.trial.noise_kernel import NORMALS, UNIFORMS
from luncur.trial.paths import Paths
from luncur.trial.rule_sets import RuleSet
from luncur.trial.sample import Samples, samples
from luncur.trial.setting import Setting
from luncur.trial.truth_kernel import past_many

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNIT = 140  # samples, whole rounds: small enough for memory, large enough for the batches of flights


@dataclass(frozen=True)
class Tried:
    """Samples and what became of them.

    ends, failed, crossed[n] [s], stratum, ending, attempt[n]: of the flight, see ``Paths``; faults[n, f, c];
    outcome[n, rule sets, ``OUTCOME_COLUMNS``].
    """

    samples: Samples
    ends: Floats
    failed: Floats
    crossed: Floats
    stratum: Ints
    ending: Ints
    attempt: Ints
    faults: Floats
    outcome: Floats


def try_unit(at: Setting, sets: tuple[RuleSet, ...], index: Ints) -> Tried:
    """Fly the samples with these indices and try every rule set on them; limits are those of the first set."""
    chosen = samples(at.seed, index, math.isfinite(sets[0].last))
    paths = fly_samples(at, sets[0], chosen)
    faults = faults_of(at.seed, chosen, np.minimum(paths.ends, at.watched), sets[0].sources)
    outcome = np.stack([tried(at, rules, chosen.index, paths, faults, sets[0]) for rules in sets], axis=1)
    return Tried(
        chosen, paths.ends, paths.failed, paths.crossed, paths.stratum, paths.ending, paths.attempt, faults, outcome
    )


def fly_samples(at: Setting, limits: RuleSet, chosen: Samples) -> Paths:
    """The flights of samples, good and bad ones in their places."""
    bad = np.flatnonzero(chosen.is_bad)
    good = np.flatnonzero(~chosen.is_bad)
    flown = bad_flights(at, chosen.take(bad), limits)
    out = Paths.empty(len(chosen.index), flown.path.shape[1])
    out.put(bad, flown, np.ones(len(bad), dtype=bool))
    fine = good_flights(at, chosen.take(good), limits.table)
    out.put(good, fine, np.ones(len(good), dtype=bool))
    return out


def tried(at: Setting, rules: RuleSet, index: Ints, paths: Paths, faults: Floats, limits: RuleSet) -> Floats:
    """outcome[n, ``OUTCOME_COLUMNS``] of flights under one rule set; how far they went past a limit is by ``limits``."""
    n, k = len(index), rules.sources
    own = faults.copy()
    own[:, :, SOURCE] %= k  # a set with fewer sources has the fault on one that it has
    drift = normals(at.seed, Stream.TRIAL_DRIFT, np.repeat(index, k), 6, np.tile(np.arange(k), n)).reshape(n, k, 6)
    phases = uniforms(at.seed, Stream.TRIAL_DRIFT, index, k, 1000)
    outcome = np.empty((n, OUTCOME_COLUMNS))
    compiled(try_many)(
        paths.path, paths.rows, rules.specs, own, at.key, int(Stream.TRIAL_NOISE), index, drift, phases, rules.arrays(),
        rules.units, _work(rules), np.zeros(NORMALS + UNIFORMS), outcome,
    )  # fmt: skip
    t = limits.table
    when = np.where(np.isfinite(outcome[:, O_ENDED]), outcome[:, O_ENDED], paths.ends)
    compiled(past_many)(
        paths.path, paths.rows, when, paths.failed, t.rules, t.areas, t.edges, t.air, outcome[:, O_BEYOND]
    )
    return outcome


def _work(rules: RuleSet) -> tuple[Floats, ...]:
    """The arrays that a flight is worked in, see ``flight_kernel.clear``."""
    k = rules.sources
    return (
        np.zeros((k, c.SOURCE_COLUMNS)), np.zeros((k + 1, 6)), np.zeros(STATE_COLUMNS),
        np.zeros((len(rules.table.rules), c.MEMORY_COLUMNS)), np.zeros(c.SYSTEM_COLUMNS), np.zeros((k, CHANNELS)),
        np.zeros((k, CHANNELS)), np.zeros(k), np.zeros((k, CLOCK_COLUMNS)), np.zeros((k, MEASUREMENT)),
        np.zeros((k, MOST_FAULTS, MEASUREMENT)), np.zeros(2),
    )  # fmt: skip
