"""Bodies dropped on a normal flight, followed whole to the ground."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from luncur.debris.drag_curves import CURVES, NAMES, drag_tables
from luncur.debris.fall import Ground, fall_batch
from luncur.debris.parachutes import canopy_rows, fall_under_parachutes, parachutes_of
from luncur.errors import PhysicsError
from luncur.mission.model import Body, Mission

if TYPE_CHECKING:
    from luncur.flight.plan import AscentPlan

Floats = NDArray[np.float64]


PATH_POINTS = 33  # of a drawn fall


@dataclass(frozen=True, slots=True)
class Fallen:
    """Impact [rad], time of flight [s] and speed [m/s] of one body; nan where it does not come down."""

    latitude: float
    longitude: float
    time: float
    speed: float


def body_drag(body: Body) -> tuple[float, str]:
    """Drag area over mass of one empty copy [m2/kg] at Mach 0 without what is left in its tank, and its drag curve.

    Raises PhysicsError when the mission says nothing of how the body falls.
    """
    fall = body.fall
    if fall is None:
        raise PhysicsError(f"vehicle.body.{body.name}: it is dropped, but has no table [fall] that says how it falls")
    if fall.ballistic_coefficient is not None:
        return 1.0 / float(fall.ballistic_coefficient), "tumbling-cylinder"
    curve = CURVES[NAMES.index(fall.drag or "constant")]
    return curve.reference * float(fall.reference_area or 0.0) / body.dry_mass, curve.name


def mission_ground(mission: Mission) -> Ground:
    """Ground of a mission: the pad's height around the pad, the ellipsoid elsewhere."""
    site = mission.site
    return Ground(site.latitude, site.longitude, site.altitude, site.ground_radius)


def fall_path(position: Floats, velocity: Floats, body: Body, ascent: AscentPlan, fallen: Fallen) -> Floats:
    """Time since release and Earth-fixed position [PATH_POINTS, 4] of a nominal fall, evenly in time to the ground.

    Empty for a body that does not come down, and under parachutes, whose openings a few points would not show.
    """
    if not math.isfinite(fallen.time) or parachutes_of(body):
        return np.zeros((0, 4))
    inverse_beta, curve = body_drag(body)
    weather = ascent.weather
    state, drag = np.concatenate([position, velocity])[None], np.array([NAMES.index(curve)])
    air = (np.zeros(1, dtype=np.int64), weather.mean_table[None], weather.upper, np.ones(1), drag_tables())
    ground = mission_ground(ascent.mission).array()
    rows = []
    for time in np.linspace(0.0, fallen.time, PATH_POINTS):
        at = fall_batch(state, np.array([inverse_beta]), drag, *air, ground, "standard", float(time)).state[0, :3]
        rows.append([time, *(position if time == 0.0 else at)])
    return np.array(rows)


def planned_fall(position: Floats, velocity: Floats, body: Body, ascent: AscentPlan) -> Fallen:
    """The nominal fall of one released body in the mean weather; every parachute opens."""
    inverse_beta, curve = body_drag(body)
    weather, site = ascent.weather, ascent.mission.site
    state, beta, drag = np.concatenate([position, velocity])[None], np.array([inverse_beta]), NAMES.index(curve)
    air = (np.zeros(1, dtype=np.int64), weather.mean_table[None], weather.upper, np.ones(1), drag_tables())
    ground = mission_ground(ascent.mission).array()
    if chutes := parachutes_of(body):
        mass = np.array([body.dry_mass + (body.tank.residual if body.tank is not None else 0.0)])
        canopies = canopy_rows(body, mass, np.ones((1, len(chutes)), dtype=bool), site.altitude)
        out = fall_under_parachutes(state, beta, np.array([drag]), canopies, *air, ground, "standard")
    else:
        out = fall_batch(state, beta, np.array([drag]), *air, ground, "standard")
    if out.status[0] >= 10:
        return Fallen(math.nan, math.nan, math.nan, math.nan)
    return Fallen(float(out.latitude[0]), float(out.longitude[0]), float(out.time[0]), float(out.speed[0]))
