"""The rule sets that are tried on the same flights: as designed, the naive one, and others that the analyst gives."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.flight import Trajectory
from luncur.flight.plan import AscentPlan
from luncur.mission import Mission
from luncur.mission.flight_safety import Termination
from luncur.termination import RuleTable, rule_table
from luncur.termination import columns as c
from luncur.trial.fault_columns import UNIT_COLUMNS

Floats = NDArray[np.float64]
DESIGNED, NAIVE = "as designed", "naive"


@dataclass(frozen=True)
class RuleSet:
    """A flight-safety system ready to be tried: its compiled rules, its sources, how many units decide and must command."""

    name: str
    table: RuleTable
    specs: Floats  # [sources, UNIT_COLUMNS]
    units: tuple[int, int]

    @property
    def sources(self) -> int:
        return len(self.specs)

    @property
    def last(self) -> float:
        """When the last rule that ends a flight is over, or the system is safe by its time, whichever comes first [s].

        Infinite where rules have no end and safing asks for a perigee, whose moment differs from flight to flight.
        """
        t = self.table
        ending = t.rules[t.rules[:, c.ACTION] > c.WARN]
        by_time = float(t.guards[4]) if math.isnan(t.guards[3]) else math.inf
        return min(float(ending[:, c.UNTIL].max()), by_time)

    def arrays(self) -> tuple[Any, ...]:
        """The rules as ``try_flight`` takes them."""
        t = self.table
        return t.rules, t.guards, t.limits, t.areas, t.edges, t.table, t.nominal, t.pad, t.air


def rule_set(name: str, ascent: AscentPlan, trajectory: Trajectory, system: Termination | None = None) -> RuleSet:
    """A rule set of a mission's flight; ``system`` in place of the mission's own.

    Raises InputError when there are no rules, or they do not fit the flight.
    """
    mission = ascent.mission if system is None else with_system(ascent.mission, system)
    if mission.termination is None or not mission.termination.rules:
        raise InputError(mission.file, "termination.rule", None, "at least one rule to try")
    if all(rule.action == "warn" for rule in mission.termination.rules):
        raise InputError(mission.file, "termination.rule", None, "at least one rule that ends a flight")
    return _compiled(name, replace(ascent, mission=mission), trajectory)


def _compiled(name: str, ascent: AscentPlan, trajectory: Trajectory) -> RuleSet:
    table, system = rule_table(ascent, trajectory), ascent.mission.termination
    assert system is not None
    specs = np.zeros((len(system.sources), UNIT_COLUMNS))
    for k, source in enumerate(system.sources):
        specs[k] = (
            source.period, source.latency, source.position_sigma, source.velocity_sigma, source.position_drift,
            source.velocity_drift,
        )  # fmt: skip
    return RuleSet(name, table, specs, table.units)


def with_system(mission: Mission, system: Termination) -> Mission:
    """The mission with another flight-safety system."""
    return mission.model_copy(update={"termination": system})


def naive_system(system: Termination) -> Termination:
    """The same limits watched by one source that is always believed, one decision unit, no persistence and no safing.

    What voting, persistence and several units are worth shows in the difference; safing only where rules go on after it.  What no
    unit can measure (a place in the Earth, 12 km/s, a time to come) is not believed here either.
    """
    believed = system.voting.model_copy(
        update={
            "maximum_acceleration": 1e12,
            "position_tolerance": 1e12,
            "velocity_tolerance": 1e12,
            "readmission": 1,
            "frozen": 1000,
        }
    )
    rules = tuple(rule.model_copy(update={"persistence": 1, "sources": min(rule.sources, 1)}) for rule in system.rules)
    return system.model_copy(
        update={
            "sources": system.sources[:1],
            "voting": believed,
            "rules": rules,
            "arming": system.arming.model_copy(update={"sources": 1}),
            "safing": None,
            "units": None,
        }
    )
