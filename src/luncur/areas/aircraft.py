"""Aircraft among falling debris: how much ground a flying aircraft answers for, and when debris is in its air."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import STANDARD_GRAVITY
from luncur.earth.us76 import us76

Floats = NDArray[np.float64]

FL600 = 60_000 * 0.3048  # top of the air in which aircraft fly [m]


@dataclass(frozen=True)
class Aircraft:
    """Size and speed of an aircraft: plan area [m2], frontal area [m2], speed [m/s].

    The default is assumed: a large airliner, seen from above as a disc of its wings and fuselage.
    """

    plan_area: float = 1000.0
    frontal_area: float = 120.0
    speed: float = 250.0


@dataclass(frozen=True)
class Ship:
    """Length and beam of a ship [m]. The default is assumed: a large merchant ship."""

    length: float = 300.0
    beam: float = 45.0


def ship_radius(ship: Ship, piece_area: Floats) -> Floats:
    """Radius [m] of the circle of the same area as a ship grown all round by half a piece (its radius as a disc).

    piece_area: largest projected area of the piece [m2].  Grown rectangle: L B + 2 r (L + B) + pi r^2.
    Source: 14 CFR 450.133(b)(2), "on or near"; growth by half the piece as in RCC 321 (recalled, unconfirmed).
    """
    r = np.sqrt(np.asarray(piece_area) / math.pi)
    grown = ship.length * ship.beam + 2 * r * (ship.length + ship.beam) + math.pi * r**2
    return np.asarray(np.sqrt(grown / math.pi))


@cache
def _slowness() -> Floats:
    """Time [s] that a piece of 1 kg/m2 takes at its terminal speed from 0 to each of 0, 100, ... m."""
    z = np.arange(0.0, FL600 + 100.0, 100.0)
    slow = np.sqrt(us76(z).density / (2 * STANDARD_GRAVITY))  # 1 / terminal speed, sqrt(beta) times
    return np.concatenate([[0.0], np.cumsum(0.5 * (slow[1:] + slow[:-1]) * 100.0)])


def time_in_air(ballistic_coefficient: Floats, top: float = FL600) -> Floats:
    """Time [s] a piece of m / (Cd A) [kg/m2] takes from ``top`` [m] to sea level at its terminal speed by altitude.

    Terminal speed sqrt(2 g beta / density), density of the US Standard Atmosphere 1976.  A piece that is still slowing
    down takes less; one that rises into the layer takes no longer than its whole fall (the caller's bound).
    """
    table = _slowness()
    return np.asarray(np.interp(top, np.arange(len(table)) * 100.0, table) / np.sqrt(ballistic_coefficient))


def aircraft_radius(aircraft: Aircraft, piece_area: Floats, ballistic_coefficient: Floats, speed: Floats) -> Floats:
    """Radius [m] of the circle of ground over which a falling piece meets an aircraft that is there.

    While a piece falls through the height of an aircraft this moves on by its speed times that time, so it sweeps
    frontal area x speed / fall speed besides its plan area; the same follows from the time the debris spends in the whole
    layer, its mean density there and the volume swept in that time.  The fall speed is the slowest in the layer, at its
    bottom: the smaller of terminal speed and speed of impact.  Areas are those of discs, grown by half the piece.
    """
    half = np.sqrt(np.asarray(piece_area) / math.pi)
    terminal = np.sqrt(2 * STANDARD_GRAVITY * np.asarray(ballistic_coefficient) / float(us76(np.zeros(1)).density[0]))
    fall = np.maximum(np.minimum(terminal, speed), 1.0)
    plan = (math.sqrt(aircraft.plan_area / math.pi) + half) ** 2
    front = (math.sqrt(aircraft.frontal_area / math.pi) + half) ** 2
    return np.asarray(np.sqrt(plan + front * aircraft.speed / fall))
