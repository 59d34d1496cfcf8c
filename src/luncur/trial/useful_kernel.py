"""Whether a flight stays within the useful mission."""

from luncur.compiler import kernel
from luncur.termination.margins_kernel import from_nominal


@kernel
def useful_many(path, rows, distance, speed, nominal, out):
    """out[n]: 1 for a flight that is never farther from the nominal one than these [m], [m/s] at the same time."""
    for i in range(path.shape[0]):
        out[i] = 1
        for r in range(rows[i]):
            p = path[i, r]
            s = (p[1], p[2], p[3], p[4], p[5], p[6])
            if from_nominal(distance, speed, p[0], s, nominal) < 0.0:
                out[i] = 0
                break
