"""The dominant sources of each kind of risk: by phase, failure mode, hazard, what falls, and place.

Source: 14 CFR 450.115(b)(2), which asks for them by phase of flight, source of hazard and failure mode.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.failing import PLANNED
from luncur.campaign.launches import Simulator
from luncur.campaign.tally import Tally, estimate

Floats = NDArray[np.float64]
Row = dict[str, Any]

SHOWN = 3  # contributors kept of each split
GROUPS = {"hazard": "hazard", "class": "fragment_class", "place": "place"}  # group of bins: name of the split


def dominant(sim: Simulator, tally: Tally, risk: Mapping[str, Any], weight: Floats) -> dict[str, Any]:
    """The largest contributors to each kind of risk, first people model; None for a kind that is not there.

    risk: the splits made so far; weight[strata + 1]: probability of each failure stratum, 0 for the normal flight.
    A share is of the mean; the interval beside it is the contributor's own, sampling only.
    """
    planned = np.zeros(len(weight))
    planned[-1] = 1.0
    out: dict[str, Any] = {}
    for kind, w in (("failures", weight), ("planned", planned), ("total", weight + planned)):
        if kind != "failures" and risk["per_failure"]:
            # the splits are per failure; what a normal flight drops is per launch and has no phases or modes
            out[kind] = None
            continue
        splits = {
            "phase": _of(risk["by_phase"], "phase", kind),
            "failure_mode": _of(risk["by_failure_mode"], "failure_mode", kind),
        }
        out[kind] = _record({**splits, **_by_bins(sim, tally, w)})
    out["conditional"] = _conditional(sim, tally, risk["conditional"])
    out["individual"] = None
    return out


def _of(rows: Sequence[Row], key: str, kind: str) -> list[Row]:
    """Named rows of a split that belong to failures, to the normal flight, or to both."""
    wanted = {"failures": (False,), "planned": (True,), "total": (False, True)}[kind]
    return [{"name": r[key], **_numbers(r)} for r in rows if (r[key] == PLANNED) in wanted]


def _numbers(row: Row) -> Row:
    return {key: row[key] for key in ("mean", "sampling_low_95", "sampling_high_95")}


def _by_bins(sim: Simulator, tally: Tally, weight: Floats) -> dict[str, list[Row]]:
    """Splits by hazard, class and place of the launches that the weights pick out."""
    out: dict[str, list[Row]] = {name: [] for name in GROUPS.values()}
    for b, (group, name) in enumerate(sim.bins):
        e = estimate(weight, tally.launches, tally.bins[:, b, 0, 0], tally.bins[:, b, 0, 1])
        out[GROUPS[group]].append({"name": name, "mean": e.mean, "sampling_low_95": e.low, "sampling_high_95": e.high})
    return out


def _record(splits: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]] | None:
    """The largest rows of each split with their shares; None where there is no risk to share out."""
    total = sum(r["mean"] for r in splits["hazard"])
    if total <= 0:
        return None
    return {split: _largest(rows, total) for split, rows in splits.items()}


def _largest(rows: Sequence[Row], total: float) -> list[Row]:
    ordered = sorted((r for r in rows if r["mean"] > 0), key=lambda r: -r["mean"])[:SHOWN]
    return [{"name": r["name"], "share": r["mean"] / total, **_numbers(r)} for r in ordered]


def _conditional(sim: Simulator, tally: Tally, rows: Sequence[Row]) -> dict[str, list[Row]] | None:
    """What stands behind the largest conditional expectation: the worst modes and periods, and what the worst is made of.

    Conditional expectations of different failures do not add up: their share is that of the largest.
    """
    if not rows:
        return None
    model = sim.people[0].name
    worst = max(rows, key=lambda r: r[model]["mean"])
    top = worst[model]["mean"]
    if top <= 0:
        return None

    def highest(key: str) -> list[Row]:
        best: dict[str, Row] = {}
        for r in sorted(rows, key=lambda r: -r[model]["mean"]):
            value = r[model]
            best.setdefault(
                r[key],
                {
                    "name": r[key],
                    "mean": value["mean"],
                    "sampling_low_95": value["low"],
                    "sampling_high_95": value["high"],
                },
            )
        return _largest(list(best.values()), top)

    alone = np.array([_is(sim, i, worst) for i in range(len(sim.strata))] + [False], dtype=np.float64)
    return {
        "phase": highest("phase"), "failure_mode": highest("failure_mode"),
        **{name: _largest(found, top) for name, found in _by_bins(sim, tally, alone / max(alone.sum(), 1.0)).items()},
    }  # fmt: skip


def _is(sim: Simulator, i: int, row: Row) -> bool:
    """Whether stratum ``i`` is the one that a conditional row was made from: without the termination rule where there is one."""
    s = sim.strata[i]
    same = (s.mode, s.phase, s.start, s.end) == (row["failure_mode"], row["phase"], row["start_s"], row["end_s"])
    twin = any(o.unended and (o.mode, o.phase, o.start) == (s.mode, s.phase, s.start) for o in sim.strata)
    return same and (s.unended or not twin)
