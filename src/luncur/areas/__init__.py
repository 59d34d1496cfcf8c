"""Regions on the ground: where planned bodies come down, what to close."""

from luncur.areas.antimeridian import geometry_of
from luncur.areas.drops import drop_regions
from luncur.areas.ellipse import Region, containment_region, joint_share

__all__ = ["Region", "containment_region", "drop_regions", "geometry_of", "joint_share"]
