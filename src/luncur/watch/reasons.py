"""Why a packet or a line was not taken, in words, and how many there were of each."""

from __future__ import annotations

from enum import IntEnum


class Reason(IntEnum):
    """What became of one packet or line; everything but TAKEN changes nothing that the decision looks at."""

    TAKEN = 0
    OVERSIZED = 1
    MALFORMED = 2
    NON_FINITE = 3
    UNKNOWN_SOURCE = 4
    SENDER_NOT_ALLOWED = 5
    NOT_AUTHENTIC = 6
    OLD_COUNTER = 7
    DUPLICATE = 8
    OLD_SEQUENCE = 9
    OUT_OF_ORDER = 10
    LATE = 11
    OF_THE_FUTURE = 12
    RECEIVE_TIME = 13
    FLOOD = 14
    NOT_READ = 15
    BEFORE_THE_CLOCK = 16


WORDS = {
    Reason.TAKEN: "taken",
    Reason.OVERSIZED: "oversized",
    Reason.MALFORMED: "malformed",
    Reason.NON_FINITE: "not finite",
    Reason.UNKNOWN_SOURCE: "unknown source",
    Reason.SENDER_NOT_ALLOWED: "sender not allowed",
    Reason.NOT_AUTHENTIC: "not authentic",
    Reason.OLD_COUNTER: "counter not above the last",
    Reason.DUPLICATE: "duplicate",
    Reason.OLD_SEQUENCE: "sequence not above the last",
    Reason.OUT_OF_ORDER: "older than the last",
    Reason.LATE: "late",
    Reason.OF_THE_FUTURE: "of the future",
    Reason.RECEIVE_TIME: "receive time impossible",
    Reason.FLOOD: "dropped in a flood",
    Reason.NOT_READ: "lost before it was read",
    Reason.BEFORE_THE_CLOCK: "before the clock was set",
}


class Counts:
    """How many packets or lines there were of each reason: a fixed number of counters."""

    def __init__(self) -> None:
        self._counted = [0] * len(Reason)

    def add(self, reason: Reason, times: int = 1) -> None:
        self._counted[reason] += times

    def of(self, reason: Reason) -> int:
        return self._counted[reason]

    def record(self) -> dict[str, int]:
        """Counts by reason in words; reasons that did not occur are left out, ``taken`` stands always."""
        return {WORDS[r]: self._counted[r] for r in Reason if self._counted[r] or r is Reason.TAKEN}
