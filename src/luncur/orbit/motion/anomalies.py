"""Mean, eccentric and true anomaly of an elliptic orbit, each from another [rad]; arrays broadcast.

All three keep the revolution they are in: 2 pi more goes in and comes out.
Source: Vallado, Fundamentals of Astrodynamics, 4th ed., section 2.2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MOST_STEPS = 60  # of Newton's method; at an eccentricity of 0.9999 a dozen are enough


def eccentric_of_mean(mean: ArrayLike, eccentricity: ArrayLike) -> Floats:
    """Kepler's equation, E - e sin E = M, by Newton's method from a start on its safe side."""
    m, e = np.broadcast_arrays(np.asarray(mean, dtype=np.float64), np.asarray(eccentricity, dtype=np.float64))
    turns = 2 * np.pi * np.round(m / (2 * np.pi))
    rest = m - turns
    # From pi the steps fall to the root without passing it, whatever the eccentricity; M + e is nearer for small e.
    anomaly = np.where(e < 0.8, rest + e * np.sin(rest), np.copysign(np.pi, rest))
    for _ in range(MOST_STEPS):
        step = (anomaly - e * np.sin(anomaly) - rest) / (1.0 - e * np.cos(anomaly))
        anomaly = anomaly - step
        if np.all(np.abs(step) < 1e-15 * (1.0 + np.abs(anomaly))):
            break
    return np.asarray(anomaly + turns)


def mean_of_eccentric(eccentric: ArrayLike, eccentricity: ArrayLike) -> Floats:
    """M = E - e sin E."""
    anomaly, e = np.asarray(eccentric, dtype=np.float64), np.asarray(eccentricity, dtype=np.float64)
    return np.asarray(anomaly - e * np.sin(anomaly))


def true_of_eccentric(eccentric: ArrayLike, eccentricity: ArrayLike) -> Floats:
    """True anomaly; the difference of the two is computed, so that nothing is lost near apogee or for many turns."""
    anomaly, e = np.asarray(eccentric, dtype=np.float64), np.asarray(eccentricity, dtype=np.float64)
    beta = e / (1.0 + np.sqrt(1.0 - e * e))
    return np.asarray(anomaly + 2.0 * np.arctan2(beta * np.sin(anomaly), 1.0 - beta * np.cos(anomaly)))


def eccentric_of_true(true: ArrayLike, eccentricity: ArrayLike) -> Floats:
    """The reverse of ``true_of_eccentric``."""
    anomaly, e = np.asarray(true, dtype=np.float64), np.asarray(eccentricity, dtype=np.float64)
    beta = e / (1.0 + np.sqrt(1.0 - e * e))
    return np.asarray(anomaly - 2.0 * np.arctan2(beta * np.sin(anomaly), 1.0 + beta * np.cos(anomaly)))


def true_of_mean(mean: ArrayLike, eccentricity: ArrayLike) -> Floats:
    """True anomaly of a mean anomaly."""
    return true_of_eccentric(eccentric_of_mean(mean, eccentricity), eccentricity)


def mean_of_true(true: ArrayLike, eccentricity: ArrayLike) -> Floats:
    """Mean anomaly of a true anomaly."""
    return mean_of_eccentric(eccentric_of_true(true, eccentricity), eccentricity)
