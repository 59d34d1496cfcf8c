"""How fast the impact point can move, how far it does while the system reacts, and how much of navigation's noise it has."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import MEAN_RADIUS
from luncur.flight import Trajectory
from luncur.mission.flight_safety import NavigationSource, Termination
from luncur.termination.rule_table import unit_vectors
from luncur.trial.proposal.flights import impact_of
from luncur.trial.proposal.trace import Trace

Floats = NDArray[np.float64]
POSITION_STEP, VELOCITY_STEP = 10.0, 0.1  # of the differences [m], [m/s]
BEFORE = np.array([-10.0, -5.0, -2.5, -0.5, 0.0])  # times at which the thrust is looked at [s]
LATER = (
    20.0  # a flight that leaves its trace is at its line up to this long after; thrust and range have grown then [s]
)


@dataclass(frozen=True)
class Sensitivity:
    """At times of the nominal flight: its along-trace distance [m], and how the impact point answers.

    by_position, by_velocity[k, 2, 3]: metres to the left and ahead per metre and per m/s of the Earth-fixed state;
    acceleration[k]: of the thrust [m/s2].
    """

    time: Floats
    along: Floats
    by_position: Floats
    by_velocity: Floats
    acceleration: Floats

    def rate(self) -> Floats:
        """Fastest motion of the impact point [k, 2] to the sides and ahead [m/s]: thrust in the worst direction.

        Without thrust a vacuum impact point stands still, so its rate is the thrust's acceleration through ``by_velocity``.
        """
        return np.linalg.norm(self.by_velocity, axis=2) * self.acceleration[:, None]

    def reach(self, reaction: float) -> Floats:
        """Distance [k, 2] that the impact point can move in a time [s], at the fastest rate of the next while."""
        rate = self.rate()
        last = np.searchsorted(self.time, self.time + LATER)
        return reaction * np.array([rate[i : max(j, i + 1)].max(axis=0) for i, j in enumerate(last)])

    def noise(self, position: float, velocity: float) -> Floats:
        """Standard deviation [k, 2] of the impact point to the sides and ahead [m] for errors per axis [m], [m/s]."""
        return np.sqrt(
            (np.linalg.norm(self.by_position, axis=2) * position) ** 2
            + (np.linalg.norm(self.by_velocity, axis=2) * velocity) ** 2
        )


def sensitivity(state: Floats, times: Floats, trajectory: Trajectory, trace: Trace) -> Sensitivity:
    """Of nominal states [k, 6] at times [k] [s], by differences; thrust and mass are the trajectory's."""
    latitude, longitude = impact_of(state)
    along, _ = trace.project(latitude, longitude)
    here = unit_vectors(np.stack([latitude, longitude], axis=1))
    ahead = _towards(trace, along)
    left = np.cross(here, ahead)
    axes = np.stack([left, ahead], axis=1)
    parts = []
    for c in range(6):
        step = POSITION_STEP if c < 3 else VELOCITY_STEP
        moved = state.copy()
        moved[:, c] += step
        there = unit_vectors(np.stack(impact_of(moved), axis=1))
        parts.append(np.einsum("kaj,kj->ka", axes, (there - here) * MEAN_RADIUS / step))
    by = np.nan_to_num(np.stack(parts, axis=2))
    # a dispersed flight passes a cutoff some seconds late: until then its thrust is what it was before
    at = times + BEFORE[:, None]
    thrust = np.interp(at, trajectory.time, trajectory.thrust) / np.interp(at, trajectory.time, trajectory.mass)
    return Sensitivity(times, along, by[:, :, :3], by[:, :, 3:], thrust.max(axis=0))


def _towards(trace: Trace, along: Floats) -> Floats:
    """Unit vectors along the trace at these distances."""
    a = unit_vectors(np.stack(trace.place(along - 500.0, np.zeros_like(along)), axis=1))
    b = unit_vectors(np.stack(trace.place(along + 500.0, np.zeros_like(along)), axis=1))
    return (b - a) / np.linalg.norm(b - a, axis=1)[:, None]


def reaction_time(system: Termination, cycles: int) -> float:
    """From the first cycle that could see a breach until the action is done [s]: age of the data, persistence, delay."""
    age = max(s.latency + s.period for s in system.sources)
    return age + cycles * system.period + action_delay(system)


def action_delay(system: Termination) -> float:
    """From the decision until the action is done [s]: the longest of the rules that end a flight, or what is said for all."""
    delays = [rule.delay for rule in system.rules if rule.action != "warn"]
    return max(delays, default=system.delay or 0.0)


def white_noise(source: NavigationSource) -> tuple[float, float]:
    """Standard deviations per axis [m], [m/s] of a source's state once it is moved to the moment of the cycle.

    The acceleration by which it is moved is the difference of two noisy velocities over a period.
    """
    age = source.latency + source.period
    grown = source.velocity_sigma * math.hypot(1.0, age / source.period)
    return math.hypot(source.position_sigma, age * grown), grown


def drift(source: NavigationSource, time: Floats) -> tuple[Floats, Floats]:
    """One standard deviation per axis [m], [m/s] of what a source has drifted by a time since lift-off [s]."""
    return source.position_drift * time, source.velocity_drift * time
