"""Computes blocks on the workers of a Ray cluster."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from luncur.campaign.blocks import Block, BlockSums
from luncur.campaign.dispatch import WorkerLost
from luncur.campaign.launches import Simulator
from luncur.campaign.ray_worker import compute, shared_form
from luncur.errors import LuncurError

QUEUED = 2  # blocks for each worker where Ray holds back what is too many


class RayExecutor:
    """A simulator on a cluster: put there once, fetched once by each node, unpacked once by each worker.

    Blocks are tasks of one processor each.  Where the cluster has ``spare`` processors, no more tasks than workers are under
    way; else twice as many, so that none waits while results are added.
    """

    def __init__(self, ray: Any, sim: Simulator, workers: int, spare: bool = False) -> None:
        self.workers, self.most = workers, workers if spare else QUEUED * workers
        self._ray, self._name = ray, uuid.uuid4().hex
        # in a list, so that a task is given the name of the data and not the data
        self._shared = [ray.put(shared_form(sim))]
        # blocks that are lost are counted and given out again by ``dispatch``, for every executor alike
        self._compute = ray.remote(compute).options(num_cpus=1, max_retries=0)

    def __enter__(self) -> RayExecutor:
        return self

    def __exit__(self, *_: object) -> None:
        self._shared.clear()

    def submit(self, block: Block) -> Any:
        return self._compute.remote(self._name, self._shared, block)

    def wait(self, handles: Sequence[Any]) -> Sequence[Any]:
        first, rest = self._ray.wait(list(handles), num_returns=1)
        if not rest:
            return first
        more, _ = self._ray.wait(rest, num_returns=len(rest), timeout=0)
        return [*first, *more]

    def result(self, handle: Any) -> BlockSums:
        errors = self._ray.exceptions
        try:
            found = self._ray.get(handle)
        except errors.RayTaskError as error:
            raise _of_task(error) from None
        except errors.RayError as error:
            raise WorkerLost(type(error).__name__) from None
        assert isinstance(found, BlockSums)
        return found

    def cancel(self, handles: Sequence[Any]) -> None:
        for handle in handles:
            self._ray.cancel(handle)


def _of_task(error: Any) -> BaseException:
    """What a block raised, or a sentence for a worker without the same luncur."""
    cause: BaseException = error.cause if isinstance(error.cause, BaseException) else error
    if isinstance(cause, ImportError):
        return LuncurError(
            f"a worker of the cluster has not what it needs ({cause}): install the same luncur on every node"
        )
    return cause
