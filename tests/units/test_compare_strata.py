"""The comparison of strata sees a difference that is there, none that is not, and flies what it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tool_scripts import tool

from luncur.campaign.allocation import cumulative, stratum_of
from luncur.campaign.launches import Simulator, simulate_unit
from luncur.campaign.study import prepare
from luncur.mission import load

compare = tool("compare_strata")


def side(rng: np.random.Generator, factor: float, strata: int = 40, launches: int = 4000) -> Any:
    """Log-normal casualties, those of the first stratum times a factor; the last stratum hits once in 4,000."""
    x = rng.lognormal(-3.0, 1.0, (strata, launches, 1))
    x[0] *= factor
    x[-1] *= rng.uniform(size=(launches, 1)) < 1 / 4000
    return compare.Side(
        np.full(strata, float(launches)), x.sum(1), (x**2).sum(1), (x > 0).sum(1).astype(float), np.zeros(strata)
    )


def test_alike_sides_agree_and_unlike_ones_do_not() -> None:
    rng = np.random.default_rng(7)
    base = side(rng, 1.0)
    same, other = (compare.verdicts(base, side(rng, f), 0) for f in (1.0, 1.3))
    assert same.freedom == 39
    assert np.isnan(same.z[-1])
    assert same.probability > 0.01
    assert abs(same.z[0]) < 3
    assert other.z[0] < -6
    assert other.probability < 1e-3


def test_hits_are_counted_where_means_are_not_sure() -> None:
    """Nine hits against one, of as many launches: a chance of 22 in 1,024 by the binomial distribution, both tails."""
    n, one = np.array([1000.0]), np.ones((1, 1))
    many, few = (compare.Side(n, k * one, k * one, k * one, np.zeros(1)) for k in (9.0, 1.0))
    found = compare.verdicts(many, few, 0)
    assert found.chance == pytest.approx([22 / 1024])
    assert found.freedom == 0


def test_error_of_a_mean() -> None:
    """0, 0, 3: mean 1, variance 3, standard error 1."""
    three = compare.Side(np.array([3.0]), np.array([[3.0]]), np.array([[9.0]]), np.array([[1.0]]), np.zeros(1))
    assert three.mean == pytest.approx(np.array([[1.0]]))
    assert three.error == pytest.approx(np.array([[1.0]]))


@pytest.fixture(scope="module")
def sim() -> Simulator:
    return prepare(load("soyuz-vostochny-sso"), 0)[0]


def test_plain_failures_spread_evenly_over_their_period(sim: Simulator) -> None:
    rng = np.random.default_rng(3)
    of = compare.plain_failures(sim.strata, np.repeat([1, 206], 4000), rng)
    times = np.array([s.start for s in of[:4000]])
    assert all(s.start == s.end for s in of)
    assert sim.strata[1].start < times.min() < times.max() < sim.strata[1].end
    edges = np.linspace(sim.strata[1].start, sim.strata[1].end, 9)
    counts = np.histogram(times, edges)[0]
    assert np.sum((counts - 500.0) ** 2 / 500.0) < 24.3  # chi-square of 7, probability 0.001
    assert {s.event for s in of[4000:]} == {sim.strata[206].event}


def test_strata_of_one_mode_plain_and_stratified(sim: Simulator) -> None:
    """Engine shutdown of the first stage: a unit shared unevenly between its two periods, and plain failures of each."""
    share = np.zeros(len(sim.strata) + 1)
    share[:2] = 0.7, 0.3
    launch = np.arange(1024, dtype=np.int64)
    tally, records = simulate_unit(sim, launch, stratum_of(launch, cumulative(share)))
    assert tally.work.tolist() == [len(records.pieces.launch), records.impacts.evaluations.sum()]
    assert tally.plus(tally).work.tolist() == (2 * tally.work).tolist()
    study = compare.Side.of(tally, len(sim.strata))
    other = compare.plain(sim, study.launches.astype(np.int64))
    assert study.launches[:2].sum() == 1024
    assert np.array_equal(other.launches, study.launches)
    assert not np.array_equal(other.first, study.first)
    found = compare.verdicts(study, other, 0)
    assert found.freedom == 2
    assert found.probability > 1e-3
