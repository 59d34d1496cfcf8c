"""How wide the kernel of each impact is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from luncur.areas.patches import LARGEST, SMALLEST
from luncur.areas.plane import RADIUS, unit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def local_bandwidth(latitude: Floats, longitude: Floats, group: Ints, pool: Executor | None = None) -> Floats:
    """Width [m] of a normal kernel at each impact, from how dense the impacts of its own group are around it.

    With k = sqrt(n) neighbours it is the distance to the k-th, over sqrt 2: a quarter of the standard deviation at the
    middle of 1,000 normal impacts, wider in the tails.  An impact alone in its group takes the distance to the nearest of
    any group, 5 km at least: one sample says little of where the next one falls.  With a ``pool`` groups are done side by side.
    Source: k-th nearest neighbour estimate, Loftsgaarden and Quesenberry, Ann. Math. Stat. 36 (1965).
    """
    from scipy.spatial import cKDTree

    points = unit(latitude, longitude)
    out = np.empty(len(points))
    members = list(_members(group))
    lone = np.array([here[0] for here in members if len(here) == 1], dtype=np.int64)
    if len(lone):
        near = cKDTree(points).query(points[lone], k=min(2, len(points)))[0].reshape(len(lone), -1)[:, -1]
        out[lone] = np.maximum(RADIUS * near, 5e3)

    def among(here: Ints) -> None:
        n = len(here)
        k = max(1, min(math.ceil(math.sqrt(n)), n - 1))
        tree = cKDTree(points[here])
        order = tree.indices  # neighbours in turn: what one query reads the next one has at hand
        chord = tree.query(points[here[order]], k=[k + 1])[0][:, 0]
        out[here[order]] = 2 * RADIUS * np.arcsin(np.minimum(chord / 2, 1.0)) / math.sqrt(2)

    several = sorted((here for here in members if len(here) > 1), key=len, reverse=True)
    list((pool.map if pool else map)(among, several))
    return np.asarray(np.clip(out, SMALLEST, LARGEST))


def _members(group: Ints) -> Iterator[Ints]:
    """Indices of the rows of each group."""
    order = np.argsort(group, kind="stable")
    return iter(np.split(order, np.flatnonzero(np.diff(group[order])) + 1)) if len(order) else iter(())
