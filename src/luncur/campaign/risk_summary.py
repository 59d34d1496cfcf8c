"""Turns tallies into the risk part of the summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.conditional import conditional_maximum, conditional_rows, failure_table
from luncur.campaign.dominant import dominant
from luncur.campaign.failing import PLANNED
from luncur.campaign.launches import Simulator
from luncur.campaign.tally import Estimate, Tally, estimate, worst_case
from luncur.failure import FailureProbability
from luncur.failure.strata import Stratum

Floats = NDArray[np.float64]


def risk_summary(
    sim: Simulator, tally: Tally, probability: FailureProbability, planned_worst: Floats
) -> dict[str, Any]:
    """The ``risk`` table of the summary; every expectation with both intervals and its people model.

    planned_worst[models]: consequence that a normal flight is given when none of its launches hurt anybody.
    Where the probability of failure is unknown the failures' part is per failure and has no input interval; it is not
    added to what is per launch: there is no total, and the splits are of failures only.
    """
    alone = per_failure(sim, probability)
    weight = failure_weight(sim, probability)
    planned = np.zeros(len(weight))
    planned[-1] = 1.0
    both = weight if alone else weight + planned

    def interval(w: Floats) -> list[dict[str, Any]]:
        """Both intervals of the launches that the weights pick out."""
        failing, normal, every = (
            [expectation(sim.strata, tally, part, m, planned_worst[m]) for m in range(len(sim.people))]
            for part in split(w)
        )
        return bracketed(sim, failing, normal, every, probability)

    failures, planned_i = interval(weight), interval(planned)
    total = None if alone else interval(both)
    normal = [] if alone else [planned_i[0]]
    conditional = conditional_rows(sim, tally)
    worst = conditional_maximum(sim, conditional)
    phases = list(dict.fromkeys(s.phase for s in sim.strata))
    modes = list(dict.fromkeys(s.mode for s in sim.strata))
    out: dict[str, Any] = {
        "casualty_expectation_failures": failures[0],
        "casualty_expectation_planned": planned_i[0],
        "casualty_expectation_total": total and total[0],
        "bracket": {
            "casualty_expectation_failures": failures,
            "casualty_expectation_planned": planned_i,
            "casualty_expectation_total": total,
        },
        "without_closures": _without_closures(sim, tally, weight, planned, probability, planned_worst),
        "sheltered": sim.plan.mission.people.shelter is not None,
        "per_failure": alone,
        "by_phase": [
            {"phase": p, **interval(_where(sim, weight, "phase", p))[0]} for p in phases
        ] + [{"phase": PLANNED, **i} for i in normal],
        "by_failure_mode": [
            {"failure_mode": m, **interval(_where(sim, weight, "mode", m))[0]} for m in modes
        ] + [{"failure_mode": PLANNED, **i} for i in normal],
        "by_fragment_class": _by_bin(sim, tally, both, probability, "class", "fragment_class"),
        "by_place": _by_bin(sim, tally, both, probability, "place", "place"),
        "by_hazard": _by_bin(sim, tally, both, probability, "hazard", "hazard"),
        "individual_probability_max": None,
        "conditional_casualty_expectation_max": worst[0] if worst else None,
        "conditional": conditional,
        "failure_table": failure_table(sim, probability),
    }  # fmt: skip
    covers = input_interval_covers(len(sim.people), probability)
    return {**out, "dominant": dominant(sim, tally, out, weight), "input_interval_covers": covers, "sensitivity": None}


def input_interval_covers(models: int, probability: FailureProbability) -> list[str]:
    """Whose uncertainty the input intervals hold: people only beside a second model, a given probability has no limits."""
    known = probability.mean is not None and probability.low_95 != probability.high_95
    return [*(["people"] if models > 1 else []), *(["probability of failure"] if known else [])]


def per_failure(sim: Simulator, probability: FailureProbability) -> bool:
    """Whether the failures' risk can be told per failure only, since how likely a failure is remains unknown."""
    return probability.mean is None and len(sim.strata) > 0


def failure_weight(sim: Simulator, probability: FailureProbability) -> Floats:
    """Probability of each failure stratum, of each given a failure where it is unknown; 0 for the normal flight."""
    scale = 1.0 if probability.mean is None else probability.mean
    return np.array([s.weight for s in sim.strata] + [0.0]) * scale


def _without_closures(
    sim: Simulator, tally: Tally, weight: Floats, planned: Floats, probability: FailureProbability, planned_worst: Floats
) -> dict[str, Any] | None:  # fmt: skip
    """The three expectations with everybody in place, one interval per people model; None when no area is evacuated."""
    if not any(area.kind == "evacuated" for area in sim.plan.mission.closed_areas):
        return None

    t = tally.in_place

    def estimates(w: Floats) -> list[Estimate]:
        return [
            estimate(w, tally.launches, t[:, m, 0], t[:, m, 1], worst_case(sim.strata, t[:, m, 2], worst), tally.failed)
            for m, worst in enumerate(planned_worst)
        ]

    def intervals(w: Floats) -> list[dict[str, Any]]:
        failing, normal, every = (estimates(part) for part in split(w))
        return bracketed(sim, failing, normal, every, probability)

    return {
        "casualty_expectation_failures": intervals(weight),
        "casualty_expectation_planned": intervals(planned),
        "casualty_expectation_total": None if per_failure(sim, probability) else intervals(weight + planned),
    }


