"""The flat arrays that the ascent kernel flies, made from a mission."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import MU, SEMI_MAJOR_AXIS, STANDARD_GRAVITY
from luncur.errors import InputError
from luncur.flight import integrator_kernel as events_kernel
from luncur.flight import steering_kernel as k
from luncur.flight.forces_kernel import DRAG_STEP
from luncur.mission.checks import burns_by_curve, curve_time, exit_area
from luncur.mission.model import Event, Mission, Steering, Target

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LAWS = {
    "vertical": k.VERTICAL,
    "pitch-programme": k.PITCH,
    "gravity-turn": k.GRAVITY_TURN,
    "explicit": k.EXPLICIT,
    "prograde": k.PROGRADE,
    "coast": k.COAST,
    "hold": k.HOLD,
    "rail": k.ON_RAIL,
}
FASTEST = 15.0  # Mach number at which the drag tables end


def ascent_arrays(mission: Mission, azimuth: float, steps: Sequence[float]) -> tuple[NDArray[np.generic], ...]:
    """Site, bodies, throttle tables, events with their three masks, air drag, steering, pitch tables, limits, step.

    azimuth: Earth-fixed heading of steering laws that give none [rad]; steps: of the flight in air, under thrust
    above 60 km, on a coast above 120 km [s].
    Raises InputError for parts of the mission that contradict each other.
    """
    bodies = tuple(b.name for b in mission.vehicle.bodies)
    events = tuple(e.name for e in mission.vehicle.events)
    _check_starts(mission)
    return (
        np.array([mission.site.latitude, mission.site.longitude, mission.site.altitude]),
        _bodies(mission),
        *_tables([b.engine.throttle if b.engine else () for b in mission.vehicle.bodies]),
        np.array([_event_row(mission, e, events, bodies) for e in mission.vehicle.events]),
        *(_mask(mission, bodies, field) for field in ("ignite", "shutdown", "jettison")),
        *_aero(mission, events),
        np.array([_steering_row(s, events, azimuth) for s in mission.vehicle.steering], dtype=np.float64),
        *_tables([_pitch_rows(mission, law) for law in mission.vehicle.steering]),
        np.array([mission.vehicle.maximum_axial_acceleration or math.inf, _swing(mission)]),
        np.array(steps, dtype=np.float64),
    )


def _check_starts(mission: Mission) -> None:
    """Something must steer, and some drag must be known, from lift-off on."""
    first = mission.vehicle.events[0].name
    for field, parts in (("steering", mission.vehicle.steering), ("aero", mission.vehicle.aero)):
        starts = [part.start for part in parts]
        if not starts or starts[0] != first:
            raise InputError(
                mission.file,
                f"vehicle.{field}",
                starts[0] if starts else None,
                f"a first entry that starts at '{first}'",
            )


def _bodies(mission: Mission) -> Floats:
    rows = []
    for b in mission.vehicle.bodies:
        thrust = b.engine.thrust_vacuum if b.engine else 0.0
        flow = thrust / (STANDARD_GRAVITY * b.engine.specific_impulse_vacuum) if b.engine else 0.0
        if b.tank is not None and burns_by_curve(b):
            flow = (b.tank.loaded - b.tank.residual) / curve_time(b)  # the curve and the propellant end together
        tank = (b.tank.loaded, b.tank.residual) if b.tank else (0.0, 0.0)
        throttleable = 0.0 if b.tank is not None and b.tank.propellant == "solid" else 1.0
        rows.append([b.count, b.dry_mass, *tank, thrust, flow, exit_area(b), throttleable])
    return np.array(rows, dtype=np.float64)


def _tables(tables: Sequence[Sequence[tuple[float, float]]]) -> tuple[Floats, Ints]:
    """Tables of two columns side by side [tables, longest, 2], and how many rows each has."""
    out = np.zeros((len(tables), max([len(t) for t in tables] + [1]), 2))
    for i, table in enumerate(tables):
        if table:
            out[i, : len(table)] = table
    return out, np.array([len(t) for t in tables], dtype=np.int64)


def _event_row(mission: Mission, event: Event, names: tuple[str, ...], bodies: tuple[str, ...]) -> list[float]:
    """Kind, value and index of what an event waits for."""
    w = event.when
    if w.after is None and w.delay != 0.0:
        raise InputError(
            mission.file, f"vehicle.event.{event.name}.when.delay", w.delay, "a delay only together with 'after'"
        )
    if w.delay < 0.0:
        raise InputError(mission.file, f"vehicle.event.{event.name}.when.delay", w.delay, "0 s or more")
    if w.time is not None:
        return [events_kernel.AT_TIME, w.time, 0]
    if w.depleted is not None:
        return [events_kernel.DEPLETED, 0.0, bodies.index(w.depleted)]
    if w.guidance:
        return [events_kernel.GUIDANCE, 0.0, 0]
    if w.altitude is not None:
        return [events_kernel.ALTITUDE, w.altitude, 0]
    if w.heat_flux is not None:
        return [events_kernel.HEAT_FLUX, w.heat_flux, 0]
    if w.rail and mission.vehicle.rail is not None:
        # the foot of a straight rail is at the pad: its length is a height
        rail = mission.vehicle.rail
        return [events_kernel.ALTITUDE, mission.site.altitude + rail.length * math.sin(rail.elevation), 0]
    if w.apsis is not None:
        return [events_kernel.APOGEE if w.apsis == "apogee" else events_kernel.PERIGEE, 0.0, 0]
    return [events_kernel.AFTER, w.delay, names.index(w.after or "")]


def _mask(mission: Mission, bodies: tuple[str, ...], field: str) -> Ints:
    rows = [[int(b in getattr(e, field)) for b in bodies] for e in mission.vehicle.events]
    return np.array(rows, dtype=np.int64)


def _aero(mission: Mission, events: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Start and reference area of each regime; drag coefficients [regimes, powered or coasting, Mach number]."""
    regimes = mission.vehicle.aero
    mach = np.arange(0.0, FASTEST + DRAG_STEP / 2, DRAG_STEP)
    drag = np.zeros((len(regimes), 2, len(mach)))
    for i, aero in enumerate(regimes):
        for j, table in enumerate((aero.powered, aero.coasting or aero.powered)):
            drag[i, j] = np.interp(mach, *np.array(table).T)
    return np.array([[events.index(a.start), a.reference_area] for a in regimes], dtype=np.float64), drag


