"""Probability of a hit at every cell of a map, launch by launch."""

import math

import numpy as np

from luncur.compiler import allocating_kernel, kernel

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


@allocating_kernel
def open_runs(skip, columns):
    """Runs of columns to compute, by row of blocks: (first[block rows + 1], left, right), right not included."""
    first = np.zeros(skip.shape[0] + 1, dtype=np.int64)
    left, right = np.empty((2, skip.size), dtype=np.int64)
    n = 0
    for row in range(skip.shape[0]):
        for column in range(skip.shape[1]):
            if skip[row, column]:
                continue
            if n == first[row] or right[n - 1] != column * BLOCK:
                left[n] = column * BLOCK
                n += 1
            right[n - 1] = min((column + 1) * BLOCK, columns)
        first[row + 1] = n
    return first, left[:n], right[:n]


@kernel
def add_small_disc(missed, half_x, fall_x, half_y, disc, count):
    """Adds count x log(1 - p) of one small disc to a row of cells.

    A small disc's probability is a product over the axes, so no cell needs an exponential; without a branch or a call
    the loop is one that a processor runs several cells at a time.
    """
    fall_y = disc * math.exp(-half_y)
    at_middle = 1.0 + 0.5 * disc * (half_y - 1.0)
    bend = 0.5 * disc
    for column in range(missed.shape[0]):
        p = fall_x[column] * fall_y * (at_middle + bend * half_x[column])
        missed[column] -= count * p * (1.0 + p * (0.5 + p * (1.0 / 3.0)))


@kernel
def raise_to(largest, peak):
    """Raises the values of a row of cells to ``peak`` where they are below it."""
    for column in range(largest.shape[0]):
        value = largest[column]
        largest[column] = peak if peak > value else value


@kernel
def add_disc(missed, largest, left, right, x, dy, sigma, radius, x0, cell, count, peak):
    """Adds count x log(1 - p) of a disc of any size to a row of cells [left, right), and raises ``largest`` to ``peak``."""
    for column in range(left, right):
        dx = x0 + (column + 0.5) * cell - x
        p = disc_probability(math.sqrt(dx * dx + dy * dy), radius, sigma)
        if p > 0.0:
            missed[column] += count * math.log1p(-min(p, 1.0 - 1e-15))
            largest[column] = max(largest[column], peak)


@kernel
def settle(missed, total, square, largest, left, right, weight, small):
    """Adds one launch's probabilities of a hit to a row of cells [left, right), and clears ``missed`` there.

    ``largest`` is raised to what the launch adds: many small pieces together may do more than any one of them.

    small: no cell's probability exceeds a few per cent, so that a series takes the place of the exponential (to 1e-6).
    """
    if small:
        for column in range(left, right):
            s = missed[column]
            hit = -s * (1.0 + s * (0.5 + s * (1.0 / 6.0 + s / 24.0))) * weight
            total[column] += hit
            square[column] += hit * hit
            largest[column] = max(largest[column], hit)
            missed[column] = 0.0
    else:
        for column in range(left, right):
            hit = -math.expm1(missed[column]) * weight
            total[column] += hit
            square[column] += hit * hit
            largest[column] = max(largest[column], hit)
            missed[column] = 0.0


@allocating_kernel
def add_launches(first, kind, weight, x, y, sigma, radius, count, x0, y0, cell, reach, skip, total, square, largest):
    """Adds launches to total[kinds, rows, columns] = sum of weight x P, square = sum of (weight x P)^2, and largest = the
    most that a launch added, or that a piece that reaches the cell could have added had it come down there.

    P = 1 - prod (1 - p_i)^count over the launch's own pieces first[l] .. first[l + 1]; p_i is the share of the piece's
    normal kernel inside a disc of its ``radius`` about the cell's middle, cut off at ``reach`` sigma beyond the disc.
    Blocks of cells marked in ``skip`` are left out.
    """
    rows, columns = total.shape[1:]
    run_first, run_left, run_right = open_runs(skip, columns)
    half_x, fall_x = np.empty((2, columns))
    missed = np.zeros((rows, columns))
    begin, end = np.full(rows, columns), np.zeros(rows, dtype=np.int64)  # of the cells that the launch reaches
    for launch in range(kind.shape[0]):
        k, deepest, bottom, top = kind[launch], 0.0, rows, 0
        for i in range(first[launch], first[launch + 1]):
            far = reach * sigma[i] + radius[i]
            disc = 0.5 * (radius[i] / sigma[i]) ** 2
            peak = -math.expm1(-count[i] * disc) * weight[launch]
            deepest += count[i] * min(disc, 1.0)
            small = 0.0 < disc < SMALL_DISC
            low = max(int(np.floor((y[i] - far - y0) / cell)), 0)
            high = min(int(np.floor((y[i] + far - y0) / cell)) + 1, rows)
            if small:
                for column in range(
                    max(int((x[i] - far - x0) / cell), 0), min(int((x[i] + far - x0) / cell) + 1, columns)
                ):
                    half_x[column] = 0.5 * ((x0 + (column + 0.5) * cell - x[i]) / sigma[i]) ** 2
                    fall_x[column] = math.exp(-half_x[column])
            for row in range(low, high):
                dy = y0 + (row + 0.5) * cell - y[i]
                if abs(dy) > far:
                    continue
                half = math.sqrt(far * far - dy * dy)  # of the chord: cells with their middle in it are reached
                left = max(int(np.ceil((x[i] - half - x0) / cell - 0.5)), 0)
                right = min(int(np.floor((x[i] + half - x0) / cell - 0.5)) + 1, columns)
                for r in range(run_first[row // BLOCK], run_first[row // BLOCK + 1]):
                    a, b = max(left, run_left[r]), min(right, run_right[r])
                    if a >= b:
                        continue
                    begin[row], end[row] = min(begin[row], a), max(end[row], b)
                    bottom, top = min(bottom, row), max(top, row + 1)
                    if small:
                        half_y = 0.5 * (dy / sigma[i]) ** 2
                        add_small_disc(missed[row, a:b], half_x[a:b], fall_x[a:b], half_y, disc, count[i])
                        raise_to(largest[k, row, a:b], peak)
                    elif disc > 0.0:
                        add_disc(
                            missed[row], largest[k, row], a, b, x[i], dy, sigma[i], radius[i], x0, cell, count[i], peak
                        )
        for row in range(bottom, top):
            if end[row] > 0:
                settle(
                    missed[row], total[k, row], square[k, row], largest[k, row], begin[row], end[row], weight[launch],
                    deepest < 0.05,
                )  # fmt: skip
                begin[row], end[row] = columns, 0


@kernel
def add_most(weight, x, y, sigma, radius, count, x0, y0, cell, reach, most, peak):
    """most[block rows, block columns]: what the sum of weight x P cannot exceed anywhere in a block of cells; peak: the
    most of one piece that reaches it.

    A piece counts with its disc's area times the density at the disc's nearest point to the block, all its copies with
    that together, and never for more than its launch.
    """
    size = cell * BLOCK
    for i in range(x.shape[0]):
        far = reach * sigma[i] + radius[i]
        disc = 0.5 * (radius[i] / sigma[i]) ** 2
        top = weight[i] * min(1.0, count[i] * disc)
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
                most[row, column] += weight[i] * min(1.0, count[i] * disc * math.exp(-0.5 * away * away))