def expectation(strata: Sequence[Stratum], tally: Tally, weight: Floats, model: int, planned_worst: float) -> Estimate:
    """Casualty expectation under a people model, the strata and the normal flight after them weighted.

    planned_worst: consequence of a normal flight when none of its launches hurt anybody, for the high end.
    """
    return estimate(
        weight, tally.launches, tally.total[:, model, 0], tally.total[:, model, 1],
        worst_case(strata, tally.largest[:, model], planned_worst), tally.failed,
        tally.total[:, model, 2],
    )  # fmt: skip


def split(weight: Floats) -> tuple[Floats, Floats, Floats]:
    """Weights of the failures alone, of the normal flight (the last stratum) alone, and of both."""
    normal = np.zeros(len(weight))
    normal[-1] = weight[-1]
    return weight - normal, normal, weight


def bracketed(
    sim: Simulator, failing: Sequence[Estimate], planned: Sequence[Estimate], both: Sequence[Estimate], probability: FailureProbability
) -> list[dict[str, Any]]:  # fmt: skip
    """One interval per people model; the input interval spans the models and the 95 % limits of the probability of failure.

    failing, planned: the part that scales with the probability of failure and the part that does not; both: their sum.
    """
    known = probability.mean is not None
    down = up = 1.0
    if probability.mean:
        down, up = (probability.low_95 or 0.0) / probability.mean, (probability.high_95 or 0.0) / probability.mean
    low = min(f.low * down + p.low for f, p in zip(failing, planned, strict=True))
    high = max(f.high * up + p.high for f, p in zip(failing, planned, strict=True))
    usable = known or all(f.high == 0.0 for f in failing)
    return [
        {
            "mean": e.mean,
            "sampling_low_95": e.low,
            "sampling_high_95": e.high,
            "input_low_95": min(low, e.low) if usable else None,
            "input_high_95": max(high, e.high) if usable else None,
            "launches": e.launches,
            "people_model": model.name,
        }
        for e, model in zip(both, sim.people, strict=True)
    ]


def _where(sim: Simulator, weight: Floats, field: str, value: str) -> Floats:
    keep = np.array([getattr(s, field) == value for s in sim.strata] + [False])
    return np.where(keep, weight, 0.0)


def _by_bin(
    sim: Simulator, tally: Tally, weight: Floats, probability: FailureProbability, group: str, key: str
) -> list[dict[str, Any]]:
    """Rows of one group of bins that had any casualties, largest first."""
    rows = []
    for b, (kind, name) in enumerate(sim.bins):
        if kind != group or not tally.bins[:, b, :, 0].any():
            continue
        failing, normal, every = (
            [
                estimate(part, tally.launches, tally.bins[:, b, m, 0], tally.bins[:, b, m, 1])
                for m in range(len(sim.people))
            ]
            for part in split(weight)
        )
        rows.append({key: name, **bracketed(sim, failing, normal, every, probability)[0]})
    return sorted(rows, key=lambda row: -row["mean"])


def risk_rows(sim: Simulator, tally: Tally, probability: FailureProbability) -> list[dict[str, Any]]:
    """Rows of risk.csv: phase x failure mode x fragment class x people model, with sampling intervals.

    ``per`` says what an expectation is per: "launch", or "failure" where the probability of failure is unknown.
    """
    weight = failure_weight(sim, probability)
    of_failures = "failure" if per_failure(sim, probability) else "launch"
    groups = list(dict.fromkeys((s.phase, s.mode) for s in sim.strata))
    masks = [
        (phase, mode, np.array([s.phase == phase and s.mode == mode for s in sim.strata] + [False]) * weight)
        for phase, mode in groups
    ]
    normal = np.zeros(len(weight))
    normal[-1] = 1.0
    rows = []
    for phase, mode, w in [*masks, (PLANNED, PLANNED, normal)]:
        for b, (kind, name) in enumerate(sim.bins):
            if kind != "class" or not tally.bins[w > 0, b, :, 0].any():
                continue
            for m, model in enumerate(sim.people):
                e = estimate(w, tally.launches, tally.bins[:, b, m, 0], tally.bins[:, b, m, 1])
                rows.append(
                    {
                        "phase": phase, "failure_mode": mode, "fragment_class": name, "people_model": model.name,
                        "casualty_expectation": e.mean, "sampling_low_95": e.low, "sampling_high_95": e.high, "per": "launch" if mode == PLANNED else of_failures,
                    }
                )  # fmt: skip
    return rows
