"""Osculating elements of a cut-off state."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import J2, MU, SEMI_MAJOR_AXIS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Orbit:
    """Osculating Kepler elements; lengths [m], angles [rad]; heights above the equatorial radius.

    ``raan`` is in the frame the state was given in; for a circular orbit the argument of perigee is 0,
    for an equatorial one the node is 0.
    """

    semi_major_axis: float
    eccentricity: float
    inclination: float
    raan: float
    argument_of_perigee: float
    true_anomaly: float

    @property
    def perigee_altitude(self) -> float:
        return self.semi_major_axis * (1 - self.eccentricity) - SEMI_MAJOR_AXIS

    @property
    def apogee_altitude(self) -> float:
        """Infinite when the orbit escapes."""
        if self.eccentricity >= 1:
            return math.inf
        return self.semi_major_axis * (1 + self.eccentricity) - SEMI_MAJOR_AXIS

    @property
    def node_rate(self) -> float:
        """Secular drift of the node by J2 [rad/s]: -3/2 n J2 (Re/p)^2 cos i (Vallado, 4th ed., equation 9-37).

        nan when the orbit escapes: it never comes round.
        """
        if self.eccentricity >= 1:
            return math.nan
        n = math.sqrt(MU / self.semi_major_axis**3)
        p = self.semi_major_axis * (1 - self.eccentricity**2)
        return -1.5 * n * J2 * (SEMI_MAJOR_AXIS / p) ** 2 * math.cos(self.inclination)


def orbit_of(position: Floats, velocity: Floats) -> Orbit:
    """Elements of an inertial position [m] and velocity [m/s]."""
    return Orbit(*(float(value) for value in osculating(position, velocity, MU)))


def osculating(position: Floats, velocity: Floats, mu: float) -> tuple[Floats, ...]:
    """Elements of inertial positions [m] and velocities [m/s] (..., 3), in the order of ``Orbit``, each of shape (...).

    mu: gravitational parameter [m3/s2].  A circular orbit has its perigee at the node, an equatorial one its node on the
    x axis; at the speed of escape the semi-major axis is infinite.  Source: Vallado, 4th ed., algorithm 9.
    """
    r, v2 = np.linalg.norm(position, axis=-1), np.sum(velocity * velocity, axis=-1)
    h = np.cross(position, velocity)
    size = np.linalg.norm(h, axis=-1)
    across = np.hypot(h[..., 0], h[..., 1])
    inclined = across > 1e-12 * size
    raan = np.where(inclined, np.arctan2(h[..., 0], -h[..., 1]), 0.0)
    x = np.stack([np.cos(raan), np.sin(raan), np.zeros_like(raan)], axis=-1)
    y = np.cross(h / size[..., None], x)
    e_vector = np.cross(velocity, h) / mu - position / r[..., None]
    e = np.linalg.norm(e_vector, axis=-1)
    perigee = np.where(e > 1e-11, np.arctan2(_dot(e_vector, y), _dot(e_vector, x)), 0.0)
    anomaly = np.arctan2(_dot(position, y), _dot(position, x)) - perigee
    inverse = 2.0 / r - v2 / mu
    with np.errstate(divide="ignore"):
        semi_major_axis = np.where(inverse != 0.0, 1.0 / inverse, np.inf)
    turn = 2 * math.pi
    return semi_major_axis, e, np.arctan2(across, h[..., 2]), raan % turn, perigee % turn, anomaly % turn


def _dot(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.sum(a * b, axis=-1))
