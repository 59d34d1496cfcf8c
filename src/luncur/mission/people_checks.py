"""Whether shelter mixes and closed areas of a mission make sense."""

from __future__ import annotations

import math
from collections import Counter

from luncur.errors import InputError
from luncur.mission.model import ClosedArea, Mission


def check_shelter(mission: Mission) -> None:
    """Shares of each mix must sum to 1, else InputError."""
    shelter = mission.people.shelter
    if shelter is None:
        return
    for name, mix in (("day", shelter.day), ("night", shelter.night)):
        total = sum(mix.shares)
        if abs(total - 1.0) > 1e-6:
            raise InputError(
                mission.file, f"people.shelter.{name}", f"{total:g}",
                "shares open, light-metal, wood, composite and concrete that sum to 1",
            )  # fmt: skip


def check_closed_areas(mission: Mission) -> None:
    """Each area once, with a circle or a polygon that can be one, else InputError."""
    names = Counter(area.name for area in mission.closed_areas)
    for area in mission.closed_areas:
        if names[area.name] > 1:
            raise InputError(mission.file, "closed_area", area.name, "every name once")
        if not area.name.isprintable():
            raise InputError(mission.file, "closed_area.name", area.name, "printable characters on one line")
        _shape(mission, f"closed_area.{area.name}", area)


def _shape(mission: Mission, field: str, area: ClosedArea) -> None:
    circle = [value is not None for value in (area.latitude, area.longitude, area.radius)]
    if any(circle) == bool(area.points) or (any(circle) and not all(circle)):
        raise InputError(mission.file, field, None, "either latitude, longitude and radius, or points")
    if area.radius == 0:
        raise InputError(mission.file, f"{field}.radius", area.radius, "a radius above 0 m")
    if not area.points:
        return
    if len(area.points) < 3:
        raise InputError(mission.file, f"{field}.points", None, "at least three points of (latitude, longitude)")
    first = area.points[0][1]
    east = [(lon - first + math.pi) % (2 * math.pi) - math.pi for _, lon in area.points]
    if max(east) - min(east) >= math.pi:
        raise InputError(mission.file, f"{field}.points", None, "points within 180 deg of longitude; cut wider areas")
