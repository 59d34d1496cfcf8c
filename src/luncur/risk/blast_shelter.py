"""Ground area in which a blast harms people indoors."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.mission.units import UNITS
from luncur.risk.shelter import ROUNDING, table

Floats = NDArray[np.float64]


@cache
def blast_curve(roof: str) -> Floats:
    """Knots of one group of buildings: (TNT [kg], casualty area [m2])."""
    tree = table("blast")
    return np.array(tree[roof]) * np.array([UNITS["mass"][tree["tnt_unit"]], UNITS["area"][tree["area_unit"]]])


def blast_indoors(roof: str, tnt: ArrayLike) -> Floats:
    """Casualty area [m2] of ``tnt`` [kg] on the ground for people in a building with a roof of one group.

    roof: "light-metal", "wood", "composite" or "concrete".  Linear between the knots.  0 below the first (10 lb), where the
    curves are not defined and the inert piece counts alone; beyond the last the area grows with the 2/3 power, as the area
    within a pressure does.  Not a number in, not a number out.  Raises KeyError for another roof.
    Source: FAA Flight Safety Analysis Handbook v1.0 (2011), groups A to D, digitised.
    """
    w = np.asarray(tnt, dtype=np.float64)
    knots = blast_curve(roof)
    beyond = np.maximum(w / knots[-1, 0], 1.0) ** (2.0 / 3.0)
    return np.where(w * ROUNDING < knots[0, 0], 0.0, np.interp(w, *knots.T) * beyond)
