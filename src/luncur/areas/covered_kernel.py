"""Which cells of a grid lie in other grids."""

import math

from luncur.areas.plane_kernel import RADIUS, from_plane, on_plane
from luncur.compiler import kernel


@kernel
def centres_many(axes, x0, y0, cell, points):
    """Unit vectors [rows, columns, 3] of the middles of the cells of a grid."""
    for row in range(points.shape[0]):
        for column in range(points.shape[1]):
            u, v, w = from_plane(axes, x0 + (column + 0.5) * cell, y0 + (row + 0.5) * cell)
            points[row, column, 0], points[row, column, 1], points[row, column, 2] = u, v, w


@kernel
def cover(points, axes, x0, y0, cell, other, box, reach, margin, out):
    """Marks the cells of a grid whose middle lies in another, ``margin`` [m] or more from its edge.

    points[rows, columns, 3]: unit vectors of the cells' middles; axes, x0, y0, cell: of their grid; other: axes of the
    other one's map; box: its west, east, south and north edge [m]; reach: distance of its farthest corner from its middle [m].
    """
    rows, columns = out.shape
    nearest = math.cos(min(reach / RADIUS, math.pi))
    x, y = on_plane(axes, other[2, 0], other[2, 1], other[2, 2])
    away = (math.sqrt(x * x + y * y) + reach) / RADIUS
    low, high, left, right = 0, rows, 0, columns
    if away < 1.5:  # beyond, the map is too bent to say where the other grid may be
        far = reach * away / math.sin(away) + cell
        low, high = max(int((y - far - y0) / cell), 0), min(int((y + far - y0) / cell) + 1, rows)
        left, right = max(int((x - far - x0) / cell), 0), min(int((x + far - x0) / cell) + 1, columns)
    for row in range(low, high):
        for column in range(left, right):
            if out[row, column]:
                continue
            u, v, w = points[row, column, 0], points[row, column, 1], points[row, column, 2]
            if u * other[2, 0] + v * other[2, 1] + w * other[2, 2] <= nearest:
                continue
            a, b = on_plane(other, u, v, w)
            out[row, column] = (
                a > box[0] + margin and a < box[1] - margin and b > box[2] + margin and b < box[3] - margin
            )
