"""A set of mean elements as tracking services publish them, for SGP4 and for nothing else."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

REVOLUTION_A_DAY = 2 * math.pi / 86400.0  # [rad/s]
_BEGINNING = datetime(1949, 12, 31, tzinfo=UTC)  # from which the library counts days
_BEGINNING_JULIAN = 2433281.5


@dataclass(frozen=True, slots=True)
class MeanElementSet:
    """Mean elements of SGP4 at their epoch, in TEME axes.

    name, catalogue_number, international_designator: as given, empty or 0 where not; epoch: UTC;
    revolutions_a_day: the mean motion, kept as it is published, since the last bit tells in the most eccentric orbits;
    inclination, raan, argument_of_perigee, mean_anomaly [rad]; b_star: drag term [1/Earth radii]; mean_motion_dot
    [rad/s2] and mean_motion_ddot [rad/s3]: half and sixth of the derivatives, as published, which SGP4 does not use;
    source: the file and where in it.

    Source: Hoots and Roehrich, Spacetrack Report No. 3 (1980); Vallado et al., AIAA 2006-6753.
    """

    name: str
    catalogue_number: int
    international_designator: str
    epoch: datetime
    revolutions_a_day: float
    eccentricity: float
    inclination: float
    raan: float
    argument_of_perigee: float
    mean_anomaly: float
    b_star: float
    mean_motion_dot: float
    mean_motion_ddot: float
    source: str

    @property
    def mean_motion(self) -> float:
        """[rad/s], by Kozai's definition."""
        return self.revolutions_a_day * REVOLUTION_A_DAY

    @property
    def label(self) -> str:
        """How a message names the satellite."""
        number = f"{self.catalogue_number:05d}" if self.catalogue_number else ""
        return " ".join(part for part in (self.name, number) if part) or self.source

    def satellite(self) -> Any:
        """The record that the ``sgp4`` library propagates, with the constants of WGS 72 that the elements are made with.

        Elements that SGP4 cannot begin with give its codes when they are propagated.
        """
        from sgp4.api import WGS72, Satrec

        record = Satrec()
        since = self.epoch - _BEGINNING
        fraction = (since.seconds + since.microseconds * 1e-6) / 86400.0
        # rounded as the reference implementation rounds it: to 40 us, which tells in the most eccentric orbits
        days = (_BEGINNING_JULIAN + since.days + fraction) - _BEGINNING_JULIAN
        record.sgp4init(
            WGS72, "i", min(self.catalogue_number, 339999), days, self.b_star, self.mean_motion_dot * 3600.0,
            self.mean_motion_ddot * 216000.0, self.eccentricity, self.argument_of_perigee, self.inclination,
            self.mean_anomaly, self.revolutions_a_day / (1440.0 / (2 * math.pi)), self.raan,
        )  # fmt: skip
        return record
