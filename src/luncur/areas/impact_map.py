"""Maps of the probability that something or somebody is hit, from the impacts of many launches."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.areas.impact_map_kernel import BLOCK, add_launches, add_most
from luncur.areas.patches import REACH, Patch, local_bandwidth, patches
from luncur.areas.plane import RADIUS, unit
from luncur.compiler import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FAILING, PLANNED = 0, 1  # kinds of launch


@dataclass(frozen=True)
class Hits:
    """Impacts of many launches, one row per representative piece.

    latitude, longitude [rad]; launch: index, any order; kind: ``FAILING`` or ``PLANNED``; weight: probability per launch
    that the row's launch stands for, the same for all rows of one launch; pieces: how many real ones the row is;
    group: rows of one group scatter alike, the kernel's width is taken among them.
    """

    latitude: Floats
    longitude: Floats
    launch: Ints
    kind: Ints
    weight: Floats
    pieces: Floats
    group: Ints

    def take(self, keep: Ints | NDArray[np.bool_]) -> Hits:
        return Hits(**{name: getattr(self, name)[keep] for name in self.__dataclass_fields__})


@dataclass(frozen=True)
class Grid:
    """Estimates on one patch [rows, columns]: mean of each kind of launch [2, ...], the sum of both and its bounds.

    low and high bound the mean of every cell of every grid of the map at once, with 95 % (sampling only); high_input
    holds the upper limit of the probability of failure besides.
    """

    patch: Patch
    bandwidth: float  # median over the patch [m]
    kinds: Floats
    mean: Floats
    low: Floats
    high: Floats
    high_input: Floats
    low_input: Floats


@dataclass(frozen=True)
class ImpactMap:
    """The grids of one probability; ``launches`` that hit anything, ``cells`` that the bounds were shared among."""

    grids: tuple[Grid, ...]
    launches: int
    cells: int

    def maximum(self, keep: list[NDArray[np.bool_]] | None = None) -> dict[str, float]:
        """Largest mean over the cells (those kept) with bounds for the largest, and where it is [rad]; zero without cells.

        low and high are the largest of the simultaneous bounds, so they hold the largest probability with 95 %.
        """
        names = ("mean", "low", "high", "low_input", "high_input")
        best = dict.fromkeys((*names, "latitude", "longitude", "cell", "bandwidth"), 0.0)
        for g, grid in enumerate(self.grids):
            here = np.ones(grid.mean.shape, dtype=bool) if keep is None else keep[g]
            if not here.any():
                continue
            top = np.where(here, grid.mean, -1.0)
            at = np.unravel_index(int(np.argmax(top)), top.shape)
            if top[at] > best["mean"]:
                latitude, longitude = grid.patch.centres()
                best |= {"latitude": float(latitude[at]), "longitude": float(longitude[at])}
                best |= {"cell": grid.patch.cell, "bandwidth": grid.bandwidth}
            for name in names:
                best[name] = max(best[name], float(getattr(grid, name)[here].max()))
        return best


def impact_map(
    hits: Hits,
    radius: Floats,
    *,
    bandwidth: Floats | None = None,
    grids: list[Patch] | None = None,
    failure_range: tuple[float, float] = (1.0, 1.0),
    floor: float = 0.0,
    workers: int = 1,
) -> ImpactMap:
    """Probability per launch that a piece comes down within ``radius`` [m] of a point, for every cell of local grids.

    Each impact is spread by a normal kernel of its own ``bandwidth`` [m] (None: ``local_bandwidth``).  Pieces of one launch
    are not added but combined, 1 - prod (1 - p), and launches averaged.  A radius may differ by piece: that of a target
    grown by the piece, or of the area in which the piece makes a casualty; zero is no hit.  ``failure_range`` is the
    lower and upper probability of failure over the one in the weights.  Where the probability cannot reach ``floor`` it is
    not computed and stands as zero.

    Bounds: the sum of unequal contributions is taken as a scaled Poisson count with (sum)^2 / (sum of squares) effective
    launches; 5 % is shared among all occupied cells (Bonferroni).
    Source: 14 CFR 450.133(b)(2); Fay and Feuer, Stat. Med. 16 (1997), 791-801 (bounds of weighted counts).
    """
    order = np.argsort(hits.launch, kind="stable")
    hits, radius = hits.take(order), np.asarray(radius, dtype=np.float64)[order]
    sigma = local_bandwidth(hits.latitude, hits.longitude, hits.group) if bandwidth is None else bandwidth[order]
    if grids is None:
        grids = patches(hits.latitude, hits.longitude, sigma)
    useful = np.flatnonzero(radius > 0)
    hits, radius, sigma = hits.take(useful), radius[useful], sigma[useful]
    points = unit(hits.latitude, hits.longitude)
    with ThreadPoolExecutor(max_workers=workers) as pool:  # kernels release the interpreter lock
        sums = list(pool.map(lambda patch: _on_patch(patch, hits, radius, sigma, points, floor), grids))
    cells = sum(int(np.count_nonzero(s[0].sum(axis=0))) for s in sums)
    out = [_bounds(patch, *s, max(cells, 1), failure_range) for patch, s in zip(grids, sums, strict=True)]
    return ImpactMap(tuple(out), len(np.unique(hits.launch)), cells)


def _on_patch(
    patch: Patch, hits: Hits, radius: Floats, sigma: Floats, points: Floats, floor: float
) -> tuple[Floats, Floats, float]:
    """Sum of probabilities and of their squares [2, rows, columns] of all launches, and the median kernel."""
    total, square = np.zeros((2, patch.rows, patch.columns)), np.zeros((2, patch.rows, patch.columns))
    away = RADIUS * np.arccos(np.clip(points @ unit(patch.plane.latitude, patch.plane.longitude), -1, 1))
    near = np.flatnonzero(away < patch.reach + REACH * sigma + radius)
    if len(near) == 0:
        return total, square, 0.0
    x, y = patch.plane.to(hits.latitude[near], hits.longitude[near])
    launch = hits.launch[near]
    first = np.concatenate([[0], np.flatnonzero(np.diff(launch)) + 1, [len(launch)]]).astype(np.int64)
    head = near[first[:-1]]
    kernel = np.maximum(sigma[near], patch.cell / 1.5)  # not narrower than the grid can show
    most = np.zeros((-(-patch.rows // BLOCK), -(-patch.columns // BLOCK)))
    compiled(add_most)(
        hits.weight[near], x, y, kernel, radius[near], hits.pieces[near], patch.x0, patch.y0, patch.cell, REACH, most
    )
    if most.max() < floor:
        return total, square, float(np.median(kernel))
    compiled(add_launches)(
        first, hits.kind[head], hits.weight[head], x, y, kernel, radius[near], hits.pieces[near], patch.x0, patch.y0,
        patch.cell, REACH, most < floor, np.zeros((patch.rows, patch.columns)), np.zeros(patch.rows * patch.columns, dtype=np.int64),
        total, square,
    )  # fmt: skip
    return total, square, float(np.median(kernel))


def _bounds(
    patch: Patch, total: Floats, square: Floats, bandwidth: float, cells: int, failure_range: tuple[float, float]
) -> Grid:
    from scipy.special import gammaincinv

    share = 0.025 / cells
    mean = total.sum(axis=0)
    n = np.maximum(mean**2 / np.maximum(square.sum(axis=0), 1e-300), 1.0)
    up = gammaincinv(n + 1, 1 - share) / n
    down = gammaincinv(n, share) / n
    down_f, up_f = failure_range
    return Grid(
        patch, bandwidth, total, mean, mean * down, mean * up,
        (total[PLANNED] + up_f * total[FAILING]) * up, (total[PLANNED] + down_f * total[FAILING]) * down,
    )  # fmt: skip
