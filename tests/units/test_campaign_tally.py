"""Sums of launches, the intervals that follow from them, and the sample of impacts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from luncur.campaign.reservoir import COLUMNS, Reservoir
from luncur.campaign.skewness import log_quantiles
from luncur.campaign.tally import estimate, tally_unit


def test_tally_counts_launches_not_pieces() -> None:
    casualties = np.array([[[3.0], [1.0], [2.0]], [[0.0], [0.0], [0.0]], [[5.0], [5.0], [0.0]]])
    in_place = np.array([[4.0], [2.0], [9.0]])
    t = tally_unit(np.array([0, 0, 1]), 2, casualties, np.array([False, False, True]), in_place)
    assert t.launches.tolist() == [2, 1]
    assert t.failed.tolist() == [0, 1]
    assert t.total[0, 0].tolist() == [3, 9, 27]
    assert t.total[1, 0].tolist() == [0, 0, 0]
    assert t.bins[0, :, 0, 0].tolist() == [1, 2]
    assert t.in_place[0, 0].tolist() == [6, 20, 4]  # sum, squares, largest
    assert t.in_place[1, 0].tolist() == [0, 0, 0]
    assert t.plus(t).in_place[0, 0].tolist() == [12, 40, 4]


def test_tally_adds_launch_after_launch() -> None:
    """The sums are those of a plain loop over launches, bit for bit."""
    rng = np.random.default_rng(5)
    casualties = rng.lognormal(0.0, 3.0, (1024, 4, 2)) * (rng.random((1024, 4, 2)) < 0.3)
    stratum, failed = rng.integers(0, 3, 1024), rng.random(1024) < 0.02
    t = tally_unit(stratum, 3, casualties, failed, casualties[:, 0])
    total, bins = np.zeros((3, 2, 3)), np.zeros((3, 3, 2, 2))
    for s, x in zip(stratum[~failed], casualties[~failed], strict=True):
        total[s] += np.stack([x[0], x[0] * x[0], x[0] * x[0] * x[0]], axis=-1)
        bins[s] += np.stack([x[1:], x[1:] ** 2], axis=-1)
    assert np.array_equal(t.total, total)
    assert np.array_equal(t.bins, bins)
    assert np.array_equal(t.launches, np.bincount(stratum, minlength=3))
    assert np.array_equal(t.failed, np.bincount(stratum[failed], minlength=3))


def coverage(studies: int, launches: int, rate: float, seed: int) -> tuple[float, float]:
    """Share of studies whose interval holds the truth, and the mean's error in standard errors.

    Two strata; in each a launch hits people with a small chance and then harms a log-normal number of them.
    """
    rng = np.random.default_rng(seed)
    weight, chance = np.array([0.3, 0.7]), np.array([rate, rate / 3])
    truth = float(np.sum(weight * chance)) * np.exp(0.5 * 0.8**2)
    held, means = 0, []
    for _ in range(studies):
        x = (rng.random((2, launches)) < chance[:, None]) * rng.lognormal(0.0, 0.8, (2, launches))
        e = estimate(weight, np.full(2, float(launches)), x.sum(axis=1), (x**2).sum(axis=1), x.max(axis=1))
        held += e.low <= truth <= e.high
        means.append(e.mean)
    return held / studies, float((np.mean(means) - truth) / (np.std(means) / np.sqrt(studies)))


def test_intervals_cover() -> None:
    held, bias = coverage(1000, 20_000, 0.01, 11)
    assert 0.935 <= held <= 0.965
    assert abs(bias) < 3


def test_nothing_seen_is_not_nothing() -> None:
    e = estimate(np.array([1.0]), np.array([100.0]), np.zeros(1), np.zeros(1), np.array([4.0]))
    assert (e.mean, e.low) == (0.0, 0.0)
    assert e.high == pytest.approx(3 / 100 * 4)


@pytest.mark.parametrize("hits", [1, 2, 3, 5, 10, 30, 100])
def test_interval_of_rare_equal_hits(hits: int) -> None:
    """Hits of one person each are Poisson: the limits lie within those that are exact and never too narrow (Garwood's).

    Those are too wide: ours may lie inside by half a hit at the low end and three quarters of a hit at the high end.
    """
    powers = np.array([float(hits)])
    e = estimate(np.ones(1), np.array([1e6]), powers, powers, third=powers)
    low, high = chi2.ppf(0.025, 2 * hits) / 2, chi2.ppf(0.975, 2 * hits + 2) / 2
    assert low <= e.low * 1e6 <= low + 0.5
    assert high - 0.75 <= e.high * 1e6 <= high


@given(st.floats(0.0, 100.0), st.floats(1e-6, 10.0))
def test_skewness_never_turns_an_interval_round(skew: float, relative: float) -> None:
    down, up = log_quantiles(1.96, skew, relative)
    assert 0.0 <= down < math.inf
    assert 0.0 <= up < math.inf


def test_failed_launches_raise_the_upper_bound() -> None:
    args = (np.array([1.0]), np.array([1000.0]), np.array([50.0]), np.array([60.0]), np.array([2.0]))
    with_failed = estimate(*args, failed=np.array([10.0]))
    assert with_failed.high == pytest.approx(estimate(*args).high + 10 / 1000 * 2)


@given(st.permutations(range(6)))
def test_reservoir_does_not_depend_on_order(order: list[int]) -> None:
    rng = np.random.default_rng(3)
    blocks = [rng.random((50, len(COLUMNS))) for _ in range(6)]
    first, other = Reservoir(capacity=40), Reservoir(capacity=40)
    for block in blocks:
        first.add(block)
    for i in order:
        other.add(blocks[i])
        other.settle()
    assert np.array_equal(first.settle(), other.settle())
    assert first.seen == other.seen == 300


def test_an_interval_counts_its_own_launches() -> None:
    e = estimate(np.array([0.5, 0.0]), np.array([100.0, 900.0]), np.array([5.0, 7.0]), np.array([5.0, 7.0]))
    assert e.launches == 100
