"""Figures of coverage: how long, how often, how long between, how much of a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.errors import InputError
from luncur.orbit.coverage.access import Accesses
from luncur.orbit.coverage.spans_kernel import union

Floats = NDArray[np.float64]

ENDS = ("counted", "left out")


@dataclass(frozen=True, eq=False)
class Visits:
    """When points are seen by any satellite: accesses of a point that overlap, merged; by point, then start.

    point: numbers (n,); start, end: (n,) [s]; window [s]; points: how many there are.
    """

    window: tuple[float, float]
    points: int
    point: NDArray[np.int32]
    start: Floats
    end: Floats


@dataclass(frozen=True, eq=False)
class Gaps:
    """Spans in which points are not seen: point, start, end (n,), and which of them the window cuts at its first or last second."""

    point: NDArray[np.int64]
    start: Floats
    end: Floats
    first: NDArray[np.bool_]
    last: NDArray[np.bool_]

    @property
    def length(self) -> Floats:
        return self.end - self.start


@dataclass(frozen=True, eq=False)
class PointFigures:
    """Figures of each point (n,); times [s].

    accesses: how many, each satellite's counted; visits: how many remain when overlapping ones are merged.  access_time: of all
    satellites added up; seen_time: in which any sees it.  first: start of the first access.  Gaps, by the chosen rule for those
    at the ends of the window: longest_gap, mean_gap, gap_percentiles[n, k] (linear between ranks).  mean_response: from a request at a random
    moment to the next access, 0 during one, over requests up to the end of the last visit (later ones get no answer in the window);
    answered: the share of the window that these are.  nan where there is none.
    """

    ends: str
    percentiles: tuple[float, ...]
    accesses: NDArray[np.int64]
    visits: NDArray[np.int64]
    access_time: Floats
    seen_time: Floats
    first: Floats
    longest_gap: Floats
    mean_gap: Floats
    gap_percentiles: Floats
    mean_response: Floats
    answered: Floats


def visits_of(found: Accesses) -> Visits:
    """The union of all satellites' accesses, point by point."""
    order = np.lexsort((found.start, found.point))
    point, start, end = found.point[order], found.start[order], found.end[order]
    out = np.empty_like(point), np.empty_like(start), np.empty_like(end)
    n = compiled(union)(point, start, end, *out)
    return Visits(found.window, found.points, out[0][:n].copy(), out[1][:n].copy(), out[2][:n].copy())


def gaps_of(visits: Visits) -> Gaps:
    """Every gap of every point, those at the ends of the window too; a point that is never seen has one, the whole window."""
    number = np.bincount(visits.point, minlength=visits.points)
    # each point's spans: from the window's first second or the end of a visit to the start of the next or the last second
    after = np.cumsum(number)
    point = np.insert(visits.point.astype(np.int64), after, np.arange(visits.points))
    start = np.insert(visits.end, after - number, visits.window[0])
    end = np.insert(visits.start, after, visits.window[1])
    place = np.arange(visits.points)
    first, last = np.zeros(len(point), dtype=bool), np.zeros(len(point), dtype=bool)
    first[after - number + place] = True
    last[after + place] = True
    kept = end > start
    return Gaps(point[kept], start[kept], end[kept], first[kept], last[kept])


def point_figures(
    found: Accesses, *, ends: str = "counted", percentiles: Sequence[float] = (50.0, 90.0, 95.0)
) -> PointFigures:
    """Figures of every point.

    ends: how gaps that the window cuts are counted: "counted", as long as they are seen to be, which makes them lower bounds, and the
    whole window for a point that is never seen; or "left out": only gaps between two visits count, nan where there are none.
    InputError for another rule, or a percentile outside 0 to 100.
    """
    if ends not in ENDS:
        raise InputError("figures", "ends", ends, f"one of {', '.join(ENDS)}")
    if any(not 0.0 <= q <= 100.0 for q in percentiles):
        raise InputError("figures", "percentiles", tuple(percentiles), "numbers from 0 to 100")
    visits = visits_of(found)
    gaps = gaps_of(visits)
    n = found.points
    counted = np.ones(len(gaps.point), dtype=bool) if ends == "counted" else ~(gaps.first | gaps.last)
    longest, mean, quantiles = _by_point(gaps.point[counted], gaps.length[counted], n, percentiles)
    number = np.bincount(visits.point, minlength=n)
    first, last = np.full(n, np.nan), np.full(n, np.nan)
    np.fmin.at(first, visits.point, visits.start)
    np.fmax.at(last, visits.point, visits.end)
    waited = np.bincount(gaps.point[~gaps.last], weights=0.5 * gaps.length[~gaps.last] ** 2, minlength=n)
    asked = last - visits.window[0]
    return PointFigures(
        ends, tuple(percentiles), np.bincount(found.point, minlength=n), number,
        np.asarray(np.bincount(found.point, weights=found.duration, minlength=n), dtype=np.float64),
        np.asarray(np.bincount(visits.point, weights=visits.end - visits.start, minlength=n), dtype=np.float64),
        first, longest, mean, quantiles, waited / asked,
        np.where(number > 0, asked / (visits.window[1] - visits.window[0]), 0.0),
    )  # fmt: skip


