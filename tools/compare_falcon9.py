"""The Falcon 9 of the built-in mission against the broadcasts of three launches.

    LUNCUR_REFERENCE_DATA=... python tools/compare_falcon9.py

Thrust, masses and steering were fitted to SES-12 alone.  The other two fly the same first stage, throttle and pitch
programme with their own payload and heading until the moment of their reported cut-off: what they held back for a
recovery stays in the tank.  A second line has the tilt of the pitch programme scaled so that the altitude at cut-off is
the reported one, for the steering is the mission's, not the vehicle's.  Payload masses are recalled, not confirmed.  Telemetry: falcon9/*_analysed.json of
Telemetry-Data, shahar603, at b245d3b81aa3.
"""

from __future__ import annotations

import json
import math
import os
from pathlib import Path

import numpy as np
from scipy.optimize import brentq

from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.earth.frames import earth_fixed_state
from luncur.earth.geodesic import distance_and_azimuth
from luncur.flight import plan
from luncur.flight.nominal import fly_nominal
from luncur.mission import load
from luncur.mission.model import Mission

# file, reported cut-off [s], payload [kg], inclination [deg]
LAUNCHES = {
    "SES-12": (168.0, 5384.0, 28.6),
    "SpaceX_CRS-14": (164.0, 6850.0, 51.6),
    "Bangabandhu-1": (152.0, 3700.0, 28.6),
}


def as_flown(mission: Mission, payload: float, inclination: float) -> Mission:
    """The mission with another payload, its first target at another inclination."""
    bodies = tuple(
        b.model_copy(update={"dry_mass": payload}) if b.kind == "payload" else b for b in mission.vehicle.bodies
    )
    laws = tuple(
        law.model_copy(update={"target": law.target.model_copy(update={"inclination": math.radians(inclination)})})
        if law.target is not None
        else law
        for law in mission.vehicle.steering
    )
    return mission.model_copy(
        update={"vehicle": mission.vehicle.model_copy(update={"bodies": bodies, "steering": laws})}
    )


def state_at(mission: Mission, time: float) -> tuple[float, float, float]:
    """Speed relative to the Earth [m/s], altitude and downrange [m] at a time [s]."""
    row = fly_nominal(plan(mission), np.array([time])).record[0]
    p, v = earth_fixed_state(row[1:4], row[4:7], row[0])
    latitude, longitude, altitude = geodetic_from_ecef(*p)
    site = mission.site
    return (
        float(np.linalg.norm(v)),
        altitude,
        distance_and_azimuth(site.latitude, site.longitude, latitude, longitude)[0],
    )


def tilted(mission: Mission, scale: float) -> Mission:
    """The mission with the tilt of its pitch programme from the vertical scaled."""
    law = mission.vehicle.steering[0]
    pitch = tuple((time, math.pi / 2 - scale * (math.pi / 2 - angle)) for time, angle in law.pitch)
    laws = (law.model_copy(update={"pitch": pitch}), *mission.vehicle.steering[1:])
    return mission.model_copy(update={"vehicle": mission.vehicle.model_copy(update={"steering": laws})})


def report(label: str, mission: Mission, time: float, told: dict[str, list[float]]) -> None:
    """One line: flown and told, and how far apart, at a time."""
    i = told["time"].index(time)
    speed, altitude, downrange = state_at(mission, time)
    parts = [
        (speed, told["velocity"][i], "8.1f"),
        (altitude / 1e3, told["altitude"][i], "7.2f"),
        (downrange / 1e3, told["downrange_distance"][i], "7.2f"),
    ]
    text = "  ".join(f"{a:{f}} / {b:{f}} {100 * (a / b - 1):+5.1f}%" for a, b, f in parts)
    print(f"{label:24s} {time:6.0f}  {text}")


def main() -> None:
    folder = Path(os.environ["LUNCUR_REFERENCE_DATA"]) / "falcon9"
    base = load("falcon9-ses12")
    print(f"{'launch':24s}  t [s]   speed [m/s]                 altitude [km]              downrange [km]")
    for name, (cutoff, payload, inclination) in LAUNCHES.items():
        told = json.loads((folder / f"{name}_analysed.json").read_text())
        mission = as_flown(base, payload, inclination)
        for time in (60.0, 100.0, 140.0, cutoff):
            report(name, mission, time, told)
        wanted = told["altitude"][told["time"].index(cutoff)] * 1e3

        def missed(scale: float, mission: Mission = mission, cutoff: float = cutoff, wanted: float = wanted) -> float:
            return state_at(tilted(mission, scale), cutoff)[1] - wanted

        scale = brentq(missed, 0.7, 1.15, xtol=1e-4)
        report(f"{name}, tilt x {scale:.3f}", tilted(mission, scale), cutoff, told)


if __name__ == "__main__":
    main()
