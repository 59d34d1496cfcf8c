"""The region that contains a planned body's impact with a stated probability."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.areas.contour import Contour
from luncur.areas.outline import ring_geometry
from luncur.earth import destination, distance_and_azimuth

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Region:
    """An ellipse on the ground that contains an impact with a stated probability.

    Angles are geodetic [rad], lengths geodesic [m]; the azimuth is that of the major axis.
    ``contained`` is the share of the sampled impacts that lie inside, ``method`` how the size was found.  Where an ellipse
    is the wrong shape ``contour`` is the region, and the ellipse only says where and how large it is about.
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
    contour: Contour | None = None

    def contains(self, latitude: Floats, longitude: Floats) -> NDArray[np.bool_]:
        """Whether points [rad] lie in the region."""
        if self.contour is not None:
            return self.contour.contains(latitude, longitude)
        inside = np.empty(len(latitude), dtype=bool)
        for i in range(len(latitude)):
            distance, azimuth = distance_and_azimuth(
                self.latitude, self.longitude, float(latitude[i]), float(longitude[i])
            )
            along, across = distance * math.cos(azimuth - self.azimuth), distance * math.sin(azimuth - self.azimuth)
            inside[i] = math.hypot(along / self.semi_major, across / self.semi_minor) <= 1
        return inside

    @property
    def area(self) -> float:
        """On the ground [m2]."""
        if self.contour is not None:
            return sum(area.area for area in self.contour.areas)
        return math.pi * self.semi_major * self.semi_minor

    @property
    def shape(self) -> str:
        """The kind of region in words."""
        return "highest-density contour" if self.contour is not None else f"ellipse ({self.method})"

    def geometries(self) -> list[dict[str, Any]]:
        """GeoJSON geometries of its parts [deg]."""
        if self.contour is not None:
            return [area.geometry() for area in self.contour.areas]
        latitude, longitude = np.array(self.outline()).T
        return [ring_geometry(latitude, longitude)]

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
    the axes are k standard deviations, k such that the *next* impact is inside with the probability; for many impacts
    1 - exp(-k^2/2) = probability (2.6482 for 0.97), for few ones more, as mean and covariance are then uncertain.  When the share of samples inside that
    ellipse is off by more than its own sampling error, the same shape is scaled until it holds the wanted share of
    samples, and ``method`` says so (bodies that fall from near-orbital speed are not normal).

    latitude, longitude: impacts [rad], shape (n,), n >= 8.
    Source: Chew, J. Am. Stat. Assoc. 61 (1966), 605-617 (prediction ellipse); 14 CFR 450.133(b)(1) (0.97); 14 CFR 417 Appendix C, C417.3(f) (ellipse from deviations).
    """
    count = len(latitude)
    if count < 8:
        raise ValueError("a containment region needs at least 8 impacts")
    centre, plane = _laid_out(latitude, longitude)
    values, vectors = np.linalg.eigh(np.cov(plane.T))
    values = np.maximum(values, 1e-6)
    axes = vectors[:, ::-1]  # major first
    sigma = np.sqrt(values[::-1])
    scaled = np.hypot(plane @ axes[:, 0] / sigma[0], plane @ axes[:, 1] / sigma[1])
    k = prediction_factor(probability, count)
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


def _laid_out(latitude: Floats, longitude: Floats) -> tuple[tuple[float, float], Floats]:
    """The mean impact [rad], and east and north of every impact from it [m, (n, 2)], by geodesics."""
    centre = mean_point(latitude, longitude)
    plane = np.empty((len(latitude), 2))
    for i in range(len(latitude)):
        distance, azimuth = distance_and_azimuth(centre[0], centre[1], float(latitude[i]), float(longitude[i]))[:2]
        plane[i] = distance * math.sin(azimuth), distance * math.cos(azimuth)
    offset = plane.mean(axis=0)
    centre = destination(centre[0], centre[1], math.atan2(offset[0], offset[1]), float(np.hypot(*offset)))
    return centre, plane - offset


def prediction_factor(probability: float, samples: int) -> float:
    """Standard deviations (of the sample) whose ellipse holds the next of normal impacts with ``probability``.

    k^2 = 2 (n - 1)(n + 1) / (n (n - 2)) F(2, n - 2; probability).  Source: Chew (1966).
    """
    from scipy.stats import f

    n = float(samples)
    return math.sqrt(2 * (n - 1) * (n + 1) / (n * (n - 2)) * float(f.ppf(probability, 2, n - 2)))


def skewed(plane: Floats) -> bool:
    """Whether impacts [n, 2] are lopsided or bent beyond chance: then no ellipse is their shape.

    Mardia's skewness, n b / 6 as chi-square with 4 degrees of freedom, at 1 in 1,000.  Source: Mardia, Biometrika 57 (1970), 519-530.
    """
    from scipy.stats import chi2

    middled = plane - plane.mean(axis=0)
    white = np.linalg.solve(np.linalg.cholesky(np.cov(plane.T) + 1e-6 * np.eye(2)), middled.T)
    x, y = white
    moments = [np.mean(x**3), np.mean(x * x * y), np.mean(x * y * y), np.mean(y**3)]
    skewness = moments[0] ** 2 + 3 * moments[1] ** 2 + 3 * moments[2] ** 2 + moments[3] ** 2
    return bool(len(plane) * skewness / 6 > chi2.ppf(0.999, 4))


def mean_point(latitude: Floats, longitude: Floats) -> tuple[float, float]:
    """Mean direction of the points: no trouble at the antimeridian or the poles."""
    x = np.mean(np.cos(latitude) * np.cos(longitude))
    y = np.mean(np.cos(latitude) * np.sin(longitude))
    z = np.mean(np.sin(latitude))
    return math.atan2(float(z), math.hypot(float(x), float(y))), math.atan2(float(y), float(x))
