"""What every sample of a trial needs and none changes: the plan of the flight, the limits, where the nominal flight points."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from luncur.debris.breakup import broadside
from luncur.errors import InputError
from luncur.failure.strata import TURNS, Stratum, strata, thrusting
from luncur.flight import Trajectory, fly, plan
from luncur.flight.failing_path import AXES_STEP, nominal_axes
from luncur.flight.fly import nominal_times
from luncur.flight.plan import AscentPlan
from luncur.mission import Mission
from luncur.mission.model import FailureMode

Floats = NDArray[np.float64]
STEP = AXES_STEP  # between the rows of a flight [s]
BEYOND = 60.0  # that flights are followed after the last moment at which a rule may act: a dispersed flight is late [s]


@dataclass(frozen=True)
class Setting:
    """times[m]: moments [s] of a flight's rows; axes[k, 3]: nominal axis of the thrust every ``STEP``, inertial; phases: name,
    start, end [s] of each burn; modes: the malfunctions that turn or slow a vehicle, with ``weights`` of their strata.
    """

    plan: AscentPlan
    trajectory: Trajectory
    seed: int
    times: Floats
    axes: Floats
    phases: tuple[tuple[str, float, float], ...]
    strata: tuple[Stratum, ...]
    broadside: Floats

    @property
    def mission(self) -> Mission:
        return self.plan.mission

    @property
    def end(self) -> float:
        """End of the nominal flight [s]."""
        return float(self.trajectory.time[-1])

    @property
    def watched(self) -> float:
        """Until when flights are watched, and for how long one is followed after its failure at the most [s]."""
        return float(self.times[-1])

    @property
    def key(self) -> tuple[int, int]:
        return self.seed & 0xFFFFFFFF, (self.seed >> 32) & 0xFFFFFFFF

    @property
    def weights(self) -> Floats:
        weight = np.array([s.weight for s in self.strata])
        return np.asarray(weight / weight.sum())

    def mode(self, stratum: int) -> FailureMode:
        assert self.mission.failure is not None
        name = self.strata[stratum].mode
        return next(m for m in self.mission.failure.modes if m.name == name)

    def phase_of(self, time: float) -> str:
        """The burn that a moment of the nominal flight lies in; between burns and after them the one before."""
        if math.isnan(time):
            return ""
        before = [name for name, start, _ in self.phases if start <= time]
        return before[-1] if before else self.phases[0][0]


def setting(mission: Mission, seed: int) -> Setting:
    """Plan and fly the nominal mission for a trial.

    Raises InputError when the mission has no rules, no malfunction that could turn it, or a given trajectory: that tells no
    malfunction turn.
    """
    if mission.termination is None or not mission.termination.rules:
        raise InputError(mission.file, "termination.rule", None, "at least one rule to try")
    ascent = plan(mission)
    if ascent.given is not None:
        raise InputError(
            mission.file, "trajectory", None, "a vehicle that luncur flies: a given trajectory has no turns"
        )
    trajectory = fly(ascent)
    times = nominal_times(ascent)
    tabled = {m.name for m in mission.failure.modes if m.turns is not None} if mission.failure else set()
    turning = tuple(
        s
        for s in strata(mission, times)
        if s.kind in TURNS and not s.unended and s.weight > 0 and s.event < 0 and s.mode not in tabled
    )
    if not turning:
        raise InputError(
            mission.file, "failure.mode", None, f"a malfunction that the system is there for ({', '.join(TURNS)})"
        )
    end = float(trajectory.time[-1])
    return Setting(
        plan=ascent,
        trajectory=trajectory,
        seed=seed,
        times=np.arange(0.0, end + BEYOND, STEP),
        axes=nominal_axes(ascent, thrusting(mission, times), end),
        phases=tuple(thrusting(mission, times)),
        strata=turning,
        broadside=broadside(mission),
    )


def watched(at: Setting, last: float) -> Setting:
    """The same with rows to ``BEYOND`` after ``last`` [s]: the moment after which no rule of any set acts."""
    return replace(at, times=np.arange(0.0, min(last, at.end) + BEYOND, STEP))
