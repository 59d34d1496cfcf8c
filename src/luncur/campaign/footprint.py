"""Where the pieces of a vehicle that is destroyed fall, second by second of the failure."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.launches import OTHER_DOMAIN, LaunchRecords, Simulator, simulate
from luncur.debris.fall_kernel import ESCAPED, ORBIT
from luncur.earth import distance_and_azimuth
from luncur.failure.strata import Stratum
from luncur.places.whose import place_names, whose

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LAUNCHES = 16  # of each second
PART = 1024  # launches at a time
OUTLINE_EVERY = 30  # seconds between outlines on the map


def footprint(sim: Simulator) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows, one for each second in which a destruct command breaks the vehicle, and GeoJSON outlines; empty without one.

    A second's row holds, over ``LAUNCHES`` dispersed launches: nearest and farthest impact from the pad [m], the middle of the
    impacts by mass [deg], the half-width across the track that holds 95 % of the mass [m], share of the mass that stays in
    orbit, and shares of the fallen mass by country and water.
    """
    seconds = [(s, t) for s in sim.strata if s.kind == "erroneous-termination" for t in _whole_seconds(s)]
    if not seconds:
        return [], []
    own = tuple(Stratum(s.mode, s.kind, s.phase, t, t + 1.0, 0.0) for s, t in seconds)
    each = replace(sim, strata=own)
    rows, outlines = [], []
    per_part = PART // LAUNCHES
    for first in range(0, len(own), per_part):
        chosen = np.repeat(np.arange(first, min(first + per_part, len(own))), LAUNCHES)
        launch = 3 * OTHER_DOMAIN + first * LAUNCHES + np.arange(len(chosen), dtype=np.int64)
        records = simulate(each, launch, chosen.astype(np.int64))
        for number in range(first, min(first + per_part, len(own))):
            here = np.flatnonzero(records.stratum[records.pieces.launch] == number)
            rows.append(_row(sim, own[number], records, here))
            if int(own[number].start) % OUTLINE_EVERY == 0:
                outlines += _outline(own[number], records, here)
    return rows, outlines


def _whole_seconds(stratum: Stratum) -> list[float]:
    first = math.ceil(stratum.start)
    return [float(t) for t in range(first, math.ceil(stratum.end)) if t + 1 <= stratum.end + 1]


def _row(sim: Simulator, stratum: Stratum, records: LaunchRecords, here: Ints) -> dict[str, Any]:
    pieces, impacts = records.pieces, records.impacts
    mass = pieces.weight[here] * pieces.mass[here]
    status = impacts.status[here]
    up = (status == ORBIT) | (status == ESCAPED)
    down = here[status < ORBIT]
    row: dict[str, Any] = {
        "time_s": stratum.start, "failure_mode": stratum.mode, "launches": LAUNCHES,
        "share_in_orbit": float(mass[up].sum() / max(mass.sum(), 1e-9)), "nearest_m": None, "farthest_m": None,
        "latitude_deg": None, "longitude_deg": None, "half_width_m": None, "where": {},
    }  # fmt: skip
    if len(down) == 0:
        return row
    latitude, longitude = impacts.latitude[down], impacts.longitude[down]
    weight = pieces.weight[down] * pieces.mass[down]
    polar = _polar(sim, latitude, longitude)
    middle = _mean_point(latitude, longitude, weight)
    heading = _track_azimuth(sim, middle)
    across = np.abs(polar[:, 0] * np.sin(polar[:, 1] - heading))
    order = np.argsort(across)
    width = across[order][min(int(np.searchsorted(np.cumsum(weight[order]), 0.95 * weight.sum())), len(order) - 1)]
    row.update(
        nearest_m=float(polar[:, 0].min()), farthest_m=float(polar[:, 0].max()), latitude_deg=math.degrees(middle[0]),
        longitude_deg=math.degrees(middle[1]), half_width_m=float(width), where=_shares(whose(latitude, longitude), weight),
    )  # fmt: skip
    return row


def _polar(sim: Simulator, latitude: Floats, longitude: Floats) -> Floats:
    """Distance [m] and azimuth [rad] of points from the pad [n, 2]."""
    site = sim.plan.mission.site
    return np.array(
        [
            distance_and_azimuth(site.latitude, site.longitude, float(a), float(b))[:2]
            for a, b in zip(latitude, longitude, strict=True)
        ]
    )


def _track_azimuth(sim: Simulator, middle: tuple[float, float]) -> float:
    site = sim.plan.mission.site
    return float(distance_and_azimuth(site.latitude, site.longitude, *middle)[1])


def _mean_point(latitude: Floats, longitude: Floats, weight: Floats) -> tuple[float, float]:
    x = float(np.sum(weight * np.cos(latitude) * np.cos(longitude)))
    y = float(np.sum(weight * np.cos(latitude) * np.sin(longitude)))
    z = float(np.sum(weight * np.sin(latitude)))
    return math.atan2(z, math.hypot(x, y)), math.atan2(y, x)


def _shares(number: Ints, weight: Floats) -> dict[str, float]:
    """Share of the mass by name, largest first; names in English."""
    names = place_names("en")
    total = np.zeros(len(names))
    np.add.at(total, number, weight)
    order = [int(i) for i in np.argsort(-total) if total[i] > 0]
    return {names[i]: float(total[i] / weight.sum()) for i in order}


def _outline(stratum: Stratum, records: LaunchRecords, here: Ints) -> list[dict[str, Any]]:
    """The impacts of one second as a convex outline, cut at the antimeridian by leaving such a second out."""
    from shapely.geometry import MultiPoint, mapping

    down = here[records.impacts.status[here] < ORBIT]
    if len(down) < 3:
        return []
    points = np.degrees(np.column_stack([records.impacts.longitude[down], records.impacts.latitude[down]]))
    if np.ptp(points[:, 0]) > 180.0:
        return []
    shape = MultiPoint(points).convex_hull
    if shape.geom_type != "Polygon":
        return []
    properties = {
        "kind": "footprint", "body": f"{stratum.start:.0f} s", "probability": None,
        "method": f"convex outline of every impact of {LAUNCHES} dispersed launches that are destroyed in this second",
    }  # fmt: skip
    return [{"type": "Feature", "geometry": mapping(shape), "properties": properties}]
