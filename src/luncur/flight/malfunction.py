"""Launches flown on from their failure, with the thrust pointing where it should not."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled, is_compiling, shared
from luncur.earth.frames import earth_fixed_state
from luncur.flight.batch import Releases
from luncur.flight.flown import lane_drags, pool
from luncur.flight.malfunction_flight_kernel import fly_wrong_many
from luncur.flight.malfunction_kernel import (
    ALONG_VELOCITY,
    BROKE_UP,
    BURNED_OUT,
    HELD,
    HIT_GROUND,
    NOT_FINITE,
    TERMINATED,
    TOO_LONG,
    TURNING,
)
from luncur.flight.malfunction_limits import DEFAULT_ACCELERATION, FASTEST
from luncur.flight.malfunction_step_kernel import WRONG, WRONG_COLUMNS
from luncur.flight.plan import AscentPlan
from luncur.mission.model import Breakup, FailureMode, Mission

__all__ = [
    "BROKE_UP", "BURNED_OUT", "ENDINGS", "HIT_GROUND", "TERMINATED", "Followed", "Turns", "fly_on", "follow", "turn_axes", "turns",
]  # fmt: skip

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ENDINGS = {
    BURNED_OUT: "burned out",
    BROKE_UP: "broke up under the loads of the air",
    TERMINATED: "ended by the termination rule",
    HIT_GROUND: "reached the ground under thrust",
    TOO_LONG: "did not end within the longest malfunction that is computed (5,000 s)",
    NOT_FINITE: "the state stopped being a finite number",
}


@dataclass(frozen=True)
class Turns:
    """What goes wrong with the attitude of n launches.

    how[n, 5]: kind, turn at once [rad], angular acceleration [rad/s2], share of the thrust left, fastest rate [rad/s]; around[n]: angle of the
    turn's plane about the thrust axis [rad]; rule[n, 3]: attitude error that ends the flight [rad], delay [s], time at
    which it is ended whatever it does [s] (inf: never).
    """

    how: Floats
    around: Floats
    rule: Floats

    def take(self, which: Ints) -> Turns:
        """Those of some of the launches."""
        return Turns(self.how[which], self.around[which], self.rule[which])

    def ended_at(self, time: Floats) -> Turns:
        """The same with flights ended at time[n] [s] whatever they do (inf: never)."""
        rule = self.rule.copy()
        rule[:, 2] = time
        return replace(self, rule=rule)


def turns(mission: Mission, modes: list[FailureMode], u: Floats, terminated: NDArray[np.bool_]) -> Turns:
    """The turns of launches with modes[n] and uniform numbers u[n, 2]; ``terminated`` says whose flight has the rule.

    A random attitude is uniform on the sphere; the plane of a turn is uniform about the thrust axis; an angular
    acceleration is log-uniform in its range.
    """
    n = len(modes)
    how = np.zeros((n, 5))
    how[:, 3] = 1.0
    for i, mode in enumerate(modes):
        how[i, 0] = {"thrust-loss": ALONG_VELOCITY, "slow-turn": TURNING, "tumble": TURNING}.get(mode.kind, HELD)
        if mode.kind == "random-attitude":
            how[i, 1] = math.acos(1.0 - 2.0 * u[i, 0])
        elif mode.kind in DEFAULT_ACCELERATION:
            low, high = mode.angular_acceleration or DEFAULT_ACCELERATION[mode.kind]
            how[i, 2] = low * (high / low) ** u[i, 0]
            how[i, 4] = FASTEST[mode.kind]
        elif mode.kind == "thrust-loss":
            how[i, 3] = mode.thrust_left if mode.thrust_left is not None else 1.0
    rule = np.full((n, 3), math.inf)
    rule[:, 0] = math.pi  # no attitude error is larger
    system = mission.termination
    # beside rules of its own it ends nothing: they are decided along the flight
    if system is not None and not system.rules and system.attitude_error is not None and system.delay is not None:
        rule[terminated, :2] = min(system.attitude_error, math.pi), system.delay
    return Turns(how, 2 * math.pi * u[:, 1], rule)


def load_limits(breakup: Breakup) -> tuple[float, float, float, float]:
    """q alpha [Pa rad], axial and lateral acceleration [m/s2], body rate [rad/s]; infinite where there is no limit."""
    given = (breakup.q_alpha, breakup.axial, breakup.lateral, breakup.body_rate)
    q_alpha, axial, lateral, rate = (math.inf if g is None else float(g) for g in given)
    return q_alpha, axial, lateral, rate


@dataclass(frozen=True)
class Followed:
    """Flights after their failures, row by row.

    record[n, r, 12]: time [s] since lift-off, state (6) in the inertial axes of lift-off, axis of the thrust (3), body rate
    [rad/s], share of the thrust left; rows[n]: how many rows are so, the last of them where the flight ended; ending[n]: see
    ``ENDINGS``.
    """

    record: Floats
    rows: Ints
    ending: Ints


def fly_on(
    plan: AscentPlan, z: Floats, tables: Floats, density_factor: Floats, failed: Releases, rows: Ints, turn: Turns, across: Floats,
    threads: int = 1,
) -> tuple[Releases, Ints]:  # fmt: skip
    """The launches ``rows`` flown on from where they failed: where they are when that ends, and how (``ENDINGS``).

    z, tables, density_factor: of the whole batch, as ``fly_batch`` takes them; turn: of ``rows``; across[nb]: drag area of
    one copy of each body broadside on at Mach 0 [m2].  Other launches stay as they are, with ending 0.
    """
    ending = np.zeros(len(failed.time), dtype=np.int64)
    if len(rows) == 0:
        return failed, ending
    run = _Run(plan, failed, rows, np.zeros((len(rows), 0)))
    run.fly(z, tables, density_factor, turn, across, threads)
    end, code = run.end, run.code
    ending[rows] = code
    time, inertial = failed.time.copy(), failed.inertial.copy()
    propellant, status = failed.propellant.copy(), failed.status.copy()
    time[rows], inertial[rows], propellant[rows] = end[:, 0], end[:, 1:7], run.worked[:, 0]
    status[rows] = np.where(code >= 20, code, status[rows])
    evaluations = failed.evaluations.copy()
    evaluations[rows] += run.used
    position, velocity = earth_fixed_state(inertial[:, :3], inertial[:, 3:], time)
    moved = replace(
        failed, time=time, inertial=inertial, propellant=propellant, status=status,
        evaluations=evaluations,
        position=_where(rows, position, failed.position), velocity=_where(rows, velocity, failed.velocity),
    )  # fmt: skip
    return moved, ending


def follow(
    plan: AscentPlan, z: Floats, tables: Floats, density_factor: Floats, failed: Releases, rows: Ints, turn: Turns, across: Floats,
    step: float, longest: float, threads: int = 1,
) -> Followed:  # fmt: skip
    """The flights of ``fly_on`` with a row every ``step`` [s] since the failure, for ``longest`` [s] at the most.

    One that goes on after that has the ending TERMINATED; arguments and numbers else as of ``fly_on``.
    """
    start = failed.time[rows]
    if len(rows) == 0:
        return Followed(np.zeros((0, 0, WRONG_COLUMNS)), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    times = start[:, None] + step * np.arange(math.ceil(longest / step))[None, :]
    run = _Run(plan, failed, rows, times)
    rule = turn.rule.copy()
    rule[:, 2] = np.minimum(rule[:, 2], start + longest)
    run.fly(z, tables, density_factor, replace(turn, rule=rule), across, threads)
    at, each = run.written, np.arange(len(rows))
    before = run.record[each, np.maximum(at - 1, 0)]
    run.record[each, at] = before
    run.record[each, at, :7] = run.end  # the axis is that of the last row: half a step old at the most
    return Followed(run.record, at + 1, run.code)


def fly_on_from(*flights: Any) -> None:
    """``fly_wrong_together``, or what takes its place in plain Python, which knows no vectors."""
    if not is_compiling():
        fly_wrong_many(*flights, np.zeros(WRONG))
        return
    from luncur.flight.malfunction_lanes_kernel import fly_wrong_together

    compiled(fly_wrong_together)(*flights, lane_drags(flights[0][9]), *pool(WRONG))


class _Run:
    """One call of the kernel: what it is given beside the launches' own figures, and what it writes."""

    def __init__(self, plan: AscentPlan, failed: Releases, rows: Ints, times: Floats) -> None:
        n = len(rows)
        self.plan, self.failed, self.rows, self.times = plan, failed, rows, times
        self.worked = np.zeros((n, 5, len(plan.body_names)))
        self.worked[:, 0], self.worked[:, 1] = failed.propellant[rows], failed.attached[rows]
        self.worked[:, 2], self.worked[:, 3] = failed.burning[rows], failed.ignition[rows]
        self.end, self.code = np.zeros((n, 7)), np.zeros(n, dtype=np.int64)
        self.record = np.zeros((n, times.shape[1] + 1, WRONG_COLUMNS))
        self.used, self.written = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)

    def fly(self, z: Floats, tables: Floats, density_factor: Floats, turn: Turns, across: Floats, threads: int) -> None:
        plan, failed, rows = self.plan, self.failed, self.rows
        body, vehicle = plan.factors(z[rows])
        start = np.column_stack([failed.time[rows], failed.inertial[rows]])
        tables, factor = np.ascontiguousarray(tables), np.ascontiguousarray(density_factor)
        table_id, phase = np.asarray(rows, dtype=np.int64), failed.phase[rows]
        direction, axes = failed.direction[rows], turn_axes(failed.direction[rows], turn.around)
        limits = load_limits(plan.mission.vehicle.breakup)

        def some(part: slice) -> None:
            fly_on_from(
                plan.arrays, body[part], vehicle[part], table_id[part], tables, plan.weather.upper, factor,
                plan.weather.pressure[None], start[part], phase[part], self.worked[part], turn.how[part], direction[part],
                axes[part], across, limits, turn.rule[part], self.times[part], self.record[part], self.written[part],
                self.end[part], self.code[part], self.used[part],
            )  # fmt: skip

        shared(some, len(rows), threads)


def _where(rows: Ints, new: Floats, old: Floats) -> Floats:
    out = old.copy()
    out[rows] = new[rows]
    return out


def turn_axes(direction: Floats, around: Floats) -> Floats:
    """Unit vectors [n, 3] at right angles to the thrust, at an angle about it [rad]."""
    least = np.eye(3)[np.argmin(np.abs(direction), axis=1)]
    first = np.cross(direction, least)
    first /= np.linalg.norm(first, axis=1)[:, None]
    second = np.cross(direction, first)
    return np.cos(around)[:, None] * first + np.sin(around)[:, None] * second
