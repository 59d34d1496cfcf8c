"""The area in which a piece makes casualties of people in the open."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.debris.breakup import PROPELLANTS
from luncur.risk.blast import PSI, liquid_yield, scaled_distance_of, solid_yield
from luncur.risk.casualty_area import ENERGY_THRESHOLD, two_circles

Floats = NDArray[np.float64]


def effective_area(records: Any) -> Floats:
    """Casualty area [m2] of one piece of each row: the larger of its blast's and, from the energy threshold on, its own."""
    pieces, impacts = records.pieces, records.impacts
    tnt = np.zeros(len(pieces.mass))
    speed = np.nan_to_num(impacts.speed)
    for k, kind in enumerate(PROPELLANTS):
        mass = pieces.propellant[:, k]
        if kind != "inert" and mass.any():
            tnt += mass * (solid_yield(mass, speed) if kind == "solid" else liquid_yield(kind, speed))
    blast = np.pi * (scaled_distance_of(PSI) * np.cbrt(tnt)) ** 2
    inert = np.where(records.energy >= ENERGY_THRESHOLD, two_circles(pieces.area), 0.0)
    return np.maximum(blast, inert)
