"""The smallest region that holds a body's impact with a stated probability, whatever its shape."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from luncur.areas.bandwidth import local_bandwidth
from luncur.areas.impact_map import PLANNED, Hits, impact_map
from luncur.areas.outline import Area, Ring, areas_of, cells_of
from luncur.areas.plane import RADIUS, Plane, middle, unit

Floats = NDArray[np.float64]
BALL = 50.0  # radius of the disc by which density is measured [m]
SOME = 4000  # samples that the level is taken from


@dataclass(frozen=True)
class Contour:
    """A highest-density region of impacts, as areas on the ground.

    probability: wanted; contained: share of the samples inside; cell and bandwidth [m] of its finest grid.
    """

    areas: tuple[Area, ...]
    probability: float
    contained: float
    samples: int
    cell: float
    bandwidth: float
    method: str = "highest density (kernel)"

    def contains(self, latitude: Floats, longitude: Floats) -> NDArray[np.bool_]:
        """Whether points [rad] lie inside the outlines."""
        inside = np.zeros(len(latitude), dtype=bool)
        for area in self.areas:
            inside |= area.contains(latitude, longitude)
        return inside


def highest_density_region(latitude: Floats, longitude: Floats, probability: float) -> Contour:
    """Where the density of impacts is above the level that leaves 1 - ``probability`` of them out.

    The density is a sum of normal kernels with local widths; the level is a quantile of the density at each sample *without
    its own kernel*, so that the region holds fresh impacts with the probability, not only those it was made of.  The
    outline then holds the cells above the level, a little more.  May be several areas; may lie across the
    antimeridian or a pole.  A scatter three times as long as wide or more is also tried with kernels as
    elongated as itself, along its own direction; the smaller region is taken.

    latitude, longitude: impacts [rad], shape (n,), n >= 50.  Samples at one point give a small box.  Raises ValueError for fewer.
    Source: Hyndman, Am. Stat. 50 (1996), 120-126 (level as a quantile); Silverman, Density Estimation (1986), 5.2 (local widths).
    """
    n = len(latitude)
    if n < 50:
        raise ValueError("a contour needs at least 50 impacts")
    plane = Plane(*middle(latitude, longitude))
    x, y = plane.to(latitude, longitude)
    spread, axes = np.linalg.eigh(np.cov(np.stack([x, y])))
    plane = Plane(plane.latitude, plane.longitude, math.atan2(axes[0, 1], axes[1, 1]))
    x, y = plane.to(latitude, longitude)
    ratio = math.sqrt(spread[1] / max(spread[0], 1.0))
    tried = [_region(latitude, longitude, probability, lambda ring: ring, 5e3)]
    if ratio > 3 and np.hypot(x, y).max() < 1.4 * RADIUS:

        def stretched(ring: Ring) -> Ring:
            a, b = plane.to(*ring)
            return plane.back(a * ratio, b)

        tried.append(_region(*plane.back(x / ratio, y), probability, stretched, 20e3 / ratio))
    areas, cell, bandwidth = min(tried, key=lambda t: sum(a.outline.area for a in t[0]))
    contour = Contour(areas, probability, 0.0, n, cell, bandwidth)
    return replace(contour, contained=float(contour.contains(latitude, longitude).mean()))


def _region(
    latitude: Floats, longitude: Floats, probability: float, where: Callable[[Ring], Ring], step: float
) -> tuple[tuple[Area, ...], float, float]:
    """Areas, cell and bandwidth [m] of the region; ``where`` takes a ring, with corners every ``step`` [m], to where it is."""
    n = len(latitude)
    nothing = np.zeros(n, dtype=np.int64)
    width = 2.0 * local_bandwidth(latitude, longitude, nothing)  # the edge lies in the tail: smoother than a peak
    level = float(np.quantile(_left_out(latitude, longitude, width), 1 - probability, method="lower"))
    hits = Hits(
        latitude, longitude, np.arange(n), np.full(n, PLANNED), np.full(n, 1 / n), np.ones(n), nothing
    )  # fmt: skip
    least = 0.5 * BALL**2 * level  # probability in the small disc: its area / (2 pi) times the density
    found = impact_map(hits, np.full(n, BALL), bandwidth=width, floor=0.3 * least)
    marked = [g for g in found.grids if (g.values["mean"] >= least).any()]
    polygons = [ring for g in marked for ring in cells_of(g.patch, g.mean >= least, step)]
    finest = min(found.grids, key=lambda g: g.patch.cell)
    areas = areas_of([[where(ring) for ring in rings] for rings in polygons])
    return tuple(areas), finest.patch.cell, finest.bandwidth


def _left_out(latitude: Floats, longitude: Floats, width: Floats) -> Floats:
    """Density times 2 pi [1/m2] at samples (at most ``SOME``, evenly taken) from all the others."""
    n = len(latitude)
    points = unit(latitude, longitude)
    chosen = np.unique(np.linspace(0, n - 1, min(n, SOME)).astype(np.int64))
    out = np.empty(len(chosen))
    for block in np.array_split(np.arange(len(chosen)), max(1, len(chosen) * n // 4_000_000)):
        chord = RADIUS * np.linalg.norm(points[chosen[block], None, :] - points[None, :, :], axis=2)
        kernel = np.exp(-0.5 * (chord / width) ** 2) / width**2
        kernel[np.arange(len(block)), chosen[block]] = 0.0
        out[block] = kernel.sum(axis=1) / (n - 1)
    return out
