"""Regions that hold the planned impacts of a normal flight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from luncur.areas.ellipse import Region, containment_region, joint_share

PROBABILITY = 0.97  # of all planned bodies together; 14 CFR 450.133(b)(1)


def drop_regions(
    bodies: Sequence[str],
    copies: Sequence[int],
    body: NDArray[np.int64],
    latitude: NDArray[np.float64],
    longitude: NDArray[np.float64],
) -> dict[str, Region]:
    """The region of each planned body, sized so that all bodies together are contained with 0.97.

    bodies, copies: names and numbers of copies; body[m], latitude[m], longitude[m] [rad]: impacts of dispersed normal
    flights.  A body without at least 8 impacts has no region.
    """
    present = [i for i in range(len(bodies)) if np.count_nonzero(body == i) >= 8]
    share = joint_share(PROBABILITY, sum(copies[i] for i in present))
    return {bodies[i]: containment_region(latitude[body == i], longitude[body == i], share) for i in present}
