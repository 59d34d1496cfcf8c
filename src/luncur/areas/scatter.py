"""Impacts in small groups of neighbours, so that a grid finds those that reach it without a look at all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.areas.blocks_kernel import BLOCK
from luncur.areas.near_kernel import near_many
from luncur.areas.patches import REACH, Patch
from luncur.areas.plane import RADIUS
from luncur.compiler import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAF = 256  # impacts of one group
BITS = 18  # of each coordinate in the order of the groups


@dataclass(frozen=True)
class Scatter:
    """Impacts, leaf after leaf: row in the caller's order, unit vectors [n, 3], width of the kernel and radius of the disc [m].

    first[leaves + 1]; of each leaf: ``centre`` (unit vectors), ``spread``: distance [m] of its farthest impact from there,
    ``widest`` and ``largest``: of its widths and radii.
    """

    row: Ints
    points: Floats
    width: Floats
    radius: Floats
    first: Ints
    centre: Floats
    spread: Floats
    widest: Floats
    largest: Floats

    @staticmethod
    def of(points: Floats, width: Floats, radius: Floats) -> Scatter:
        """The impacts with a disc; of one leaf are neighbours of about the same width."""
        row = np.flatnonzero(radius > 0)
        row = row[np.argsort(_key(points[row], width[row]), kind="stable")]
        points, width, radius = points[row], width[row], radius[row]
        first = np.append(np.arange(0, len(row), LEAF), len(row)).astype(np.int64)
        if len(row) == 0:
            none = np.zeros(0)
            return Scatter(row, points, width, radius, first[:1], points, none, none, none)
        start = first[:-1]
        centre = np.add.reduceat(points, start, axis=0)
        centre /= np.maximum(np.linalg.norm(centre, axis=1, keepdims=True), 1e-12)
        away = np.einsum("ij,ij->i", points, np.repeat(centre, np.diff(first), axis=0))
        spread = RADIUS * np.arccos(np.clip(np.minimum.reduceat(away, start), -1.0, 1.0)) + 1.0
        return Scatter(
            row, points, width, radius, first, centre, spread, np.maximum.reduceat(width, start),
            np.maximum.reduceat(radius, start),
        )  # fmt: skip

    def near(self, patch: Patch, shut: NDArray[np.bool_], narrowest: float) -> tuple[Ints, Floats, Floats]:
        """Rows, ascending, and places [m] on the patch of the impacts whose kernels reach a block that is not shut.

        A kernel counts as ``narrowest`` [m] wide at least.
        """
        axes = patch.plane.axes
        away = RADIUS * np.arccos(np.clip(self.centre @ axes[2], -1.0, 1.0)) - self.spread
        leaves = np.flatnonzero(away < patch.reach + REACH * np.maximum(self.widest, narrowest) + self.largest)
        most = int(np.sum(self.first[leaves + 1] - self.first[leaves]))
        row, x, y = np.empty(most, dtype=np.int64), np.empty(most), np.empty(most)
        n = compiled(near_many)(
            leaves, self.first, self.row, self.points, self.width, self.radius, axes, patch.x0, patch.y0, patch.cell,
            narrowest, REACH, counted(~shut), row, x, y,
        )  # fmt: skip
        order = np.argsort(row[:n])
        return row[order], x[order], y[order]


def counted(marked: NDArray[np.bool_]) -> Ints:
    """How many blocks are marked among the first i rows and j columns [rows + 1, columns + 1]."""
    out = np.zeros((marked.shape[0] + 1, marked.shape[1] + 1), dtype=np.int64)
    np.cumsum(np.cumsum(marked, axis=0, dtype=np.int64), axis=1, out=out[1:, 1:])
    return out


def blocks(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Blocks [block rows, block columns] of which every cell is marked."""
    rows, columns = (-(-n // BLOCK) for n in cells.shape)
    whole = np.ones((rows * BLOCK, columns * BLOCK), dtype=bool)
    whole[: cells.shape[0], : cells.shape[1]] = cells
    return np.asarray(whole.reshape(rows, BLOCK, columns, BLOCK).all(axis=(1, 3)))


def _key(points: Floats, width: Floats) -> Ints:
    """Sorts by the octave of the width, and within it along a curve on which neighbours are near (bits interleaved)."""
    octave = np.clip(np.log2(np.maximum(width, 1.0)).astype(np.int64), 0, 31)
    at = ((points + 1.0) * (0.5 * (2**BITS - 1))).astype(np.int64)
    key = octave << (3 * BITS)
    for bit in range(BITS):
        for axis in range(3):
            key |= ((at[:, axis] >> bit) & 1) << (3 * bit + axis)
    return key
