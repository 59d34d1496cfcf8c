"""Cuts the ways to fail into strata: one failure mode in one period of flight."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from luncur.errors import InputError
from luncur.mission.model import FailureMode, Mission

LONGEST_PERIOD = 60.0  # [s]
EVENT_KINDS = ("failure-to-ignite", "failure-to-separate")
TURNS = ("random-attitude", "slow-turn", "tumble", "stuck-attitude", "thrust-loss")


@dataclass(frozen=True, slots=True)
class Stratum:
    """A failure mode in one period of flight.

    start, end: when the failure happens, evenly between [s]; weight: share of the probability of failure.
    ``phase`` names the part of flight ("first stage"), ``period`` the piece of it that is this stratum.
    event: index of the event that fails, -1 for a failure at a time.  unended: flown without the termination rule, for the
    conditional casualty expectation only; its weight is 0.
    """

    mode: str
    kind: str
    phase: str
    start: float
    end: float
    weight: float
    event: int = -1
    unended: bool = False

    @property
    def period(self) -> str:
        return f"{self.start:.0f}-{self.end:.0f} s" if self.event < 0 else f"{self.start:.0f} s"


def strata(mission: Mission, event_times: Mapping[str, float]) -> tuple[Stratum, ...]:
    """Every failure mode, cut where the burning bodies change and into periods of a minute at most.

    The failure time is evenly spread over the thrusting time of the mode's window; failures of events share their mode's
    weight evenly; weights sum to 1.  A mode that the termination rule can end is there twice, the second time without the
    rule.  Raises InputError when a window holds no thrusting time or no event of the kind, or begins or ends with an event
    that is not reached.
    """
    if mission.failure is None:
        return ()
    burns = thrusting(mission, event_times)
    out: list[Stratum] = []
    for mode in mission.failure.modes:
        of_mode = (
            _event_strata(mission, mode, event_times)
            if mode.kind in EVENT_KINDS
            else _timed_strata(mission, mode, burns, event_times)
        )
        out.extend(of_mode)
        if mission.termination is not None and mode.kind in TURNS and mode.turns is None:
            out.extend(replace(s, weight=0.0, unended=True) for s in of_mode)
    return tuple(out)


def _timed_strata(
    mission: Mission, mode: FailureMode, burns: list[tuple[str, float, float]], event_times: Mapping[str, float]
) -> list[Stratum]:
    pieces = _pieces(burns, *_window(mission, mode, event_times))
    total = sum(end - start for _, start, end in pieces)
    if total <= 0:
        raise InputError(mission.file, f"failure.mode.{mode.name}", mode.start, "a window with thrusting flight in it")
    return [
        Stratum(mode.name, mode.kind, phase, start, end, float(mode.share) * (end - start) / total)
        for phase, start, end in pieces
    ]


def _event_strata(mission: Mission, mode: FailureMode, event_times: Mapping[str, float]) -> list[Stratum]:
    """One stratum for every event that can fail in this way."""
    start, end = _window(mission, mode, event_times)
    field = "ignite" if mode.kind == "failure-to-ignite" else "jettison"
    payload = {b.name for b in mission.vehicle.bodies if b.kind == "payload"}
    chosen = [
        i
        for i, event in enumerate(mission.vehicle.events)
        if i > 0
        and set(getattr(event, field)) - payload
        and start <= event_times.get(event.name, math.nan) <= end
        and (not mode.events or event.name in mode.events)
    ]
    if not chosen:
        what = "lights an engine after lift-off" if field == "ignite" else "drops a body"
        raise InputError(mission.file, f"failure.mode.{mode.name}", mode.start, f"an event in the window that {what}")
    names = [mission.vehicle.events[i].name for i in chosen]
    return [
        Stratum(
            mode.name, mode.kind, f"at {name}", event_times[name], event_times[name], float(mode.share) / len(chosen), i
        )
        for i, name in zip(chosen, names, strict=True)
    ]


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
