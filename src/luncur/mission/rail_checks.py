"""Whether a rail and parachutes fit the rest of a mission."""

from __future__ import annotations

import math
from collections.abc import Sequence

from luncur.errors import InputError
from luncur.mission.model import Mission, Parachute

LOWEST = math.radians(30.0)  # elevation of a launcher [rad]


def check_rail(mission: Mission) -> None:
    """Raises InputError unless a rail, its steering law and the event of leaving it come together."""
    vehicle, rail = mission.vehicle, mission.vehicle.rail
    laws = [s.law for s in vehicle.steering]
    leaving = [e.name for e in vehicle.events if e.when.rail]
    if rail is None:
        if "rail" in laws:
            raise InputError(mission.file, "vehicle.rail", None, 'a table [rail] for law = "rail"')
        return
    if not LOWEST <= rail.elevation <= math.pi / 2:
        raise InputError(mission.file, "vehicle.rail.elevation", rail.elevation, "an elevation from 30 to 90 deg")
    if rail.length <= 0:
        raise InputError(mission.file, "vehicle.rail.length", rail.length, "a length above 0 m")
    if laws.count("rail") != 1 or laws[0] != "rail":
        raise InputError(mission.file, "vehicle.steering.1.law", laws[0] if laws else None, '"rail" first, and once')
    if len(leaving) != 1 or len(laws) < 2 or vehicle.steering[1].start != leaving[0]:
        expected = "one event with when = { rail = true }, and the second law to start with it"
        raise InputError(mission.file, "vehicle.steering.2.start", leaving[0] if leaving else None, expected)
    if vehicle.events[1].name != leaving[0]:
        raise InputError(mission.file, f"vehicle.event.{leaving[0]}", None, "leaving the rail as the second event")


def check_parachutes(mission: Mission, field: str, parachutes: Sequence[Parachute]) -> None:
    """Raises InputError for a canopy without exactly one moment to open."""
    for chute in parachutes:
        moments = [chute.apogee or None, chute.height, chute.time]
        if sum(m is not None for m in moments) != 1:
            raise InputError(
                mission.file, f"{field}.fall.parachute.{chute.name}", None, "exactly one of apogee, height or time"
            )
