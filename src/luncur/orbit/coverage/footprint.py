"""What a sensor sees of the ground at one moment: the outline of its footprint, and the width of its swath."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.earth.constants import SEMI_MAJOR_AXIS, SEMI_MINOR_AXIS
from luncur.earth.geodesic import distance_and_azimuth
from luncur.orbit.coverage.sensor import Sensor
from luncur.orbit.coverage.sensor_kernel import axes_many

Floats = NDArray[np.float64]

_SCALE = np.array([1.0, 1.0, SEMI_MAJOR_AXIS / SEMI_MINOR_AXIS])
_HALVINGS = 50


@dataclass(frozen=True, eq=False)
class Footprint:
    """Outline on the ellipsoid: latitude, longitude (n,) [rad], clockwise seen from above, first not repeated; empty where nothing is seen.

    limb: for each corner, whether the horizon, or the least elevation, closes the outline there and not the field of view.
    """

    latitude: Floats
    longitude: Floats
    limb: NDArray[np.bool_]


def axes_of(position: Floats, velocity: Floats, sensor: Sensor) -> Floats:
    """Rows forward, right, down (n, 3, 3) of a satellite's axes, Earth-fixed; position [m] and velocity [m/s] (n, 3)."""
    out = np.empty((len(position), 3, 3))
    compiled(axes_many)(
        np.ascontiguousarray(position, dtype=np.float64), np.ascontiguousarray(velocity, dtype=np.float64),
        sensor.nadir == "geodetic", sensor.forward == "earth", out,
    )  # fmt: skip
    return out


def ground_of(position: Floats, direction: Floats) -> tuple[Floats, Floats]:
    """Where rays first meet the ellipsoid: points (n, 3) [m] and the sine of the satellite's elevation there; nan where they miss.

    position (3,) [m] outside the Earth, direction (n, 3) of any length.
    """
    p, d = position * _SCALE, direction * _SCALE
    a = np.einsum("ij,ij->i", d, d)
    b = d @ p
    root = b * b - a * (p @ p - SEMI_MAJOR_AXIS**2)
    with np.errstate(invalid="ignore"):
        s = np.where((root >= 0.0) & (b < 0.0), (-b - np.sqrt(root)) / a, np.nan)
    ground = position + s[:, None] * direction
    normal = ground * _SCALE**2
    sine = -np.einsum("ij,ij->i", normal, direction)
    return ground, sine / (np.linalg.norm(normal, axis=1) * np.linalg.norm(direction, axis=1))


def footprint(position: Floats, velocity: Floats, sensor: Sensor, corners: int = 180) -> Footprint:
    """Outline of what the sensor sees where it rests; of an agile one, of all that it can turn to.

    position [m], velocity [m/s] (3,), Earth-fixed.  corners: about how many.  Where the field of view looks past the horizon, or past
    where the satellite stands at the least elevation, that limit closes the outline; where the two meet is found to 1e-10 of the edge.
    """
    axes = axes_of(position[None], velocity[None], sensor)[0]
    s = np.arange(corners) / corners
    good = _sees(position, edge_directions(sensor, s) @ axes, sensor)
    change = np.flatnonzero(good != np.roll(good, -1))
    meets = _meeting(position, axes, sensor, s[change], s[change] + 1.0 / corners, good[change])
    s = np.sort(np.concatenate([s, meets]))
    direction = edge_directions(sensor, s)
    good = _sees(position, direction @ axes, sensor)
    ends = _to_limb(position, direction, axes, sensor)
    # the limb counts where it lies in the field of view; elsewhere the edge of the field misses the Earth altogether
    planes = sensor.planes
    held = (ends @ planes[:, :3].T >= planes[:, 3] - 1e-9).all(axis=1)
    kept = good | held
    used = np.where(good[:, None], direction, ends)[kept]
    ground, _ = ground_of(position, used @ axes)
    return Footprint(*_geodetic(ground), ~good[kept])


