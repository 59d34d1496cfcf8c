"""Limits of rule sets, and what a study can say about them."""

from __future__ import annotations

import math
from typing import Any

from luncur.mission.load import builtin_tree

MODELLED = {"inert debris", "explosive debris"}


def verdicts(
    rule_sets: tuple[str, ...], values: dict[str, dict[str, Any] | None], assumed: str
) -> list[dict[str, Any]]:
    """One row per limit of each rule set: the value, "below", "above" or "undecided", and why.

    values: by quantity, an interval with sampling and input limits, or None where it was not computed.
    A limit is "above" when the whole 95 % interval is; it is "below" only when the whole input interval is, nothing that
    it covers is left out, and the value is not within a factor 10 of a limit that rests on assumed figures.
    Raises InputError for an unknown rule set.
    """
    out = []
    for name in rule_sets:
        tree = builtin_tree("criteria", name, "criteria")
        for limit in tree["limit"]:
            value = values.get(limit["quantity"])
            verdict, reason = _verdict(limit, value, assumed)
            if value is not None and value.get("note"):
                reason = f"{reason}; {value['note']}"
            out.append(
                {
                    "rule_set": name,
                    "name": limit["name"],
                    "limit": limit["limit"],
                    "value": value,
                    "verdict": verdict,
                    "reason": reason,
                    "source": limit["source"],
                    "confirmed": limit["confirmed"],
                }
            )
    return out


def _verdict(limit: dict[str, Any], value: dict[str, Any] | None, assumed: str) -> tuple[str, str]:
    if value is None or value.get("mean") is None:
        return "undecided", "not computed"
    low, high = value["input_low_95"], value["input_high_95"]
    if low is None or high is None:
        return "undecided", "the probability of failure is unknown"
    if any(math.isnan(number) for number in (low, high, value["mean"])):
        return "undecided", "the result is not a number"
    if low > limit["limit"]:
        return "above", "the whole interval, with the uncertainty of the inputs, lies above the limit"
    missing = [hazard for hazard in limit["covers"] if hazard not in MODELLED]
    if high > limit["limit"]:
        return "undecided", "the interval, with the uncertainty of the inputs, holds the limit"
    if missing:
        return "undecided", f"below it as far as computed, but not modelled: {', '.join(missing)}"
    if high > 0.1 * limit["limit"] and assumed:
        return "undecided", f"within a factor 10 of the limit and resting on assumed figures: {assumed}"
    return "below", "the whole interval, with the uncertainty of the inputs, lies below the limit"
