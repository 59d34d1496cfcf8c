"""Local grids that together cover a scatter of impacts: fine where it is dense, coarse where it is thin."""

from __future__ import annotations

import math
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.areas.plane import RADIUS, Plane, middle, unit

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


def local_bandwidth(latitude: Floats, longitude: Floats, group: Ints) -> Floats:
    """Width [m] of a normal kernel at each impact, from how dense the impacts of its own group are around it.

    With k = sqrt(n) neighbours it is the distance to the k-th, over sqrt 2: a quarter of the standard deviation at the
    middle of 1,000 normal impacts, wider in the tails.  An impact alone in its group takes the distance to the nearest of
    any group, 5 km at least: one sample says little of where the next one falls.
    Source: k-th nearest neighbour estimate, Loftsgaarden and Quesenberry, Ann. Math. Stat. 36 (1965).
    """
    from scipy.spatial import cKDTree

    points = unit(latitude, longitude)
    out = np.empty(len(points))
    for g in np.unique(group):
        here = np.flatnonzero(group == g)
        n = len(here)
        if n == 1:
            near = cKDTree(points).query(points[here], k=min(2, len(points)))[0].ravel()[-1]
            out[here] = max(RADIUS * float(near), 5e3)
            continue
        k = max(1, min(math.ceil(math.sqrt(n)), n - 1))
        chord = cKDTree(points[here]).query(points[here], k=[k + 1])[0][:, 0]
        out[here] = 2 * RADIUS * np.arcsin(np.minimum(chord / 2, 1.0)) / math.sqrt(2)
    return np.clip(out, SMALLEST, LARGEST)


def patches(latitude: Floats, longitude: Floats, bandwidth: Floats) -> list[Patch]:
    """Grids whose union holds every impact [rad] and its kernel [m]; they overlap.

    A set is cut in two across its longer side until its grid, with cells fit for its narrow kernels, is small.
    """
    waiting: list[Ints] = [np.arange(len(latitude))] if len(latitude) else []
    out = []
    while waiting:
        index = waiting.pop()
        v = unit(latitude[index], longitude[index])
        if float(np.linalg.norm(v.mean(axis=0))) < 0.7 and len(index) > 1:  # wider than a hemisphere: no map holds it
            side = v @ np.linalg.eigh(v.T @ v)[1][:, -1] >= 0
            if side.all() or not side.any():
                side = np.arange(len(index)) < len(index) // 2
            waiting += [index[side], index[~side]]
            continue
        patch, x = _fit(latitude[index], longitude[index], bandwidth[index])
        half = x < 0.5 * (x.min() + x.max())
        wide = float(np.ptp(x)) > 2 * patch.cell
        if wide and half.any() and (patch.rows * patch.columns > CELLS or patch.reach > 0.5 * RADIUS):
            waiting += [index[half], index[~half]]
        else:
            out.append(patch)
    return out


def covered(grids: list[Patch], pool: Executor | None = None) -> list[NDArray[np.bool_]]:
    """Of every grid, the cells [rows, columns] that lie wholly in a finer one: that one says what is to be said there."""
    return list((pool.map if pool else map)(lambda patch: _covered(patch, grids), grids))


def _covered(patch: Patch, grids: list[Patch]) -> NDArray[np.bool_]:
    latitude, longitude = (c.ravel() for c in patch.centres())
    points = unit(latitude, longitude)
    out = np.zeros(len(points), dtype=bool)
    here = unit(patch.plane.latitude, patch.plane.longitude)
    for finer in sorted((g for g in grids if g.cell < patch.cell), key=lambda g: -g.reach):
        centre = unit(finer.plane.latitude, finer.plane.longitude)
        if RADIUS * math.acos(min(max(float(here @ centre), -1.0), 1.0)) >= patch.reach + finer.reach:
            continue
        near = np.flatnonzero(~out & (points @ centre > math.cos(min(finer.reach / RADIUS, math.pi))))
        if len(near):
            out[near] = finer.holds(latitude[near], longitude[near], 0.75 * patch.cell)
    return out.reshape(patch.rows, patch.columns)


def _fit(latitude: Floats, longitude: Floats, bandwidth: Floats) -> tuple[Patch, Floats]:
    """The grid of one set, and the positions of its points along its longer side."""
    plane = Plane(*middle(latitude, longitude))
    x, y = plane.to(latitude, longitude)
    if len(x) > 1:
        major = np.linalg.eigh(np.cov(np.stack([x, y])))[1][:, -1]
        plane = Plane(plane.latitude, plane.longitude, math.atan2(major[0], major[1]))
        x, y = plane.to(latitude, longitude)
    cell = max(CELL * float(np.quantile(bandwidth, 0.25)), SMALLEST)
    margin = REACH * bandwidth + cell
    x0, y0 = float(np.min(x - margin)), float(np.min(y - margin))
    wide, high = float(np.max(x + margin)) - x0, float(np.max(y + margin)) - y0
    columns, rows = math.ceil(wide / cell), math.ceil(high / cell)
    if rows * columns > CELLS and np.ptp(x) <= 2 * cell:  # cannot be cut any more: a coarser grid
        cell *= math.sqrt(rows * columns / CELLS)
        columns, rows = math.ceil(wide / cell), math.ceil(high / cell)
    return Patch(plane, x0, y0, cell, rows, columns), x
