"""Kepler elements of one orbit or of many, and states from them and back."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.earth.constants import SEMI_MAJOR_AXIS
from luncur.errors import InputError
from luncur.flight.orbit import osculating
from luncur.orbit.motion.anomalies import mean_of_true, true_of_mean
from luncur.orbit.motion.constants import MU

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Elements:
    """Elements of an elliptic orbit, or of as many as the arrays have entries; they broadcast against each other.

    semi_major_axis [m]; eccentricity, from 0 to below 1; inclination (0 to pi), raan (right ascension of the ascending
    node), argument_of_perigee, true_anomaly [rad].  The axes are those the states are given or wanted in.
    Where the orbit is circular the perigee stands at the node, where it is equatorial the node on the x axis.
    Raises InputError for elements that no closed orbit has.
    """

    semi_major_axis: ArrayLike
    eccentricity: ArrayLike
    inclination: ArrayLike
    raan: ArrayLike
    argument_of_perigee: ArrayLike
    true_anomaly: ArrayLike

    def __post_init__(self) -> None:
        for field in fields(self):
            values = np.asarray(getattr(self, field.name), dtype=np.float64)
            low, high, expected = _RANGES.get(field.name, (-np.inf, np.inf, "a finite number [rad]"))
            wrong = ~(np.isfinite(values) & (values >= low) & (values <= high))
            if np.any(wrong):
                raise InputError("elements", field.name, repr(float(values[wrong].flat[0])), expected)
        self.arrays()  # raises ValueError where the shapes do not go together

    def arrays(self) -> tuple[Floats, ...]:
        """The six elements in their order, as arrays of one shape."""
        given = [np.asarray(getattr(self, field.name), dtype=np.float64) for field in fields(self)]
        return tuple(np.broadcast_arrays(*given))

    @property
    def mean_anomaly(self) -> Floats:
        """[rad]"""
        return mean_of_true(self.true_anomaly, self.eccentricity)

    @property
    def perigee_altitude(self) -> Floats:
        """Height of the perigee above the equatorial radius of WGS 84 [m]; below zero the orbit meets the ground."""
        a, e = np.asarray(self.semi_major_axis), np.asarray(self.eccentricity)
        return np.asarray(a * (1.0 - e) - SEMI_MAJOR_AXIS)

    @property
    def apogee_altitude(self) -> Floats:
        """Height of the apogee above the equatorial radius of WGS 84 [m]."""
        a, e = np.asarray(self.semi_major_axis), np.asarray(self.eccentricity)
        return np.asarray(a * (1.0 + e) - SEMI_MAJOR_AXIS)

    def mean_motion(self, mu: float = MU) -> Floats:
        """Of the two-body orbit [rad/s]."""
        return np.asarray(np.sqrt(mu / np.asarray(self.semi_major_axis) ** 3))

    def period(self, mu: float = MU) -> Floats:
        """Of the two-body orbit [s]."""
        return 2 * np.pi / self.mean_motion(mu)


# lowest and highest value, and what is said to be expected
_RANGES = {
    "semi_major_axis": (1.0, 1e12, "a length above zero [m] (an orbit that escapes has none)"),
    "eccentricity": (0.0, np.nextafter(1.0, 0.0), "from 0 to below 1 (an orbit that escapes does not come round)"),
    "inclination": (0.0, np.nextafter(np.pi, 4.0), "from 0 to pi [rad], 180 deg"),
}


def elements_from_mean(
    semi_major_axis: ArrayLike,
    eccentricity: ArrayLike,
    inclination: ArrayLike,
    raan: ArrayLike,
    argument_of_perigee: ArrayLike,
    mean_anomaly: ArrayLike,
) -> Elements:
    """Elements with the mean anomaly [rad] in place of the true one; the rest as ``Elements``."""
    shape = Elements(semi_major_axis, eccentricity, inclination, raan, argument_of_perigee, mean_anomaly)
    true = true_of_mean(mean_anomaly, eccentricity)
    return Elements(shape.semi_major_axis, eccentricity, inclination, raan, argument_of_perigee, true)


def elements_from_altitudes(
    perigee_altitude: ArrayLike,
    apogee_altitude: ArrayLike,
    inclination: ArrayLike,
    raan: ArrayLike = 0.0,
    argument_of_perigee: ArrayLike = 0.0,
    true_anomaly: ArrayLike = 0.0,
) -> Elements:
    """Elements of an orbit between two heights above the equatorial radius of WGS 84 [m]; angles [rad].

    Raises InputError where the apogee lies below the perigee.
    """
    low, high = np.broadcast_arrays(np.asarray(perigee_altitude, float), np.asarray(apogee_altitude, float))
    if np.any(wrong := ~(low <= high)):
        expected = f"an altitude of at least that of the perigee, {float(low[wrong].flat[0]):g} m"
        raise InputError("elements", "apogee_altitude", repr(float(high[wrong].flat[0])), expected)
    a = SEMI_MAJOR_AXIS + (low + high) / 2.0
    return Elements(a, (high - low) / 2.0 / a, inclination, raan, argument_of_perigee, true_anomaly)


def elements_of(position: Floats, velocity: Floats, mu: float = MU) -> Elements:
    """Osculating elements of states (..., 3) [m], [m/s] in inertial axes.

    mu: gravitational parameter [m3/s2].  Raises InputError for a state that escapes or falls straight.
    """
    with np.errstate(all="ignore"):
        a, e, *angles = osculating(np.asarray(position, float), np.asarray(velocity, float), mu)
    if np.any(wrong := ~_closed(a, e)):
        expected = "an orbit that comes round, with an eccentricity below 1"
        raise InputError("state", "eccentricity", f"{float(e[wrong].flat[0]):.6g}", expected)
    return Elements(a, e, *angles)


def comes_round(position: Floats, velocity: Floats, mu: float = MU) -> NDArray[np.bool_]:
    """Whether states (..., 3) [m], [m/s] are on ellipses, so that ``elements_of`` takes them."""
    with np.errstate(all="ignore"):
        a, e, *_ = osculating(np.asarray(position, float), np.asarray(velocity, float), mu)
    return _closed(a, e)


def _closed(a: Floats, e: Floats) -> NDArray[np.bool_]:
    return np.asarray((e < 1.0) & (a > 0.0) & np.isfinite(a))


def state_of(elements: Elements, mu: float = MU) -> tuple[Floats, Floats]:
    """Position (..., 3) [m] and velocity (..., 3) [m/s] of elements (...); Vallado, 4th ed., algorithm 10."""
    a, e, i, raan, perigee, true = elements.arrays()
    p = a * (1.0 - e * e)
    toward, across = plane_axes(i, raan, perigee)
    c, s = np.cos(true), np.sin(true)
    r, speed = p / (1.0 + e * c), np.sqrt(mu / p)
    position = (r * c)[..., None] * toward + (r * s)[..., None] * across
    velocity = (-speed * s)[..., None] * toward + (speed * (e + c))[..., None] * across
    return position, velocity


def plane_axes(inclination: Floats, raan: Floats, argument_of_perigee: Floats) -> tuple[Floats, Floats]:
    """Unit vectors (..., 3) in the plane of the orbit: to the perigee, and a quarter turn ahead of it."""
    co, so = np.cos(raan), np.sin(raan)
    cw, sw = np.cos(argument_of_perigee), np.sin(argument_of_perigee)
    ci, si = np.cos(inclination), np.sin(inclination)
    toward = np.stack([co * cw - so * sw * ci, so * cw + co * sw * ci, sw * si], axis=-1)
    across = np.stack([-co * sw - so * cw * ci, -so * sw + co * cw * ci, cw * si], axis=-1)
    return toward, across
