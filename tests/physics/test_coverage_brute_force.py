"""The search for accesses against a look at every point every half second, with sensors written down once more."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from luncur.earth.constants import EARTH_RATE
from luncur.earth.ellipsoid_kernel import geodetic_from_ecef
from luncur.orbit.coverage import Points, Sensor, accesses, accesses_of_blocks, points, sun_path
from luncur.orbit.motion.elements import Elements, state_of
from luncur.orbit.motion.track import Track
from luncur.orbit.motion.two_body import propagate_two_body

EPOCH = datetime(2024, 8, 17, 5, 43, 21, tzinfo=UTC)
STEP = 0.5
DEGREE = math.pi / 180


def track_of(rng: np.random.Generator, step: float, duration: float, high: bool = False) -> Track:
    perigee = 6378e3 + rng.uniform(300e3, 900e3)
    e = rng.uniform(0.3, 0.7) if high else rng.uniform(0.0, 0.02)
    elements = Elements(perigee / (1 - e), e, *rng.uniform(0.1, [3.0, 6.0, 6.0, 6.0]))
    position, velocity = state_of(elements)
    return propagate_two_body(position, velocity, EPOCH, np.arange(0.0, duration + step / 2, step)).earth_fixed()


def places_of(rng: np.random.Generator, n: int, under: Track | None = None) -> Points:
    """Points all over the Earth, poles and antimeridian among them; half of them under a track, if one is given."""
    latitude = np.arcsin(rng.uniform(-1, 1, n))
    latitude[:3] = math.pi / 2, -math.pi / 2, 0.0
    longitude = rng.uniform(-math.pi, math.pi, n)
    longitude[2:4] = math.pi, -math.pi
    for k in range(4, n // 2 if under is not None else 0):
        latitude[k], longitude[k], _ = geodetic_from_ecef(*under.position[rng.integers(len(under.position))])
    return points(latitude, longitude, rng.uniform(-100, 5000, n))


def seen(track: Track, places: Points, sensor: Sensor) -> np.ndarray:
    """Whether each point is in view at each sample (points, samples): angles by the words of ``Sensor``, not by its planes."""
    r, v = track.position, track.velocity
    if sensor.forward == "inertial":
        v = v + np.cross([0.0, 0.0, EARTH_RATE], r)
    if sensor.nadir == "geodetic":
        up = np.array([geodetic_from_ecef(*p)[:2] for p in r])
        down = -np.column_stack(
            [np.cos(up[:, 0]) * np.cos(up[:, 1]), np.cos(up[:, 0]) * np.sin(up[:, 1]), np.sin(up[:, 0])]
        )
    else:
        down = -r / np.linalg.norm(r, axis=1)[:, None]
    right = np.cross(down, v)
    right /= np.linalg.norm(right, axis=1)[:, None]
    ahead = np.cross(right, down)
    # one turn after the other, each about an axis that earlier ones have moved
    nadir, own_ahead, own_right = down, ahead, right
    if sensor.off_nadir_limit is None:
        own_right, down = turned(own_right, down, sensor.roll)
        down, own_ahead = turned(down, own_ahead, sensor.pitch)
        own_ahead, own_right = turned(own_ahead, own_right, sensor.yaw)
    out = np.empty((len(places), len(r)), dtype=bool)
    for k in range(len(places)):
        line = places.position[k] - r
        line /= np.linalg.norm(line, axis=1)[:, None]
        x, y, z = (np.einsum("ij,ij->i", line, axis) for axis in (own_ahead, own_right, down))
        if sensor.off_nadir_limit is not None:
            inside = np.arccos(np.clip(np.einsum("ij,ij->i", line, nadir), -1, 1)) <= sensor.off_nadir_limit
        elif sensor.half_angle is not None:
            inside = np.arctan2(np.hypot(x, y), z) <= sensor.half_angle
        else:
            inside = (np.abs(np.arctan2(x, z)) <= sensor.along) & (np.abs(np.arctan2(y, z)) <= sensor.across)
        out[k] = inside & (np.arcsin(np.clip(-(line @ places.up[k]), -1, 1)) >= sensor.minimum_elevation)
    return out


def turned(first: np.ndarray, second: np.ndarray, angle: float) -> tuple[np.ndarray, np.ndarray]:
    """Two axes turned by a right-handed angle about their product, first x second."""
    c, s = math.cos(angle), math.sin(angle)
    return c * first + s * second, c * second - s * first


SENSORS = {
    "nadir cone": Sensor(half_angle=12 * DEGREE),
    "narrow cone": Sensor(half_angle=0.7 * DEGREE),
    "rolled cone": Sensor(half_angle=8 * DEGREE, roll=27 * DEGREE),
    "cone past the horizon": Sensor(half_angle=25 * DEGREE, roll=-50 * DEGREE, pitch=20 * DEGREE),
    "cone turned over": Sensor(half_angle=80 * DEGREE, roll=120 * DEGREE),
    "pyramid": Sensor(across=20 * DEGREE, along=5 * DEGREE),
    "push broom": Sensor(across=25 * DEGREE, along=0.05 * DEGREE, roll=-12 * DEGREE, pitch=7 * DEGREE, yaw=33 * DEGREE),
    "agile": Sensor(half_angle=1 * DEGREE, off_nadir_limit=30 * DEGREE, roll=15 * DEGREE),
    "whole disc, elevation": Sensor(half_angle=89 * DEGREE, minimum_elevation=20 * DEGREE),
    "whole disc": Sensor(half_angle=89.9 * DEGREE),
    "geodetic": Sensor(across=15 * DEGREE, along=15 * DEGREE, roll=20 * DEGREE, nadir="geodetic", forward="earth"),
}  # fmt: skip


@pytest.mark.parametrize("name", SENSORS)
@pytest.mark.parametrize("high", [False, True], ids=["low", "high"])
def test_every_access_is_found_and_no_other(name: str, high: bool) -> None:
    rng = np.random.default_rng(sum(map(ord, name)) + high)
    sensor, duration = SENSORS[name], 9000.0
    dense = track_of(np.random.default_rng(7), STEP, duration, high)
    coarse = track_of(np.random.default_rng(7), 60.0, duration, high)
    places = places_of(rng, 150, dense)
    found = accesses(coarse, places, sensor)
    inside = seen(dense, places, sensor)
    compare(found.point, found.start, found.end, inside, dense.seconds)


def compare(point, start, end, inside: np.ndarray, seconds: np.ndarray, some: bool = True) -> None:  # type: ignore[no-untyped-def]
    """Accesses as they would look every half second are what was looked at, but for an edge within 1 ms of a sample."""
    ours = np.zeros_like(inside)
    close = np.zeros_like(inside)
    for p, a, b in zip(point, start, end, strict=True):
        assert b > a
        ours[p] |= (seconds >= a) & (seconds <= b)
        close[p] |= (np.abs(seconds - a) < 1e-3) | (np.abs(seconds - b) < 1e-3)
    assert inside.any() or not some
    assert not ((ours != inside) & ~close).any()


def test_accesses_between_looks_are_real() -> None:
    """What a look every half second does not see, a look every millisecond does; starts and ends are edges to 0.1 ms."""
    rng = np.random.default_rng(3)
    sensor = Sensor(half_angle=0.02 * DEGREE, roll=10 * DEGREE)
    track = track_of(np.random.default_rng(7), 20.0, 6000.0)
    under = np.array([geodetic_from_ecef(*p)[:2] for p in track.position])
    places = points(
        under[:, 0].repeat(40) + rng.normal(0, 0.02, 40 * len(under)),
        under[:, 1].repeat(40) + rng.normal(0, 0.02, 40 * len(under)),
    )
    found = accesses(track, places, sensor)
    assert len(found) > 5
    assert (found.duration < 0.5).any()
    state = np.random.default_rng(7)
    elements_track = track_of(state, 0.001, 0.001)  # checks that the same orbit is drawn again
    np.testing.assert_allclose(elements_track.position[0], track.position[0], atol=1e-3)
    for k in range(len(found)):
        for t, sense in ((found.start[k], 1.0), (found.end[k], -1.0)):
            near = moment(track, np.array([t - 1e-4, t + 1e-4]))
            one = points(*(a[found.point[k]] for a in (places.latitude, places.longitude, places.altitude)))
            before, after = seen(near, one, sensor)[0]
            assert (before, after) == ((False, True) if sense > 0 else (True, False))


def moment(track: Track, seconds: np.ndarray) -> Track:
    """The track's own cubic at other times."""
    from scipy.interpolate import CubicHermiteSpline

    spline = CubicHermiteSpline(track.seconds, track.position, track.velocity)
    return Track(track.epoch, seconds, spline(seconds), spline.derivative()(seconds))


