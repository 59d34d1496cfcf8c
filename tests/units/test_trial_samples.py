"""What a sample is follows from its index, and what is counted of them is said with its bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.trial.bounds import Share
from luncur.trial.fault_columns import (
    ATTITUDE,
    END,
    FAULTS,
    KIND,
    SIZE,
    SOURCE,
    START,
    STUCK_COMMAND,
    TARGET,
    UNIT_ERROR,
    X,
)
from luncur.trial.faults import RATIOS, SEVERITIES, faults_of, severities_of
from luncur.trial.sample import (
    ATTEMPTS,
    BAD,
    BAD_LATE,
    BAD_SINGLE,
    NO_FAULT,
    PAIR,
    SINGLE,
    WIDEST,
    fault_kinds,
    launches,
    samples,
)


def test_the_shares_of_the_groups_are_as_told() -> None:
    group = samples(3, np.arange(7 * 16 * 10)).group
    counts = np.bincount(group, minlength=6) / len(group)
    assert counts[[NO_FAULT, SINGLE, PAIR]] == pytest.approx([1 / 7, 4 / 7, 1 / 7])
    assert counts[[BAD, BAD_SINGLE, BAD_LATE]] == pytest.approx([7 / 112, 8 / 112, 1 / 112])


def test_a_longer_trial_only_adds_samples() -> None:
    short, long = samples(3, np.arange(700)), samples(3, np.arange(1400))
    assert np.array_equal(short.group, long.group[:700])
    assert np.array_equal(short.spread, long.spread[:700])


def test_edges_belong_to_good_flights_and_lie_within_the_stated_range() -> None:
    chosen = samples(3, np.arange(7000))
    wide = chosen.spread > 1.0
    assert 0.2 < wide.mean() < 0.25
    assert not np.any(wide & chosen.is_bad)
    assert chosen.spread.max() <= WIDEST


def test_every_fault_comes_equally_often() -> None:
    index = np.arange(7 * 12 * 8)
    chosen = samples(3, index)
    kinds = fault_kinds(index, chosen.group)
    alone = np.bincount(kinds[chosen.group == SINGLE], minlength=len(FAULTS))
    bad = np.bincount(kinds[chosen.group == BAD_SINGLE], minlength=len(FAULTS))
    assert alone.min() == alone.max() == 32
    assert bad.min() == bad.max() > 0
    assert np.all(kinds[np.isin(chosen.group, (NO_FAULT, BAD, BAD_LATE))] == -1)


def test_no_two_samples_draw_the_same_launch() -> None:
    first = np.concatenate([launches(np.arange(100), a) for a in range(ATTEMPTS)])
    assert len(np.unique(first)) == len(first)


def test_faults_lie_within_their_ranges_and_the_watched_flight() -> None:
    chosen = samples(3, np.arange(7000))
    rows = faults_of(3, chosen, np.full(7000, 560.0), 3)
    assert np.all(rows[chosen.group == NO_FAULT, :, KIND] == -1)
    assert np.all(rows[chosen.group == PAIR, :, KIND] >= 0)
    assert np.all(rows[chosen.group == SINGLE, 1, KIND] == -1)
    for row in rows.reshape(-1, rows.shape[-1]):
        if row[KIND] < 0:
            continue
        assert 0.0 <= row[START] <= 560.0
        assert row[END] > row[START]
        assert row[SOURCE] in (0, 1, 2)
        assert np.linalg.norm(row[X : X + 3]) == pytest.approx(1.0)
        kind = int(row[KIND])
        if kind == UNIT_ERROR:
            assert row[SIZE] in RATIOS
        else:
            ranges = [s for s in severities_of(kind) if s.target == row[TARGET]]
            assert any(s.low * 0.999 <= abs(row[SIZE]) <= s.high * 1.001 for s in ranges)


def test_both_signs_of_what_has_a_sign_are_drawn() -> None:
    chosen = samples(3, np.arange(7000))
    rows = faults_of(3, chosen, np.full(7000, 560.0), 3)[:, 0]
    for own in (rows[:, KIND] == STUCK_COMMAND, rows[:, TARGET] == ATTITUDE):
        signed = rows[own & (rows[:, KIND] != UNIT_ERROR), SIZE]
        assert np.any(signed > 0)
        assert np.any(signed < 0)


def test_every_fault_has_a_range() -> None:
    assert {s.kind for s in SEVERITIES} == set(range(len(FAULTS)))
    assert all(s.low <= s.high for s in SEVERITIES)


def test_none_seen_is_an_upper_bound() -> None:
    # 2,995 tests without a failure show 0.999 at 95 % (ln 0.05 / ln 0.999 = 2994.23)
    assert Share(0, 2995).high <= 1e-3 < Share(0, 2994).high
    assert Share(0, 2995).low == 0.0
    # 4,742, 6,294 and 7,752 with one, two and three failures are one-sided; two-sided bounds lie above them
    for failures, of in ((1, 4742), (2, 6294), (3, 7752)):
        assert Share(failures, of).high > 1e-3


def test_bounds_of_a_share_are_those_of_clopper_and_pearson() -> None:
    from scipy.stats import binom

    share = Share(7, 50)
    assert binom.cdf(7, 50, share.high) == pytest.approx(0.025)
    assert binom.sf(6, 50, share.low) == pytest.approx(0.025)
    assert Share(50, 50).low == pytest.approx(0.05 ** (1 / 50))


def test_nothing_tried_shows_nothing() -> None:
    record = Share(0, 0).record()
    assert (record["mean"], record["low_95"], record["high_95"]) == (None, 0.0, 1.0)
    assert math.isfinite(record["high_95"] or 0.0)
