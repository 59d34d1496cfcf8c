"""What a normal flight could do at worst, for the upper bound of planned drops that hurt nobody in any launch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.booking import angles, points_about, unit_vectors
from luncur.campaign.launches import LaunchRecords
from luncur.campaign.tally import Tally
from luncur.places.people import PeopleModel
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

REACH = 100e3  # how far from an impact of a planned body people could have been hit (assumed) [m]
SPACING = 4e3  # of the points at which people are looked for; a cell of 0.1 deg is 4 km wide at 70 deg of latitude [m]


def planned_worst(normal: LaunchRecords, people: tuple[PeopleModel, ...]) -> Floats:
    """Casualties [models] if every body that a normal launch drops came down where most people live near its impacts.

    For each body the densest place within 100 km of any of its impacts, times its largest effective casualty area and its
    copies; summed over the bodies.  The failures' own worst case is not taken: a fuelled stack says nothing of what empty
    bodies do far from the pad.  0 when nobody lives within 100 km of any impact.
    """
    steps = np.arange(-REACH, REACH + 1.0, SPACING)
    offsets = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    offsets = offsets[np.hypot(*offsets.T) <= REACH]
    out = np.zeros(len(people))
    down = np.isfinite(normal.impacts.latitude) & np.isfinite(normal.area)
    for body in np.unique(normal.pieces.body[down]):
        rows = np.flatnonzero(down & (normal.pieces.body == body))
        points = unit_vectors(*_thinned(normal.impacts.latitude[rows], normal.impacts.longitude[rows]))
        at = angles(points_about(points, offsets))
        worst = float((normal.area[rows] * normal.pieces.weight[rows]).max())
        out += worst * np.array([float(model.density(*at).max()) for model in people])
    return out


def _thinned(latitude: Floats, longitude: Floats) -> Floats:
    """Latitudes and longitudes [2, n] with one of each cell of 0.1 deg."""
    cells = np.round(np.degrees(np.column_stack([latitude, longitude])) * 10.0)
    first = np.unique(cells, axis=0, return_index=True)[1]
    return np.stack([latitude[first], longitude[first]])


def planned_assumed(tally: Tally, worst: Floats, normal: LaunchRecords, people: tuple[PeopleModel, ...]) -> list[str]:
    """How planned drops that hurt nobody are bounded, one sentence per people model under which they did not."""
    launches = float(tally.launches[-1])
    if len(normal.pieces.launch) == 0:
        return []
    return [
        Sentence("planned_unhit", launches=launches, worst=float(worst[m]), model=model.name)
        if worst[m] > 0
        else Sentence("planned_nobody_near", model=model.name)
        for m, model in enumerate(people)
        if tally.total[-1, m, 0] == 0
    ]
