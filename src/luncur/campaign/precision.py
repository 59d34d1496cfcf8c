"""How sure a study became of the failures' casualty expectation, beside how sure it was wanted to be."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from luncur.campaign.launches import Simulator
from luncur.campaign.risk_summary import expectation
from luncur.campaign.tally import Tally
from luncur.places.people import PeopleModel
from luncur.sentences import Sentence


def precision_record(sim: Simulator, tally: Tally, wanted: float) -> dict[str, Any] | None:
    """Relative half-width wanted and reached, under the first people model; None for a mission that has no failures.

    Reached is that of the 95 % interval on the logarithm, the measure by which the pilot sets the count; it is None when
    no failed launch hurt anybody.  The probability of failure scales the interval and cancels out.
    """
    if not sim.strata:
        return None
    weight = np.array([s.weight for s in sim.strata] + [0.0])
    e = expectation(sim.strata, tally, weight, 0, 0.0)  # of failures only
    return {"wanted": wanted, "reached": math.sqrt(e.high / e.low) - 1.0 if e.low > 0 else None}


def failures_assumed(tally: Tally, people: tuple[PeopleModel, ...]) -> list[str]:
    """That failures which hurt nobody at all have no upper limit, one sentence per people model under which they did not.

    Strata borrow the worst that another one did; here there is nothing to borrow.
    """
    launches = float(tally.launches[:-1].sum())
    if launches == 0:
        return []
    return [
        Sentence("failures_unhit", launches=launches, model=model.name)
        for m, model in enumerate(people)
        if not tally.total[:-1, m, 0].any()
    ]
