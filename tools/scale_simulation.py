"""How a study would scale to a thousand workers: the real dealing-out of blocks against a simulated clock.

Measured here, in processor time, so that other work on the machine does not count: the work of a unit of launches and how
much it varies, the bytes that leave it, what the driver spends to unpack and add a unit and to thin the reservoir, and, where
Ray is installed, to deal out a task and take its result.  Simulated: workers of one processor each that do nothing else, a network of
``--gigabits`` into the driver, and the driver itself, which does one thing at a time.  Not simulated: Ray's own start, nodes that
are lost, and what a study does before its launches and after them, which no worker makes shorter.

    python tools/scale_simulation.py soyuz-vostochny-sso --measure 6
"""

from __future__ import annotations

import argparse
import heapq
import importlib.util
import itertools
import os
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from luncur.campaign.allocation import cumulative
from luncur.campaign.block_sizes import BlockSizes
from luncur.campaign.blocks import UNIT, Block, BlockSums, tally
from luncur.campaign.dispatch import in_order
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, simulate_unit
from luncur.campaign.pilot import with_planned
from luncur.campaign.reservoir import CAPACITY, COLUMNS, SLACK, Reservoir
from luncur.campaign.run import Prefix
from luncur.campaign.study import prepare
from luncur.mission import load

WORKERS = (8, 16, 32, 64, 128, 256, 512, 1024)
SIZES = (256, 16_384)  # units: the most of a study by default, and 17 million launches
ROW_BYTES = 8 * len(COLUMNS)


@dataclass(frozen=True)
class Costs:
    """Of one unit of launches, but ``task`` of a block: seconds of processor time, bytes."""

    work: float  # of a worker
    spread: float  # relative standard deviation of it
    tally_bytes: float
    rows: float  # impacts
    add: float  # of the driver: unpack and add a tally
    row: float  # of the driver: take in and thin out one impact
    task: float  # of the driver: deal a block out and take its result


def measured(sim: Simulator, units: int) -> Costs:
    """The costs of a mission's units on this processor."""
    weight = np.array([s.weight for s in sim.strata])
    even = cumulative(with_planned(0.5 * weight + 0.5 / max(len(weight), 1)))
    one = partial(tally, partial(simulate_unit, sim), sim.seed)
    blocks = [Block(index, 1, 5 * OTHER_DOMAIN, even) for index in range(units + 1)]
    one(blocks[0])  # kernels load
    work, sent = [], []
    for block in blocks[1:]:
        seconds, sums = timed(lambda block=block: one(block))
        work.append(seconds)
        sent.append(sums)
    prefix = Prefix.empty(len(weight) + 1, len(sim.bins), len(sim.people))
    texts = [pickle.dumps(sums.tallies, protocol=5) for sums in sent]
    add = min(timed(lambda: _added(prefix, texts))[0] for _ in range(5)) / units
    return Costs(
        float(np.mean(work)), float(np.std(work) / np.mean(work)), float(np.mean([len(t) for t in texts])),
        float(np.mean([s.seen for s in sent])), add, _row_cost(), _task_cost(),
    )  # fmt: skip


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Processor time of this thread [s], and what was returned."""
    began = time.thread_time()
    found = call()
    return time.thread_time() - began, found


def _added(prefix: Prefix, texts: Sequence[bytes]) -> None:
    for text in texts:
        for packed in pickle.loads(text):
            prefix.tally = prefix.tally.plus(packed.whole())


def _row_cost() -> float:
    """Of one impact that is offered to a full reservoir: its share of the next thinning."""
    capacity = CAPACITY // 10
    rng = np.random.default_rng(0)
    reservoir = Reservoir(rng.random((capacity, len(COLUMNS))), capacity, capacity)
    more = rng.random((int((SLACK - 1.0) * capacity) + 1, len(COLUMNS)))
    return timed(lambda: reservoir.add(more.copy()))[0] / len(more)


def _task_cost() -> float:
    """Of the driver, for one task of Ray with 500 others under way; 0.5 ms, as on the machine of docs/performance.md, without Ray."""
    if importlib.util.find_spec("ray") is None:
        return 0.5e-3
    from luncur.campaign.ray_connection import connected

    count = 1000
    with connected(None, 2) as (ray, _, _):
        nothing = ray.remote(_nothing).options(num_cpus=1)
        ray.get([nothing.remote() for _ in range(20)])
        began = time.process_time()
        under_way = [nothing.remote() for _ in range(500)]
        for _ in range(count - 500):
            done, under_way = ray.wait(under_way, num_returns=1)
            ray.get(done)
            under_way.append(nothing.remote())
        ray.get(under_way)
        return (time.process_time() - began) / count


def _nothing() -> None:
    """A task without work."""


class Clocked:
    """Workers and a driver that share a simulated clock; ``now`` is the driver's."""

    def __init__(self, workers: int, costs: Costs, seed: int) -> None:
        self.workers, self.most = workers, 2 * workers
        self.now = self.driver = self.worked = 0.0
        self._costs, self._rng = costs, np.random.default_rng(seed)
        self._free = [0.0] * workers
        self._ends: list[tuple[float, int]] = []
        self._given: list[tuple[Block, float]] = []

    def spend(self, seconds: float) -> None:
        """The driver is busy."""
        self.now += seconds
        self.driver += seconds

    def submit(self, block: Block) -> int:
        self.spend(self._costs.task)
        work = block.units * self._costs.work
        scatter = self._costs.spread / np.sqrt(block.units)
        seconds = work * max(1.0 + scatter * self._rng.standard_normal(), 0.1)
        end = max(self.now, heapq.heappop(self._free)) + seconds
        heapq.heappush(self._free, end)
        heapq.heappush(self._ends, (end, len(self._given)))
        self._given.append((block, seconds))
        self.worked += seconds
        return len(self._given) - 1

    def wait(self, handles: Sequence[int]) -> Sequence[int]:
        self.now = max(self.now, self._ends[0][0])
        done = []
        while self._ends and self._ends[0][0] <= self.now:
            done.append(heapq.heappop(self._ends)[1])
        return done

    def result(self, handle: int) -> BlockSums:
        block, seconds = self._given[handle]
        return BlockSums((None,) * block.units, np.empty((0, 0)), 0, np.empty((0, 3), dtype=np.int64), seconds, "")  # type: ignore[arg-type]

    def cancel(self, handles: Sequence[int]) -> None:
        pass


