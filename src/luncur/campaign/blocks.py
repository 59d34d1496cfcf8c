"""A block of launches: what a worker is given, and the little that leaves it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.allocation import stratum_of
from luncur.campaign.packed import PackedTally
from luncur.campaign.provenance import processor
from luncur.campaign.reservoir import COLUMNS, impact_rows
from luncur.campaign.tally import Tally

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SimulateUnit = Callable[[Ints, Ints], tuple[Tally, Any]]

UNIT = 1024  # launches of one reduction unit
EVERY_IMPACT, NO_IMPACT = 1.0, 0.0  # as ``Block.below``: priorities lie between


@runtime_checkable
class TogetherUnits(Protocol):
    """Computes several units at once, with the results that each of them alone has."""

    def together(self, units: Sequence[tuple[Ints, Ints]]) -> list[tuple[Tally, Any]]: ...


@dataclass(frozen=True, slots=True)
class Block:
    """A whole number of consecutive units of launches, and what is wanted of them.

    first: index of the first unit; units: how many; first_launch: index of the launch that unit 0 begins with;
    cumulative: running sum of the strata's shares; below: impacts with a priority below it may enter the reservoir, so only
    these leave the block.
    """

    first: int
    units: int
    first_launch: int
    cumulative: Floats
    below: float = EVERY_IMPACT


@dataclass(frozen=True, slots=True)
class BlockSums:
    """What leaves a block: a tally of each unit, impacts that may be kept, launches that failed to compute.

    Tallies are not added up here: they are added unit after unit whatever the block, so that its size changes no bit.
    rows[n, columns] of the reservoir, out of ``seen`` impacts; failed[k, 3] launch, stratum, status; seconds of work, and
    the processor that did it.
    """

    tallies: tuple[PackedTally, ...]
    rows: Floats
    seen: int
    failed: Ints
    seconds: float
    processor: str


def tally(simulate_unit: SimulateUnit, seed: int, block: Block) -> BlockSums:
    """Compute a block; the records of a unit are let go before the next one begins."""
    began = time.perf_counter()
    tallies, rows, failed, seen = [], [np.empty((0, len(COLUMNS)))], [np.empty((0, 3), dtype=np.int64)], 0
    for sums, records in _units(simulate_unit, block):
        tallies.append(PackedTally.of(sums))
        if block.below > NO_IMPACT:
            fallen = impact_rows(records, seed)
            seen += len(fallen)
            rows.append(fallen[fallen[:, 0] < block.below])
        if bad := np.flatnonzero(records.status >= 20).tolist():
            failed.append(np.stack([records.launch[bad], records.stratum[bad], records.status[bad]], axis=1))
    return BlockSums(
        tuple(tallies), np.concatenate(rows), seen, np.concatenate(failed), time.perf_counter() - began, processor()
    )


def _units(simulate_unit: SimulateUnit, block: Block) -> Iterator[tuple[Tally, Any]]:
    """Tally and records of the units of a block, in order: one after another, or together where that is how they are computed."""
    launches = [
        np.arange(i * UNIT, (i + 1) * UNIT, dtype=np.int64) for i in range(block.first, block.first + block.units)
    ]
    units = [(block.first_launch + launch, stratum_of(launch, block.cumulative)) for launch in launches]
    if isinstance(simulate_unit, TogetherUnits):
        yield from simulate_unit.together(units)
    else:
        for launch, stratum in units:
            yield simulate_unit(launch, stratum)
