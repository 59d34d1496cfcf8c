"""How far a malfunctioning vehicle points from where its guidance would have it."""

import math

from luncur.compiler import kernel
from luncur.flight.plane_kernel import dot


@kernel
def commanded(d0, before, now):
    """The axis d0 (3) turned as the nominal axis turned from ``before`` to ``now`` (3 each): the shortest turn."""
    x = before[1] * now[2] - before[2] * now[1]
    y = before[2] * now[0] - before[0] * now[2]
    z = before[0] * now[1] - before[1] * now[0]
    cosine = dot(before, now)
    sine2 = x * x + y * y + z * z
    if sine2 < 1e-24:
        return d0
    # Rodrigues: d0 cos + (n x d0) sin + n (n.d0) (1 - cos), with n = (x, y, z) / sine
    along = (x * d0[0] + y * d0[1] + z * d0[2]) * (1.0 - cosine) / sine2
    return (
        cosine * d0[0] + y * d0[2] - z * d0[1] + along * x,
        cosine * d0[1] + z * d0[0] - x * d0[2] + along * y,
        cosine * d0[2] + x * d0[1] - y * d0[0] + along * z,
    )


@kernel
def attitude_errors(record, rows, d0, axes, step, out):
    """out[n, r]: angle [rad] between the axis of the thrust and the commanded one, row by row.

    record, rows: of ``Followed``; d0[n, 3]: axes at the failure; axes[m, 3]: nominal axes every ``step`` [s] from lift-off, all
    inertial; beyond them the last one holds.
    """
    for i in range(record.shape[0]):
        before = nominal_axis(axes, step, record[i, 0, 0])
        for r in range(rows[i]):
            wanted = commanded((d0[i, 0], d0[i, 1], d0[i, 2]), before, nominal_axis(axes, step, record[i, r, 0]))
            a0 = record[i, r, 7] - wanted[0]
            a1 = record[i, r, 8] - wanted[1]
            a2 = record[i, r, 9] - wanted[2]
            out[i, r] = 2.0 * math.asin(min(0.5 * math.sqrt(a0 * a0 + a1 * a1 + a2 * a2), 1.0))


@kernel
def nominal_axis(axes, step, t):
    """The nominal axis (3) at ``t`` [s], of unit length, between two rows."""
    place = min(max(t / step, 0.0), axes.shape[0] - 1.000001)
    i = int(place)
    f = place - i
    x = axes[i, 0] + f * (axes[i + 1, 0] - axes[i, 0])
    y = axes[i, 1] + f * (axes[i + 1, 1] - axes[i, 1])
    z = axes[i, 2] + f * (axes[i + 1, 2] - axes[i, 2])
    k = 1.0 / max(math.sqrt(x * x + y * y + z * z), 1e-9)
    return x * k, y * k, z * k
