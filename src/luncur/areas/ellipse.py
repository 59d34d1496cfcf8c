"""The region that contains a planned body's impact with a stated probability."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth import destination, distance_and_azimuth

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Region:
    """An ellipse on the ground that contains an impact with a stated probability.

    Angles are geodetic [rad], lengths geodesic [m]; the azimuth is that of the major axis.
    ``contained`` is the share of the sampled impacts that lie inside, ``method`` how the size was found.
    """

    latitude: float
    longitude: float
    semi_major: float
    semi_minor: float
    azimuth: float
    probability: float
    contained: float
    samples: int
    method: str

    def outline(self, vertices: int = 72) -> list[tuple[float, float]]:
        """Latitude and longitude [rad] of points on the edge, anticlockwise seen from above, first repeated last."""
        points = []
        for k in range(vertices + 1):
            angle = -2 * math.pi * (k % vertices) / vertices
            along, across = self.semi_major * math.cos(angle), self.semi_minor * math.sin(angle)
            points.append(
                destination(
                    self.latitude, self.longitude, self.azimuth + math.atan2(across, along), math.hypot(along, across)
                )
            )
        return points


def joint_share(probability: float, bodies: int) -> float:
    """What each of several independent bodies must be contained with, so that all are with ``probability``."""
    return float(probability ** (1.0 / max(bodies, 1)))


def containment_region(latitude: Floats, longitude: Floats, probability: float) -> Region:
    """The ellipse about the mean impact that contains the body with ``probability``.

    Impacts are laid out on the plane by geodesic distance and azimuth from their mean.  When they look normal,
    the axes are k standard deviations with 1 - exp(-k^2/2) = probability; when the share of samples inside that
    ellipse is off by more than its own sampling error, the same shape is scaled until it holds the wanted share of
    samples, and ``method`` says so (bodies that fall from near-orbital speed are not normal).

    latitude, longitude: impacts [rad], shape (n,), n >= 8.
    Source: 14 CFR 450.133(b)(1) (0.97); 14 CFR 417 Appendix C, C417.3(f) (ellipse from deviations).
    """
    count = len(latitude)
    if count < 8:
        raise ValueError("a containment region needs at least 8 impacts")
    centre = mean_point(latitude, longitude)
    plane = np.empty((count, 2))
    for i in range(count):
        distance, azimuth = distance_and_azimuth(centre[0], centre[1], float(latitude[i]), float(longitude[i]))[:2]
        plane[i] = distance * math.sin(azimuth), distance * math.cos(azimuth)
    offset = plane.mean(axis=0)
    centre = destination(centre[0], centre[1], math.atan2(offset[0], offset[1]), float(np.hypot(*offset)))
    plane -= offset
    values, vectors = np.linalg.eigh(np.cov(plane.T))
    values = np.maximum(values, 1e-6)
    axes = vectors[:, ::-1]  # major first
    sigma = np.sqrt(values[::-1])
    scaled = np.hypot(plane @ axes[:, 0] / sigma[0], plane @ axes[:, 1] / sigma[1])
    k = math.sqrt(-2 * math.log(1 - probability))
    method = "normal"
    if abs(float(np.mean(scaled <= k)) - probability) > 2 * math.sqrt(probability * (1 - probability) / count):
        k, method = float(np.quantile(scaled, probability, method="higher")), "empirical"
    return Region(
        latitude=centre[0],
        longitude=centre[1],
        semi_major=k * float(sigma[0]),
        semi_minor=k * float(sigma[1]),
        azimuth=math.atan2(axes[0, 0], axes[1, 0]) % math.pi,
        probability=probability,
        contained=float(np.mean(scaled <= k)),
        samples=count,
        method=method,
    )


def mean_point(latitude: Floats, longitude: Floats) -> tuple[float, float]:
    """Mean direction of the points: no trouble at the antimeridian or the poles."""
    x = np.mean(np.cos(latitude) * np.cos(longitude))
    y = np.mean(np.cos(latitude) * np.sin(longitude))
    z = np.mean(np.sin(latitude))
    return math.atan2(float(z), math.hypot(float(x), float(y))), math.atan2(float(y), float(x))
