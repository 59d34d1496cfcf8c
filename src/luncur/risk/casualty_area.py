"""Ground area in which one piece makes a casualty of an unsheltered person."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

PERSON_RADIUS = 0.3048  # 1 ft [m]
ENERGY_THRESHOLD = 14.914  # 11 ft-lb [J]; 14 CFR 417.107


def two_circles(area: ArrayLike, factor: float = 1.0) -> Floats:
    """pi (sqrt(k A/pi) + r_p)^2: the piece's circle, swollen by the factor k for secondary effects, and a person's.

    area: largest projected area of the piece [m2].  Source: FAA Flight Safety Analysis Handbook v1.0 (2011).
    """
    a = np.asarray(area, dtype=np.float64)
    return math.pi * (np.sqrt(factor * a / math.pi) + PERSON_RADIUS) ** 2


def seven_times(area: ArrayLike) -> Floats:
    """Seven times the largest projected area. Source: 14 CFR 417 Appendix C, (b)(8)(iv). Not below a person's circle."""
    return np.maximum(7.0 * np.asarray(area, dtype=np.float64), math.pi * PERSON_RADIUS**2)


def reentry(area: ArrayLike) -> Floats:
    """(0.6 + sqrt A)^2. Source: NASA-STD-8719.14."""
    return (0.6 + np.sqrt(np.asarray(area, dtype=np.float64))) ** 2


def opiela_matney(area: ArrayLike) -> Floats:
    """0.278 + A + 0.3 P, P the perimeter of a circle of the same area. Source: Opiela and Matney (2003), as in ORSAT 6.2.1."""
    a = np.asarray(area, dtype=np.float64)
    return 0.278 + a + 0.3 * 2 * np.sqrt(math.pi * a)


MODELS: dict[str, Callable[[ArrayLike], Floats]] = {
    "two-circles": two_circles,
    "seven-times": seven_times,
    "reentry": reentry,
    "opiela-matney": opiela_matney,
}
