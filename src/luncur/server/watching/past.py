"""What a session has shown so far, for a page that comes later: where the vehicle was, where it would land, what was decided."""

from __future__ import annotations

import time
from typing import Any

MOST_PLACES = 3_000  # of each trail; of more every other one is left out, as the page does
MOST_CHANGES = 200


class Past:
    """Grows with the records that pages are sent, and stays small: trails are thinned, the oldest decisions are left out."""

    def __init__(self) -> None:
        self._flown: list[list[float]] = []
        self._impacts: list[list[float]] = []
        self._changes: list[dict[str, Any]] = []
        self._last: dict[str, Any] | None = None
        self._at = 0.0

    def add(self, record: dict[str, Any]) -> None:
        """Keep of a record of ``luncur watch`` what a page draws and lists."""
        if record.get("record") != "cycle":
            return
        self._last, self._at = record, time.monotonic()
        if (state := record.get("state")) is not None:
            _put(self._flown, [state["longitude_deg"], state["latitude_deg"], max(0.0, state["altitude_m"])])
        if (impact := record.get("impact")) is not None:
            _put(self._impacts, [impact["longitude_deg"], impact["latitude_deg"], 0.0])
        if not self._changes or self._changes[-1]["decision"] != record["decision"]:
            self._changes = [*self._changes, record][-MOST_CHANGES:]

    def record(self) -> dict[str, Any]:
        """Trails as longitude, latitude [deg] and altitude [m], oldest first; the cycles in which the decision changed, newest first.

        last: the last cycle, and silence_s for how long there has been none since [s]; None before the first.
        """
        silence = None if self._last is None else round(time.monotonic() - self._at, 3)
        return {
            "flown": list(self._flown), "impacts": list(self._impacts), "changes": self._changes[::-1],
            "last": self._last, "silence_s": silence,
        }  # fmt: skip


def _put(trail: list[list[float]], place: list[float]) -> None:
    trail.append(place)
    if len(trail) > MOST_PLACES:
        del trail[1::2]
