"""What sources tell beside place and velocity: attitude error, body rate, thrust."""

from __future__ import annotations

import math

import numpy as np

from luncur.compiler import compiled
from luncur.termination.channels_kernel import CHANNELS, middle_of_channel


class Channels:
    """The last value of each channel by source, and when it was measured; a fixed amount of memory."""

    def __init__(self, sources: int, maximum_age: float) -> None:
        self._values = np.full((sources, CHANNELS), math.nan)
        self._times = np.full((sources, CHANNELS), -math.inf)
        self._counting = np.zeros(sources)
        self._maximum_age = maximum_age
        self._middle = compiled(middle_of_channel)

    def take(self, source: int, time: float, values: tuple[float, float, float]) -> None:
        """Keep the values that were told; nan leaves the earlier one to grow old."""
        for c, value in enumerate(values):
            if not math.isnan(value):
                self._values[source, c] = value
                self._times[source, c] = time

    def at(self, now: float, counting: list[bool]) -> tuple[float, float, float]:
        """Middle value of each channel over the sources that count and are young enough; nan when there is none."""
        self._counting[:] = counting
        told = self._values, self._times, self._counting
        a, b, c = (float(self._middle(*told, channel, now - self._maximum_age)) for channel in range(CHANNELS))
        return a, b, c
