"""Which way to fly from the pad to reach an inclination."""

from __future__ import annotations

import math

from luncur.earth.constants import EARTH_RATE, MU, SEMI_MAJOR_AXIS
from luncur.errors import InputError, PhysicsError
from luncur.mission.model import Mission, Target

PARKING_ALTITUDE = 200e3  # of the circular orbit whose speed stands for the burn-out speed [m]


def first_azimuth(mission: Mission) -> float:
    """Earth-fixed heading [rad] that steering laws without one take: the rail's, else the first law's that gives one, else from the first target.

    Raises InputError when the mission gives neither, PhysicsError when the inclination is below the pad's latitude.
    """
    if mission.vehicle.rail is not None:
        return float(mission.vehicle.rail.azimuth)
    given = [law.azimuth for law in mission.vehicle.steering if law.azimuth is not None]
    targets = [law.target for law in mission.vehicle.steering if law.target is not None]
    if given:
        return float(given[0])
    if not targets:
        raise InputError(mission.file, "vehicle.steering.azimuth", None, "an azimuth, or a target with an inclination")
    return azimuth_of(targets[0], mission.site.latitude, mission.file)


def azimuth_of(target: Target, latitude: float, file: str = "") -> float:
    """Earth-fixed heading [rad] from a latitude [rad] that ends in the target's inclination.

    The inertial heading has the sine cos(inclination) / cos(latitude); the pad's own speed eastward is then taken off a
    circular orbit's.  Source: Vallado, Fundamentals of Astrodynamics, 4th ed., section 6.4.1.
    """
    sine = math.cos(target.inclination) / math.cos(latitude)
    if abs(sine) > 1.0:
        raise PhysicsError(
            f"{file}: target.inclination: {math.degrees(target.inclination):.2f} deg cannot be reached without a "
            f"turn from a site at {math.degrees(latitude):.2f} deg latitude"
        )
    inertial = math.asin(sine)
    if target.descending:
        inertial = math.pi - inertial
    speed = math.sqrt(MU / (SEMI_MAJOR_AXIS + PARKING_ALTITUDE))
    east = speed * math.sin(inertial) - EARTH_RATE * SEMI_MAJOR_AXIS * math.cos(latitude)
    return math.atan2(east, speed * math.cos(inertial)) % (2.0 * math.pi)
