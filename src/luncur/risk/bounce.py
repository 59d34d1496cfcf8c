"""Area in which a piece harms people outdoors: where it comes down, bounces and slides."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.risk.casualty_area import ENERGY_THRESHOLD, PERSON_RADIUS, seven_times, two_circles
from luncur.risk.critical_area import GRAVITY, PERSON_HEIGHT, restitution

Floats = NDArray[np.float64]

FRICTION = 0.65  # JARUS SORA Annex F; 0.4 to 0.7 are typical
SHALLOWEST = math.radians(1.0)  # flatter paths sweep no more than this one: the ground is not that even
RESTITUTION_FROM = math.radians(10.0)  # the annex gives none for flatter impacts


def bounce_slide(
    area: ArrayLike,
    mass: ArrayLike,
    speed: ArrayLike,
    angle: ArrayLike,
    *,
    person_radius: float = PERSON_RADIUS,
    person_height: float = PERSON_HEIGHT,
    lethal_energy: float = ENERGY_THRESHOLD,
    friction: float = FRICTION,
) -> Floats:
    """Area [m2] that a piece sweeps through people who stand outdoors: on its way down, at the impact, and sliding on.

    area: projected area of the piece [m2]; mass [kg]; speed [m/s] and angle of its path below the horizontal [rad] at the
    impact; any shapes that broadcast.  The piece is a circle of the same area.  It sweeps a person's height as it comes
    in, keeps a share of its horizontal speed (``restitution``), and slides until its energy is below the lethal one [J];
    a bounce is counted as a slide, at the height of people.  Straight down it is ``two_circles``.  Not a number in, not a
    number out.  Whether the impact itself is strong enough to hurt is not asked here.
    Source: 14 CFR 417 Appendix C (b)(8)(iv) asks for it; geometry of JARUS SORA Annex F (2022) without its reductions for
    small bodies and for obstacles; a person's radius and the energy are those of 14 CFR 417.
    """
    a, m, v, angle = (np.asarray(x, dtype=np.float64) for x in (area, mass, speed, angle))
    reach = np.sqrt(a / math.pi) + person_radius
    way_in = person_height / np.tan(np.clip(angle, SHALLOWEST, math.pi / 2))
    after = restitution(np.clip(angle, RESTITUTION_FROM, math.pi / 2)) * v * np.cos(np.clip(angle, 0.0, math.pi / 2))
    lethal = 2.0 * lethal_energy / np.maximum(m, 1e-12)  # square of the speed below which it hurts no more
    slide = np.maximum(after**2 - lethal, 0.0) / (2.0 * friction * GRAVITY)
    return np.asarray(math.pi * reach**2 + 2.0 * reach * (way_in + slide))


# Rules for people outdoors, by their name in a mission: (area, mass, speed, angle) of pieces to [m2].
Outdoors = Callable[[ArrayLike, ArrayLike, ArrayLike, ArrayLike], Floats]
OUTDOORS: dict[str, Outdoors] = {
    "bounce-slide": bounce_slide,
    "two-circles": lambda area, mass, speed, angle: two_circles(area),
    "seven-times": lambda area, mass, speed, angle: seven_times(area),
}
