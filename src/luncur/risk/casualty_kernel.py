"""Casualties of each impact under each people model."""

import math

from luncur.compiler import kernel
from luncur.places.density_kernel import density_at


@kernel
def mean_density(grid, latitude, longitude, radius):
    """Mean density [1/m2] over a disc: the cell's own for small discs, else the mean of 13 points in it."""
    if radius < 200.0:
        return float(density_at(grid, latitude, longitude))
    total = float(density_at(grid, latitude, longitude))  # grids are single precision, sums are not
    for ring in range(2):
        reach = radius * (0.45 if ring == 0 else 0.85) / 6371007.2
        for k in range(6):
            bearing = (k + 0.5 * ring) * math.pi / 3.0
            north = latitude + reach * math.cos(bearing)
            east = longitude + reach * math.sin(bearing) / max(math.cos(latitude), 1e-3)
            total += float(density_at(grid, north, east))
    return total / 13.0


@kernel
def casualties_many(latitude, longitude, energy, inert_area, blast_area, weight, threshold, grid, out):
    """out[i] = weight x area x mean density in it: the larger of the blast's area and, from the energy threshold on, the
    piece's own. The two share a centre, so the larger holds the smaller.  No impact, no casualty.
    """
    for i in range(latitude.shape[0]):
        area = blast_area[i]
        if energy[i] >= threshold:
            area = max(area, inert_area[i])
        out[i] = 0.0
        if area > 0.0 and latitude[i] == latitude[i]:
            out[i] = weight[i] * area * mean_density(grid, latitude[i], longitude[i], math.sqrt(area / math.pi))
