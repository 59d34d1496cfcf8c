"""Probability of a hit at every cell of a map, launch by launch."""

import math

import numpy as np

from luncur.compiler import kernel

BLOCK = 8  # cells on a side that are left out together
SMALL_DISC = 0.03  # half the squared radius over sigma, below which the density's curvature says enough


@kernel
def disc_probability(distance, radius, sigma):
    """Probability that a point scattered normally, with sigma in each axis, falls in a disc whose middle is ``distance`` away.

    Noncentral chi-square with two degrees of freedom, as a series of Poisson weights; a small disc by its area and the
    curvature of the density (to 1e-4), one far wider than sigma by its edge.
    """
    if radius <= 0.0:
        return 0.0
    half = 0.5 * (distance / sigma) ** 2
    y = 0.5 * (radius / sigma) ** 2
    if y < SMALL_DISC:
        return y * math.exp(-half) * (1.0 + 0.5 * y * (half - 1.0))
    if distance > radius + 6.0 * sigma:
        return 0.0
    if distance < radius - 6.0 * sigma:
        return 1.0
    if y > 300.0:
        bent = 0.5 * sigma * sigma / distance  # the edge is round: scatter across the line adds distance
        return 0.5 * math.erfc((distance + bent - radius) / (sigma * math.sqrt(2.0)))
    # sum over j of Poisson(j; half) times the upper tail of Poisson(.; y) beyond j
    weight, term = math.exp(-half), math.exp(-y)
    below, total, j = term, weight * (1.0 - term), 0
    while j < 2000:
        j += 1
        weight *= half / j
        term *= y / j
        below += term
        rest = max(1.0 - below, 0.0)
        total += weight * rest
        if (j > half and weight < 1e-13) or (j > y and rest < 1e-14):
            break
    return min(total, 1.0)


@kernel
def add_launches(
    first, kind, weight, x, y, sigma, radius, count, x0, y0, cell, reach, skip, survive, touched, total, square, largest
):
    """Adds launches to total[kinds, rows, columns] = sum of weight x P, square = sum of (weight x P)^2, and largest = the
    most that a piece that reaches the cell could have added had it come down there.

    P = 1 - prod (1 - p_i)^count over the launch's own pieces first[l] .. first[l + 1]; p_i is the share of the piece's
    normal kernel inside a disc of its ``radius`` about the cell's middle, cut off at ``reach`` sigma beyond the disc.
    Blocks of cells marked in ``skip`` are left out.  survive[rows, columns] is zero before and after; touched[cells] is scratch.
    """
    rows, columns = survive.shape
    half_x, fall_x = np.empty(columns), np.empty(columns)
    for launch in range(kind.shape[0]):
        seen = 0
        for i in range(first[launch], first[launch + 1]):
            far = reach * sigma[i] + radius[i]
            peak = -math.expm1(-count[i] * 0.5 * (radius[i] / sigma[i]) ** 2) * weight[launch]
            left = max(int(np.floor((x[i] - far - x0) / cell)), 0)
            right = min(int(np.floor((x[i] + far - x0) / cell)) + 1, columns)
            low = max(int(np.floor((y[i] - far - y0) / cell)), 0)
            high = min(int(np.floor((y[i] + far - y0) / cell)) + 1, rows)
            # a small disc's probability is a product over the axes: one exponential a row and a column, not one a cell
            y_disc = 0.5 * (radius[i] / sigma[i]) ** 2
            small = 0.0 < y_disc < SMALL_DISC
            if small:
                for column in range(left, right):
                    half_x[column] = 0.5 * ((x0 + (column + 0.5) * cell - x[i]) / sigma[i]) ** 2
                    fall_x[column] = y_disc * math.exp(-half_x[column])
            for row in range(low, high):
                dy = y0 + (row + 0.5) * cell - y[i]
                half_y = 0.5 * (dy / sigma[i]) ** 2
                fall_y = math.exp(-half_y) if small else 0.0
                for column in range(left, right):
                    if skip[row // BLOCK, column // BLOCK]:
                        continue
                    dx = x0 + (column + 0.5) * cell - x[i]
                    away = dx * dx + dy * dy
                    if away > far * far:
                        continue
                    if small:
                        bent = 1.0 + 0.5 * y_disc * (half_x[column] + half_y - 1.0)
                        p = fall_x[column] * fall_y * bent
                    else:
                        p = disc_probability(math.sqrt(away), radius[i], sigma[i])
                    if p <= 0.0:
                        continue
                    if survive[row, column] == 0.0:
                        touched[seen] = row * columns + column
                        seen += 1
                    if peak > largest[kind[launch], row, column]:
                        largest[kind[launch], row, column] = peak
                    missed = -p * (1.0 + 0.5 * p) if p < 1e-6 else math.log1p(-min(p, 1.0 - 1e-15))
                    survive[row, column] += count[i] * missed
        k = kind[launch]
        for t in range(seen):
            row, column = touched[t] // columns, touched[t] % columns
            hit = -math.expm1(survive[row, column]) * weight[launch]
            total[k, row, column] += hit
            square[k, row, column] += hit * hit
            survive[row, column] = 0.0


@kernel
def add_most(weight, x, y, sigma, radius, count, x0, y0, cell, reach, most, peak):
    """most[block rows, block columns]: what the sum of weight x P cannot exceed anywhere in a block of cells; peak: the
    most of one piece that reaches it.

    A piece counts with the middle of its kernel, less what the kernel falls off to the nearest point of the block.
    """
    size = cell * BLOCK
    for i in range(x.shape[0]):
        far = reach * sigma[i] + radius[i]
        top = weight[i] * min(1.0, count[i] * 0.5 * (radius[i] / sigma[i]) ** 2)
        left = max(int(np.floor((x[i] - far - x0) / size)), 0)
        right = min(int(np.floor((x[i] + far - x0) / size)) + 1, most.shape[1])
        low = max(int(np.floor((y[i] - far - y0) / size)), 0)
        high = min(int(np.floor((y[i] + far - y0) / size)) + 1, most.shape[0])
        for row in range(low, high):
            dy = max(y0 + row * size - y[i], y[i] - y0 - (row + 1) * size, 0.0)
            for column in range(left, right):
                dx = max(x0 + column * size - x[i], x[i] - x0 - (column + 1) * size, 0.0)
                away = max(math.sqrt(dx * dx + dy * dy) - radius[i], 0.0) / sigma[i]
                peak[row, column] = max(peak[row, column], top)
                most[row, column] += top * math.exp(-0.5 * away * away)
