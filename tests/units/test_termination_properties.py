"""What must hold of the decision over many random flights: more healthy sources, longer persistence, wider limits."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from termination_cases import table
from termination_flights import (
    CYCLES,
    LINE,
    LOSS,
    START,
    Told,
    astray,
    band,
    circle,
    end_of,
    faulty,
    healthy,
    truth,
)

from luncur.termination import RuleTable

FLIGHTS = 400
SPIN = {"name": "rate", "kind": "body-rate", "rate": "5 deg/s", "action": "engine-shutdown", "persistence": 5}


@cache
def wrongly_ended() -> np.ndarray:
    """ended[k, f]: whether flight f, on its nominal path with one faulty source, is ended with k healthy ones beside it.

    Healthy sources have spells of silence, so that the faulty one is at times alone; every other draw is the same for all k.
    """
    compiled = [table(LINE, LOSS, band(1500.0), sources=k + 1, areas=(circle(100.0),)) for k in range(5)]
    out = np.zeros((5, FLIGHTS), dtype=bool)
    for f in range(FLIGHTS):
        bad = faulty(np.random.default_rng([1, f]), truth())
        good = [healthy(np.random.default_rng([2, f, k]), truth(), silences=True) for k in range(4)]
        for k in range(5):
            out[k, f] = math.isfinite(end_of(compiled[k], [bad, *good[:k]]))
    return out


@pytest.mark.parametrize("k", range(4))
def test_one_more_healthy_source_makes_a_wrongful_end_no_more_likely(k: int) -> None:
    """Of the flights that end in one case only, no more than half do with the one source more, as far as chance allows."""
    fewer, more = wrongly_ended()[k], wrongly_ended()[k + 1]
    newly, saved = int((more & ~fewer).sum()), int((fewer & ~more).sum())
    assert newly + saved > 0  # else nothing is compared
    assert binomtest(newly, newly + saved, 0.5, alternative="greater").pvalue > 1e-3
    assert more.sum() <= fewer.sum()


def test_a_faulty_source_alone_ends_most_flights_and_beside_four_healthy_ones_nearly_none() -> None:
    ended = wrongly_ended().mean(axis=1)
    assert ended[0] > 0.7
    assert ended[4] < 0.02


def told(seed: int) -> tuple[list[Told], np.ndarray]:
    """A random flight, astray or not, as three sources tell it, of which one or two may be faulty, and its body rate [rad/s]."""
    rng = np.random.default_rng(seed)
    states = astray(rng) if rng.random() < 0.7 else truth()
    bad = int(rng.integers(0, 3))
    sources = [faulty(rng, states) if k < bad else healthy(rng, states, bool(rng.integers(2))) for k in range(3)]
    rate = np.where(np.convolve(rng.random(CYCLES) < 0.02, np.ones(8), "same") > 0, 0.3, 0.01)
    return sources, np.where(rng.random(CYCLES) < 0.1, np.nan, rate)


SEEDS = st.integers(0, 2**32 - 1)
LIMIT = circle(65.0, shift=(-20.0, 0.0))  # that the nominal impact point leaves in the north, through the gate
GATE = circle(40.0, "gate", (50.0, -12.0))


@cache
def with_persistence(line: int, rate: int, check: int) -> RuleTable:
    rules = [
        {**LINE, "persistence": line, "gate": "gate", "gate_check": check, "lead": "1 s"},
        {**SPIN, "persistence": rate},
        {**band(1500.0), "persistence": line},
        LOSS,
    ]
    return table(*rules, areas=(LIMIT, GATE))


@settings(max_examples=120, deadline=None)
@given(
    SEEDS, st.sampled_from([1, 2, 5]), st.sampled_from([1, 2, 5]), st.sampled_from([0, 4, 30]), st.sampled_from([0, 10])
)
def test_longer_persistence_never_ends_a_flight_earlier(seed: int, line: int, rate: int, more: int, check: int) -> None:
    sources, turning = told(seed)
    short = end_of(with_persistence(line, rate, check), sources, turning)
    assert end_of(with_persistence(line + more, rate, check), sources, turning) >= short
    assert end_of(with_persistence(line, rate + more, check), sources, turning) >= short


def test_longer_persistence_ends_some_flights_later() -> None:
    """The flights of the property do end, by several rules, and persistence does matter."""
    ends = np.array(
        [[end_of(with_persistence(n, n, 0), *told(seed)) for n in (1, 31)] for seed in range(40)]
    )  # fmt: skip
    assert np.isfinite(ends[:, 0]).sum() > 20
    assert (ends[:, 1] > ends[:, 0]).sum() > 10
    assert len(np.unique(ends[:, 0])) > 10


@cache
def within(radius: float, persistence: int, distance: str, kind: str) -> RuleTable:
    rule: dict[str, Any] = {**LINE, "kind": kind, "persistence": persistence, "distance": distance}
    # the vehicle itself moves little: a small circle about its own way
    area = circle(radius) if kind == "impact-limit" else circle(radius / 6.0, shift=(-231.0, 58.0))
    return table(rule, areas=(area,))


RADII = st.sampled_from([60.0, 76.0, 80.0, 90.0, 100.0, 130.0, 180.0])


@settings(max_examples=150, deadline=None)
@given(
    SEEDS, RADII, RADII, st.sampled_from([1, 3]), st.sampled_from(["0 m", "5 km"]), st.sampled_from(["impact-limit", "position-limit"])
)  # fmt: skip
def test_a_wider_limit_never_ends_a_flight_earlier(
    seed: int, a: float, b: float, persistence: int, distance: str, kind: str
) -> None:
    sources, _ = told(seed)
    narrow, wide = (end_of(within(radius, persistence, distance, kind), sources) for radius in sorted((a, b)))
    assert wide >= narrow


@pytest.mark.parametrize("kind", ["impact-limit", "position-limit"])
def test_wider_limits_end_fewer_of_these_flights(kind: str) -> None:
    ended = [
        sum(math.isfinite(end_of(within(radius, 3, "0 m", kind), told(seed)[0])) for seed in range(80))
        for radius in (76.0, 180.0)
    ]
    assert ended[0] > ended[1]


def test_flights_as_planned_are_not_ended_within_these_limits() -> None:
    compiled = table(LINE, LOSS, band(1500.0), sources=3, areas=(circle(100.0),))
    sources = [healthy(np.random.default_rng(k), truth()) for k in range(3)]
    assert math.isinf(end_of(compiled, sources))
    assert end_of(within(20.0, 3, "0 m", "impact-limit"), sources) == pytest.approx(START + 0.2)
