"""A small flight-safety system on the built-in mission, for tests."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from luncur.flight import Trajectory, fly, plan
from luncur.flight.plan import AscentPlan
from luncur.mission import Mission, load
from luncur.mission.flight_safety import Termination
from luncur.termination import Decision, FlightSafetySystem, RuleTable, rule_table

CORRIDOR = {
    "name": "corridor",
    "points": [[f"{a} deg", f"{b} deg"] for a, b in ((45, 115), (45, 140), (80, 170), (80, 60))],
}
LINE = {
    "name": "line", "kind": "impact-limit", "action": "engine-shutdown", "area": "corridor", "persistence": 3, "sources": 2,
    "end": "400 s",
}  # fmt: skip
LOSS = {"name": "loss", "kind": "data-loss", "action": "engine-shutdown", "loss": [[0, 5]]}


def source(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "name": name, "kind": "satellite-navigation", "period": 0.1, "position_sigma": 10, "velocity_sigma": 0.1, **changes,
    }  # fmt: skip


@cache
def flown() -> tuple[Mission, AscentPlan, Trajectory]:
    mission = load("soyuz-vostochny-sso")
    ascent = plan(mission)
    return mission, ascent, fly(ascent)


def table(*rules: dict[str, Any], sources: int = 3, areas: Any = (CORRIDOR,), **system: Any) -> RuleTable:
    """The compiled rules of the built-in mission with a system of one's own."""
    mission, ascent, trajectory = flown()
    termination = Termination.model_validate({
        "action": "engine-shutdown", "area": list(areas), "rule": list(rules),
        "source": [source(f"unit {k + 1}") for k in range(sources)], **system,
    })  # fmt: skip
    own = mission.model_copy(update={"termination": termination})
    return rule_table(replace(ascent, mission=own), trajectory)


def nominal(compiled: RuleTable, now: float) -> np.ndarray:
    """Earth-fixed state (6) of the nominal flight at a time [s]."""
    rows = compiled.nominal
    return np.array([np.interp(now, rows[:, 0], rows[:, 1 + c]) for c in range(6)])


def feed(system: FlightSafetySystem, now: float, spoil: Any = None, sources: int = 3) -> None:
    """One healthy measurement of every source at ``now``; spoil(k, state) may change it, or return None for silence."""
    state = nominal(system.table, now)
    for k in range(sources):
        own = state + 0.5 * np.sin(now * (3.0 + k) + np.arange(6)) * np.array([10, 10, 10, 0.1, 0.1, 0.1])
        if spoil is not None:
            own = spoil(k, own)
        if own is not None:
            system.take(k, now, tuple(own), True, now)


def run(
    system: FlightSafetySystem, start: float, end: float, spoil: Any = None, step: float = 0.1, **channels: Any
) -> list[Decision]:
    """Decisions of the cycles from start to end; spoil(t, k, state) and channels(t) as ``feed`` and ``cycle`` take them."""
    out = []
    for i in range(round((end - start) / step)):
        now = start + i * step
        feed(system, now, (lambda k, s, t=now: spoil(t, k, s)) if spoil else None)
        out.append(system.cycle(now, **{k: v(now) for k, v in channels.items()}))
    return out
