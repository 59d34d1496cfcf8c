"""The parts of the summary that a nominal flight gives."""

from __future__ import annotations

import math
from typing import Any
from zoneinfo import ZoneInfo

from luncur.areas import Region
from luncur.campaign.closed_areas import closed_assumed, closed_records
from luncur.campaign.launches import Simulator
from luncur.flight import Trajectory
from luncur.flight.trajectory import Drop, FlightEvent
from luncur.mission import Mission
from luncur.mission.describe import assumptions
from luncur.sentences import Sentence, coded

SCHEMA = "luncur-summary/1"
NOT_YET = (
    "risk.individual_probability_max",
    "risk.sensitivity",
    "input interval: fragment list",
    "termination: reliability",
    "areas: ship and aircraft hazard areas",
)


def base_summary(
    mission: Mission,
    trajectory: Trajectory,
    sim: Simulator,
    regions: dict[str, dict[str, Any]],
    seed: int,
    launches: int,
) -> dict[str, Any]:
    """Summary of the flight; the risk part is null until a study fills it."""
    shut = {event.name: event.shutdown for event in mission.vehicle.events}
    closed = closed_records(mission, sim.people)
    assumed = [*trajectory.assumed, *assumptions(mission), *closed_assumed(closed)]
    return {
        "schema": SCHEMA,
        "mission": mission.name,
        "title": mission.title,
        "site": mission.site.name,
        "launch_time": mission.launch.time.isoformat(),
        "local_time": _local_time(mission),
        "hypothetical": mission.hypothetical or "",
        "seed": seed,
        "launches": launches,
        "failed_launches": 0,
        "assumed": assumed,
        "assumed_coded": [coded(sentence) for sentence in assumed],
        "bodies": [body.name for body in mission.vehicle.bodies],
        "not_computed": list(NOT_YET) + ([] if launches else ["risk", "criteria"]),
        "events": [_event(e, shut.get(e.name, ())) for e in trajectory.events if math.isfinite(e.time)],
        "orbit": _orbit(trajectory),
        "drops": [_drop(d, regions.get(d.body)) for d in trajectory.drops],
        "risk": None,
        "precision": None,
        "failure_probability": None,
        "criteria": [],
        "areas": [{"kind": "drop region", "area_km2": r["area_km2"], "feature": name} for name, r in regions.items()],
        "closed_areas": closed,
        "termination": None,
        "unguided": None,
    }


def _local_time(mission: Mission) -> dict[str, Any]:
    """What the clocks at the site are ahead of UTC at lift-off; without a zone, what mean solar time is."""
    site = mission.site
    if site.time_zone is None:
        return {"zone": None, "utc_offset_s": round(math.degrees(site.longitude) * 240.0)}
    offset = mission.launch.time.astimezone(ZoneInfo(site.time_zone)).utcoffset()
    return {"zone": site.time_zone, "utc_offset_s": round(offset.total_seconds()) if offset is not None else 0}


def _event(e: FlightEvent, shut: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": e.name,
        "time_s": e.time,
        "latitude_deg": math.degrees(e.latitude),
        "longitude_deg": math.degrees(e.longitude),
        "altitude_m": e.altitude,
        "speed_relative_m_s": e.speed_relative,
        "speed_inertial_m_s": e.speed_inertial,
        "flight_path_angle_deg": math.degrees(e.flight_path_angle),
        "downrange_m": e.downrange,
        "dynamic_pressure_pa": e.dynamic_pressure,
        "mass_kg": e.mass,
        "shutdown": list(shut),
    }


def _orbit(trajectory: Trajectory) -> dict[str, float] | None:
    orbit = trajectory.orbit
    if orbit is None:
        return None
    return {
        "semi_major_axis_m": orbit.semi_major_axis,
        "eccentricity": orbit.eccentricity,
        "inclination_deg": math.degrees(orbit.inclination),
        "raan_deg": math.degrees(orbit.raan),
        "argument_of_perigee_deg": math.degrees(orbit.argument_of_perigee),
        "perigee_altitude_m": orbit.perigee_altitude,
        "apogee_altitude_m": orbit.apogee_altitude,
        "node_rate_deg_day": math.degrees(orbit.node_rate) * 86400.0,
    }


def _drop(d: Drop, region: dict[str, Any] | None) -> dict[str, Any]:
    def number(value: float) -> float | None:
        return value if math.isfinite(value) else None

    return {
        "body": d.body,
        "count": d.count,
        "mass_kg": d.mass,
        "release_time_s": d.release_time,
        "latitude_deg": number(math.degrees(d.latitude)),
        "longitude_deg": number(math.degrees(d.longitude)),
        "range_m": number(d.range),
        "azimuth_deg": number(math.degrees(d.azimuth)),
        "time_s": number(d.time),
        "speed_m_s": number(d.speed),
        "region_97": region,
    }


def region_record(found: dict[str, Region]) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    """Summary records and GeoJSON features of drop regions."""
    records, features = {}, []
    for name, r in found.items():
        method = Sentence("region_drops", kind=r.shape, samples=r.samples)
        record = {
            "semi_major_m": r.semi_major,
            "semi_minor_m": r.semi_minor,
            "azimuth_deg": math.degrees(r.azimuth),
            "latitude_deg": math.degrees(r.latitude),
            "longitude_deg": math.degrees(r.longitude),
            "probability": r.probability,
            "contained": r.contained,
            "method": method,
            "method_coded": coded(method),
            "area_km2": r.area / 1e6,
        }
        records[name] = record
        properties = {"kind": "drop region", "body": name, "probability": r.probability, "method": record["method"]}
        for geometry in r.geometries():
            features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return records, features
