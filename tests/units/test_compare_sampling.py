"""The comparison of samplings: counts that a precision takes by hand-checked cases, and both sides on a few launches."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tool_scripts import tool

from luncur.campaign.launches import Simulator
from luncur.campaign.study import prepare
from luncur.mission import load

compare = tool("compare_sampling")


def sample(weight: list[float], launches: list[int], values: list[list[float]], **rest: Any) -> Any:
    """Strata whose launches take each of the values equally often."""
    n = np.array(launches, dtype=float)
    sums = np.array([[count * np.mean(np.power(v, k)) for k in (1, 2, 3)] for count, v in zip(n, values, strict=True)])
    flown = int(n.sum()) + rest.get("pilot", 0)
    return compare.Sample(np.array(weight), n, sums, np.zeros(len(n)), flown, **{"seconds": 10.0, **rest})


def test_launches_for_a_precision_by_the_normal_law() -> None:
    """Values 0 and 2, relative spread 1: the half-width is 1.96 over the root of n, on the logarithm."""
    plain = sample([1.0], [4000], [[0.0, 2.0]])
    wanted = (1.96 / math.log(1.02)) ** 2
    assert plain.needed(0.02) == pytest.approx(wanted, rel=0.01)
    assert plain.seconds_for(8000) == pytest.approx(20.0)


def test_a_pilot_costs_its_time_and_is_not_counted_twice() -> None:
    one = sample([1.0], [4000], [[0.0, 2.0]])
    piloted = sample([1.0], [4000], [[0.0, 2.0]], pilot=1000, pilot_seconds=2.0)
    assert piloted.needed(0.02) == pytest.approx(one.needed(0.02))
    assert piloted.seconds_for(4000) == pytest.approx(10.0)


def test_strata_foretell_plain_sampling() -> None:
    """A tenth of the failures hurts one each time: plain sampling sees a binomial, and the strata no spread at all."""
    strata = sample([0.1, 0.9], [500, 500], [[1.0], [0.0]])
    plain = strata.by_weight
    assert plain.after(1.0).mean == pytest.approx(0.1)
    assert plain.needed(0.1) == pytest.approx(9 * (1.96 / math.log(1.1)) ** 2, rel=0.05)
    assert strata.needed(0.1) < 0.01 * plain.needed(0.1)


def test_nobody_hurt_is_never_known_to_a_precision() -> None:
    assert sample([1.0], [1000], [[0.0]]).needed(0.1) == math.inf


@pytest.fixture(scope="module")
def sim() -> Simulator:
    return prepare(load("soyuz-vostochny-sso"), 0)[0]


def test_both_sides_fly_what_they_say_and_agree(sim: Simulator) -> None:
    """Two units each: means within four standard errors, and plain failures no better than strata foretell."""
    study, plain = compare.as_a_study(sim, 0.1, 1, units=2), compare.plainly(sim, 1e-9, 2, least=1)
    assert (study.flown, plain.flown) == (2048, 2048)
    assert study.launches.sum() == pytest.approx(0.85 * 2048, abs=3)
    assert plain.launches.sum() == 2048
    both = [(s.after(1.0).mean, math.log(s.after(1.0).mean / s.after(1.0).low) / 2) for s in (study, plain)]
    (a, ea), (b, eb) = both
    assert abs(math.log(a / b)) < 4 * math.hypot(ea, eb)


def test_plain_failures_stop_at_the_precision(sim: Simulator) -> None:
    assert compare.plainly(sim, math.inf, 3, least=1).flown == 1024
