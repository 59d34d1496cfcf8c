"""Lines, persistence and travel of the impact point made to fit each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.errors import PhysicsError
from luncur.mission.flight_safety import Termination
from luncur.trial.proposal.border import Border
from luncur.trial.proposal.choices import Choices
from luncur.trial.proposal.debris import Spread
from luncur.trial.proposal.flown import Flown
from luncur.trial.proposal.gates import Gate, gates
from luncur.trial.proposal.lines import Widths, corners, fine_stations, rear, widths
from luncur.trial.proposal.people import Places
from luncur.trial.proposal.persistence import Persistence, navigation_noise, persistence
from luncur.trial.proposal.spread import LARGER, Across, across
from luncur.trial.proposal.system import line_only
from luncur.trial.proposal.travel import reaction_time

Floats = NDArray[np.float64]

ROUNDS = 5  # in which persistence, travel and line are made to fit each other
MOST_AHEAD = 1e6  # of the reserve beyond the farthest normal flight: an area has its limits too [m]
OBLIQUE = math.sqrt(
    2.0
)  # a line that turns by up to the ratio of both rates is met by both motions of the impact point


@dataclass(frozen=True)
class Drawn:
    """Lines and gates, and what they are drawn with; taken[times] [m/s]: fastest motion towards a line that is allowed for."""

    held: Persistence
    normal: Across
    widths: Widths
    reaction: float
    taken: Floats
    ring: Floats
    gates: tuple[Gate, ...]
    system: Termination
    border: Border


def draw_lines(
    flown: Flown, system: Termination, spread: Spread, places: Places, chosen: Choices, faster: Floats
) -> Drawn:
    """Lines and gates; faster[times]: times the motion of the impact point that the nominal flight's thrust gives.

    Raises PhysicsError when a normal flight passes the line.
    """
    held, normal, drawn, reaction, taken = _fit(flown, system, spread, places, chosen, faster)
    back = rear(places, drawn, chosen.floor)
    ring = corners(flown.trace, drawn, float(normal.station[-1]), back)
    reach = faster * flown.sensitive.reach(reaction)[:, 1]
    ahead = np.interp(flown.times, spread.time, spread.ahead) + reach
    far = np.interp(normal.station, flown.along, ahead)
    rate = np.interp(normal.station, flown.along, np.gradient(flown.along, flown.times))
    openings = gates(flown.trace, normal, drawn, places, far, rate, back, chosen)
    lines = line_only(system, ring, openings, held, flown.end_name)
    return Drawn(held, normal, drawn, reaction, taken, ring, openings, lines, Border(flown.compiled(lines)))


def clearance(flown: Flown, drawn: Drawn) -> float:
    """Least margin of any normal flight's impact point to the line [m].  Raises PhysicsError when it is not above 0."""
    places = flown.trace.place(flown.flights.along, flown.flights.left)
    clear = float(drawn.border.margin(*places).min())
    if not clear > 0.0:
        raise PhysicsError(
            f"{flown.ascent.mission.file}: a normal flight passes the proposed line by {-clear:.0f} m: its {len(drawn.ring)} "
            "corners cannot follow the trace"
        )
    return clear


def _fit(
    flown: Flown, system: Termination, spread: Spread, places: Places, chosen: Choices, faster: Floats
) -> tuple[Persistence, Across, Widths, float, Floats]:
    """Persistence, normal flights' edge, widths, reaction [s] and motion that is allowed for [m/s], each as the others ask."""
    noise, bias = navigation_noise(system, flown.sensitive)
    rate, along = flown.sensitive.rate(), flown.along
    taken = faster * OBLIQUE * flown.sensitive.reach(1.0)[:, 0]
    cycles = chosen.cycles
    for _ in range(ROUNDS):
        reaction = reaction_time(system, cycles)
        station = fine_stations(_front(flown, spread, faster[:, None] * flown.sensitive.reach(reaction)))
        normal = across(flown.flights, station, chosen.sigmas, chosen.floor)
        reserve = np.interp(flown.times, spread.time, spread.aside) + taken * reaction
        closest = normal.edge + np.interp(station, along, taken * chosen.gap)[:, None]
        slope = np.interp(station, along, rate[:, 0] / np.maximum(rate[:, 1], 1e-9))
        drawn = widths(normal, closest, np.interp(station, along, reserve), slope, places)
        margin = _edge_margin(normal, drawn, along)
        held = persistence(system, margin, noise[:, 0], bias[:, 0], flown.times, rate[:, 0], chosen.false_alarm, cycles)
        if held.cycles <= cycles:
            break
        cycles = held.cycles
    return held, normal, drawn, reaction, taken


def _front(flown: Flown, spread: Spread, reach: Floats) -> float:
    """How far along the trace the line goes [m]: beyond the farthest normal flight at the end of the limits, and the reserve ahead."""
    last = flown.flights.along[:, -1]
    mean = float(np.nanmean(last))
    farthest = mean + LARGER * (float(np.nanmax(last)) - mean)
    reserve = float(spread.ahead[-1]) + float(reach[-1, 1])
    return max(farthest, flown.trace.length) + min(reserve, MOST_AHEAD)


def _edge_margin(normal: Across, drawn: Widths, along: Floats) -> Floats:
    """From the 3-sigma edge of the normal flights to the nearer line [m], at distances along the trace [m]."""
    left = drawn.width[:, 0] - (normal.mean + 3.0 * normal.sigma)
    right = drawn.width[:, 1] - (3.0 * normal.sigma - normal.mean)
    return np.asarray(np.interp(along, normal.station, np.minimum(left, right)))
