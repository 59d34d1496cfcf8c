"""Adds blocks of launches in order, wherever they are computed, with checkpoints."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.block_sizes import BlockSizes
from luncur.campaign.blocks import NO_IMPACT, UNIT, Block, BlockSums
from luncur.campaign.dispatch import Executor, in_order
from luncur.campaign.pace import Pace
from luncur.campaign.reservoir import Reservoir
from luncur.campaign.tally import Tally
from luncur.errors import InputError

Floats = NDArray[np.float64]

# Work between two checkpoints [s] at the least, and how much of the time they may take: one of a full reservoir is 130 MB.
CHECKPOINT_SECONDS = 10.0  # LUNCUR_CHECKPOINT_SECONDS in the environment sets another, which then holds as it stands
CHECKPOINT_SHARE = 0.005

Progress = Callable[[str, int, int, float | None], None]


@dataclass
class Prefix:
    """The sum of the first ``units`` units: all that a checkpoint holds.

    processors: every type that computed a part of it.
    """

    units: int
    tally: Tally
    reservoir: Reservoir
    failed_rows: list[tuple[int, int, int]]  # launch, stratum, status
    processors: set[str] = field(default_factory=set)

    @staticmethod
    def empty(strata: int, bins: int, models: int) -> Prefix:
        """Before the first unit; strata with the normal flight."""
        return Prefix(0, Tally.empty(strata, bins, models), Reservoir(), [])

    def add(self, block: BlockSums) -> None:
        """Add the block that follows, unit after unit."""
        for packed in block.tallies:
            self.tally = self.tally.plus(packed.whole())
        self.reservoir.add(block.rows, block.seen)
        self.failed_rows += [(int(launch), int(stratum), int(status)) for launch, stratum, status in block.failed]
        self.processors.add(block.processor)
        self.units += len(block.tallies)


def run_units(
    executor: Executor[Any],
    cumulative: Floats,
    prefix: Prefix,
    units: int,
    *,
    first_launch: int = 0,
    keep_impacts: bool = True,
    save: Callable[[Prefix], None] | None = None,
    progress: Progress | None = None,
    stage: str = "launches",
    block: int | None = None,
) -> Prefix:
    """Add units to a prefix until it holds ``units`` of them.

    Units are added strictly in order, so the sums are the same wherever and by however many workers they are computed.
    ``save`` is called at most every ``checkpoint_seconds()`` of work, and seldom enough to take no more than
    ``CHECKPOINT_SHARE`` of it.  ``block`` units make one task of a worker; None: as many as are about a second of work.  It
    changes how the work is dealt out and no number.
    Raises ValueError for a block below 1.
    """
    if block is not None and block < 1:
        raise ValueError("needs a block of at least 1 unit")
    sizes = BlockSizes(executor.workers, block)
    due = SaveTimes(*checkpoint_times())
    pace = Pace()

    def blocks() -> Iterator[Block]:
        dealt = prefix.units
        while dealt < units:
            count = sizes.following(units - dealt)
            below = prefix.reservoir.limit if keep_impacts else NO_IMPACT
            yield Block(dealt, count, first_launch, cumulative, below)
            dealt += count

    for sums in in_order(executor, blocks()):
        prefix.add(sums)
        sizes.took(len(sums.tallies), sums.seconds)
        if save is not None and due.now() and prefix.units < units:
            save(prefix)
            due.saved()
        if progress is not None:
            progress(stage, prefix.units * UNIT, units * UNIT, pace.left(prefix.units, units))
    return prefix


class SaveTimes:
    """When the next checkpoint is due: after ``every`` seconds, later where saving takes more than ``share`` of the time."""

    def __init__(self, every: float, share: float) -> None:
        self._every, self._share = every, share
        self._since, self._asked = time.monotonic(), 0.0

    def now(self) -> bool:
        self._asked = time.monotonic()
        return self._asked - self._since >= self._every

    def saved(self) -> None:
        """A checkpoint was written since ``now`` was asked."""
        self._since = time.monotonic()
        self._every = max(self._every, (self._since - self._asked) / self._share)


def checkpoint_times() -> tuple[float, float]:
    """Work between two checkpoints at the least [s], and the share of the time that they may take.

    An interval from the environment holds however long saving takes.  InputError for a setting that is no such time.
    """
    text = os.environ.get("LUNCUR_CHECKPOINT_SECONDS", "")
    try:
        value = float(text) if text else CHECKPOINT_SECONDS
    except ValueError:
        value = -1.0
    if not value >= 0.0:
        raise InputError("environment", "LUNCUR_CHECKPOINT_SECONDS", text, "a time in seconds, at least 0")
    return value, np.inf if text else CHECKPOINT_SHARE
