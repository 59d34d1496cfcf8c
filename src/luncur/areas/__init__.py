"""Regions on the ground: where planned bodies come down, what to close."""

from luncur.areas.antimeridian import geometry_of
from luncur.areas.contour import Contour, highest_density_region
from luncur.areas.drops import drop_regions
from luncur.areas.ellipse import Region, containment_region, joint_share
from luncur.areas.grid import ImpactMap
from luncur.areas.hazard import Hazard, hazard
from luncur.areas.impact_map import Hits, impact_map

__all__ = [
    "Contour", "Hazard", "Hits", "ImpactMap", "Region", "containment_region", "drop_regions", "geometry_of", "hazard",
    "highest_density_region", "impact_map", "joint_share",
]  # fmt: skip
