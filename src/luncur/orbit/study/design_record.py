"""Orbits near this one with a wanted property, and when to launch into its plane, as the summary tells them."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from luncur.earth.constants import SEMI_MAJOR_AXIS
from luncur.errors import PhysicsError
from luncur.mission.load import builtin_tree
from luncur.mission.units import parse_quantity
from luncur.orbit.design.launch_plane import plane_at
from luncur.orbit.design.launch_window import circular_speed, launch_passes, offset_cost
from luncur.orbit.design.rates import orbit_rates
from luncur.orbit.design.repeat_track import repeat_tracks_near
from luncur.orbit.design.sun_synchronous import sun_synchronous_inclination
from luncur.orbit.input.model import LaunchWindow, OrbitCase
from luncur.orbit.life.mean_orbit import MeanOrbits
from luncur.orbit.study.followed import Followed
from luncur.orbit.study.orbit_record import node_of

MOST_DAYS = 30
REACH = 25e3  # of the semi-major axis [m]
MOST_CYCLES = 12
MINUTES = (1.0, 2.0, 5.0, 10.0, 30.0)


def design_record(mean: MeanOrbits) -> dict[str, Any]:
    """Cycles after which the ground track repeats, the nearest in size, and how far it is from keeping pace with the Sun."""
    a, e, i = (float(v[0]) for v in (mean.semi_major_axis, mean.eccentricity, mean.inclination))
    reach = min(REACH, 0.9 * (a * (1 - e) - SEMI_MAJOR_AXIS))
    cycles = repeat_tracks_near(a, e, i, MOST_DAYS, reach) if reach > 0 else ()
    nearest = sorted(cycles, key=lambda one: abs(one.shift))[:MOST_CYCLES]
    return {
        "repeat_cycles": [
            {
                "days": one.days, "revolutions": one.revolutions, "semi_major_axis_m": one.semi_major_axis, "change_m": one.shift,
                "spacing_m": one.spacing,
            }
            for one in sorted(nearest, key=lambda one: one.days)
        ],
        "found": len(cycles), "semi_major_axis_m": a, "within_m": max(reach, 0.0), "most_days": MOST_DAYS, "sun_synchronous": _synchronous(a, e, i),
    }  # fmt: skip


def _synchronous(a: float, e: float, i: float) -> dict[str, float] | None:
    try:
        wanted = sun_synchronous_inclination(a, e)
    except PhysicsError:
        return None
    return {"inclination_deg": math.degrees(wanted), "difference_deg": math.degrees(i - wanted)}


def windows_record(case: OrbitCase, found: Followed) -> dict[str, Any] | None:
    """When the plane of the orbit passes over a site, the azimuths there, and what minutes off cost; None where it is not asked.

    The plane is taken to drift by J2.  A launch is in the plane when the site is: an ascent without a turn stays in it.
    """
    asked = case.launch_window
    if asked is None:
        return None
    latitude, longitude, name = _site(asked, case.file)
    mean = found.mean_orbit
    a, e, i = (float(v[0]) for v in (mean.semi_major_axis, mean.eccentricity, mean.inclination))
    raan, inclination = node_of(found)
    plane = plane_at(inclination, raan, found.epoch, float(orbit_rates(a, e, i).node), frame="GCRF")
    speed = circular_speed(a - SEMI_MAJOR_AXIS)
    record: dict[str, Any] = {"site": name, "rows": [], "cost": [], "why_none": None}
    try:
        passes = launch_passes(
            latitude, longitude, plane, asked.start, asked.start + timedelta(seconds=asked.duration), speed
        )
    except PhysicsError as error:
        return {**record, "why_none": str(error)}
    record["rows"] = [
        {
            "time": one.time.isoformat(timespec="seconds"),
            "pass": "ascending" if one.ascending else "descending", "azimuth_inertial_deg": math.degrees(one.azimuth_inertial),
            "azimuth_deg": math.degrees(one.azimuth_earth_fixed),
        }
        for one in passes
    ]  # fmt: skip
    if passes:
        cost = offset_cost(latitude, longitude, plane, passes[0], MINUTES, speed)
        record["cost"] = [
            {"minutes": m, "plane_deg": math.degrees(o), "speed_m_s": s}
            for m, o, s in zip(MINUTES, cost.out_of_plane.tolist(), cost.least.tolist(), strict=True)
        ]
    return record


def _site(asked: LaunchWindow, file: str) -> tuple[float, float, str]:
    """Latitude and longitude [rad] and name of where to launch from."""
    if asked.site is None:
        assert asked.latitude is not None
        assert asked.longitude is not None
        return (
            asked.latitude,
            asked.longitude,
            f"{math.degrees(asked.latitude):.3f}, {math.degrees(asked.longitude):.3f}",
        )
    site = builtin_tree("sites", asked.site, "launch_window.site", file)["site"]
    values = [site[key]["value"] if isinstance(site[key], dict) else site[key] for key in ("latitude", "longitude")]
    return parse_quantity(values[0], "angle"), parse_quantity(values[1], "angle"), str(site["name"])
