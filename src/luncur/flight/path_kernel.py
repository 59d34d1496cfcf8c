"""States between the rows of a recorded flight."""

from luncur.compiler import kernel


@kernel
def row_before(path, rows, t, hint):
    """Index of the row whose interval holds ``t`` [s], looked for from ``hint`` on; held at both ends.

    path[r, 7 or more]: time, then position and velocity; times rise.
    """
    i = min(max(hint, 0), rows - 2)
    while i > 0 and path[i, 0] > t:
        i -= 1
    while i < rows - 2 and path[i + 1, 0] <= t:
        i += 1
    return i


@kernel
def state_on(path, i, t):
    """Position and velocity (6) at ``t`` [s] by the cubic through the states of rows i and i + 1.

    The velocity is the cubic's own, so that what is measured of both is of one curve.
    """
    h = path[i + 1, 0] - path[i, 0]
    u = (t - path[i, 0]) / h
    a = (1.0 - u) * (1.0 - u)
    b = u * u
    h00 = (1.0 + 2.0 * u) * a
    h10 = u * a * h
    h01 = b * (3.0 - 2.0 * u)
    h11 = -b * (1.0 - u) * h
    d00 = 6.0 * u * (u - 1.0) / h
    d10 = (1.0 - u) * (1.0 - 3.0 * u)
    d11 = u * (3.0 * u - 2.0)
    p = path[i]
    q = path[i + 1]
    return (
        h00 * p[1] + h10 * p[4] + h01 * q[1] + h11 * q[4],
        h00 * p[2] + h10 * p[5] + h01 * q[2] + h11 * q[5],
        h00 * p[3] + h10 * p[6] + h01 * q[3] + h11 * q[6],
        d00 * (p[1] - q[1]) + d10 * p[4] + d11 * q[4],
        d00 * (p[2] - q[2]) + d10 * p[5] + d11 * q[5],
        d00 * (p[3] - q[3]) + d10 * p[6] + d11 * q[6],
    )
