"""The flight along a given trajectory: what ``fly`` and ``fly_batch`` say of luncur's own ascent, said of the analyst's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from luncur.earth.ellipsoid_kernel import ecef_from_geodetic, geodetic_from_ecef
from luncur.earth.frames import inertial_state
from luncur.earth.gravity_kernel import gravitation
from luncur.earth.tables_kernel import lookup, pressure_at
from luncur.earth.weather import WeatherModel
from luncur.errors import InputError
from luncur.flight.given_burns import Burns, burns_of
from luncur.flight.given_dispersion import GivenDispersion, given_dispersion
from luncur.flight.given_events import event_times
from luncur.flight.given_path import GivenPath
from luncur.flight.trajectory_file import read_trajectory_file
from luncur.mission.checks import exit_area, lift_off_mass
from luncur.mission.model import GivenTrajectory, Mission
from luncur.sentences import Sentence

if TYPE_CHECKING:
    from luncur.flight.plan import AscentPlan

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AT_THE_PAD = 20e3  # how far from the pad a flight may begin [m]
AT_LIFT_OFF = 1.0  # how long after lift-off [s]


@dataclass(frozen=True)
class GivenFlight:
    """A trajectory from a file with what the mission's vehicle does along it.

    event_time[ne] [s] (nan: the trajectory ends before); end: of the flight [s]; jettison[nb]: index of the event that
    lets a body go, -1 for none.
    """

    path: GivenPath
    event_time: Floats
    burns: Burns
    jettison: Ints
    dispersion: GivenDispersion | None
    end: float
    assumed: tuple[str, ...]

    def propellant(self, time: Floats) -> Floats:
        """Propellant of one copy of each body [n, nb] [kg] at times [n]; of a body let go, as it was let go."""
        columns = self.burns.propellant.T
        return np.stack([np.interp(time, self.burns.time, column) for column in columns], axis=1)

    def phase(self, time: Floats) -> Ints:
        """Number of events passed at times [n]."""
        reached = self.event_time[np.isfinite(self.event_time)]
        return np.asarray(np.searchsorted(reached, time, side="right"), dtype=np.int64)


@dataclass(frozen=True)
class GivenStates:
    """What ``Releases`` holds, and burning[n, nb], ignition[n, nb] [s], direction[n, 3] of the thrust (inertial) besides."""

    time: Floats
    position: Floats
    velocity: Floats
    propellant: Floats
    dry_mass: Floats
    attached: Ints
    phase: Ints
    event_time: Floats
    drops: Floats
    status: Ints
    burning: Ints
    ignition: Floats
    direction: Floats


def given_flight(mission: Mission, given: GivenTrajectory, weather: WeatherModel) -> GivenFlight:
    """The flight along the trajectory that a mission gives.

    Raises InputError for a file that cannot be read or does not begin at lift-off from the pad, and for events that
    cannot be placed on it.
    """
    events = tuple(e.name for e in mission.vehicle.events)
    times = Path(given.events) if given.events else None
    path = read_trajectory_file(Path(given.file), mission.launch.time, events, times)
    _check_start(mission, path)
    at = event_times(mission, path, weather)
    burns = burns_of(mission, path, at)
    names = [b.name for b in mission.vehicle.bodies]
    jettison = np.full(len(names), -1, dtype=np.int64)
    for k, event in enumerate(mission.vehicle.events):
        jettison[[names.index(name) for name in event.jettison]] = k
    end = float(at[-1]) if np.isfinite(at[-1]) else path.end
    dispersion = given_dispersion(given.dispersion)
    return GivenFlight(path, at, burns, jettison, dispersion, end, _assumed(mission, path, at, burns, dispersion))


def _check_start(mission: Mission, path: GivenPath) -> None:
    site = mission.site
    if not path.time[0] <= AT_LIFT_OFF:
        raise InputError(path.file, "first time", f"{path.time[0]:g} s", "a flight that begins at lift-off (0 s)")
    if path.time[-1] <= 0:
        raise InputError(path.file, "last time", f"{path.time[-1]:g} s", "a flight that goes on after lift-off (0 s)")
    pad = np.array(ecef_from_geodetic(site.latitude, site.longitude, site.altitude))
    away = float(np.linalg.norm(path.at(np.array([max(float(path.time[0]), 0.0)]))[0][0] - pad))
    if away > AT_THE_PAD:
        shown = f"{away / 1000:.1f} km away at lift-off"
        raise InputError(path.file, "first state", shown, f"a flight that begins within 20 km of the pad '{site.name}'")


def _assumed(
    mission: Mission, path: GivenPath, at: Floats, burns: Burns, dispersion: GivenDispersion | None
) -> tuple[str, ...]:
    name = Path(path.file).name
    out: list[str] = [Sentence("flight_given", file=name)]
    if dispersion is None:
        out.append(Sentence("given_no_dispersion", file=name))
    else:
        out.append(Sentence("given_dispersion"))
    missed = [e.name for e, t in zip(mission.vehicle.events, at, strict=True) if not np.isfinite(t)]
    if missed:
        out.append(Sentence("given_ends", end=path.end, event=missed[0]))
    if path.mass is not None:
        first, listed = float(np.interp(0.0, path.time, path.mass)), lift_off_mass(mission)
        if abs(first - listed) > 1e-3 * listed:
            out.append(Sentence("given_mass", first=first, file=name, listed=listed))
    return (*out, *path.assumed, *burns.assumed)


def given_states(ascent: AscentPlan, z: Floats, stop_time: Floats) -> GivenStates:
    """n launches along the trajectory until their stop times; infinity goes to the last event.

    z[n, len(ascent.dispersions)] standard normals; stop_time[n] [s].
    """
    flight, bodies = ascent.given, ascent.mission.vehicle.bodies
    assert flight is not None
    stop = np.maximum(np.asarray(stop_time, dtype=np.float64), 0.0)
    time = np.minimum(stop, flight.end)
    phase = flight.phase(time)
    position, velocity = _moved(ascent, time, z)
    dry = np.array([b.dry_mass for b in bodies]) * ascent.factors(z)[0][:, :, 3]
    drops = np.full((len(time), len(bodies), 8), np.nan)
    gone = np.where(flight.jettison >= 0, flight.event_time[flight.jettison], np.nan)
    propellant = flight.propellant(time)
    for b in np.flatnonzero(np.isfinite(gone)):
        rows = np.flatnonzero(time >= gone[b])
        at = np.full(len(rows), gone[b])
        kept = flight.propellant(at[:1])[0, b] if len(rows) else 0.0
        propellant[rows, b] = kept
        p, v = _moved(ascent, at, z[rows])
        drops[rows, b] = np.column_stack([at, p, v, dry[rows, b] + kept])
    passed = flight.event_time[None, :] <= time[:, None]
    return GivenStates(
        time=time,
        position=position,
        velocity=velocity,
        propellant=propellant,
        dry_mass=dry,
        attached=flight.burns.attached[phase],
        phase=phase,
        event_time=np.where(passed, flight.event_time, np.nan),
        drops=drops,
        status=np.where(stop < flight.end, 10, 0).astype(np.int64),
        burning=flight.burns.burning[phase],
        ignition=flight.burns.ignition[phase],
        direction=thrust_direction(flight, time),
    )


def _moved(ascent: AscentPlan, time: Floats, z: Floats) -> tuple[Floats, Floats]:
    flight = ascent.given
    assert flight is not None
    position, velocity = flight.path.at(time)
    if flight.dispersion is None:
        return position, velocity
    columns = [i for i, d in enumerate(ascent.dispersions) if d.path.startswith("trajectory.")]
    dp, dv = flight.dispersion.offsets(flight.path, time, z[:, columns])
    return position + dp, velocity + dv


def thrust_direction(flight: GivenFlight, time: Floats) -> Floats:
    """Where the thrust points [n, 3], in the inertial axes of lift-off: as the file says, else as the path bends.

    Without a direction in the file it is that of the inertial acceleration less gravitation over a second about the
    time; drag, which pulls back along the path, is left out.
    """
    path = flight.path
    if path.direction is not None:
        vector = np.stack([np.interp(time, path.time, c) for c in path.direction.T], axis=1)
        vector, _ = inertial_state(vector, np.zeros_like(vector), time)
    else:
        low, high = np.maximum(time - 0.5, 0.0), np.minimum(time + 0.5, path.end)
        low = np.minimum(low, high - 0.5)
        ends = [inertial_state(*path.at(t), t)[1] for t in (low, high)]
        middle = inertial_state(*path.at(0.5 * (low + high)), 0.5 * (low + high))[0]
        pull = np.array([gravitation(*p) for p in middle]).reshape(-1, 3)
        vector = (ends[1] - ends[0]) / (high - low)[:, None] - pull
    return vector / np.maximum(np.linalg.norm(vector, axis=1), 1e-12)[:, None]


def given_record(ascent: AscentPlan, times: Floats) -> Floats:
    """Rows at ``times`` as the ascent's ``record_row`` makes them [rows, 12 + nb], in the mean weather."""
    flight, bodies, weather = ascent.given, ascent.mission.vehicle.bodies, ascent.weather
    assert flight is not None
    time = np.minimum(times, flight.end)
    position, velocity = flight.path.at(time)
    p, v = inertial_state(position, velocity, time)
    phase, propellant = flight.phase(time), flight.propellant(time)
    attached = flight.burns.attached[phase]
    counts, dry = np.array([b.count for b in bodies]), np.array([b.dry_mass for b in bodies])
    mass = (attached * (dry + propellant)) @ counts
    out = np.zeros((len(time), 12 + len(bodies)))
    out[:, 0], out[:, 1:4], out[:, 4:7], out[:, 7], out[:, 11] = time, p, v, mass, phase
    out[:, 12:] = propellant * attached
    cell = np.clip(np.searchsorted(flight.burns.time, time, side="right") - 1, 0, len(flight.burns.scale) - 1)
    for i in range(len(time)):
        latitude, longitude, altitude = geodetic_from_ecef(*position[i])
        density, inverse_sound, east, north = lookup(weather.mean_table, weather.upper, 1.0, altitude)
        wind = _earth_fixed_wind(latitude, longitude, east, north)
        speed = float(np.linalg.norm(velocity[i] - wind))
        out[i, 9], out[i, 10] = speed * inverse_sound, 0.5 * density * speed**2
        air = pressure_at(weather.pressure, altitude)
        out[i, 8] = _thrust(ascent, time[i], flight.burns.burning[phase[i]], flight.burns, cell[i], phase[i], air)
    if flight.path.thrust is not None:
        out[:, 8] = np.interp(time, flight.path.time, flight.path.thrust)
    return out


