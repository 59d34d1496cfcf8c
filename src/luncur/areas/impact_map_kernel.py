"""Probability of a hit at every cell of a map, launch by launch."""

import math

from luncur.areas.blocks_kernel import BLOCK, any_open, blocks_reached, open_columns
from luncur.compiler import kernel

SMALL_DISC = 0.03  # half the squared radius over sigma, below which the density's curvature says enough
WIDE_DISC = 1.0  # below which a short series does
TERMS = 9  # of it


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
def disc_series(y, series):
    """Writes the coefficients of s in: probability of a disc with half the squared radius over sigma ``y``, over exp(-s), where s is
    half the squared distance over sigma.

    exp(-y) I0(2 sqrt(s y)) is the sum of L_n(s) (-y)^n / n! over n (Laguerre polynomials), integrated over y.  To 1e-6 of the
    probability for y up to ``WIDE_DISC`` and a disc whose edge is no farther than 3.5 sigma.
    """
    for m in range(series.shape[0]):
        series[m] = 0.0
    power = 1.0
    for n in range(series.shape[0]):
        power *= y / (n + 1)  # y^(n + 1) / (n + 1)!
        term = power if n % 2 == 0 else -power  # times the coefficient of s^m in L_n: (-1)^m binomial(n, m) / m!
        for m in range(n + 1):
            series[m] += term
            term *= -(n - m) / ((m + 1.0) * (m + 1.0))


@kernel
def add_small_disc(missed, half_x, fall_x, half_y, fall_y, disc, count):
    """Adds count x log(1 - p) of one small disc to a row of cells.

    A small disc's probability is a product over the axes, so no cell needs an exponential; without a branch or a call
    the loop is one that a processor runs several cells at a time.
    """
    at_middle = 1.0 + 0.5 * disc * (half_y - 1.0)
    bend = 0.5 * disc
    for column in range(missed.shape[0]):
        p = fall_x[column] * fall_y * (at_middle + bend * half_x[column])
        missed[column] -= count * p * (1.0 + p * (0.5 + p * (1.0 / 3.0)))


@kernel
def add_small_alone(total, square, largest, half_x, fall_x, half_y, fall_y, disc, count, weight, peak):
    """``add_small_disc`` and ``settle`` in one, for a launch of one piece that hits with a few per cent at the most."""
    at_middle = 1.0 + 0.5 * disc * (half_y - 1.0)
    bend = 0.5 * disc
    for column in range(total.shape[0]):
        p = fall_x[column] * fall_y * (at_middle + bend * half_x[column])
        s = -count * p * (1.0 + p * (0.5 + p * (1.0 / 3.0)))
        hit = -s * (1.0 + s * (0.5 + s * (1.0 / 6.0 + s / 24.0))) * weight
        total[column] += hit
        square[column] += hit * hit
        value = largest[column]
        largest[column] = peak if peak > value else value


@kernel
def raise_to(largest, peak):
    """Raises the values of a row of cells to ``peak`` where they are below it."""
    for column in range(largest.shape[0]):
        value = largest[column]
        largest[column] = peak if peak > value else value


@kernel
def add_wide_disc(missed, half_x, fall_x, half_y, fall_y, series, count):
    """Adds count x log(1 - p) of a disc to a row of cells by ``disc_series``."""
    for column in range(missed.shape[0]):
        s = half_x[column] + half_y
        p = series[series.shape[0] - 1]
        for m in range(series.shape[0] - 2, -1, -1):
            p = p * s + series[m]
        missed[column] += count * math.log1p(-min(max(p * fall_x[column] * fall_y, 0.0), 1.0 - 1e-15))


@kernel
def add_disc(missed, left, right, x, dy, sigma, radius, x0, cell, count):
    """Adds count x log(1 - p) of a disc of any size to a row of cells [left, right)."""
    for column in range(left, right):
        dx = x0 + (column + 0.5) * cell - x
        p = disc_probability(math.sqrt(dx * dx + dy * dy), radius, sigma)
        missed[column] += count * math.log1p(-min(p, 1.0 - 1e-15))


@kernel
def settle(missed, total, square, largest, weight, small):
    """Adds one launch's probabilities of a hit to a row of cells, and clears ``missed`` there.

    ``largest`` is raised to what the launch adds: many small pieces together may do more than any one of them.

    small: no cell's probability exceeds a few per cent, so that a series takes the place of the exponential (to 1e-6).
    """
    if small:
        for column in range(missed.shape[0]):
            s = missed[column]
            hit = -s * (1.0 + s * (0.5 + s * (1.0 / 6.0 + s / 24.0))) * weight
            total[column] += hit
            square[column] += hit * hit
            value = largest[column]
            largest[column] = hit if hit > value else value
            missed[column] = 0.0
    else:
        for column in range(missed.shape[0]):
            hit = -math.expm1(missed[column]) * weight
            total[column] += hit
            square[column] += hit * hit
            largest[column] = max(largest[column], hit)
            missed[column] = 0.0