@dataclass(frozen=True)
class Outcome:
    """Of the launches of a study: seconds, share of the workers' time that was work, share of the driver's that was busy."""

    seconds: float
    efficiency: float
    driver: float
    block: float  # units, on average

    def limit(self, workers: int, units: int) -> str:
        if self.driver > 0.9:
            return "the driver"
        if self.efficiency < 0.9:
            return "too few units" if units < workers else "the last blocks"
        return ""


def simulated(workers: int, units: int, costs: Costs, gigabits: float, seed: int = 0) -> Outcome:
    """A study's launches on so many workers, dealt out and taken in by the code that studies use."""
    executor, sizes = Clocked(workers, costs, seed), BlockSizes(workers)
    seen, count = 0.0, 0

    def blocks() -> Iterator[Block]:
        dealt = 0
        while dealt < units:
            size = sizes.following(units - dealt)
            yield Block(dealt, size, 0, np.ones(1))
            dealt += size

    for sums in in_order(executor, blocks()):
        size = len(sums.tallies)
        sizes.took(size, sums.seconds)
        rows = size * costs.rows * min(1.0, SLACK * CAPACITY / max(seen, 1.0))
        seen, count = seen + size * costs.rows, count + 1
        network = 8e-9 * (size * costs.tally_bytes + rows * ROW_BYTES) / gigabits
        executor.spend(size * costs.add + rows * costs.row + network)
    return Outcome(
        executor.now, executor.worked / (workers * executor.now), executor.driver / executor.now, units / count
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mission", nargs="?", default="soyuz-vostochny-sso")
    parser.add_argument("--measure", type=int, default=6, help="units to measure")
    parser.add_argument("--faster", type=float, nargs="+", default=[1.0, 10.0], help="kernels so many times as fast")
    parser.add_argument("--gigabits", type=float, default=10.0, help="per second, into the driver")
    a = parser.parse_args()
    costs = measured(prepare(load(a.mission), 0)[0], a.measure)
    print(f"{a.mission}, {os.cpu_count()} processors: a unit of {UNIT:,} launches is {costs.work:.3f} s of work, within {100 * costs.spread:.0f} %; "
          f"{costs.tally_bytes / 1e3:.0f} kB and {costs.rows:,.0f} impacts leave it. Driver: {1e3 * costs.add:.2f} ms to add a unit, "
          f"{1e6 * costs.row:.2f} us an impact, {1e3 * costs.task:.2f} ms a task.\n")  # fmt: skip
    print(
        "| kernels | units | workers | seconds | work, % of workers' time | driver busy, % | units a block | limited by |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for faster, units, workers in itertools.product(a.faster, SIZES, WORKERS):
        o = simulated(workers, units, replace(costs, work=costs.work / faster), a.gigabits)
        print(f"| {faster:g} times | {units:,} | {workers:,} | {o.seconds:,.1f} | {100 * o.efficiency:.0f} | {100 * o.driver:.1f} | {o.block:.1f} | {o.limit(workers, units)} |")  # fmt: skip


if __name__ == "__main__":
    main()
