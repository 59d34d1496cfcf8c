"""Names every null of a summary under ``not_computed``, each with the reason why it has no value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from luncur.sentences import Sentence, coded

# Fields whose null means something else than "not computed": a text that is not luncur's own has no code.
OTHER_MEANING = ("assumed_coded[]", "reason_coded", "method_coded")
# Reason by path; the longest beginning counts.
REASONS = {
    "termination": "why_termination",
    "termination: reliability": "why_reliability",
    "unguided": "why_unguided",
    "orbit": "why_orbit",
    "orbit.": "why_angle",
    "drops[]": "why_stays_up",
    "drops[].region_97": "why_no_region",
    "footprint[]": "why_all_in_orbit",
    "areas[]": "why_no_time",
    "criteria[].value": "why_quantity",
    "precision": "no_failure_table",
    "precision.reached": "why_no_hit",
    "risk.casualty_expectation_total": "why_per_failure",
    "risk.bracket.casualty_expectation_total": "why_per_failure",
    "risk.conditional_casualty_expectation_max": "no_failure_table",
    "risk.without_closures": "why_nothing_evacuated",
    "risk.without_closures.casualty_expectation_total": "why_per_failure",
    "risk.dominant": "why_no_such_risk",
    "risk.dominant.individual": "why_individual",
    "risk.sensitivity": "why_sensitivity",
    "risk.sensitivity.": "why_no_such_risk",
    "input interval: fragment list": "why_sensitivity",
    "timing": "why_no_time_measured",
}
PER_FAILURE = {"risk.dominant.total": "why_per_failure", "risk.dominant.planned": "why_per_failure"}
# These need a probability of failure.
BY_PROBABILITY = (
    "areas: ", "risk.individual_probability_max", "risk.ship_hit", "risk.aircraft_hit", "risk.failure_table[]",
    "failure_probability.",
)  # fmt: skip
FLIGHT_ONLY = ("risk", "criteria", "precision", "failure_probability", "timing.", "areas: ")


def name_nulls(summary: dict[str, Any]) -> dict[str, Any]:
    """The summary with every null in it named in ``not_computed``, and a reason for each name beside it.

    ``not_computed_reasons`` holds one sentence for each name, ``not_computed_coded`` how it was made.
    """
    nulls = [path for path in dict.fromkeys(_nulls(summary)) if not path.endswith(OTHER_MEANING)]
    names = list(dict.fromkeys([*summary["not_computed"], *nulls]))
    reasons = [_reason(name, summary) for name in names]
    return {
        **summary, "not_computed": names, "not_computed_reasons": reasons,
        "not_computed_coded": [coded(reason) for reason in reasons],
    }  # fmt: skip


def _nulls(value: Any, path: str = "") -> Iterator[str]:
    if value is None:
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _nulls(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _nulls(item, f"{path}[]")


def _reason(name: str, summary: dict[str, Any]) -> Sentence:
    risk = summary.get("risk")
    if risk is None and name.startswith(FLIGHT_ONLY):
        return Sentence("why_flight_only")
    if name.startswith("risk.") and name.endswith(("input_low_95", "input_high_95")):
        return Sentence("unknown_probability")
    if risk is not None and risk.get("per_failure") and name in PER_FAILURE:
        return Sentence(PER_FAILURE[name])
    if name.startswith(BY_PROBABILITY):
        return _of_probability(summary)
    fitting = [path for path in REASONS if name.startswith(path)]
    return Sentence(REASONS[max(fitting, key=len)] if fitting else "why_other")


def _of_probability(summary: dict[str, Any]) -> Sentence:
    """Without a failure table there is no probability to know; with one that is known, nothing fell."""
    if (summary.get("failure_probability") or {}).get("mean") is not None:
        return Sentence("why_nothing_fell")
    return Sentence("unknown_probability" if (summary["risk"] or {}).get("per_failure") else "no_failure_table")