def test_light_is_what_elevation_and_shadow_say() -> None:
    rng = np.random.default_rng(11)
    places = places_of(rng, 400)
    low, high = 10 * DEGREE, 50 * DEGREE
    sensor = Sensor(half_angle=60 * DEGREE, sun_elevation=(low, high), sunlit=True)
    dense, coarse = (track_of(np.random.default_rng(5), step, 12000.0) for step in (STEP, 60.0))
    path = sun_path(EPOCH, np.arange(0.0, 12601.0, 300.0))
    found = accesses(coarse, places, sensor, sun=path)
    sun = sun_path(EPOCH, dense.seconds[:: int(300 / STEP)])
    toward = np.stack([np.interp(dense.seconds, sun.seconds, sun.position[:, k]) for k in range(3)], axis=1)
    inside = seen(dense, places, Sensor(half_angle=60 * DEGREE))
    for k in range(len(places)):
        line = toward - places.position[k]
        e = np.arcsin(line @ places.up[k] / np.linalg.norm(line, axis=1))
        inside[k] &= (e >= low) & (e <= high)
    to_sun = toward - dense.position
    apart = np.arccos(
        -np.einsum("ij,ij->i", to_sun, dense.position)
        / np.linalg.norm(to_sun, axis=1)
        / np.linalg.norm(dense.position, axis=1)
    )
    earth, disc = (
        np.arcsin(6378137.0 / np.linalg.norm(dense.position, axis=1)),
        np.arcsin(6.957e8 / np.linalg.norm(to_sun, axis=1)),
    )
    dark = apart < earth + disc
    assert 0.2 < dark.mean() < 0.5
    inside &= ~dark
    ours = np.zeros_like(inside)
    for p, a, b in zip(found.point, found.start, found.end, strict=True):
        ours[p] |= (dense.seconds >= a) & (dense.seconds <= b)
    assert inside.sum() > 10_000
    # straight lines between the Sun's samples put this reckoning itself some 0.1 s off
    assert (ours != inside).sum() < 0.002 * inside.sum()


