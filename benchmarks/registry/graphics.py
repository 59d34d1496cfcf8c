"""Falls on an NVIDIA graphics processor, from states on the host to impacts on the host."""

from __future__ import annotations

import numpy as np

from luncur.compiler.devices import require
from luncur.debris import Ground
from luncur.debris.drag_curves import curve_table
from luncur.debris.fall import fall_batch
from luncur.errors import InputError
from registry import Outcome, Run, Skip, case
from registry.problem import falls

COPIES = 1000  # of the thousand breakups: an H100 keeps some 34,000 threads of this kernel under way at once
FEW = 10  # of the breakups where numba's simulator stands in for the device


def _prepare(preset: str, small: bool) -> Run:
    try:
        require("cuda")
    except InputError as error:
        raise Skip(f"needs {error.expected}") from None
    from luncur.compiler.cuda import simulated

    rows, copies = (np.arange(FEW), 1) if simulated() else (np.arange(1000), 1 if small else COPIES)
    state, inverse_beta = (np.concatenate([a[rows]] * copies) for a in falls().breakups())
    table, upper = falls().air_and_wind()
    zeros = np.zeros(len(state), dtype=np.int64)
    curve, ground = curve_table(falls().DRAG)[None], Ground().array(2)

    def run() -> Outcome:
        found = fall_batch(
            state, inverse_beta, zeros, zeros, table, upper, np.ones(1), curve, ground, preset, device="cuda"
        )
        return Outcome(len(state), int(found.evaluations.sum()), rows, found.state[: len(rows), :3].copy())

    run()
    return run


for _preset in ("standard", "fast"):
    case(f"cuda-{_preset}", "falls", f"graphics processor, `{_preset}`, a million falls with copies to and fro")(
        lambda small, p=_preset: _prepare(p, small)
    )
