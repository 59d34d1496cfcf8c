"""The orbit itself, as the summary tells it: elements, periods, drifts, light and shadow."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import SEMI_MAJOR_AXIS
from luncur.errors import PhysicsError
from luncur.orbit.coverage.sunlight import SunPath, beta_angle, eclipses
from luncur.orbit.design.rates import orbit_rates
from luncur.orbit.design.sun_synchronous import (
    local_time_drift,
    local_time_of_node,
    sun_synchronous_inclination,
)
from luncur.orbit.motion.states import to_celestial_axes
from luncur.orbit.motion.track import Track
from luncur.orbit.study.followed import Followed
from luncur.orbit.study.under import geodetic
from luncur.orbit.time_and_frames.bodies import sun
from luncur.orbit.time_and_frames.frames import celestial_to_earth_fixed, turned

Floats = NDArray[np.float64]

DAY = 86_400.0
SUN_STEP = 600.0  # [s]
MOST_ECLIPSES = 400  # that are listed


def sun_path(epoch: Any, first: float, last: float) -> SunPath:
    """Earth-fixed positions of the Sun over a span [s] from an epoch."""
    seconds = np.linspace(first, last, max(2, math.ceil((last - first) / SUN_STEP) + 1))
    return SunPath(seconds, turned(celestial_to_earth_fixed(epoch, seconds), sun(epoch, seconds)))


def elements_record(found: Followed) -> dict[str, Any]:
    """Elements of the first satellite at the epoch, in the axes that they were given in; the inclination to the equator of date too."""
    a, e, i, raan, perigee, true = (float(np.asarray(v)) for v in found.elements.arrays())
    return {
        "frame": found.frame, "mean": found.mean, "semi_major_axis_m": a, "eccentricity": e, "inclination_deg": math.degrees(i),
        "raan_deg": math.degrees(raan) % 360.0, "argument_of_perigee_deg": math.degrees(perigee) % 360.0,
        "inclination_of_date_deg": math.degrees(float(np.asarray(found.of_date.inclination))),
        "true_anomaly_deg": math.degrees(true) % 360.0, "perigee_altitude_m": a * (1 - e) - SEMI_MAJOR_AXIS,
        "apogee_altitude_m": a * (1 + e) - SEMI_MAJOR_AXIS,
    }  # fmt: skip


def orbit_record(found: Followed, track: Track, path: SunPath) -> dict[str, Any]:
    """Periods and drifts by J2, local time of the node, the Sun's angle to the plane, eclipses, speed over the ground.

    track: of the first satellite; path: the Sun over the same span.
    """
    mean = found.mean_orbit
    a, e, i = (float(v[0]) for v in (mean.semi_major_axis, mean.eccentricity, mean.inclination))
    rates = orbit_rates(a, e, i)
    raan, inclination = node_of(found)
    try:
        synchronous: float | None = math.degrees(sun_synchronous_inclination(a, e))
    except PhysicsError:
        synchronous = None
    at_epoch = np.array([np.interp(track.seconds[0], path.seconds, path.position[:, k]) for k in range(3)])
    heights = geodetic(track.position)[2]
    first = Track(track.epoch, track.seconds[:1], track.position[:1], track.velocity[:1])
    return {
        "period_s": float(rates.keplerian_period), "nodal_period_s": float(rates.nodal_period),
        "revolutions_per_day": float(rates.per_day), "node_rate_deg_per_day": math.degrees(float(rates.node)) * DAY,
        "perigee_rate_deg_per_day": math.degrees(float(rates.perigee)) * DAY,
        "local_time_of_ascending_node_h": local_time_of_node(raan, inclination, found.epoch),
        "local_time_drift_min_per_day": float(local_time_drift(a, e, i)) / 60.0,
        "sun_synchronous_inclination_deg": synchronous,
        "mean_perigee_altitude_m": a * (1 - e) - SEMI_MAJOR_AXIS, "mean_apogee_altitude_m": a * (1 + e) - SEMI_MAJOR_AXIS,
        "inclination_of_date_deg": math.degrees(i), "lowest_altitude_m": float(heights.min()),
        "highest_altitude_m": float(heights.max()), "anomalistic_period_s": float(rates.anomalistic_period),
        "beta_deg": math.degrees(float(beta_angle(first, at_epoch[None])[0])),
        "eclipse": eclipse_record(track, path), "latitude_reach_deg": math.degrees(min(i, math.pi - i)),
        "ground_speed_m_s": float(np.mean(_ground_speed(track))),
    }  # fmt: skip


def eclipse_record(track: Track, path: SunPath) -> dict[str, Any]:
    """Passages of the first satellite through the Earth's umbra; those that the window cuts count as long as they are seen."""
    spans = eclipses(track, path)
    length = spans[:, 1] - spans[:, 0] if len(spans) else np.zeros(0)
    whole = float(track.seconds[-1] - track.seconds[0])
    return {
        "count": len(spans), "longest_s": float(length.max()) if len(spans) else 0.0, "share": float(length.sum()) / whole,
        "starts_s": spans[:MOST_ECLIPSES, 0].tolist() if len(spans) else [],
        "ends_s": spans[:MOST_ECLIPSES, 1].tolist() if len(spans) else [],
    }  # fmt: skip


def node_of(found: Followed) -> tuple[float, float]:
    """Right ascension of the node and inclination [rad] of the first satellite in GCRS axes."""
    _, _, i, raan, _, _ = (float(np.asarray(v)) for v in found.elements.arrays())
    if found.frame == "GCRF":
        return raan, i
    normal = to_celestial_axes(found.frame, found.epoch) @ np.array(
        [math.sin(i) * math.sin(raan), -math.sin(i) * math.cos(raan), math.cos(i)]
    )
    return math.atan2(float(normal[0]), -float(normal[1])) % (2 * math.pi), math.acos(
        max(-1.0, min(1.0, float(normal[2])))
    )


def _ground_speed(track: Track) -> Floats:
    """Speed of the point under the satellite [m/s], on a sphere."""
    r = np.linalg.norm(track.position, axis=1)
    across = np.linalg.norm(np.cross(track.position, track.velocity), axis=1) / r
    return np.asarray(across * SEMI_MAJOR_AXIS / r)