def test_blocks_threads_and_many_satellites_change_nothing() -> None:
    rng = np.random.default_rng(2)
    places = places_of(rng, 500)
    sensor = Sensor(half_angle=45 * DEGREE, sunlit=True)
    tracks = [track_of(rng, 30.0, 18000.0) for _ in range(5)]
    many = Track(
        EPOCH, tracks[0].seconds, np.stack([t.position for t in tracks]), np.stack([t.velocity for t in tracks])
    )
    path = sun_path(EPOCH, np.arange(0.0, 18001.0, 600.0))
    one = accesses(tracks, places, sensor, sun=path)
    blocks = (
        Track(EPOCH, many.seconds[a : a + 101], many.position[:, a : a + 101], many.velocity[:, a : a + 101])
        for a in range(0, 600, 100)
    )
    others = [
        accesses((t for t in tracks), places, sensor, sun=path, threads=2),
        accesses(many, places, sensor, sun=path),
        accesses_of_blocks(blocks, places, sensor, sun=path, threads=2),
    ]
    assert len(one) > 300
    assert len(set(one.satellite.tolist())) == 5
    for other in others:
        assert other.window == one.window == (0.0, 18000.0)
        assert other.satellites == 5
        np.testing.assert_array_equal(other.point, one.point)
        np.testing.assert_allclose(other.start, one.start, rtol=0, atol=1e-5)
        np.testing.assert_allclose(other.end, one.end, rtol=0, atol=1e-5)


def any_orbit(rng: np.random.Generator, step: float) -> Track:
    """Low, eccentric, geosynchronous, equatorial, polar or retrograde."""
    perigee, e = 6378e3 + rng.uniform(200e3, 2000e3), 0.0
    inclination = rng.choice([0.0, math.pi / 2, math.pi, rng.uniform(0.0, math.pi)])
    kind = rng.integers(4)
    if kind == 1:
        e = rng.uniform(0.1, 0.6)
    if kind == 2:
        perigee = 42164e3
    position, velocity = state_of(Elements(perigee / (1.0 - e), e, inclination, *rng.uniform(0.0, 6.2, 3)))
    return propagate_two_body(position, velocity, EPOCH, np.arange(0.0, 3000.0 + step / 2, step)).earth_fixed()


def any_sensor(rng: np.random.Generator) -> Sensor:
    half = min(10 ** rng.uniform(-2.5, 0.17), 1.56)
    fields = {
        "roll": rng.choice([0.0, rng.uniform(-math.pi, math.pi), rng.uniform(-0.6, 0.6)]),
        "pitch": rng.choice([0.0, rng.uniform(-1.0, 1.0)]), "yaw": rng.uniform(-3.0, 3.0),
        "minimum_elevation": rng.choice([0.0, rng.uniform(0.0, 1.2)]), "nadir": rng.choice(["geocentric", "geodetic"]),
    }  # fmt: skip
    if rng.random() < 0.5:
        return Sensor(half_angle=half, off_nadir_limit=rng.choice([None, half]), **fields)
    return Sensor(across=half, along=10 ** rng.uniform(-2.5, 0.17), **fields)


@pytest.mark.parametrize("seed", range(15))
def test_any_sensor_on_any_orbit(seed: int) -> None:
    dense, coarse = (any_orbit(np.random.default_rng(seed), step) for step in (STEP, 30.0))
    rng = np.random.default_rng(100 + seed)
    sensor, places = any_sensor(rng), places_of(rng, 50, dense)
    found = accesses(coarse, places, sensor)
    compare(found.point, found.start, found.end, seen(dense, places, sensor), dense.seconds, some=False)
