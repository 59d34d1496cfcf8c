"""Which impacts reach what is open of a grid."""

from luncur.areas.blocks_kernel import BLOCK, any_open, blocks_reached
from luncur.areas.plane_kernel import on_plane
from luncur.compiler import kernel


@kernel
def near_many(chosen, first, row, points, width, radius, axes, x0, y0, cell, narrowest, reach, count, near, x, y):
    """Writes row, x and y [m] of the impacts that reach an open block of a grid, and returns how many they are.

    chosen: the leaves to look through, of impacts first[leaf] .. first[leaf + 1]; row, points[n, 3] (unit vectors), width and
    radius [m] of the impacts, leaf after leaf; a width counts for ``narrowest`` [m] at least and reaches so many times its
    own size; count: see ``any_open``.
    """
    found = 0
    size = cell * BLOCK
    for leaf in chosen:
        for i in range(first[leaf], first[leaf + 1]):
            far = reach * max(width[i], narrowest) + radius[i]
            a, b = on_plane(axes, points[i, 0], points[i, 1], points[i, 2])
            low, high, left, right = blocks_reached(a, b, far, x0, y0, size, count.shape[0] - 1, count.shape[1] - 1)
            if any_open(count, low, high, left, right):
                near[found], x[found], y[found] = row[i], a, b
                found += 1
    return found
