"""Critical area of a body that glides in at an angle and slides on, after JARUS SORA Annex F."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

GRAVITY = 9.81  # [m/s2], the annex's own
PERSON_RADIUS, PERSON_HEIGHT = 0.3, 1.8  # [m]
LETHAL_ENERGY = 290.0  # [J]


@dataclass(frozen=True, slots=True)
class CriticalArea:
    """Area swept in the air and on the ground [m2], before and after obstacles are allowed for."""

    glide: float
    slide: float
    total: float
    reduced: float


def restitution(angle: ArrayLike) -> NDArray[np.float64]:
    """Share of the speed that is left after the impact: 0.8 at 10 deg to 0.6 at 90 deg, linear. angle [rad]."""
    return np.asarray(0.8 - 0.2 * (np.degrees(angle) - 10.0) / 80.0)


def jarus_critical_area(width: float, mass: float, speed: float, angle: float, friction: float = 0.65) -> CriticalArea:
    """Area in which a body of ``width`` [m] and ``mass`` [kg] harms a person who stands in the open.

    speed at impact [m/s]; angle of the path below the horizontal [rad]; friction on the ground.  It sweeps a person's
    height as it comes in, then slides until its energy is no longer lethal.  A body of at most 1 m comes in at 35 deg
    or steeper, takes twice the lethal energy, and does not slide; between 1 and 40 m obstacles take 40 % off.
    No fuel, so no fire.  Raises ValueError for figures outside (0, 90 deg] or not above 0.
    Source: JARUS SORA Annex F (2022), as in the package casex 1.2.3.
    """
    if not (width > 0 and mass > 0 and speed >= 0 and friction > 0 and 0 < angle <= math.pi / 2):
        raise ValueError("needs width, mass and friction above 0, a speed and an angle above 0 and up to 90 deg")
    small = width <= 1.0
    if small:
        angle = max(angle, math.radians(35.0))
    reach = PERSON_RADIUS + 0.5 * width
    cap = 0.5 * math.pi * reach**2  # half a disc at either end
    glide = 2.0 * reach * PERSON_HEIGHT / math.tan(angle) + cap
    lethal_speed = math.sqrt(2.0 * LETHAL_ENERGY * (2.0 if small else 1.0) / mass)
    braking = friction * GRAVITY
    after = float(restitution(angle)) * speed * math.cos(angle)
    time = max(0.0, (after - lethal_speed) / braking)
    slide = 0.0 if small else 2.0 * reach * (after * time - 0.5 * braking * time**2) + cap
    total = glide + slide
    return CriticalArea(glide, slide, total, 0.6 * total if 1.0 < width < 40.0 else total)