def _earth_fixed_wind(latitude: float, longitude: float, east: float, north: float) -> Floats:
    sin_a, cos_a, sin_o, cos_o = np.sin(latitude), np.cos(latitude), np.sin(longitude), np.cos(longitude)
    return np.array([-sin_o * east - sin_a * cos_o * north, cos_o * east - sin_a * sin_o * north, cos_a * north])


def _thrust(
    ascent: AscentPlan, time: float, burning: Ints, burns: Burns, cell: int, phase: int, pressure: float
) -> float:
    """Thrust of what burns [N], by throttle and scaled flow, less the air's pressure on the exits."""
    total = 0.0
    for b, body in enumerate(ascent.mission.vehicle.bodies):
        if burning[b] != 1 or body.engine is None or burns.scale[cell, b] <= 0:
            continue
        table = np.array(body.engine.throttle or ((0.0, 1.0),))
        share = float(np.interp(time - burns.ignition[phase, b], table[:, 0], table[:, 1]))
        thrust = share * burns.scale[cell, b] * body.engine.thrust_vacuum - pressure * exit_area(body)
        total += body.count * max(thrust, 0.0)
    return total


def given_drops(ascent: AscentPlan) -> Floats:
    """releases[nb, 8] of the undispersed flight: time, inertial state, mass of one copy (nan: kept)."""
    n = len(ascent.dispersions)
    out = given_states(ascent, np.zeros((1, n)), np.array([np.inf])).drops[0].copy()
    for row in out:
        if np.isfinite(row[0]):
            row[1:4], row[4:7] = inertial_state(row[1:4], row[4:7], row[0])
    return out
