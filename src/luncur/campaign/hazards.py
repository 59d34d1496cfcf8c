"""Hazard areas and individual risk of a study, from the impacts that its reservoir kept."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.areas.aircraft import Aircraft, Ship, aircraft_radius, ship_radius, time_in_air
from luncur.areas.bandwidth import local_bandwidth
from luncur.areas.covered import covered
from luncur.areas.grid import ImpactMap
from luncur.areas.hazard import Hazard, hazard, window
from luncur.areas.impact_map import FAILING, PLANNED, Hits, launches_of, map_of, of_failures, sums_of
from luncur.areas.outline import Ring
from luncur.areas.patches import patches
from luncur.campaign.launches import Simulator
from luncur.campaign.reservoir import COLUMNS, Reservoir
from luncur.failure import FailureProbability
from luncur.places.ground_cover import is_land
from luncur.risk.casualty_area import ENERGY_THRESHOLD
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

# kind of area, quantity of the criteria, limit of 14 CFR 450.101 and 450.133
KINDS = (
    ("ship hazard area", "ship_hit_probability_max", 1e-5),
    ("aircraft hazard area", "aircraft_hit_probability_max", 1e-6),
    ("individual risk area", "individual_probability_max", 1e-6),
)
# columns of the sample of impacts that maps are made of
USED = (
    "launch", "stratum", "class_id", "failure_time", "latitude", "longitude", "speed", "energy", "fall_time", "pieces", "area",
    "outdoor_area", "ballistic_coefficient",
)  # fmt: skip
NO_PEOPLE_MODEL = "none: one person or target at the worst place"


@dataclass(frozen=True)
class Hazards:
    """What a study says of areas: values by quantity, rows of ``areas``, GeoJSON features, sentences for "assumed"."""

    values: dict[str, dict[str, Any] | None]
    rows: list[dict[str, Any]]
    features: list[dict[str, Any]]
    assumed: list[str]


def add_hazards(
    summary: dict[str, Any],
    features: list[dict[str, Any]],
    sim: Simulator,
    reservoir: Reservoir,
    launches: Floats,
    probability: FailureProbability,
    workers: int,
) -> None:
    """Puts hazard areas and individual risk into the summary and the features of a study, before its verdicts.

    With an unknown probability of failure nothing can be said of areas, and ``not_computed`` keeps naming them.
    """
    if probability.mean is None or len(reservoir.settle()) == 0:
        return
    found = hazards(sim, reservoir, launches, probability, features, workers)
    summary["risk"].update(found.values)
    summary["areas"] = [*summary["areas"], *found.rows]
    summary["assumed"] = [*summary["assumed"], *found.assumed]
    done = ("risk.individual_probability_max", "areas: ship and aircraft hazard areas")
    summary["not_computed"] = [name for name in summary["not_computed"] if name not in done]
    features.extend(found.features)


def hazards(
    sim: Simulator,
    reservoir: Reservoir,
    launches: Floats,
    probability: FailureProbability,
    drops: list[dict[str, Any]],
    workers: int = 1,
) -> Hazards:
    """Maps, areas and largest probabilities; drops: GeoJSON features of the 97 % regions, part of every area."""
    kept = reservoir.settle()
    thinned = reservoir.seen / len(kept)
    counted = np.array([s.weight > 0 for s in sim.strata] + [True])
    here = np.flatnonzero(counted[kept[:, COLUMNS.index("stratum")].astype(np.int64)])
    column = {name: kept[here, COLUMNS.index(name)] for name in USED}  # each in one piece, and no second table
    hits = _hits(sim, column, launches, probability, thinned)
    ship, aircraft = Ship(), Aircraft()
    harmful = (column["outdoor_area"] > 0) | (column["energy"] >= ENERGY_THRESHOLD)
    radii = {
        "ship hazard area": np.where(
            harmful, np.maximum(ship_radius(ship, column["area"]), np.sqrt(column["outdoor_area"] / math.pi)), 0.0
        ),
        "aircraft hazard area": aircraft_radius(
            aircraft, column["area"], column["ballistic_coefficient"], column["speed"]
        ),
        "individual risk area": np.sqrt(column["outdoor_area"] / math.pi),
    }
    span = _span(probability)
    with ThreadPoolExecutor(max_workers=workers) as pool:  # kernels release the interpreter lock
        sigma = local_bandwidth(hits.latitude, hits.longitude, hits.group, pool)
        grids = patches(hits.latitude, hits.longitude, sigma)
        sums = dict(
            zip(
                radii,
                sums_of(
                    hits, [radii[kind] for kind, *_ in KINDS], sigma, grids, covered(grids, pool),
                    [limit / 100 for *_, limit in KINDS], pool,
                ),
                strict=True,
            )
        )  # fmt: skip
        maps = {kind: map_of(sums[kind], grids, launches_of(hits, radii[kind]), span, pool) for kind in radii}
        failures = map_of(of_failures(sums["individual risk area"]), grids, 0, span, pool)
    regions = _rings(drops)
    down = column["failure_time"] + column["fall_time"]
    in_air = np.minimum(time_in_air(column["ballistic_coefficient"]), column["fall_time"])
    values: dict[str, dict[str, Any] | None] = {}
    rows, features = [], []
    for kind, quantity, limit in KINDS:
        found = maps[kind]
        afloat = kind.startswith("ship")
        closed = hazard(
            kind, limit, found, _reaching_water(regions) if afloat else regions, lambda a, b: _evacuated(sim, a, b)[0],
            (lambda a, b: ~is_land(a, b)) if afloat else None,
        )  # fmt: skip
        if kind.startswith("individual"):
            closed = _with_failures_in_drop_zones(closed, sim, failures)
        start = down - in_air if kind.startswith("aircraft") else down
        made = [_feature(closed, i, window(area, hits, start, down)) for i, area in enumerate(closed.areas)]
        features += made
        rows += [f["row"] for f in made]
        values[quantity] = _value(closed, kind, found.launches, thinned)
    return Hazards(
        values, rows, [{k: v for k, v in f.items() if k != "row"} for f in features], _assumed(ship, aircraft, thinned)
    )


def _span(probability: FailureProbability) -> tuple[float, float]:
    """95 % limits of the probability of failure over its mean; 1 where there is no failure, or no limit."""
    mean = probability.mean
    if not mean:
        return 1.0, 1.0
    low, high = (mean if limit is None else limit for limit in (probability.low_95, probability.high_95))
    return low / mean, high / mean


def _hits(
    sim: Simulator, column: dict[str, Floats], launches: Floats, probability: FailureProbability, thinned: float
) -> Hits:
    stratum = column["stratum"].astype(np.int64)
    normal = len(sim.strata)
    if probability.mean is None:
        raise ValueError("needs a known probability of failure")
    share = np.array([s.weight * probability.mean for s in sim.strata] + [1.0])
    weight = (share / np.maximum(launches, 1) * thinned)[stratum]
    return Hits(
        latitude=np.radians(column["latitude"]),
        longitude=np.radians(column["longitude"]),
        launch=column["launch"].astype(np.int64),
        kind=np.where(stratum == normal, PLANNED, FAILING),
        weight=weight,
        pieces=column["pieces"],
        group=stratum * 10_000 + column["class_id"].astype(np.int64),
    )


def _evacuated(sim: Simulator, latitude: Floats, longitude: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether points [rad] lie in an area that is evacuated for anything, and in one that is so for planned drops only."""
    a, b = np.ascontiguousarray(latitude).ravel(), np.ascontiguousarray(longitude).ravel()
    held = [sim.evacuated.hold(a, b, np.full(len(a), planned)).reshape(latitude.shape) for planned in (True, False)]
    return np.asarray(held[0] | held[1]), np.asarray(held[0] & ~held[1])


