"""Many dispersed flights at once, each stopped at its own time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.frames import earth_fixed_state, inertial_state
from luncur.flight.flown import fly_rows
from luncur.flight.given import given_states
from luncur.flight.plan import AscentPlan
from luncur.flight.status import STATUS

__all__ = ["STATUS", "Releases", "fly_batch", "record_batch"]

Floats = NDArray[np.float64]
JUST_BEFORE = 1e-6  # an event [s]


@dataclass(frozen=True)
class Releases:
    """Where each flight stood when it was stopped, and what it had dropped before.

    time[n] [s]; position, velocity[n, 3] Earth-fixed; propellant[n, nb] per copy [kg]; dry_mass[n, nb] per copy [kg];
    attached, burning[n, nb] 1 or 0; ignition[n, nb] [s]; direction[n, 3] of the thrust and inertial[n, 6] state in the
    inertial axes of lift-off; phase[n] the number of events passed; event_time[n, ne] (nan: not passed);
    drops[n, nb, 8]: time, Earth-fixed state, mass per copy of what was jettisoned (nan: not); status[n] (``STATUS``);
    evaluations[n] of the acceleration that the flight took (0 along a given trajectory).
    """

    time: Floats
    position: Floats
    velocity: Floats
    propellant: Floats
    dry_mass: Floats
    attached: NDArray[np.int64]
    phase: NDArray[np.int64]
    event_time: Floats
    drops: Floats
    status: NDArray[np.int64]
    burning: NDArray[np.int64]
    ignition: Floats
    inertial: Floats
    direction: Floats
    evaluations: NDArray[np.int64]

    @property
    def body_mass(self) -> Floats:
        """Mass of one copy of each body, tank contents included [n, nb] [kg]; of a dropped body as it was let go."""
        return self.dry_mass + self.propellant


def fly_batch(
    plan: AscentPlan, z: Floats, tables: Floats, density_factor: Floats, stop_time: Floats,
    stop_event: NDArray[np.int64] | None = None, threads: int = 1,
) -> Releases:  # fmt: skip
    """Fly n dispersed launches until their stop times; infinity flies to the last event.

    stop_event[n]: index of an event at which the flight stops before it happens; -1 (or None for all): none.

    z[n, len(plan.dispersions)] standard normals; tables[n, rows, 16] and density_factor[n] from
    ``WeatherModel.tables``; stop_time[n] [s].  Each launch depends on its own row only, so that the number of threads
    changes no bit; the interpreter lock is free.
    """
    if plan.given is not None:
        return _along(plan, z, stop_time, stop_event)
    return _flown(plan, z, tables, density_factor, stop_time, stop_event, np.zeros((len(stop_time), 0)), threads)[0]


def record_batch(
    plan: AscentPlan, z: Floats, tables: Floats, density_factor: Floats, stop_time: Floats, times: Floats,
    stop_event: NDArray[np.int64] | None = None, threads: int = 1,
) -> tuple[Releases, Floats, NDArray[np.int64]]:  # fmt: skip
    """The flights of ``fly_batch`` with rows at times[r] or times[n, r] [s], which rise: releases, record[n, r, 7], rows[n] that are written.

    A row: time [s], state (6) in the inertial axes of lift-off.  Recording changes no bit of a flight.
    """
    each = np.array(np.broadcast_to(times, (len(stop_time), times.shape[-1])), dtype=np.float64, order="C")
    if plan.given is not None:
        return _recorded_along(plan, z, stop_time, stop_event, each)
    releases, record, rows = _flown(plan, z, tables, density_factor, stop_time, stop_event, each, threads)
    return releases, record[:, :, :7], rows


def _flown(
    plan: AscentPlan, z: Floats, tables: Floats, density_factor: Floats, stop_time: Floats,
    stop_event: NDArray[np.int64] | None, times: Floats, threads: int,
) -> tuple[Releases, Floats, NDArray[np.int64]]:  # fmt: skip
    n = len(stop_time)
    body, vehicle = plan.factors(z)
    halt = np.full(n, -1, dtype=np.int64) if stop_event is None else np.ascontiguousarray(stop_event, dtype=np.int64)
    stop = np.ascontiguousarray(stop_time, dtype=np.float64)
    flown = fly_rows(
        plan,
        body,
        vehicle,
        np.ascontiguousarray(tables),
        np.ascontiguousarray(density_factor),
        stop,
        halt,
        times,
        threads,
    )
    end, drops, worked = flown.end, flown.drops, flown.worked
    position, velocity = earth_fixed_state(end[:, 1:4], end[:, 4:7], end[:, 0])
    p, v = earth_fixed_state(drops[:, :, 1:4], drops[:, :, 4:7], drops[:, :, 0])
    drops[:, :, 1:4], drops[:, :, 4:7] = p, v
    releases = Releases(
        time=end[:, 0],
        position=position,
        velocity=velocity,
        propellant=np.ascontiguousarray(worked[:, 0]),
        dry_mass=np.asarray(plan.arrays[1])[:, 1] * body[:, :, 3],
        attached=worked[:, 1].astype(np.int64),
        phase=flown.phase,
        event_time=flown.event_time,
        drops=drops,
        status=flown.status,
        burning=(worked[:, 2] * worked[:, 1]).astype(np.int64),
        ignition=np.ascontiguousarray(worked[:, 3]),
        inertial=np.ascontiguousarray(end[:, 1:7]),
        direction=np.ascontiguousarray(end[:, 7:10]),
        evaluations=flown.evaluations,
    )
    return releases, flown.record, flown.rows


def _along(plan: AscentPlan, z: Floats, stop_time: Floats, stop_event: NDArray[np.int64] | None) -> Releases:
    """The same of launches that follow a given trajectory; weather does not move them."""
    stop = np.asarray(stop_time, dtype=np.float64)
    if stop_event is not None and plan.given is not None:
        stop = np.where(stop_event >= 0, plan.given.event_time[stop_event] - JUST_BEFORE, stop)
    states = given_states(plan, z, stop)
    inertial = np.concatenate(inertial_state(states.position, states.velocity, states.time), axis=1)
    names = [name for name in Releases.__dataclass_fields__ if name not in ("inertial", "evaluations")]
    same = {name: getattr(states, name) for name in names}
    return Releases(**same, inertial=inertial, evaluations=np.zeros(len(stop), dtype=np.int64))


def _recorded_along(
    plan: AscentPlan, z: Floats, stop_time: Floats, stop_event: NDArray[np.int64] | None, times: Floats
) -> tuple[Releases, Floats, NDArray[np.int64]]:
    releases = _along(plan, z, stop_time, stop_event)
    n, m = times.shape
    at = given_states(plan, np.repeat(z, m, axis=0), times.ravel())
    inertial = np.concatenate(inertial_state(at.position, at.velocity, at.time), axis=1)
    record = np.concatenate([at.time[:, None], inertial], axis=1).reshape(n, m, 7)
    return releases, record, np.sum(times < releases.time[:, None] - 1e-9, axis=1)
