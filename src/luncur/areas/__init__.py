"""Regions on the ground: where planned bodies come down, what to close."""

from luncur.areas.ellipse import Region, containment_region, joint_share

__all__ = ["Region", "containment_region", "joint_share"]
