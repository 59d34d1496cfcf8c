"""Which cells of overlapping grids are left to finer ones."""

from __future__ import annotations

from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from luncur.areas.covered_kernel import centres_many, cover
from luncur.areas.patches import Patch
from luncur.areas.plane import RADIUS
from luncur.compiler import compiled

Floats = NDArray[np.float64]


def covered(grids: list[Patch], pool: Executor | None = None) -> list[NDArray[np.bool_]]:
    """Of every grid, the cells [rows, columns] that lie wholly in a finer one: that one says what is to be said there."""
    if not grids:
        return []
    axes = np.array([g.plane.axes for g in grids])
    reach, cell = np.array([g.reach for g in grids]), np.array([g.cell for g in grids])
    hide = compiled(cover)
    large = np.argsort(-reach, kind="stable")  # these cover most, so that little is left for the others to look at

    def one(i: int) -> NDArray[np.bool_]:
        patch = grids[i]
        away = RADIUS * np.arccos(np.clip(axes[:, 2] @ axes[i, 2], -1.0, 1.0))
        over = large[((cell < patch.cell) & (away < patch.reach + reach))[large]]
        out = np.zeros((patch.rows, patch.columns), dtype=bool)
        if len(over) == 0:
            return out
        points = np.empty((patch.rows, patch.columns, 3))
        compiled(centres_many)(axes[i], patch.x0, patch.y0, patch.cell, points)
        for j in over:
            g = grids[j]
            box = np.array([g.x0, g.x0 + g.columns * g.cell, g.y0, g.y0 + g.rows * g.cell])
            hide(points, axes[i], patch.x0, patch.y0, patch.cell, axes[j], box, reach[j], 0.75 * patch.cell, out)
        return out

    return list((pool.map if pool else map)(one, range(len(grids))))
