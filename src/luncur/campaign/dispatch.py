"""Deals blocks out to workers and takes the results in order; lost ones are done again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from luncur.campaign.blocks import Block, BlockSums
from luncur.errors import LuncurError

RETRIES = 3  # of one block: losing a worker is bad luck, losing four over one block is not
AHEAD = 2  # blocks for each that may be under way; finished ones that wait for an earlier one count

Handle = TypeVar("Handle")


class WorkerLost(Exception):
    """The worker of a block is gone, and what it did with it; the block itself may be sound."""


class Executor(Protocol[Handle]):
    """Where blocks are computed.

    ``workers`` compute at a time, ``most`` blocks may be under way: more, where waiting ones do not begin too many at once.
    """

    workers: int
    most: int

    def submit(self, block: Block) -> Handle:
        """Have a block computed; returns at once."""

    def wait(self, handles: Sequence[Handle]) -> Sequence[Handle]:
        """Those that are done, at least one."""

    def result(self, handle: Handle) -> BlockSums:
        """What came of a block that is done; raises what it raised, WorkerLost when its worker is gone."""

    def cancel(self, handles: Sequence[Handle]) -> None:
        """Give blocks up, as far as they have not begun."""


@dataclass(frozen=True, slots=True)
class _Try:
    number: int
    block: Block
    count: int


def in_order(executor: Executor[Handle], blocks: Iterator[Block]) -> Iterator[BlockSums]:
    """Results of the blocks in their order, whatever the order in which they are done.

    At most ``executor.most`` blocks are under way, and ``AHEAD`` times as many with those that are done and wait for an
    earlier one: memory is bounded whatever the count.  The next block is asked for when there is room, so that it can depend on
    what was learnt.  A block whose worker is lost is given to another, ``RETRIES`` times; then LuncurError.
    """
    running: dict[Handle, _Try] = {}
    done: dict[int, BlockSums] = {}
    dealt, due, more = 0, 0, True
    try:
        while True:
            while more and len(running) < executor.most and dealt - due < AHEAD * executor.most:
                block = next(blocks, None)
                if block is None:
                    more = False
                else:
                    running[executor.submit(block)] = _Try(dealt, block, 1)
                    dealt += 1
            if due in done:
                yield done.pop(due)
                due += 1
            elif running:
                _take(executor, running, done)
            elif not more:
                return
    finally:
        executor.cancel(list(running))


def _take(executor: Executor[Handle], running: dict[Handle, _Try], done: dict[int, BlockSums]) -> None:
    """Move what is finished from running to done; what was lost runs again."""
    for handle in executor.wait(list(running)):
        given = running.pop(handle)
        try:
            done[given.number] = executor.result(handle)
        except WorkerLost as lost:
            if given.count > RETRIES:
                first, last = given.block.first, given.block.first + given.block.units - 1
                raise LuncurError(
                    f"units {first} to {last} of the launches lost their worker {given.count} times ({lost}); what is done "
                    "is kept: go on with --resume where the workers are sound"
                ) from None
            running[executor.submit(given.block)] = _Try(given.number, given.block, given.count + 1)
