"""Probability of failure from flight history: 14 CFR 417 Appendix C, C417.5(b)(5), table C417-2."""

from __future__ import annotations

import pytest

from luncur.failure import failure_probability, reference_probability
from luncur.mission import load
from luncur.mission.model import Failure, Mission

# Lower, reference and upper by (flights, failures); Clopper-Pearson limits with 20 % in each tail.
# Rows of two and more flights: table C417-2 recomputed by its notes (B), (C); one flight is not in it.
TABLE = {
    (1, 0): (0, 0.40, 0.80), (1, 1): (0.20, 0.60, 1), (2, 0): (0, 0.28, 0.55), (2, 1): (0.11, 0.50, 0.89),
    (2, 2): (0.45, 0.72, 1), (3, 0): (0, 0.21, 0.42), (3, 1): (0.07, 0.39, 0.71),
    (3, 2): (0.29, 0.61, 0.93), (3, 3): (0.58, 0.79, 1), (4, 0): (0, 0.17, 0.33),
    (4, 1): (0.05, 0.32, 0.58), (4, 2): (0.21, 0.50, 0.79), (4, 3): (0.42, 0.68, 0.95),
    (4, 4): (0.67, 0.83, 1), (5, 0): (0, 0.14, 0.28), (5, 1): (0.04, 0.27, 0.49),
    (5, 2): (0.17, 0.42, 0.67), (5, 3): (0.33, 0.58, 0.83), (5, 4): (0.51, 0.73, 0.96),
    (5, 5): (0.72, 0.86, 1), (6, 0): (0, 0.12, 0.24), (6, 1): (0.04, 0.23, 0.42),
    (6, 2): (0.14, 0.36, 0.59), (6, 3): (0.27, 0.50, 0.73), (6, 4): (0.41, 0.64, 0.86),
    (6, 5): (0.58, 0.77, 0.96), (7, 0): (0, 0.10, 0.21), (7, 1): (0.03, 0.20, 0.37),
    (7, 2): (0.12, 0.32, 0.52), (7, 3): (0.23, 0.44, 0.65), (7, 4): (0.35, 0.56, 0.77),
    (7, 5): (0.48, 0.68, 0.88), (8, 0): (0, 0.09, 0.18), (8, 1): (0.03, 0.18, 0.33),
    (8, 2): (0.10, 0.28, 0.46), (8, 3): (0.20, 0.39, 0.58), (8, 4): (0.30, 0.50, 0.70),
    (8, 5): (0.42, 0.61, 0.80), (9, 0): (0, 0.08, 0.16), (9, 1): (0.02, 0.16, 0.30),
    (9, 2): (0.09, 0.26, 0.42), (9, 3): (0.18, 0.35, 0.53), (9, 4): (0.27, 0.45, 0.63),
    (9, 5): (0.37, 0.55, 0.73), (10, 0): (0, 0.07, 0.15), (10, 1): (0.02, 0.15, 0.27),
    (10, 2): (0.08, 0.23, 0.38), (10, 3): (0.16, 0.32, 0.48), (10, 4): (0.24, 0.41, 0.58),
    (10, 5): (0.33, 0.50, 0.67),
}  # fmt: skip


@pytest.fixture(scope="module")
def mission() -> Mission:
    return load("falcon9-ses12")


def with_failure(mission: Mission, **fields: object) -> Mission:
    assert mission.failure is not None
    base = {"probability": None, "history": None, "modes": mission.failure.modes, **fields}
    return mission.model_copy(update={"failure": Failure.model_validate(base)})


@pytest.mark.parametrize(("flights", "failures"), TABLE)
def test_table_of_the_rule(flights: int, failures: int) -> None:
    assert reference_probability(flights, failures) == pytest.approx(TABLE[flights, failures], abs=0.005 + 1e-9)


def test_the_reference_is_the_middle_and_not_the_median() -> None:
    # the median of the beta posterior would give 0.206 for none of two and 0.794 for two of two
    assert reference_probability(2, 0)[1] == pytest.approx(0.276393, abs=1e-6)  # (1 - sqrt 0.2) / 2
    assert reference_probability(2, 2)[1] == pytest.approx(0.723607, abs=1e-6)


def test_failing_and_succeeding_are_mirror_images() -> None:
    for flights, failures in ((7, 2), (53, 5), (200, 13)):
        low, mean, high = reference_probability(flights, failures)
        other = reference_probability(flights, flights - failures)
        assert (low, mean, high) == pytest.approx((1 - other[2], 1 - other[1], 1 - other[0]), abs=1e-12)


@pytest.mark.parametrize(("flights", "failures"), [(0, 0), (3, 4), (3, -1)])
def test_impossible_histories_are_refused(flights: int, failures: int) -> None:
    with pytest.raises(ValueError, match="failures <= flights"):
        reference_probability(flights, failures)


def test_history_of_a_mission(mission: Mission) -> None:
    p = failure_probability(with_failure(mission, history={"flights": 8, "failures": 3, "source": "log"}))
    assert (p.low, p.mean, p.high) == pytest.approx((0.20, 0.39, 0.58), abs=0.005)
    assert "3 failures in 8 flights" in p.method
    assert p.source == "log"


@pytest.mark.parametrize(("failures", "upper"), [(0, 0.80), (1, 1.0)])
def test_with_fewer_than_two_flights_the_upper_limit_counts(mission: Mission, failures: int, upper: float) -> None:
    # C417.5(b)(5)(ii)
    p = failure_probability(with_failure(mission, history={"flights": 1, "failures": failures, "source": "log"}))
    assert p.mean == pytest.approx(upper, abs=1e-12)
    assert p.high == p.mean
    assert "fewer than two flights" in p.method


def test_a_given_probability_wins_over_the_history(mission: Mission) -> None:
    p = failure_probability(
        with_failure(mission, probability=0.037, history={"flights": 8, "failures": 3, "source": "log"})
    )
    assert (p.low, p.mean, p.high) == (0.037, 0.037, 0.037)
    assert "given" in p.method


def test_unknown_stays_unknown(mission: Mission) -> None:
    for fields in ({}, {"history": {"flights": 0, "failures": 0, "source": "never flown"}}):
        p = failure_probability(with_failure(mission, **fields))
        assert (p.low, p.mean, p.high) == (None, None, None)
        assert p.method == "unknown"


def test_without_a_failure_table(mission: Mission) -> None:
    p = failure_probability(mission.model_copy(update={"failure": None}))
    assert p.mean is None
    assert p.method == "no failure table"
