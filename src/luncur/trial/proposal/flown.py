"""The flights that a proposal follows from, up to the end of its limits."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from luncur.flight import Trajectory, fly, plan
from luncur.flight.plan import AscentPlan
from luncur.mission import Mission
from luncur.mission.flight_safety import Termination
from luncur.termination import RuleTable, rule_table
from luncur.trial.proposal.choices import Choices
from luncur.trial.proposal.flights import Draw, draw, end_of_limits, impact_of, normal_states, times_of
from luncur.trial.proposal.spread import Normal, normal_flights
from luncur.trial.proposal.trace import Trace, trace_of
from luncur.trial.proposal.travel import Sensitivity, sensitivity

Floats = NDArray[np.float64]

FARTHEST = 10e6  # along the trace that a normal flight may be at the end of the limits [m]; an area reaches 80 deg from its middle


@dataclass(frozen=True)
class Flown:
    """The nominal and the dispersed normal flights of a mission up to the end of its limits."""

    ascent: AscentPlan
    trajectory: Trajectory
    times: Floats
    nominal: Floats
    trace: Trace
    sensitive: Sensitivity
    launches: Draw
    flights: Normal
    end: float
    end_name: str
    cut: bool  # whether the limits end because normal flights run on farther than an area can hold

    @property
    def along(self) -> Floats:
        """Distance of the nominal impact point along the trace [m], never falling."""
        return np.maximum.accumulate(self.sensitive.along)

    def compiled(self, system: Termination) -> RuleTable:
        """The rules of a system for this mission."""
        mission = self.ascent.mission.model_copy(update={"termination": system})
        return rule_table(replace(self.ascent, mission=mission), self.trajectory)


def fly_normal(mission: Mission, seed: int, chosen: Choices) -> Flown:
    """Fly what a proposal follows from.  Raises PhysicsError for a flight without a trace on the ground."""
    ascent = plan(mission)
    trajectory = fly(ascent)
    end, end_name = end_of_limits(ascent, trajectory)
    launches = draw(ascent, seed, chosen.flights)
    whole = _flown(ascent, trajectory, launches, end, end_name)
    far = np.nanmax(whole.flights.along, axis=0, initial=0.0)
    # an orbit has no impact point: from the first of the flights that reaches one, the farthest is not told
    gone = np.isnan(whole.flights.along).any(axis=0)
    beyond = np.flatnonzero((far > FARTHEST) | gone)
    if len(beyond) == 0:
        return whole
    end = float(math.floor(whole.times[beyond[0]] - 1e-6))
    return replace(_flown(ascent, trajectory, launches, end, f"{end:.0f} s"), cut=True)


def _flown(ascent: AscentPlan, trajectory: Trajectory, launches: Draw, end: float, end_name: str) -> Flown:
    times = times_of(trajectory, end)
    still = Draw(np.zeros((1, len(ascent.dispersions))), np.zeros((1, ascent.weather.normals)))
    nominal = normal_states(ascent, still, times)[0]
    trace = trace_of(*impact_of(nominal))
    flights = normal_flights(ascent, launches, nominal, times, trace)
    found = sensitivity(nominal, times, trajectory, trace)
    return Flown(ascent, trajectory, times, nominal, trace, found, launches, flights, end, end_name, False)
