"""Says in one sentence why a nominal flight does not do what its mission asks."""

from __future__ import annotations

import math

import numpy as np

from luncur.earth.constants import MU
from luncur.errors import PhysicsError
from luncur.flight.ascent_state_kernel import FELL_BACK, SHORT
from luncur.flight.nominal import Flown
from luncur.flight.orbit import Orbit
from luncur.flight.plan import AscentPlan
from luncur.flight.status import STATUS
from luncur.mission.model import Steering

MISSED = 5.0  # shortfall of speed that counts [m/s]
LOWER = 20e3  # shortfall of perigee that counts [m]


def check_flown(ascent: AscentPlan, flown: Flown, record: np.ndarray) -> None:
    """Raises PhysicsError when the flight failed or a burn ended short of its target."""
    file = ascent.mission.file
    for name, at, law in _guided_cutoffs(ascent, flown):
        row = record[int(np.argmin(np.abs(record[:, 0] - at)))]
        radius, speed = float(np.linalg.norm(row[1:4])), float(np.linalg.norm(row[4:7]))
        wanted = _wanted_speed(ascent, law, radius)
        if wanted - speed > MISSED:
            raise PhysicsError(
                f"{file}: vehicle.event.{name}: the propellant ends at {at:.1f} s, {wanted - speed:.0f} m/s short of the "
                f"{wanted:.0f} m/s that the target asks for"
            )
    if flown.status == FELL_BACK:
        raise PhysicsError(
            f"{file}: the vehicle falls back to the ground at {flown.end:.0f} s, {_after(ascent, flown)}"
        )
    if flown.status >= FELL_BACK or flown.status == SHORT:
        raise PhysicsError(f"{file}: the flight {STATUS[flown.status]} (at {flown.end:.0f} s, {_after(ascent, flown)})")


def check_orbit(ascent: AscentPlan, orbit: Orbit) -> None:
    """Raises PhysicsError when the last target is an orbit and this is not it."""
    target = [law.target for law in ascent.mission.vehicle.steering if law.target is not None][-1]
    wanted = target.perigee_altitude
    if wanted is None or (orbit.semi_major_axis > 0 and orbit.perigee_altitude > wanted - LOWER):
        return
    got = f"perigee {orbit.perigee_altitude / 1000:.0f} km" if orbit.semi_major_axis > 0 else "an escape"
    raise PhysicsError(
        f"{ascent.mission.file}: the orbit is not reached: {got} where a perigee of {wanted / 1000:.0f} km is wanted"
    )


def _after(ascent: AscentPlan, flown: Flown) -> str:
    passed = [n for n, t in zip(ascent.event_names, flown.event_time, strict=True) if math.isfinite(t)]
    waiting = [n for n, t in zip(ascent.event_names, flown.event_time, strict=True) if not math.isfinite(t)]
    return f"after '{passed[-1]}'" + (f" and before '{waiting[0]}'" if waiting else "")


def _guided_cutoffs(ascent: AscentPlan, flown: Flown) -> list[tuple[str, float, Steering]]:
    """Events that wait for the guidance, when they happened, and the law that steers towards them."""
    law: Steering | None = None
    out = []
    for event, at in zip(ascent.mission.vehicle.events, flown.event_time, strict=True):
        if (
            event.when.guidance
            and math.isfinite(at)
            and law is not None
            and law.target is not None
            and not law.target.depletion
        ):
            out.append((event.name, float(at), law))
        law = next((s for s in ascent.mission.vehicle.steering if s.start == event.name), law)
    return out


def _wanted_speed(ascent: AscentPlan, law: Steering, radius: float) -> float:
    """Speed at this radius of the orbit that the target's radius and speed belong to [m/s]."""
    row = np.asarray(ascent.arrays[10])[ascent.mission.vehicle.steering.index(law)]
    energy = 0.5 * row[5] ** 2 - MU / row[4]
    return math.sqrt(max(2.0 * (energy + MU / radius), 0.0))
