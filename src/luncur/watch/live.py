"""Cycles on the machine's own clock, whatever comes in and however much of it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from luncur.watch.desk import Cycle, Desk
from luncur.watch.flight_clock import FlightClock
from luncur.watch.measurement import Measurement
from luncur.watch.reasons import Reason
from luncur.watch.receiver import Receiver

WAITING = 1.0  # between two signs of life while nothing has set the clock [s]


class Live:
    """What arrives, cycle by cycle.

    missed: cycles whose time had passed before the one ahead of them was done; due: when, on the monotonic clock [s], the
    last cycle was due.
    """

    def __init__(self, desk: Desk, receiver: Receiver, clock: FlightClock) -> None:
        self._desk, self._receiver, self._clock = desk, receiver, clock
        self.missed = 0
        self.due = 0.0

    def cycles(self) -> Iterator[Cycle | None]:
        """A cycle at every period for ever; None once a second while no packet has set the clock."""
        yield from self._until_set()
        period = self._desk.table.period
        due = time.monotonic() + period
        while True:
            self._receiver.receive_until(due, self._take)
            self.due = due
            self._desk.counts.add(Reason.NOT_READ, self._receiver.unread - self._desk.counts.of(Reason.NOT_READ))
            yield self._desk.cycle(self._clock.since_liftoff(time.monotonic()))
            due += period
            late = time.monotonic() - due
            if late > 0.0:
                passed = int(late / period) + 1
                self.missed += passed
                due += passed * period

    def _until_set(self) -> Iterator[None]:
        sign = time.monotonic() + WAITING
        while not self._clock.is_set:
            self._receiver.receive_until(min(sign, time.monotonic() + self._desk.table.period), self._hear)
            now = time.monotonic()
            self._clock.settle(now)
            if now >= sign:
                sign += WAITING
                yield None

    def _take(self, measurement: Measurement | Reason) -> Reason:
        return self._desk.take(measurement, self._clock.since_liftoff(time.monotonic()))

    def _hear(self, measurement: Measurement | Reason) -> Reason:
        if isinstance(measurement, Reason):
            return self._desk.take(measurement, 0.0)
        if not self._desk.knows(measurement.source):
            return self._desk.take(Reason.UNKNOWN_SOURCE, 0.0)
        self._clock.hear(measurement.time, time.monotonic())
        return self._desk.take(Reason.BEFORE_THE_CLOCK, 0.0)
