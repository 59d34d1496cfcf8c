"""Looks up air and wind in the tables of one launch's weather.

A weather table is float64[rows, 16]: row r covers altitudes [r*500 m, (r+1)*500 m), columns
[c0(density, 1/sound speed, wind east, wind north), c1(...), c2(...), c3(...)], a cubic in the
fraction of the cell.  Above it the shared upper table, float64[rows, 4], gives ln(density) in 5 km
cells; the wind is zero there and the speed of sound that of the last row.
"""

import math

from luncur.compiler import fma, inlined_kernel, kernel

CELL = 500.0  # [m]
UPPER_CELL = 5000.0  # [m]


@inlined_kernel
def lookup(table, upper, density_factor, altitude):
    """Density [kg/m3], 1/sound speed [s/m], wind east and north [m/s] at an altitude [m].

    Below the ellipsoid the values of the lowest cell run on to -500 m and then stay; above the upper
    table the density is zero.  ``density_factor`` scales the upper table (the weather table carries its own).
    """
    rows = table.shape[0]
    x = altitude * 0.002
    if not x > -1.0:  # also catches nan
        x = -1.0
    if x < rows:
        i = max(int(x), 0)
        f = x - i
        r = table[i]
        return (
            fma(f, fma(f, fma(f, r[12], r[8]), r[4]), r[0]),
            fma(f, fma(f, fma(f, r[13], r[9]), r[5]), r[1]),
            fma(f, fma(f, fma(f, r[14], r[10]), r[6]), r[2]),
            fma(f, fma(f, fma(f, r[15], r[11]), r[7]), r[3]),
        )
    y = (altitude - 500.0 * rows) / 5000.0
    last = table[rows - 1]
    inverse_sound = last[1] + last[5] + last[9] + last[13]
    if y >= upper.shape[0]:
        return 0.0, inverse_sound, 0.0, 0.0
    i = int(y)
    f = y - i
    u = upper[i]
    return density_factor * math.exp(u[0] + f * (u[1] + f * (u[2] + f * u[3]))), inverse_sound, 0.0, 0.0


@kernel
def slopes_of_cubics(r, f):
    """What ``lookup_slopes`` gives, from a row r of a weather table and the place f within it."""
    return (
        fma(f, fma(f, fma(f, r[12], r[8]), r[4]), r[0]),
        fma(f, fma(f, fma(f, r[13], r[9]), r[5]), r[1]),
        fma(f, fma(f, fma(f, r[14], r[10]), r[6]), r[2]),
        fma(f, fma(f, fma(f, r[15], r[11]), r[7]), r[3]),
        fma(f, fma(3.0 * f, r[12], 2.0 * r[8]), r[4]) * (1.0 / CELL),
        fma(f, fma(3.0 * f, r[14], 2.0 * r[10]), r[6]) * (1.0 / CELL),
        fma(f, fma(3.0 * f, r[15], 2.0 * r[11]), r[7]) * (1.0 / CELL),
        fma(6.0 * f, r[14], 2.0 * r[10]) * (1.0 / (CELL * CELL)),
        fma(6.0 * f, r[15], 2.0 * r[11]) * (1.0 / (CELL * CELL)),
    )


@kernel
def lookup_slopes(table, altitude):
    """As ``lookup`` within the weather table, with the slopes over altitude that a slow fall needs.

    Density, 1/sound speed, wind east and north; slope of the density [kg/m4]; slopes of the wind east and north [1/s];
    their curvatures [1/(m s)].
    """
    x = altitude * 0.002
    if not x > -1.0:
        x = -1.0
    i = min(max(int(x), 0), table.shape[0] - 1)
    f = x - i
    return slopes_of_cubics(table[i], f)


@inlined_kernel
def pressure_at(pressure, altitude):
    """Air pressure [Pa] at an altitude [m] from a table float64[rows, 4] of 500 m cells; zero above it."""
    x = altitude * 0.002
    if not x > -1.0:
        x = -1.0
    if x >= pressure.shape[0]:
        return 0.0
    i = max(int(x), 0)
    f = x - i
    r = pressure[i]
    return fma(f, fma(f, fma(f, r[3], r[2]), r[1]), r[0])


@kernel
def combine(mean, modes, z, density_factor, wind, out):
    """One launch's weather table: the mean plus each wind mode times its normal, density scaled.

    modes[k, rows * 8]: cubic coefficients of the modes, (power, east or north) within a row; wind[rows * 8]: room for their
    sum, which lies in one piece so that it is added up several numbers at once.
    """
    rows = mean.shape[0]
    for r in range(rows):
        for q in range(4):
            wind[8 * r + 2 * q] = mean[r, 4 * q + 2]
            wind[8 * r + 2 * q + 1] = mean[r, 4 * q + 3]
    for k in range(modes.shape[0]):
        a = z[k]
        for j in range(wind.shape[0]):
            wind[j] += a * modes[k, j]
    for r in range(rows):
        for q in range(4):
            out[r, 4 * q] = mean[r, 4 * q] * density_factor
            out[r, 4 * q + 1] = mean[r, 4 * q + 1]
            out[r, 4 * q + 2] = wind[8 * r + 2 * q]
            out[r, 4 * q + 3] = wind[8 * r + 2 * q + 1]


@kernel
def combine_batch(mean, modes, z, density_factor, wind, out):
    """Weather tables of a batch of launches."""
    for i in range(out.shape[0]):
        combine(mean, modes, z[i], density_factor[i], wind, out[i])
