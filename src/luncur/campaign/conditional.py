"""Casualties given that a failure happens: by mode and period of flight, and the worst of them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.launches import Simulator
from luncur.campaign.tally import Tally
from luncur.failure import FailureProbability

Floats = NDArray[np.float64]


def conditional_rows(sim: Simulator, tally: Tally) -> list[dict[str, Any]]:
    """Mean casualties given each failure mode in each period, without flight termination, with simultaneous bounds.

    A mode that the termination rule can end is taken from its launches without the rule.  The bounds hold for all rows at
    once with 95 % (Bonferroni on Student's t of the logarithm).  What a row's n launches have not shown has a probability
    of at most 3/n (simultaneous: ln(rows/0.05)/n); the upper bound adds that times the largest consequence seen in the row and
    its neighbours in time of the same mode, or, in a row without a hit, in any row.  Source: 14 CFR 450.101(c), wording recalled.
    """
    from scipy.stats import t as student

    chosen = [i for i, s in enumerate(sim.strata) if s.unended or not _has_twin(sim, i)]
    rows = []
    worst = tally.largest[:-1].max(axis=0, initial=0.0)
    share = 0.05 / max(len(chosen), 1)
    alike = {i: _neighbours(sim, chosen, i) for i in chosen}
    for i in chosen:
        n = float(tally.launches[i])
        s = sim.strata[i]
        row: dict[str, Any] = {
            "failure_mode": s.mode,
            "phase": s.phase,
            "start_s": s.start,
            "end_s": s.end,
            "launches": int(n),
        }
        unseen = math.log(1 / share) / max(n, 1)
        for m, model in enumerate(sim.people):
            total, square = tally.total[i, m, 0], tally.total[i, m, 1]
            mean = total / max(n, 1)
            if mean > 0 and n > 2:
                spread = (
                    float(student.ppf(1 - share / 2, n - 1)) * math.sqrt(max(square / n - mean**2, 0) / (n - 1)) / mean
                )
                above = mean * math.exp(min(spread, 50.0)) + unseen * float(tally.largest[alike[i], m].max())
                # no mean passes the largest consequence that was seen anywhere: a bound of so few launches may
                low, high = mean * math.exp(-spread), min(above, max(worst[m], mean))
            else:
                low, high = 0.0, unseen * worst[m]
            row[model.name] = {"mean": mean, "low": low, "high": high}
        rows.append(row)
    return rows


def _neighbours(sim: Simulator, chosen: list[int], i: int) -> list[int]:
    """A row, and the rows of its mode that come before and after it in time: what they drop falls nearby."""
    own = sorted((j for j in chosen if sim.strata[j].mode == sim.strata[i].mode), key=lambda j: sim.strata[j].start)
    at = own.index(i)
    return own[max(at - 1, 0) : at + 2]


def _has_twin(sim: Simulator, i: int) -> bool:
    """True for a stratum that is there a second time without the termination rule."""
    s = sim.strata[i]
    return any(o.unended and (o.mode, o.start, o.phase) == (s.mode, s.start, s.phase) for o in sim.strata)


def conditional_maximum(sim: Simulator, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The largest conditional casualty expectation under each people model, as intervals I; empty without failures."""
    out = []
    for model in sim.people:
        if not rows:
            break
        worst = max(rows, key=lambda r: r[model.name]["mean"])
        # bounds of all rows hold at once, so the largest of each bounds the largest mean
        low, high = (max(r[model.name][end] for r in rows) for end in ("low", "high"))
        out.append(
            {
                "mean": worst[model.name]["mean"], "sampling_low_95": low, "sampling_high_95": high,
                "launches": worst["launches"], "people_model": model.name, "failure_mode": worst["failure_mode"],
                "phase": worst["phase"], "start_s": worst["start_s"], "end_s": worst["end_s"],
            }
        )  # fmt: skip
    for row in out:
        row["input_low_95"] = min(r["sampling_low_95"] for r in out)
        row["input_high_95"] = max(r["sampling_high_95"] for r in out)
    return out


def failure_table(sim: Simulator, probability: FailureProbability) -> list[dict[str, Any]]:
    """Probability of each failure mode in each phase, with the limits of the probability of failure; None where unknown.

    The time of a failure is taken as evenly spread over a mode's thrusting time.
    """
    rows: dict[tuple[str, str], float] = {}
    for s in sim.strata:
        if not s.unended:
            rows[(s.phase, s.mode)] = rows.get((s.phase, s.mode), 0.0) + s.weight

    def times(share: float, p: float | None) -> float | None:
        return None if p is None else share * p

    return [
        {
            "phase": phase, "failure_mode": mode, "share": share, "probability": times(share, probability.mean),
            "low_95": times(share, probability.low_95), "high_95": times(share, probability.high_95),
        }
        for (phase, mode), share in rows.items()
    ]  # fmt: skip
