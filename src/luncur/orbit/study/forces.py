"""The forces of a case, as its file asks for them."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError, PhysicsError
from luncur.orbit.input.model import OrbitCase, Spacecraft
from luncur.orbit.life.solar import solar_levels
from luncur.orbit.motion.air_table import SolarActivity
from luncur.orbit.motion.ephemeris import Ephemeris
from luncur.orbit.motion.forces import Drag, Forces, SolarPressure
from luncur.orbit.motion.numerical import STATUS, fly_numerically, propagate_numerical

Floats = NDArray[np.float64]


def propagate_with_forces(
    case: OrbitCase, epoch: datetime, position: Floats, velocity: Floats, seconds: Floats
) -> Ephemeris:
    """Ephemeris of GCRS states (3,) or (m, 3) at an epoch, under the forces that the case asks for.

    One satellite that comes down has its ephemeris end there.  Raises PhysicsError for a constellation of which one does, and
    InputError for a force whose figures are missing.
    """
    wanted = forces_of(case)
    if case.walker is None:
        return propagate_numerical(position.reshape(3), velocity.reshape(3), epoch, seconds, wanted)
    flight = fly_numerically(position, velocity, epoch, seconds, wanted)
    if (lost := flight.status > 0).any():
        k = int(np.flatnonzero(lost)[0])
        raise PhysicsError(f"{case.file}: a satellite of the constellation: {STATUS[int(flight.status[k])]}")
    return Ephemeris(epoch, flight.seconds, flight.position, flight.velocity, "numerical", flight.assumed)


def forces_of(case: OrbitCase) -> Forces:
    """The forces of a case.  Raises InputError for drag or sunlight without a spacecraft's areas."""
    how = case.propagation
    drag = pressure = None
    if how.drag:
        craft = _craft(case, "drag", "drag_area")
        assert craft.drag_area is not None
        drag = Drag(craft.drag_area / craft.mass, craft.drag_coefficient, _activity(case))
    if how.solar_pressure:
        craft = _craft(case, "solar_pressure", "radiation_area")
        assert craft.radiation_area is not None
        pressure = SolarPressure(craft.radiation_area / craft.mass, craft.radiation_coefficient)
    return Forces(how.gravity_degree, how.gravity_order, how.sun, how.moon, drag, pressure)


def _craft(case: OrbitCase, force: str, area: str) -> Spacecraft:
    if case.spacecraft is None or getattr(case.spacecraft, area) is None:
        raise InputError(case.file, f"spacecraft.{area}", None, f"an area, since propagation.{force} is true")
    return case.spacecraft


def _activity(case: OrbitCase) -> SolarActivity:
    given = case.propagation.activity
    assert given is not None  # checked when the file was read
    if given.level is not None:
        level = next(one for one in solar_levels() if one.name == given.level)
        return SolarActivity(level.f107, level.f107, level.ap)
    assert given.f107 is not None
    assert given.f107_average is not None
    assert given.ap is not None
    return SolarActivity(given.f107, given.f107_average, given.ap)
