"""Spans of time: what is common to two lists, and what one list covers."""

import numpy as np

from luncur.compiler import allocating_kernel, kernel
from luncur.orbit.coverage.access_kernel import longer


@allocating_kernel
def outside(found, spans):
    """What is left of accesses found[n, 3] (point, start, end) outside spans[m, 2], which ascend and do not overlap."""
    out = np.empty((max(found.shape[0], 16), 3))
    count = 0
    for i in range(found.shape[0]):
        start = found[i, 1]
        low = 0
        high = spans.shape[0]
        while low < high:
            middle = (low + high) // 2
            if spans[middle, 1] <= start:
                low = middle + 1
            else:
                high = middle
        while start < found[i, 2]:
            stop = found[i, 2]
            following = stop
            if low < spans.shape[0] and spans[low, 0] < stop:
                stop = spans[low, 0]
                following = spans[low, 1]
            if stop > start:
                if count == out.shape[0]:
                    out = longer(out)
                out[count, 0] = found[i, 0]
                out[count, 1] = start
                out[count, 2] = stop
                count += 1
            start = following
            low += 1
    return out[:count]


@kernel
def union(point, start, end, out_point, out_start, out_end):
    """Merges spans, in the order of point and start, that meet or overlap at the same point; how many remain."""
    count = 0
    for i in range(point.shape[0]):
        if count > 0 and out_point[count - 1] == point[i] and start[i] <= out_end[count - 1]:
            out_end[count - 1] = max(out_end[count - 1], end[i])
        else:
            out_point[count] = point[i]
            out_start[count] = start[i]
            out_end[count] = end[i]
            count += 1
    return count
