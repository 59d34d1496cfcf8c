"""Figures of the built-in vehicles against what is published about them."""

from __future__ import annotations

import itertools

import pytest
from mission_trees import small

from luncur.mission import load
from luncur.mission.checks import lift_off_mass
from luncur.mission.load import builtin_names, mission_from_tree
from luncur.mission.model import Body, Mission

G0 = 9.80665


@pytest.fixture(scope="module")
def soyuz() -> Mission:
    return load("soyuz-vostochny-sso")


@pytest.fixture(scope="module")
def falcon() -> Mission:
    return load("falcon9-ses12")


def body(mission: Mission, name: str) -> Body:
    return next(b for b in mission.vehicle.bodies if b.name == name)


def flow(one: Body) -> float:
    assert one.engine is not None
    return one.engine.thrust_vacuum / (G0 * one.engine.specific_impulse_vacuum)


# Flow of RD-107A, RD-108A and RD-0124 [kg/s]: LMerkin, SpaceBallistics, LVSC/Soyuz-2.1b.
@pytest.mark.parametrize(("name", "published"), [("strap-on", 325.1), ("core", 313.5), ("third stage", 83.6)])
def test_soyuz_flow(soyuz: Mission, name: str, published: float) -> None:
    assert flow(body(soyuz, name)) == pytest.approx(published, rel=2e-3)


# Cut-off and burn times [s]: the same source (118.2 s for strap-ons of a Fregat mission, 286.0 s, 274 s).
@pytest.mark.parametrize(("name", "published"), [("strap-on", 118.2), ("core", 286.0), ("third stage", 274.0)])
def test_soyuz_burn_times_close(soyuz: Mission, name: str, published: float) -> None:
    one = body(soyuz, name)
    assert one.tank is not None
    assert (one.tank.loaded - one.tank.residual) / flow(one) == pytest.approx(published, rel=0.01)


# Masses [kg]: Barker et al., Sci. Data 2024, 10.1038/s41597-024-03910-z; strap-ons for all four.
@pytest.mark.parametrize(
    ("name", "propellant", "dry", "tolerance"),
    [
        ("strap-on", 156_640, 15_136, 0.12),
        ("core", 90_100, 6_545, 0.12),
        ("third stage", 25_400, 2_355, 0.10),
        ("Fregat", 5_350, 1_000, 0.0),
    ],
)
def test_soyuz_masses_against_a_second_source(
    soyuz: Mission, name: str, propellant: float, dry: float, tolerance: float
) -> None:
    one = body(soyuz, name)
    assert one.tank is not None
    assert one.count * one.tank.loaded == pytest.approx(propellant, rel=tolerance + 1e-9)
    assert one.count * one.dry_mass == pytest.approx(dry, rel=tolerance + 1e-9)


# 312 t at lift-off is the round figure of the user's manual (recalled, unconfirmed).
def test_soyuz_lift_off_mass(soyuz: Mission) -> None:
    assert lift_off_mass(soyuz) == pytest.approx(312e3, rel=0.02)


# 549 t and 7,607 kN at sea level: Wikipedia, Falcon 9 Full Thrust, after spacex.com (2016).
def test_falcon_lift_off(falcon: Mission) -> None:
    assert lift_off_mass(falcon) == pytest.approx(549e3, rel=0.025)
    first = body(falcon, "first stage")
    assert first.engine is not None
    assert first.engine.thrust_sea_level == 7607e3
    # nine nozzles of 0.92 m
    assert (first.engine.thrust_vacuum - 7607e3) / 101325 == pytest.approx(9 * 0.665, rel=0.03)


# Main engine cut-off at 168 s: Telemetry-Data, shahar603, SES-12.
def test_falcon_burn_with_its_throttle(falcon: Mission) -> None:
    first = body(falcon, "first stage")
    assert first.engine is not None
    assert first.tank is not None
    rows = first.engine.throttle
    full = sum((b[0] - a[0]) * 0.5 * (a[1] + b[1]) for a, b in itertools.pairwise(rows))
    assert rows[-1][0] == 168.0
    assert full * flow(first) == pytest.approx(first.tank.loaded - first.tank.residual, rel=5e-3)


@pytest.mark.parametrize("name", builtin_names("vehicles"))
def test_every_vehicle_leaves_the_pad(name: str) -> None:
    tree = small()
    tree["vehicle"] = name
    tree["payload"]["dry_mass"] = "50 kg"
    if name == "sounding-rocket":
        tree["failure"]["mode"][1]["end"] = "burnout"
        tree.pop("steering", None)
    else:
        tree["failure"]["mode"][1].pop("end")
        tree["steering"] = [{"start": "liftoff", "law": "vertical"}]
    mission = mission_from_tree(tree, "m.toml", None)
    assert all(b.fall is not None for b in mission.vehicle.bodies if b.kind != "payload")
    assert mission.vehicle.title
