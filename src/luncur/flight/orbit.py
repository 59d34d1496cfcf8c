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
    """Elements of an inertial position [m] and velocity [m/s] (Vallado, 4th ed., algorithm 9)."""
    r, v2 = float(np.linalg.norm(position)), float(velocity @ velocity)
    h = np.cross(position, velocity)
    node = np.array([-h[1], h[0], 0.0])
    e_vector = np.cross(velocity, h) / MU - position / r
    e, n = float(np.linalg.norm(e_vector)), float(np.linalg.norm(node))
    inclination = math.acos(max(-1.0, min(1.0, float(h[2] / np.linalg.norm(h)))))
    x = node / n if n > 1e-9 * np.linalg.norm(h) else np.array([1.0, 0.0, 0.0])
    y = np.cross(h / np.linalg.norm(h), x)
    perigee = math.atan2(float(e_vector @ y), float(e_vector @ x)) if e > 1e-11 else 0.0
    inverse = 2.0 / r - float(v2) / MU
    anomaly = math.atan2(float(position @ y), float(position @ x)) - perigee
    return Orbit(
        semi_major_axis=1.0 / inverse if inverse else math.inf,
        eccentricity=e,
        inclination=inclination,
        raan=math.atan2(float(x[1]), float(x[0])) % (2 * math.pi),
        argument_of_perigee=perigee % (2 * math.pi),
        true_anomaly=anomaly % (2 * math.pi),
    )
