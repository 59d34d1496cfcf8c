"""What a worker of a cluster does with a study's data and its blocks; imported there, and free of Ray until it is wanted."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.blocks import Block, BlockSums, tally
from luncur.campaign.launches import OTHER_DOMAIN, Simulator, simulate
from luncur.campaign.memory import unit_of
from luncur.campaign.provenance import data_digest, mission_digest, versions
from luncur.compiler import once_per_node, source_digest
from luncur.compiler.devices import require
from luncur.errors import LuncurError

OUT_OF_BAND = 1_000_000  # bytes; arrays from this size up are not copied into every worker
_HANDED_ON = ("LUNCUR_CACHE", "LUNCUR_COMPILER")  # of the environment: what is set for the study holds for its workers

SharedForm = tuple[dict[str, Any], bytes, list[NDArray[np.uint8]]]

_unpacked: dict[str, Callable[[Block], BlockSums]] = {}  # the study at hand; a worker is given one after another


def shared_form(sim: Simulator) -> SharedForm:
    """A simulator as it is shared: what it rests on, itself, and its large arrays apart.

    Large arrays (people) stay in the memory that a node's workers share, and cannot be written to there; small ones are copied,
    so that kernels find the kinds of array that they are compiled for.
    """
    large: list[NDArray[np.uint8]] = []

    def keep_inside(buffer: pickle.PickleBuffer) -> bool:
        raw = buffer.raw()
        if raw.nbytes < OUT_OF_BAND:
            return True
        large.append(np.frombuffer(raw, dtype=np.uint8))
        return False

    whole = pickle.dumps(sim, protocol=5, buffer_callback=keep_inside)
    environment = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    about = {"rests_on": _rests_on(), "environment": environment, "mission": mission_digest(sim.plan.mission)}
    return about, whole, large


def compute(name: str, shared: list[Any], block: Block) -> BlockSums:
    """A block of the study of that name, whose shared form is fetched when it is another than before."""
    if name not in _unpacked:
        import ray

        _unpacked.clear()
        _unpacked[name] = unpack(ray.get(shared[0]))
    return _unpacked[name](block)


def unpack(form: SharedForm) -> Callable[[Block], BlockSums]:
    """What computes the blocks of a shared study, its kernels loaded.

    Raises LuncurError when this node's versions or data are not those of the study: its numbers would be others.
    """
    about, whole, large = form
    mine = _rests_on()
    for what, theirs in about["rests_on"].items():
        if mine[what] != theirs:
            raise LuncurError(
                f"a worker of the cluster has {what} '{mine[what]}', and the study '{theirs}': install the same on every node"
            )
    os.environ.update(about["environment"])
    sim: Simulator = pickle.loads(whole, buffers=large)
    require(sim.device)
    once_per_node(about["mission"], lambda: _every_stratum(sim))
    return partial(tally, unit_of(sim), sim.seed)


def _rests_on() -> dict[str, str]:
    return {**versions(), "kernels": source_digest(), "data": data_digest()}


def _every_stratum(sim: Simulator) -> None:
    """One launch of each kind, so that every kernel of the study is compiled."""
    stratum = np.arange(len(sim.strata) + 1, dtype=np.int64)
    simulate(sim, 4 * OTHER_DOMAIN + stratum, stratum)
