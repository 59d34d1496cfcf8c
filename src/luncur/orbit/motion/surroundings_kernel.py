"""The grid of the surroundings read at a time, and the Earth's turn made of what is read."""

import math

from luncur.compiler import kernel


@kernel
def cubic_place(place, rows):
    """First of the four rows around a place on a grid, and Lagrange's weights of them."""
    first = int(min(max(math.floor(place) - 1.0, 0.0), rows - 4.0))
    x = place - first
    a, b, c = x - 1.0, x - 2.0, x - 3.0
    return first, -a * b * c / 6.0, x * b * c / 2.0, -x * a * c / 2.0, x * a * b / 6.0


@kernel
def column_at(rows, place, column):
    """A column of the grid at a ``cubic_place``."""
    first, w0, w1, w2, w3 = place
    return (
        w0 * rows[first, column]
        + w1 * rows[first + 1, column]
        + w2 * rows[first + 2, column]
        + w3 * rows[first + 3, column]
    )


@kernel
def earth_turn(rows, place, angle):
    """The matrix, by rows, that turns GCRS vectors into the ITRF, and the pole's direction in the ITRF.

    angle: of the even turn [rad].  The small angles of the pole are taken to their first order: 1e-12.
    Source: IERS Conventions 2010, equations 5.1, 5.3, 5.5 and 5.10.
    """
    x, y = column_at(rows, place, 0), column_at(rows, place, 1)
    turn = angle + column_at(rows, place, 2)
    pole_x, pole_y = column_at(rows, place, 3), column_at(rows, place, 4)
    z = math.sqrt(1.0 - x * x - y * y)
    a = 1.0 / (1.0 + z)
    c, s = math.cos(turn), math.sin(turn)
    m00, m01, m11 = 1.0 - a * x * x, -a * x * y, 1.0 - a * y * y
    p0, p1, p2 = c * m00 + s * m01, c * m01 + s * m11, -c * x - s * y
    q0, q1, q2 = c * m01 - s * m00, c * m11 - s * m01, s * x - c * y
    return (
        p0 + pole_x * x, p1 + pole_x * y, p2 + pole_x * z,
        q0 - pole_y * x, q1 - pole_y * y, q2 - pole_y * z,
        x - pole_x * p0 + pole_y * q0, y - pole_x * p1 + pole_y * q1, z - pole_x * p2 + pole_y * q2,
        pole_x, -pole_y,
    )  # fmt: skip
