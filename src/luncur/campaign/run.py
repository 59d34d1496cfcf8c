"""Runs units of launches on threads and adds them in order, with checkpoints."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.allocation import stratum_of
from luncur.campaign.reservoir import Reservoir, impact_rows
from luncur.campaign.tally import Tally
from luncur.errors import InputError

Floats = NDArray[np.float64]

UNIT = 1024  # launches of one reduction unit
CHECKPOINT_SECONDS = 10.0  # of work between two checkpoints; LUNCUR_CHECKPOINT_SECONDS in the environment sets another

Progress = Callable[[str, int, int, float | None], None]
SimulateUnit = Callable[[NDArray[np.int64], NDArray[np.int64]], tuple[Tally, "object"]]


@runtime_checkable
class TogetherUnits(Protocol):
    """Computes several units at once, with the results that each of them alone has."""

    def together(self, units: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]) -> list[tuple[Tally, object]]: ...


@dataclass
class Prefix:
    """The sum of the first ``units`` units: all that a checkpoint holds."""

    units: int
    tally: Tally
    reservoir: Reservoir
    failed_rows: list[tuple[int, int, int]]  # launch, stratum, status


def run_units(
    simulate_unit: SimulateUnit,
    cumulative: Floats,
    prefix: Prefix,
    units: int,
    workers: int,
    seed: int,
    *,
    first_launch: int = 0,
    keep_impacts: bool = True,
    save: Callable[[Prefix], None] | None = None,
    progress: Progress | None = None,
    stage: str = "launches",
    block: int = 1,
) -> Prefix:
    """Add units to a prefix until it holds ``units`` of them.

    Units are computed by ``workers`` threads (kernels release the interpreter lock) and added strictly in order, so the
    sums are the same for any number of workers.  ``save`` is called at most every ``checkpoint_seconds()`` of work.  ``block`` units
    make one task of a worker; it changes how the work is dealt out and no number.
    Raises ValueError for a block below 1.
    """
    if block < 1:
        raise ValueError("needs a block of at least 1 unit")
    every = checkpoint_seconds()
    started, begun, last_save = time.monotonic(), prefix.units, time.monotonic()
    for records in _in_order(simulate_unit, cumulative, prefix.units, units, workers, first_launch, block):
        tally, detail = records
        prefix.tally = prefix.tally.plus(tally)
        if keep_impacts:
            prefix.reservoir.add(impact_rows(detail, seed))
        status = detail.status  # type: ignore[attr-defined]
        for i in np.flatnonzero(status >= 20):
            prefix.failed_rows.append((int(detail.launch[i]), int(detail.stratum[i]), int(status[i])))  # type: ignore[attr-defined]
        prefix.units += 1
        now = time.monotonic()
        if save is not None and now - last_save >= every and prefix.units < units:
            save(prefix)
            last_save = time.monotonic()
        if progress is not None:
            rate = (prefix.units - begun) / max(now - started, 1e-9)
            progress(stage, prefix.units * UNIT, units * UNIT, (units - prefix.units) / rate)
    return prefix


def checkpoint_seconds() -> float:
    """Work that an interruption may cost at the most [s]; InputError for a setting that is no such time."""
    text = os.environ.get("LUNCUR_CHECKPOINT_SECONDS", "")
    try:
        value = float(text) if text else CHECKPOINT_SECONDS
    except ValueError:
        value = -1.0
    if not value >= 0.0:
        raise InputError("environment", "LUNCUR_CHECKPOINT_SECONDS", text, "a time in seconds, at least 0")
    return value


def _in_order(
    simulate_unit: SimulateUnit, cumulative: Floats, done: int, units: int, workers: int, first_launch: int, block: int
) -> Iterator[tuple[Tally, object]]:
    """Results of the units ``done`` .. ``units`` in order, at most two blocks per worker under way."""

    def numbered(index: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        launch = first_launch + np.arange(index * UNIT, (index + 1) * UNIT, dtype=np.int64)
        return launch, stratum_of(launch - first_launch, cumulative)

    def several(first: int) -> list[tuple[Tally, object]]:
        indices = range(first, min(first + block, units))
        if isinstance(simulate_unit, TogetherUnits):
            return simulate_unit.together([numbered(index) for index in indices])
        return [simulate_unit(*numbered(index)) for index in indices]

    with ThreadPoolExecutor(max_workers=workers) as pool:
        waiting: deque[Future[list[tuple[Tally, object]]]] = deque()
        following = done
        try:
            while waiting or following < units:
                while following < units and len(waiting) < 2 * workers:
                    waiting.append(pool.submit(several, following))
                    following += block
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
