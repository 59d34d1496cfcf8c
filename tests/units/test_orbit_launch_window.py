"""When to launch into a plane, where to, and what other minutes cost."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from luncur.errors import InputError, PhysicsError
from luncur.orbit.design.launch_plane import LaunchPlane, plane_at, plane_of_local_time
from luncur.orbit.design.launch_window import (
    LaunchPass,
    circular_speed,
    launch_azimuths,
    launch_passes,
    offset_cost,
    window,
)
from luncur.orbit.design.sun_synchronous import local_time_of_node, raan_of_local_time
from luncur.orbit.time_and_frames.frames import celestial_to_earth_fixed

DEG = math.pi / 180
START = datetime(2024, 5, 10, tzinfo=UTC)
SPEED = circular_speed(400e3)
CANAVERAL = 28.608 * DEG, -80.604 * DEG
VOSTOCHNY = 51.884 * DEG, 128.334 * DEG
STATION = plane_at(51.64 * DEG, 120 * DEG, START, -5.0 * DEG / 86400)
MORNING = plane_of_local_time(97.4 * DEG, 22.5, START)


def site_off_plane(site: tuple[float, float], plane: LaunchPlane, at: datetime) -> float:
    """Angle [rad] between site and plane, from the true axes of the day: within nutation, 20 arcsec."""
    import erfa

    seconds = (at - START).total_seconds()
    fixed = np.array(
        [
            math.cos(site[0]) * math.cos(site[1]),
            math.cos(site[0]) * math.sin(site[1]),
            0.993305620009859 * math.sin(site[0]),
        ]
    )
    celestial = celestial_to_earth_fixed(at, np.zeros(1))[0].T @ (fixed / np.linalg.norm(fixed))
    jd = erfa.dtf2d("UTC", at.year, at.month, at.day, at.hour, at.minute, at.second + at.microsecond * 1e-6)
    mean = erfa.pmat06(*erfa.taitt(*erfa.utctai(*jd))) @ celestial
    node = plane.raan + plane.node_rate * seconds
    normal = np.array(
        [
            math.sin(plane.inclination) * math.sin(node),
            -math.sin(plane.inclination) * math.cos(node),
            math.cos(plane.inclination),
        ]
    )
    return float(np.arcsin(normal @ mean))


@pytest.mark.parametrize(
    ("site", "plane"), [(CANAVERAL, STATION), (VOSTOCHNY, MORNING), ((-39.26 * DEG, 177.86 * DEG), MORNING)]
)
def test_passes_lie_in_the_plane(site: tuple[float, float], plane: LaunchPlane) -> None:
    end = START + timedelta(days=10)
    passes = launch_passes(*site, plane, START, end, SPEED)
    assert [p.time for p in passes] == sorted(p.time for p in passes)
    assert 19 <= len(passes) <= 21
    assert abs(sum(p.ascending for p in passes) - sum(not p.ascending for p in passes)) <= 1
    for p in passes:
        assert START <= p.time <= end
        assert abs(site_off_plane(site, plane, p.time)) < 2e-7  # 3 ms
    turns = [b.time - a.time for a, b in zip(passes[:-2], passes[2:], strict=True) if a.ascending == b.ascending]
    day = 2 * math.pi / (7.292115146706979e-5 - plane.node_rate)
    assert np.allclose([t.total_seconds() for t in turns], day, atol=0.2)


def test_no_pass_is_missed() -> None:
    """Every change of the side on which the site lies, seen minute by minute, is among the passes."""
    minutes = [START + timedelta(minutes=m) for m in range(3 * 1440 + 1)]
    off = np.array([site_off_plane(CANAVERAL, STATION, t) for t in minutes[::10]])
    changes = [minutes[10 * k] for k in np.flatnonzero(np.sign(off[1:]) != np.sign(off[:-1]))]
    passes = launch_passes(*CANAVERAL, STATION, START, minutes[-1], SPEED)
    assert len(passes) == len(changes)
    assert all(timedelta(0) <= p.time - c <= timedelta(minutes=10) for p, c in zip(passes, changes, strict=True))


def test_azimuths_from_canaveral_to_the_station() -> None:
    """Some 45 deg among the stars and 43 deg over the ground, north-east or south-east."""
    for p in launch_passes(*CANAVERAL, STATION, START, START + timedelta(days=2), SPEED):
        side = (lambda x: x) if p.ascending else (lambda x: math.pi - x)
        assert side(p.azimuth_inertial) / DEG == pytest.approx(44.97, abs=0.2)
        assert side(p.azimuth_earth_fixed) / DEG == pytest.approx(42.8, abs=0.3)


def test_azimuths_of_simple_planes() -> None:
    assert launch_azimuths(0.0, 90 * DEG, True, 7500.0) == pytest.approx(
        (0.0, math.atan2(-465.1, 7500.0) % (2 * math.pi)), abs=1e-4
    )
    assert launch_azimuths(0.0, 0.0, True, 7500.0) == pytest.approx((90 * DEG, 90 * DEG))
    assert launch_azimuths(0.0, math.pi, False, 7500.0) == pytest.approx((270 * DEG, 270 * DEG))
    assert launch_azimuths(30 * DEG, 30 * DEG, True, 7500.0) == pytest.approx((90 * DEG, 90 * DEG), abs=1e-6)


def test_local_time_planes_are_met_at_the_same_hour() -> None:
    passes = launch_passes(*VOSTOCHNY, MORNING, START, START + timedelta(days=60), SPEED)
    hours = [(p.time.hour * 3600 + p.time.minute * 60 + p.time.second) / 3600 for p in passes if p.ascending]
    assert len(hours) == 60
    assert max(hours) - min(hours) < 3 / 3600
    first = passes[0]
    raan = raan_of_local_time(22.5, 97.4 * DEG, first.time)
    assert local_time_of_node(raan, 97.4 * DEG, first.time) == pytest.approx(22.5)


def test_plane_given_in_the_axes_of_the_stars() -> None:
    """Precession since 2000 moves the node by some 0.3 deg in 2024, which is 75 s of the launch time."""
    of_date = launch_passes(*CANAVERAL, plane_at(51.64 * DEG, 2.0, START), START, START + timedelta(days=1), SPEED)
    stars = launch_passes(
        *CANAVERAL, plane_at(51.64 * DEG, 2.0, START, frame="GCRF"), START, START + timedelta(days=1), SPEED
    )
    lag = (stars[0].time - of_date[0].time).total_seconds()
    assert 20 < abs(lag) < 120
    with pytest.raises(InputError, match="frame"):
        plane_at(0.9, 2.0, START, frame="J2000")


@pytest.fixture(scope="module")
def canaveral_pass() -> LaunchPass:
    return launch_passes(*CANAVERAL, STATION, START, START + timedelta(days=1), SPEED)[0]


def test_cost_of_other_minutes(canaveral_pass: LaunchPass) -> None:
    """A minute off turns the Earth by a quarter of a degree under the plane: v times that times sin i, some 27 m/s."""
    cost = offset_cost(*CANAVERAL, STATION, canaveral_pass, [-5.0, 0.0, 1.0, 5.0], SPEED)
    assert cost.least[1] == pytest.approx(0.0, abs=0.01)
    assert cost.same_inclination[2] == pytest.approx(
        SPEED * 60 * (7.2921e-5 - STATION.node_rate) * math.sin(51.64 * DEG), rel=2e-3
    )
    assert cost.same_inclination[0] == pytest.approx(cost.same_inclination[3])
    assert np.all(cost.least <= cost.same_inclination + 1e-3)
    off = site_off_plane(CANAVERAL, STATION, canaveral_pass.time + timedelta(minutes=5))
    assert cost.out_of_plane[3] == pytest.approx(abs(off), abs=2e-7)
    assert cost.least[3] == pytest.approx(2 * SPEED * math.sin(abs(off) / 2), abs=0.01)


def test_window_ends_where_the_budget_does(canaveral_pass: LaunchPass) -> None:
    opened, closed = window(*CANAVERAL, STATION, canaveral_pass, 60.0, SPEED)
    assert opened < canaveral_pass.time < closed
    ends = [(t - canaveral_pass.time).total_seconds() / 60 for t in (opened, closed)]
    inside = offset_cost(*CANAVERAL, STATION, canaveral_pass, ends, SPEED).least
    outside = offset_cost(*CANAVERAL, STATION, canaveral_pass, [ends[0] - 1 / 60, ends[1] + 1 / 60], SPEED).least
    assert np.all(inside <= 60.0)
    assert np.all(outside > 60.0)
    assert window(*CANAVERAL, STATION, canaveral_pass, 0.0, SPEED) == (canaveral_pass.time, canaveral_pass.time)
    with pytest.raises(InputError, match="budget"):
        window(*CANAVERAL, STATION, canaveral_pass, -1.0, SPEED)


def test_inclination_below_the_latitude_is_refused() -> None:
    for inclination in (45.0, 135.0):
        with pytest.raises(PhysicsError, match=r"never passes over a site at 51\.88 deg latitude"):
            launch_passes(*VOSTOCHNY, plane_at(inclination * DEG, 0.0, START), START, START + timedelta(days=1), SPEED)
    with pytest.raises(PhysicsError, match="equator has no node"):
        launch_passes(0.0, 0.0, plane_at(0.0, 0.0, START), START, START + timedelta(days=1), SPEED)
    due_east = launch_passes(
        28.608 * DEG, 0.0, plane_at(28.47 * DEG, 0.0, START), START, START + timedelta(days=1), SPEED
    )
    assert len(due_east) in (1, 2, 3)
    assert all(abs(p.azimuth_inertial / DEG - 90) < 5 for p in due_east)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"end": START}, "a time after"),
        ({"end": START + timedelta(days=1001)}, "at most 1,000 days"),
        ({"speed": 0.0}, "speed"),
        ({"start": datetime(2150, 1, 1, tzinfo=UTC), "end": datetime(2150, 1, 2, tzinfo=UTC)}, "2150"),
    ],
)
def test_bad_input_is_one_sentence(change: dict[str, object], words: str) -> None:
    given = {"start": START, "end": START + timedelta(days=1), "speed": SPEED} | change
    with pytest.raises(InputError, match=words):
        launch_passes(*CANAVERAL, STATION, given["start"], given["end"], given["speed"])  # type: ignore[arg-type]


def test_bad_planes() -> None:
    with pytest.raises(InputError, match="inclination"):
        plane_at(-0.1, 0.0, START)
    with pytest.raises(InputError, match="node"):
        plane_at(1.0, math.nan, START)
    with pytest.raises(InputError, match="local time"):
        plane_of_local_time(1.7, 24.5, START)
