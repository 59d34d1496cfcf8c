"""A mission's dispersed flights, and the orbits and lives they lead to, as the summary tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from luncur.errors import InputError
from luncur.flight import Trajectory, fly, plan
from luncur.flight.orbit import Orbit
from luncur.mission import load
from luncur.orbit.injection.cut_off import CutOff, cut_off, cut_short
from luncur.orbit.injection.dispersed import Injected, copies, dispersed, injected_record, scattered
from luncur.orbit.input.model import Injection, OrbitCase
from luncur.orbit.life.lifetime import Lifetime
from luncur.orbit.life.mean_orbit import MeanOrbits, mean_orbits_of
from luncur.orbit.study.followed import Followed
from luncur.orbit.study.life_record import life_of, mean_orbits_together, scattered_lives

LOWEST = 120e3  # height of the perigee below which the orbit that is left does not last a revolution [m]


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
    return scattered(copies(follows.of_date, case.injection.samples, seed), case.injection.declared, seed)


def injection_record(case: OrbitCase, found: Injected, follows: Followed, seed: int, threads: int) -> dict[str, Any]:
    """Counts, percentiles, what was declared, and lives where the spacecraft is known."""
    out = injected_record(found)
    out["declared"] = (case.injection.declared if case.injection is not None else None) or None
    out["scatter"] = _scatter(found)
    out["life"] = None
    rows = found.elements[found.in_orbit]
    if len(rows):
        lives = life_of(
            case,
            mean_orbits_together(rows, follows.mean),
            follows.epoch,
            seed,
            threads,
            samples=max(len(rows), case.life.samples),
        )
        out["life"] = None if lives is None else scattered_lives(lives)
    return out


def _lives(
    case: OrbitCase, orbits: MeanOrbits, epoch: datetime, seed: int, threads: int, samples: int
) -> Lifetime | None:
    try:
        return life_of(case, orbits, epoch, seed, threads, samples=samples)
    except InputError:  # orbits that Sun and Moon move too much
        return None


def _scatter(found: Injected, most: int = 400) -> list[list[float]]:
    """Perigee, apogee [m] and inclination [deg] of the first orbits, for a picture."""
    return found.elements[found.in_orbit][:most, [6, 7, 2]].round(4).tolist()


def cut_short_record(
    case: OrbitCase, flight: Trajectory, epoch: datetime, seed: int, threads: int
) -> list[dict[str, Any]]:
    """What would be left had the thrust ended early, with the life of each orbit where the spacecraft is known."""
    rows = []
    for row, orbit in cut_short(flight):
        falls = orbit.perigee_altitude < LOWEST
        rows.append({**row, "falls_back": falls, "life_s": None if falls else _life(case, orbit, epoch, seed, threads)})
    return rows


def _life(case: OrbitCase, orbit: Orbit, epoch: datetime, seed: int, threads: int) -> float | None:
    try:
        found = life_of(case, mean_orbits_of(orbit), epoch, seed, threads, samples=200)
    except InputError:  # an orbit that Sun and Moon move too much
        return None
    middle = float(found.percentiles(50.0)) if found is not None else np.inf
    return middle if np.isfinite(middle) else None
