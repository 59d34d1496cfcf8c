"""A mission turned into the flat arrays that the ascent kernel flies."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import EARTH_RATE, MU, SEMI_MAJOR_AXIS, STANDARD_GRAVITY
from luncur.earth.weather import WeatherModel, weather_model
from luncur.errors import PhysicsError
from luncur.flight import ascent_kernel as k
from luncur.flight.forces_kernel import DRAG_STEP
from luncur.mission.checks import exit_area
from luncur.mission.model import Event, Mission, Target

Floats = NDArray[np.float64]

STEP = 1.0  # powered flight [s]; four times that on a coast above 150 km
RECORD = 1.0  # between rows of a nominal trajectory [s]
_LAWS = {
    "vertical": k.VERTICAL,
    "pitch-programme": k.PITCH,
    "gravity-turn": k.GRAVITY_TURN,
    "explicit": k.EXPLICIT,
    "prograde": k.PROGRADE,
    "coast": k.COAST,
    "hold": k.HOLD,
}
# What may disperse, and which factor of the kernel carries it.
_BODY_FACTORS = {
    "engine.thrust_vacuum": 0,
    "engine.specific_impulse_vacuum": 1,
    "tank.loaded": 2,
    "dry_mass": 3,
}


@dataclass(frozen=True, slots=True)
class Dispersion:
    """One scalar that differs from launch to launch: path of the figure, relative (or [rad]) standard deviation."""

    path: str
    sigma: float


@dataclass(frozen=True)
class AscentPlan:
    """Everything that does not change from launch to launch; arrays as ``ascent_kernel.fly_one`` takes them."""

    mission: Mission
    weather: WeatherModel
    body_names: tuple[str, ...]
    event_names: tuple[str, ...]
    arrays: tuple[NDArray[np.generic], ...]  # site ... pitch_rows
    dispersions: tuple[Dispersion, ...]
    azimuth: float  # Earth-fixed, of the first steering law [rad]

    def factors(self, z: Floats) -> tuple[Floats, Floats]:
        """body_factor[n, nb, 4] and vehicle_factor[n, 3] of launches with standard normals z[n, dispersions]."""
        n = len(z)
        body, vehicle = np.ones((n, len(self.body_names), 4)), np.zeros((n, 3))
        vehicle[:, 0] = 1.0
        for j, dispersion in enumerate(self.dispersions):
            if dispersion.path in _VEHICLE_PATHS:
                column = _VEHICLE_PATHS.index(dispersion.path)
                vehicle[:, column] += dispersion.sigma * z[:, j]
                continue
            _, _, name, rest = dispersion.path.split(".", 3)
            body[:, self.body_names.index(name), _BODY_FACTORS[rest]] += dispersion.sigma * z[:, j]
        return body, vehicle


_VEHICLE_PATHS = ("vehicle.drag", "vehicle.pitch", "vehicle.azimuth")
# Assumed where the mission says nothing: relative drag, and how far the thrust points from the programme.
_VEHICLE_SIGMA = {"vehicle.drag": 0.05, "vehicle.pitch": math.radians(0.3), "vehicle.azimuth": math.radians(0.3)}


def plan(mission: Mission, weather: WeatherModel | None = None) -> AscentPlan:
    """The flat form of a mission's flight; the weather is the mission's unless one is given.

    Raises PhysicsError when the target orbit cannot be reached from the site's latitude.
    """
    vehicle = mission.vehicle
    bodies = tuple(b.name for b in vehicle.bodies)
    events = tuple(e.name for e in vehicle.events)
    azimuth = _first_azimuth(mission)
    arrays = (
        np.array([mission.site.latitude, mission.site.longitude, mission.site.altitude]),
        _bodies(mission),
        *_throttle(mission),
        _events(mission, events, bodies),
        *(_mask(mission, bodies, field) for field in ("ignite", "shutdown", "jettison")),
        *_aero(mission, events),
        *_steering(mission, events, azimuth),
        np.array([STEP, RECORD]),
    )
    return AscentPlan(
        mission=mission,
        weather=weather or weather_model(mission.weather, mission.site, mission.launch.time),
        body_names=bodies,
        event_names=events,
        arrays=arrays,
        dispersions=_dispersions(mission, bodies),
        azimuth=azimuth,
    )


def _bodies(mission: Mission) -> Floats:
    rows = []
    for b in mission.vehicle.bodies:
        thrust = b.engine.thrust_vacuum if b.engine else 0.0
        flow = thrust / (STANDARD_GRAVITY * b.engine.specific_impulse_vacuum) if b.engine else 0.0
        tank = (b.tank.loaded, b.tank.residual) if b.tank else (0.0, 0.0)
        rows.append([b.count, b.dry_mass, *tank, thrust, flow, exit_area(b)])
    return np.array(rows, dtype=np.float64)


def _throttle(mission: Mission) -> tuple[Floats, NDArray[np.int64]]:
    tables = [b.engine.throttle if b.engine else () for b in mission.vehicle.bodies]
    out = np.zeros((len(tables), max(1, *map(len, tables)) if tables else 1, 2))
    for i, table in enumerate(tables):
        out[i, : len(table)] = table or np.zeros((0, 2))
    return out, np.array([len(t) for t in tables], dtype=np.int64)


def _events(mission: Mission, names: tuple[str, ...], bodies: tuple[str, ...]) -> Floats:
    return np.array([_event_row(e, names, bodies) for e in mission.vehicle.events])


def _event_row(event: Event, names: tuple[str, ...], bodies: tuple[str, ...]) -> list[float]:
    w = event.when
    if w.time is not None:
        return [k.AT_TIME, w.time, 0]
    if w.depleted is not None:
        return [k.DEPLETED, 0.0, bodies.index(w.depleted)]
    if w.guidance:
        return [k.GUIDANCE, 0.0, 0]
    if w.altitude is not None:
        return [k.ALTITUDE, w.altitude, 0]
    if w.heat_flux is not None:
        return [k.HEAT_FLUX, w.heat_flux, 0]
    if w.apsis is not None:
        return [k.APOGEE if w.apsis == "apogee" else k.PERIGEE, 0.0, 0]
    return [k.AFTER, w.delay, names.index(w.after or "")]


def _mask(mission: Mission, bodies: tuple[str, ...], field: str) -> NDArray[np.int64]:
    return np.array(
        [[int(b in getattr(e, field)) for b in bodies] for e in mission.vehicle.events], dtype=np.int64
    )


def _aero(mission: Mission, events: tuple[str, ...]) -> tuple[Floats, Floats]:
    regimes = mission.vehicle.aero
    mach = np.arange(0.0, 15.0 + DRAG_STEP / 2, DRAG_STEP)
    drag = np.zeros((len(regimes), 2, len(mach)))
    for i, aero in enumerate(regimes):
        for j, table in enumerate((aero.powered, aero.coasting or aero.powered)):
            drag[i, j] = np.interp(mach, *np.array(table).T)
    return np.array([[events.index(a.start), a.reference_area] for a in regimes], dtype=np.float64), drag


def _steering(mission: Mission, events: tuple[str, ...], azimuth: float) -> tuple[Floats, Floats, NDArray[np.int64]]:
    laws = mission.vehicle.steering
    longest = max([len(law.pitch) for law in laws] + [1])
    pitch = np.zeros((len(laws), longest, 2))
    rows = []
    for i, law in enumerate(laws):
        pitch[i, : len(law.pitch)] = law.pitch or np.zeros((0, 2))
        heading = law.azimuth if law.azimuth is not None else azimuth
        rows.append([events.index(law.start), _LAWS[law.law], heading, *_target_row(law.target)])
    return np.array(rows, dtype=np.float64), pitch, np.array([len(law.pitch) for law in laws], dtype=np.int64)


def _target_row(target: Target | None) -> list[float]:
    """By depletion, radius [m], radial speed, speed along the track [m/s], cosine of the inclination."""
    if target is None:
        return [0.0, 0.0, 0.0, 0.0, 0.0]
    if target.perigee_altitude is not None and target.apogee_altitude is not None:
        low, high = SEMI_MAJOR_AXIS + target.perigee_altitude, SEMI_MAJOR_AXIS + target.apogee_altitude
        radius = SEMI_MAJOR_AXIS + target.altitude if target.altitude is not None else low
        radius = min(max(radius, low), high)
        momentum = math.sqrt(2 * MU * low * high / (low + high))
        along = momentum / radius
        radial = math.sqrt(max(2 * MU / radius - 2 * MU / (low + high) - along**2, 0.0))
        return [0.0, radius, radial, along, math.cos(target.inclination)]
    radius = SEMI_MAJOR_AXIS + (target.altitude or 0.0)
    speed = target.speed or 0.0
    gamma = target.flight_path_angle
    by_depletion = 1.0 if target.depletion else 0.0
    # a stage that burns to depletion does not know its speed: 7.6 km/s turns the angle into a radial speed
    radial = (speed or 7600.0) * math.sin(gamma)
    return [by_depletion, radius, radial, speed * math.cos(gamma), math.cos(target.inclination)]


def _first_azimuth(mission: Mission) -> float:
    """Earth-fixed heading that leads to the inclination of the last target, the turning of the Earth allowed for."""
    targets = [law.target for law in mission.vehicle.steering if law.target is not None]
    if not targets:
        given = [law.azimuth for law in mission.vehicle.steering if law.azimuth is not None]
        return given[0] if given else (mission.vehicle.rail.azimuth if mission.vehicle.rail else 0.0)
    target, latitude = targets[-1], mission.site.latitude
    sine = math.cos(target.inclination) / math.cos(latitude)
    if abs(sine) > 1:
        raise PhysicsError(
            f"{mission.file}: target.inclination: {math.degrees(target.inclination):.2f} deg cannot be reached without a "
            f"turn from a site at {math.degrees(latitude):.2f} deg latitude"
        )
    inertial = math.asin(sine)
    if target.descending:
        inertial = math.pi - inertial
    speed = math.sqrt(MU / (SEMI_MAJOR_AXIS + 200e3))
    east = speed * math.sin(inertial) - EARTH_RATE * SEMI_MAJOR_AXIS * math.cos(latitude)
    return math.atan2(east, speed * math.cos(inertial))


def _dispersions(mission: Mission, bodies: tuple[str, ...]) -> tuple[Dispersion, ...]:
    out = []
    for body in mission.vehicle.bodies:
        for rest in _BODY_FACTORS:
            figure = mission.figures.get(f"vehicle.body.{body.name}.{rest}")
            if figure is None or not figure.sigma:
                continue
            part, _, field = rest.rpartition(".")
            value = getattr(getattr(body, part) if part else body, field)
            out.append(Dispersion(f"vehicle.body.{body.name}.{rest}", figure.sigma / value))
    out.extend(Dispersion(path, sigma) for path, sigma in _VEHICLE_SIGMA.items())
    return tuple(out)


