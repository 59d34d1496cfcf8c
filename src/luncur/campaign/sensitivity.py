"""Which inputs drive the risk: one at a time to another value, with the same launches otherwise."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.blocks import NO_IMPACT, UNIT, Block
from luncur.campaign.dispatch import in_order
from luncur.campaign.launches import OTHER_DOMAIN, Simulator
from luncur.campaign.pilot import Allocation, allocate
from luncur.campaign.risk_summary import per_failure
from luncur.campaign.schedulers import threads
from luncur.campaign.tally import Tally
from luncur.campaign.variations import Setting, Variation, base_weight, variations
from luncur.failure import failure_probability
from luncur.mission import Mission, load

Floats = NDArray[np.float64]
Tell = Callable[[str], None]
DEFAULT_UNITS = 8


@dataclass(frozen=True)
class Sums:
    """Casualties per launch by unit of launches: launches[u, s], sums[u, s, m] of stratum s under people model m."""

    launches: Floats
    sums: Floats

    @staticmethod
    def of(tallies: Sequence[Tally]) -> Sums:
        return Sums(np.stack([t.launches for t in tallies]), np.stack([t.total[..., 0] for t in tallies]))

    def expectation(self, weight: Floats, model: int) -> Floats:
        """Casualty expectation of all units, then of all but one each [1 + units]."""
        whole_n, whole = self.launches.sum(axis=0), self.sums[..., model].sum(axis=0)
        n = np.concatenate([whole_n[None], whole_n - self.launches])
        first = np.concatenate([whole[None], whole - self.sums[..., model]])
        return np.sum(weight * first / np.maximum(n, 1.0), axis=1)


def sensitivity(
    mission: Mission | str, folder: str | Path | None = None, *, samples: int = DEFAULT_UNITS * UNIT, seed: int = 0,
    workers: int = 2, tell: Tell | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The casualty expectation with one input at a time set to another value, the largest effect first.

    Every setting is flown with the same draws and as many launches (``samples``, rounded down to units of 1,024, two at
    least), so that ratios are surer than the numbers themselves; their intervals are 95 %, by leaving out one unit of
    launches after another.  First people model.  With the folder of a finished study of the same mission the table is
    written into it: sensitivity.csv, ``risk.sensitivity`` of its summary, the interval of inputs, and the page.
    ``tell`` is called with a line after each setting.  Raises InputError for a folder that is not such a study.
    """
    from luncur.campaign.sensitivity_files import checked_study, write_sensitivity

    given = load(mission) if isinstance(mission, str) else mission
    if folder is not None:
        checked_study(Path(folder), given)
    table = _table(given, max(samples // UNIT, 2), seed, workers, tell or (lambda line: None))
    if folder is not None:
        write_sensitivity(Path(folder), given, table)
    return table


def _table(mission: Mission, units: int, seed: int, workers: int, tell: Tell) -> dict[str, Any]:
    from luncur.campaign.study import prepare

    sim, _ = prepare(mission, seed)
    probability = failure_probability(mission)
    with threads(sim, workers) as executor:
        share = allocate(executor, sim.strata, len(sim.bins), len(sim.people), 0.1, units * UNIT, OTHER_DOMAIN)
    base = _fly(sim, share, units, workers)
    weight = base_weight(sim, probability)
    alone = per_failure(sim, probability)
    reference = _both(base, weight, 0, alone)
    rows = []
    for variation in variations(sim, probability):
        settings = [
            _setting(s, _flown(s, sim, share, units, workers) or base, weight, reference, alone)
            for s in variation.settings
        ]
        rows.append(_row(variation, settings, reference[0][0]))
        tell(f"{variation.input} {variation.of}: {rows[-1]['low']:.3g} to {rows[-1]['high']:.3g}")
    return {
        "launches": units * UNIT, "seed": seed, "people_model": sim.people[0].name, "per_failure": alone,
        "casualty_expectation_total": None if alone else float(reference[0][0]), "casualty_expectation_failures": float(reference[1][0]),
        "rows": sorted(rows, key=lambda r: -(r["ratio"] or math.inf)),
    }  # fmt: skip


def _fly(sim: Simulator, allocation: Allocation, units: int, workers: int) -> Sums:
    """The first units of a study, each with its own sums."""

    blocks = (Block(index, 1, 0, allocation.cumulative, NO_IMPACT) for index in range(units))
    with threads(sim, workers) as executor:
        return Sums.of([block.tallies[0].whole() for block in in_order(executor, blocks)])


def _flown(setting: Setting, sim: Simulator, allocation: Allocation, units: int, workers: int) -> Sums | None:
    """The launches with the setting in force; None where those flown already will do."""
    if setting.mission is None and setting.surface is None:
        return None
    changed = replace(sim, surface=setting.surface) if setting.mission is None else _changed(sim, setting.mission)
    return _fly(changed, allocation, units, workers)


def _changed(sim: Simulator, mission: Mission) -> Simulator:
    """The simulator of a changed mission, with the strata and the places of the one it is compared with."""
    from luncur.campaign.study import prepare

    other, _ = prepare(mission, sim.seed)
    return replace(other, strata=sim.strata, places=sim.places)


def _both(flown: Sums, weight: Floats, model: int, alone: bool) -> tuple[Floats, Floats]:
    """Casualty expectation of everything and of failures alone, whole and with a unit left out.

    alone: risk is per failure, which does not add up with what is per launch; then everything is the failures.
    """
    failures = flown.expectation(np.append(weight, 0.0), model)
    if alone:
        return failures, failures
    return failures + flown.expectation(np.append(np.zeros(len(weight)), 1.0), model), failures


def _setting(
    setting: Setting, flown: Sums, weight: Floats, reference: tuple[Floats, Floats], alone: bool
) -> dict[str, Any]:
    total, failures = _both(flown, weight if setting.weight is None else setting.weight, setting.people, alone)
    ratio, low, high = _ratio(total, reference[0])
    return {
        "setting": setting.name, "casualty_expectation_total": None if alone else float(total[0]),
        "casualty_expectation_failures": float(failures[0]), "ratio": ratio, "ratio_low_95": low, "ratio_high_95": high,
    }  # fmt: skip


def _ratio(value: Floats, reference: Floats) -> tuple[float | None, float | None, float | None]:
    """Ratio of two expectations from the same launches, with a jackknife interval on its logarithm."""
    from scipy.stats import t as student

    if np.any(value <= 0) or np.any(reference <= 0):
        return None, None, None
    logs = np.log(value / reference)
    units = len(logs) - 1
    error = math.sqrt((units - 1) / units * float(np.sum((logs[1:] - logs[1:].mean()) ** 2)))
    reach = float(student.ppf(0.975, units - 1)) * error
    return math.exp(logs[0]), math.exp(logs[0] - reach), math.exp(logs[0] + reach)


def _value(setting: dict[str, Any]) -> float:
    """The expectation that ratios are of: the total, or of failures where there is no total."""
    total = setting["casualty_expectation_total"]
    return float(setting["casualty_expectation_failures"] if total is None else total)


def _row(variation: Variation, settings: list[dict[str, Any]], reference: float) -> dict[str, Any]:
    values = [reference, *(_value(s) for s in settings)]
    low, high = min(values), max(values)
    return {
        "input": variation.input, "of": variation.of, "low": float(low), "high": float(high),
        "ratio": float(high / low) if low > 0 else None, "settings": settings,
    }  # fmt: skip
