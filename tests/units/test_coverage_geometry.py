"""Closed forms of viewing geometry, resolution, footprints and swaths."""

from __future__ import annotations

import math

import numpy as np
import pytest

from luncur.earth.constants import EARTH_RATE, SEMI_MAJOR_AXIS
from luncur.earth.ellipsoid_kernel import ecef_from_geodetic
from luncur.errors import InputError
from luncur.orbit.coverage import Sensor, diffraction_angle, footprint, ground_sample, pixel_angle, swath
from luncur.orbit.coverage import geometry as g
from luncur.orbit.coverage.footprint import axes_of, ground_of

DEGREE = math.pi / 180
R = SEMI_MAJOR_AXIS


def test_angles_of_a_satellite_at_500_km() -> None:
    """sin rho = R / (R + h); sin eta = cos e sin rho; lambda = 90 deg - eta - e; swath = 2 lambda R."""
    h, e = 500e3, 20 * DEGREE
    assert g.earth_angular_radius(h) / DEGREE == pytest.approx(68.0187, abs=1e-4)
    eta = math.asin(math.cos(e) * R / (R + h))
    assert g.elevation_of_off_nadir(eta, h) == pytest.approx(e, rel=1e-12)
    angle = g.earth_angle(eta, h)
    assert angle == pytest.approx(math.pi / 2 - eta - e, rel=1e-12)
    assert g.swath_width(eta, h) == pytest.approx(2 * angle * R, rel=1e-12)
    side = math.sqrt(R**2 + (R + h) ** 2 - 2 * R * (R + h) * math.cos(angle))  # law of cosines
    assert g.slant_range(eta, h) == pytest.approx(side, rel=1e-12)
    assert g.half_angle_of_swath(g.swath_width(eta, h), h) == pytest.approx(eta, rel=1e-12)


def test_swath_off_nadir_and_past_the_horizon() -> None:
    h, half, roll = 600e3, 5 * DEGREE, 25 * DEGREE
    width = R * (g.earth_angle(30 * DEGREE, h) - g.earth_angle(20 * DEGREE, h))
    assert g.swath_width(half, h, roll) == pytest.approx(width)
    assert g.swath_width(half, h, -roll) == pytest.approx(width)
    assert g.swath_width(10 * DEGREE, h, 4 * DEGREE) == pytest.approx(
        R * (g.earth_angle(14 * DEGREE, h) + g.earth_angle(6 * DEGREE, h))
    )
    rho = g.earth_angular_radius(h)
    assert g.swath_width(half, h, rho) == pytest.approx(
        R * (math.pi / 2 - rho - g.earth_angle(rho - half, h)), rel=1e-6
    )
    assert math.isnan(g.swath_width(half, h, rho + 6 * DEGREE))
    assert math.isnan(g.earth_angle(rho + 0.01, h))
    with pytest.raises(InputError, match="swath"):
        g.half_angle_of_swath(8000e3, h)
    with pytest.raises(InputError, match="altitude"):
        g.earth_angular_radius(-1.0)


def test_ground_sample_distance() -> None:
    """A pixel of 8 um behind 6.5 m from 500 km: 0.615 m at nadir; at 30 deg off nadir longer by range and by slope."""
    angle = pixel_angle(6.5, 8e-6)
    nadir = ground_sample(angle, 500e3)
    assert nadir.across == nadir.outward == pytest.approx(0.61538, abs=1e-5)
    assert nadir.incidence == 0.0
    off = ground_sample(angle, 500e3, 30 * DEGREE)
    incidence = math.asin(math.sin(30 * DEGREE) * (R + 500e3) / R)
    assert off.incidence == pytest.approx(incidence, rel=1e-12)
    assert off.slant_range == pytest.approx(R * math.sin(incidence - 30 * DEGREE) / math.sin(30 * DEGREE), rel=1e-12)
    assert off.across == pytest.approx(off.slant_range * angle)
    assert off.outward == pytest.approx(off.across / math.cos(incidence))
    rays = R * (g.earth_angle(30 * DEGREE + angle / 2, 500e3) - g.earth_angle(30 * DEGREE - angle / 2, 500e3))
    assert off.outward == pytest.approx(rays, rel=1e-6)
    assert diffraction_angle(0.5, 550e-9) == pytest.approx(1.22 * 550e-9 / 0.5, rel=3e-4)
    with pytest.raises(InputError, match="below the horizon"):
        ground_sample(angle, 500e3, 70 * DEGREE)
    with pytest.raises(InputError, match="aperture"):
        diffraction_angle(0.0, 550e-9)


