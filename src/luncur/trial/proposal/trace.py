"""The nominal impact-point trace as an axis: distances along it and to its left, on the sphere that limit lines are drawn on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from luncur.earth.constants import MEAN_RADIUS
from luncur.errors import PhysicsError
from luncur.termination.rule_table import unit_vectors

Floats = NDArray[np.float64]
VERTEX = 5e3  # least distance between two vertices of the axis [m]


@dataclass(frozen=True)
class Trace:
    """vertex[k, 3] unit vectors from the pad on; along[k] [m] from the pad; normal[k, 3] to the left of each vertex.

    Before its first and after its last vertex the axis goes on along a great circle.
    """

    vertex: Floats
    along: Floats
    normal: Floats
    left: Floats  # [k - 1, 3] of each segment

    @property
    def length(self) -> float:
        """From the pad to the last nominal impact point [m]."""
        return float(self.along[-1])

    def project(self, latitude: Floats, longitude: Floats) -> tuple[Floats, Floats]:
        """Distance along the axis and to its left [m] of places [rad], any shape; nan gives nan.

        Along is below 0 behind the pad and above ``length`` beyond the end.  A place abeam of a bend has the nearer part.
        """
        shape = np.shape(latitude)
        p = unit_vectors(np.stack([np.ravel(latitude), np.ravel(longitude)], axis=1))
        s, c = np.full(len(p), np.nan), np.full(len(p), np.nan)
        ok = np.isfinite(p).all(axis=1)
        q = p[ok]
        if len(q):
            _, nearest = cKDTree(self.vertex).query(q)
            segment = np.minimum(nearest, len(self.left) - 1)
            ahead = self._within(q, segment)
            segment = np.where((ahead < 0) & (segment > 0), segment - 1, segment)
            s[ok] = self.along[segment] + self._within(q, segment)
            c[ok] = MEAN_RADIUS * np.arcsin(np.clip(np.einsum("ij,ij->i", q, self.left[segment]), -1, 1))
        return s.reshape(shape), c.reshape(shape)

    def _within(self, q: Floats, segment: NDArray[np.int64]) -> Floats:
        """Distance [m] ahead of the start of a segment, along it."""
        start, left = self.vertex[segment], self.left[segment]
        forward = np.cross(left, start)
        return MEAN_RADIUS * np.arctan2(np.einsum("ij,ij->i", q, forward), np.einsum("ij,ij->i", q, start))

    def place(self, s: Floats, c: Floats) -> tuple[Floats, Floats]:
        """Latitude and longitude [rad] of distances along the axis and to its left [m]."""
        s, c = np.broadcast_arrays(np.asarray(s, dtype=np.float64), np.asarray(c, dtype=np.float64))
        segment = np.clip(np.searchsorted(self.along, s, side="right") - 1, 0, len(self.left) - 1)
        start, left = self.vertex[segment], self.left[segment]
        arc = (s - self.along[segment]) / MEAN_RADIUS
        base = start * np.cos(arc)[..., None] + np.cross(left, start) * np.sin(arc)[..., None]
        share = np.clip((s - self.along[segment]) / (self.along[segment + 1] - self.along[segment]), 0.0, 1.0)[
            ..., None
        ]
        normal = (1 - share) * self.normal[segment] + share * self.normal[segment + 1]
        normal = normal - base * np.einsum("...j,...j->...", normal, base)[..., None]
        normal /= np.linalg.norm(normal, axis=-1)[..., None]
        away = (c / MEAN_RADIUS)[..., None]
        p = base * np.cos(away) + normal * np.sin(away)
        return np.arcsin(np.clip(p[..., 2], -1, 1)), np.arctan2(p[..., 1], p[..., 0])


def trace_of(latitude: Floats, longitude: Floats) -> Trace:
    """The axis through nominal impact points [rad] in the order of time, of which the first is the pad.

    Raises PhysicsError when the impact point never leaves the pad.
    """
    ok = np.isfinite(latitude) & np.isfinite(longitude)
    points = unit_vectors(np.stack([latitude[ok], longitude[ok]], axis=1))
    kept = [points[0]]
    for p in points[1:]:
        if MEAN_RADIUS * np.linalg.norm(p - kept[-1]) >= VERTEX:
            kept.append(p)
    if len(kept) < 2:
        raise PhysicsError("the impact point of the nominal flight stays within 5 km of the pad: there is no trace")
    if MEAN_RADIUS * np.linalg.norm(points[-1] - kept[-1]) > 1.0:
        if len(kept) > 2:
            kept[-1] = points[-1]
        else:
            kept.append(points[-1])
    vertex = np.array(kept)
    left = np.cross(vertex[:-1], vertex[1:])
    steps = np.linalg.norm(left, axis=1)
    left /= steps[:, None]
    along = np.concatenate([[0.0], np.cumsum(np.arcsin(np.clip(steps, 0, 1)) * MEAN_RADIUS)])
    normal = np.concatenate([left[:1], left[:-1] + left[1:], left[-1:]])
    return Trace(vertex, along, normal / np.linalg.norm(normal, axis=1)[:, None], left)
