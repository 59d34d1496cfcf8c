"""Constellations of satellites on circular orbits, evenly spread."""

from __future__ import annotations

import math

import numpy as np

from luncur.errors import InputError
from luncur.orbit.motion.elements import Elements


def walker(
    total: int,
    planes: int,
    phasing: int,
    semi_major_axis: float,
    inclination: float,
    *,
    pattern: str = "delta",
    raan: float = 0.0,
    argument_of_latitude: float = 0.0,
) -> Elements:
    """Elements (t,) of a Walker constellation i: t/p/f, plane by plane; satellite k flies in plane k // (t / p).

    total t satellites in ``planes`` p; nodes are spread over a full turn ("delta") or half of one ("star").  A satellite of a plane is
    phasing * 360 deg / t ahead of the corresponding one of the plane before, f from 0 to p - 1.  ``raan`` and ``argument_of_latitude``
    [rad]: of the first satellite.  InputError where numbers do not fit each other.
    Source: Walker, J. Brit. Interplanetary Soc. 37 (1984), 559-571.
    """
    if pattern not in ("delta", "star"):
        raise InputError("walker", "pattern", pattern, "delta or star")
    if planes < 1 or total < planes or total % planes:
        raise InputError("walker", "planes", planes, f"a divisor of the number of satellites, {total}")
    if not 0 <= phasing < planes:
        raise InputError("walker", "phasing", phasing, f"a whole number from 0 to {planes - 1}")
    if not semi_major_axis > 0.0:
        raise InputError("walker", "semi_major_axis", semi_major_axis, "a length above 0, in m")
    if not 0.0 <= inclination <= math.pi:
        raise InputError("walker", "inclination", inclination, "an angle from 0 to pi rad")
    each = total // planes
    plane, place = np.divmod(np.arange(total), each)
    turn = 2 * math.pi if pattern == "delta" else math.pi
    ahead = argument_of_latitude + 2 * math.pi * (place / each + phasing * plane / total)
    nodes = (raan + turn * plane / planes) % (2 * math.pi)
    return Elements(semi_major_axis, 0.0, inclination, nodes, 0.0, ahead % (2 * math.pi))
