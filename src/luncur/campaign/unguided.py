"""The part of the summary that an unguided rocket has: scatter, wind and launcher effects, the largest wind."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.areas.unguided import FEWEST, Scatter, scatter_of, wind_by_azimuth, wind_by_elevation, wind_by_radius
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, simulate
from luncur.campaign.recovery import with_parachutes
from luncur.debris.breakup import planned_pieces
from luncur.debris.drag_curves import drag_tables
from luncur.debris.fall import fall_batch
from luncur.debris.parachutes import parachutes_of
from luncur.debris.planned import mission_ground
from luncur.earth import distance_and_azimuth
from luncur.flight.batch import fly_batch
from luncur.flight.plan import AscentPlan, Dispersion
from luncur.mission.model import Body, Rail

Floats = NDArray[np.float64]

LAUNCHES = 1024
WIND = 1.0  # by which the effect of wind is measured [m/s]
TILT = math.radians(0.5)  # by which that of the launcher is
LAYERS = (500.0, 1e3, 2e3, 3e3, 4e3, 5e3, 7e3, 10e3, 15e3, 20e3, 30e3, 40e3, 60e3, 80e3)  # tops [m]
MEASURED = (0.80, 0.95, 0.99)  # of the wind's effect; 14 CFR 417, C417.5


def unguided_record(sim: Simulator) -> dict[str, Any] | None:
    """Summary of unguided flight per body that comes down; None for a vehicle that is guided."""
    rail = sim.plan.mission.vehicle.rail
    if rail is None:
        return None
    points = _perturbed(sim.plan, rail)
    weather = sim.plan.weather
    calm = dataclasses.replace(weather, mode_tables=weather.mode_tables[:0])  # the mean wind, as if measured
    known = dataclasses.replace(sim, plan=dataclasses.replace(sim.plan, weather=calm))
    all_causes, but_wind = (_scatters(s, points) for s in (sim, known))
    out = [
        _body(body, rail, all_causes[b], but_wind[b], points[b])
        for b, body in enumerate(sim.plan.mission.vehicle.bodies)
        if b in all_causes and b in but_wind
    ]
    return {"launches": LAUNCHES, "elevation_deg": math.degrees(rail.elevation), "bodies": out}


def _scatters(sim: Simulator, points: dict[int, Floats]) -> dict[int, Scatter]:
    """Scatter of each body over dispersed normal flights, about its nominal impact."""
    launch = OTHER_DOMAIN * 3 + np.arange(LAUNCHES, dtype=np.int64)
    records = simulate(sim, launch, np.full(LAUNCHES, len(sim.strata), dtype=np.int64))
    out = {}
    for b, cases in points.items():
        down = (records.pieces.body == b) & (records.impacts.status < 10)
        if np.count_nonzero(down) >= FEWEST:
            nominal = (float(cases[0, 0]), float(cases[0, 1]))
            out[b] = scatter_of(records.impacts.latitude[down], records.impacts.longitude[down], nominal)
    return out


def _body(body: Body, rail: Rail, spread: Scatter, known: Scatter, points: Floats) -> dict[str, Any]:
    """Record of one body; spread with the wind's dispersion, known without; points[cases, 2] as of ``_perturbed``."""
    nominal = (float(points[0, 0]), float(points[0, 1]))
    moved = np.array([_offset(nominal, p) for p in points])
    tail, cross, raised, turned = moved[1] / WIND, moved[2] / WIND, moved[3] / TILT, moved[4] / TILT
    wind, side = float(np.hypot(*tail)), float(np.hypot(*cross))
    tilt, turn = float(np.hypot(*raised)), float(np.hypot(*turned))
    share = [float(m @ moved[1] / (moved[1] @ moved[1])) for m in moved[5:]] if wind > 0 else [0.0] * len(LAYERS)
    limits = []
    if not parachutes_of(body):  # under a canopy the launcher is no measure
        limits.append(("elevation", wind_by_elevation(wind, tilt, rail.elevation, rail.proven)))
        limits.append(("azimuth", wind_by_azimuth(side, turn)))
    if rail.impact_radius is not None:
        radius = wind_by_radius(max(wind, side), known.about_nominal[2], rail.impact_radius)
        limits.append(("radius", radius))
    return {
        "body": body.name,
        "impacts": spread.samples,
        "nominal_latitude_deg": math.degrees(nominal[0]),
        "nominal_longitude_deg": math.degrees(nominal[1]),
        "mean_latitude_deg": math.degrees(spread.latitude),
        "mean_longitude_deg": math.degrees(spread.longitude),
        "radius_about_mean_m": dict(zip(("r50", "r90", "r95"), spread.about_mean, strict=True)),
        "radius_about_nominal_m": dict(zip(("r50", "r90", "r95"), spread.about_nominal, strict=True)),
        "radius_in_known_wind_m": dict(zip(("r50", "r90", "r95"), known.about_nominal, strict=True)),
        "r95_about_nominal_low_m": spread.low,
        "r95_about_nominal_high_m": spread.high,
        "unit_wind_effect_m_per_m_s": {"along": wind, "across": side},
        "launcher_effect_m_per_deg": {"elevation": tilt * math.radians(1), "azimuth": turn * math.radians(1)},
        "wind_weighting": [{"up_to_m": h, "share": s} for h, s in zip(LAYERS, share, strict=True)],
        "measure_wind_up_to_m": {f"{p:.0%}": _height(share, p) for p in MEASURED},
        "largest_wind": [{"criterion": name, "wind_m_s": w if math.isfinite(w) else None} for name, w in limits],
    }


