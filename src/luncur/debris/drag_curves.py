"""How the drag coefficient of a falling body changes with the Mach number, relative to its value at rest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from luncur.earth.splines import hermite, monotone_slopes

Floats = NDArray[np.float64]

CELL = 0.1  # of the Mach number
TOP = 30.0


@dataclass(frozen=True, slots=True)
class DragCurve:
    """Knots of (Mach number, drag coefficient relative to Mach 0), the coefficient at Mach 0, and where they come from."""

    name: str
    reference: float
    knots: tuple[tuple[float, float], ...]
    source: str


_HOERNER = "shape after Hoerner, Fluid-Dynamic Drag (1965), chapters 3, 16 and 18; read off by eye, unconfirmed"

CURVES: tuple[DragCurve, ...] = (
    DragCurve("constant", 1.0, ((0.0, 1.0), (30.0, 1.0)), "constant"),
    DragCurve(
        "tumbling-cylinder", 0.9,
        ((0, 1.0), (0.5, 1.02), (0.8, 1.15), (1.0, 1.40), (1.2, 1.55), (1.6, 1.55), (2, 1.48), (3, 1.40), (5, 1.34), (30, 1.30)),
        _HOERNER,
    ),
    DragCurve(
        "sphere", 0.47,
        ((0, 1.0), (0.5, 1.04), (0.8, 1.30), (1.0, 1.72), (1.4, 2.10), (2, 2.10), (3, 2.00), (5, 1.94), (30, 1.92)),
        _HOERNER,
    ),
    DragCurve(
        "flat-plate", 1.0,
        ((0, 1.0), (0.6, 1.06), (0.9, 1.25), (1.1, 1.45), (1.5, 1.55), (2, 1.58), (3, 1.55), (5, 1.52), (30, 1.50)),
        _HOERNER,
    ),
    DragCurve(
        "slender", 0.35,
        ((0, 1.0), (0.8, 1.05), (0.95, 1.35), (1.1, 1.75), (1.5, 1.60), (2, 1.40), (3, 1.15), (5, 0.95), (30, 0.90)),
        _HOERNER,
    ),
)  # fmt: skip

NAMES = tuple(curve.name for curve in CURVES)


def curve_table(knots: tuple[tuple[float, float], ...] | Floats) -> Floats:
    """Cubic cells [rows, 4] through knots of (Mach number, relative coefficient), monotone between them.

    Source of the interpolation: Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5 (1984).
    """
    points = np.asarray(knots, dtype=np.float64)
    grid = np.arange(0.0, TOP + 1.5 * CELL, CELL)
    x, y = points.T
    value, slope = hermite(x, y, monotone_slopes(x, y), np.minimum(grid, x[-1]))
    slope = slope * (grid <= x[-1]) * CELL
    rise = value[1:] - value[:-1]
    cells = np.stack(
        [value[:-1], slope[:-1], 3 * rise - 2 * slope[:-1] - slope[1:], slope[:-1] + slope[1:] - 2 * rise], axis=1
    )
    return np.ascontiguousarray(cells)


@cache
def drag_tables() -> Floats:
    """Tables of every built-in curve [curves, rows, 4], in the order of ``NAMES``; made once and shared: read only by agreement.

    Numba takes an array that is marked as read-only for another type, and would compile everything again.
    """
    return np.stack([curve_table(curve.knots) for curve in CURVES])
