"""Normal flights of a mission, dispersed, and where each would land in vacuum if its thrust ended at each time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.earth.frames import earth_fixed_state
from luncur.earth.impact_point import impact_point
from luncur.errors import PhysicsError
from luncur.flight import Trajectory
from luncur.flight.batch import fly_batch, record_batch
from luncur.flight.plan import AscentPlan
from luncur.mission.flight_safety_checks import seconds_of

Floats = NDArray[np.float64]

LONGEST_STEP = 2.0  # between two times [s]
SHORTEST_STEP = 0.2  # [s]
APART = 15e3  # impact points of two times, where steps are not at their shortest [m]
BLOCK = 250  # flights whose weather is held at once


@dataclass(frozen=True)
class Draw:
    """Standard normals of some launches: z[n, dispersions] of the vehicle, weather[n, normals]."""

    z: Floats
    weather: Floats

    def rows(self, which: NDArray[np.int64] | slice) -> Draw:
        """Some of the launches."""
        return Draw(self.z[which], self.weather[which])


def draw(ascent: AscentPlan, seed: int, flights: int, use: int = 0) -> Draw:
    """The launches of a seed; ``use`` tells draws for different uses apart."""
    generator = np.random.Generator(np.random.Philox(key=[seed, 0x70726F70 + use]))
    z = generator.standard_normal((flights, len(ascent.dispersions)))
    return Draw(z, generator.standard_normal((flights, ascent.weather.normals)))


def end_of_limits(ascent: AscentPlan, trajectory: Trajectory) -> tuple[float, str]:
    """Time [s] and event of the nominal flight up to which its impact point is limited.

    Where the mission makes its system safe at an event or a time, that one; else the last event at which the impact point still
    exists, at the latest the end of the last burn before it is lost for good.  Raises PhysicsError for a flight without
    any impact point.
    """
    system = ascent.mission.termination
    times = {event.name: event.time for event in trajectory.events}
    safe = system.safing.start if system is not None and system.safing is not None else None
    if safe is not None:
        named = times.get(safe, seconds_of(safe))
        if named is not None and math.isfinite(named):
            return named, safe
    lands = np.isfinite(trajectory.impact_latitude) & (trajectory.thrust > 0)
    if not lands.any():
        raise PhysicsError(f"{ascent.mission.file}: the nominal flight has no impact point while it thrusts")
    gone = np.flatnonzero(~np.isfinite(trajectory.impact_latitude))
    first_gone = trajectory.time[gone[0]] if len(gone) else math.inf
    last = float(trajectory.time[np.flatnonzero(lands & (trajectory.time < first_gone))[-1]])
    before = [event for event in trajectory.events if 0.0 < event.time <= last + 1.0]
    if not before:
        return last, f"{last:.1f} s"
    event = before[-1]
    # an event long before the end of thrust would leave the flight unlimited: then a time stands in its place
    return (event.time, event.name) if last - event.time < 5.0 else (math.floor(last), f"{math.floor(last):.0f} s")


def times_of(trajectory: Trajectory, end: float) -> Floats:
    """Times [s] from lift-off to the end between which the nominal impact point moves evenly; its last is the end."""
    from luncur.areas.plane import RADIUS, unit

    ok = np.isfinite(trajectory.impact_latitude) & (trajectory.time <= end + 1e-6)
    at = trajectory.time[ok]
    points = unit(trajectory.impact_latitude[ok], trajectory.impact_longitude[ok])
    moved = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1) * RADIUS)])
    out = [0.0]
    while out[-1] < end - SHORTEST_STEP:
        s = np.interp(out[-1], at, moved)
        further = float(np.interp(s + APART, moved, at))
        out.append(out[-1] + min(max(further - out[-1], SHORTEST_STEP), LONGEST_STEP))
    out[-1] = end
    return np.array(out)


def normal_states(ascent: AscentPlan, launches: Draw, times: Floats) -> Floats:
    """Earth-fixed states [n, times, 6] [m], [m/s] of dispersed flights at rising times [s]; nan after a flight's end."""
    n = len(launches.z)
    out = np.full((n, len(times), 6), np.nan)
    tables, factor = ascent.weather.tables(launches.weather)
    if ascent.given is not None:
        for k, time in enumerate(times.tolist()):
            at = fly_batch(ascent, launches.z, tables, factor, np.full(n, time))
            out[:, k] = np.concatenate([at.position, at.velocity], axis=1)
        return out
    for first in range(0, n, BLOCK):
        some = slice(first, min(first + BLOCK, n))
        z, stop = launches.z[some], np.full(some.stop - first, float(times[-1]) + 0.01)
        flown, record, rows = record_batch(ascent, z, tables[some], factor[some], stop, times)
        for i in np.flatnonzero(flown.status < 20).tolist():
            r = record[i, : rows[i]]
            p, v = earth_fixed_state(r[:, 1:4], r[:, 4:7], r[:, 0])
            out[first + i, : rows[i], :3], out[first + i, : rows[i], 3:] = p, v
    return out


def impact_of(state: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude [rad] of the vacuum impact points of Earth-fixed states [..., 6], by the constants that rules use.

    On or under the ellipsoid it is the place itself, as ``termination`` takes it; nan in orbit.
    """
    found = impact_point(state[..., :3], state[..., 3:], "WGS 84")
    latitude, longitude = found.latitude, found.longitude
    low = found.status == 12
    if low.any():
        p = state[low][:, :3]
        from_axis = np.hypot(p[:, 0], p[:, 1])
        # geodetic to a few metres at these heights
        latitude[low] = np.arctan2(p[:, 2], from_axis * (1.0 - 0.00669437999014))
        longitude[low] = np.arctan2(p[:, 1], p[:, 0])
    return latitude, longitude
