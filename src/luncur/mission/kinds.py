"""What kind of flight a mission is, and which of its bodies come down on it."""

from __future__ import annotations

from luncur.mission.model import Body, Mission


def is_suborbital(mission: Mission) -> bool:
    """Whether nothing steers at a target: then everything that flies comes down, the payload too."""
    return not any(law.target for law in mission.vehicle.steering)


def comes_down(mission: Mission, body: Body) -> bool:
    """Whether a body that a normal flight lets go is followed to the ground: all but the payload of an orbital flight."""
    return body.kind != "payload" or is_suborbital(mission)
