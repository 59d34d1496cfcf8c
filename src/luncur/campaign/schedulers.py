"""Where the launches of a study are computed: threads of this process, or a Ray cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from luncur.campaign.dispatch import Executor
from luncur.campaign.launches import Simulator
from luncur.campaign.memory import unit_of
from luncur.campaign.threads import Threads
from luncur.errors import InputError
from luncur.processes import processors

SCHEDULERS = ("local", "ray")

Opened = Callable[[Simulator], AbstractContextManager[Executor[Any]]]


def check_scheduler(scheduler: str, address: str | None) -> None:
    """InputError for a scheduler that is not there, or an address that it has no use for."""
    if scheduler not in SCHEDULERS:
        raise InputError("assess", "scheduler", scheduler, f"one of {', '.join(SCHEDULERS)}")
    if scheduler == "ray":
        from luncur.campaign.ray_connection import check_address

        check_address(address)
    elif address is not None:
        raise InputError("assess", "address", address, "no address for the local scheduler; --scheduler ray has one")


def local_workers(workers: int | None) -> int:
    """Threads of this process for so many workers wanted; where none are said, one for each processor that it may use."""
    return workers or processors()


@contextmanager
def opened(scheduler: str, address: str | None, workers: int | None) -> Iterator[Opened]:
    """A scheduler that was checked: gives the executor of a simulator, and lets go of what it holds at the end.

    InputError when a cluster cannot be reached.
    """
    if scheduler == "ray":
        from luncur.campaign.ray_connection import connected
        from luncur.campaign.ray_executor import RayExecutor

        with connected(address, workers) as (ray, count, spare):
            yield lambda sim: RayExecutor(ray, sim, count, spare)
    else:
        yield lambda sim: threads(sim, local_workers(workers))


def threads(sim: Simulator, workers: int) -> Threads:
    """Threads of this process that compute blocks of a simulator."""
    return Threads.of(unit_of(sim), sim.seed, workers)
