"""A vehicle that rises straight up: until when it can be ended so that its pieces come down near the pad."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.debris.breakup import explode
from luncur.earth.constants import MEAN_RADIUS
from luncur.flight.batch import fly_batch
from luncur.flight.plan import AscentPlan, plan
from luncur.mission import Mission
from luncur.mission.model import Steering
from luncur.termination.rule_table import unit_vectors
from luncur.trial.proposal.choices import Choices
from luncur.trial.proposal.debris import fallen, harmful, weighted_quantile
from luncur.trial.proposal.flights import Draw, draw, impact_of
from luncur.trial.proposal.people import Places

Floats = NDArray[np.float64]
EVERY, LATEST = 2.5, 150.0  # times that are looked at [s]
FLIGHTS = 100  # straight up, in the weather of as many days
TOLD = 2.0  # the impact points of normal and of straight-up flights are told apart at this ratio of their distances


@dataclass(frozen=True)
class StraightUp:
    """time [s] and distance [m] of the rule; clearance [m] and where it comes from ("closed", "people" or "assumed").

    at[k] [s], pieces[k] [m]: distance from the pad within which the pieces of a flight ended then come down; risen[k] [m]: of the
    impact point of a straight-up flight; late: normal flights are told from straight-up ones only after the pieces leave the clearance.
    """

    time: float
    distance: float
    clearance: float
    origin: str
    at: Floats
    pieces: Floats
    risen: Floats
    late: bool


def straight_up(
    ascent: AscentPlan, normal_pad: Floats, times: Floats, places: Places, reaction: float, choices: Choices, seed: int
) -> StraightUp | None:
    """None for a vehicle that does not rise straight up (from a rail), or whose steering is not luncur's (a given trajectory),
    or where normal flights are never told from it.

    normal_pad[times] [m]: least distance of normal flights' impact points from the pad; reaction [s] of the system.
    """
    mission = ascent.mission
    if mission.vehicle.rail is not None or ascent.given is not None:
        return None
    up = plan(_vertical(mission), ascent.weather)
    at = np.arange(EVERY, min(LATEST, float(times[-1])), EVERY)
    pieces, risen = _distances(up, at, choices, seed)
    normal = np.interp(at, times, np.minimum.accumulate(normal_pad[::-1])[::-1])
    told = np.flatnonzero(normal >= TOLD * risen)
    told = told[risen[told] > 0]
    # told apart from then on, not once by chance
    apart = [i for i in told.tolist() if (normal[i:] >= TOLD * risen[i:]).all()]
    if not apart:
        return None
    clearance, origin = clearance_of(mission, places, choices)
    later = np.interp(at + reaction, at, np.maximum.accumulate(pieces))
    inside = np.flatnonzero(later <= clearance)
    inside = inside[inside >= apart[0]]
    late = len(inside) == 0
    i = apart[0] if late else int(inside[-1])
    return StraightUp(
        time=float(at[i]),
        distance=math.sqrt(float(risen[i]) * float(normal[i])),
        clearance=clearance,
        origin=origin,
        at=at,
        pieces=pieces,
        risen=risen,
        late=late,
    )


def _vertical(mission: Mission) -> Mission:
    law = Steering(start=mission.vehicle.events[0].name, law="vertical", azimuth=0.0)
    return mission.model_copy(update={"vehicle": mission.vehicle.model_copy(update={"steering": (law,)})})


def _distances(up: AscentPlan, at: Floats, choices: Choices, seed: int) -> tuple[Floats, Floats]:
    """Distances from the pad [m] of pieces (the share that is kept within) and of vacuum impact points (the largest), at times [s]."""
    k = len(at)
    pad = unit_vectors(np.array([[up.mission.site.latitude, up.mission.site.longitude]]))[0]
    mean, factor = up.weather.tables(np.zeros((k, up.weather.normals)))
    stopped = fly_batch(up, np.zeros((k, len(up.dispersions))), mean, factor, at)
    state = np.concatenate([stopped.position, stopped.velocity], axis=1)
    made = explode(
        up.mission, np.arange(k), stopped.dry_mass, stopped.attached, stopped.propellant, stopped.time, stopped.event_time
    )  # fmt: skip
    latitude, longitude, row, weight = fallen(up, harmful(made, choices.injury), state, seed)
    away = _away(pad, latitude, longitude)
    pieces = np.array([weighted_quantile(away[row == i], weight[row == i], choices.share) for i in range(k)])
    launches = draw(up, seed, FLIGHTS, 2)
    return pieces, np.array([_farthest(up, launches, float(t), pad) for t in at])


def _farthest(up: AscentPlan, launches: Draw, time: float, pad: Floats) -> float:
    tables, factor = up.weather.tables(launches.weather)
    stopped = fly_batch(up, launches.z, tables, factor, np.full(len(launches.z), time))
    state = np.concatenate([stopped.position, stopped.velocity], axis=1)
    return float(_away(pad, *impact_of(state)).max())


def _away(pad: Floats, latitude: Floats, longitude: Floats) -> Floats:
    chord = np.linalg.norm(unit_vectors(np.stack([latitude, longitude], axis=1)) - pad, axis=1)
    return 2.0 * MEAN_RADIUS * np.arcsin(np.minimum(0.5 * chord, 1.0))


def clearance_of(mission: Mission, places: Places, choices: Choices) -> tuple[float, str]:
    """How far from the pad nobody is [m]: to the edge of the evacuated circle about it, else to the nearest people, else as assumed."""
    site = mission.site
    pad = unit_vectors(np.array([[site.latitude, site.longitude]]))[0]
    inner = []
    for area in mission.closed_areas:
        if area.kind == "evacuated" and area.applies_to != "planned" and area.radius is not None:
            centre = (np.array([float(area.latitude or 0.0)]), np.array([float(area.longitude or 0.0)]))
            inner.append(float(area.radius) - float(_away(pad, *centre)[0]))
    if inner and max(inner) > 0:
        return max(inner), "closed"
    if len(places.people):
        nearest = float((_away(pad, places.latitude, places.longitude) - places.half).min())
        if nearest > 0:
            return nearest, "people"
    return choices.clearance, "assumed"
