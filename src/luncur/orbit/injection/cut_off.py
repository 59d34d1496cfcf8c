"""The orbit that a mission's powered flight leaves the satellite in, and what is left when the thrust ends early."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.earth.frames import celestial_rotation, inertial_state
from luncur.errors import InputError
from luncur.flight import Trajectory
from luncur.flight.orbit import Orbit, orbit_of
from luncur.mission import Mission

Floats = NDArray[np.float64]

EARLIER = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)  # before the planned end of a burn [s]
BURNS = 2  # of the last ones


@dataclass(frozen=True)
class CutOff:
    """State [m, m/s] in the celestial frame (GCRS) at the end of a powered flight, and its epoch (UTC).

    time: of the epoch since lift-off [s]; turn [3, 3]: from the inertial axes of lift-off into the celestial frame.
    """

    epoch: datetime
    time: float
    position: Floats
    velocity: Floats
    turn: Floats


def cut_off(mission: Mission, flight: Trajectory) -> CutOff:
    """The state at the end of the nominal flight, the satellite let go.

    The axes of lift-off are turned by the Earth's orientation at lift-off, as the flight knows it; the epoch is lift-off plus
    the flight's time.  Raises InputError for a flight that reaches no orbit: a suborbital one has none to follow.
    """
    if flight.orbit is None:
        raise InputError(mission.file, "", None, "a mission that reaches an orbit; this one comes down again")
    turn = celestial_rotation(mission.launch.time)
    time = float(flight.time[-1])
    p, v = inertial_state(flight.position[-1], flight.velocity[-1], time)
    return CutOff(mission.launch.time + timedelta(seconds=time), time, turn @ p, turn @ v, turn)


def cut_short(flight: Trajectory) -> list[tuple[dict[str, Any], Orbit]]:
    """What orbit the satellite would be left in, had the thrust ended for good some seconds before the planned end of a burn.

    For each of the last ``BURNS`` burns one row for each of ``EARLIER`` that lies within it: seconds before the end, time since
    lift-off [s], heights of perigee and apogee [m] above the equatorial radius, inclination to the equator [deg]; beside it the osculating
    elements.  Empty where
    the flight has no thrust (a trajectory of the user's).
    """
    return [
        _row(flight, number, end, early)
        for number, (start, end) in enumerate(_burns(flight)[-BURNS:], start=1)
        for early in EARLIER
        if end - early > start
    ]


def _burns(flight: Trajectory) -> list[tuple[float, float]]:
    """Start and end [s] of every time the flight has thrust."""
    on = np.concatenate([[False], np.asarray(flight.thrust) > 0, [False]])
    edges = np.flatnonzero(np.diff(on.astype(int))).reshape(-1, 2)
    last = len(flight.time) - 1
    return [(float(flight.time[a]), float(flight.time[min(b, last)])) for a, b in edges]


def _row(flight: Trajectory, burn: int, end: float, early: float) -> tuple[dict[str, Any], Orbit]:
    orbit = orbit_of(*inertial_state(*_between(flight, end - early), end - early))
    row = {
        "burn": burn, "before_end_s": early, "time_s": end - early, "perigee_altitude_m": orbit.perigee_altitude,
        "apogee_altitude_m": orbit.apogee_altitude, "inclination_deg": float(np.degrees(orbit.inclination)),
    }  # fmt: skip
    return row, orbit


def _between(flight: Trajectory, time: float) -> tuple[Floats, Floats]:
    """State at a time between two rows: cubic in position, linear in velocity."""
    i = int(np.clip(np.searchsorted(flight.time, time, side="right") - 1, 0, len(flight.time) - 2))
    h = float(flight.time[i + 1] - flight.time[i])
    s = (time - float(flight.time[i])) / h
    p0, p1, v0, v1 = flight.position[i], flight.position[i + 1], flight.velocity[i], flight.velocity[i + 1]
    p = (
        (1 + 2 * s) * (1 - s) ** 2 * p0
        + s * (1 - s) ** 2 * h * v0
        + s * s * (3 - 2 * s) * p1
        - s * s * (1 - s) * h * v1
    )
    return p, (1 - s) * v0 + s * v1
