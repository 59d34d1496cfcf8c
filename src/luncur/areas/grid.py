"""Maps of a probability: what is known at the cells of many grids that anything reaches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.areas.patches import Patch

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ESTIMATES = ("mean", "low", "high", "low_input", "high_input")


@dataclass(frozen=True)
class Grid:
    """Estimates on one patch: the mean of all launches and its bounds, at the cells that something reaches.

    low and high bound the mean of every cell of every grid of the map at once, with 95 % (sampling only); high_input
    holds the upper limit of the probability of failure besides.  They are of the cells ``at`` [n], numbered row after row; as
    attributes they are whole grids [rows, columns], zero elsewhere, made when asked for.
    """

    patch: Patch
    bandwidth: float  # median of the kernels that reach its open cells [m]
    at: Ints
    values: dict[str, Floats]

    @property
    def mean(self) -> Floats:
        return self._whole("mean")

    @property
    def low(self) -> Floats:
        return self._whole("low")

    @property
    def high(self) -> Floats:
        return self._whole("high")

    @property
    def low_input(self) -> Floats:
        return self._whole("low_input")

    @property
    def high_input(self) -> Floats:
        return self._whole("high_input")

    def _whole(self, name: str) -> Floats:
        out = np.zeros(self.patch.rows * self.patch.columns)
        out[self.at] = self.values[name]
        return out.reshape(self.patch.rows, self.patch.columns)

    def centres(self) -> tuple[Floats, Floats]:
        """Latitude and longitude [rad] of the middles of the cells ``at``."""
        row, column = np.divmod(self.at, self.patch.columns)
        return self.patch.plane.back(
            self.patch.x0 + (column + 0.5) * self.patch.cell, self.patch.y0 + (row + 0.5) * self.patch.cell
        )


@dataclass(frozen=True)
class ImpactMap:
    """The grids of one probability; ``launches`` that hit anything, ``cells`` that the bounds were shared among."""

    grids: tuple[Grid, ...]
    launches: int
    cells: int

    def maximum(self, keep: list[NDArray[np.bool_]] | None = None) -> dict[str, float]:
        """Largest mean over the cells (those kept) with bounds for the largest, and where it is [rad]; zero without cells.

        keep: of each grid, which of its cells ``at``.  low and high are the largest of the simultaneous bounds, so they hold
        the largest probability with 95 %.
        """
        best = dict.fromkeys((*ESTIMATES, "latitude", "longitude", "cell", "bandwidth"), 0.0)
        for g, grid in enumerate(self.grids):
            here = np.arange(len(grid.at)) if keep is None else np.flatnonzero(keep[g])
            if len(here) == 0:
                continue
            top = here[np.argmax(grid.values["mean"][here])]
            if grid.values["mean"][top] > best["mean"]:
                latitude, longitude = grid.centres()
                best |= {"latitude": float(latitude[top]), "longitude": float(longitude[top])}
                best |= {"cell": grid.patch.cell, "bandwidth": grid.bandwidth}
            for name in ESTIMATES:
                best[name] = max(best[name], float(grid.values[name][here].max()))
        return best