def _with_failures_in_drop_zones(closed: Hazard, sim: Simulator, failures: ImpactMap) -> Hazard:
    """The largest risk where people are, with drop zones that are empty for planned drops but not for failed launches."""
    zones = failures.maximum([_evacuated(sim, *g.centres())[1] for g in failures.grids])
    if zones["mean"] > closed.inhabited["mean"]:
        best, other = zones, closed.inhabited
    else:
        best, other = closed.inhabited, zones
    bounds = {name: max(best[name], other[name]) for name in ("low", "high", "low_input", "high_input")}
    return replace(closed, inhabited={**best, **bounds})


def _reaching_water(regions: list[list[Ring]]) -> list[list[Ring]]:
    """The regions that have a corner at sea: where a ship can be."""
    return [region for region in regions if not all(is_land(*ring).all() for ring in region)]


def _rings(drops: list[dict[str, Any]]) -> list[list[Ring]]:
    """Outer rings [rad] of the drop regions' polygons."""
    out: list[list[Ring]] = []
    for feature in drops:
        geometry = feature["geometry"]
        parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for part in parts:
            ring = np.radians(np.array(part[0][:-1]))
            out.append([(ring[:, 1], ring[:, 0])])
    return out


def _feature(closed: Hazard, i: int, times: tuple[float, float]) -> dict[str, Any]:
    area = closed.areas[i]
    start, end = (round(t, 1) if math.isfinite(t) else None for t in times)
    row = {
        "kind": closed.kind, "area_km2": area.area / 1e6, "feature": f"{closed.kind} {i + 1}", "probability": closed.limit,
        "vertices": len(area.outline.exterior.coords) - 1, "time_start_s": start, "time_end_s": end,
    }  # fmt: skip
    properties = {
        "kind": closed.kind, "body": row["feature"], "probability": closed.limit, "time_start_s": start, "time_end_s": end,
        "method": "where the probability per launch may reach the limit, sampling and probability of failure included, with "
        "the 97 % regions of planned drops; few corners that contain it (14 CFR 450.133)",
    }  # fmt: skip
    return {"type": "Feature", "geometry": area.geometry(), "properties": properties, "row": row}


