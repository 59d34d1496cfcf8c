"""The built-in Falcon 9 mission against the broadcast of SES-12 (4 June 2018) and the fall of its booster.

Numbers: Telemetry-Data, shahar603, at b245d3b81aa3 (broadcast, Earth-relative speed; downrange derived by its author);
splash point from the public SpaceX general map (Raul), as extracted in Barker et al., Sci. Data 2024.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from luncur.earth import distance_and_azimuth
from luncur.flight import Trajectory, fly
from luncur.mission import load
from luncur.mission.model import Mission


@pytest.fixture(scope="module")
def flight() -> Trajectory:
    return fly(load("falcon9-ses12"))


def test_main_engine_cutoff(flight: Trajectory) -> None:
    event = next(e for e in flight.events if e.name == "main engine cutoff")
    assert event.time == pytest.approx(168.0, rel=0.10)
    assert event.speed_relative == pytest.approx(2647.1, rel=0.10)
    assert event.altitude == pytest.approx(74.8e3, rel=0.15)
    assert event.downrange == pytest.approx(110.8e3, rel=0.15)


@pytest.mark.parametrize("ballistic_coefficient", [1000.0, 1700.0, 3000.0])
def test_booster_falls_where_it_was_reported(ballistic_coefficient: float) -> None:
    drop = next(
        d for d in fly(with_booster(load("falcon9-ses12"), ballistic_coefficient)).drops if d.body == "first stage"
    )
    assert drop.range == pytest.approx(806.5e3, rel=0.05)
    miss, _ = distance_and_azimuth(drop.latitude, drop.longitude, math.radians(28.56763), math.radians(-72.31750))
    assert miss < 45e3


def with_booster(mission: Mission, ballistic_coefficient: float) -> Mission:
    def other(body: Any) -> Any:
        if body.name != "first stage":
            return body
        return body.model_copy(
            update={"fall": body.fall.model_copy(update={"ballistic_coefficient": ballistic_coefficient})}
        )

    bodies = tuple(other(b) for b in mission.vehicle.bodies)
    return mission.model_copy(update={"vehicle": mission.vehicle.model_copy(update={"bodies": bodies})})
