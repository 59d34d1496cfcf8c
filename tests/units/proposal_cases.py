"""One proposal for the built-in mission, for tests, and flights of other seeds to hold it against."""

from __future__ import annotations

from functools import cache

import numpy as np

from luncur.mission import load
from luncur.termination import FlightSafetySystem
from luncur.trial.proposal.flights import Draw, draw
from luncur.trial.proposal.propose import Proposal, propose

FRESH = 4711  # a seed that no proposal was made with


@cache
def proposal() -> Proposal:
    return propose(load("soyuz-vostochny-sso"))


def fresh(p: Proposal, flights: int) -> Draw:
    """Normal launches that the proposal has not seen."""
    return draw(p.flown.ascent, FRESH, flights)


def commanded_at(
    p: Proposal, times: np.ndarray, states: np.ndarray, noise: np.random.Generator | None = None
) -> tuple[float, str]:
    """When the proposed system ends a flight with these states [n, 6], told every 0.1 s, and by which rule; inf and "" where it does not.

    Without noise the measurements are exact; sources are late as the mission says.
    """
    system, sources = FlightSafetySystem(p.table), p.system.sources
    waiting: list[tuple[float, int, float, np.ndarray]] = []
    bias = np.zeros((len(sources), 6))
    if noise is not None:
        for k, s in enumerate(sources):
            bias[k] = np.repeat([s.position_drift, s.velocity_drift], 3) * noise.standard_normal(6)
    for now, state in zip(times.tolist(), states, strict=True):
        for k, s in enumerate(sources):
            told = state + bias[k] * now
            if noise is not None:
                told = told + np.repeat([s.position_sigma, s.velocity_sigma], 3) * noise.standard_normal(6)
            waiting.append((now + s.latency, k, now, told))
        due = [w for w in waiting if w[0] <= now + 1e-9]
        waiting = [w for w in waiting if w[0] > now + 1e-9]
        for _, k, at, told in due:
            system.take(k, at, tuple(told.tolist()), True, now)
        decision = system.cycle(now)
        if system.commanded:
            return now, p.table.rule_names[decision.rule]
    return np.inf, ""
