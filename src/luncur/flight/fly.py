"""The nominal flight of a mission."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.earth.frames import celestial_rotation, earth_fixed_state
from luncur.earth.geodesic import distance_and_azimuth
from luncur.earth.impact_point import impact_point
from luncur.flight.drops import dropped_bodies
from luncur.flight.nominal import Flown, fly_nominal, nominal_times, row_times
from luncur.flight.orbit import Orbit, orbit_of
from luncur.flight.outcome import check_flown, check_orbit
from luncur.flight.plan import AscentPlan, plan
from luncur.flight.trajectory import FlightEvent, Trajectory
from luncur.mission.model import Mission

__all__ = ["fly", "nominal_times"]

Floats = NDArray[np.float64]


def fly(mission: Mission | AscentPlan) -> Trajectory:
    """Fly a mission without dispersions, from lift-off to its last event.

    Raises PhysicsError in one sentence when the vehicle falls back, runs dry before its target, or does
    not reach an orbit that the mission asks for.
    """
    ascent = mission if isinstance(mission, AscentPlan) else plan(mission)
    first = fly_nominal(ascent)  # tells when events are; then the same again, with rows about them
    flown = fly_nominal(ascent, row_times(first.event_time, first.end))
    record = flown.record
    if ascent.given is None:
        check_flown(ascent, flown, record)
    time = record[:, 0]
    position, velocity = earth_fixed_state(record[:, 1:4], record[:, 4:7], time)
    columns = _columns(ascent, record, position, velocity)
    trace = impact_point(position, velocity)
    turn = celestial_rotation(ascent.mission.launch.time)
    orbit = _final_orbit(ascent, record[-1], turn)
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
        events=_events(ascent, flown, record, columns, turn),
        drops=dropped_bodies(ascent, flown.releases),
        orbit=orbit,
        assumed=ascent.assumed,
        sources=ascent.weather.sources,
    )


def _columns(ascent: AscentPlan, record: Floats, position: Floats, velocity: Floats) -> dict[str, Floats]:
    """The arrays over time that follow from the states."""
    site = ascent.mission.site
    geodetic = np.array([geodetic_from_ecef(*p) for p in position])
    inertial = record[:, 4:7]
    speed = np.linalg.norm(inertial, axis=1)
    radius = np.linalg.norm(record[:, 1:4], axis=1)
    climb = np.einsum("ij,ij->i", record[:, 1:4], inertial) / (radius * np.maximum(speed, 1e-9))
    along = [distance_and_azimuth(site.latitude, site.longitude, a, b)[0] for a, b, _ in geodetic]
    return {
        "latitude": geodetic[:, 0],
        "longitude": geodetic[:, 1],
        "altitude": geodetic[:, 2],
        "speed_relative": np.linalg.norm(velocity, axis=1),
        "speed_inertial": speed,
        "flight_path_angle": np.arcsin(np.clip(climb, -1, 1)),
        "mach": record[:, 9],
        "dynamic_pressure": record[:, 10],
        "mass": record[:, 7],
        "thrust": record[:, 8],
        "downrange": np.array(along),
    }


def _events(
    ascent: AscentPlan, flown: Flown, record: Floats, columns: dict[str, Floats], turn: Floats
) -> tuple[FlightEvent, ...]:
    """The state right after each event that was reached."""
    fields = (
        "latitude", "longitude", "altitude", "speed_relative", "speed_inertial", "flight_path_angle", "downrange",
        "dynamic_pressure", "mass",
    )  # fmt: skip
    out = []
    for name, at in zip(ascent.event_names, flown.event_time, strict=True):
        if not math.isfinite(at):
            continue
        row = int(np.argmin(np.abs(record[:, 0] - at)))
        values = {f: float(columns[f][row]) for f in fields}
        out.append(FlightEvent(name, float(at), **values, orbit=_orbit(record[row], turn)))
    return tuple(out)


def _orbit(row: Floats, turn: Floats) -> Orbit:
    """Osculating elements of a row, angles in the celestial frame except the inclination, which is to the Earth's pole.

    The inertial frame of the flight is Earth-fixed at lift-off; ``turn`` takes it into the celestial frame.
    """
    elements, celestial = orbit_of(row[1:4], row[4:7]), orbit_of(turn @ row[1:4], turn @ row[4:7])
    return Orbit(
        elements.semi_major_axis,
        elements.eccentricity,
        elements.inclination,
        celestial.raan,
        celestial.argument_of_perigee,
        elements.true_anomaly,
    )


def _final_orbit(ascent: AscentPlan, last: Floats, turn: Floats) -> Orbit | None:
    """Elements at the end; None for a flight that is not meant to stay up."""
    if ascent.given is not None:
        found = _orbit(last, turn)
        return found if found.semi_major_axis > 0 and found.perigee_altitude > 0 else None
    if not any(law.target for law in ascent.mission.vehicle.steering):
        return None
    orbit = _orbit(last, turn)
    check_orbit(ascent, orbit)
    return orbit
