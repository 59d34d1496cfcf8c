"""Many dispersed flights at once, each stopped at its own time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.earth.frames import earth_fixed_state
from luncur.flight.ascent_kernel import fly_many
from luncur.flight.plan import AscentPlan

Floats = NDArray[np.float64]

STATUS = {
    0: "flown to the last event",
    10: "stopped at the wanted time",
    20: "fell back to the ground before the stop",
    21: "the propellant ended before the guidance reached its target",
    22: "did not end within the longest flight that is computed",
    23: "the state stopped being a finite number",
}


@dataclass(frozen=True)
class Releases:
    """Where each flight stood when it was stopped, and what it had dropped before.

    time[n] [s]; position, velocity[n, 3] Earth-fixed; propellant[n, nb] per copy [kg]; dry_mass[n, nb] per copy [kg];
    attached[n, nb] 1 or 0; phase[n] the number of events passed; event_time[n, ne] (nan: not passed);
    drops[n, nb, 8]: time, Earth-fixed state, mass per copy of what was jettisoned (nan: not); status[n] (``STATUS``).
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


def fly_batch(plan: AscentPlan, z: Floats, tables: Floats, density_factor: Floats, stop_time: Floats) -> Releases:
    """Fly n dispersed launches until their stop times.

    z[n, len(plan.dispersions)] standard normals; tables[n, rows, 16] and density_factor[n] from
    ``WeatherModel.tables``; stop_time[n] [s].  Each launch depends on its own row only.
    """
    n, nb, ne = len(stop_time), len(plan.body_names), len(plan.event_names)
    body, vehicle = plan.factors(z)
    propellant, attached = np.zeros((n, nb)), np.zeros((n, nb), dtype=np.int64)
    event_time, drops = np.full((n, ne), np.nan), np.full((n, nb, 8), np.nan)
    end, status, phase = np.zeros((n, 7)), np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    compiled(fly_many)(
        *plan.arrays, body, vehicle, tables, plan.weather.upper, density_factor, plan.weather.pressure,
        np.ascontiguousarray(stop_time), propellant, attached, np.zeros(nb, dtype=np.int64), np.zeros(nb),
        event_time, drops, np.zeros((0, 12 + nb)), end, status, phase,
    )  # fmt: skip
    position, velocity = earth_fixed_state(end[:, 1:4], end[:, 4:7], end[:, 0])
    p, v = earth_fixed_state(drops[:, :, 1:4], drops[:, :, 4:7], drops[:, :, 0])
    drops[:, :, 1:4], drops[:, :, 4:7] = p, v
    dry = np.asarray(plan.arrays[1])[:, 1] * body[:, :, 3]
    return Releases(end[:, 0], position, velocity, propellant, dry, attached, phase, event_time, drops, status)
