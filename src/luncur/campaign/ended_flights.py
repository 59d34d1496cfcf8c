"""The summary's record of what ended the malfunction flights of a study."""

from __future__ import annotations

from typing import Any

import numpy as np

from luncur.campaign.failing import watched
from luncur.campaign.launches import Simulator
from luncur.campaign.tally import Tally


def ended_record(sim: Simulator, tally: Tally) -> dict[str, Any] | None:
    """Which rule ended how many of the malfunction flights that the rules are there for; None without such a system or flight.

    Shares are those of a malfunction of this kind: strata by their weights, launches within them as flown.  ``flights`` counts
    the launches that were flown with the rules.
    """
    system = sim.plan.mission.termination
    own = np.flatnonzero(watched(sim, np.arange(len(sim.strata))))
    weight = np.array([sim.strata[s].weight for s in own])
    launches = tally.launches[own]
    if system is None or launches.sum() == 0 or weight.sum() <= 0:
        return None
    known = np.where(launches > 0, weight, 0.0)
    of = known / known.sum() / np.maximum(launches, 1.0)
    rows = [
        _row(sim, i, float(tally.ended[own, i].sum()), float(of @ tally.ended[own, i])) for i in range(len(sim.rules))
    ]
    ended = tally.ended[own].sum(axis=1)
    return {
        "flights": int(launches.sum()),
        "ended": int(ended.sum()),
        "share_ended": float(of @ ended),
        "by_rule": rows,
    }


def _row(sim: Simulator, number: int, flights: float, share: float) -> dict[str, Any]:
    name, action = sim.rules[number]
    system = sim.plan.mission.termination
    assert system is not None
    kind = system.rules[number].kind if system.rules else "attitude-error"
    return {"rule": name, "kind": kind, "action": action, "ended": int(flights), "share": share}
