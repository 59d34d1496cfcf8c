"""The Earth: shape, gravitation, air, wind, and where a state would come down on it."""

from luncur.earth.geodesic import destination, distance_and_azimuth
from luncur.earth.impact_point import ImpactPoint, impact_point

__all__ = ["ImpactPoint", "destination", "distance_and_azimuth", "impact_point"]
