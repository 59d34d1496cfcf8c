"""Computes blocks on threads of this process; kernels release the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial

from luncur.campaign.blocks import Block, BlockSums, SimulateUnit, tally

QUEUED = 2  # blocks for each thread: none waits while results are added and saved


class Threads:
    """So many threads, each with one block at a time; a context that ends them."""

    def __init__(self, of_block: Callable[[Block], BlockSums], workers: int) -> None:
        self.workers, self.most = workers, QUEUED * workers
        self._tally, self._pool = of_block, ThreadPoolExecutor(max_workers=workers)

    @staticmethod
    def of(simulate_unit: SimulateUnit, seed: int, workers: int) -> Threads:
        """Threads for what computes one unit of launches; seed: of the reservoir's priorities."""
        return Threads(partial(tally, simulate_unit, seed), workers)

    def submit(self, block: Block) -> Future[BlockSums]:
        return self._pool.submit(self._tally, block)

    def wait(self, handles: Sequence[Future[BlockSums]]) -> Sequence[Future[BlockSums]]:
        done = wait(handles, return_when=FIRST_COMPLETED).done
        return [handle for handle in handles if handle in done]

    def result(self, handle: Future[BlockSums]) -> BlockSums:
        return handle.result()

    def cancel(self, handles: Sequence[Future[BlockSums]]) -> None:
        for handle in handles:
            handle.cancel()

    def __enter__(self) -> Threads:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
