"""Flat maps about a point, for densities, contours and polygons."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.areas.plane_kernel import RADIUS as RADIUS

Floats = NDArray[np.float64]

POLAR = math.radians(70.0)  # beyond it a grid of latitude and longitude is no map


def unit(latitude: ArrayLike, longitude: ArrayLike) -> Floats:
    """Unit vectors [..., 3] of points [rad]."""
    a, b = np.asarray(latitude, dtype=np.float64), np.asarray(longitude, dtype=np.float64)
    return np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)], axis=-1)


@dataclass(frozen=True)
class Plane:
    """A map in metres about a point: azimuthal equidistant, turned so that its x axis points along ``azimuth`` [rad].

    Nothing happens at the antimeridian or a pole.  Only the antipode of the middle has no place.
    """

    latitude: float
    longitude: float
    azimuth: float = math.pi / 2

    @cached_property
    def axes(self) -> Floats:
        """Unit vectors along x, y and up at the middle, Earth-fixed [3, 3]."""
        a, b = self.latitude, self.longitude
        east = np.array([-math.sin(b), math.cos(b), 0.0])
        up = np.array([math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a)])
        north = np.cross(up, east)
        along = math.sin(self.azimuth) * east + math.cos(self.azimuth) * north
        return np.stack([along, np.cross(up, along), up])

    def to(self, latitude: ArrayLike, longitude: ArrayLike) -> tuple[Floats, Floats]:
        """x along the azimuth and y to its left [m] of points [rad]."""
        v = unit(latitude, longitude) @ self.axes.T
        flat = np.hypot(v[..., 0], v[..., 1])
        k = RADIUS * np.where(flat > 1e-12, np.arctan2(flat, v[..., 2]) / np.maximum(flat, 1e-300), 1.0)
        return k * v[..., 0], k * v[..., 1]

    def back(self, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
        """Latitude and longitude [rad] of points on the map [m]."""
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        arc = np.hypot(x, y) / RADIUS
        k = np.sinc(arc / math.pi) / RADIUS
        v = np.stack([k * x, k * y, np.cos(arc)], axis=-1) @ self.axes
        return np.arctan2(v[..., 2], np.hypot(v[..., 0], v[..., 1])), np.arctan2(v[..., 1], v[..., 0])


@dataclass(frozen=True)
class Sheet:
    """Latitude and longitude as a flat map in metres, true at its middle.

    A straight line on it is a straight line in GeoJSON (RFC 7946), so what contains an area on this map contains it in
    the file.  Not for areas that come near a pole.
    """

    latitude: float
    longitude: float

    def to(self, latitude: ArrayLike, longitude: ArrayLike) -> tuple[Floats, Floats]:
        """x east, y north [m] of points [rad]; longitudes are taken within half a turn of the middle."""
        away = (np.asarray(longitude, dtype=np.float64) - self.longitude + math.pi) % (2 * math.pi) - math.pi
        return away * RADIUS * math.cos(self.latitude), (np.asarray(latitude) - self.latitude) * RADIUS

    def back(self, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
        """Latitude and longitude [rad]; longitudes are not wrapped, so that rings stay whole."""
        x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        return y / RADIUS + self.latitude, x / (RADIUS * math.cos(self.latitude)) + self.longitude


def middle(latitude: ArrayLike, longitude: ArrayLike) -> tuple[float, float]:
    """Mean direction of points [rad]; of points all round the Earth, any of them."""
    return middle_of(unit(latitude, longitude))


def middle_of(v: Floats) -> tuple[float, float]:
    """``middle`` of unit vectors [n, 3]."""
    m = v.mean(axis=0)
    if float(np.linalg.norm(m)) < 1e-6:
        m = v[0]
    return math.atan2(float(m[2]), math.hypot(float(m[0]), float(m[1]))), math.atan2(float(m[1]), float(m[0]))
