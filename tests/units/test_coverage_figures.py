"""Figures of coverage from accesses made by hand, and against a plain reckoning second by second."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from luncur.errors import InputError
from luncur.orbit.coverage import (
    Accesses,
    covered_over_time,
    gaps_of,
    point_figures,
    region_figures,
    visits_of,
)

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


def made(rows: list[tuple[int, int, float, float]], points: int, window: tuple[float, float]) -> Accesses:
    """Accesses from (satellite, point, start, end)."""
    table = sorted(rows)
    columns = [np.array([row[k] for row in table], dtype=np.int32 if k < 2 else float) for k in range(4)]
    return Accesses(EPOCH, window, 3, points, *columns)


# point 0: two satellites overlap, then one cut by the window's end; 1: never; 2: one visit; 3: in view at the start
ROWS = [
    (0, 0, 10.0, 30.0),
    (1, 0, 25.0, 40.0),
    (1, 0, 90.0, 100.0),
    (2, 2, 50.0, 60.0),
    (0, 3, 0.0, 20.0),
    (2, 3, 20.0, 21.0),
]


def test_by_hand_counted() -> None:
    f = point_figures(made(ROWS, 4, (0.0, 100.0)), percentiles=(0.0, 50.0, 75.0))
    np.testing.assert_array_equal(f.accesses, [3, 0, 1, 2])
    np.testing.assert_array_equal(f.visits, [2, 0, 1, 1])  # the two of point 3 meet
    np.testing.assert_array_equal(f.access_time, [45.0, 0.0, 10.0, 21.0])
    np.testing.assert_array_equal(f.seen_time, [40.0, 0.0, 10.0, 21.0])
    np.testing.assert_array_equal(f.first, [10.0, np.nan, 50.0, 0.0])
    # gaps: 10, 50; 100; 50, 40; 79
    np.testing.assert_array_equal(f.longest_gap, [50.0, 100.0, 50.0, 79.0])
    np.testing.assert_array_equal(f.mean_gap, [30.0, 100.0, 45.0, 79.0])
    np.testing.assert_array_equal(f.gap_percentiles, [[10, 30, 40], [100, 100, 100], [40, 45, 47.5], [79, 79, 79]])
    np.testing.assert_allclose(f.mean_response, [(50 + 1250) / 100, np.nan, 1250 / 60, 0.0])
    np.testing.assert_array_equal(f.answered, [1.0, 0.0, 0.6, 0.21])


def test_by_hand_left_out() -> None:
    f = point_figures(made(ROWS, 4, (0.0, 100.0)), ends="left out")
    np.testing.assert_array_equal(f.longest_gap, [50.0, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(f.gap_percentiles[1:], np.full((3, 3), np.nan))
    np.testing.assert_allclose(f.mean_response, [13.0, np.nan, 1250 / 60, 0.0])  # not a matter of the rule


def test_region_by_hand() -> None:
    found = made(ROWS, 4, (0.0, 100.0))
    area = np.array([1.0, 2.0, 3.0, 4.0])
    r = region_figures(point_figures(found), area, found.window)
    assert r.covered == pytest.approx(0.8)
    assert r.mean_seen == pytest.approx((40 + 30 + 84) / 1000)
    assert (r.longest_gap, r.longest_gap_point) == (100.0, 1)
    assert r.mean_longest_gap == pytest.approx((50 + 200 + 150 + 316) / 10)
    assert r.longest_gap_percentiles == {50.0: 79.0, 90.0: 100.0, 95.0: 100.0}
    assert r.mean_response == pytest.approx((13 + 3 * 1250 / 60) / 8)
    seconds, share = covered_over_time(found, area)
    np.testing.assert_array_equal(seconds, [0.0, 10.0, 50.0])
    np.testing.assert_allclose(share, [0.4, 0.5, 0.8])


def test_nothing_seen() -> None:
    found = made([], 3, (5.0, 25.0))
    f = point_figures(found)
    np.testing.assert_array_equal(f.longest_gap, [20.0] * 3)
    r = region_figures(f, np.ones(3), found.window)
    assert (r.covered, r.mean_seen, r.longest_gap) == (0.0, 0.0, 20.0)
    assert np.isnan(r.mean_response)
    assert [len(a) for a in covered_over_time(found, np.ones(3))] == [0, 0]
    r = region_figures(point_figures(found, ends="left out"), np.ones(3), found.window)
    assert np.isnan(r.longest_gap)
    assert r.longest_gap_point == -1


def test_against_every_second() -> None:
    rng = np.random.default_rng(4)
    rows = []
    for _ in range(300):
        start = int(rng.integers(0, 3000))
        rows.append(
            (int(rng.integers(3)), int(rng.integers(8)), float(start), float(min(3000, start + rng.integers(1, 90))))
        )
    found = made(rows, 10, (0.0, 3000.0))
    mask = np.zeros((10, 3000), dtype=bool)
    for _, p, a, b in rows:
        mask[p, int(a) : int(b)] = True
    visits, gaps, f = visits_of(found), gaps_of(visits_of(found)), point_figures(found)
    np.testing.assert_array_equal(f.seen_time, mask.sum(axis=1))
    assert gaps.length.sum() == (~mask).sum()
    assert visits.end[visits.point == 0].max() <= 3000
    for p in range(10):
        padded = np.concatenate([[True], mask[p], [True]])
        edges = np.flatnonzero(np.diff(padded.astype(int)))
        lengths = edges[1::2] - edges[::2]
        np.testing.assert_array_equal(np.sort(gaps.length[gaps.point == p]), np.sort(lengths))
        assert f.longest_gap[p] == lengths.max()
        np.testing.assert_allclose(f.gap_percentiles[p], np.percentile(lengths, [50, 90, 95]))


@pytest.mark.parametrize(
    ("bad", "words"), [({"ends": "wrapped"}, "counted, left out"), ({"percentiles": (101.0,)}, "0 to 100")]
)
def test_bad_choices(bad: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        point_figures(made(ROWS, 4, (0.0, 100.0)), **bad)  # type: ignore[arg-type]
