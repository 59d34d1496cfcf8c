"""Where the bodies that a normal flight lets go come down."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from luncur.earth.frames import earth_fixed_state
from luncur.earth.geodesic import distance_and_azimuth
from luncur.flight.plan import AscentPlan
from luncur.flight.trajectory import Drop
from luncur.mission.kinds import comes_down

Floats = NDArray[np.float64]


def dropped_bodies(ascent: AscentPlan, releases: Floats) -> tuple[Drop, ...]:
    """Every body that was let go and comes down, followed to the ground in the mean weather, in order of release.

    releases[nb, 8]: time, inertial state, mass of one copy (nan: kept).  Raises PhysicsError when the mission does not
    say how a body falls.
    """
    from luncur.debris.planned import fall_path, planned_fall

    site, out = ascent.mission.site, []
    for row, body in zip(releases, ascent.mission.vehicle.bodies, strict=True):
        if not math.isfinite(row[0]) or not comes_down(ascent.mission, body):
            continue
        p, v = earth_fixed_state(row[1:4], row[4:7], row[0])
        fallen = planned_fall(p, v, body, ascent)
        distance, azimuth = math.nan, math.nan
        if math.isfinite(fallen.latitude):
            distance, azimuth = distance_and_azimuth(site.latitude, site.longitude, fallen.latitude, fallen.longitude)
        drop = Drop(
            body=body.name,
            count=body.count,
            mass=float(row[7]),
            release_time=float(row[0]),
            position=(float(p[0]), float(p[1]), float(p[2])),
            velocity=(float(v[0]), float(v[1]), float(v[2])),
            latitude=fallen.latitude,
            longitude=fallen.longitude,
            time=float(row[0]) + fallen.time,
            range=distance,
            azimuth=azimuth,
            speed=fallen.speed,
            path=fall_path(p, v, body, ascent, fallen),
        )
        out.append(drop)
    return tuple(sorted(out, key=lambda d: d.release_time))
