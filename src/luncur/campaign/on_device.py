"""Casualties of a batch of launches on a graphics processor: of each piece, then of each launch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.launches import Floats, Ints, Simulator
from luncur.campaign.threads_kernel import book_thread
from luncur.compiler.cuda import fetched, launch, resident, room, sent, using
from luncur.debris.breakup import Pieces
from luncur.debris.fall import Impacts
from luncur.risk.harm import Harm
from luncur.risk.threads_kernel import casualties_thread


def casualties_on_device(
    sim: Simulator, n: int, pieces: Pieces, impacts: Impacts, struck: Harm, planned: NDArray[np.bool_], place: Ints
) -> tuple[Floats, Floats, Floats]:
    """Casualties of each piece [m, models], booked for each launch [n, 1 + bins, models], and the launch's with everybody in
    place [n, models].

    Pieces are added in their order, as on the processor.  DeviceMemoryError when the batch does not fit.
    """
    m, models = len(planned), len(sim.people)
    first = np.searchsorted(pieces.launch, np.arange(n + 1))
    starts = 1 + np.cumsum([0, len(sim.classes), len(sim.places.names)])
    with using:
        at = [
            sent(column)
            for column in (impacts.latitude, impacts.longitude, struck.area, struck.reach, pieces.weight, planned)
        ]
        closed = [sent(column) for column in sim.evacuated.arrays]
        hurt, in_place = room((models, m)), room((models, m))
        for k, model in enumerate(sim.people):
            launch(casualties_thread, m, *at, resident(model.grid), *closed, hurt[k], in_place[k])
        booked = [
            sent(np.asarray(column, dtype=np.int64))
            for column in (first, pieces.class_id, place, struck.explosive, starts)
        ]
        bins, without = room((n, 1 + len(sim.bins), models)), room((n, models))
        launch(book_thread, n, *booked, hurt, in_place, bins, without)
        return np.ascontiguousarray(fetched(hurt).T), fetched(bins), fetched(without)
