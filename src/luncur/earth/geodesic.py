"""Distances and directions along the ellipsoid."""

from __future__ import annotations

import math

from luncur.earth.constants import DEGREE


def distance_and_azimuth(
    latitude1: float, longitude1: float, latitude2: float, longitude2: float
) -> tuple[float, float]:
    """Geodesic distance [m] and azimuth [rad] from the first point to the second; angles [rad], WGS 84.

    The azimuth is from north, eastward, in [0, 2 pi); it is 0 between coincident points.
    Source: Karney, J. Geodesy 87 (2013), through geographiclib.
    """
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.Inverse(latitude1 / DEGREE, longitude1 / DEGREE, latitude2 / DEGREE, longitude2 / DEGREE)
    return line["s12"], (line["azi1"] * DEGREE) % (2 * math.pi) if line["s12"] > 0 else 0.0


def destination(latitude: float, longitude: float, azimuth: float, distance: float) -> tuple[float, float]:
    """Latitude and longitude [rad] at a geodesic distance [m] and azimuth [rad] from a point, WGS 84."""
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.Direct(latitude / DEGREE, longitude / DEGREE, azimuth / DEGREE, distance)
    return line["lat2"] * DEGREE, line["lon2"] * DEGREE
