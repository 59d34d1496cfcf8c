"""Proposes limits of a flight-safety system: where a flight has to be ended so that people are kept clear.

It only draws where a flight has to be ended; it searches for no launch that reaches a place.  What it proposes is for an
analyst to edit, and never to be connected to a termination system.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError
from luncur.mission import Mission
from luncur.mission.flight_safety import Termination
from luncur.termination import RuleTable
from luncur.trial.proposal.border import Border
from luncur.trial.proposal.choices import Choices
from luncur.trial.proposal.data_loss import DataLoss, data_loss
from luncur.trial.proposal.debris import Spread, debris_spread
from luncur.trial.proposal.fit import Drawn, clearance, draw_lines
from luncur.trial.proposal.flown import Flown, fly_normal
from luncur.trial.proposal.overflown import Overflown, overflown
from luncur.trial.proposal.people import model_of, named, populated
from luncur.trial.proposal.persistence import (
    Persistence,
    navigation_noise,
    persistence,
    state_noise,
    tolerances,
)
from luncur.trial.proposal.straight_up import StraightUp, straight_up
from luncur.trial.proposal.system import Held, starting_system, whole_system

Floats = NDArray[np.float64]

REDRAWN = 3  # times at most that lines are drawn again because the impact point was found to be faster than allowed for
SPREADS = 60  # times at which the spread of pieces is computed
AROUND = 600e3  # of the trace, in which people are looked for [m]
BEYOND = 2e6  # the farthest normal flight, likewise [m]


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a mission, and what it follows from; SI and radians.

    system: the whole of it, as a mission says it; table: the same, compiled; flown and lines: the flights and the lines it follows
    from; clear [m]: least margin of any of the normal flights to the line; faster: by how much the motion of the impact point was
    raised at the most because held flights were faster; useful: distance [m] and speed [m/s] from the nominal flight; assumed_system: whether
    sources had to be assumed; own_line: the area of the mission that data-loss times are held against (None: the proposed line).
    """

    mission: Mission
    seed: int
    choices: Choices
    system: Termination
    table: RuleTable
    flown: Flown
    lines: Drawn
    spread: Spread
    overflown: Overflown
    loss: DataLoss
    straight_up: StraightUp | None
    held: Held
    useful: tuple[float, float]
    clear: float
    faster: float
    assumed_system: bool
    own_line: str | None

    @property
    def end(self) -> tuple[float, str]:
        """Time [s] and name of the end of the limits."""
        return self.flown.end, self.flown.end_name

    @property
    def measured(self) -> float:
        """Fastest motion of held flights' impact points at the line, as a share of what is allowed for; 0 where none reached it."""
        return float(_measured(self.loss, self.flown, self.lines).max())


def propose(mission: Mission, seed: int = 0, choices: Choices | None = None, line: str | None = None) -> Proposal:
    """Impact limit lines, gates, data-loss times, straight-up time, persistence and useful-mission limit for a mission.

    seed: the same seed, the same proposal; choices: figures that are assumed otherwise; line: name of an area of the mission that
    data-loss times are held against in place of the proposed line, the pieces' spread taken off its inside.
    Raises InputError for an area that the mission does not have; PhysicsError for a flight that has no trace on the ground, whose
    normal flights do not fit into an area of the rules, or whose trace bends too sharply.
    """
    chosen = choices or Choices()
    system, assumed = starting_system(mission)
    if line is not None and line not in {a.name for a in system.areas}:
        raise InputError(mission.file, "termination.area", line, "the name of an area of the mission")
    flown = fly_normal(mission, seed, chosen)
    at = np.unique(np.linspace(0, len(flown.times) - 1, SPREADS).astype(np.int64))
    spread = debris_spread(flown.ascent, flown.times[at], chosen, seed)
    model = model_of(mission)
    front = float(np.nanmax(flown.flights.along)) + BEYOND
    places = populated(mission, model, flown.trace, front, AROUND, chosen.density)
    faster = np.ones(len(flown.times))
    for _ in range(REDRAWN):
        lines = draw_lines(flown, system, spread, places, chosen, faster)
        clear = clearance(flown, lines)
        loss = _loss(flown, mission, lines, spread, chosen, line)
        share = _measured(loss, flown, lines)
        if share.max() <= 1.0 or line is not None:
            break
        faster *= np.maximum(1.05 * np.interp(flown.times, loss.time, _around(share)), 1.0)
    up = straight_up(flown.ascent, flown.flights.pad, flown.times, places, lines.reaction, chosen, seed)
    useful = _useful(system, flown)
    held = Held(lines.held, _held_up(system, flown, up, chosen), _held_useful(system, flown, useful, chosen))
    voting = tolerances(system, flown.end, chosen.tolerance)
    whole = whole_system(mission, lines.system, loss, up, useful, held, voting, flown.end_name)
    return Proposal(
        mission=mission, seed=seed, choices=chosen, system=whole, table=flown.compiled(whole), flown=flown, lines=lines, spread=spread,
        overflown=overflown(model.name, places, named(flown.trace, front, AROUND), lines.widths), loss=loss, straight_up=up, held=held,
        useful=useful, clear=clear, faster=float(faster.max()), assumed_system=assumed, own_line=line,
    )  # fmt: skip


