"""Each fault grown until a rule set does wrong: the severity at which that first happens."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, uniforms
from luncur.trial.bounds import Share
from luncur.trial.fault_columns import FAULT_COLUMNS, FAULTS, KIND, MOST_FAULTS, O_ENDED, TARGETS, UNIT_ERROR
from luncur.trial.faults import DRAWS, RATIOS, SEVERITIES, Severity, shaped
from luncur.trial.paths import Paths
from luncur.trial.rule_sets import RuleSet
from luncur.trial.sample import BAD, NO_FAULT, ROUND, Samples
from luncur.trial.setting import Setting
from luncur.trial.unit import fly_samples, tried

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

GOOD_FLIGHTS = (4, 40)  # at the least and at the most, on which every severity is tried; and a third as many bad ones
FIRST = 1 << 36  # index of the first sample of these, beside those of the trial
LEVELS = 8  # severities over the range of a fault


@dataclass(frozen=True)
class Grown:
    """Flights on which faults are grown: good ones first, then bad ones, with no fault of their own."""

    index: NDArray[np.int64]
    paths: Paths
    is_bad: Bools


def flights_to_grow(at: Setting, limits: RuleSet, units: int) -> Grown:
    """Good and bad flights, the same for every fault, severity and rule set; more in a trial of more units."""
    good = min(max(units, GOOD_FLIGHTS[0]), GOOD_FLIGHTS[1])
    n = good + -(-good // 3)
    index = FIRST + ROUND * np.arange(n, dtype=np.int64)
    group = np.where(np.arange(n) < good, NO_FAULT, BAD)
    paths = fly_samples(at, limits, Samples(index, group, np.ones(n)))
    flown = paths.attempt >= 0
    kept = Paths(*(getattr(paths, name)[flown] for name in Paths.__dataclass_fields__))
    return Grown(index[flown], kept, group[flown] == BAD)


def severities(at: Setting, sets: tuple[RuleSet, ...], grown: Grown, workers: int) -> list[dict[str, Any]]:
    """For every fault and what it spoils: the least severity of those tried at which a rule set does wrong, by rule set."""

    def one(severity: Severity) -> dict[str, Any]:
        return {
            "fault": FAULTS[severity.kind],
            "of": TARGETS[severity.target] if severity.target >= 0 else None,
            "unit": severity.unit,
            "from": severity.low,
            "to": severity.high,
            "rule_sets": {rules.name: _first_wrong(at, rules, sets[0], grown, severity) for rules in sets},
        }

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, SEVERITIES))


def _levels(severity: Severity) -> list[float]:
    if severity.kind == UNIT_ERROR:
        return [(i + 0.5) / len(RATIOS) for i in range(len(RATIOS))]
    return [0.0] if severity.low == severity.high else np.linspace(0.0, 1.0, LEVELS).tolist()


def _first_wrong(at: Setting, rules: RuleSet, limits: RuleSet, grown: Grown, severity: Severity) -> dict[str, Any]:
    """Each level on all flights; counts of both errors at every level, and the least severity with a good flight ended or a bad one spared."""
    rows: list[dict[str, Any]] = []
    for share in _levels(severity):
        ended = _ended(at, rules, limits, grown, severity, share)
        wrong, spared = int((ended & ~grown.is_bad).sum()), int((~ended & grown.is_bad).sum())
        rows.append({
            "severity": RATIOS[int(share * len(RATIOS))] if severity.kind == UNIT_ERROR else float(severity.at(share)),
            "good_ended": Share(wrong, int((~grown.is_bad).sum())).record(),
            "bad_spared": Share(spared, int(grown.is_bad.sum())).record(),
        })  # fmt: skip
    first_good = next((r["severity"] for r in rows if r["good_ended"]["count"]), None)
    first_bad = next((r["severity"] for r in rows if r["bad_spared"]["count"]), None)
    return {"ends_a_good_flight_at": first_good, "spares_a_bad_flight_at": first_bad, "levels": rows}


def _ended(at: Setting, rules: RuleSet, limits: RuleSet, grown: Grown, severity: Severity, share: float) -> Bools:
    """Which flights are ended with this fault; its moment, source and direction are the same at every severity."""
    n = len(grown.index)
    u = uniforms(at.seed, Stream.TRIAL_FAULT, grown.index, DRAWS)
    faults = np.zeros((n, MOST_FAULTS, FAULT_COLUMNS))
    faults[:, :, KIND] = -1.0
    ends = np.minimum(np.where(grown.is_bad, grown.paths.failed, grown.paths.ends), at.watched)
    for i in range(n):
        faults[i, 0] = shaped(severity, share, u[i], float(ends[i]), limits.sources)
    outcome = tried(at, rules, grown.index, grown.paths, faults, limits)
    return np.asarray(np.isfinite(outcome[:, O_ENDED]))
