"""Maps of the probability that something or somebody is hit, from the impacts of many launches."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.areas.impact_map_kernel import BLOCK, add_launches, add_most
from luncur.areas.patches import REACH, Patch, covered, local_bandwidth, patches
from luncur.areas.plane import RADIUS, unit
from luncur.compiler import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FAILING, PLANNED = 0, 1  # kinds of launch
Sums = tuple[Floats, float]  # what ``_on_patch`` gives


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
    hidden: list[NDArray[np.bool_]] | None = None,
    failure_range: tuple[float, float] = (1.0, 1.0),
    floor: float = 0.0,
    workers: int = 1,
) -> ImpactMap:
    """Probability per launch that a piece comes down within ``radius`` [m] of a point, for every cell of local grids.

    Each impact is spread by a normal kernel of its own ``bandwidth`` [m] (None: ``local_bandwidth``).  Pieces of one launch
    are not added but combined, 1 - prod (1 - p), and launches averaged.  A radius may differ by piece: that of a target
    grown by the piece, or of the area in which the piece makes a casualty; zero is no hit.  ``failure_range`` is the
    lower and upper probability of failure over the one in the weights.  ``hidden`` is what ``covered`` says of the grids,
    for a caller that makes several maps on the same ones.  Where the probability cannot reach ``floor`` it is
    not computed and stands as zero.

    Bounds: the sum of unequal contributions is taken as a scaled Poisson count (gamma interval); its upper end allows
    for one more launch as heavy as any that reaches the cell could have been there.  5 % is shared among all occupied
    cells (Bonferroni); of cells that nothing reaches nothing is said.
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
        if hidden is None:
            hidden = covered(grids, pool)
        sums = list(pool.map(lambda g, h: _on_patch(g, h, hits, radius, sigma, points, floor), grids, hidden))
    cells = sum(int(np.count_nonzero(s[0][0].sum(axis=0))) for s in sums)
    out = [_bounds(patch, *s, max(cells, 1), failure_range) for patch, s in zip(grids, sums, strict=True)]
    return ImpactMap(tuple(out), len(np.unique(hits.launch)), cells)


def _on_patch(
    patch: Patch, hidden: NDArray[np.bool_], hits: Hits, radius: Floats, sigma: Floats, points: Floats, floor: float
) -> Sums:
    """Sum of probabilities, of their squares and the largest possible one [3, 2, rows, columns], and the median kernel."""
    sums = np.zeros((3, 2, patch.rows, patch.columns))
    away = RADIUS * np.arccos(np.clip(points @ unit(patch.plane.latitude, patch.plane.longitude), -1, 1))
    wide = np.maximum(sigma, patch.cell / 1.5)  # a kernel not narrower than the grid can show
    near = np.flatnonzero(away < patch.reach + REACH * wide + radius)
    if len(near) == 0:
        return sums, 0.0
    x, y = patch.plane.to(hits.latitude[near], hits.longitude[near])
    launch = hits.launch[near]
    first = np.concatenate([[0], np.flatnonzero(np.diff(launch)) + 1, [len(launch)]]).astype(np.int64)
    head = near[first[:-1]]
    kernel = wide[near]
    most, peak = np.zeros((2, -(-patch.rows // BLOCK), -(-patch.columns // BLOCK)))
    compiled(add_most)(
        hits.weight[near],
        x,
        y,
        kernel,
        radius[near],
        hits.pieces[near],
        patch.x0,
        patch.y0,
        patch.cell,
        REACH,
        most,
        peak,
    )
    skip = ((most < floor) & (peak < floor)) | _whole_blocks(hidden)
    if skip.all():
        return sums, float(np.median(kernel))
    compiled(add_launches)(
        first, hits.kind[head], hits.weight[head], x, y, kernel, radius[near], hits.pieces[near], patch.x0, patch.y0,
        patch.cell, REACH, skip, *sums,
    )  # fmt: skip
    sums[:, :, hidden] = 0.0
    return sums, float(np.median(kernel))


def _whole_blocks(hidden: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Blocks of cells [block rows, block columns] of which every cell is hidden."""
    rows, columns = (-(-n // BLOCK) for n in hidden.shape)
    whole = np.ones((rows * BLOCK, columns * BLOCK), dtype=bool)
    whole[: hidden.shape[0], : hidden.shape[1]] = hidden
    return np.asarray(whole.reshape(rows, BLOCK, columns, BLOCK).all(axis=(1, 3)))


def _bounds(patch: Patch, sums: Floats, bandwidth: float, cells: int, failure_range: tuple[float, float]) -> Grid:
    share = 0.025 / cells
    mean = sums[0].sum(axis=0)
    low, high = _gamma(sums, share, 1.0)
    low_input = np.minimum(low, _gamma(sums, share, failure_range[0])[0])
    high_input = np.maximum(high, _gamma(sums, share, failure_range[1])[1])
    return Grid(patch, bandwidth, sums[0], mean, low, high, high_input, low_input)


def _gamma(sums: Floats, share: float, factor: float) -> tuple[Floats, Floats]:
    """Bounds of the sum over both kinds of launch, failures times ``factor``; zero where nothing reaches."""
    from scipy.special import gammaincinv

    scale = np.array([factor, 1.0])[:, None, None]
    total, square, largest = (
        (sums[0] * scale).sum(axis=0),
        (sums[1] * scale**2).sum(axis=0),
        (sums[2] * scale).max(axis=0),
    )
    low, high = np.zeros(total.shape), np.zeros(total.shape)
    some = total > 0
    y, v, w = total[some], np.maximum(square[some], 1e-300), largest[some]
    low[some] = gammaincinv(np.minimum(y * y / v, 1e8), share) * v / y
    high[some] = gammaincinv((y + w) ** 2 / (v + w * w), 1 - share) * (v + w * w) / (y + w)
    return low, high
