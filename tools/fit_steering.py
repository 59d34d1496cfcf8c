"""Fit the pitch programme of a built-in mission to reported cut-off altitudes.

    python tools/fit_steering.py soyuz-vostochny-sso "strap-on cutoff=42.4 km" "core cutoff=135.8 km"

Only the angles of the pitch programme move; a term keeps the angle of attack small while the air is dense.
Prints the fitted table, to be pasted into the mission file.
"""

import sys

import numpy as np
from scipy.optimize import least_squares

from luncur.flight.fly import fly
from luncur.flight.plan import plan
from luncur.mission import load
from luncur.mission.model import Mission
from luncur.mission.units import parse_quantity

FIRST_FREE = 2  # the vertical rise stays


def with_pitch(mission: Mission, angles: np.ndarray) -> Mission:
    law = mission.vehicle.steering[0]
    table = tuple((t, float(a)) for (t, _), a in zip(law.pitch, angles, strict=True))
    steering = (law.model_copy(update={"pitch": table}), *mission.vehicle.steering[1:])
    return mission.model_copy(update={"vehicle": mission.vehicle.model_copy(update={"steering": steering})})


def angle_of_attack(trajectory, mission: Mission, angles: np.ndarray) -> np.ndarray:
    """Pitch programme less the flight-path angle relative to the Earth [deg], 30 to 100 s."""
    times = np.array([t for t, _ in mission.vehicle.steering[0].pitch])
    out = []
    for at in range(30, 101, 10):
        row = int(np.argmin(np.abs(trajectory.time - at)))
        p, v = trajectory.position[row], trajectory.velocity[row]
        climb = np.arcsin(p @ v / np.linalg.norm(p) / np.linalg.norm(v))
        out.append(np.degrees(np.interp(at, times, angles) - climb))
    return np.array(out)


def main(name: str, goals: dict[str, float]) -> None:
    mission = load(name)
    weather = plan(mission).weather
    start = np.array([a for _, a in mission.vehicle.steering[0].pitch])

    def residuals(free: np.ndarray) -> np.ndarray:
        angles = np.concatenate([start[:FIRST_FREE], free])
        changed = with_pitch(mission, angles)
        trajectory = fly(plan(changed, weather))
        altitudes = {e.name: e.altitude for e in trajectory.events}
        missed = [(altitudes[event] - altitude) / 500.0 for event, altitude in goals.items()]
        return np.concatenate([missed, angle_of_attack(trajectory, changed, angles), 0.05 * np.degrees(free - start[FIRST_FREE:])])

    fit = least_squares(residuals, start[FIRST_FREE:], diff_step=1e-3, max_nfev=25)
    angles = np.concatenate([start[:FIRST_FREE], fit.x])
    times = [t for t, _ in mission.vehicle.steering[0].pitch]
    print(", ".join(f'["{t:g} s", "{np.degrees(a):.2f} deg"]' for t, a in zip(times, angles, strict=True)))
    print("residuals", np.round(fit.fun, 2))


if __name__ == "__main__":
    pairs = [argument.split("=") for argument in sys.argv[2:]]
    main(sys.argv[1], {event: parse_quantity(altitude, "length") for event, altitude in pairs})
