"""The place where telemetry meets the rules: measurements in, one record per cycle out, whatever the clock is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from luncur.termination import Decision, FlightSafetySystem, RuleTable
from luncur.termination.columns import HEALTHY, MAXIMUM_AGE
from luncur.termination.source_kernel import NO_NUMBER, OF_THE_FUTURE, TAKEN, TOO_OLD
from luncur.watch.channels import Channels
from luncur.watch.measurement import Measurement
from luncur.watch.reasons import Counts, Reason

STALE = 1.0  # age of the newest data from which on they are called stale [s]
_ANSWERS = {
    TAKEN: Reason.TAKEN,
    TOO_OLD: Reason.OUT_OF_ORDER,
    OF_THE_FUTURE: Reason.OF_THE_FUTURE,
    NO_NUMBER: Reason.NON_FINITE,
}


@dataclass(frozen=True, slots=True)
class Cycle:
    """One decision and what was known of the data: age [s] of each source's last measurement (nan: none yet)."""

    decision: Decision
    ages: tuple[float, ...]
    stale: bool


class Desk:
    """A flight-safety system with what surrounds it: which packets reach it, what they told beside the state.

    It holds the last measurement of each source and counters, nothing that grows.
    """

    def __init__(self, table: RuleTable) -> None:
        self.table = table
        self.counts = Counts()
        self._system = FlightSafetySystem(table)
        self._index = {name: k for k, name in enumerate(table.source_names)}
        self.oldest = float(table.limits[MAXIMUM_AGE])
        self._channels = Channels(len(table.source_names), self.oldest)
        self._measured = [math.nan] * len(table.source_names)
        self._sequence = [-1] * len(table.source_names)
        self._arrived = [-math.inf] * len(table.source_names)
        self._counting = [False] * len(table.source_names)

    def knows(self, source: str) -> bool:
        return source in self._index

    def take(self, measurement: Measurement | Reason, now: float) -> Reason:
        """Take a measurement that arrived at ``now`` [s] since lift-off, or count why it was not taken."""
        reason = measurement if isinstance(measurement, Reason) else self._taken(measurement, now)
        self.counts.add(reason)
        return reason

    def _taken(self, m: Measurement, now: float) -> Reason:
        k = self._index.get(m.source)
        if k is None:
            return Reason.UNKNOWN_SOURCE
        if m.time == self._measured[k] and m.sequence == self._sequence[k]:
            return Reason.DUPLICATE
        # A unit that starts again begins to count anew, and a forged number must not shut a unit out for good: an old
        # number is refused only while newer ones arrive.
        if 0 <= m.sequence <= self._sequence[k] and now - self._arrived[k] <= self.oldest:
            return Reason.OLD_SEQUENCE
        if now - m.time > self.oldest:
            return Reason.LATE
        reason = _ANSWERS[self._system.take(k, m.time, m.state, m.valid, now)]
        if reason is Reason.TAKEN:
            self._measured[k], self._sequence[k], self._arrived[k] = m.time, m.sequence, now
            if m.valid:
                self._channels.take(k, m.time, m.channels)
        return reason

    def cycle(self, now: float) -> Cycle:
        """The decision at ``now`` [s]; channels are taken from the sources that counted in the cycle before."""
        decision = self._system.cycle(now, *self._channels.at(now, self._counting))
        self._counting = [standing == HEALTHY for standing in decision.sources]
        ages = tuple(now - t for t in self._measured)
        youngest = min((age for age in ages if not math.isnan(age)), default=math.inf)
        return Cycle(decision, ages, youngest > STALE)
