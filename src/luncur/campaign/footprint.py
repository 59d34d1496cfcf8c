"""Where the pieces of a vehicle that a command in error ends fall, second by second of the command."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
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
MOST_ROWS = 300
RADIUS = 6_371_008.8  # mean radius of the Earth [m]
OUTLINE_EVERY = 30  # seconds between outlines on the map


def footprint(sim: Simulator, workers: int = 1) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows, by seconds in which a command in error shuts the engines down or breaks the vehicle, and GeoJSON outlines; empty without one.

    A second's row holds, over ``LAUNCHES`` dispersed launches: nearest and farthest impact from the pad [m], the middle of the
    impacts by mass [deg], the half-width across the track that holds 95 % of the mass [m], share of the mass that stays in
    orbit, and shares of the fallen mass by country and water.  Every second has a row, unless there are more than
    ``MOST_ROWS``: then evenly every so many.
    """
    seconds = [(s, t) for s in sim.strata if s.kind == "erroneous-termination" for t in _whole_seconds(s)]
    if not seconds:
        return [], []
    chosen = (*seconds[: -1 : math.ceil(len(seconds) / MOST_ROWS)], seconds[-1])
    each = replace(sim, strata=tuple(Stratum(s.mode, s.kind, s.phase, t, t + 1.0, 0.0) for s, t in chosen))
    numbers = range(len(chosen))
    parts = [numbers[first : first + PART // LAUNCHES] for first in numbers[:: PART // LAUNCHES]]
    with ThreadPoolExecutor(max_workers=workers) as pool:  # kernels release the interpreter lock
        done = list(pool.map(lambda part: _part(each, part), parts))
    return [row for rows, _ in done for row in rows], [outline for _, outlines in done for outline in outlines]


def _part(sim: Simulator, numbers: range) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows and outlines of some of the seconds; a launch's draws go by the number of its second."""
    chosen = np.repeat(np.array(numbers, dtype=np.int64), LAUNCHES)
    launch = 3 * OTHER_DOMAIN + numbers.start * LAUNCHES + np.arange(len(chosen), dtype=np.int64)
    records = simulate(sim, launch, chosen)
    rows, outlines = [], []
    for number in numbers:
        here = np.flatnonzero(records.stratum[records.pieces.launch] == number)
        rows.append(_row(sim, sim.strata[number], records, here))
        before = sim.strata[number - 1].start if number else -1.0
        if sim.strata[number].start // OUTLINE_EVERY != before // OUTLINE_EVERY:
            outlines += _outline(sim.strata[number], records, here)
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
    heading = _polar(sim, np.array([middle[0]]), np.array([middle[1]]))[0, 1]
    across = RADIUS * np.abs(np.arcsin(np.sin(polar[:, 0] / RADIUS) * np.sin(polar[:, 1] - heading)))
    order = np.argsort(across)
    width = across[order][min(int(np.searchsorted(np.cumsum(weight[order]), 0.95 * weight.sum())), len(order) - 1)]
    near, far = int(np.argmin(polar[:, 0])), int(np.argmax(polar[:, 0]))
    row.update(
        nearest_m=_range(sim, latitude[near], longitude[near]), farthest_m=_range(sim, latitude[far], longitude[far]), latitude_deg=math.degrees(middle[0]),
        longitude_deg=math.degrees(middle[1]), half_width_m=float(width), where=_shares(whose(latitude, longitude), weight),
    )  # fmt: skip
    return row


def _polar(sim: Simulator, latitude: Floats, longitude: Floats) -> Floats:
    """Distance [m] and azimuth [rad] of points from the pad [n, 2], on a sphere: within 0.6 % and 0.2 degrees."""
    site = sim.plan.mission.site
    east = longitude - site.longitude
    north = math.cos(site.latitude) * np.sin(latitude) - math.sin(site.latitude) * np.cos(latitude) * np.cos(east)
    side = np.cos(latitude) * np.sin(east)
    up = math.sin(site.latitude) * np.sin(latitude) + math.cos(site.latitude) * np.cos(latitude) * np.cos(east)
    return np.column_stack([RADIUS * np.arctan2(np.hypot(north, side), up), np.arctan2(side, north) % (2 * math.pi)])


def _range(sim: Simulator, latitude: float, longitude: float) -> float:
    site = sim.plan.mission.site
    return float(distance_and_azimuth(site.latitude, site.longitude, float(latitude), float(longitude))[0])


def _mean_point(latitude: Floats, longitude: Floats, weight: Floats) -> tuple[float, float]:
    x = float(np.sum(weight * np.cos(latitude) * np.cos(longitude)))
    y = float(np.sum(weight * np.cos(latitude) * np.sin(longitude)))
    z = float(np.sum(weight * np.sin(latitude)))
    return math.atan2(z, math.hypot(x, y)), math.atan2(y, x)


def _shares(number: Ints, weight: Floats) -> dict[str, float]:
    """Share of the mass by name, largest first; names in English.  An ocean of several boxes has one name."""
    names = place_names("en")
    total = np.zeros(len(names))
    np.add.at(total, number, weight)
    shares: dict[str, float] = {}
    for i in np.flatnonzero(total):
        shares[names[i]] = shares.get(names[i], 0.0) + float(total[i] / weight.sum())
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


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
        "method": f"convex outline of every impact of {LAUNCHES} dispersed launches that a command in error ends in this second",
    }  # fmt: skip
    return [{"type": "Feature", "geometry": mapping(shape), "properties": properties}]
