"""The nominal flight of a mission."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.earth.frames import celestial_rotation, earth_fixed_state
from luncur.earth.geodesic import distance_and_azimuth
from luncur.earth.impact_point import impact_point
from luncur.errors import PhysicsError
from luncur.flight.ascent_kernel import fly_one
from luncur.flight.batch import STATUS
from luncur.flight.orbit import Orbit, orbit_of
from luncur.flight.plan import AscentPlan, plan
from luncur.flight.trajectory import Drop, FlightEvent, Trajectory
from luncur.mission.model import Mission

Floats = NDArray[np.float64]
_ROWS = 40_000


def fly(mission: Mission | AscentPlan) -> Trajectory:
    """Fly a mission without dispersions, from lift-off to its last event.

    Raises PhysicsError in one sentence when the vehicle falls back, runs dry before its target, or does
    not reach an orbit that the mission asks for.
    """
    ascent = mission if isinstance(mission, AscentPlan) else plan(mission)
    record, event_time, releases, status = _integrate(ascent)
    if status >= 20:
        last = [n for n, t in zip(ascent.event_names, event_time, strict=True) if math.isfinite(t)][-1]
        raise PhysicsError(
            f"{ascent.mission.file}: the flight {STATUS[status]} (at {record[-1, 0]:.0f} s, after '{last}')"
        )
    time = record[:, 0]
    position, velocity = earth_fixed_state(record[:, 1:4], record[:, 4:7], time)
    geodetic = np.array([geodetic_from_ecef(*p) for p in position])
    inertial = record[:, 4:7]
    speed_inertial = np.linalg.norm(inertial, axis=1)
    radius = np.linalg.norm(record[:, 1:4], axis=1)
    climb = np.einsum("ij,ij->i", record[:, 1:4], inertial) / (radius * np.maximum(speed_inertial, 1e-9))
    site = ascent.mission.site
    trace = impact_point(position, velocity)
    columns = {
        "latitude": geodetic[:, 0],
        "longitude": geodetic[:, 1],
        "altitude": geodetic[:, 2],
        "speed_relative": np.linalg.norm(velocity, axis=1),
        "speed_inertial": speed_inertial,
        "flight_path_angle": np.arcsin(np.clip(climb, -1, 1)),
        "mach": record[:, 9],
        "dynamic_pressure": record[:, 10],
        "mass": record[:, 7],
        "thrust": record[:, 8],
        "downrange": np.array([distance_and_azimuth(site.latitude, site.longitude, a, b)[0] for a, b, _ in geodetic]),
    }
    orbit = _final_orbit(ascent, record[-1], time[-1])
    return Trajectory(
        name=ascent.mission.name,
        time=time,
        position=position,
        velocity=velocity,
        **columns,
        impact_latitude=trace.latitude,
        impact_longitude=trace.longitude,
        propellant=record[:, 12:],
        body_names=ascent.body_names,
        events=_events(ascent, event_time, time, columns),
        drops=_drops(ascent, releases),
        orbit=orbit,
        assumed=ascent.weather.assumed,
        sources=ascent.weather.sources,
    )


def nominal_times(ascent: AscentPlan) -> dict[str, float]:
    """Time of every event of the nominal flight [s]; nan for one that is not reached."""
    return dict(zip(ascent.event_names, _integrate(ascent)[1].tolist(), strict=True))


def drop_times(ascent: AscentPlan) -> float:
    """Time of the last separation, on the nominal flight, of a body that is not the payload [s]."""
    releases = _integrate(ascent)[2]
    bodies = ascent.mission.vehicle.bodies
    times = [releases[i, 0] for i, b in enumerate(bodies) if b.kind != "payload" and math.isfinite(releases[i, 0])]
    return float(max(times, default=0.0))


def _integrate(ascent: AscentPlan) -> tuple[Floats, Floats, Floats, int]:
    nb, ne = len(ascent.body_names), len(ascent.event_names)
    body, vehicle = ascent.factors(np.zeros((1, len(ascent.dispersions))))
    record, event_time, releases = np.zeros((_ROWS, 12 + nb)), np.full(ne, np.nan), np.full((nb, 8), np.nan)
    out = compiled(fly_one)(
        *ascent.arrays, body[0], *vehicle[0], ascent.weather.mean_table, ascent.weather.upper, 1.0,
        ascent.weather.pressure, math.inf, np.zeros(nb), np.zeros(nb, dtype=np.int64), np.zeros(nb, dtype=np.int64),
        np.zeros(nb), event_time, releases, record, 0,
    )  # fmt: skip
    return record[: max(out[-1], 1)], event_time, releases, int(out[0])


def _events(ascent: AscentPlan, event_time: Floats, time: Floats, columns: dict[str, Floats]) -> tuple[FlightEvent, ...]:
    fields = ("latitude", "longitude", "altitude", "speed_relative", "speed_inertial", "flight_path_angle", "downrange",
              "dynamic_pressure", "mass")  # fmt: skip
    out = []
    for name, at in zip(ascent.event_names, event_time, strict=True):
        row = int(np.argmin(np.abs(time - at)))
        out.append(FlightEvent(name, float(at), **{f: float(columns[f][row]) for f in fields}))
    return tuple(out)


def _final_orbit(ascent: AscentPlan, last: Floats, time: float) -> Orbit | None:
    """Elements in the celestial frame at the end; None for a flight that is not meant to stay up."""
    if not any(law.target for law in ascent.mission.vehicle.steering):
        return None
    elements = orbit_of(last[1:4], last[4:7])
    # the inertial frame of lift-off is Earth-fixed at t = 0: turn it into the celestial frame
    turn = celestial_rotation(ascent.mission.launch.time)
    celestial = orbit_of(turn @ last[1:4], turn @ last[4:7])
    out = Orbit(
        elements.semi_major_axis, elements.eccentricity, elements.inclination, celestial.raan,
        elements.argument_of_perigee, elements.true_anomaly,
    )  # fmt: skip
    target = [law.target for law in ascent.mission.vehicle.steering if law.target is not None][-1]
    wanted = target.perigee_altitude
    if wanted is not None and not (out.semi_major_axis > 0 and out.perigee_altitude > wanted - 20e3):
        raise PhysicsError(
            f"{ascent.mission.file}: the orbit is not reached: perigee {out.perigee_altitude / 1000:.0f} km where "
            f"{wanted / 1000:.0f} km is wanted, with the propellant given"
        )
    return out


def _drops(ascent: AscentPlan, releases: Floats) -> tuple[Drop, ...]:
    from luncur.debris.planned import planned_fall

    site, out = ascent.mission.site, []
    for i, body in enumerate(ascent.mission.vehicle.bodies):
        if not math.isfinite(releases[i, 0]) or body.kind == "payload":
            continue
        p, v = earth_fixed_state(releases[i, 1:4], releases[i, 4:7], releases[i, 0])
        fallen = planned_fall(p, v, body, ascent)
        distance, azimuth = (math.nan, math.nan)
        if math.isfinite(fallen.latitude):
            distance, azimuth = distance_and_azimuth(site.latitude, site.longitude, fallen.latitude, fallen.longitude)
        out.append(
            Drop(
                body.name, body.count, float(releases[i, 7]), float(releases[i, 0]), tuple(p.tolist()), tuple(v.tolist()),
                fallen.latitude, fallen.longitude, float(releases[i, 0]) + fallen.time, distance, azimuth, fallen.speed,
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda d: d.release_time))


