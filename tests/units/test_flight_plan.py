"""What a mission becomes before it is flown, and what cannot be flown."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from luncur.errors import InputError, PhysicsError
from luncur.flight import fly, plan
from luncur.flight.arrays import target_row
from luncur.flight.azimuth import azimuth_of
from luncur.mission import load
from luncur.mission.model import Event, Mission, Target, When

RE, MU = 6378137.0, 3.986004418e14


@pytest.fixture(scope="module")
def mission() -> Mission:
    return load("soyuz-vostochny-sso")


def changed(mission: Mission, **fields: Any) -> Mission:
    return mission.model_copy(update={"vehicle": mission.vehicle.model_copy(update=fields)})


def with_body(mission: Mission, name: str, **fields: Any) -> Mission:
    bodies = tuple(b.model_copy(update=fields) if b.name == name else b for b in mission.vehicle.bodies)
    return changed(mission, bodies=bodies)


# sin(inertial azimuth) = cos i / cos latitude gives 347.0 deg from Vostochny for 98 deg; the pad's own eastward speed
# of 287 m/s turns the heading over ground some 2 deg further west.
def test_azimuth_allows_for_the_turning_earth() -> None:
    target = Target(inclination=math.radians(98.0))
    heading = math.degrees(azimuth_of(target, math.radians(51.884)))
    assert heading == pytest.approx(347.0 - 2.05, abs=0.3)
    south = math.degrees(azimuth_of(target.model_copy(update={"descending": True}), math.radians(51.884)))
    assert south == pytest.approx(180.0 + 13.0 + 2.05, abs=0.3)


def test_inclination_below_the_latitude_is_refused() -> None:
    with pytest.raises(PhysicsError, match=r"50\.00 deg cannot be reached"):
        azimuth_of(Target(inclination=math.radians(50.0)), math.radians(51.884), "m.toml")


def test_target_of_an_orbit() -> None:
    target = Target(inclination=1.7, perigee_altitude=225e3, apogee_altitude=625e3, altitude=340e3)
    depletion, radius, speed, sine, cosine, _ = target_row(target)
    energy = 0.5 * speed**2 - MU / radius
    momentum = radius * speed * cosine
    a = -MU / (2 * energy)
    e = math.sqrt(1 - momentum**2 / (MU * a))
    assert depletion == 0.0
    assert sine > 0
    assert (a * (1 - e) - RE, a * (1 + e) - RE) == pytest.approx((225e3, 625e3), abs=1.0)


def test_dispersions_come_from_the_figures(mission: Mission) -> None:
    ascent = plan(mission)
    paths = [d.path for d in ascent.dispersions]
    assert "vehicle.body.core.engine.thrust_vacuum" in paths
    sigma = next(d.sigma for d in ascent.dispersions if d.path == "vehicle.body.core.engine.thrust_vacuum")
    assert sigma == pytest.approx(0.01)
    z = np.zeros((1, len(paths)))
    z[0, paths.index("vehicle.body.core.engine.thrust_vacuum")] = -2.0
    body, vehicle = ascent.factors(z)
    core = ascent.body_names.index("core")
    assert body[0, core, 0] == pytest.approx(0.98)
    assert np.count_nonzero(body != 1.0) == 1
    assert vehicle[0].tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]
    assert any("drag of the vehicle" in line for line in ascent.assumed)


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"steering": ()}, "vehicle.steering"),
        ({"aero": ()}, "vehicle.aero"),
    ],
)
def test_parts_that_are_missing_or_not_modelled_are_named(mission: Mission, fields: dict[str, Any], names: str) -> None:
    with pytest.raises(InputError, match=names):
        plan(changed(mission, **fields))


def test_a_delay_without_an_event_to_wait_for_is_refused(mission: Mission) -> None:
    odd = Event(name="odd", when=When(time=5000.0, delay=3.0))
    with pytest.raises(InputError, match=r"vehicle\.event\.odd\.when\.delay"):
        plan(changed(mission, events=(*mission.vehicle.events, odd)))


def test_too_much_payload_misses_the_orbit_by_a_stated_speed(mission: Mission) -> None:
    with pytest.raises(
        PhysicsError, match=r"Fregat (first|second) cutoff: the propellant ends at \d+\.\d s, \d+ m/s short"
    ):
        fly(with_body(mission, "satellite", dry_mass=4700.0))


def test_a_stage_that_is_never_lit_brings_the_vehicle_down(mission: Mission) -> None:
    third = next(b for b in mission.vehicle.bodies if b.name == "third stage")
    assert third.engine is not None
    weak = third.engine.model_copy(update={"thrust_vacuum": 30e3})
    with pytest.raises(PhysicsError, match=r"falls back to the ground at \d+ s, after '.*' and before '.*'"):
        fly(with_body(mission, "third stage", engine=weak))


def test_an_unreached_orbit_is_told_by_its_perigee(mission: Mission) -> None:
    """A last burn that is cut off by the clock, far too early, leaves the transfer orbit."""
    early = When(after="Fregat second ignition", delay=4.0)
    events = tuple(
        e.model_copy(update={"when": early}) if e.name == "Fregat second cutoff" else e for e in mission.vehicle.events
    )
    with pytest.raises(
        PhysicsError, match=r"orbit is not reached: perigee 2\d\d km where a perigee of 650 km is wanted"
    ):
        fly(changed(mission, events=events))
