"""The border of one area as the decision reads it, asked about many places at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.termination import RuleTable
from luncur.trial.proposal.margin_kernel import margins_many

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Border:
    """One area of a compiled rule table, by its index."""

    table: RuleTable
    area: int = 0

    def margin(self, latitude: Floats, longitude: Floats) -> Floats:
        """Distance [m] of places [rad] of any shape to the border: above 0 inside, below 0 outside; inf for nan (an orbit)."""
        shape = np.shape(latitude)
        out = np.empty(int(np.prod(shape)))
        flat = [np.ascontiguousarray(np.ravel(x), dtype=np.float64) for x in (latitude, longitude)]
        compiled(margins_many)(*flat, self.area, self.table.areas, self.table.edges, out)
        out[out > 1e200] = np.inf
        return out.reshape(shape)
