"""A fair sample of impacts, at most a million, the same for any order of work."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, uniforms

CAPACITY = 1_000_000
SLACK = 1.25  # rows are thinned out when so many times the capacity have gathered: rarely, and the limit still follows
COLUMNS = (
    "priority", "launch", "stratum", "class_id", "failure_time", "latitude", "longitude", "mass", "speed", "energy", "fall_time",
    "pieces", "casualties", "area", "outdoor_area", "ballistic_coefficient",
)  # fmt: skip
Rows = NDArray[np.float64]  # [n, columns]


class Reservoir:
    """The impacts with the smallest priorities; a priority is a random number addressed by (launch, piece)."""

    def __init__(self, rows: Rows | None = None, seen: int = 0, capacity: int = CAPACITY) -> None:
        self.rows = np.zeros((0, len(COLUMNS))) if rows is None else rows
        self.seen = seen
        self.capacity = capacity
        self._waiting: list[Rows] = []
        self.limit = self._limit()

    def _limit(self) -> float:
        """Rows whose priority is not below it will not be kept, whatever comes; 1, above every priority, while all are."""
        return float(self.rows[:, 0].max()) if len(self.rows) >= self.capacity else 1.0

    @property
    def held(self) -> int:
        """Rows in memory: at most ``SLACK`` times the capacity, and one offer."""
        return sum(map(len, self._waiting)) + len(self.rows)

    def add(self, rows: Rows, seen: int | None = None) -> None:
        """Offer rows, of ``seen`` impacts when those beyond the limit were left out already."""
        self.seen += len(rows) if seen is None else seen
        self._waiting.append(rows)
        if self.held > SLACK * self.capacity:
            self.thin()

    def thin(self) -> Rows:
        """The kept rows, in any order."""
        if self._waiting:
            self.rows = np.concatenate([self.rows, *self._waiting])
            self._waiting = []
        if len(self.rows) > self.capacity:
            self.rows = self.rows[np.argpartition(self.rows[:, 0], self.capacity)[: self.capacity]]
            self.limit = self._limit()
        return self.rows

    def settle(self) -> Rows:
        """The kept rows, by launch and then priority."""
        rows = self.thin()
        self.rows = rows[np.lexsort((rows[:, 0], rows[:, 1]))]
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
        pieces.weight, records.piece_casualties[:, 0], pieces.area, np.nan_to_num(records.outdoor_area), 1.0 / pieces.inverse_beta,
    )  # fmt: skip
    rows = np.stack([np.asarray(c, dtype=np.float64) for c in columns], axis=1)
    return rows[impacts.status < 10]
