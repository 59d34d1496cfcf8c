"""One guidance cycle of eight burns at once, by the same source as for one (``guidance_kernel.py``); the same bits."""

import math

import numpy as np

from luncur.compiler import Vectors, inlined_kernel, kernel, select, vectorised
from luncur.compiler.lanes import LANES, choose, every, get, left, put, spread, taken
from luncur.flight.guidance_kernel import (
    BIAS,
    CONVERGED,
    CUTOFF,
    DRIFT_STEP,
    GRAVITY,
    NORMAL,
    PLANE_FREE,
    TO_GO,
    VGO,
    burn_integrals,
    cycle,
    drift,
    drift_step,
)

# Rows of a batch of eight: state (6), exhaust speed, acceleration, velocity that is left, target (6), memory of the guidance.  After a
# cycle the first seven are thrust vector, its rate and time to go.
EXHAUST, ACCELERATION, DELTA_V, TARGET, KEPT = 6, 7, 8, 9, 15
REMEMBERED = PLANE_FREE + 1
GUIDANCE_ROWS = KEPT + REMEMBERED
MOST_DRIFTS = 1000.0


@kernel
def burn_integrals_lanes(exhaust, acceleration, limit, delta_v):
    """``burn_integrals`` for lanes, one by one: logarithms and exponentials are those of one number."""
    time = j = s = q = spread(0.0)
    for lane in range(LANES):
        found = burn_integrals(get(exhaust, lane), get(acceleration, lane), limit, get(delta_v, lane))
        time = put(time, lane, found[0])
        j = put(j, lane, found[1])
        s = put(s, lane, found[2])
        q = put(q, lane, found[3])
    return time, j, s, q


@inlined_kernel
def drift_lanes(x, y, z, vx, vy, vz, time):
    """``drift`` for lanes, each in as many steps as its time takes."""
    n = math.floor(time / DRIFT_STEP) + 1.0
    h = time / n
    s = (x, y, z, vx, vy, vz)
    done = 0.0
    while done < MOST_DRIFTS:
        going = n > done
        if every(~going):
            break
        new = drift_step(s, h)
        s = (
            choose(going, new[0], s[0]), choose(going, new[1], s[1]), choose(going, new[2], s[2]),
            choose(going, new[3], s[3]), choose(going, new[4], s[4]), choose(going, new[5], s[5]),
        )  # fmt: skip
        done += 1.0
    return s


cycle_lanes = vectorised(
    cycle, Vectors({burn_integrals: burn_integrals_lanes, drift: drift_lanes, select: choose}, apart=(cycle,))
)


@inlined_kernel
def three(batch, row):
    """Three rows of a batch."""
    return taken(batch, row), taken(batch, row + 1), taken(batch, row + 2)


@kernel
def guide_together(batch, limit):
    """A guidance cycle of the eight burns of a batch, whose answers and memories take the place of what was asked."""
    s = (*three(batch, 0), *three(batch, 3))
    target = (*three(batch, TARGET), *three(batch, TARGET + 3))
    kept = (
        three(batch, KEPT + VGO),
        three(batch, KEPT + CUTOFF),
        three(batch, KEPT + GRAVITY),
        three(batch, KEPT + BIAS),
        three(batch, KEPT + NORMAL),
        taken(batch, KEPT + TO_GO),
        taken(batch, KEPT + PLANE_FREE),
    )
    aim, vectors, converged = cycle_lanes(
        s, taken(batch, EXHAUST), taken(batch, ACCELERATION), limit, taken(batch, DELTA_V), target, kept
    )
    for c in range(7):
        left(batch, c, aim[c])
    for k in range(5):
        for c in range(3):
            left(batch, KEPT + VGO + 3 * k + c, vectors[k][c])
    left(batch, KEPT + TO_GO, aim[6])
    left(batch, KEPT + CONVERGED, converged)


def guidance_queue():
    """Room for the burns that wait for a cycle."""
    return np.zeros((GUIDANCE_ROWS, LANES))
