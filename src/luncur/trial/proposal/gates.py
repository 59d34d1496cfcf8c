"""Gates: where normal flights pass over people, only a healthy flight may go on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.trial.proposal.choices import Choices
from luncur.trial.proposal.lines import Widths, check_ring, corners
from luncur.trial.proposal.people import Places
from luncur.trial.proposal.spread import Across
from luncur.trial.proposal.trace import Trace

Floats = NDArray[np.float64]
PASSAGE = 1.0  # a gate is as deep as the impact point goes in this time and one cycle's data may be old [s]
NEAREST = 30e3  # to the pad [m]


@dataclass(frozen=True)
class Gate:
    """at [m] along the trace: the line across it; first, last [m] and people of what lies beyond.

    before: corners [rad, n, 2] of the area up to the line; opening: of the gate in it.
    """

    at: float
    first: float
    last: float
    people: float
    before: Floats
    opening: Floats


def gates(
    trace: Trace, normal: Across, drawn: Widths, places: Places, ahead: Floats, rate: Floats, back: float, choices: Choices
) -> tuple[Gate, ...]:  # fmt: skip
    """Of the places that normal flights pass over, in groups; those with most people, in the order of flight.

    ahead[stations] [m]: how far ahead of a line across the trace pieces of a flight ended there come down; rate[stations] [m/s]
    of the nominal impact point.
    """
    out = []
    for first, last, people in groups(normal, places, ahead):
        # the reserve at the line, not at the place: they grow along the trace
        at = first - float(np.interp(first, normal.station, ahead))
        if at < NEAREST or people < choices.gate_people or at >= normal.station[-1]:
            continue
        out.append((people, at, first, last))
    chosen = sorted(sorted(out, reverse=True)[: choices.gates], key=lambda g: g[1])
    return tuple(_gate(trace, normal, drawn, back, at, first, last, people, rate) for people, at, first, last in chosen)


def groups(normal: Across, places: Places, ahead: Floats) -> list[tuple[float, float, float]]:
    """First and last distance along the trace [m] and people of each group of populated cells that normal flights pass over."""
    side = np.where(
        places.left >= 0,
        np.interp(places.along, normal.station, normal.edge[:, 0]),
        np.interp(places.along, normal.station, normal.edge[:, 1]),
    )
    over = (np.abs(places.left) - places.half <= side) & (places.along > 0) & (places.along <= normal.station[-1])
    order = np.argsort(places.along[over], kind="stable")
    along, half, people = (x[over][order] for x in (places.along, places.half, places.people))
    out: list[tuple[float, float, float]] = []
    for s, h, n in zip(along.tolist(), half.tolist(), people.tolist(), strict=True):
        gap = float(np.interp(s, normal.station, ahead))
        if out and s - h - out[-1][1] < gap:
            first, last, total = out[-1]
            out[-1] = (first, max(last, s + h), total + n)
        else:
            out.append((s - h, s + h, n))
    return out


def _gate(
    trace: Trace, normal: Across, drawn: Widths, back: float, at: float, first: float, last: float, people: float, rate: Floats
) -> Gate:  # fmt: skip
    before = corners(trace, drawn, at, back)
    deep = max(PASSAGE * float(np.interp(at, normal.station, rate)), 5e3)
    edge = np.stack([np.interp([at, at + deep], normal.station, normal.edge[:, c]) for c in (0, 1)], axis=1)
    s = np.array([at - 0.2 * deep, at + deep])
    left, right = trace.place(s, edge[:, 0]), trace.place(s, -edge[:, 1])
    opening = np.concatenate([np.stack(left, axis=1), np.stack(right, axis=1)[::-1]])
    check_ring(opening)
    return Gate(at, first, last, people, before, opening)
