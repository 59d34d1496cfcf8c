"""Maps of the probability that something or somebody is hit, from the impacts of many launches."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.areas.bandwidth import local_bandwidth
from luncur.areas.blocks_kernel import BLOCK, open_runs
from luncur.areas.bounds import estimates
from luncur.areas.covered import covered
from luncur.areas.grid import Grid, ImpactMap
from luncur.areas.impact_map_kernel import TERMS, add_launches, add_most
from luncur.areas.patches import REACH, Patch, patches
from luncur.areas.plane import unit
from luncur.areas.scatter import Scatter, blocks, counted
from luncur.compiler import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
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
class Sums:
    """What launches add up to on one patch: sums[3, kinds, n] (of ``bounds.estimates``) at the cells ``at``, and the median kernel.

    alone: which of these failed launches alone would have had computed.
    """

    at: Ints
    sums: Floats
    alone: Mask
    bandwidth: float


def impact_map(
    hits: Hits,
    radius: Floats,
    *,
    bandwidth: Floats | None = None,
    grids: list[Patch] | None = None,
    hidden: list[Mask] | None = None,
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
    with ThreadPoolExecutor(max_workers=workers) as pool:  # kernels release the interpreter lock
        sigma = local_bandwidth(hits.latitude, hits.longitude, hits.group) if bandwidth is None else bandwidth
        if grids is None:
            grids = patches(hits.latitude, hits.longitude, sigma)
        if hidden is None:
            hidden = covered(grids, pool)
        (sums,) = sums_of(hits, [radius], sigma, grids, hidden, [floor], pool)
        return map_of(sums, grids, launches_of(hits, radius), failure_range, pool)


def launches_of(hits: Hits, radius: Floats) -> int:
    """How many launches can hit anything."""
    return len(np.unique(hits.launch[radius > 0]))


def sums_of(
    hits: Hits, radii: Sequence[Floats], sigma: Floats, grids: list[Patch], hidden: list[Mask], floors: Sequence[float], pool: Executor
) -> list[list[Sums]]:  # fmt: skip
    """What launches add up to on every patch, for several radii of the same impacts: patches by radius.

    One look for the impacts near a patch serves all radii.  Arguments as of ``impact_map``.
    """
    radii = [np.asarray(radius, dtype=np.float64) for radius in radii]
    if np.any(np.diff(hits.launch) < 0):
        order = np.argsort(hits.launch, kind="stable")
        hits, sigma, radii = hits.take(order), sigma[order], [radius[order] for radius in radii]
    scatter = Scatter.of(unit(hits.latitude, hits.longitude), sigma, np.max(radii, axis=0))
    found = list(pool.map(lambda g, h: _on_patch(g, h, hits, radii, sigma, scatter, floors), grids, hidden))
    return [[on_patch[k] for on_patch in found] for k in range(len(radii))]


def map_of(
    sums: list[Sums], grids: list[Patch], launches: int, failure_range: tuple[float, float], pool: Executor
) -> ImpactMap:
    """The map of sums by patch, its bounds shared among all cells."""
    cells = sum(len(s.at) for s in sums)

    def grid(patch: Patch, s: Sums) -> Grid:
        return Grid(patch, s.bandwidth, s.at, estimates(s.sums, max(cells, 1), failure_range))

    return ImpactMap(tuple(pool.map(grid, grids, sums)), launches, cells)


def of_failures(sums: list[Sums]) -> list[Sums]:
    """The sums that failed launches alone would have made."""
    out = []
    for s in sums:
        here = s.alone & (s.sums[0, FAILING] > 0)
        only = s.sums[:, :, here]
        only[:, PLANNED] = 0.0
        out.append(Sums(s.at[here], only, s.alone[here], s.bandwidth))
    return out


def _on_patch(
    patch: Patch, hidden: Mask, hits: Hits, radii: list[Floats], sigma: Floats, scatter: Scatter, floors: Sequence[float]
) -> list[Sums]:  # fmt: skip
    shut = blocks(hidden)
    narrowest = patch.cell / 1.5  # a kernel is not narrower than the grid can show
    near, x, y = scatter.near(patch, shut, narrowest)
    if len(near) == 0:
        return [Sums(np.zeros(0, np.int64), np.zeros((3, 2, 0)), np.zeros(0, bool), 0.0) for _ in radii]
    width = float(np.median(np.maximum(sigma[near], narrowest)))
    return [
        _summed(patch, hidden, shut, hits, near, x, y, sigma, narrowest, radius, floor, width)
        for radius, floor in zip(radii, floors, strict=True)
    ]


def _summed(
    patch: Patch, hidden: Mask, shut: Mask, hits: Hits, near: Ints, x: Floats, y: Floats, sigma: Floats, narrowest: float,
    radius: Floats, floor: float, width: float,
) -> Sums:  # fmt: skip
    """The sums of one radius at the cells of a patch that something reaches."""
    impacts = hits.kind, hits.weight, sigma, radius, hits.pieces, patch.x0, patch.y0, patch.cell, narrowest, REACH
    most, peak = np.zeros((2, 2, *shut.shape))
    compiled(add_most)(near, x, y, *impacts, shut, most, peak)
    skip = ((most.sum(axis=0) < floor) & (peak.max(axis=0) < floor)) | shut
    sums = np.zeros((3, 2, patch.rows, patch.columns))
    if not skip.all():
        size = patch.rows, patch.columns
        compiled(add_launches)(
            near, x, y, hits.launch, *impacts, *compiled(open_runs)(skip, patch.columns), counted(~skip),
            *np.empty((2, patch.columns)), np.empty(TERMS), np.zeros(size), np.full(patch.rows, patch.columns),
            np.zeros(patch.rows, dtype=np.int64), *sums,
        )  # fmt: skip
    at = np.flatnonzero((sums[0].sum(axis=0) > 0) & ~hidden)
    failing = (most[FAILING] >= floor) | (peak[FAILING] >= floor)
    row, column = np.divmod(at, patch.columns)
    return Sums(
        at, sums.reshape(3, 2, -1)[:, :, at], failing[row // BLOCK, column // BLOCK], width
    )  # fmt: skip
