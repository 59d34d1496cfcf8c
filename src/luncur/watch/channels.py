"""What sources tell beside place and velocity: attitude error, body rate, thrust."""

from __future__ import annotations

import math
from statistics import median

import numpy as np

CHANNELS = 3


class Channels:
    """The last value of each channel by source, and when it was measured; a fixed amount of memory."""

    def __init__(self, sources: int, maximum_age: float) -> None:
        self._values = np.full((sources, CHANNELS), math.nan)
        self._times = np.full((sources, CHANNELS), -math.inf)
        self._maximum_age = maximum_age

    def take(self, source: int, time: float, values: tuple[float, float, float]) -> None:
        """Keep the values that were told; nan leaves the earlier one to grow old."""
        for c, value in enumerate(values):
            if not math.isnan(value):
                self._values[source, c] = value
                self._times[source, c] = time

    def at(self, now: float, counting: list[bool]) -> tuple[float, float, float]:
        """Middle value of each channel over the sources that count and are young enough; nan when there is none.

        The middle value, because one unit alone must neither end a flight nor spare it where three tell the same thing.
        """
        old = now - self._maximum_age
        out = []
        for c in range(CHANNELS):
            told = [
                float(self._values[k, c]) for k, counts in enumerate(counting) if counts and self._times[k, c] >= old
            ]
            out.append(median(told) if told else math.nan)
        return out[0], out[1], out[2]
