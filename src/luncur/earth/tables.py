"""Cubic tables of profiles over altitude, twice continuously differentiable."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from luncur.earth.splines import cubic_cells
from luncur.earth.tables_kernel import CELL, UPPER_CELL

__all__ = ["ROWS", "TOP", "UPPER_ROWS", "cubic_cells", "knots", "upper_knots", "weather_table"]

Floats = NDArray[np.float64]

ROWS = 240  # weather table: 0 to 120 km
TOP = ROWS * CELL
UPPER_ROWS = 176  # upper table: 120 to 1,000 km


def knots() -> Floats:
    """Altitudes at which a weather table is given [m]."""
    return np.arange(ROWS + 1, dtype=np.float64) * CELL


def upper_knots() -> Floats:
    """Altitudes at which the upper table is given [m]."""
    return TOP + np.arange(UPPER_ROWS + 1, dtype=np.float64) * UPPER_CELL


def weather_table(density: Floats, sound_speed: Floats, wind_east: Floats, wind_north: Floats) -> Floats:
    """A weather table float64[rows, 16] from profiles given at ``knots()``."""
    quantities = (density, 1.0 / sound_speed, wind_east, wind_north)
    cells = np.stack([cubic_cells(q) for q in quantities], axis=2)  # [rows, power, quantity]
    return np.ascontiguousarray(cells.reshape(len(cells), 16))
