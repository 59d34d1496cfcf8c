"""Which records of a session a page is sent: twenty a second, and every one that a page must not miss."""

from __future__ import annotations

import time
from typing import Any

from luncur.server import limits

RED = ("limit passed, not yet long enough", "action commanded", "flight ended")


def is_red(record: dict[str, Any]) -> bool:
    """Whether a record says that a limit is passed or an action commanded."""
    return record.get("record") != "cycle" or record.get("decision") in RED


class Thinned:
    """Leaves out cycles that come faster than a page can show; none that is red, and none that says something new."""

    def __init__(self) -> None:
        self._last = -1.0
        self._before: tuple[Any, ...] = ()

    def passes(self, record: dict[str, Any], now: float) -> bool:
        """Whether a record is sent; now: a clock that never goes back [s]."""
        state = record.get("decision"), record.get("rule"), record.get("stale")
        if is_red(record) or state != self._before or now - self._last >= 1.0 / limits.WATCH_RATE:
            self._last, self._before = now, state
            return True
        return False


class Paced:
    """When a record of a replay is due, by its own clock."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._begin: tuple[float, float] | None = None

    def wait(self, record: dict[str, Any]) -> float:
        """Seconds until a record is due; 0 for a replay that runs as fast as it can."""
        at = record.get("time_s")
        if self._speed <= 0 or not isinstance(at, int | float):
            return 0.0
        if self._begin is None:
            self._begin = (float(at), time.monotonic())
        return self._begin[1] + (float(at) - self._begin[0]) / self._speed - time.monotonic()
