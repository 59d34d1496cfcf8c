"""Seconds since lift-off on a clock that nobody can set while it runs."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime
from statistics import median_low

from luncur.errors import InputError

SETTING = 1.0  # in which packets set the clock [s]
MOST_VALUES = 1000  # that are kept to set it


class FlightClock:
    """Time since lift-off, from the monotonic clock of the machine.

    With a lift-off time it is set once, by the machine's own time of day.  Without, by the packets of the first second: the
    middle one of how far each measurement's time is ahead of the clock, so that one packet that was held up, or is forged,
    does not set it.
    """

    def __init__(self, liftoff: datetime | None) -> None:
        self._offset = math.nan
        self._first = math.nan
        self._ahead: list[float] = []
        if liftoff is not None:
            self._offset = time.time() - liftoff.timestamp() - time.monotonic()

    @property
    def is_set(self) -> bool:
        return not math.isnan(self._offset)

    def since_liftoff(self, monotonic: float) -> float:
        """Time since lift-off [s] at a reading of the monotonic clock [s]; nan before it is set."""
        return monotonic + self._offset

    def hear(self, measured: float, monotonic: float) -> None:
        """A measurement of this time [s] arrived; sets the clock once the first second is over."""
        if math.isnan(self._first):
            self._first = monotonic
        if len(self._ahead) < MOST_VALUES:
            self._ahead.append(measured - monotonic)

    def settle(self, monotonic: float) -> None:
        """Set the clock if packets were heard for a second."""
        if not self.is_set and monotonic - self._first >= SETTING:
            self._offset = median_low(self._ahead)


def liftoff_of(text: str) -> datetime:
    """The moment of lift-off in UTC.  Raises InputError for what is no ISO time with its zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1970 < moment.year < 9000:
        raise InputError("--liftoff", "", text, "a UTC time such as 2027-05-15T02:00:00Z")
    return moment.astimezone(UTC)
