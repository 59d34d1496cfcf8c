"""What a process beside the first compiles for a study: how bodies fall, and what ends malfunction flights.

Run as ``python -m luncur.campaign.ahead`` by ``compile_ahead``.  Every call has the kinds of array that a study's calls have,
since a kernel is compiled for these; the values do not matter.
"""

from __future__ import annotations

import math

import numpy as np

from luncur.campaign.abort import Abort, decided
from luncur.compiler.ahead import run
from luncur.debris.drag_curves import drag_tables
from luncur.debris.fall import FEW, Environment, fall_batch
from luncur.debris.tumbling import fall_until
from luncur.flight.path_columns import PATH_COLUMNS
from luncur.termination import RuleTable
from luncur.termination import columns as c
from luncur.termination.area_kernel import AREA_COLUMNS, EDGE_COLUMNS


def compile_kernels() -> None:
    """Call once what a study calls many times."""
    for bodies in (1, FEW):  # one by one, and eight at a time
        _fall(bodies)
    decided(_abort(), np.zeros((1, 2, PATH_COLUMNS)), np.zeros(1, dtype=np.int64), np.zeros(1))


def _fall(bodies: int) -> None:
    state = np.tile([6_378_237.0, 0.0, 0.0, 0.0, 0.0, 0.0], (bodies, 1))  # 100 m above the equator, at rest
    which, one, curves = np.zeros(bodies, dtype=np.int64), np.ones(1), drag_tables()
    environment = Environment()
    air, ground = environment.tables(), environment.ground.array()
    light = np.full(bodies, 0.01)
    fall_batch(state, light, which, which, *air, one, curves, ground)
    fall_until(
        state, light, curves[0], which, *air, one, ground, (math.inf, 0.0, math.inf), np.empty((bodies, 7)), np.empty_like(which)
    )  # fmt: skip


def _abort() -> Abort:
    """No rules at all, as arrays of their kinds."""
    air, upper = Environment().tables()
    table = RuleTable(
        np.empty((0, c.RULE_COLUMNS)), np.empty((0, AREA_COLUMNS)), np.empty((0, EDGE_COLUMNS)), np.empty((0, 3)),
        np.zeros((2, 7)), np.zeros(7), np.zeros(6), (0.0, 0.0), (air[0], upper, 1.0, air[0]), (), (), 0.1, (1, 1), (), (),
    )  # fmt: skip
    return Abort(table, np.empty((0, 3)), 1)


if __name__ == "__main__":
    run("luncur.campaign.ahead", compile_kernels)