def _value(closed: Hazard, kind: str, launches: int, thinned: float) -> dict[str, Any]:
    """An interval: of individual risk the largest anywhere, of ships and aircraft the largest outside their areas."""
    individual = kind.startswith("individual")
    top = closed.inhabited if individual else closed.outside
    where = (
        "at any place that is not evacuated, lived in or not (a drop zone is empty for planned drops only)"
        if individual
        else f"outside the {kind}s, which are drawn so that it is below"
    )
    size = f"cell {top['cell']:.0f} m, kernel {top['bandwidth']:.0f} m" if top["mean"] else "no cell left"
    return {
        "mean": top["mean"], "sampling_low_95": top["low"], "sampling_high_95": top["high"], "input_low_95": top["low_input"],
        "input_high_95": top["high_input"], "launches": launches, "people_model": NO_PEOPLE_MODEL,
        "latitude_deg": math.degrees(top["latitude"]), "longitude_deg": math.degrees(top["longitude"]), "cell_m": top["cell"],
        "bandwidth_m": top["bandwidth"], "largest_anywhere": closed.largest["mean"], "largest_outside": closed.outside["mean"],
        "note": f"largest {where} ({size}; bounds hold for all cells at once"
        + (f"; from one in {thinned:.2g} of the impacts)" if thinned > 1 else ")"),
    }  # fmt: skip


def _assumed(ship: Ship, aircraft: Aircraft, thinned: float) -> list[str]:
    out: list[str] = [
        Sentence("ship_target", length=ship.length, beam=ship.beam),
        Sentence("aircraft_target", plan=aircraft.plan_area, frontal=aircraft.frontal_area, speed=aircraft.speed),
    ]
    if thinned > 1:
        out.append(Sentence("maps_thinned", thinned=thinned))
    return out
