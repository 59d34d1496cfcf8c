"""Density of the upper air at a height and latitude, for a state of the Sun."""

import math

from luncur.compiler import kernel
from luncur.earth.constants import ECCENTRICITY_SQUARED, SEMI_MAJOR_AXIS

# The table is even in the square root of the height above this one, so that its cells grow with the scale height.
FLOOR = 80e3  # [m]
CELL = 3.0  # [m^0.5]
BOTTOM = 90e3  # [m]
TOP = 2000e3  # [m]


@kernel
def surface_radius(sine2):
    """Distance [m] from the Earth's centre to the ellipsoid, at the square of the sine of a geocentric latitude."""
    return SEMI_MAJOR_AXIS * math.sqrt((1.0 - ECCENTRICITY_SQUARED) / (1.0 - ECCENTRICITY_SQUARED * (1.0 - sine2)))


@kernel
def density(table, flux, storm, sine2, height):
    """Density [kg/m3] from a table of its logarithm [flux, storm, square of the sine of the latitude, height].

    flux, storm: rows of the table, with fractions; height above the ellipsoid [m]: held below the table, no air above it.
    """
    if not height < TOP:  # also what is no number
        return 0.0
    x = (math.sqrt(max(height, BOTTOM) - FLOOR) - math.sqrt(BOTTOM - FLOOR)) / CELL
    y = sine2 * (table.shape[2] - 1)
    i = min(max(int(flux), 0), table.shape[0] - 2)
    j = min(max(int(storm), 0), table.shape[1] - 2)
    k = min(max(int(y), 0), table.shape[2] - 2)
    m = min(max(int(x), 0), table.shape[3] - 2)
    f = min(max(flux - i, 0.0), 1.0)
    g = min(max(storm - j, 0.0), 1.0)
    p = y - k
    q = x - m
    low = 0.0
    high = 0.0
    for di in range(2):
        wf = f if di == 1 else 1.0 - f
        for dj in range(2):
            w = wf * (g if dj == 1 else 1.0 - g)
            low += w * ((1.0 - p) * table[i + di, j + dj, k, m] + p * table[i + di, j + dj, k + 1, m])
            high += w * ((1.0 - p) * table[i + di, j + dj, k, m + 1] + p * table[i + di, j + dj, k + 1, m + 1])
    return math.exp(low + q * (high - low))


@kernel
def density_many(table, flux, storm, sine2, height, out):
    """``density`` for a batch."""
    for i in range(out.shape[0]):
        out[i] = density(table, flux[i], storm[i], sine2[i], height[i])
