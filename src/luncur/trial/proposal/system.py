"""The rules of a proposal, as a mission says them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.mission import Mission
from luncur.mission.flight_safety import (
    Arming,
    LimitArea,
    NavigationSource,
    Safing,
    Termination,
    TerminationRule,
    Voting,
)
from luncur.trial.proposal.data_loss import DataLoss
from luncur.trial.proposal.gates import Gate
from luncur.trial.proposal.persistence import Persistence
from luncur.trial.proposal.straight_up import StraightUp
from luncur.trial.proposal.travel import action_delay

Floats = NDArray[np.float64]

LINE = "impact limit line"
PROPOSED = "proposed by luncur from the dispersed normal flights of this mission"
KEPT = ("position-limit", "altitude-limit", "attitude-error", "body-rate", "thrust-loss")
# Assumed where the mission names no sources: two satellite receivers and an inertial unit, as launchers carry them.
ASSUMED_SOURCES = (
    NavigationSource(
        name="satellite navigation 1", kind="satellite-navigation", period=0.1, latency=0.1, position_sigma=10.0, velocity_sigma=0.1
    ),
    NavigationSource(
        name="satellite navigation 2", kind="satellite-navigation", period=0.1, latency=0.1, position_sigma=10.0, velocity_sigma=0.1
    ),
    NavigationSource(
        name="inertial", kind="inertial", period=0.05, latency=0.02, position_sigma=5.0, velocity_sigma=0.05, position_drift=0.1,
        velocity_drift=0.0005,
    ),
)  # fmt: skip
ASSUMED = {"attitude_error": math.radians(10.0), "delay": 1.0, "action": "engine-shutdown"}


@dataclass(frozen=True)
class Held:
    """Persistence of each rule by its name."""

    line: Persistence
    straight_up: Persistence | None
    useful: Persistence


def starting_system(mission: Mission) -> tuple[Termination, bool]:
    """The mission's own system, with sources; and whether its figures had to be assumed."""
    own = mission.termination
    if own is not None and own.sources:
        return own, False
    if own is not None:
        return own.model_copy(update={"sources": ASSUMED_SOURCES}), True
    return Termination(sources=ASSUMED_SOURCES, **ASSUMED), True


def line_only(
    system: Termination, ring: Floats, openings: tuple[Gate, ...], held: Persistence, end: str
) -> Termination:
    """The system with the limit lines and gates alone, as it is before the other rules are known."""
    areas = [_area(LINE, ring)]
    rules = [_rule(name=LINE, kind="impact-limit", area=LINE, held=held, system=system, end=end)]
    for i, gate in enumerate(openings, 1):
        before, opening = f"before overflight {i}", f"gate {i}"
        areas += [_area(before, gate.before), _area(opening, gate.opening)]
        rules.append(
            _rule(name=before, kind="impact-limit", area=before, gate=opening, held=held, system=system, end=end)
        )
    return system.model_copy(update={"areas": tuple(areas), "rules": tuple(rules)})


def whole_system(
    mission: Mission, lines: Termination, loss: DataLoss, up: StraightUp | None, useful: tuple[float, float], held: Held, voting: Voting,
    end: str,
) -> Termination:  # fmt: skip
    """All rules: the lines, those of other kinds that the mission has, and those that are proposed."""
    rules, areas = list(lines.rules), list(lines.areas)
    own = mission.termination
    for rule in own.rules if own is not None else ():
        if rule.kind in KEPT and rule.name not in {r.name for r in rules}:
            rules.append(rule)
            areas += (
                [a for a in own.areas if own and a.name == rule.area and a.name not in {x.name for x in areas}]
                if own
                else []
            )
    if up is not None and held.straight_up is not None:
        rules.append(
            _rule(
                name="straight up", kind="straight-up", held=held.straight_up, system=lines, end=end, time=up.time,
                distance=float(math.floor(up.distance / 100.0) * 100.0) or round(up.distance, 1),
            )
        )  # fmt: skip
    rules.append(
        TerminationRule(
            name="loss of data", kind="data-loss", action=lines.action, delay=action_delay(lines), loss=loss.table, end=end,
            source=PROPOSED, confidence="L",
        )
    )  # fmt: skip
    rules.append(
        TerminationRule(
            name="useful mission", kind="useful-mission", action="warn", persistence=held.useful.cycles, sources=1, end=end,
            distance=useful[0], speed=useful[1], source=PROPOSED, confidence="L",
        )
    )  # fmt: skip
    arming = own.arming if own is not None else Arming(sources=min(2, len(lines.sources)))
    safing = own.safing if own is not None and own.safing is not None else Safing(start=end)
    return lines.model_copy(
        update={
            "areas": tuple(areas),
            "rules": tuple(rules),
            "voting": voting,
            "arming": arming,
            "safing": safing,
            "attitude_error": None,
            "delay": None,
        }
    )


def _area(name: str, ring: Floats) -> LimitArea:
    # 1e-4 deg are 11 m: what is written is what is proposed
    points = [[f"{a:.4f} deg", f"{b:.4f} deg"] for a, b in np.degrees(ring)]
    return LimitArea.model_validate({"name": name, "points": points, "source": PROPOSED})


def _rule(held: Persistence, system: Termination, **fields: object) -> TerminationRule:
    return TerminationRule.model_validate({
        "action": system.action, "delay": action_delay(system), "persistence": held.cycles, "sources": min(2, len(system.sources)),
        "source": PROPOSED, "confidence": "L", **fields,
    })  # fmt: skip
