"""Several reduction units at once on a device, as many as its memory holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from luncur.campaign.blocks import SimulateUnit
from luncur.campaign.launches import (
    Ints,
    LaunchRecords,
    Released,
    Simulator,
    count,
    drop,
    release,
    simulate_unit,
    tallied,
)
from luncur.campaign.tally import Tally
from luncur.errors import InputError

UNITS_TOGETHER = 8  # some 100,000 falls: what keeps a large graphics processor busy

T = TypeVar("T")
R = TypeVar("R")


@dataclass
class Halving:
    """Computes whole units together, fewer at a time once memory did not hold so many; results keep their order.

    most: units that are tried together, once it is known that more are too many.
    """

    most: int | None = None

    def __call__(self, units: Sequence[T], compute: Callable[[Sequence[T]], list[R]]) -> list[R]:
        """Results of ``compute`` on parts of ``units``; InputError when memory does not hold a single one."""
        size = self.most  # of the parts; it may become smaller on the way
        if size is not None and len(units) > size:
            return [r for a in range(0, len(units), size) for r in self(units[a : a + size], compute)]
        try:
            return compute(units)
        except MemoryError as error:
            if len(units) < 2:
                raise InputError(
                    "assess", "--device", "cuda", f"memory for one unit of launches on the device ({error})"
                ) from None
        self.most = min(self.most or len(units), len(units) // 2)
        return self(units, compute)


@dataclass
class BlockOfUnits:
    """``simulate_unit``, and the same for several units whose pieces fall together."""

    sim: Simulator
    fitting: Halving = field(default_factory=Halving)

    def __call__(self, launch: Ints, stratum: Ints) -> tuple[Tally, LaunchRecords]:
        return simulate_unit(self.sim, launch, stratum)

    def together(self, units: Sequence[tuple[Ints, Ints]]) -> list[tuple[Tally, object]]:
        """Tally and records of each unit, to the bit those of the unit alone."""
        released = [release(self.sim, *unit) for unit in units]
        return [(tallied(self.sim, r), r) for r in self.fitting(released, self._records)]

    def _records(self, released: Sequence[Released]) -> list[LaunchRecords]:
        fallen = drop(self.sim, released)
        return [count(self.sim, r, impacts) for r, impacts in zip(released, fallen, strict=True)]


def unit_of(sim: Simulator) -> SimulateUnit:
    """What computes units of a simulator: one by one on the processor, several together on a device."""
    return partial(simulate_unit, sim) if sim.device == "cpu" else BlockOfUnits(sim)