def _by_point(
    point: NDArray[np.int64], length: Floats, n: int, percentiles: Sequence[float]
) -> tuple[Floats, Floats, Floats]:
    """Greatest, mean and percentiles [n, k] of the lengths of each point; nan where it has none."""
    order = np.lexsort((length, point))
    sorted_length = length[order]
    number = np.bincount(point, minlength=n)
    begin = np.cumsum(number) - number
    some = number > 0
    longest, mean = np.full(n, np.nan), np.full(n, np.nan)
    longest[some] = sorted_length[begin[some] + number[some] - 1]
    mean[some] = np.bincount(point, weights=length, minlength=n)[some] / number[some]
    out = np.full((n, len(percentiles)), np.nan)
    for k, q in enumerate(percentiles):
        rank = 0.01 * q * (number[some] - 1)
        low = np.floor(rank).astype(np.int64)
        high = np.minimum(low + 1, number[some] - 1)
        a, b = sorted_length[begin[some] + low], sorted_length[begin[some] + high]
        out[some, k] = a + (rank - low) * (b - a)
    return longest, mean, out


@dataclass(frozen=True, eq=False)
class RegionFigures:
    """Figures of a region, points weighted by the area they stand for.

    covered: share of the area seen at least once; mean_seen: share of the area in view, averaged over the window.  Over the area that
    has such a gap: longest_gap (of any point) and its place, mean of points' longest and mean gaps, percentiles of points' longest gaps by area;
    mean_response, over the area that is seen.  Times [s]; nan where nothing is.
    """

    covered: float
    mean_seen: float
    longest_gap: float
    longest_gap_point: int
    mean_longest_gap: float
    mean_gap: float
    longest_gap_percentiles: dict[float, float]
    mean_response: float


def region_figures(
    figures: PointFigures, area: Floats, window: tuple[float, float], percentiles: Sequence[float] = (50.0, 90.0, 95.0)
) -> RegionFigures:
    """The figures of all points put together; area: (n,) [m2], window: first and last second of the search."""
    share = area / area.sum()
    longest = figures.longest_gap
    some = ~np.isnan(longest)
    worst = int(np.nanargmax(longest)) if some.any() else -1
    return RegionFigures(
        float(share[figures.visits > 0].sum()),
        float((share * figures.seen_time).sum() / (window[1] - window[0])),
        float(longest[worst]) if some.any() else np.nan,
        worst,
        _mean(longest, share),
        _mean(figures.mean_gap, share),
        {q: _weighted_percentile(longest[some], share[some], q) for q in percentiles},
        _mean(figures.mean_response, share),
    )


def _mean(values: Floats, weight: Floats) -> float:
    some = ~np.isnan(values)
    return float(np.average(values[some], weights=weight[some])) if some.any() else np.nan


def _weighted_percentile(values: Floats, weight: Floats, q: float) -> float:
    """The least value that at least q percent of the weight does not exceed; nan for none."""
    if not len(values):
        return np.nan
    order = np.argsort(values)
    reached = np.cumsum(weight[order])
    place = np.searchsorted(reached, 0.01 * q * reached[-1] * (1.0 - 1e-12))
    return float(values[order][min(int(place), len(values) - 1)])


def covered_over_time(found: Accesses, area: Floats) -> tuple[Floats, Floats]:
    """When more of a region has been seen at least once: seconds (k,), ascending, and the share of the area (k,) from each on."""
    first = np.full(found.points, np.inf)
    np.minimum.at(first, found.point, found.start)
    order = np.argsort(first, kind="stable")
    order = order[np.isfinite(first[order])]
    seconds, begin = np.unique(first[order], return_index=True)
    reached = np.cumsum(area[order]) / area.sum()
    return seconds, np.append(reached[begin[1:] - 1], reached[-1:]) if len(seconds) else np.empty(0)
