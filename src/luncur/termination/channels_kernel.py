"""What sources tell beside place and velocity, brought to one value each."""

import math

from luncur.compiler import kernel

CHANNELS = 3  # attitude error [rad], body rate [rad/s], share of the expected thrust


@kernel
def middle_of_channel(values, times, counting, channel, oldest):
    """Middle value of a channel over the sources that count and told it at ``oldest`` [s] or later; nan when there is none.

    The middle value (of two: their mean), because one unit alone must neither end a flight nor spare it where three tell the
    same thing.  values, times[k, ``CHANNELS``]; counting[k] above 0: the source counts.
    """
    n = 0
    for k in range(values.shape[0]):
        if counting[k] > 0.0 and times[k, channel] >= oldest:
            n += 1
    low = math.nan
    high = math.nan
    for k in range(values.shape[0]):
        if not (counting[k] > 0.0 and times[k, channel] >= oldest):
            continue
        value = values[k, channel]
        rank = 0
        for j in range(values.shape[0]):
            if counting[j] > 0.0 and times[j, channel] >= oldest:
                other = values[j, channel]
                if other < value or (other == value and j < k):
                    rank += 1
        if rank == (n - 1) // 2:
            low = value
        if rank == n // 2:
            high = value
    return 0.5 * (low + high)
