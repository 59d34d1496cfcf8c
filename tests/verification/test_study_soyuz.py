"""The built-in Soyuz mission against reported events and drop zones."""

from __future__ import annotations

import math

import pytest

from luncur.flight import Trajectory, fly
from luncur.mission import load


@pytest.fixture(scope="module")
def flight() -> Trajectory:
    return fly(load("soyuz-vostochny-sso"))


# Barker et al., Sci. Data 2024 (altitudes); LMerkin SpaceBallistics (times).
@pytest.mark.parametrize(
    ("name", "time", "tolerance", "altitude"),
    [
        ("strap-on separation", 118, 4, 42.4e3),
        ("core cutoff", 286, 6, 135.8e3),
        ("third stage cutoff", 560, 15, 238.6e3),
    ],
)
def test_cutoffs(flight: Trajectory, name: str, time: float, tolerance: float, altitude: float) -> None:
    event = next(e for e in flight.events if e.name == name)
    assert event.time == pytest.approx(time, abs=tolerance)
    assert event.altitude == pytest.approx(altitude, rel=0.10)


def test_third_stage_ends_level(flight: Trajectory) -> None:
    event = next(e for e in flight.events if e.name == "third stage cutoff")
    assert abs(math.degrees(event.flight_path_angle)) < 3


def test_orbit(flight: Trajectory) -> None:
    orbit = flight.orbit
    assert orbit is not None
    assert orbit.semi_major_axis == pytest.approx(6378137.0 + 650e3, abs=5e3)
    assert orbit.eccentricity < 0.002
    assert math.degrees(orbit.inclination) == pytest.approx(98.0, abs=0.05)
    assert math.degrees(orbit.node_rate) * 86400 == pytest.approx(0.9856, rel=0.01)


# Published drop zones of the sun-synchronous corridor (Zeya and Tynda districts; Vilyuisk district).
@pytest.mark.parametrize(
    ("body", "nearest", "farthest", "azimuths"),
    [("strap-on", 300e3, 365e3, (343, 349)), ("core", 1250e3, 1650e3, (340, 352))],
)
def test_drops(flight: Trajectory, body: str, nearest: float, farthest: float, azimuths: tuple[float, float]) -> None:
    drop = next(d for d in flight.drops if d.body == body)
    assert nearest <= drop.range <= farthest
    assert azimuths[0] <= math.degrees(drop.azimuth) <= azimuths[1]


def test_everything_dropped_is_listed(flight: Trajectory) -> None:
    assert [d.body for d in flight.drops] == ["strap-on", "fairing half", "core", "aft bay", "third stage"]


def test_propellant_closes(flight: Trajectory) -> None:
    """What burned and what is left is what was loaded, to 0.1 %."""
    mission = load("soyuz-vostochny-sso")
    for i, body in enumerate(mission.vehicle.bodies):
        if body.tank is None or body.engine is None or body.name == "Fregat":
            continue
        column = flight.propellant[:, i]
        burned = column[0] - column[column > 0].min()
        assert burned + body.tank.residual == pytest.approx(body.tank.loaded, rel=1e-3)
