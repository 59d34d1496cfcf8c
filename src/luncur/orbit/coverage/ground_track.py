"""The path under a satellite, and lines of it for a map."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.orbit.coverage.ground_track_kernel import geodetic_many
from luncur.orbit.motion.track import Track

Floats = NDArray[np.float64]
_TURN = 2.0 * math.pi


def ground_track(track: Track) -> tuple[Floats, Floats, Floats]:
    """Latitude, longitude [rad] of the point at whose zenith the satellite stands, and its altitude [m]; of the shape of the samples."""
    position = np.ascontiguousarray(track.position, dtype=np.float64).reshape(-1, 3)
    out = np.empty_like(position)
    compiled(geodetic_many)(position, out)
    latitude, longitude, altitude = (out[:, k].reshape(track.position.shape[:-1]) for k in range(3))
    return latitude, longitude, altitude


def map_lines(latitude: Floats, longitude: Floats) -> list[tuple[Floats, Floats]]:
    """A path (n,) [rad] cut where it passes the antimeridian: lines of latitude and longitude, -pi to pi, up to the edge of the map.

    Between samples the path takes the shorter way, straight in latitude and longitude.
    """
    run = np.unwrap(longitude)
    sheet = np.floor((run + math.pi) / _TURN)
    out = []
    first = 0
    lat, lon = [np.empty(0)], [np.empty(0)]
    for k in np.append(np.flatnonzero(np.diff(sheet)), len(run) - 1):
        lat.append(latitude[first : k + 1])
        lon.append(run[first : k + 1] - sheet[k] * _TURN)
        if k + 1 < len(run):
            edge = math.pi if sheet[k + 1] > sheet[k] else -math.pi
            share = (edge + sheet[k] * _TURN - run[k]) / (run[k + 1] - run[k])
            across = latitude[k] + share * (latitude[k + 1] - latitude[k])
            lat.append(np.array([across]))
            lon.append(np.array([edge]))
        out.append((np.concatenate(lat), np.concatenate(lon)))
        if k + 1 < len(run):
            lat, lon = [np.array([across])], [np.array([-edge])]
        first = int(k) + 1
    return out
