"""Margins to areas against geodesics; impact points with air against the fall itself."""

from __future__ import annotations

import math

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic

from luncur.compiler import compiled
from luncur.debris.fall import Environment, FallingBody, fall, state_from_local
from luncur.mission import load
from luncur.mission.flight_safety import LimitArea
from luncur.termination.area_kernel import margin_inside, unit_vector
from luncur.termination.impact_kernel import impact_with_air
from luncur.termination.rule_table import _areas

AREAS = {
    "box": [(45, 115), (45, 140), (60, 145), (62, 110)],
    "across the date line": [(30, 170), (30, -160), (50, -165), (48, 165)],
    "about the pole": [(70, 0), (72, 90), (71, 180), (75, -90)],
    "concave": [(0, 0), (0, 20), (20, 20), (5, 10), (20, 0)],
}


def arrays(corners):
    mission = load("soyuz-vostochny-sso")
    area = LimitArea.model_validate({"name": "a", "points": [[f"{a} deg", f"{b} deg"] for a, b in corners]})
    return _areas(mission, (area,))


def winding(point, corners):
    """Whether a place is inside, by the angle that the corners turn through as seen from it on the sphere."""

    def vector(a, b):
        a, b = math.radians(a), math.radians(b)
        return np.array([math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a)])

    p = vector(*point)
    # great circles of the border as straight lines need many points for this definition
    track = []
    for i, corner in enumerate(corners):
        a, b = vector(*corner), vector(*corners[(i + 1) % len(corners)])
        track.extend(
            (a * (1 - f) + b * f) / np.linalg.norm(a * (1 - f) + b * f) for f in np.linspace(0, 1, 200, endpoint=False)
        )
    e1 = np.cross(p, [0.3, 0.5, 0.81])
    e1 /= np.linalg.norm(e1)
    e2 = np.cross(p, e1)
    angles = np.array([math.atan2(q @ e2, q @ e1) for q in track])
    turned = np.diff(np.append(angles, angles[0]))
    return abs(np.sum((turned + math.pi) % (2 * math.pi) - math.pi)) > math.pi


@pytest.mark.parametrize("name", AREAS)
def test_inside_and_distance_to_the_border(name):
    corners = AREAS[name]
    areas, edges = arrays(corners)
    rng = np.random.default_rng(5)
    middle = areas[0, :3]
    checked = 0
    for _ in range(40):
        place = middle + rng.normal(0, 0.25, 3)
        place /= np.linalg.norm(place)
        latitude, longitude = math.asin(place[2]), math.atan2(place[1], place[0])
        margin = compiled(margin_inside)(unit_vector(latitude, longitude), 0, areas, edges)
        nearest = min(
            Geodesic.WGS84.Inverse(math.degrees(latitude), math.degrees(longitude), a, b, Geodesic.DISTANCE)["s12"]
            for a, b in dense(corners)
        )
        assert abs(abs(margin) - nearest) < 0.006 * nearest + 15e3  # 15 km: the border in points
        if nearest > 30e3:
            assert (margin > 0) == winding((math.degrees(latitude), math.degrees(longitude)), corners)
            checked += 1
    assert checked > 25


def dense(corners):
    """Places every few km along the great circles (in latitude and longitude as on a sphere) of the border."""
    out = []
    for i, (a, b) in enumerate(corners):
        c, d = corners[(i + 1) % len(corners)]
        p = np.array(unit_vector(math.radians(a), math.radians(b)))
        q = np.array(unit_vector(math.radians(c), math.radians(d)))
        for f in np.linspace(0, 1, 150):
            r = p * (1 - f) + q * f
            r /= np.linalg.norm(r)
            out.append((math.degrees(math.asin(r[2])), math.degrees(math.atan2(r[1], r[0]))))
    return out


def test_the_other_side_of_the_globe_is_outside():
    areas, edges = arrays(AREAS["box"])
    antipode = -areas[0, :3]
    assert compiled(margin_inside)(tuple(antipode), 0, areas, edges) < -1e7


@pytest.mark.parametrize("beta", [5.0, 20.0, 200.0, 5000.0])
def test_impact_with_air_is_within_one_per_cent_of_range_of_the_fall(beta):
    """States of launches: from 1 to 200 km, up to 7.5 km/s, rising or sinking; wind and the standard day."""
    rng = np.random.default_rng(11)
    env = Environment(wind=((0.0, 5.0, 3.0), (10e3, 40.0, -10.0), (30e3, 10.0, 0.0)), zonal=2)
    tables, upper = env.tables()
    air = (tables[0], upper, 1.0, np.zeros((1, 4)))
    body = FallingBody(1.0, 1.0 / beta, 1.0)
    checked = 0
    for _ in range(60):
        height, speed = rng.uniform(1e3, 200e3), rng.uniform(50, 7500)
        climb = rng.uniform(-0.1, 0.2 + 1.0 * (1 - speed / 7600))
        azimuth = rng.uniform(0, 2 * math.pi)
        level = speed * math.cos(climb)
        p, v = state_from_local(
            rng.uniform(-1.2, 1.2), rng.uniform(-3, 3), height, level * math.cos(azimuth), level * math.sin(azimuth), -speed * math.sin(climb),
        )  # fmt: skip
        exact = fall(p, v, body, env, preset="strict")
        latitude, longitude, lands = compiled(impact_with_air)((*p, *v), 1.0 / beta, air)
        if int(exact.status) != 0:
            continue
        assert lands
        start = from_ecef(p)
        gone = distance(start, (float(exact.latitude), float(exact.longitude)))
        off = distance((latitude, longitude), (float(exact.latitude), float(exact.longitude)))
        assert off < 0.01 * gone + (1.0 if beta >= 20.0 else 60.0)  # light ones go where the wind goes
        checked += 1
    assert checked > 45


def from_ecef(p):
    from luncur.earth.ellipsoid_kernel import geodetic_from_ecef

    latitude, longitude, _ = geodetic_from_ecef(*p)
    return latitude, longitude


def distance(a, b):
    return Geodesic.WGS84.Inverse(*map(math.degrees, (*a, *b)), Geodesic.DISTANCE)["s12"]


def test_an_orbit_has_no_impact_point_with_air_either():
    env = Environment()
    tables, upper = env.tables()
    p, v = state_from_local(0.3, 1.0, 250e3, 7800.0, 0.0, 0.0)
    assert compiled(impact_with_air)((*p, *v), 1e-3, (tables[0], upper, 1.0, np.zeros((1, 4))))[2] is False
