"""Places on the ground, the area each stands for, and an index that finds those near a satellite's track."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import ECCENTRICITY_SQUARED, SEMI_MAJOR_AXIS
from luncur.errors import InputError

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Points:
    """Places on or above the ellipsoid.

    latitude, longitude [rad], altitude [m]: (n,), geodetic, WGS 84.  area: (n,) [m2] that each stands for; equal where nothing
    better is known.  Make them with ``points`` or with ``regions.grid``.
    """

    latitude: Floats
    longitude: Floats
    altitude: Floats
    area: Floats

    def __len__(self) -> int:
        return len(self.latitude)

    @cached_property
    def up(self) -> Floats:
        """Normals of the ellipsoid, Earth-fixed (n, 3)."""
        c = np.cos(self.latitude)
        return np.column_stack([c * np.cos(self.longitude), c * np.sin(self.longitude), np.sin(self.latitude)])

    @cached_property
    def position(self) -> Floats:
        """Earth-fixed positions (n, 3) [m]."""
        n = SEMI_MAJOR_AXIS / np.sqrt(1.0 - ECCENTRICITY_SQUARED * np.sin(self.latitude) ** 2)
        scale = np.column_stack([n, n, n * (1.0 - ECCENTRICITY_SQUARED)]) + self.altitude[:, None]
        return scale * self.up

    @cached_property
    def index(self) -> Index:
        return index_of(self.position, self.up)


@dataclass(frozen=True, eq=False)
class Index:
    """Points in bands of geocentric latitude, in each by longitude.

    order[n]: their numbers; point[n, 6]: position and normal; direction[n, 3] from the Earth's centre; longitude[n] in
    [-pi, pi]; first[bands + 1]: where each band begins; south, height: of the bands [rad]; nearest [m]: of any to the centre.
    """

    order: NDArray[np.int64]
    point: Floats
    direction: Floats
    longitude: Floats
    first: NDArray[np.int64]
    south: float
    height: float
    nearest: float

    @property
    def places(self) -> tuple[Floats, Floats, Floats, NDArray[np.int64], float, float]:
        """What the kernels take."""
        return self.point, self.direction, self.longitude, self.first, self.south, self.height


def points(latitude: object, longitude: object, altitude: object = 0.0, area: object = 1.0) -> Points:
    """Points from arrays or single values that broadcast: latitude, longitude [rad], altitude [m], area [m2].

    InputError where there is none, where a value is not a number, a latitude is beyond a pole, an altitude is below -11 km or above
    100 km, or an area is not above 0.
    """
    lat, lon, alt, weight = (
        np.array(v, dtype=np.float64)
        for v in np.broadcast_arrays(
            *(np.atleast_1d(np.asarray(v, dtype=np.float64)) for v in (latitude, longitude, altitude, area))
        )
    )
    if lat.ndim != 1 or lat.size == 0:
        raise InputError("points", "latitude", lat.shape, "one or more points in one row")
    checks = (
        ("latitude", lat, np.abs(lat) <= math.pi / 2 + 1e-12, "a latitude from -pi/2 to pi/2 rad"),
        ("longitude", lon, np.abs(lon) <= 4 * math.pi, "a longitude in rad"),
        ("altitude", alt, (alt >= -11e3) & (alt <= 100e3), "an altitude from -11,000 to 100,000 m"),
        ("area", weight, (weight > 0) & np.isfinite(weight), "an area above 0 m2"),
    )
    for name, values, good, expected in checks:
        if not good.all():
            bad = int(np.argmin(good))
            raise InputError("points", f"{name} of point {bad}", float(values[bad]), expected)
    return Points(lat, lon, alt, weight)


def index_of(position: Floats, up: Floats) -> Index:
    """The index: about as many bands as there are points in a band, over the latitudes that have any."""
    distance = np.linalg.norm(position, axis=1)
    direction = position / distance[:, None]
    latitude = np.arcsin(np.clip(direction[:, 2], -1.0, 1.0))
    longitude = np.arctan2(direction[:, 1], direction[:, 0])
    bands = max(1, min(720, math.isqrt(len(position))))
    south = float(latitude.min()) - 1e-9
    height = (float(latitude.max()) + 1e-9 - south) / bands
    band = np.clip(np.floor((latitude - south) / height).astype(np.int64), 0, bands - 1)
    order = np.lexsort((longitude, band))
    first = np.searchsorted(band[order], np.arange(bands + 1))
    return Index(
        order, np.hstack([position, up])[order].copy(), direction[order].copy(), longitude[order].copy(),
        first.astype(np.int64), south, height, float(distance.min()),
    )  # fmt: skip
