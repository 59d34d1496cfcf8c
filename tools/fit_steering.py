"""Fit the pitch programme of a mission to the altitudes at which events were reported.

    python tools/fit_steering.py soyuz-vostochny-sso --knots 0,12,40,75,119,160,200,240,287 \\
        "strap-on cutoff=43.5 km" "core cutoff=141 km"

Only the angles of the first pitch programme move.  Least squares over the misses of the altitudes (in 500 m), the
angle of attack while the air is dense (30 to 100 s, in degrees), the bends of the programme after that, which keep
it smooth, and --hold times the change of every angle, which keeps a programme that is known to some extent.  Prints the table, to be pasted into the mission file, and what it reaches.
"""

from __future__ import annotations

import argparse

import numpy as np
from scipy.optimize import least_squares

from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.earth.frames import earth_fixed_state
from luncur.flight import plan
from luncur.flight.nominal import fly_nominal
from luncur.flight.plan import AscentPlan
from luncur.mission import load
from luncur.mission.model import Mission
from luncur.mission.units import parse_quantity

VERTICAL_KNOTS = 2  # the vertical rise stays
DENSE_AIR = np.arange(30.0, 101.0, 10.0)  # [s]


def with_pitch(mission: Mission, times: np.ndarray, angles: np.ndarray) -> Mission:
    """The mission with another table in its first steering law."""
    table = tuple(zip(times.tolist(), angles.tolist(), strict=True))
    law = mission.vehicle.steering[0].model_copy(update={"pitch": table})
    vehicle = mission.vehicle.model_copy(update={"steering": (law, *mission.vehicle.steering[1:])})
    return mission.model_copy(update={"vehicle": vehicle})


def altitudes(ascent: AscentPlan, events: list[str]) -> np.ndarray:
    """Altitude of events [m]; that of the end for an event that is not reached."""
    at = fly_nominal(ascent).event_time
    times = np.array([at[ascent.event_names.index(name)] for name in events])
    record = fly_nominal(ascent, np.unique(np.nan_to_num(times, nan=1.0))).record
    position, _ = earth_fixed_state(record[:, 1:4], record[:, 4:7], record[:, 0])
    return np.array([geodetic_from_ecef(*position[int(np.argmin(np.abs(record[:, 0] - t)))])[2] for t in times])


def angles_of_attack(ascent: AscentPlan, times: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Pitch programme less the climb angle relative to the Earth while the air is dense [deg]."""
    record = fly_nominal(ascent, DENSE_AIR).record
    p, v = earth_fixed_state(record[:, 1:4], record[:, 4:7], record[:, 0])
    climb = np.arcsin(np.einsum("ij,ij->i", p, v) / np.linalg.norm(p, axis=1) / np.linalg.norm(v, axis=1))
    return np.degrees(np.interp(record[:, 0], times, angles) - climb)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mission")
    parser.add_argument("goals", nargs="+", metavar="EVENT=ALTITUDE")
    parser.add_argument("--knots", help="times of the table [s], comma-separated; default: those of the mission")
    parser.add_argument("--hold", type=float, default=0.05, help="weight of a change of an angle [1/deg]")
    given = parser.parse_args()
    goals = {event: parse_quantity(text, "length") for event, text in (g.split("=") for g in given.goals)}
    mission = load(given.mission)
    weather = plan(mission).weather
    law = np.array(mission.vehicle.steering[0].pitch)
    times = np.array([float(t) for t in given.knots.split(",")]) if given.knots else law[:, 0]
    start = np.interp(times, law[:, 0], law[:, 1])
    late = times >= DENSE_AIR[-1]

    def residuals(free: np.ndarray) -> np.ndarray:
        angles = np.concatenate([start[:VERTICAL_KNOTS], free])
        ascent = plan(with_pitch(mission, times, angles), weather)
        missed = (altitudes(ascent, list(goals)) - np.array(list(goals.values()))) / 500.0
        bends = np.degrees(np.diff(angles[late], 2)) * 0.2
        kept = np.degrees(free - start[VERTICAL_KNOTS:]) * given.hold
        return np.concatenate([missed, angles_of_attack(ascent, times, angles), bends, kept])

    fit = least_squares(residuals, start[VERTICAL_KNOTS:], diff_step=1e-3, max_nfev=25)
    angles = np.concatenate([start[:VERTICAL_KNOTS], fit.x])
    print(", ".join(f'["{t:g} s", "{np.degrees(a):.2f} deg"]' for t, a in zip(times, angles, strict=True)))
    print("angle of attack [deg]", np.round(fit.fun[len(goals) : len(goals) + len(DENSE_AIR)], 2))
    print("missed altitudes [m]", np.round(fit.fun[: len(goals)] * 500.0))


if __name__ == "__main__":
    main()
