"""Whole stacks that fall until the air is too much for them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled, is_compiling
from luncur.debris.fall import FEW
from luncur.debris.tumbling_kernel import fall_until_many

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def fall_until(
    state: Floats, inverse_beta: Floats, drag: Floats, table_id: Ints, tables: Floats, upper: Floats, factor: Floats,
    ground: Floats, limits: tuple[float, float, float], out: Floats, broke: Ints,
) -> None:  # fmt: skip
    """Writes when and where each stack comes apart, out[n, 7] (time [s] and Earth-fixed state) and broke[n] (``BROKE`` or ``WHOLE``).

    One that never does is given back where it started.  limits: see ``is_too_much``; others as of ``fall_batch``.  Few of them
    fall one by one, many eight at once, with the same results to the bit.
    """
    if len(state) < FEW or not is_compiling():
        compiled(fall_until_many)(
            state, inverse_beta, drag, table_id, tables, upper, factor, ground, limits, out, broke
        )
        return
    from luncur.compiler.lanes import LANES
    from luncur.debris.tumbling_lanes_kernel import fall_until_together

    compiled(fall_until_together)(
        state, inverse_beta, drag[None], table_id, tables, upper, factor, ground, limits, out, broke,
        *np.zeros((3, LANES), dtype=np.int64), np.zeros((1, LANES)),
    )  # fmt: skip
