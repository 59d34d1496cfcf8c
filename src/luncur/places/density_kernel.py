"""People per square metre at a point, from a grid of equal angles."""

import math

from luncur.compiler import kernel


@kernel
def density_at(grid, latitude, longitude):
    """Density [1/m2] of the cell that holds a point [rad]; the grid runs south from 90 deg and east from -180 deg.

    Longitudes wrap, latitudes beyond the poles are held; a point that is not a number has nobody.
    """
    if not (abs(latitude) < 10.0 and abs(longitude) < 1e4):
        return 0.0
    rows = grid.shape[0]
    cols = grid.shape[1]
    i = int((0.5 - latitude / math.pi) * rows)
    i = min(max(i, 0), rows - 1)
    x = (longitude + math.pi) / (2.0 * math.pi)
    x = x - math.floor(x)
    j = min(int(x * cols), cols - 1)
    return grid[i, j]


@kernel
def density_many(grid, latitude, longitude, out):
    """``density_at`` for a batch."""
    for i in range(latitude.shape[0]):
        out[i] = density_at(grid, latitude[i], longitude[i])
