"""Points, grids, boxes, polygons, and Walker constellations."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from luncur.errors import InputError
from luncur.orbit.coverage import EARTH, Box, grid, points, polygons_of, read_geojson, walker, zone_area

DEGREE = math.pi / 180
EARTH_AREA = 510_065_621_724_088.4  # [m2]; WGS 84, Moritz, Geodetic Reference System 1980, method of table 3.2


def test_areas_of_grids_add_up() -> None:
    assert zone_area(-math.pi / 2, math.pi / 2) == pytest.approx(EARTH_AREA, rel=1e-9)
    earth = grid(EARTH, 3 * DEGREE)
    assert earth.area.sum() == pytest.approx(EARTH_AREA, rel=1e-9)
    assert earth.area.max() / np.median(earth.area) < 1.35
    assert (np.abs(earth.longitude) <= math.pi).all()
    nearest = np.sort((earth.up @ earth.up[: len(earth) // 2].T), axis=0)[-2]
    assert np.degrees(np.arccos(nearest)).max() < 3.3
    box = Box(-40 * DEGREE, 10 * DEGREE, 170 * DEGREE, -160 * DEGREE)
    some = grid(box, 2 * DEGREE)
    assert some.area.sum() == pytest.approx(float(zone_area(box.south, box.north)) * 30 / 360, rel=1e-12)
    assert ((some.longitude > 170 * DEGREE) | (some.longitude < -160 * DEGREE)).all()
    assert some.latitude.min() == pytest.approx(-39 * DEGREE)


def ring(*corners: tuple[float, float]) -> list[list[float]]:
    return [list(c) for c in (*corners, corners[0])]


def test_geojson_with_a_hole_over_the_antimeridian(tmp_path: Path) -> None:
    """Fiji by a rectangle 170 E to 170 W with a hole, and another box elsewhere, in a collection of features."""
    outer, hole = (
        ring((170, -20), (-170, -20), (-170, -10), (170, -10)),
        ring((-178, -16), (-178, -14), (-176, -14), (-176, -16)),
    )
    data = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [outer, hole]}},
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring((10, 50), (20, 50), (15, 60))]]},
            },
        ],
    }
    path = tmp_path / "region.json"
    path.write_text(json.dumps(data))
    region = read_geojson(path)
    asked = np.radians(
        [(-15, 175), (-15, -175), (-15, 180), (-15, -180), (-15, -177), (-15, 165), (52, 15), (59, 19), (-5, 175)]
    )
    np.testing.assert_array_equal(region.hold(*asked.T), [True] * 4 + [False] * 2 + [True] + [False] * 2)
    only = polygons_of([[np.radians(outer), np.radians(hole)]])
    want = (
        float(zone_area(-20 * DEGREE, -10 * DEGREE)) * 20 / 360 - float(zone_area(-16 * DEGREE, -14 * DEGREE)) * 2 / 360
    )
    assert grid(only, 0.25 * DEGREE).area.sum() == pytest.approx(want, rel=5e-3)


def test_rings_round_the_poles_and_the_earth() -> None:
    arctic = polygons_of([[np.radians(ring((0, 60), (90, 70), (180, 60), (-90, 70)))]])
    asked = np.radians([(89.9, 12), (61, 0), (66, 45), (64, 45), (66, 90), (-89, 0)])
    np.testing.assert_array_equal(arctic.hold(*asked.T), [True, True, True, False, False, False])
    antarctic = polygons_of([[np.radians(ring((0, -60), (-120, -60), (120, -60)))]])
    np.testing.assert_array_equal(antarctic.hold(*np.radians([(-61, 179), (-59, 0), (-90, 0)]).T), [True, False, True])
    whole = polygons_of([[np.radians(ring((-180, -30), (180, -30), (180, 30), (-180, 30)))]])  # edges along parallels
    np.testing.assert_array_equal(whole.hold(*np.radians([(0, 0), (29, 179.9), (31, 0)]).T), [True, True, False])
    assert grid(whole, 4 * DEGREE).area.sum() == pytest.approx(float(zone_area(-30 * DEGREE, 30 * DEGREE)), rel=1e-9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "a GeoJSON file"),
        ('{"type": "Point", "coordinates": [1, 2]}', "Polygon or MultiPolygon"),
        ('{"type": "FeatureCollection", "features": []}', "one polygon or more"),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}',
            r"features\[0\].geometry.type",
        ),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}', "closed ring"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 99], [0, 0]]]}', "in degrees"),
        ('{"type": "Polygon", "coordinates": [["a"]]}', "rings of"),
        ('{"type": "Polygon", "coordinates": []}', "one ring"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}', "do not cross"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [NaN, 0], [1, 1], [0, 0]]]}', "in degrees"),
    ],
)
def test_files_that_are_no_region(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "region.json"
    path.write_text(text)
    with pytest.raises(InputError, match=words) as raised:
        read_geojson(path)
    assert str(path) in str(raised.value)
    with pytest.raises(InputError, match="can be read"):
        read_geojson(tmp_path / "none.json")


def test_bad_points_boxes_and_grids() -> None:
    for given, words in (
        ((2.0, 0.0), "latitude of point 0"), (([0.0, 1.0], [0.0, math.nan]), "longitude of point 1"), (([], []), "one or more"),
        ((0.0, 0.0, 2e5), "altitude"), ((0.0, 0.0, 0.0, 0.0), "area"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=words):
            points(*given)
    with pytest.raises(InputError, match="south"):
        Box(0.5, 0.1)
    with pytest.raises(InputError, match="west"):
        Box(0.1, 0.5, 1.0, 1.0)
    with pytest.raises(InputError, match="spacing"):
        grid(EARTH, 0.0)
    with pytest.raises(InputError, match="fine enough"):
        grid(polygons_of([[np.radians(ring((0, 0), (2, 0), (2, 2), (1.9, 0.1)))]]), 50 * DEGREE)


def test_walker_delta_and_star() -> None:
    """56 deg: 24/3/1, Galileo's: planes 120 deg apart, satellites 45, neighbours in planes 15 deg ahead."""
    made = walker(24, 3, 1, 29600e3, 56 * DEGREE, raan=0.2, argument_of_latitude=0.1)
    _, e, i, raan, _, u = made.arrays()
    assert raan.shape == (24,)
    np.testing.assert_allclose(np.degrees(raan - 0.2).reshape(3, 8), np.repeat([[0], [120], [240]], 8, axis=1))
    np.testing.assert_allclose(np.degrees(u - 0.1).reshape(3, 8)[0], 45 * np.arange(8), atol=1e-9)
    np.testing.assert_allclose(np.degrees(u.reshape(3, 8)[1] - u.reshape(3, 8)[0]), 15)
    assert (e == 0).all()
    assert (i == 56 * DEGREE).all()
    star = walker(66, 6, 2, 7158e3, 86.4 * DEGREE, pattern="star")
    assert np.degrees(star.arrays()[3][11]) == pytest.approx(30)
    assert len(walker(4000, 50, 49, 7000e3, 1.0).arrays()[0]) == 4000


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((10, 3, 0, 7e6, 1.0), "divisor"), ((10, 0, 0, 7e6, 1.0), "divisor"), ((10, 5, 5, 7e6, 1.0), "phasing"),
        ((10, 5, 1, -7e6, 1.0), "semi_major_axis"), ((10, 5, 1, 7e6, 4.0), "inclination"),
    ],
)  # fmt: skip
def test_bad_constellations(given: tuple[float, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        walker(*given)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="pattern"):
        walker(10, 5, 1, 7e6, 1.0, pattern="flower")
