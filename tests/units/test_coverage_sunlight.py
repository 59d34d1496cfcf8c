"""The Sun over points and satellites: elevation, local time, beta angle, eclipses; samples; imports of the room."""

from __future__ import annotations

import ast
import math
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

import luncur.orbit.coverage
from luncur.errors import InputError
from luncur.orbit.coverage import (
    Sensor,
    SunPath,
    accesses,
    accesses_of_blocks,
    beta_angle,
    eclipses,
    mean_solar_time,
    points,
    sun_elevation,
    sun_path,
)
from luncur.orbit.coverage.samples import rates
from luncur.orbit.motion.elements import Elements
from luncur.orbit.motion.secular import propagate_secular
from luncur.orbit.motion.track import Track
from luncur.orbit.time_and_frames.bodies import SUN_RADIUS, sun

DEGREE = math.pi / 180
EPOCH = datetime(2024, 3, 20, 3, 6, 22, tzinfo=UTC)  # equinox: the apparent Sun's longitude passes 0 at 03:06
R = 6378137.0


def track_of(raan: float, inclination: float, a: float = R + 500e3, e: float = 0.0, duration: float = 12000.0) -> Track:
    elements = Elements(a, e, inclination, raan, 0.3, 0.4)
    return propagate_secular(elements, EPOCH, np.arange(0.0, duration + 1, 60.0)).earth_fixed()


def test_the_sun_at_the_equinox() -> None:
    """Over the equator, on the meridian where it is apparent noon; up by 90 deg less the latitude."""
    t = np.arange(0.0, 601.0, 300.0)
    toward = sun_path(EPOCH, t).position
    noon = math.atan2(toward[0, 1], toward[0, 0])
    assert abs(math.asin(toward[0, 2] / np.linalg.norm(toward[0]))) < 0.01 * DEGREE
    # 7 min 25 s is the equation of time of 20 March (The Astronomical Almanac's approximation: -7.4 min)
    assert float(mean_solar_time(EPOCH, 0.0, noon)) - 12.0 == pytest.approx(7.42 / 60, abs=0.1 / 60)
    places = points([0.0, 0.7, -1.2], noon)
    np.testing.assert_allclose(
        sun_elevation(places, toward)[:, 0], math.pi / 2 - np.abs(places.latitude), atol=3e-3 * math.pi / 180 * 4
    )
    assert float(mean_solar_time(EPOCH, np.array([86400.0 * 2]), np.array([-math.pi]))[0]) == pytest.approx(
        3 + 6 / 60 + 22 / 3600 + 12
    )


@pytest.mark.parametrize("degrees", [0.0, 30.0, -55.0])
def test_eclipse_is_the_closed_form(degrees: float) -> None:
    """Share of the orbit in shadow: (1/pi) acos(sqrt(h^2 + 2 R h) / ((R + h) cos beta)), Wertz, Mission Geometry, 11; no umbra without penumbra."""
    toward = sun(EPOCH, [0.0])[0]
    toward /= np.linalg.norm(toward)
    # an orbit through the poles whose plane stands at this angle from the Sun
    track = track_of(math.atan2(toward[1], toward[0]) + degrees * DEGREE, 90 * DEGREE)
    path = sun_path(EPOCH, np.arange(0.0, 12601.0, 600.0))
    there = np.stack([np.interp(track.seconds, path.seconds, path.position[:, k]) for k in range(3)], axis=1)
    beta = beta_angle(track, there)
    assert abs(beta).mean() == pytest.approx(abs(degrees) * DEGREE, abs=0.01)
    assert np.sign(np.round(beta.mean(), 2)) == np.sign(degrees) or degrees == 0
    period = (
        2
        * math.pi
        * math.sqrt((R + 500e3) ** 3 / 3.986004418e14)
        * (1 - 1.5 * 1.0826e-3 * (R / (R + 500e3)) ** 2 * (-1))
    )
    shadow = {kind: eclipses(track, path, kind) for kind in ("umbra", "cylinder", "penumbra")}
    whole = [s for s in shadow["cylinder"] if s[0] > 0.0 and s[1] < 12000.0]
    assert len(whole) >= 1
    for start, end in whole:
        share = math.acos(math.sqrt(500e3**2 + 2 * R * 500e3) / ((R + 500e3) * math.cos(beta.mean()))) / math.pi
        assert (end - start) / period == pytest.approx(share, rel=2e-3)
        inner = [s for s in shadow["umbra"] if start < s[0] < s[1] < end]
        outer = [s for s in shadow["penumbra"] if s[0] < start < end < s[1]]
        assert len(inner) == len(outer) == 1
        assert 5.0 < inner[0][0] - outer[0][0] < 40.0  # the Sun's half degree at the satellite's rate


