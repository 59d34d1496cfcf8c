"""Flights whose thrust is turned at once and held in an inertial direction: what a vehicle can do at the worst."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from luncur.debris.breakup import broadside
from luncur.earth.frames import earth_fixed_state
from luncur.flight.batch import Releases
from luncur.flight.malfunction import fly_on_from, turn_axes
from luncur.flight.malfunction_kernel import HELD
from luncur.flight.malfunction_step_kernel import WRONG_COLUMNS
from luncur.flight.plan import AscentPlan

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NO_RULE = (np.pi, np.inf)  # attitude error that ends the flight [rad] and delay [s]: none
BLOCK = 1024  # flights at once
UNLIMITED = (np.inf, np.inf, np.inf, np.inf)  # loads that break the vehicle: none do, so its thrust goes on


@dataclass(frozen=True)
class Held:
    """Flights whose thrust is held: row of the start, how far [rad] and in which plane about the thrust [rad] it was turned."""

    start: Ints
    angle: Floats
    around: Floats

    def every(self, durations: int) -> Held:
        """Each of them as often as there are durations."""
        return replace(
            self, **{name: np.repeat(getattr(self, name), durations) for name in ("start", "angle", "around")}
        )


class HeldFlights:
    """Flies on from stopped flights in the mean weather."""

    def __init__(self, ascent: AscentPlan) -> None:
        self._ascent = ascent
        self._across = broadside(ascent.mission)

    def states(self, failed: Releases, z: Floats, held: Held, duration: Floats) -> Floats:
        """Earth-fixed states [n, 6] when the thrust has been held for durations[n] [s]; a vehicle that runs dry, at that moment.

        failed, z: the stopped flights and their standard normals.
        """
        n = len(held.start)
        end = np.zeros((n, 7))
        for first in range(0, n, BLOCK):
            rows = slice(first, min(first + BLOCK, n))
            some = Held(held.start[rows], held.angle[rows], held.around[rows])
            end[rows] = self._block(failed, z, some, duration[rows])
        position, velocity = earth_fixed_state(end[:, 1:4], end[:, 4:7], end[:, 0])
        return np.concatenate([position, velocity], axis=1)

    def _block(self, failed: Releases, z: Floats, held: Held, duration: Floats) -> Floats:
        plan, at, m = self._ascent, held.start, len(held.start)
        body, vehicle = plan.factors(z)
        worked = np.zeros((m, 5, len(plan.body_names)))
        for k, name in enumerate(("propellant", "attached", "burning", "ignition")):
            worked[:, k] = getattr(failed, name)[at]
        how = np.zeros((m, 5))
        how[:, 0], how[:, 1], how[:, 3] = HELD, held.angle, 1.0
        start = np.column_stack([failed.time[at], failed.inertial[at]])
        end, code, used = np.zeros((m, 7)), np.zeros(m, dtype=np.int64), np.zeros(m, dtype=np.int64)
        rule = np.column_stack([np.tile(NO_RULE, (m, 1)), start[:, 0] + duration])
        fly_on_from(
            plan.arrays, body[at], vehicle[at], np.zeros(m, dtype=np.int64), plan.weather.mean_table[None], plan.weather.upper,
            np.ones(1), plan.weather.pressure[None], start, failed.phase[at], worked, how, failed.direction[at], turn_axes(failed.direction[at], held.around), self._across,
            UNLIMITED, rule, np.zeros((m, 0)), np.zeros((m, 0, WRONG_COLUMNS)), np.zeros(m, dtype=np.int64), end, code, used,
        )  # fmt: skip
        return end
