"""Luncur's own falls: presets, vector lanes and the scalar kernel, one thread."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from luncur.compiler import compiled
from luncur.debris import Ground
from luncur.debris.drag_curves import curve_table
from luncur.debris.fall import PRESETS
from luncur.debris.fall_kernel import fall_many
from registry import Outcome, case
from registry.problem import falls


def _prepare(preset: str, lanes: bool) -> Callable[[], Outcome]:
    from luncur.compiler.lanes import LANES
    from luncur.debris.lanes_kernel import fall_lanes

    state, inverse_beta = falls().breakups()
    table, upper = falls().air_and_wind()
    n = len(state)
    zeros = np.zeros(n, dtype=np.int64)
    final, time = np.empty((n, 6)), np.empty(n)
    status, used = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    batch = [
        state, inverse_beta, zeros, zeros, curve_table(falls().DRAG)[None], table, upper, np.ones(1), Ground().array(2),
        PRESETS[preset], math.inf, final, time, status, used,
    ]  # fmt: skip
    kernel = compiled(fall_lanes if lanes else fall_many)
    if lanes:
        batch.extend(np.empty((3, LANES), dtype=np.int64))

    def run() -> Outcome:
        kernel(*batch)
        return Outcome(n, int(used.sum()), np.arange(n), final[:, :3].copy())

    run()
    return run


for _preset in ("standard", "fast", "strict"):
    case(f"lanes-{_preset}", "falls", f"vector kernel, preset {_preset}")(lambda p=_preset: _prepare(p, True))
for _preset in ("standard", "fast"):
    case(f"scalar-{_preset}", "falls", f"scalar kernel, preset {_preset}")(lambda p=_preset: _prepare(p, False))