def _height(share: list[float], wanted: float) -> float | None:
    """Lowest layer top from which on at least this share of the wind's effect is accounted for."""
    for i, top in enumerate(LAYERS):
        if all(s >= wanted for s in share[i:]):
            return top
    return None


def _perturbed(plan: AscentPlan, rail: Rail) -> dict[int, Floats]:
    """Impacts [cases, 2] of each body without dispersion: nominal, wind along, wind across, launcher raised, turned, layers."""
    mission = plan.mission
    steered = dataclasses.replace(
        plan, dispersions=(Dispersion("vehicle.rail.elevation", 1.0), Dispersion("vehicle.rail.azimuth", 1.0))
    )
    cases = 5 + len(LAYERS)
    z, tables = np.zeros((cases, 2)), np.repeat(plan.weather.mean_table[None], cases, axis=0)
    z[3, 0] = z[4, 1] = TILT
    along = np.array([math.sin(rail.azimuth), math.cos(rail.azimuth)])
    tables[1, :, 2:4] += WIND * along
    tables[2, :, 2:4] += WIND * np.array([along[1], -along[0]])
    for i, top in enumerate(LAYERS):
        tables[5 + i, : int(top / 500.0), 2:4] += WIND * along
    releases = fly_batch(steered, z, tables, np.ones(cases), np.full(cases, math.inf))
    pieces, state, _ = planned_pieces(mission, releases.drops)
    impacts = fall_batch(
        state, pieces.inverse_beta, pieces.drag_id, pieces.launch, tables, plan.weather.upper, np.ones(cases), drag_tables(),
        mission_ground(mission).array(), "strict",
    )  # fmt: skip
    impacts = with_parachutes(plan, pieces, state, pieces.inverse_beta, tables, np.ones(cases), impacts, None, "strict")
    out = {}
    for b in range(len(mission.vehicle.bodies)):
        rows = np.flatnonzero(pieces.body == b)
        if len(rows) == cases and np.all(impacts.status[rows] < 10):
            out[b] = np.stack([impacts.latitude[rows], impacts.longitude[rows]], axis=1)
    return out


def _offset(origin: tuple[float, float], point: Floats) -> Floats:
    """East and north [m] of a point [rad] from an origin."""
    distance, azimuth = distance_and_azimuth(*origin, float(point[0]), float(point[1]))
    return np.array([distance * math.sin(azimuth), distance * math.cos(azimuth)])
