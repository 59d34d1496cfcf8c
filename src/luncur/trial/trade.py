"""The trade between the two errors along a threshold: what a rule gains on bad flights it may lose on good ones."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.mission.flight_safety import Termination, TerminationRule
from luncur.trial.bounds import Share
from luncur.trial.counts import quantiles
from luncur.trial.fault_columns import O_BEYOND, O_ENDED
from luncur.trial.faults import faults_of
from luncur.trial.rule_sets import RuleSet, rule_set
from luncur.trial.sample import BAD, ROUND, SINGLE, Samples
from luncur.trial.setting import Setting
from luncur.trial.unit import fly_samples, tried

Floats = NDArray[np.float64]

FLIGHTS = (
    8,
    84,
)  # at the least and at the most: good ones with a single fault, and half as many bad ones, at every value
FIRST = 1 << 37  # index of the first sample of these


@dataclass(frozen=True)
class Threshold:
    """A figure of the system that is moved over a range of values; ``moved`` gives the system with one of them."""

    name: str
    unit: str
    values: tuple[float, ...]

    def moved(self, system: Termination, value: float) -> Termination:
        return system.model_copy(update={"rules": tuple(self._rule(rule, value) for rule in system.rules)})

    def _rule(self, rule: TerminationRule, value: float) -> TerminationRule:
        if rule.action == "warn":
            return rule
        if self.name == "persistence":
            return rule.model_copy(update={"persistence": int(value)})
        if self.name == "attitude error" and rule.kind == "attitude-error":
            return rule.model_copy(update={"limit": float(np.radians(value))})
        if self.name == "distance before the limit line" and rule.kind == "impact-limit":
            return rule.model_copy(update={"distance": value})
        return rule


THRESHOLDS = (
    Threshold("persistence", "cycles", (1, 2, 3, 5, 10, 20, 50, 100, 300)),
    Threshold("attitude error", "deg", (0.5, 1, 2, 5, 10, 20, 45, 90, 170)),
    Threshold("distance before the limit line", "m", (0, 1e3, 5e3, 1e4, 2e4, 3e4, 4e4, 5e4, 6e4)),
)


def trades(at: Setting, designed: RuleSet, units: int, workers: int) -> list[dict[str, Any]]:
    """Both errors at every value of every threshold that the mission's rules have, on the same flights."""
    system = at.mission.termination
    assert system is not None
    kinds = {rule.kind for rule in system.rules if rule.action != "warn"}
    has = {"persistence": True, "attitude error": "attitude-error" in kinds}
    used = [t for t in THRESHOLDS if has.get(t.name, "impact-limit" in kinds)]
    good = min(max(2 * units, FLIGHTS[0]), FLIGHTS[1])
    n = good + good // 2
    each = np.arange(n, dtype=np.int64)
    index = FIRST - FIRST % ROUND + ROUND * each + 1 + each % 4  # where single faults are, every kind in turn
    chosen = Samples(index, np.where(np.arange(n) < good, SINGLE, BAD), np.ones(n))
    paths = fly_samples(at, designed, chosen)
    faults = faults_of(at.seed, chosen, np.minimum(paths.ends, at.watched), designed.sources)
    flown = paths.attempt >= 0

    def one(job: tuple[Threshold, float]) -> dict[str, Any]:
        threshold, value = job
        rules = rule_set(threshold.name, at.plan, at.trajectory, threshold.moved(system, value))
        outcome = tried(at, rules, index, paths, faults, designed)
        return _errors(value, outcome, chosen, flown, paths.failed)

    jobs = [(t, v) for t in used for v in t.values]
    with ThreadPoolExecutor(workers) as pool:
        rows = list(pool.map(one, jobs))
    return [
        {"threshold": t.name, "unit": t.unit, "designed": _designed(t, system), "values": _of(t, jobs, rows)}
        for t in used
    ]


def _of(
    threshold: Threshold, jobs: Sequence[tuple[Threshold, float]], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    return [row for (t, _), row in zip(jobs, rows, strict=True) if t is threshold]


def _designed(threshold: Threshold, system: Termination) -> float | None:
    """The value that the mission has, where it is one and the same for the rules concerned."""
    found: set[float] = set()
    for rule in system.rules:
        if rule.action == "warn":
            continue
        if threshold.name == "persistence":
            found.add(float(rule.persistence))
        elif threshold.name == "attitude error" and rule.limit is not None:
            found.add(float(np.degrees(rule.limit)))
        elif threshold.name == "distance before the limit line" and rule.kind == "impact-limit":
            found.add(float(rule.distance or 0.0))
    return found.pop() if len(found) == 1 else None


def _errors(value: float, outcome: Floats, chosen: Samples, flown: NDArray[np.bool_], failed: Floats) -> dict[str, Any]:
    ended = np.isfinite(outcome[:, O_ENDED])
    good, bad = flown & (chosen.group == SINGLE), flown & (chosen.group == BAD)
    past = np.maximum(outcome[:, O_BEYOND], 0.0)[bad]
    return {
        "value": value,
        "good_ended": Share(int((good & ended).sum()), int(good.sum())).record(),
        "bad_spared": Share(int((bad & ~ended).sum()), int(bad.sum())).record(),
        "past_the_limit_m": quantiles(past),
        "from_failure_to_action_s": quantiles((outcome[:, O_ENDED] - failed)[bad & ended]),
    }
