"""Where dispersed powered flights leave the satellite: a distribution of orbits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.campaign.draws import Stream, normals
from luncur.campaign.schedulers import local_workers
from luncur.earth.constants import SEMI_MAJOR_AXIS
from luncur.earth.frames import celestial_rotation
from luncur.flight.ascent_state_kernel import DONE, FELL_BACK, SHORT
from luncur.flight.batch import Releases, fly_batch
from luncur.flight.orbit import orbit_of
from luncur.flight.plan import AscentPlan
from luncur.flight.status import STATUS
from luncur.orbit.motion.elements import Elements
from luncur.orbit.time_and_frames.frames import pole_axes

Floats = NDArray[np.float64]

BATCH = 1024  # flights at a time
PERCENTILES = (2.5, 50.0, 97.5)
FIELDS = (
    "semi_major_axis_m", "eccentricity", "inclination_deg", "raan_deg", "argument_of_perigee_deg", "true_anomaly_deg",
    "perigee_altitude_m", "apogee_altitude_m",
)  # fmt: skip


@dataclass(frozen=True)
class Injected:
    """Dispersed flights of a mission without a failure.

    elements[n, 8]: ``FIELDS``, osculating, on the true equator of the launch with its x axis near that of the GCRS; nan for flights that did not come to a state; status[n] (``STATUS``);
    time[n] since lift-off [s].
    """

    elements: Floats
    status: NDArray[np.int64]
    time: Floats
    seed: int

    @property
    def in_orbit(self) -> NDArray[np.bool_]:
        """Flights that ended in an orbit whose perigee is above the ground."""
        return np.isfinite(self.elements[:, 0]) & (self.elements[:, 6] > 0)


def dispersed(plan: AscentPlan, samples: int, seed: int, workers: int | None = None) -> Injected:
    """Fly dispersed launches that do not fail to the end, and tell the orbits they end in.

    The draws of a flight depend on the seed and its number alone.  A flight that falls back, or does not compute, is kept with
    its status; it is never drawn again.
    """
    launch = plan.mission.launch.time
    turn = pole_axes(launch) @ celestial_rotation(launch)
    threads = local_workers(workers)
    parts = [_batch(plan, np.arange(a, min(a + BATCH, samples)), seed, turn, threads) for a in range(0, samples, BATCH)]
    elements, status, time = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Injected(elements, status, time, seed)


def scattered(found: Injected, declared: Mapping[str, float], seed: int) -> Injected:
    """The same orbits with the errors that a user declares on top: normal, independent, one sigma each in SI.

    declared: by the fields of ``luncur.orbit.input.model.Injection``.  Errors of the heights of perigee and apogee are errors of the
    size and of the eccentricity vector along the line of apsides; across that line the vector errs as much, so that the perigee
    of a nearly round orbit turns, and is the lower end whatever the errors.
    """
    if not declared:
        return found
    z = normals(seed, Stream.INJECTION, np.arange(len(found.status)), 5)
    low, high = (declared.get(f"{end}_altitude_sigma", 0.0) * z[:, k] for k, end in enumerate(("perigee", "apogee")))
    across = math.hypot(declared.get("perigee_altitude_sigma", 0.0), declared.get("apogee_altitude_sigma", 0.0)) / 2
    out = found.elements.copy()
    a, e, perigee = out[:, 0].copy(), out[:, 1].copy(), np.radians(out[:, 4])
    along, aside = a * e + (high - low) / 2, across * z[:, 4]
    out[:, 0] = a + (low + high) / 2
    out[:, 1] = np.hypot(along, aside) / out[:, 0]
    turned = np.degrees(np.arctan2(aside, along))
    out[:, 4] = (np.degrees(perigee) + turned) % 360.0
    out[:, 5] = (out[:, 5] - turned) % 360.0
    out[:, 6], out[:, 7] = (out[:, 0] * (1 + sign * out[:, 1]) - SEMI_MAJOR_AXIS for sign in (-1, 1))
    out[:, 2] += np.degrees(declared.get("inclination_sigma", 0.0)) * z[:, 2]
    out[:, 3] = (out[:, 3] + np.degrees(declared.get("raan_sigma", 0.0)) * z[:, 3]) % 360.0
    return replace(found, elements=out)


def copies(orbit: Elements, samples: int, seed: int) -> Injected:
    """One orbit many times over, for errors to be declared on it."""
    a, e, *angles = (float(np.asarray(v)) for v in orbit.arrays())
    heights = float(orbit.perigee_altitude), float(orbit.apogee_altitude)
    row = np.array([a, e, *np.degrees(angles), *heights])
    return Injected(np.tile(row, (samples, 1)), np.full(samples, DONE), np.zeros(samples), seed)


def _batch(
    plan: AscentPlan, launch: NDArray[np.int64], seed: int, turn: Floats, threads: int
) -> tuple[Floats, NDArray[np.int64], Floats]:
    z = normals(seed, Stream.VEHICLE, launch, len(plan.dispersions))
    tables, factor = plan.weather.tables(normals(seed, Stream.WEATHER, launch, plan.weather.normals))
    flown = fly_batch(plan, z, tables, factor, np.full(len(launch), np.inf), threads=threads)
    return np.array([_elements(flown, i, turn) for i in range(len(launch))]), flown.status, flown.time


def _elements(flown: Releases, i: int, turn: Floats) -> Floats:
    state = flown.inertial[i]
    if flown.status[i] >= FELL_BACK or not np.all(np.isfinite(state)):
        return np.full(len(FIELDS), np.nan)
    orbit = orbit_of(turn @ state[:3], turn @ state[3:])
    angles = np.degrees([orbit.inclination, orbit.raan, orbit.argument_of_perigee, orbit.true_anomaly])
    return np.array([orbit.semi_major_axis, orbit.eccentricity, *angles, orbit.perigee_altitude, orbit.apogee_altitude])


def injected_record(found: Injected) -> dict[str, Any]:
    """Counts and percentiles of the dispersed orbits, as in the summary.

    short: the propellant ended before the target; in those, and in all, what is left of the orbit is in the percentiles.
    """
    reached = found.elements[found.in_orbit]
    other = {STATUS[int(s)]: int((found.status == s).sum()) for s in np.unique(found.status) if s not in (DONE, SHORT)}
    out: dict[str, Any] = {
        "flights": len(found.status), "in_orbit": len(reached), "short_of_target": int((found.status == SHORT).sum()),
        "not_in_orbit": len(found.status) - len(reached), "not_in_orbit_because": other, "seed": found.seed,
    }  # fmt: skip
    if len(reached) == 0:
        return {**out, "percentiles": {}, "deviation": {}}
    columns = _centred(reached)
    out["percentiles"] = {
        name: dict(zip(("p2_5", "median", "p97_5"), np.percentile(column, PERCENTILES).tolist(), strict=True))
        for name, column in columns.items()
    }
    out["deviation"] = {
        name: float(column.std(ddof=1)) if len(column) > 1 else None for name, column in columns.items()
    }
    return out


def _centred(rows: Floats) -> dict[str, Floats]:
    """Columns that percentiles make sense of: the node about its mean direction, not across 360 deg."""
    raan = np.radians(rows[:, 3])
    middle = np.angle(np.exp(1j * raan).mean())
    near = np.degrees(middle + np.angle(np.exp(1j * (raan - middle))))
    return {
        "perigee_altitude_m": rows[:, 6], "apogee_altitude_m": rows[:, 7], "mean_altitude_m": rows[:, 0] - SEMI_MAJOR_AXIS,
        "inclination_deg": rows[:, 2], "raan_deg": near,
    }  # fmt: skip