def state(latitude: float, longitude: float, altitude: float, heading: float) -> tuple[np.ndarray, np.ndarray]:
    """A level Earth-fixed state over a place, whose inertial velocity points along ``heading``."""
    position = np.array(ecef_from_geodetic(latitude, longitude, altitude))
    up = position / np.linalg.norm(position)
    east = np.array([-math.sin(longitude), math.cos(longitude), 0.0])
    velocity = 7.6e3 * (math.cos(heading) * np.cross(up, east) + math.sin(heading) * east)
    return position, velocity - np.cross([0.0, 0.0, EARTH_RATE], position)


def test_axes_and_senses_of_turns() -> None:
    """North-bound over the equator: a roll looks left, west; a pitch ahead, north; a yaw turns the sensor's forward to the right."""
    position, velocity = state(0.0, 0.3, 500e3, 0.0)
    axes = axes_of(position[None], velocity[None], Sensor(half_angle=0.1))[0]
    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-14)
    np.testing.assert_allclose(axes[0], [0, 0, 1], atol=1e-12)
    np.testing.assert_allclose(axes[1], [-math.sin(0.3), math.cos(0.3), 0], atol=1e-12)
    for turn, (north, east) in {"roll": (0, -1), "pitch": (1, 0)}.items():
        outline = footprint(position, velocity, Sensor(half_angle=0.05, **{turn: 0.4}))  # type: ignore[arg-type]
        assert np.sign(np.round(outline.latitude.mean(), 3)) == north
        assert np.sign(np.round(outline.longitude.mean() - 0.3, 3)) == east
    sensor = Sensor(across=0.1, along=0.05, roll=0.2, pitch=-0.3, yaw=0.7)
    np.testing.assert_allclose(Sensor(half_angle=0.1, yaw=0.1).rotation[:, 0], [math.cos(0.1), math.sin(0.1), 0])
    np.testing.assert_allclose(
        sensor.rotation[:, 2], [-math.sin(0.3), -math.sin(0.2) * math.cos(0.3), math.cos(0.2) * math.cos(0.3)]
    )


@pytest.mark.parametrize("heading", [0.0, 0.8, 2.5])
def test_nadir_footprint_is_the_circle_of_the_closed_form(heading: float) -> None:
    """Over a pole the ellipsoid is round about the satellite; its radius of curvature there is nearly constant."""
    position, velocity = state(math.pi / 2, 0.0, 500e3, heading)
    outline = footprint(position, velocity, Sensor(half_angle=10 * DEGREE), corners=90)
    assert np.ptp(outline.latitude) < 1e-12
    assert len(outline.latitude) == 90
    assert not outline.limb.any()
    east = np.diff(np.unwrap(outline.longitude))
    assert (east < 0).all()  # clockwise seen from above


@pytest.mark.parametrize(("latitude", "longitude"), [(0.2, 0.1), (-0.9, math.pi), (1.4, 2.0), (math.pi / 2, 0.0)])
@pytest.mark.parametrize("elevation", [0.0, 0.3])
def test_outline_past_the_horizon_is_closed_by_it(latitude: float, longitude: float, elevation: float) -> None:
    position, velocity = state(latitude, longitude, 700e3, 1.1)
    sensor = Sensor(half_angle=30 * DEGREE, roll=50 * DEGREE, minimum_elevation=elevation)
    outline = footprint(position, velocity, sensor)
    assert outline.limb.any()
    assert not outline.limb.all()
    axes = axes_of(position[None], velocity[None], sensor)[0]
    ground = np.array([ecef_from_geodetic(a, b, 0.0) for a, b in zip(outline.latitude, outline.longitude, strict=True)])
    line = ground - position
    line /= np.linalg.norm(line, axis=1)[:, None]
    off = np.arccos(line @ (sensor.rotation[:, 2] @ axes))
    up = (
        np.array([ecef_from_geodetic(a, b, 1.0) for a, b in zip(outline.latitude, outline.longitude, strict=True)])
        - ground
    )
    height = np.arcsin(np.clip(-np.einsum("ij,ij->i", line, up), -1, 1))
    np.testing.assert_allclose(off[~outline.limb], 30 * DEGREE, atol=1e-6)
    np.testing.assert_allclose(height[outline.limb], elevation, atol=1e-5)
    assert (off <= 30 * DEGREE + 1e-6).all()
    assert (height >= elevation - 1e-5).all()


