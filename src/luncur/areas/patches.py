"""Local grids that together cover a scatter of impacts: fine where it is dense, coarse where it is thin."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.areas.plane import RADIUS, Plane, middle_of, unit
from luncur.areas.plane_kernel import on_plane_many
from luncur.compiler import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

REACH = 3.5  # sigmas after which a kernel is cut off: 0.2 % of its mass
CELLS = 20_000  # of one grid, unless few points need it
CELL = 1.0  # of the narrower quarter of a grid's bandwidths
SMALLEST = 25.0  # cell and bandwidth are not below it [m]
LARGEST = 50e3  # bandwidth is not above it [m]: impacts that lie alone are not smeared over a continent


@dataclass(frozen=True)
class Patch:
    """A grid on a flat map along the scatter's own direction: cell (row, column) begins at x0 + column cell, y0 + row cell."""

    plane: Plane
    x0: float
    y0: float
    cell: float
    rows: int
    columns: int

    def centres(self) -> tuple[Floats, Floats]:
        """Latitude and longitude [rad] of the middles of the cells, [rows, columns]."""
        x, y = np.meshgrid(
            self.x0 + (np.arange(self.columns) + 0.5) * self.cell, self.y0 + (np.arange(self.rows) + 0.5) * self.cell
        )
        return self.plane.back(x, y)

    def holds(self, latitude: Floats, longitude: Floats, margin: float) -> NDArray[np.bool_]:
        """Whether points [rad] lie in the grid, ``margin`` [m] or more from its edge."""
        x, y = self.plane.to(latitude, longitude)
        inside = (x > self.x0 + margin) & (x < self.x0 + self.columns * self.cell - margin)
        return np.asarray(inside & (y > self.y0 + margin) & (y < self.y0 + self.rows * self.cell - margin))

    @property
    def reach(self) -> float:
        """Distance [m] of the farthest corner from the plane's middle."""
        x = max(abs(self.x0), abs(self.x0 + self.columns * self.cell))
        return math.hypot(x, max(abs(self.y0), abs(self.y0 + self.rows * self.cell)))


def patches(latitude: Floats, longitude: Floats, bandwidth: Floats) -> list[Patch]:
    """Grids whose union holds every impact [rad] and its kernel [m]; they overlap.

    A set is cut in two across its longer side until its grid, with cells fit for its narrow kernels, is small.
    """
    points = unit(latitude, longitude)
    waiting: list[Ints] = [np.arange(len(latitude))] if len(latitude) else []
    out = []
    while waiting:
        index = waiting.pop()
        v = points[index]
        if float(np.linalg.norm(v.mean(axis=0))) < 0.7 and len(index) > 1:  # wider than a hemisphere: no map holds it
            side = v @ np.linalg.eigh(v.T @ v)[1][:, -1] >= 0
            if side.all() or not side.any():
                side = np.arange(len(index)) < len(index) // 2
            waiting += [index[side], index[~side]]
            continue
        patch, x = _fit(v, bandwidth[index])
        half = x < 0.5 * (x.min() + x.max())
        wide = float(np.ptp(x)) > 2 * patch.cell
        if wide and half.any() and (patch.rows * patch.columns > CELLS or patch.reach > 0.5 * RADIUS):
            waiting += [index[half], index[~half]]
        else:
            out.append(patch)
    return out


def _fit(v: Floats, bandwidth: Floats) -> tuple[Patch, Floats]:
    """The grid of one set of unit vectors [n, 3], and their positions along its longer side."""
    plane = Plane(*middle_of(v))
    x, y = _placed(plane, v)
    if len(x) > 1:
        major = np.linalg.eigh(np.cov(np.stack([x, y])))[1][:, -1]
        plane = Plane(plane.latitude, plane.longitude, math.atan2(major[0], major[1]))
        x, y = _placed(plane, v)
    cell = max(CELL * float(np.quantile(bandwidth, 0.25)), SMALLEST)
    margin = REACH * bandwidth + cell
    x0, y0 = float(np.min(x - margin)), float(np.min(y - margin))
    wide, high = float(np.max(x + margin)) - x0, float(np.max(y + margin)) - y0
    columns, rows = math.ceil(wide / cell), math.ceil(high / cell)
    if rows * columns > CELLS and np.ptp(x) <= 2 * cell:  # cannot be cut any more: a coarser grid
        cell *= math.sqrt(rows * columns / CELLS)
        columns, rows = math.ceil(wide / cell), math.ceil(high / cell)
    return Patch(plane, x0, y0, cell, rows, columns), x


def _placed(plane: Plane, v: Floats) -> Floats:
    """x and y [2, n] on a map."""
    out: Floats = np.empty((2, len(v)))
    compiled(on_plane_many)(plane.axes, v, *out)
    return out
