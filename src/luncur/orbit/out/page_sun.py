"""Where the Sun stands in the zenith, for day and night on drawings."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


def below_the_sun(epoch: datetime, seconds: ArrayLike) -> tuple[Floats, Floats]:
    """Latitude and longitude [rad] of the place that has the Sun overhead, some seconds after an epoch (UTC).

    Good to a few hundredths of a degree from 1950 to 2050: for drawings, which need no Earth orientation.

    Source: The Astronomical Almanac, section C, low-precision formulas for the Sun.
    """
    days = (epoch - _J2000).total_seconds() / 86400.0 + np.asarray(seconds, dtype=np.float64) / 86400.0
    mean_longitude, anomaly = np.radians(280.460 + 0.9856474 * days), np.radians(357.528 + 0.9856003 * days)
    longitude = mean_longitude + np.radians(1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly))
    obliquity = np.radians(23.439 - 0.0000004 * days)
    declination = np.arcsin(np.sin(obliquity) * np.sin(longitude))
    ascension = np.arctan2(np.cos(obliquity) * np.sin(longitude), np.cos(longitude))
    sidereal = np.radians(280.46062 + 360.98564737 * days)
    return declination, (ascension - sidereal + np.pi) % (2 * np.pi) - np.pi


def sun_is_up(epoch: datetime, seconds: ArrayLike, latitude: float, longitude: float) -> NDArray[np.bool_]:
    """Whether the middle of the Sun stands above the horizon of a place [rad]; refraction is left out."""
    north, east = below_the_sun(epoch, seconds)
    sine = np.sin(north) * np.sin(latitude) + np.cos(north) * np.cos(latitude) * np.cos(east - longitude)
    return np.asarray(sine > 0)
