"""Land or water, and day or night, at any number of points."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from luncur.places.people import builtin_people

Floats = NDArray[np.float64]
DAY = (7.0, 19.0)  # hours of mean solar time in which people are where they are by day; assumed


def is_land(latitude: Floats, longitude: Floats) -> NDArray[np.bool_]:
    """Whether the 0.1 deg cells of points [rad] have any land of an inhabited country; lakes count as land.

    The grid of countries spreads each one's people over its land, so a cell without people is sea, or the Antarctic.
    A point that is not a number is not on land.
    """
    return builtin_people("countries").density(latitude, longitude) > 0


def solar_hour(time: datetime, longitude: Floats) -> Floats:
    """Local mean solar time [h], 0 to 24, at longitudes [rad] east; ``time`` with its zone."""
    utc = time.timestamp() / 3600.0
    return np.mod(utc + np.degrees(longitude) / 15.0, 24.0)


def is_day(time: datetime, longitude: Floats, setting: str = "launch") -> NDArray[np.bool_]:
    """Whether people at longitudes [rad] are where they are by day: by the sun at ``time``, or as the setting says.

    setting: "launch", "day" or "night".  A longitude that is not a number counts as night.
    """
    if setting != "launch":
        return np.full(np.shape(longitude), setting == "day")
    hour = solar_hour(time, longitude)
    return (hour >= DAY[0]) & (hour < DAY[1])
