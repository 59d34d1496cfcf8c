"""One reduction unit of a study, launch to tally, and how much of it passes outside kernels; one thread."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

import luncur.compiler
from luncur.campaign.allocation import cumulative, stratum_of
from luncur.campaign.launches import simulate_unit
from luncur.campaign.pilot import with_planned
from luncur.campaign.reservoir import impact_rows
from luncur.campaign.study import prepare
from luncur.mission import load
from registry import Outcome, case

MISSION, SEED, LAUNCHES = "soyuz-vostochny-sso", 0, 1024


class KernelClock:
    """Processor seconds of this thread within kernels, by kernel."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @property
    def total(self) -> float:
        return sum(self.seconds.values())

    def compiled(self, kernel: Callable[..., Any]) -> Callable[..., Any]:
        """In place of ``luncur.compiler.compiled``: the same twin, its calls timed."""
        twin, name = luncur.compiler.compiled(kernel), kernel.__name__

        def call(*arguments: Any) -> Any:
            begun = time.thread_time()
            out = twin(*arguments)
            self.seconds[name] = self.seconds.get(name, 0.0) + time.thread_time() - begun
            return out

        return call


@contextmanager
def clock() -> Iterator[KernelClock]:
    """Times every call of a kernel from a loaded module of luncur."""
    found = KernelClock()
    places = [m for n, m in list(sys.modules.items()) if n.startswith("luncur.") and n.split(".")[1] != "compiler"]
    patched = [m for m in places if getattr(m, "compiled", None) is luncur.compiler.compiled]
    try:
        for module in patched:
            setattr(module, "compiled", found.compiled)  # noqa: B010
        yield found
    finally:
        for module in patched:
            setattr(module, "compiled", luncur.compiler.compiled)  # noqa: B010


@case("unit", "falls", f"{LAUNCHES:,} launches of `{MISSION}` from lift-off to tally", group="studies")
def unit(small: bool) -> Callable[[], Outcome]:
    sim, _ = prepare(load(MISSION), SEED)
    weight = np.array([s.weight for s in sim.strata])
    launch = np.arange(64 if small else LAUNCHES, dtype=np.int64)
    # half by weight and half evenly, as the first pilot deals launches out
    stratum = stratum_of(launch, cumulative(with_planned(0.5 * weight + 0.5 / len(weight))))

    def run() -> Outcome:
        with clock() as inside:
            begun = time.thread_time()
            tally, records = simulate_unit(sim, launch, stratum)
            impact_rows(records, SEED)
            all_of_it = time.thread_time() - begun
        falls, evaluations = tally.work
        return Outcome(falls, int(evaluations), processor_seconds=all_of_it, outside=all_of_it - inside.total)

    run()
    return run