def edge_directions(sensor: Sensor, s: Floats) -> Floats:
    """Directions (n, 3) along the edge of the field of view, or of an agile satellite's field of regard, in the satellite's axes; s runs from 0 to 1 round it."""
    turn = np.eye(3) if sensor.off_nadir_limit is not None else sensor.rotation
    half = sensor.half_angle if sensor.off_nadir_limit is None else sensor.off_nadir_limit
    if half is not None:
        own = np.column_stack(
            [
                math.sin(half) * np.cos(2 * np.pi * s),
                math.sin(half) * np.sin(2 * np.pi * s),
                np.full(len(s), math.cos(half)),
            ]
        )
    else:
        assert sensor.along is not None
        assert sensor.across is not None
        x, y = math.tan(sensor.along), math.tan(sensor.across)
        corner = np.array([[x, -y], [x, y], [-x, y], [-x, -y], [x, -y]])
        side = 4.0 * (s % 1.0)
        k = np.minimum(side.astype(np.int64), 3)
        plane = corner[k] + (side - k)[:, None] * (corner[k + 1] - corner[k])
        own = np.column_stack([plane, np.ones(len(s))])
        own /= np.linalg.norm(own, axis=1)[:, None]
    return np.asarray(own @ turn.T)


def _sees(position: Floats, direction: Floats, sensor: Sensor) -> NDArray[np.bool_]:
    """Whether rays meet the ground where the satellite stands high enough."""
    _, sine = ground_of(position, direction)
    return np.asarray(np.nan_to_num(sine, nan=-1.0) >= math.sin(sensor.minimum_elevation))


def _meeting(
    position: Floats, axes: Floats, sensor: Sensor, low: Floats, high: Floats, good: NDArray[np.bool_]
) -> Floats:
    """Where between two places of the edge the ground comes in or out of sight."""
    for _ in range(_HALVINGS if len(low) else 0):
        middle = 0.5 * (low + high)
        same = _sees(position, edge_directions(sensor, middle) @ axes, sensor) == good
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return np.where(good, low, high) % 1.0  # the side that sees


def _to_limb(position: Floats, direction: Floats, axes: Floats, sensor: Sensor) -> Floats:
    """Directions turned toward nadir, in their planes with it, until they see the ground."""
    level = direction.copy()
    level[:, 2] = 0.0
    size = np.linalg.norm(level, axis=1)
    eta = np.arctan2(size, direction[:, 2])
    level /= np.maximum(size, 1e-300)[:, None]
    low, high = np.zeros(len(eta)), eta.copy()

    def at(angle: Floats) -> Floats:
        out = level * np.sin(angle)[:, None]
        out[:, 2] = np.cos(angle)
        return out

    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        good = _sees(position, at(middle) @ axes, sensor)
        low, high = np.where(good, middle, low), np.where(good, high, middle)
    return at(low)


def _geodetic(ground: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude [rad] of points on the ellipsoid."""
    across = np.hypot(ground[:, 0], ground[:, 1])
    ratio = (SEMI_MAJOR_AXIS / SEMI_MINOR_AXIS) ** 2
    return np.arctan2(ground[:, 2] * ratio, across), np.arctan2(ground[:, 1], ground[:, 0])


def swath(position: Floats, velocity: Floats, sensor: Sensor) -> tuple[float, Floats, Floats]:
    """Width of the strip that the field of view sweeps [m], and the latitudes and longitudes [rad] (2,) of its left and right edges.

    Between the ground seen by the two edges of the field in the plane across the sensor's track, along the ellipsoid; an edge that looks
    past the horizon ends there.  nan where the field sees nothing.  position [m], velocity [m/s] (3,), Earth-fixed.
    """
    axes = axes_of(position[None], velocity[None], sensor)[0]
    half = sensor.half_angle if sensor.half_angle is not None else sensor.across
    assert half is not None
    angle = np.array([-half, half])
    own = np.column_stack([np.zeros(2), np.sin(angle), np.cos(angle)]) @ sensor.rotation.T
    sees = _sees(position, own @ axes, sensor)
    ends = np.where(sees[:, None], own, _to_limb(position, own, axes, sensor))
    field = sensor.field_planes
    held = (ends @ field[:, :3].T >= field[:, 3] - 1e-9).all(axis=1)
    if not (held | sees).all():
        return math.nan, np.full(2, np.nan), np.full(2, np.nan)
    latitude, longitude = _geodetic(ground_of(position, ends @ axes)[0])
    width, _ = distance_and_azimuth(latitude[0], longitude[0], latitude[1], longitude[1])
    return width, latitude, longitude
