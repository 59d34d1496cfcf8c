"""A mission turned into what the ascent kernel flies, and what may differ from launch to launch."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.weather import WeatherModel, weather_model
from luncur.flight.arrays import ascent_arrays
from luncur.flight.azimuth import first_azimuth
from luncur.flight.given import GivenFlight, given_flight
from luncur.flight.swing_kernel import DAMPING
from luncur.mission.model import GivenTrajectory, Mission
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

# Steps in air, under thrust above 60 km, on a coast above 120 km [s].
STEPS = {"strict": (0.1, 0.5, 5.0), "standard": (1.0, 2.0, 15.0), "fast": (2.0, 2.0, 30.0)}
# Of a vehicle on a rail: small rockets live faster.
RAIL_STEPS = {"strict": (0.05, 0.1, 1.0), "standard": (0.25, 0.5, 2.5), "fast": (0.5, 1.0, 5.0)}
# What may disperse in a body, and which factor of the kernel carries it.
_BODY_FACTORS = {
    "engine.thrust_vacuum": 0,
    "engine.specific_impulse_vacuum": 1,
    "tank.loaded": 2,
    "dry_mass": 3,
}
# Assumed where the mission says nothing: relative drag, and how far the thrust points from the programme [rad].
_VEHICLE_SIGMA = {"vehicle.drag": 0.05, "vehicle.pitch": math.radians(0.3), "vehicle.azimuth": math.radians(0.3)}
# A launcher's own errors, where its figures give none [rad], and the misalignment of the thrust in two planes.
_RAIL_SIGMA = {"vehicle.rail.elevation": math.radians(0.3), "vehicle.rail.azimuth": math.radians(0.3)}
# Which factor of the whole vehicle carries it.
_VEHICLE_FACTORS = {
    "vehicle.drag": 0, "vehicle.pitch": 1, "vehicle.azimuth": 2, "vehicle.rail.elevation": 1, "vehicle.rail.azimuth": 2,
    "vehicle.rail.thrust_misalignment.1": 3, "vehicle.rail.thrust_misalignment.2": 4,
}  # fmt: skip
_MISALIGNMENTS = ("vehicle.rail.thrust_misalignment.1", "vehicle.rail.thrust_misalignment.2")


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
    arrays: tuple[NDArray[np.generic], ...]
    dispersions: tuple[Dispersion, ...]
    azimuth: float  # Earth-fixed, of steering laws that give none [rad]
    given: GivenFlight | None = None  # the trajectory that is followed in place of a flight of luncur's own

    @property
    def assumed(self) -> tuple[str, ...]:
        """One line for everything the mission did not say and the flight assumes."""
        if self.given is not None:
            return (*self.weather.assumed, *self.given.assumed)
        drag, pitch, azimuth = _VEHICLE_SIGMA.values()
        if self.mission.vehicle.rail is not None:
            return (*self.weather.assumed, *_rail_assumed(self))
        return (
            *self.weather.assumed,
            Sentence("vehicle_sigma", drag=drag, pitch=math.degrees(pitch), azimuth=math.degrees(azimuth)),
        )

    def factors(self, z: Floats) -> tuple[Floats, Floats]:
        """body_factor[n, nb, 4] and vehicle_factor[n, 5] of launches with standard normals z[n, dispersions]."""
        n = len(z)
        body, vehicle = np.ones((n, len(self.body_names), 4)), np.zeros((n, 5))
        vehicle[:, 0] = 1.0
        for j, dispersion in enumerate(self.dispersions):
            if dispersion.path.startswith("trajectory."):
                continue  # of a given trajectory, moved as a whole
            if dispersion.path in _VEHICLE_FACTORS:
                vehicle[:, _VEHICLE_FACTORS[dispersion.path]] += dispersion.sigma * z[:, j]
                continue
            _, _, name, rest = dispersion.path.split(".", 3)
            body[:, self.body_names.index(name), _BODY_FACTORS[rest]] += dispersion.sigma * z[:, j]
        return body, vehicle


def plan(
    mission: Mission, weather: WeatherModel | None = None, steps: tuple[float, float, float] | None = None
) -> AscentPlan:
    """The flat form of a mission's flight; the weather is the mission's unless one is given.

    steps: in air, under thrust above 60 km, on a coast above 120 km [s]; None: by the mission's ``debris.preset``.
    Raises InputError for parts that contradict each other, PhysicsError when the target's inclination cannot be reached
    from the site.
    """
    weather = weather or weather_model(mission.weather, mission.site, mission.launch.time)
    if steps is None:
        steps = (STEPS if mission.vehicle.rail is None else RAIL_STEPS)[mission.debris.preset]
    if mission.trajectory is not None:
        return _along(mission, mission.trajectory, weather, steps)
    azimuth = first_azimuth(mission)
    return AscentPlan(
        mission=mission,
        weather=weather,
        body_names=tuple(b.name for b in mission.vehicle.bodies),
        event_names=tuple(e.name for e in mission.vehicle.events),
        arrays=ascent_arrays(mission, azimuth, steps),
        dispersions=_dispersions(mission),
        azimuth=azimuth,
    )


def _along(
    mission: Mission, given: GivenTrajectory, weather: WeatherModel, steps: tuple[float, float, float]
) -> AscentPlan:
    """The plan of a flight along a given trajectory; the kernel's arrays are there when the mission could be flown too."""
    flight = given_flight(mission, given, weather)
    own = bool(mission.vehicle.steering and mission.vehicle.aero)
    names = flight.dispersion.names if flight.dispersion is not None else ()
    return AscentPlan(
        mission=mission,
        weather=weather,
        body_names=tuple(b.name for b in mission.vehicle.bodies),
        event_names=tuple(e.name for e in mission.vehicle.events),
        arrays=ascent_arrays(mission, 0.0, steps) if own else (),
        dispersions=(
            *(d for d in _dispersions(mission) if d.path.endswith(".dry_mass")),
            *(Dispersion(name, 1.0) for name in names),
        ),
        azimuth=math.nan,
        given=flight,
    )


