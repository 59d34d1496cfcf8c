"""A mission's dispersed flights, and the orbits and lives they lead to, as the summary tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from luncur.earth.constants import SEMI_MAJOR_AXIS
from luncur.flight import Trajectory, fly, plan
from luncur.mission import load
from luncur.orbit.injection.cut_off import CutOff, cut_off, cut_short
from luncur.orbit.injection.dispersed import Injected, copies, dispersed, injected_record, scattered
from luncur.orbit.input.model import Injection, OrbitCase
from luncur.orbit.life.mean_orbit import mean_orbits
from luncur.orbit.study.followed import Followed
from luncur.orbit.study.life_record import life_of, mean_orbits_together, scattered_lives

LOWEST = 120e3  # perigee below which the orbit that is left does not last a revolution [m]


@dataclass(frozen=True)
class Flown:
    """A mission's nominal flight, where it leaves the satellite, and its dispersed flights."""

    flight: Trajectory
    at: CutOff
    injected: Injected


def flown(case: OrbitCase, seed: int, workers: int | None) -> Flown | None:
    """Fly the mission of a case; None for a case without one.  Raises InputError for a mission that reaches no orbit."""
    if case.orbit.mission is None:
        return None
    mission = load(case.orbit.mission)
    ascent = plan(mission)
    flight = fly(ascent)
    at = cut_off(mission, flight)
    wanted = case.injection or Injection()
    found = dispersed(ascent, wanted.samples, seed, workers)
    return Flown(flight, at, scattered(found, wanted.declared, seed))


def declared_only(case: OrbitCase, follows: Followed, seed: int) -> Injected | None:
    """Orbits about the given one, with the errors that the user declares; None where none are declared."""
    if case.injection is None or not case.injection.declared or follows.kind not in ("elements", "state"):
        return None
    return scattered(copies(follows.elements, case.injection.samples, seed), case.injection.declared, seed)


def injection_record(case: OrbitCase, found: Injected, epoch: datetime, seed: int, threads: int) -> dict[str, Any]:
    """Counts, percentiles, what was declared, and lives where the spacecraft is known."""
    out = injected_record(found)
    out["declared"] = (case.injection.declared if case.injection is not None else None) or None
    out["scatter"] = _scatter(found)
    out["life"] = None
    rows = found.elements[found.in_orbit]
    if len(rows):
        lives = life_of(
            case, mean_orbits_together(rows), epoch, seed, threads, samples=max(len(rows), case.life.samples)
        )
        out["life"] = None if lives is None else scattered_lives(lives)
    return out


def _scatter(found: Injected, most: int = 400) -> list[list[float]]:
    """Perigee, apogee [m] and inclination [deg] of the first orbits, for a picture."""
    return found.elements[found.in_orbit][:most, [6, 7, 2]].round(4).tolist()


def cut_short_record(
    case: OrbitCase, flight: Trajectory, epoch: datetime, seed: int, threads: int
) -> list[dict[str, Any]]:
    """What would be left had the thrust ended early, with the life of each orbit where the spacecraft is known."""
    rows = cut_short(flight)
    for row in rows:
        row["falls_back"] = row["perigee_altitude_m"] < LOWEST
        row["life_s"] = None
        if not row["falls_back"] and case.spacecraft is not None and case.spacecraft.drag_area is not None:
            row["life_s"] = _life(case, row, epoch, seed, threads)
    return rows


def _life(case: OrbitCase, row: dict[str, Any], epoch: datetime, seed: int, threads: int) -> float | None:
    low, high = row["perigee_altitude_m"], row["apogee_altitude_m"]
    a = SEMI_MAJOR_AXIS + (low + high) / 2
    orbit = mean_orbits(a, (high - low) / 2 / a, np.radians(row["inclination_deg"]), 0.0)
    found = life_of(case, orbit, epoch, seed, threads, samples=100)
    middle = float(found.percentiles(50.0)) if found is not None else np.inf
    return middle if np.isfinite(middle) else None