def _pitch_rows(mission: Mission, law: Steering) -> Sequence[tuple[float, float]]:
    """The pitch programme of a law, or the elevation of the rail."""
    rail = mission.vehicle.rail
    return ((0.0, rail.elevation),) if law.law == "rail" and rail is not None else law.pitch


def _swing(mission: Mission) -> float:
    """Angle of the axis's swing per distance flown [rad/m]; 0 for a vehicle that follows the relative wind at once."""
    rail = mission.vehicle.rail
    return 2.0 * math.pi / rail.pitch_wavelength if rail is not None and rail.pitch_wavelength else 0.0


def _steering_row(law: Steering, events: tuple[str, ...], azimuth: float) -> list[float]:
    heading = law.azimuth if law.azimuth is not None else azimuth
    return [events.index(law.start), LAWS[law.law], heading, *target_row(law.target)]


def target_row(target: Target | None) -> list[float]:
    """By depletion, radius [m], speed [m/s], sine and cosine of the flight-path angle, cosine of the inclination.

    An orbit given by its perigee and apogee is entered at ``altitude``, climbing; without it at the perigee.
    """
    if target is None:
        return [0.0, 0.0, 0.0, 0.0, 1.0, 0.0]
    if target.perigee_altitude is not None and target.apogee_altitude is not None:
        low, high = SEMI_MAJOR_AXIS + target.perigee_altitude, SEMI_MAJOR_AXIS + target.apogee_altitude
        radius = low if target.altitude is None else min(max(SEMI_MAJOR_AXIS + target.altitude, low), high)
        speed = math.sqrt(MU * (2.0 / radius - 2.0 / (low + high)))
        cosine = min(math.sqrt(2 * MU * low * high / (low + high)) / (radius * speed), 1.0)
        return [0.0, radius, speed, math.sqrt(1.0 - cosine * cosine), cosine, math.cos(target.inclination)]
    gamma = target.flight_path_angle
    radius = SEMI_MAJOR_AXIS + (target.altitude or 0.0)
    speed = target.speed if target.speed is not None else math.sqrt(MU / radius)
    by_depletion = 1.0 if target.depletion else 0.0
    return [by_depletion, radius, speed, math.sin(gamma), math.cos(gamma), math.cos(target.inclination)]
