"""Limits of rule sets, and what a study can say about them."""

from __future__ import annotations

import math
from typing import Any

from luncur.mission.load import builtin_tree
from luncur.sentences import Sentence, coded

MODELLED = frozenset({"inert debris", "explosive debris"})
SHELTERED = "sheltered people"  # modelled where a mission says who is sheltered


def verdicts(
    rule_sets: tuple[str, ...],
    values: dict[str, dict[str, Any] | None],
    assumed: str,
    modelled: frozenset[str] = MODELLED,
) -> list[dict[str, Any]]:
    """One row per limit of each rule set: the value, "below", "above" or "undecided", and why.

    values: by quantity, an interval with sampling and input limits, or None where it was not computed.
    A limit is "above" when the whole 95 % interval is; it is "below" only when the whole input interval is, anybody was hit
    at all (an interval of 0 to 0 is no bound), nothing that it covers is left out (``modelled`` names what the study
    computes), and the value is not within a factor 10 of a limit that rests on assumed figures.
    Raises InputError for an unknown rule set.
    """
    out = []
    for name in rule_sets:
        tree = builtin_tree("criteria", name, "criteria")
        for limit in tree["limit"]:
            value = values.get(limit["quantity"])
            verdict, reason = _verdict(limit, value, assumed, modelled)
            if value is None and limit["quantity"] in values and values.get("per_failure"):
                reason = Sentence("unknown_probability")
            out.append(
                {
                    "rule_set": name,
                    "name": limit["name"],
                    "limit": limit["limit"],
                    "value": value,
                    "verdict": verdict,
                    "reason": reason,
                    "reason_coded": coded(reason),
                    "source": limit["source"],
                    "confirmed": limit["confirmed"],
                }
            )
    return out


def _verdict(
    limit: dict[str, Any], value: dict[str, Any] | None, assumed: str, modelled: frozenset[str] = MODELLED
) -> tuple[str, Sentence]:
    if value is None or value.get("mean") is None:
        return "undecided", Sentence("not_computed")
    low, high = value["input_low_95"], value["input_high_95"]
    if low is None or high is None:
        return "undecided", Sentence("unknown_probability")
    if any(math.isnan(number) for number in (low, high, value["mean"])):
        return "undecided", Sentence("not_a_number")
    if low > limit["limit"]:
        return "above", Sentence("wholly_above")
    missing = [hazard for hazard in limit["covers"] if hazard not in modelled]
    if high > limit["limit"]:
        return "undecided", Sentence("holds_limit")
    if high == 0.0:
        return "undecided", Sentence("nobody_hit")
    if missing:
        return "undecided", Sentence("not_modelled", hazards=missing)
    if high > 0.1 * limit["limit"] and assumed:
        return "undecided", Sentence("near_limit", figures=assumed)
    return "below", Sentence("wholly_below")
