"""Cubics through given values, to the bit those of scipy, whose package of interpolation takes longer to load than the tables to make."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def cubic_cells(values: Floats) -> Floats:
    """Coefficients [rows, 4] of the C2 cubic through equally spaced values, in the fraction of each cell.

    At both ends the first two cells are one cubic ("not a knot"); three values lie on a parabola.  ValueError for fewer.
    Source: de Boor, A Practical Guide to Splines, chapter IV.
    """
    y = np.asarray(values, dtype=np.float64)
    if len(y) < 3:
        raise ValueError("a cubic table needs three values or more")
    rise = np.diff(y)
    slope = _slopes(rise)
    bend = slope[:-1] + slope[1:] - 2 * rise
    return np.stack([y[:-1], slope[:-1], (rise - slope[:-1]) - bend, bend], axis=1)


def _slopes(rise: Floats) -> Floats:
    """Slopes at the values, from the rise of each cell: a tridiagonal system, eliminated from the first row on."""
    n = len(rise) + 1
    if n == 3:
        middle = 0.5 * (rise[0] + rise[1])
        return np.array([2 * rise[0] - middle, middle, 2 * rise[1] - middle])
    below, above, main = [1.0] * n, [1.0] * n, [4.0] * n
    main[0] = main[-1] = 1.0
    above[0] = below[-1] = 2.0
    inner = 3.0 * (rise[:-1] + rise[1:])
    right = [(5.0 * rise[0] + rise[1]) / 2.0, *inner.tolist(), (rise[-2] + 5.0 * rise[-1]) / 2.0]
    for i in range(n - 1):
        share = below[i + 1] / main[i]
        main[i + 1] -= share * above[i]
        right[i + 1] -= share * right[i]
    right[-1] /= main[-1]
    for i in range(n - 2, -1, -1):
        right[i] = (right[i] - above[i] * right[i + 1]) / main[i]
    return np.array(right)


def monotone_slopes(x: Floats, y: Floats) -> Floats:
    """Slopes at knots, of the cubics that rise and fall only where the knots do; two knots or more.

    Source: Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5 (1984), 300-304; ends: Moler, Numerical Computing with MATLAB,
    section 3.4.
    """
    h, rise = np.diff(x), np.diff(y)
    m = rise / h
    if len(x) == 2:
        return np.array([m[0], m[0]])
    flat = (np.sign(m[1:]) != np.sign(m[:-1])) | (m[1:] == 0) | (m[:-1] == 0)
    w1, w2 = 2 * h[1:] + h[:-1], h[1:] + 2 * h[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (w1 / m[:-1] + w2 / m[1:]) / (w1 + w2)
        inner = np.where(flat, 0.0, 1.0 / mean)
    return np.array([_end_slope(h[0], h[1], m[0], m[1]), *inner, _end_slope(h[-1], h[-2], m[-1], m[-2])])


def _end_slope(h0: float, h1: float, m0: float, m1: float) -> float:
    slope = ((2 * h0 + h1) * m0 - h0 * m1) / (h0 + h1)
    if np.sign(slope) != np.sign(m0):
        return 0.0
    return 3.0 * m0 if np.sign(m0) != np.sign(m1) and abs(slope) > 3.0 * abs(m0) else slope


def hermite(x: Floats, y: Floats, slope: Floats, at: Floats) -> tuple[Floats, Floats]:
    """Values and slopes at ``at`` of the cubics through knots y[n, ...] with their slopes; the end ones run on."""
    shape = (-1, *[1] * (y.ndim - 1))
    h = np.diff(x).reshape(shape)
    mean = np.diff(y, axis=0) / h
    bend = (slope[:-1] + slope[1:] - 2 * mean) / h
    cubic, square = bend / h, (mean - slope[:-1]) / h - bend
    i = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(x) - 2)
    s = (at - x[i]).reshape(shape)
    s2 = s * s
    value = y[i] + slope[i] * s + square[i] * s2 + cubic[i] * (s2 * s)
    return value, slope[i] + 2 * square[i] * s + 3 * cubic[i] * s2
