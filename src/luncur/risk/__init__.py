"""Harm to people: casualty areas outdoors and indoors, blast, criteria."""

from luncur.risk.blast import kingery_bulmash, liquid_yield, radius_of, solid_yield
from luncur.risk.casualty_area import ENERGY_THRESHOLD, MODELS, two_circles
from luncur.risk.criteria import verdicts

__all__ = [
    "ENERGY_THRESHOLD",
    "MODELS",
    "kingery_bulmash",
    "liquid_yield",
    "radius_of",
    "solid_yield",
    "two_circles",
    "verdicts",
]