def test_eclipse_edges_are_edges_and_grazing_ones_are_found() -> None:
    """An orbit far out in whose shadow the satellite only grazes: found where its least distance from the shadow says so."""
    toward = sun(EPOCH, [0.0])[0]
    node = math.atan2(toward[1], toward[0])
    path = sun_path(EPOCH, np.arange(0.0, 12601.0, 600.0))
    lengths = []
    for tilt in np.linspace(0.0, 1.2, 61):
        spans = eclipses(track_of(node + tilt, 90 * DEGREE), path, "umbra")
        track = track_of(node + tilt, 90 * DEGREE)
        lengths.append(max((b - a for a, b in spans if a > 0 and b < 12000.0), default=0.0))
        for t in spans.ravel():
            if 0.0 < t < 12000.0:
                assert abs(apart(track, path, t)) < 1e-6
    assert lengths[0] > 2000
    assert lengths[-1] == 0.0
    assert 0.0 < min(x for x in lengths if x > 0) < 700.0


def apart(track: Track, path: SunPath, t: float) -> float:
    """Angle [rad] of a satellite from the umbra at a time, by vectors."""
    from scipy.interpolate import CubicHermiteSpline, CubicSpline

    r = CubicHermiteSpline(track.seconds, track.position, rates(track))(t)
    s = CubicSpline(path.seconds, path.position)(t) - r
    c = math.acos(-float(r @ s) / np.linalg.norm(r) / np.linalg.norm(s))
    return c - (math.asin(R / np.linalg.norm(r)) - math.asin(SUN_RADIUS / np.linalg.norm(s)))


def test_rates_are_those_of_positions() -> None:
    """Secular motion's velocities are the ellipse's; those that a track should have are kept as they are."""
    track = track_of(0.3, 1.0)
    fine = propagate_secular(
        Elements(R + 500e3, 0.0, 1.0, 0.3, 0.3, 0.4), EPOCH, np.arange(0.0, 12001.0, 1.0)
    ).earth_fixed()
    true = np.gradient(fine.position, 1.0, axis=0)[::60]
    found = rates(track)
    assert np.abs(track.velocity - true)[1:-1].max() > 3.0
    assert np.abs(found - true)[1:-1].max() < 0.03
    good = Track(EPOCH, track.seconds, track.position, found)
    assert rates(good) is good.velocity
    uneven = Track(EPOCH, np.append(track.seconds[:-1], track.seconds[-1] - 20), track.position, track.velocity)
    assert rates(uneven) is uneven.velocity


def test_bad_tracks_suns_and_windows() -> None:
    place, cone = points(0.1, 0.2), Sensor(half_angle=0.5)
    track = track_of(0.0, 1.0)
    coarse = Track(EPOCH, track.seconds[::2], track.position[::2], track.velocity[::2])
    short = Track(EPOCH, track.seconds[:-1], track.position[:-1], track.velocity[:-1])
    broken = Track(EPOCH, track.seconds, track.position * np.nan, track.velocity)
    for tracks, words in (
        (coarse, "at most 60 s"), ([track, short], "window of satellite 1"), ([], "one satellite or more"), (broken, "numbers"),
        (Track(EPOCH, track.seconds[:1], track.position[:1], track.velocity[:1]), "two samples"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=words):
            accesses(tracks, place, cone)
    with pytest.raises(InputError, match="where the block before ended"):
        accesses_of_blocks([track, track], place, cone)
    for sensor in (Sensor(half_angle=0.5, sunlit=True), Sensor(half_angle=0.5, sun_elevation=(0.0, 1.0))):
        with pytest.raises(InputError, match="depends on it"):
            accesses(track, place, sensor)
    path = sun_path(EPOCH, np.arange(0.0, 3001.0, 600.0))
    with pytest.raises(InputError, match="positions of the Sun from"):
        accesses(track, place, Sensor(half_angle=0.5, sunlit=True), sun=path)
    with pytest.raises(InputError, match="cylinder"):
        eclipses(track, path, "shade")
    with pytest.raises(InputError, match="600 s"):
        SunPath(np.array([0.0, 3600.0]), np.ones((2, 3)))
    with pytest.raises(InputError, match="position"):
        SunPath(np.array([0.0]), np.ones((1, 3)))


def test_coverage_asks_only_rooms_before_it_and_loads_no_compiler() -> None:
    root = Path(luncur.orbit.coverage.__file__).parent
    allowed = ("luncur.earth", "luncur.compiler", "luncur.places", "luncur.flight", "luncur.errors", "luncur.files")
    own = ("luncur.orbit.time_and_frames", "luncur.orbit.motion", "luncur.orbit.coverage")
    for file in root.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("luncur"):
                assert (node.module or "").startswith(allowed + own), f"{file.name} imports {node.module}"
    code = "import sys, luncur.orbit.coverage; assert not {'numba', 'shapely', 'erfa'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
