"""What a fuelled body falls on, and how much of its propellant then acts as TNT."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from luncur.risk.blast import liquid_yield, solid_yield

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SURFACES = ("soft", "hard", "water")
SOLID = {"soft": "soft", "hard": "concrete", "water": "water"}
LIQUID = {"soft": "soft", "hard": "hard", "water": "soft"}  # the handbook has no curve for liquids on water
HARD_RADIUS = 200.0  # [m] of concrete around the pad; assumed
EARTH = 6371007.2  # [m]


def surface_of(latitude: Floats, longitude: Floats, pad: tuple[float, float], land: NDArray[np.bool_]) -> Ints:
    """Index into ``SURFACES`` of impacts [rad]: concrete around the pad [rad], soft ground on other land, else water."""
    north = latitude - pad[0]
    east = np.mod(longitude - pad[1] + np.pi, 2 * np.pi) - np.pi
    near = np.hypot(north, east * np.cos(pad[0])) * EARTH <= HARD_RADIUS
    return np.where(near, 1, np.where(land, 0, 2))


def tnt_equivalent(kinds: Sequence[str], propellant: Floats, speed: Floats, surface: Ints) -> Floats:
    """TNT [kg] that acts where bodies hit the ground with propellant aboard.

    propellant[m, kinds] [kg], in the order of ``kinds``: "solid", a liquid combination, or "inert", which does not explode;
    speed[m] at impact [m/s]; surface[m] index into ``SURFACES``.  Without propellant 0, whatever the speed.  A speed that is
    not a number with propellant aboard gives none.  Source: FAA Flight Safety Analysis Handbook v1.0 (2011), as in
    ``liquid_yield`` and ``solid_yield``; liquids on water are taken as on soft ground.
    """
    out = np.zeros(len(speed))
    for k, kind in enumerate(kinds):
        if kind == "inert":
            continue
        for s, name in enumerate(SURFACES):
            here = np.flatnonzero((propellant[:, k] > 0) & (surface == s))
            mass, v = propellant[here, k], speed[here]
            share = solid_yield(mass, v, SOLID[name]) if kind == "solid" else liquid_yield(kind, v, LIQUID[name])
            out[here] += mass * share
    return out
