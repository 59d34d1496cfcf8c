"""What ``luncur watch`` writes: one JSON object for the start, each cycle and the end."""

from __future__ import annotations

import json
import math
from typing import Any

from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.termination import RuleTable
from luncur.termination.columns import (
    ACTION,
    ACTIONS,
    COUNTING,
    DECISIONS,
    ENDED,
    KIND,
    KINDS,
    ORDERED,
    SOURCE_STATUS,
    WARNING,
)
from luncur.watch.desk import Cycle
from luncur.watch.reasons import Counts
from luncur.watch.units_of_rules import MARGIN_UNITS

NOTICE = (
    "luncur designs, replays, displays and tests termination rules. It is not qualified for operational use and must "
    "never be connected to a termination system."
)
ADVISORY = "advisory: nothing proves who made these measurements, and whoever can send them can change what is shown"


def line_of(record: dict[str, Any]) -> bytes:
    """One line of JSON; the same record is the same bytes."""
    return json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


class Records:
    """Makes the records of one flight: what does not change is looked up once."""

    def __init__(self, table: RuleTable, mission: str, advisory: bool) -> None:
        self._table, self._mission, self._advisory = table, mission, advisory
        self.kinds = [KINDS[int(row[KIND])] for row in table.rules]
        self.actions = [ACTIONS[int(row[ACTION])] for row in table.rules]

    def start(self, data: str) -> dict[str, Any]:
        """The first line; data: where the telemetry comes from."""
        record = {
            "record": "start", "notice": NOTICE, "advisory": self._advisory, "mission": self._mission, "telemetry": data,
            "hypothetical": list(self._table.hypothetical), "period_s": self._table.period, "sources": list(self._table.source_names),
            "rules": [
                {"rule": name, "kind": kind, "action": action, "hypothetical": mark}
                for name, kind, action, mark in zip(
                    self._table.rule_names, self.kinds, self.actions, self._table.rules_hypothetical, strict=True
                )
            ],
        }  # fmt: skip
        return {**record, "advisory_reason": ADVISORY} if self._advisory else record

    def waiting(self, counts: Counts) -> dict[str, Any]:
        """While no packet has told what time it is."""
        return {
            "record": "waiting", "reason": "no packet has set the clock yet", "stale": True, "advisory": self._advisory,
            "counts": counts.record(),
        }  # fmt: skip

    def cycle(self, cycle: Cycle, counts: Counts) -> dict[str, Any]:
        d = cycle.decision
        ruled = d.rule >= 0
        return {
            "record": "cycle", "time_s": round(d.time, 6), "decision": DECISIONS[d.code],
            "rule": self._table.rule_names[d.rule] if ruled else None,
            "action": self.actions[d.rule] if ruled else None,
            "reason": self.reason(cycle), "stale": cycle.stale, "advisory": self._advisory, "agreed": d.agreed,
            "sources": [
                {"source": name, "standing": SOURCE_STATUS[standing], "age_s": _rounded(age, 3)}
                for name, standing, age in zip(self._table.source_names, d.sources, cycle.ages, strict=True)
            ],
            **_where(cycle),
            "margins": [self._margin(r, margin) for r, margin in enumerate(d.margins)],
            "counts": counts.record(),
        }  # fmt: skip

    def reason(self, cycle: Cycle) -> str:
        """The decision in words, with the rule behind it and its margin."""
        d = cycle.decision
        if d.rule < 0 or d.code not in (WARNING, COUNTING, ORDERED, ENDED):
            return DECISIONS[d.code]
        unit, scale = MARGIN_UNITS[self.kinds[d.rule]]
        margin = round(d.margins[d.rule] * scale, 3) if math.isfinite(d.margins[d.rule]) else math.nan
        side = "beyond" if margin < 0.0 else "from"
        told = "" if math.isnan(margin) else f", now {abs(margin):.6g} {unit} {side} its limit"
        kind = f"hypothetical, {self.kinds[d.rule]}" if self._table.rules_hypothetical[d.rule] else self.kinds[d.rule]
        return f"{DECISIONS[d.code]}: rule '{self._table.rule_names[d.rule]}' ({kind}){told}"

    def _margin(self, rule: int, margin: float) -> dict[str, Any]:
        unit, scale = MARGIN_UNITS[self.kinds[rule]]
        record: dict[str, Any] = {
            "rule": self._table.rule_names[rule],
            "margin": _rounded(margin * scale, 6),
            "unit": unit,
        }
        if math.isnan(margin):
            record["why"] = "outside its window, or nothing tells"
        elif math.isinf(margin):
            record["why"] = "nothing to hold against its limit now"
        return record

    def end(
        self, cycles: int, last: Cycle | None, counts: Counts, first_command: dict[str, Any] | None
    ) -> dict[str, Any]:
        """The last line: how many cycles, how it ended, and the cycle in which an action was first commanded."""
        return {
            "record": "end", "cycles": cycles, "decision": DECISIONS[last.decision.code] if last else None,
            "commanded": first_command, "advisory": self._advisory, "counts": counts.record(), "notice": NOTICE,
        }  # fmt: skip


def _where(cycle: Cycle) -> dict[str, Any]:
    """State and impact point, or null and why."""
    d = cycle.decision
    if d.agreed == 0:
        return {"state": None, "impact": None, "impact_reason": "no state that can be trusted"}
    latitude, longitude, altitude = geodetic_from_ecef(*d.state[:3])
    state = {
        **_degrees(latitude, longitude), "altitude_m": round(altitude, 3), "speed_m_s": round(math.hypot(*d.state[3:]), 4),
    }  # fmt: skip
    if math.isnan(d.impact[0]):
        return {"state": state, "impact": None, "impact_reason": "the state comes down nowhere: it is an orbit"}
    return {"state": state, "impact": _degrees(*d.impact), "impact_reason": None}


def _degrees(latitude: float, longitude: float) -> dict[str, float]:
    return {
        "latitude_deg": round(math.degrees(latitude), 7), "longitude_deg": round(math.degrees(longitude), 7)
    }  # fmt: skip


def _rounded(value: float, digits: int) -> float | None:
    return round(value, digits) if math.isfinite(value) else None
