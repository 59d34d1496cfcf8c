"""What a failure would do to people: expectations given the failure, their intervals, and who they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.booking import angles, points_about, unit_vectors
from luncur.campaign.launches import LaunchRecords, Simulator, tallied
from luncur.campaign.tally import Tally, estimate
from luncur.export.names import name_of
from luncur.places.people import PeopleModel

Floats = NDArray[np.float64]

TOP = 12  # places that are told
REACH = 100e3  # how far from where pieces came down people could have been hit (assumed) [m]
SPACING = 8e3  # [m]
CELL = 4.0  # per degree, of the impacts about which people are looked for
AT_ONCE = 400  # of these cells, which have half a thousand points each


def expectations(one: Simulator, records: LaunchRecords) -> list[dict[str, Any]]:
    """Casualties given this failure under each people model, with the 95 % interval of so many launches.

    No launch that hurt anybody: the upper end is 3/n times what a launch could do where most people live within 100 km.
    """
    tally = tallied(one, records)
    launches = float(tally.launches[0])
    out = []
    for m, model in enumerate(one.people):
        total = tally.total[:, m]
        largest = np.array([tally.largest[0, m] or worst(records, model), 0.0])
        found = estimate(
            np.array([1.0, 0.0]), tally.launches, total[:, 0], total[:, 1], largest, tally.failed, total[:, 2]
        )  # fmt: skip
        out.append(
            {
                "people_model": model.name, "mean": found.mean, "low_95": found.low, "high_95": found.high,
                "launches": int(launches), "launches_that_hurt": int(tally.hits[0, m]),
                "largest": float(tally.largest[0, m]),
            }
        )  # fmt: skip
    return out


def worst(records: LaunchRecords, model: PeopleModel) -> float:
    """Casualties if the launch with the largest casualty area came down where most people live near its impacts."""
    down = np.isfinite(records.impacts.latitude) & np.isfinite(records.area)
    if not down.any():
        return 0.0
    area = np.bincount(records.pieces.launch[down], (records.area * records.pieces.weight)[down])
    cells = np.unique(
        np.round(np.degrees(np.column_stack([records.impacts.latitude[down], records.impacts.longitude[down]])) * CELL),
        axis=0,
    )
    steps = np.arange(-REACH, REACH + 1.0, SPACING)
    offsets = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    offsets = offsets[np.hypot(*offsets.T) <= REACH]
    densest = 0.0
    for first in range(0, len(cells), AT_ONCE):
        about = unit_vectors(*np.radians(cells[first : first + AT_ONCE].T / CELL))
        densest = max(densest, float(model.density(*angles(points_about(about, offsets))).max()))
    return float(area.max()) * densest


def places_at_risk(one: Simulator, records: LaunchRecords, lang: str) -> list[dict[str, Any]]:
    """Where the casualties are, the worst place first: expectation under each model, and its share under the first.

    A town has its latitude and longitude [deg]; a country or sea in a band of distance from the pad has none.
    """
    first = 1 + len(one.classes)
    rows = _rows(one, records, first, one.places.names, "place", lang)[:TOP]
    latitude, longitude = np.degrees(angles(one.places.towns))
    names = one.places.names
    where = {
        name: {"latitude_deg": round(float(north), 4), "longitude_deg": round(float(east), 4)}
        for name, north, east in zip(names, latitude, longitude, strict=False)
        if names.count(name) == 1  # of two towns of one name a row does not say which
    }
    return [{**row, **where.get(row["place"], {})} for row in rows]


def classes_at_fault(one: Simulator, records: LaunchRecords, lang: str) -> list[dict[str, Any]]:
    """What does it: expectation by class of piece, with how many of each a launch drops and their mass [kg]."""
    rows = _rows(one, records, 1, one.classes, "class", lang)
    numbers = np.bincount(records.pieces.class_id, records.pieces.weight, len(one.classes)) / len(records.launch)
    mass = np.bincount(records.pieces.class_id, records.pieces.weight * records.pieces.mass, len(one.classes))
    index = {name: i for i, name in enumerate(one.classes)}
    found = {row["class"]: row for row in rows}
    nobody = np.zeros((len(records.launch), len(one.people)))
    out = []
    for name in one.classes:
        i = index[name]
        if numbers[i] > 0:
            row = found.get(name) or _row(one, records, "class", name, lang, nobody)
            out.append(
                {**row, "pieces": float(numbers[i]), "mass_kg": float(mass[i] / len(records.launch) / numbers[i])}
            )
    return sorted(out, key=lambda row: -row["share"])


def _rows(
    one: Simulator, records: LaunchRecords, first: int, names: tuple[str, ...], key: str, lang: str
) -> list[dict[str, Any]]:
    own = records.casualties[:, first : first + len(names)]
    mean = own.mean(axis=0)
    order = np.lexsort((-mean.max(axis=1), -mean[:, 0]))
    return [_row(one, records, key, names[i], lang, own[:, i]) for i in order.tolist() if mean[i].max() > 0]


def _row(one: Simulator, records: LaunchRecords, key: str, name: str, lang: str, casualties: Floats) -> dict[str, Any]:
    """One part of the casualties [launches, models]: means, share and, under the first model, the 95 % interval."""
    bodies = {"bodies": [body.name for body in one.plan.mission.vehicle.bodies]}
    expected = {model.name: float(casualties[:, m].mean()) for m, model in enumerate(one.people)}
    total, part = float(records.casualties[:, 0, 0].mean()), casualties[:, 0]
    sums = [np.array([float((part**power).sum())]) for power in (1, 2, 3)]
    found = estimate(np.ones(1), np.array([float(len(part))]), sums[0], sums[1], third=sums[2])
    return {
        key: name, "name": name_of(name, bodies, lang), "casualty_expectation": expected,
        "share": found.mean / total if total > 0 else 0.0, "low_95": found.low, "high_95": found.high,
    }  # fmt: skip


def ended_by(one: Simulator, tally: Tally) -> list[dict[str, Any]]:
    """Which rule of the mission ended how large a share of the failed flights."""
    n = max(float(tally.launches[0]), 1.0)
    return [
        {"rule": name, "action": action, "share": float(tally.ended[0, i]) / n}
        for i, (name, action) in enumerate(one.rules)
        if tally.ended[0, i] > 0
    ]