def _measured(loss: DataLoss, flown: Flown, lines: Drawn) -> Floats:
    """Motion of held flights' impact points at the line as a share of what is allowed for, 0 where none reached it."""
    share = loss.rate / np.maximum(np.interp(loss.time, flown.times, lines.taken), 1e-9)
    return np.where(np.isfinite(share), share, 0.0)


def _around(share: Floats) -> Floats:
    """The largest of each and its neighbours."""
    return np.max([share, np.append(share[1:], 0.0), np.append(0.0, share[:-1])], axis=0)


def _loss(flown: Flown, mission: Mission, lines: Drawn, spread: Spread, chosen: Choices, line: str | None) -> DataLoss:
    """Against the proposed line, which keeps the spread outside itself; or against one of the mission's, which does not."""
    border, aside = lines.border, np.zeros(len(flown.times))
    if line is not None and mission.termination is not None:
        border = Border(flown.compiled(mission.termination), [a.name for a in mission.termination.areas].index(line))
        aside = np.interp(flown.times, spread.time, spread.aside)
    return data_loss(
        flown.ascent, flown.launches, flown.flights, flown.times, border, aside, flown.end, chosen.longest, chosen.every
    )  # fmt: skip


def _useful(system: Termination, flown: Flown) -> tuple[float, float]:
    """Distance [m] and speed [m/s] from the nominal flight that the outermost normal flight keeps within, with navigation's noise."""
    position, velocity, drift_p, drift_v = state_noise(system, flown.times)
    distance = float((flown.flights.farthest + 6.0 * position + 3.0 * drift_p).max())
    speed = float((flown.flights.fastest + 6.0 * velocity + 3.0 * drift_v).max())
    return math.ceil(distance / 1e3) * 1e3, math.ceil(speed / 5.0) * 5.0


def _held_useful(system: Termination, flown: Flown, useful: tuple[float, float], chosen: Choices) -> Persistence:
    position, velocity, drift_p, drift_v = state_noise(system, flown.times)
    own = (
        (useful[0] - flown.flights.farthest, position, drift_p), (useful[1] - flown.flights.fastest, velocity, drift_v),
    )  # fmt: skip
    still, limits = np.zeros(1), (chosen.false_alarm, chosen.cycles)
    return max((persistence(system, *of, flown.times, still, *limits) for of in own), key=lambda p: p.cycles)


def _held_up(system: Termination, flown: Flown, up: StraightUp | None, chosen: Choices) -> Persistence | None:
    if up is None:
        return None
    later = flown.times >= up.time
    noise, bias = (x[later].max(axis=1) for x in navigation_noise(system, flown.sensitive))
    return persistence(
        system, flown.flights.pad[later] - up.distance, noise, bias, flown.times[later],
        flown.sensitive.rate()[later][:1].max(axis=1), chosen.false_alarm, chosen.cycles,
    )  # fmt: skip
