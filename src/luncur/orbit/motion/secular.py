"""The steady drift that the Earth's oblateness gives to node, perigee and mean anomaly: the "J2 perturbation" of mission tools."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.orbit.motion.anomalies import eccentric_of_mean
from luncur.orbit.motion.constants import J2, MU, REFERENCE_RADIUS
from luncur.orbit.motion.elements import Elements, elements_of, plane_axes, state_of
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.states import to_celestial_axes
from luncur.orbit.time_and_frames.frames import pole_axes, turned
from luncur.sentences import Sentence

Floats = NDArray[np.float64]


def propagate_secular(
    elements: Elements,
    epoch: datetime,
    seconds: ArrayLike,
    frame: str = "J2000",
    mu: float = MU,
    j2: float = J2,
    radius: float = REFERENCE_RADIUS,
) -> Ephemeris:
    """Where satellites are ``seconds`` after ``epoch`` (UTC), when their mean elements drift at the rates of J2.

    The elements, in the axes of ``frame`` at the epoch ("J2000", "GCRF" or "TEME"), are taken as mean elements: short-
    periodic terms, some 10 km along a low orbit, are neither taken out nor put back.  They drift about the true pole of
    the epoch, not that of the frame, which is 0.1 deg away by 2018.  The velocity is that of the ellipse of the
    moment.  seconds: rising, before the epoch where negative (n,).  mu, j2, radius: gravitational
    parameter [m3/s2], second zonal harmonic, its radius [m].  Elements of m satellites give states (m, n, 3).
    """
    of_date = pole_axes(epoch)
    given = to_celestial_axes(frame, epoch)
    position, velocity = state_of(elements, mu)
    start = elements_of(turned(of_date @ given, position), turned(of_date @ given, velocity), mu)
    p, v = moved(start, secular_rates(start, mu, j2, radius), seconds, of_date.T, mu)
    assumed = (Sentence("orbit_secular", mu=mu / 1e9, j2=j2, radius=radius / 1e3, frame=frame),)
    return Ephemeris(epoch, np.atleast_1d(np.asarray(seconds, float)), p, v, "J2 secular", assumed)


def secular_rates(
    elements: Elements, mu: float = MU, j2: float = J2, radius: float = REFERENCE_RADIUS
) -> tuple[Floats, Floats, Floats]:
    """Rates of the node, the argument of perigee and the mean anomaly [rad/s] by J2, to its first order.

    Source: Kozai, Astron. J. 64, 367 (1959); Vallado, 4th ed., section 9.6.1, equations 9-37, 9-39 and 9-41.
    """
    a, e, i, *_ = elements.arrays()
    n = np.sqrt(mu / a**3)
    k = n * j2 * (radius / (a * (1.0 - e * e))) ** 2
    node = -1.5 * k * np.cos(i)
    perigee = 0.75 * k * (4.0 - 5.0 * np.sin(i) ** 2)
    mean = n + 0.75 * k * np.sqrt(1.0 - e * e) * (2.0 - 3.0 * np.sin(i) ** 2)
    return node, perigee, mean


def moved(
    elements: Elements, rates: tuple[Floats, Floats, Floats], seconds: ArrayLike, rotation: Floats, mu: float
) -> tuple[Floats, Floats]:
    """States (..., n, 3) of elements (...) whose node, perigee and mean anomaly run at ``rates`` [rad/s], turned by ``rotation``."""
    a, e, i, raan, perigee, _ = (value[..., None] for value in elements.arrays())
    t = np.atleast_1d(np.asarray(seconds, dtype=np.float64))
    node_rate, perigee_rate, mean_rate = (np.asarray(rate)[..., None] for rate in rates)
    anomaly = eccentric_of_mean(np.asarray(elements.mean_anomaly)[..., None] + mean_rate * t, e)
    toward, across = plane_axes(i, raan + node_rate * t, perigee + perigee_rate * t)
    c, s = np.cos(anomaly), np.sin(anomaly)
    root = np.sqrt(1.0 - e * e)
    speed = np.sqrt(mu / a) / (1.0 - e * c)
    position = (a * (c - e))[..., None] * toward + (a * root * s)[..., None] * across
    velocity = (-speed * s)[..., None] * toward + (speed * root * c)[..., None] * across
    return turned(rotation, position), turned(rotation, velocity)
