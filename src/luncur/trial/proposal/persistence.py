"""How many cycles in a row a limit must be passed, so that noise alone does not end a normal flight; and what that costs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from luncur.mission.flight_safety import Termination, Voting
from luncur.trial.proposal.travel import Sensitivity, drift, white_noise

Floats = NDArray[np.float64]
MOST = 50  # cycles
EDGE = 3.0  # standard deviations of drift that are taken off the margin


@dataclass(frozen=True)
class Persistence:
    """cycles in a row; false_alarm: chance that noise ends a flight that stays at the 3-sigma edge; travel [m]: the largest price."""

    cycles: int
    false_alarm: float
    travel: float


def persistence(
    system: Termination,
    margin: Floats,
    noise: Floats,
    bias: Floats,
    time: Floats,
    rate: Floats,
    limit: float,
    least: int,
) -> Persistence:
    """The fewest cycles that hold the false alarms of a whole flight below a limit.

    margin, noise (one standard deviation), bias[k]: of the flight at the edge of the normal ones, in the limit's unit; time[k] [s];
    rate[k]: how fast the limited quantity can move [unit/s].  Cycles that see the same measurement count as one, and are not
    counted as independent.  Where ``MOST`` cycles are not enough, that is what is given, with its chance.
    """
    repeats = max(1, math.ceil(max(s.period for s in system.sources) / system.period - 1e-9))
    cycles = np.gradient(time) / system.period if len(time) > 1 else np.ones(1)
    passed = norm.sf(np.maximum(margin - EDGE * bias, 0.0) / np.maximum(noise, 1e-12))
    independent = max(1, math.ceil(least / repeats))
    while True:
        chance = float(min(np.sum(cycles * passed**independent), 1.0))
        if chance <= limit or independent * repeats >= MOST:
            break
        independent += 1
    count = max(least, independent * repeats)
    return Persistence(count, chance, float(np.max(rate)) * (count - 1) * system.period)


def navigation_noise(system: Termination, sensitive: Sensitivity) -> tuple[Floats, Floats]:
    """Noise and drift [k, 2] of the impact point to the sides and ahead [m], of the worst source: it may be the one that is left."""
    noise, bias = np.zeros((len(sensitive.time), 2)), np.zeros((len(sensitive.time), 2))
    for source in system.sources:
        noise = np.maximum(noise, sensitive.noise(*white_noise(source)))
        position, velocity = drift(source, sensitive.time)
        own = np.sqrt(
            (np.linalg.norm(sensitive.by_position, axis=2) * position[:, None]) ** 2
            + (np.linalg.norm(sensitive.by_velocity, axis=2) * velocity[:, None]) ** 2
        )
        bias = np.maximum(bias, own)
    return noise, bias


def state_noise(system: Termination, time: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Noise of position [m] and velocity [m/s], then their drifts [k], of the worst source, in space (three axes)."""
    white = np.array([white_noise(source) for source in system.sources]).max(axis=0) * math.sqrt(3.0)
    drifted = np.array([drift(source, time) for source in system.sources]).max(axis=0) * math.sqrt(3.0)
    return np.full(len(time), white[0]), np.full(len(time), white[1]), drifted[0], drifted[1]


def tolerances(system: Termination, end: float, sigmas: float) -> Voting:
    """The mission's voting with tolerances from the sources' own noise: healthy ones differ by less until the end [s].

    Two sources differ by the root of the sum of their squares; three axes add up; drift counts at three standard deviations.
    """
    position, velocity = 0.0, 0.0
    for source in system.sources:
        p, v = white_noise(source)
        dp, dv = drift(source, np.array([end]))
        position = max(position, sigmas * math.sqrt(6.0) * p + EDGE * math.sqrt(3.0) * float(dp[0]))
        velocity = max(velocity, sigmas * math.sqrt(6.0) * v + EDGE * math.sqrt(3.0) * float(dv[0]))
    rounded = {
        "position_tolerance": float(math.ceil(position / 10.0) * 10.0), "velocity_tolerance": math.ceil(velocity * 10.0) / 10.0
    }  # fmt: skip
    return system.voting.model_copy(update=rounded)