def test_whole_disc_and_nothing() -> None:
    position, velocity = state(0.3, 0.1, 35786e3, 1.5)
    disc = footprint(position, velocity, Sensor(half_angle=20 * DEGREE))
    assert disc.limb.all()
    assert len(footprint(position, velocity, Sensor(half_angle=2 * DEGREE, roll=30 * DEGREE)).latitude) == 0
    assert math.isnan(swath(position, velocity, Sensor(half_angle=2 * DEGREE, roll=30 * DEGREE))[0])
    agile = footprint(position, velocity, Sensor(half_angle=0.1 * DEGREE, off_nadir_limit=5 * DEGREE, roll=0.1))
    cone = footprint(position, velocity, Sensor(half_angle=5 * DEGREE))
    np.testing.assert_allclose(agile.latitude, cone.latitude)


def test_rectangle_has_its_corners() -> None:
    position, velocity = state(0.0, 0.0, 500e3, 0.0)
    sensor = Sensor(across=20 * DEGREE, along=10 * DEGREE)
    outline = footprint(position, velocity, sensor, corners=400)
    axes = axes_of(position[None], velocity[None], sensor)[0]
    corner, _ = ground_of(position, np.array([[math.tan(10 * DEGREE), math.tan(20 * DEGREE), 1.0]]) @ axes)
    ground = np.array([ecef_from_geodetic(a, b, 0.0) for a, b in zip(outline.latitude, outline.longitude, strict=True)])
    assert np.linalg.norm(ground - corner, axis=1).min() < 1.0


def test_swath_on_the_ellipsoid_is_near_the_round_one() -> None:
    position, velocity = state(0.0, 0.0, 500e3, 0.0)
    width, latitude, longitude = swath(position, velocity, Sensor(across=20 * DEGREE, along=0.01))
    assert width == pytest.approx(
        g.swath_width(20 * DEGREE, 500e3), rel=1e-6
    )  # along the equator, a circle of that radius
    assert longitude[0] < 0 < longitude[1]
    np.testing.assert_allclose(latitude, 0.0, atol=1e-9)
    wide, *_ = swath(position, velocity, Sensor(half_angle=80 * DEGREE))
    assert wide == pytest.approx(2 * R * math.acos(R / (R + 500e3)), rel=1e-6)


BAD = [
    ({}, "half_angle"), ({"half_angle": 0.1, "across": 0.1, "along": 0.1}, "half_angle"), ({"across": 0.1}, "across"),
    ({"half_angle": 0.0}, "half_angle"), ({"half_angle": 2.0}, "half_angle"), ({"half_angle": math.nan}, "half_angle"),
    ({"half_angle": 0.1, "roll": 4.0}, "roll"), ({"half_angle": 0.1, "pitch": math.nan}, "pitch"),
    ({"half_angle": 0.1, "off_nadir_limit": 1.6}, "off_nadir_limit"), ({"half_angle": 0.1, "minimum_elevation": -0.1}, "minimum_elevation"),
    ({"half_angle": 0.1, "sun_elevation": (0.5, 0.1)}, "sun_elevation"), ({"half_angle": 0.1, "nadir": "down"}, "nadir"),
    ({"half_angle": 0.1, "forward": "north"}, "forward"), ({"half_angle": 0.1, "across": 0.1}, "across"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "name"), BAD)
def test_bad_sensors(fields: dict[str, object], name: str) -> None:
    with pytest.raises(InputError, match=name):
        Sensor(**fields)  # type: ignore[arg-type]