@kernel
def add_launches(
    rows_near, x, y, launch, kind, weight, sigma_of, radius_of, count_of, x0, y0, cell, narrowest, reach,
    run_first, run_left, run_right, open_count, half_x, fall_x, series, missed, begin, end, total, square, largest,
):  # fmt: skip
    """Adds launches to total[kinds, rows, columns] = sum of weight x P, square = sum of (weight x P)^2, and largest = the
    most that a launch added, or that a piece that reaches the cell could have added had it come down there.

    rows_near: impacts near the grid, those of a launch in turn; x, y [m]: where they are on it; all that follows is of every
    impact.  P = 1 - prod (1 - p_i)^count over the launch's own pieces; p_i is the share of the piece's
    normal kernel, ``narrowest`` [m] wide at least, inside a disc of its ``radius`` about the cell's middle, cut off at ``reach`` sigma beyond the disc.
    Only runs of cells of ``open_runs`` are computed; open_count: see ``any_open``.  half_x, fall_x[columns], series, missed[rows, columns]
    (zeros), begin (``columns``) and end[rows] (zeros) are room to work in.
    """
    rows, columns = total.shape[1:]
    n = rows_near.shape[0]
    j = 0
    while j < n:
        this = launch[rows_near[j]]
        k, heavy, deepest, bottom, top = kind[rows_near[j]], weight[rows_near[j]], 0.0, rows, 0
        alone = j + 1 == n or launch[rows_near[j + 1]] != this
        while j < n and launch[rows_near[j]] == this:
            i, px, py = rows_near[j], x[j], y[j]
            j += 1
            radius, count, sigma = radius_of[i], count_of[i], max(sigma_of[i], narrowest)
            if radius <= 0.0:
                continue
            far = reach * sigma + radius
            block_low, block_high, block_left, block_right = blocks_reached(
                px, py, far, x0, y0, cell * BLOCK, open_count.shape[0] - 1, open_count.shape[1] - 1
            )
            if not any_open(open_count, block_low, block_high, block_left, block_right):
                continue
            disc = 0.5 * (radius / sigma) ** 2
            peak = -math.expm1(-count * disc) * heavy
            deepest += count * min(disc, 1.0)
            small, wide = disc < SMALL_DISC, disc > WIDE_DISC
            single = alone and small and deepest < 0.05
            low = max(int(math.floor((py - far - y0) / cell)), 0)
            high = min(int(math.floor((py + far - y0) / cell)) + 1, rows)
            if not wide:
                first, last = open_columns(low, high, run_first, run_left, run_right, columns)
                first, last = max(first, int((px - far - x0) / cell)), min(last, int((px + far - x0) / cell) + 1)
                for column in range(first, last):
                    half_x[column] = 0.5 * ((x0 + (column + 0.5) * cell - px) / sigma) ** 2
                    fall_x[column] = math.exp(-half_x[column])
                if not small:
                    disc_series(disc, series)
            for row in range(low, high):
                first, last = run_first[row // BLOCK], run_first[row // BLOCK + 1]
                dy = y0 + (row + 0.5) * cell - py
                if first == last or abs(dy) > far:
                    continue
                half = math.sqrt(far * far - dy * dy)  # of the chord: cells with their middle in it are reached
                left = max(int(math.ceil((px - half - x0) / cell - 0.5)), 0)
                right = min(int(math.floor((px + half - x0) / cell - 0.5)) + 1, columns)
                if right <= run_left[first] or left >= run_right[last - 1]:
                    continue
                half_y = 0.5 * (dy / sigma) ** 2
                fall_y = math.exp(-half_y)
                for r in range(first, last):
                    a, b = max(left, run_left[r]), min(right, run_right[r])
                    if a >= b:
                        continue
                    if single:
                        add_small_alone(
                            total[k, row, a:b], square[k, row, a:b], largest[k, row, a:b], half_x[a:b], fall_x[a:b], half_y,
                            disc * fall_y, disc, count, heavy, peak,
                        )  # fmt: skip
                        continue
                    begin[row], end[row] = min(begin[row], a), max(end[row], b)
                    bottom, top = min(bottom, row), max(top, row + 1)
                    if small:
                        add_small_disc(missed[row, a:b], half_x[a:b], fall_x[a:b], half_y, disc * fall_y, disc, count)
                    elif wide:
                        add_disc(missed[row], a, b, px, dy, sigma, radius, x0, cell, count)
                    else:
                        add_wide_disc(missed[row, a:b], half_x[a:b], fall_x[a:b], half_y, fall_y, series, count)
                    raise_to(largest[k, row, a:b], peak)
        for row in range(bottom, top):
            if end[row] > 0:
                a, b = begin[row], end[row]
                settle(
                    missed[row, a:b],
                    total[k, row, a:b],
                    square[k, row, a:b],
                    largest[k, row, a:b],
                    heavy,
                    deepest < 0.05,
                )
                begin[row], end[row] = columns, 0


@kernel
def add_most(
    rows_near, x, y, kind, weight, sigma_of, radius_of, count_of, x0, y0, cell, narrowest, reach, shut, most, peak
):
    """most[kinds, block rows, block columns]: what the sum of weight x P of each kind of launch cannot exceed anywhere in a
    block of cells that is not ``shut``; peak: the most of one piece that reaches it.

    A piece counts with its disc's area times the density at the disc's nearest point to the block, all its copies with
    that together, and never for more than its launch.  Impacts as in ``add_launches``.
    """
    size = cell * BLOCK
    for j in range(rows_near.shape[0]):
        i = rows_near[j]
        radius, count, sigma, k = radius_of[i], count_of[i], max(sigma_of[i], narrowest), kind[i]
        if radius <= 0.0:
            continue
        disc = 0.5 * (radius / sigma) ** 2
        top = weight[i] * min(1.0, count * disc)
        low, high, left, right = blocks_reached(
            x[j], y[j], reach * sigma + radius, x0, y0, size, shut.shape[0], shut.shape[1]
        )
        for row in range(low, high):
            dy = max(y0 + row * size - y[j], y[j] - y0 - (row + 1) * size, 0.0)
            for column in range(left, right):
                if shut[row, column]:
                    continue
                dx = max(x0 + column * size - x[j], x[j] - x0 - (column + 1) * size, 0.0)
                away = max(math.sqrt(dx * dx + dy * dy) - radius, 0.0) / sigma
                peak[k, row, column] = max(peak[k, row, column], top)
                most[k, row, column] += weight[i] * min(1.0, count * disc * math.exp(-0.5 * away * away))
