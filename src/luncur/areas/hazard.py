"""What to close: areas in which a probability reaches its limit, and the largest probability left outside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.areas.grid import Grid, ImpactMap
from luncur.areas.impact_map import Hits
from luncur.areas.outline import Area, Ring, areas_of, cells_of

Floats = NDArray[np.float64]


Inside = Callable[[Floats, Floats], NDArray[np.bool_]]  # of points [rad], any shape


@dataclass(frozen=True)
class Hazard:
    """The areas of one kind, and what is left.

    limit: probability per launch; areas: to close, largest first; largest: of the whole map (``ImpactMap.maximum``);
    outside: of the cells outside the areas; inhabited: of the cells that are not evacuated.
    """

    kind: str
    limit: float
    areas: tuple[Area, ...]
    largest: dict[str, float]
    outside: dict[str, float]
    inhabited: dict[str, float]


def hazard(
    kind: str,
    limit: float,
    found: ImpactMap,
    besides: Sequence[list[Ring]] = (),
    evacuated: Inside | None = None,
    possible: Inside | None = None,
) -> Hazard:
    """Areas where the probability may reach ``limit``, joined with other outlines (97 % regions of planned drops).

    A cell is closed when the upper end of its interval, sampling and probability of failure, is not below the limit; so
    outside the areas the whole interval lies below it, by construction.  evacuated: tells where nobody is; possible: where a
    target can be at all (a ship on water), None for everywhere.
    Source: 14 CFR 450.133(b)(1)-(2): the union of the two.
    """
    can = [np.ones(len(g.at), dtype=bool) if possible is None else possible(*g.centres()) for g in found.grids]
    polygons = [rings for g, c in zip(found.grids, can, strict=True) for rings in _reaching(g, limit, c)]
    areas = tuple(areas_of([*polygons, *besides])) if polygons or besides else ()
    keep = [_outside(g, areas) & c for g, c in zip(found.grids, can, strict=True)]
    there = can if evacuated is None else [~evacuated(*g.centres()) & c for g, c in zip(found.grids, can, strict=True)]
    return Hazard(kind, limit, areas, found.maximum(can), found.maximum(keep), found.maximum(there))


def _reaching(grid: Grid, limit: float, can: NDArray[np.bool_]) -> list[list[Ring]]:
    closed = grid.at[(grid.values["high_input"] >= limit) & can]
    if len(closed) == 0:
        return []
    mask = np.zeros(grid.patch.rows * grid.patch.columns, dtype=bool)
    mask[closed] = True
    return cells_of(grid.patch, mask.reshape(grid.patch.rows, -1), max(4 * grid.patch.cell, 1e3))


def _outside(grid: Grid, areas: Sequence[Area]) -> NDArray[np.bool_]:
    """Which cells with a probability have their middle in no area."""
    out = np.ones(len(grid.at), dtype=bool)
    if len(out):
        latitude, longitude = grid.centres()
        for area in areas:
            out &= ~area.contains(latitude, longitude)
    return out


def window(area: Area, hits: Hits, start: Floats, end: Floats) -> tuple[float, float]:
    """Earliest ``start`` and latest ``end`` [s after lift-off] of the impacts in an area.

    An area that only kernels of impacts beside it reach takes the twenty nearest.
    """
    inside = area.contains(hits.latitude, hits.longitude)
    if not inside.any():
        x, y = area.flat.to(hits.latitude, hits.longitude)
        middle = area.outline.centroid
        away = np.hypot(x - middle.x, y - middle.y)
        inside = away <= np.sort(away)[: min(20, len(away))][-1]
    return float(start[inside].min()), float(end[inside].max())
