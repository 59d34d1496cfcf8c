"""How likely the launch is to fail, from its flight history."""

from __future__ import annotations

from dataclasses import dataclass

from luncur.mission.model import Mission
from luncur.sentences import Sentence


@dataclass(frozen=True, slots=True)
class FailureProbability:
    """Probability that a launch fails, its 60 % two-sided limits and its origin; None where unknown."""

    mean: float | None
    low: float | None
    high: float | None
    method: str
    source: str


def reference_probability(flights: int, failures: int) -> tuple[float, float, float]:
    """Lower limit, reference value and upper limit of the probability of failure.

    The limits cut 20 % off each tail of the binomial (Clopper-Pearson); the reference is the middle of them.
    Without failures the lower limit is 0, with nothing but failures the upper limit is 1.
    Source: 14 CFR 417 Appendix C, C417.5(b)(5) and notes (B), (C) to table C417-2.
    """
    from scipy.stats import beta

    if not 0 <= failures <= flights or flights < 1:
        raise ValueError("needs 0 <= failures <= flights and at least one flight")
    low = 0.0 if failures == 0 else float(beta.ppf(0.2, failures, flights - failures + 1))
    high = 1.0 if failures == flights else float(beta.ppf(0.8, failures + 1, flights - failures))
    return low, 0.5 * (low + high), high


def failure_probability(mission: Mission) -> FailureProbability:
    """The mission's probability of failure: given, from its history, or unknown.

    With two flights or more the history gives the middle of the limits; with one, the upper limit.
    Source: 14 CFR 417 Appendix C, C417.5(b)(5)(ii) and (iii).
    """
    failure = mission.failure
    if failure is None:
        return FailureProbability(None, None, None, Sentence("no_failure_table"), "")
    if failure.probability is not None:
        figure = mission.figures.get("failure.probability")
        p = failure.probability
        return FailureProbability(p, p, p, Sentence("given"), figure.source if figure else "")
    history = failure.history
    if history is None or history.flights < 1:
        return FailureProbability(None, None, None, Sentence("unknown"), history.source if history else "")
    low, mean, high = reference_probability(history.flights, history.failures)
    record = {"failures": history.failures, "flights": history.flights}
    if history.flights < 2:
        return FailureProbability(high, low, high, Sentence("binomial_upper", **record), history.source)
    return FailureProbability(mean, low, high, Sentence("binomial", **record), history.source)
