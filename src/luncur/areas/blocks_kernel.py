"""Blocks of cells of a grid: which are open, that is to be computed, and which of them a disc can reach."""

import math

import numpy as np

from luncur.compiler import allocating_kernel, kernel

BLOCK = 8  # cells on a side that are left out together


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
def blocks_reached(x, y, far, x0, y0, size, rows, columns):
    """Of the blocks within ``far`` [m] of a point: first row and the one after the last, first column and the one after the last."""
    return (
        max(int(math.floor((y - far - y0) / size)), 0),
        min(int(math.floor((y + far - y0) / size)) + 1, rows),
        max(int(math.floor((x - far - x0) / size)), 0),
        min(int(math.floor((x + far - x0) / size)) + 1, columns),
    )


@kernel
def any_open(count, low, high, left, right):
    """Whether a rectangle of blocks holds an open one; count[i, j]: how many lie in the first i rows and j columns."""
    if low >= high or left >= right:
        return False
    return count[high, right] - count[low, right] - count[high, left] + count[low, left] > 0


@kernel
def open_columns(low, high, run_first, run_left, run_right, columns):
    """First column that is open in any of the rows low .. high - 1 of cells, and the one after the last; runs as of ``open_runs``.

    ``columns`` and 0 where nothing is open.
    """
    left, right = columns, 0
    for block in range(low // BLOCK, (high - 1) // BLOCK + 1):
        first, last = run_first[block], run_first[block + 1]
        if first < last:
            left, right = min(left, run_left[first]), max(right, run_right[last - 1])
    return left, right
