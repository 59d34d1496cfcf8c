"""One small rocket, its figures made up for this comparison, as a mission of luncur; ``rocketpy_flights.py`` builds it again.

No wind, standard atmosphere, rail at 85 degrees, no parachute.  In luncur it is a point with an axis that swings into the
relative wind; the wavelength of that swing is found from a static margin of two calibres.
"""

from __future__ import annotations

import itertools
import math
from functools import cache
from pathlib import Path

from luncur.flight.plan import AscentPlan, plan
from luncur.mission.load import mission_from_tree

LATITUDE, LONGITUDE, ALTITUDE = 33.0, -107.0, 1400.0  # [deg], [m]
RADIUS, CD = 0.0635, 0.45
STRUCTURE, CASING = 14.4, 1.8  # [kg] without and of the motor
INERTIA = 6.3  # across the axis [kg m2]
GRAINS, GRAIN_DENSITY, GRAIN_RADIUS, GRAIN_BORE, GRAIN_HEIGHT = 5, 1815.0, 0.033, 0.015, 0.12
THRUST = ((0.0, 0.0), (0.05, 2000.0), (3.9, 1500.0), (4.0, 0.0))  # [s], [N]
FINS, ROOT, TIP, SPAN = 4, 0.12, 0.06, 0.11
RAIL, ELEVATION, AZIMUTH = 5.2, 85.0, 0.0  # [m], [deg], [deg]
MASS_SIGMA, IMPULSE_SIGMA, RAIL_SIGMA = 0.01, 0.015, 0.2  # relative; relative; of both angles [deg]

AREA = math.pi * RADIUS**2
PROPELLANT = GRAINS * GRAIN_DENSITY * math.pi * (GRAIN_RADIUS**2 - GRAIN_BORE**2) * GRAIN_HEIGHT
IMPULSE = sum((b[0] - a[0]) * 0.5 * (a[1] + b[1]) for a, b in itertools.pairwise(THRUST))


def _wavelength() -> float:
    """Distance flown in one swing [m]; slope of the normal force by Barrowman's formulas for a nose and trapezoidal fins."""
    middle = math.hypot(SPAN, 0.5 * (ROOT - TIP))
    slope = 4 * FINS * (SPAN / (2 * RADIUS)) ** 2 / (1 + math.sqrt(1 + (2 * middle / (ROOT + TIP)) ** 2))
    slope = 2.0 + slope * (1 + RADIUS / (SPAN + RADIUS))
    return 2 * math.pi * math.sqrt(2 * INERTIA / (1.2 * AREA * slope * 4 * RADIUS))


@cache
def ascent() -> AscentPlan:
    """The flight from the rail to the highest point, its dispersions declared."""
    peak = max(thrust for _, thrust in THRUST)
    engine = {
        "thrust_vacuum": {"value": peak, "sigma": IMPULSE_SIGMA}, "exit_area": 1e-9,
        "specific_impulse_vacuum": IMPULSE / (PROPELLANT * 9.80665),
        "throttle": [[t, thrust / peak] for t, thrust in THRUST],
    }  # fmt: skip
    body = {
        "name": "rocket", "kind": "stage", "dry_mass": {"value": STRUCTURE + CASING, "sigma": MASS_SIGMA},
        "engine": engine, "tank": {"propellant": "solid", "loaded": PROPELLANT},
    }  # fmt: skip
    tree = {
        "schema": "luncur-mission/1",
        "name": "small-rocket",
        "site": {
            "name": "a plain", "latitude": math.radians(LATITUDE), "longitude": math.radians(LONGITUDE), "altitude": ALTITUDE,
        },
        "launch": {"time": "2026-03-20T12:00:00Z"},
        "weather": {"atmosphere": "us76+nrlmsise00", "wind": {"model": "none"}},
        "vehicle": {
            "name": "small-rocket",
            "body": [body],
            "event": [
                {"name": "liftoff", "when": {"time": 0.0}, "ignite": ["rocket"]},
                {"name": "rail exit", "when": {"rail": True}},
                {"name": "burnout", "when": {"depleted": "rocket"}, "shutdown": ["rocket"]},
                {"name": "apogee", "when": {"apsis": "apogee"}},
            ],
            "rail": {
                "length": RAIL, "elevation": {"value": math.radians(ELEVATION), "sigma": math.radians(RAIL_SIGMA)},
                "azimuth": {"value": math.radians(AZIMUTH), "sigma": math.radians(RAIL_SIGMA)},
                "pitch_wavelength": _wavelength(),
            },
            "steering": [{"start": "liftoff", "law": "rail"}, {"start": "rail exit", "law": "gravity-turn"}],
            "aero": [
                {"start": "liftoff", "reference_area": AREA, "powered": [[0, CD]], "coasting": [[0, CD]]}
            ],
        },
    }  # fmt: skip
    return plan(mission_from_tree(tree, "small-rocket.toml", Path.cwd()))