def _dispersions(mission: Mission) -> tuple[Dispersion, ...]:
    """Every figure of a body with a standard deviation, then those of the whole vehicle."""
    out = []
    for body in mission.vehicle.bodies:
        for rest in _BODY_FACTORS:
            figure = mission.figures.get(f"vehicle.body.{body.name}.{rest}")
            if figure is None or not figure.sigma:
                continue
            part, _, field = rest.rpartition(".")
            value = getattr(getattr(body, part) if part else body, field)
            out.append(Dispersion(f"vehicle.body.{body.name}.{rest}", figure.sigma / value))
    sigmas = list(_VEHICLE_SIGMA.items())
    rail = mission.vehicle.rail
    if rail is not None:
        # the launcher's errors take the place of the pitch programme's
        sigmas[1:] = list(zip(_RAIL_SIGMA, _rail_sigmas(mission), strict=True))
        sigmas.extend((path, rail.thrust_misalignment) for path in _MISALIGNMENTS if rail.thrust_misalignment)
    out.extend(Dispersion(path, sigma) for path, sigma in sigmas)
    return tuple(out)


def _rail_sigmas(mission: Mission) -> list[float]:
    """Standard deviation of the launcher's elevation and azimuth [rad], as given or assumed."""
    given = [mission.figures.get(path) for path in _RAIL_SIGMA]
    return [
        figure.sigma if figure is not None and figure.sigma is not None else assumed
        for figure, assumed in zip(given, _RAIL_SIGMA.values(), strict=True)
    ]


def _rail_assumed(ascent: AscentPlan) -> tuple[str, ...]:
    elevation, azimuth = _rail_sigmas(ascent.mission)
    rail = ascent.mission.vehicle.rail
    assert rail is not None
    follows = (
        Sentence("rail_swings", wavelength=rail.pitch_wavelength, damping=DAMPING)
        if rail.pitch_wavelength
        else Sentence("rail_follows")
    )
    scatter = Sentence(
        "rail_sigma",
        drag=_VEHICLE_SIGMA["vehicle.drag"],
        elevation=math.degrees(elevation),
        azimuth=math.degrees(azimuth),
        thrust=math.degrees(rail.thrust_misalignment),
    )
    return scatter, follows
