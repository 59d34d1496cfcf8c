"""Example files hold the wind that they are said to hold, and a region that has moved is seen to have."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tool_scripts import tool

from luncur.areas.ellipse import containment_region
from luncur.campaign.study import prepare
from luncur.earth import destination
from luncur.earth.tables import knots
from luncur.earth.wind import WindProfile, wind_profile
from luncur.mission import Mission, load
from luncur.mission.model import Wind

compare = tool("compare_weather")


@pytest.fixture(scope="module")
def mission() -> Mission:
    return load("soyuz-vostochny-sso")


@pytest.fixture(scope="module")
def known(mission: Mission) -> WindProfile:
    return wind_profile(compare.climatology(mission), mission.site, mission.launch.time)


def test_sounding_read_back(mission: Mission, known: WindProfile, tmp_path: Path) -> None:
    """To 30 km within its rounding; held above, where the climatology goes on."""
    compare.write_sounding(tmp_path / "a.csv", known.east, known.north)
    read = wind_profile(Wind(model="profile", file=str(tmp_path / "a.csv")), mission.site, mission.launch.time)
    low = knots() <= 30e3
    fastest = np.hypot(known.east, known.north)[low].max()
    assert np.abs(read.east - known.east)[low].max() < 0.05 + np.radians(0.5) * fastest
    assert np.abs(read.north - known.north)[low].max() < 0.05 + np.radians(0.5) * fastest
    assert read.east[knots() == 60e3] == pytest.approx(read.east[knots() == 30e3])


def test_ensemble_read_back(mission: Mission, known: WindProfile, tmp_path: Path) -> None:
    """Its members have the mean and, at every height and between heights, the covariance of the climatology."""
    compare.write_ensemble(tmp_path / "e.nc", mission, known)
    read = wind_profile(Wind(model="ensemble", file=str(tmp_path / "e.nc")), mission.site, mission.launch.time)
    assert read.members is not None
    assert len(read.members) == compare.MEMBERS
    low = knots() <= 48e3
    assert read.east[low] == pytest.approx(known.east[low], abs=0.02)
    assert read.north[low] == pytest.approx(known.north[low], abs=0.02)
    for c in range(2):
        away = read.members[:, low, c] - read.members[:, low, c].mean(axis=0)
        modes = known.modes[:, low, c]
        assert away.T @ away / compare.MEMBERS == pytest.approx(modes.T @ modes, abs=0.5)  # of up to 400 m2/s2


def test_examples_only_where_no_file_is_given(mission: Mission, tmp_path: Path) -> None:
    named, said = compare.winds(mission, tmp_path, None, None)
    assert next(iter(named)) == "climatology"
    assert len(named) == 4
    assert len(said) == 2
    sounding, ensemble = (Path(str(named[n].file)) for n in ("radiosonde of the mean", "ensemble"))
    given, said = compare.winds(mission, tmp_path, sounding, ensemble)
    assert [w.model for w in given.values()] == ["climatology", "profile", "ensemble"]
    assert said == []


def test_a_moved_region_is_seen() -> None:
    """Impacts 3 km farther east in every launch, with a scatter of 1 km: 3 km toward 90 deg, surer than the impacts."""
    rng = np.random.default_rng(5)
    at = [
        destination(0.9, 2.2, a, abs(d))
        for a, d in zip(rng.uniform(0, 6.28, 400), rng.normal(0, 10e3, 400), strict=True)
    ]
    far = [destination(*p, np.pi / 2, d) for p, d in zip(at, rng.normal(3e3, 1e3, 400), strict=True)]
    sides = []
    for points in (at, far):
        here = np.array(points)[:, :2]
        sides.append(compare.Drops({"tank": containment_region(*here.T, 0.97)}, {"tank": here}))
    (moved,) = compare.shifts(*sides)
    assert moved.distance == pytest.approx(3.0, abs=0.2)
    assert moved.azimuth == pytest.approx(90.0, abs=2.0)
    assert 0.04 < moved.error < 0.06
    assert compare.verdict(moved.distance, moved.error) == "beyond sampling"
    (still,) = compare.shifts(sides[0], sides[0])
    assert still.distance == 0.0
    assert compare.verdict(still.distance, still.error) == "within sampling"


def test_drops_are_those_of_a_study(mission: Mission) -> None:
    """Every launch drops every body once, and the wind moves the strap-ons toward where it blows."""
    sim, _ = prepare(compare.with_wind(mission, Wind(model="none")), 0)
    still = compare.drops(sim, 64)
    first, _ = prepare(compare.with_wind(mission, Wind(model="climatology", dispersion=False)), 0)
    blown = compare.drops(first, 64)
    assert set(still.regions) == set(blown.regions)
    for impacts in still.impacts.values():
        assert np.isfinite(impacts).all()
    moved = {s.body: s for s in compare.shifts(still, blown)}
    strap_ons = next(s for name, s in moved.items() if "strap" in name.lower())
    assert 45 < strap_ons.azimuth < 135  # westerlies
    assert strap_ons.distance > 1.0
