"""Cuts the ways to fail into strata: one failure mode in one period of flight."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from luncur.errors import InputError
from luncur.mission.model import FailureMode, Mission

LONGEST_PERIOD = 60.0  # [s]


@dataclass(frozen=True, slots=True)
class Stratum:
    """A failure mode in one period of flight.

    start, end: when the failure happens, evenly between [s]; weight: share of the probability of failure.
    ``phase`` names the part of flight ("first stage"), ``period`` the piece of it that is this stratum.
    """

    mode: str
    kind: str
    phase: str
    start: float
    end: float
    weight: float

    @property
    def period(self) -> str:
        return f"{self.start:.0f}-{self.end:.0f} s"


def strata(mission: Mission, event_times: Mapping[str, float]) -> tuple[Stratum, ...]:
    """Every failure mode, cut where the burning bodies change and into periods of a minute at most.

    The failure time is evenly spread over the thrusting time of the mode's window; weights sum to 1.
    Raises InputError when a window holds no thrusting time, or begins or ends with an event that is not
    reached.
    """
    if mission.failure is None:
        return ()
    burns = thrusting(mission, event_times)
    out: list[Stratum] = []
    for mode in mission.failure.modes:
        pieces = _pieces(burns, *_window(mission, mode, event_times))
        total = sum(end - start for _, start, end in pieces)
        if total <= 0:
            raise InputError(
                mission.file, f"failure.mode.{mode.name}", mode.start, "a window with thrusting flight in it"
            )
        out.extend(
            Stratum(mode.name, mode.kind, phase, start, end, float(mode.share) * (end - start) / total)
            for phase, start, end in pieces
        )
    return tuple(out)


def thrusting(mission: Mission, event_times: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """Name, start and end [s] of each stretch of flight with the same bodies burning."""
    burning: set[str] = set()
    stretches: list[tuple[str, float, float]] = []
    previous = 0.0
    for event in mission.vehicle.events:
        time = event_times.get(event.name, float("nan"))
        if not time >= previous:
            continue
        if burning and time > previous:
            name = " and ".join(b.name for b in mission.vehicle.bodies if b.name in burning)
            if stretches and stretches[-1][0] == name and stretches[-1][2] == previous:
                stretches[-1] = (name, stretches[-1][1], time)
            else:
                stretches.append((name, previous, time))
        burning = (burning | set(event.ignite)) - set(event.shutdown) - set(event.jettison)
        previous = time
    return stretches


def _window(mission: Mission, mode: FailureMode, event_times: Mapping[str, float]) -> tuple[float, float]:
    """Start and end [s] of the window of a mode; without an end it stays open."""
    times = []
    for field, event in (("start", mode.start), ("end", mode.end)):
        time = math.inf if event is None else event_times.get(event, math.nan)
        if math.isnan(time):
            raise InputError(
                mission.file,
                f"failure.mode.{mode.name}.{field}",
                event,
                "an event that the nominal flight reaches",
            )
        times.append(time)
    return times[0], times[1]


def _pieces(burns: list[tuple[str, float, float]], start: float, end: float) -> list[tuple[str, float, float]]:
    out: list[tuple[str, float, float]] = []
    for name, a, b in burns:
        low, high = max(a, start), min(b, end)
        if high <= low:
            continue
        parts = math.ceil((high - low) / LONGEST_PERIOD - 1e-9)
        width = (high - low) / parts
        out.extend((f"{name} burning", low + i * width, low + (i + 1) * width) for i in range(parts))
    return out
