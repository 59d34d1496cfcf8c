"""A tally without its zeros, as it travels from a worker."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.tally import Tally

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PackedTally:
    """The numbers of a tally that are not 0, and their places in all of its arrays one after another.

    A unit of 1,024 launches touches few of the strata's bins: a whole tally is some 15 times as large, and at a thousand
    workers that is what a network would carry.
    """

    shape: tuple[int, int, int]  # strata, bins, models
    place: NDArray[np.uint32]
    value: Floats

    @staticmethod
    def of(tally: Tally) -> PackedTally:
        flat = np.concatenate([getattr(tally, f.name).ravel() for f in fields(Tally)])
        place = np.flatnonzero(flat)
        strata, bins, models, _ = tally.bins.shape
        return PackedTally((strata, bins, models), place.astype(np.uint32), flat[place])

    def whole(self) -> Tally:
        """The tally that was packed, bit for bit."""
        arrays = [getattr(Tally.empty(*self.shape), f.name) for f in fields(Tally)]
        ends = np.cumsum([0, *(a.size for a in arrays)])
        flat = np.zeros(ends[-1])
        flat[self.place] = self.value
        return Tally(*(flat[a:b].reshape(array.shape) for (a, b), array in zip(pairwise(ends), arrays, strict=True)))
