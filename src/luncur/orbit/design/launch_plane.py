"""The plane that a launch is to reach."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.orbit.design.rates import SUN_RATE
from luncur.orbit.design.sun_synchronous import noon_meridian, of_date
from luncur.orbit.time_and_frames.times import seconds_between

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LaunchPlane:
    """A plane by its inclination and ascending node [rad] on the mean equator of date, from its equinox.

    The node is that of the epoch (UTC) and drifts at ``node_rate`` [rad/s].
    """

    inclination: float
    raan: float
    epoch: datetime
    node_rate: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.inclination <= math.pi:
            raise InputError("launch window", "inclination", f"{math.degrees(self.inclination):g} deg", "0 to 180 deg")
        if not (math.isfinite(self.raan) and math.isfinite(self.node_rate)):
            raise InputError("launch window", "node", f"{self.raan} rad, {self.node_rate} rad/s", "finite numbers")

    def node_at(self, start: datetime, seconds: Floats) -> Floats:
        """Node [rad] (n,) ``seconds`` (n,) after ``start``."""
        return np.asarray(self.raan + self.node_rate * (seconds_between(self.epoch, start) + seconds))


def plane_at(
    inclination: float, raan: float, epoch: datetime, node_rate: float = 0.0, frame: str = "of date"
) -> LaunchPlane:
    """A plane given by inclination and node [rad] at an epoch, "of date" (as TEME is, within 20 arcsec) or in "GCRF" axes.

    node_rate [rad/s]: of an orbit that is already there (``rates.orbit_rates``); 0 keeps the plane still among the stars.
    Raises InputError for another frame.
    """
    if frame not in ("of date", "GCRF"):
        raise InputError("launch window", "frame", frame, "'of date' or 'GCRF'")
    if frame == "GCRF":
        inclination, raan = of_date(inclination, raan, epoch)
    return LaunchPlane(inclination, raan % (2 * math.pi), epoch, node_rate)


def plane_of_local_time(inclination: float, hours: float, epoch: datetime) -> LaunchPlane:
    """The plane whose ascending node has a mean local time [h], on the days about ``epoch``: it goes with the mean Sun.

    Raises InputError for hours outside 0 to 24.
    """
    if not 0.0 <= hours <= 24.0:
        raise InputError("launch window", "local time of the node", hours, "0 to 24 [h]")
    raan = noon_meridian(epoch) + (hours - 12.0) * math.pi / 12
    return LaunchPlane(inclination, raan % (2 * math.pi), epoch, SUN_RATE)
