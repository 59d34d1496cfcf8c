"""Motion under all forces that matter, by integrating the equations of motion in the celestial frame (Cowell's method)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.compiler import compiled
from luncur.errors import InputError, PhysicsError
from luncur.orbit.motion import acceleration_kernel as slots
from luncur.orbit.motion.air_table import BOTTOM, air_table
from luncur.orbit.motion.elements import comes_round, elements_of
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.forces import SUNLIGHT, Forces
from luncur.orbit.motion.integrator_kernel import CAME_DOWN, DONE, ESCAPES, STEP_TOO_SMALL, TOO_MANY_STEPS, fly
from luncur.orbit.motion.surroundings import surroundings
from luncur.orbit.time_and_frames.bodies import MOON_MU, SUN_MU
from luncur.orbit.time_and_frames.earth_orientation import orientation_assumed
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

TOLERANCE = 1e-13  # error of a step, relative to the distance and the speed
STATUS = {
    DONE: "flown to the last time asked for",
    CAME_DOWN: "came down to the altitude where its flight ends",
    ESCAPES: "has a speed to escape with, and was not flown",
    STEP_TOO_SMALL: "the steps of the integration became too small",
    TOO_MANY_STEPS: "the integration took too many steps",
}


@dataclass(frozen=True, slots=True)
class Flight:
    """Numerically propagated states of m satellites in GCRS axes.

    seconds (n,); position [m], velocity [m/s] (m, n, 3), nan where a satellite was no longer flying; status (m,): keys of
    ``STATUS``; samples (m,): how many of the times were reached; steps (m,): of the integration.
    """

    epoch: datetime
    seconds: Floats
    position: Floats
    velocity: Floats
    status: NDArray[np.int64]
    samples: NDArray[np.int64]
    steps: NDArray[np.int64]
    assumed: tuple[str, ...]


def propagate_numerical(
    position: Floats,
    velocity: Floats,
    epoch: datetime,
    seconds: ArrayLike,
    forces: Forces,
    tolerance: float = TOLERANCE,
) -> Ephemeris:
    """Where a satellite is ``seconds`` (n,) after ``epoch`` (UTC) under ``forces``.

    position [m], velocity [m/s]: GCRS (3,), at the epoch.  seconds: rising, before the epoch where negative.  A satellite
    that comes down, to 100 km where air acts and to the ground where it does not, has its ephemeris end there, and
    ``assumed`` says so.  Raises InputError for a state that escapes and for times that the Earth orientation data do not
    cover, PhysicsError where nothing is left of the ephemeris or the integration fails.
    """
    elements_of(position, velocity, forces.gravity().mu)
    flight = fly_numerically(position[None], velocity[None], epoch, seconds, forces, tolerance)
    status, reached = int(flight.status[0]), int(flight.samples[0])
    if status not in (DONE, CAME_DOWN) or reached == 0:
        raise PhysicsError(f"orbit: {STATUS[status]} {'before any time asked for' if reached == 0 else ''}".rstrip())
    kept = np.isfinite(flight.position[0, :, 0])
    assumed = flight.assumed
    if status == CAME_DOWN:
        floor = BOTTOM if forces.drag else 0.0
        assumed = (*assumed, Sentence("orbit_came_down", seconds=float(flight.seconds[kept][-1]), altitude=floor / 1e3))
    return Ephemeris(
        epoch, flight.seconds[kept], flight.position[0, kept], flight.velocity[0, kept], "numerical", assumed
    )


def fly_numerically(
    position: Floats,
    velocity: Floats,
    epoch: datetime,
    seconds: ArrayLike,
    forces: Forces,
    tolerance: float = TOLERANCE,
    threads: int = 1,
) -> Flight:
    """As ``propagate_numerical``, of m satellites (m, 3) that differ in their states only; how each ended is a status."""
    t = np.atleast_1d(np.asarray(seconds, dtype=np.float64))
    if t.ndim != 1 or not np.all(np.isfinite(t)) or np.any(np.diff(t) <= 0.0):
        raise InputError("orbit", "seconds", None, "finite times that rise")
    states = np.ascontiguousarray(np.hstack([position, velocity]), dtype=np.float64)
    closed = comes_round(states[:, :3], states[:, 3:], forces.gravity().mu)
    given = _given(epoch, t, forces)
    out = np.full((len(states), len(t), 6), np.nan)
    ends = np.zeros((len(states), 3), dtype=np.int64)

    def one(k: int) -> None:
        ends[k] = _fly_both_ways(states[k], t, out[k], given, tolerance) if closed[k] else (ESCAPES, 0, 0)

    with ThreadPoolExecutor(max(threads, 1)) as pool:
        list(pool.map(one, range(len(states))))
    assumed = forces.assumed()
    if forces.earth_turns:
        assumed = (*assumed, *orientation_assumed(epoch, t))
    return Flight(epoch, t, out[..., :3], out[..., 3:], ends[:, 0], ends[:, 1], ends[:, 2], assumed)


def _fly_both_ways(
    state: Floats, t: Floats, out: Floats, given: tuple[Floats, ...], tolerance: float
) -> tuple[int, ...]:
    """Times before the epoch are flown backwards from it.  Gives the status, the times reached and the steps."""
    worst, reached, steps = DONE, 0, 0
    before = int(np.sum(t < 0.0))
    for times, rows in ((t[before:], out[before:]), (t[:before][::-1], out[:before][::-1])):
        if len(times):
            filled = np.full((len(times), 6), np.nan)
            times = np.ascontiguousarray(times)
            work = np.zeros((26, 6))
            status, count, taken = compiled(fly)(state, times, filled, _tableau(), work, *given, tolerance)
            rows[:] = filled
            worst, reached, steps = max(worst, int(status)), reached + int(count), steps + int(taken)
    return worst, reached, steps


def _given(epoch: datetime, t: Floats, forces: Forces) -> tuple[Floats, ...]:
    """Terms of the gravity field, rows of the surroundings, table of the air and numbers, as the kernels want them."""
    first, last = min(0.0, float(t[0])), max(0.0, float(t[-1]))
    field = forces.gravity()
    grid = surroundings(epoch, first, last, forces.earth_turns)
    numbers = np.zeros(slots.NUMBERS)
    numbers[slots.MU], numbers[slots.RADIUS] = field.mu, field.radius
    numbers[slots.DEGREE], numbers[slots.ORDER] = field.degree, field.order
    numbers[slots.START], numbers[slots.STEP] = grid.start, grid.step
    numbers[slots.ANGLE], numbers[slots.RATE], numbers[slots.DAY_SECOND] = grid.angle, grid.rate, grid.day_second
    numbers[slots.SUN_MU], numbers[slots.MOON_MU] = SUN_MU * forces.sun, MOON_MU * forces.moon
    air = np.zeros((1, 1, 1, 1, 1))
    if forces.drag is not None:
        table = air_table(epoch, first, last, forces.drag.activity)
        air = table.log_density
        numbers[slots.DRAG] = forces.drag.area_over_mass * forces.drag.coefficient
        numbers[slots.AIR_START], numbers[slots.AIR_STEP] = table.start, table.step
        numbers[slots.FLOOR] = BOTTOM
    if forces.solar_pressure is not None:
        light = forces.solar_pressure
        numbers[slots.LIGHT] = SUNLIGHT * light.area_over_mass * light.coefficient
        numbers[slots.CONICAL] = light.shadow == "conical"
    return field.terms, grid.rows, air, numbers


@cache
def _tableau() -> tuple[Floats, ...]:
    """A, B, C, E3, E5, D of the method, the stages of the dense output in their places."""
    from scipy.integrate import DOP853

    a, c = np.zeros((16, 16)), np.zeros(16)
    a[:12, :12], c[:12] = DOP853.A, DOP853.C
    a[13:], c[13:] = DOP853.A_EXTRA, DOP853.C_EXTRA
    rest = (DOP853.B, c, DOP853.E3, DOP853.E5, DOP853.D)
    return a, *(np.array(x, dtype=np.float64) for x in rest)
