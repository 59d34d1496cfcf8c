"""Luncur's own falls: presets, vector lanes and the scalar kernel, with J2 alone and to J4, on one thread and two."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np

from luncur.compiler import compiled
from luncur.debris.fall_kernel import fall_many
from registry import Floats, Outcome, Run, Skip, case
from registry.flops import flop_per_evaluation
from registry.problem import batch

THREADS = 2
ROUNDS = 5  # of the thousand by each thread, so that starting threads costs little of it


def _kernel(lanes: bool, given: tuple[Any, ...]) -> Callable[[], None]:
    """The thousand, again and again into the same arrays."""
    if not lanes:
        return lambda: compiled(fall_many)(*given)
    from luncur.debris.fall import working_space
    from luncur.debris.lanes_kernel import fall_lanes

    kernel, worked_in = compiled(fall_lanes), working_space(len(given[0]))
    return lambda: kernel(*given, *worked_in)


@cache
def _impacts(preset: str, zonal: int) -> Floats:
    """Impact points [n, 3] of the thousand."""
    given = batch(preset, zonal)
    _kernel(True, given)()
    return np.asarray(given[-4][:, :3])


def _prepare(preset: str, lanes: bool, zonal: int, small: bool) -> Run:
    given = batch(preset, zonal)
    final, used = given[-4], given[-1]
    flop = flop_per_evaluation(preset, zonal, 1 if small else 5)
    told = zonal > 2 and preset == "standard"  # once is enough
    moved = None if not told else np.linalg.norm(_impacts("strict", zonal) - _impacts("strict", 2), axis=1)
    kernel = _kernel(lanes, given)

    def run() -> Outcome:
        kernel()
        rows = np.arange(len(final))
        return Outcome(len(final), int(used.sum()), rows, final[:, :3].copy(), zonal, flop, moved)

    run()
    return run


for _preset in ("standard", "fast", "strict"):
    case(f"lanes-{_preset}", "falls", f"vector lanes, `{_preset}`")(lambda s, p=_preset: _prepare(p, True, 2, s))
for _preset in ("standard", "fast"):
    case(f"scalar-{_preset}", "falls", f"one body at a time, `{_preset}`")(
        lambda s, p=_preset: _prepare(p, False, 2, s)
    )
for _preset in ("standard", "fast"):
    case(f"lanes-{_preset}-j4", "falls", f"vector lanes, `{_preset}`, J2 to J4")(
        lambda s, p=_preset: _prepare(p, True, 4, s)
    )


def _on_threads(preset: str, small: bool) -> Run:
    """Every thread follows the thousand by itself: the kernel lets go of the interpreter's lock."""
    if len(os.sched_getaffinity(0)) < THREADS:
        raise Skip(f"this process may use fewer than {THREADS} processors")
    own = [batch(preset, 2) for _ in range(THREADS)]
    kernels = [_kernel(True, given) for given in own]
    rounds = 1 if small else ROUNDS
    pool = ThreadPoolExecutor(THREADS)

    def again(kernel: Callable[[], None]) -> None:
        for _ in range(rounds):
            kernel()

    def run() -> Outcome:
        list(pool.map(again, kernels))
        times = rounds * THREADS
        return Outcome(
            times * len(own[0][-1]), times * int(own[0][-1].sum()), np.arange(1000), own[-1][-4][:, :3].copy()
        )

    run()
    return run


for _preset in ("standard", "fast"):
    case(
        f"lanes-{_preset}-{THREADS}-threads", "falls", f"vector lanes, `{_preset}`, {THREADS} threads", threads=THREADS
    )(lambda s, p=_preset: _on_threads(p, s))
