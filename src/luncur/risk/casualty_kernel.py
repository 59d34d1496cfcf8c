"""Casualties of each impact under one people model."""

import math

from luncur.compiler import kernel
from luncur.places.closed_kernel import closed_at
from luncur.places.density_kernel import density_at


@kernel
def mean_density(grid, circles, rings, corners, latitude, longitude, radius, planned):
    """Mean density [1/m2] over a disc, with nobody in evacuated areas and with everybody in place.

    The cell's own for small discs, else the mean of 13 points in it; each point is in an area or not.
    """
    people = float(density_at(grid, latitude, longitude))  # grids are single precision, sums are not
    kept = people
    if people > 0.0 and closed_at(circles, rings, corners, latitude, longitude, planned):
        kept = 0.0
    if radius < 200.0:
        return kept, people
    for ring in range(2):
        reach = radius * (0.45 if ring == 0 else 0.85) / 6371007.2
        for k in range(6):
            bearing = (k + 0.5 * ring) * math.pi / 3.0
            north = latitude + reach * math.cos(bearing)
            east = longitude + reach * math.sin(bearing) / max(math.cos(latitude), 1e-3)
            here = float(density_at(grid, north, east))
            people += here
            if here > 0.0 and not closed_at(circles, rings, corners, north, east, planned):
                kept += here
    return kept / 13.0, people / 13.0


@kernel
def casualties_many(
    latitude, longitude, area, reach, weight, planned, grid, circles, rings, corners, out, without_closures
):
    """out[i] = weight x effective area x mean density over the reach, with nobody in evacuated areas; and without those.

    No impact, no casualty.
    """
    for i in range(latitude.shape[0]):
        out[i] = 0.0
        without_closures[i] = 0.0
        if area[i] > 0.0 and latitude[i] == latitude[i]:
            kept, people = mean_density(grid, circles, rings, corners, latitude[i], longitude[i], reach[i], planned[i])
            out[i] = weight[i] * area[i] * kept
            without_closures[i] = weight[i] * area[i] * people
