"""How far the public must stay from propellant stored or handled on a launch site."""

from __future__ import annotations

import math

FOOT, POUND = 0.3048, 0.45359237


def inhabited_building_distance(explosive: float) -> float:
    """Distance [m] that an inhabited building keeps from a net explosive weight of ``explosive`` [kg].

    The weight is that of TNT; at or below 0.5 lb the distance is constant.  Raises ValueError below 0 kg.
    Source: 14 CFR 420 Appendix E, table E-1.
    """
    weight = explosive / POUND
    if not weight >= 0.0:
        raise ValueError("needs an explosive weight of at least 0 kg")
    if weight <= 0.5:
        feet = 236.0
    elif weight <= 100.0:
        feet = 291.3 + 79.2 * math.log(weight)
    elif weight <= 450.0:
        feet = -1133.9 + 389.0 * math.log(weight)
    elif weight <= 30_000.0:
        feet = 1250.0
    elif weight <= 100_000.0:
        feet = 40.0 * weight ** (1 / 3)
    elif weight <= 250_000.0:
        feet = 2.42 * weight**0.577
    else:
        feet = 50.0 * weight ** (1 / 3)
    return feet * FOOT


def public_traffic_distance(explosive: float) -> float:
    """Distance [m] that a public traffic route keeps: 60 % of an inhabited building's. Source: as above."""
    return 0.6 * inhabited_building_distance(explosive)
