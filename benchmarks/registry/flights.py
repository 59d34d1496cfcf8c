"""Flights of the small rocket (``rocket.py``) by luncur: to the highest point, to the ground, and dispersed; one thread."""

from __future__ import annotations

import numpy as np

from luncur.campaign.draws import Stream, normals
from luncur.debris import Ground, fall_batch
from luncur.debris.drag_curves import curve_table
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.flight.batch import fly_batch
from registry import Outcome, Run, case
from registry import rocket as r

LAUNCHES = 1024
STEADY = ((0.0, 1.0), (30.0, 1.0))  # a drag coefficient that is the same at every Mach number


def _prepare(to_ground: bool, dispersed: bool, small: bool) -> Run:
    plan = r.ascent()
    n = 32 if small else LAUNCHES
    ground = Ground(np.radians(r.LATITUDE), np.radians(r.LONGITUDE), r.ALTITUDE, 100e3).array()
    row, drag = np.arange(n), curve_table(STEADY)[None]

    def run() -> Outcome:
        z = np.zeros((n, len(plan.dispersions)))
        if dispersed:
            z = normals(0, Stream.VEHICLE, row, len(plan.dispersions))
        tables, factor = plan.weather.tables(np.zeros((n, plan.weather.normals)))
        top = fly_batch(plan, z, tables, factor, np.full(n, np.inf))
        if (top.status >= 20).any():
            raise ArithmeticError("a flight failed to compute")
        if to_ground:
            state = np.concatenate([top.position, top.velocity], axis=1)
            inverse_beta = r.CD * r.AREA / top.body_mass[:, 0]
            down = fall_batch(
                state, inverse_beta, np.zeros(n, dtype=np.int64), row, tables, plan.weather.upper, factor, drag, ground
            )
            if (down.status != 0).any():
                raise ArithmeticError("a rocket did not come down")
        return Outcome(n, apogee=geodetic_from_ecef(*top.position[0])[2] - r.ALTITUDE)

    run()
    return run


_POINT = "luncur, a point and its swinging axis"
case("flight-apogee", "flights", f"{_POINT}, to the highest point", group="flights")(
    lambda s: _prepare(to_ground=False, dispersed=False, small=s)
)
case("flight", "flights", f"{_POINT}, to the ground", group="flights")(
    lambda s: _prepare(to_ground=True, dispersed=False, small=s)
)
case("flight-dispersed", "flights", f"{_POINT}, to the ground, dispersed", group="flights")(
    lambda s: _prepare(to_ground=True, dispersed=True, small=s)
)
