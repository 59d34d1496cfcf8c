"""What is said of rule sets and fault ranges in ``trial.json``."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from luncur.termination import columns as c
from luncur.trial.fault_columns import FAULTS, TARGETS
from luncur.trial.faults import Severity
from luncur.trial.rule_sets import RuleSet

RANGES = (
    "assumed: no failure statistics of such units are public; each range begins below a healthy unit's noise or one missed packet "
    "and ends beyond what a vehicle, a packet or a flight can hold"
)


def rules_record(rules: RuleSet) -> dict[str, Any]:
    """A rule set as compiled: its sources, decision units and rules with their windows.

    A rule by which the vehicle is not flown is ``hypothetical``.
    """
    t = rules.table
    return {
        "name": rules.name,
        "period_s": t.period,
        "sources": list(t.source_names),
        "units": {"count": rules.units[0], "needed": rules.units[1]},
        "rules_over_s": rules.last if math.isfinite(rules.last) else None,
        "rules": [
            {
                "rule": name, "kind": c.KINDS[int(row[c.KIND])], "action": c.ACTIONS[int(row[c.ACTION])],
                "from_s": float(row[c.FROM]), "until_s": float(row[c.UNTIL]), "persistence": int(row[c.PERSISTENCE]),
                "sources": int(row[c.SOURCES]), "delay_s": float(row[c.DELAY]), "hypothetical": hypothetical,
            }
            for name, row, hypothetical in zip(t.rule_names, t.rules, t.rules_hypothetical, strict=True)
        ],
    }  # fmt: skip


def severities_record(ranges: Iterable[Severity]) -> dict[str, Any]:
    """The ranges that faults are drawn from, and where these come from."""
    return {
        "source": RANGES,
        "drawn": "log-uniform over the range; the moment evenly over the watched flight, the source and the direction evenly",
        "ranges": [
            {
                "fault": FAULTS[s.kind], "of": TARGETS[s.target] if s.target >= 0 else None, "from": s.low, "to": s.high,
                "unit": s.unit,
            }
            for s in ranges
        ],
    }  # fmt: skip
