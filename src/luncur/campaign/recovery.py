"""Parachutes of a batch of launches: which open, and where what hangs under them comes down."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from luncur.debris.breakup import Pieces, class_names
from luncur.debris.drag_curves import drag_tables
from luncur.debris.fall import Impacts
from luncur.debris.parachutes import canopy_rows, fall_under_parachutes, parachutes_of, replace_rows
from luncur.debris.planned import mission_ground
from luncur.flight.plan import AscentPlan
from luncur.mission.model import Mission

Floats = NDArray[np.float64]


def most_canopies(mission: Mission) -> int:
    """The largest number of canopies that a body of the mission has."""
    return max((len(parachutes_of(b)) for b in mission.vehicle.bodies), default=0)


def with_parachutes(
    plan: AscentPlan, pieces: Pieces, state: Floats, inverse_beta: Floats, tables: Floats, factor: Floats, impacts: Impacts,
    chance: Floats | None, preset: str = "standard",
) -> Impacts:  # fmt: skip
    """Impacts of a batch, those of whole bodies with parachutes done again under them.

    chance[m, canopies]: uniform numbers in (0, 1); a canopy fails when its number is below its probability of failing.
    None: all open.  Only bodies let go on a normal flight have time to open any: a failed vehicle falls bare.
    """
    mission, names = plan.mission, class_names(plan.mission)
    for b, body in enumerate(mission.vehicle.bodies):
        chutes = parachutes_of(body)
        rows = np.flatnonzero((pieces.body == b) & (pieces.class_id == names.index(f"{body.name}, whole")))
        if not chutes or len(rows) == 0:
            continue
        opens = np.ones((len(rows), len(chutes)), dtype=bool)
        if chance is not None:
            opens = chance[rows, : len(chutes)] >= np.array([c.failure_probability for c in chutes])
        canopies = canopy_rows(body, pieces.mass[rows], opens, mission.site.altitude)
        fallen = fall_under_parachutes(
            state[rows], inverse_beta[rows], pieces.drag_id[rows], canopies, pieces.launch[rows], tables,
            plan.weather.upper, factor, drag_tables(), mission_ground(mission).array(), preset,
        )  # fmt: skip
        impacts = replace_rows(impacts, rows, fallen)
    return impacts
