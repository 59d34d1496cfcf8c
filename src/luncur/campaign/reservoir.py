"""A fair sample of impacts, at most a million, the same for any order of work."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, uniforms

CAPACITY = 1_000_000
COLUMNS = (
    "priority", "launch", "stratum", "class_id", "failure_time", "latitude", "longitude", "mass", "speed", "energy", "fall_time",
    "pieces", "casualties", "area", "casualty_area", "ballistic_coefficient",
)  # fmt: skip
Rows = NDArray[np.float64]  # [n, columns]


class Reservoir:
    """The impacts with the smallest priorities; a priority is a random number addressed by (launch, piece)."""

    def __init__(self, rows: Rows | None = None, seen: int = 0, capacity: int = CAPACITY) -> None:
        self.rows = np.zeros((0, len(COLUMNS))) if rows is None else rows
        self.seen = seen
        self.capacity = capacity
        self._waiting: list[Rows] = []

    def add(self, rows: Rows) -> None:
        """Offer rows; they are thinned out when twice the capacity has gathered."""
        self.seen += len(rows)
        self._waiting.append(rows)
        if sum(map(len, self._waiting)) + len(self.rows) > 2 * self.capacity:
            self.settle()

    def settle(self) -> Rows:
        """The kept rows, by launch and then priority."""
        if self._waiting:
            self.rows = np.concatenate([self.rows, *self._waiting])
            self._waiting = []
        if len(self.rows) > self.capacity:
            keep = np.argpartition(self.rows[:, 0], self.capacity)[: self.capacity]
            self.rows = self.rows[keep]
        self.rows = self.rows[np.lexsort((self.rows[:, 0], self.rows[:, 1]))]
        return self.rows


def impact_rows(records: Any, seed: int) -> Rows:
    """Reservoir rows of every piece of a unit that came down; angles in degrees."""
    pieces, impacts = records.pieces, records.impacts
    launch = records.launch[pieces.launch]
    number = np.arange(len(launch)) - np.searchsorted(pieces.launch, pieces.launch, side="left")
    priority = uniforms(seed, Stream.RESERVOIR, launch, 1, number)[:, 0]
    columns = (
        priority, launch, records.stratum[pieces.launch], pieces.class_id, records.release_time,
        np.degrees(impacts.latitude), np.degrees(impacts.longitude), pieces.mass, impacts.speed, records.energy, impacts.time,
        pieces.weight, records.piece_casualties[:, 0], pieces.area, np.nan_to_num(records.area), 1.0 / pieces.inverse_beta,
    )  # fmt: skip
    rows = np.stack([np.asarray(c, dtype=np.float64) for c in columns], axis=1)
    return rows[impacts.status < 10]
