"""A user's polygons of zones: GeoJSON and shapefiles, and hostile ones."""

from __future__ import annotations

import json
import math
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapefile
from zone_cases import SQUARE, at

from luncur.errors import InputError
from luncur.places.zones import read_polygons


def geojson(path: Path, properties: dict[str, object], ring: object = SQUARE) -> Path:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def test_a_users_polygons_win(tmp_path: Path) -> None:
    names = {"POL_TYPE": "200NM", "ISO_TER1": "RUS", "SOVEREIGN1": "Russia", "TERRITORY1": "Russia"}
    official = read_polygons(geojson(tmp_path / "a.geojson", names))
    inside = at(39.99, 135.56, official=official)  # Japan's by the median
    assert (inside.zone, inside.state, inside.edge) == ("eez", "RUS", "polygon")
    assert inside.edge_distance == pytest.approx(0.99 * 111e3, rel=0.01)
    assert "Russia" in inside.record()["basis"]
    outside = at(40.58, 133.10, official=official)  # Russia's by the median, outside its polygon
    assert outside.state != "RUS"
    both = names | {"POL_TYPE": "Overlapping claim", "ISO_TER2": "JPN"}
    claim = at(39.99, 135.56, official=read_polygons(geojson(tmp_path / "b.geojson", both)))
    assert (claim.status, claim.zone, claim.state) == ("depends", "eez", None)
    near = at(39.99, 135.56, official=official, uncertainty=120e3)
    assert near.status == "undecided"


def test_polygons_across_the_antimeridian_and_of_a_territory(tmp_path: Path) -> None:
    ring = [[170.0, -20.0], [190.0, -20.0], [190.0, -10.0], [170.0, -10.0], [170.0, -20.0]]
    official = read_polygons(geojson(tmp_path / "a.geojson", {"ISO_TER1": "NCL"}, ring))
    for longitude in (-175.0, 175.0):
        assert at(-12.0, longitude, official=official).state == "FRA"


WGS84 = 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]]]'


def shapes(path: Path, projection: str = WGS84) -> Path:
    """A shapefile with the square, with a hole in it, as Marine Regions names its fields."""
    hole = [[135.0, 39.5], [135.0, 39.6], [135.1, 39.6], [135.1, 39.5], [135.0, 39.5]]
    with shapefile.Writer(path, shapeType=shapefile.POLYGON) as writer:
        for name in ("POL_TYPE", "ISO_TER1", "GEONAME"):
            writer.field(name, "C", size=40)
        writer.poly([SQUARE[::-1], hole[::-1]])
        writer.record("200NM", "RUS", "Square of Примoрье")
    path.with_suffix(".prj").write_text(projection)
    return path


def test_a_shapefile_says_what_geojson_says(tmp_path: Path) -> None:
    path = shapes(tmp_path / "a.shp")
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as z:
        for part in (".shp", ".shx", ".dbf", ".prj"):
            z.write(path.with_suffix(part), f"World/a{part}")
    for file in (path, archive):
        official = read_polygons(file)
        inside = at(39.99, 135.56, official=official)
        assert (inside.zone, inside.state, inside.edge) == ("eez", "RUS", "polygon")
        to_hole = 111.2e3 * math.hypot(0.46 * math.cos(math.radians(39.6)), 0.39)
        assert inside.edge_distance == pytest.approx(to_hole, rel=0.01)
        assert official.at(np.radians(39.55), np.radians(135.05)) == []  # the hole
        assert official.zones[0].name == "Square of Примoрье"


def test_hostile_shapefiles_get_one_sentence(tmp_path: Path) -> None:
    path = shapes(tmp_path / "a.shp")
    cases: list[tuple[Path, str]] = [(shapes(tmp_path / "b.shp", 'PROJCS["Mercator"]'), ".prj")]
    alone = tmp_path / "alone.shp"
    alone.write_bytes(path.read_bytes())
    torn = shapes(tmp_path / "torn.shp")
    torn.write_bytes(path.read_bytes()[:-30])
    noise = tmp_path / "noise.zip"
    noise.write_bytes(b"PK" + bytes(500))
    two = tmp_path / "two.zip"
    with zipfile.ZipFile(two, "w") as z:
        z.write(path, "a.shp")
        z.write(path, "b.shp")
    cases += [
        (alone, ".dbf"),
        (torn, "in its reader"),
        (noise, "zip"),
        (two, "2 files .shp"),
        (tmp_path / "no.shp", ".shp"),
    ]
    for file, says in cases:
        with pytest.raises(InputError) as caught:
            read_polygons(file)
        assert says in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "expected GeoJSON"),
        (b"\x00\xff\xfe", "expected GeoJSON"),
        (b"[" * 100_000, "expected GeoJSON"),
        (b'{"features": []}', "at least one polygon"),
        (b'{"features": [1]}', "a feature with properties"),
        (b'{"features": [{"properties": {}, "geometry": {}}]}', "ISO 3166"),
        (b'{"features": [{"properties": {"ISO_TER1": "<b>"}, "geometry": {}}]}', "ISO_TER1"),
        (b'{"features": [{"properties": {"ISO_TER1": "JPN", "POL_TYPE": ["x"]}, "geometry": {}}]}', "POL_TYPE"),
        (b'{"features": [{"properties": {"ISO_TER1": "JPN"}, "geometry": {"type": "Point"}}]}', "Polygon"),
        (
            b'{"features": [{"properties": {"ISO_TER1": "JPN"}, "geometry": {"type": "Polygon", "coordinates": [[[0, 91]]]}}]}',
            "longitude and latitude pairs",
        ),
        (
            b'{"features": [{"properties": {"ISO_TER1": "JPN"}, "geometry": {"type": "Polygon", "coordinates": '
            b"[[[0, NaN], [1, 0], [1, 1], [0, 0]]]}}]}",
            "longitude and latitude pairs",
        ),
        (b'{"crs": {"name": "EPSG:3857"}, "features": []}', "WGS 84"),
    ],
)
def test_hostile_polygons_get_one_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "bad.geojson"
    path.write_bytes(content)
    with pytest.raises(InputError, match=says) as caught:
        read_polygons(path)
    assert "\n" not in str(caught.value)
