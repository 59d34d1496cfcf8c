"""Who remains inside a line, and who within reach of a flight that is ended at it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.trial.proposal.lines import Widths
from luncur.trial.proposal.people import Places, Town

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Overflown:
    """inside: populated cells within the line; within_reach: outside it, but nearer than the reserve; their people by ``model``;
    towns_inside, towns_within_reach: those with a name, in the order in which the trace passes them.
    """

    model: str
    inside: Places
    within_reach: Places
    towns_inside: tuple[Town, ...]
    towns_within_reach: tuple[Town, ...]

    @property
    def people(self) -> tuple[float, float]:
        """Inside and within reach."""
        return float(self.inside.people.sum()), float(self.within_reach.people.sum())


def overflown(model: str, places: Places, towns: tuple[Town, ...], drawn: Widths) -> Overflown:
    """A cell counts when its middle does."""
    reserve = np.interp(places.along, drawn.station, drawn.reserve)
    inside = drawn.inside(places.along, places.left)
    reached = drawn.inside(places.along, places.left, reserve) & ~inside
    along, left = np.array([t.along for t in towns]), np.array([t.left for t in towns])
    town_in = drawn.inside(along, left) if towns else np.zeros(0, dtype=bool)
    more = np.interp(along, drawn.station, drawn.reserve) if towns else np.zeros(0)
    town_near = (drawn.inside(along, left, more) & ~town_in) if towns else town_in
    return Overflown(
        model,
        places.some(inside),
        places.some(reached),
        tuple(t for t, x in zip(towns, town_in, strict=True) if x),
        tuple(t for t, x in zip(towns, town_near, strict=True) if x),
    )
