"""The map underneath: what it draws is where it should be."""

from __future__ import annotations

import math
import struct
import zlib

import httpx
import numpy as np
import pytest
from shapely import Point
from shapely.geometry import shape


@pytest.mark.parametrize("name", ["coast", "land", "countries", "towns"])
def test_layers_are_geojson_that_grows_with_detail(client: httpx.Client, name: str) -> None:
    sizes = []
    for detail in (1, 2, 3):
        answer = client.get(f"/api/basemap/{name}.json", params={"detail": detail})
        document = answer.json()
        assert document["type"] == "FeatureCollection"
        assert "source" in document
        for feature in document["features"][:50]:
            found = shape(feature["geometry"])
            west, south, east, north = found.bounds
            assert -180.0 <= west <= east <= 180.0
            assert -90.0 <= south <= north <= 90.0
        sizes.append(len(answer.content))
    assert sizes[0] < sizes[1] < sizes[2]


@pytest.mark.parametrize(
    ("longitude", "latitude", "land"),
    [
        (37.6, 55.75, True), (-98.0, 39.0, True), (178.0, 66.5, True), (-175.0, 66.5, True), (0.0, -85.0, True), (115.0, -1.0, True),
        (-30.0, 30.0, False), (180.0, 0.0, False), (80.0, -40.0, False), (-160.0, 75.0, False), (0.0, -60.5, False),
    ],
)  # fmt: skip
def test_land_is_where_land_is(client: httpx.Client, longitude: float, latitude: float, land: bool) -> None:
    ground = shape(client.get("/api/basemap/land.json", params={"detail": 3}).json()["features"][0]["geometry"])
    assert any(part.contains(Point(longitude, latitude)) for part in ground.geoms) == land


def test_labels_lie_in_their_countries(client: httpx.Client) -> None:
    features = client.get("/api/basemap/countries.json", params={"detail": 2}).json()["features"]
    labels = {f["properties"]["name_en"]: f for f in features if f["properties"]["kind"] == "country"}
    for name, other, west, east, south, north in (
        ("Indonesia", "Indonesia", 95, 141, -11, 6), ("Japan", "Jepang", 129, 146, 30, 46), ("Brazil", "Brasil", -74, -34, -34, 6),
    ):  # fmt: skip
        x, y = labels[name]["geometry"]["coordinates"]
        assert west < x < east
        assert south < y < north
        assert labels[name]["properties"]["name_id"] == other


def pixels(data: bytes) -> np.ndarray:
    """A PNG as pixels, read by the parts that the specification names."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, parts = 8, {}
    while at < len(data):
        size = struct.unpack(">I", data[at : at + 4])[0]
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0] == zlib.crc32(name + body)
        parts[name] = body
        at += 12 + size
    wide, high = struct.unpack(">II", parts[b"IHDR"][:8])
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), dtype=np.uint8).reshape(high, 1 + 4 * wide)
    assert not rows[:, 0].any()
    return rows[:, 1:].reshape(high, wide, 4)


def test_people_are_where_they_live(client: httpx.Client) -> None:
    box = {"south": -9, "west": 105, "north": -5, "east": 115, "width": 400}
    java = pixels(client.get("/api/people", params={**box, "projection": "plate"}).content)
    assert java.shape == (160, 400, 4)
    jakarta = java[int((-5 + 6.2) * 40), int((106.85 - 105) * 40)]
    assert jakarta[3] > 190  # thousands to the square kilometre
    assert java[-4, 10, 3] == 0  # the Indian Ocean is clear
    across = pixels(
        client.get("/api/people", params={"south": -20, "west": 170, "north": 20, "east": -170, "width": 64}).content
    )
    assert across.shape[1] == 64


@pytest.mark.parametrize(
    "query",
    [
        {"south": 10, "west": 0, "north": 5, "east": 20}, {"south": 0, "west": 0, "north": 89, "east": 20},
        {"south": 0, "west": 0, "north": "nan", "east": 20}, {"south": 0, "west": 0, "north": 5, "east": 20, "width": 100_000},
    ],
)  # fmt: skip
def test_no_picture_of_an_impossible_box(client: httpx.Client, query: dict[str, object]) -> None:
    assert client.get("/api/people", params=query).status_code == 422  # type: ignore[arg-type]


def test_zones_are_those_of_the_command(client: httpx.Client) -> None:
    from luncur.places.zones import verdict

    answer = client.get("/api/zones", params={"lat": 39.99, "lon": 135.56}).json()
    assert answer == verdict(math.radians(39.99), math.radians(135.56)).record()
    assert client.get("/api/zones", params={"lat": 95, "lon": 0}).status_code == 422


@pytest.mark.parametrize("lang", ["en", "id"])
def test_zones_are_told_in_the_words_of_the_command(client: httpx.Client, lang: str) -> None:
    from luncur.places.zones import verdict, verdict_text

    found = verdict(math.radians(8.5), math.radians(111.0))
    answer = client.get("/api/zones", params={"lat": 8.5, "lon": 111, "lang": lang}).json()
    told = answer.pop("told")
    assert answer == found.record()
    assignments = [line for feature in told["depends_on"] for line in (feature["feature"], *feature["assignments"])]
    assert len(assignments) > 5
    said = [told["answer"], *assignments, *told["nearest"], told["nearer"], told["edge"]]
    lines = [line.strip() for line in verdict_text(found, lang).splitlines()]
    assert [line for line in lines if line in said] == said
    assert told["basis"] in lines[-1]


@pytest.mark.parametrize(
    "query",
    [
        {"lat": 95, "lon": 0}, {"lat": 0, "lon": 181}, {"lat": "nan", "lon": 0}, {"lat": 0}, {"lat": 0, "lon": 0, "lang": "fr"},
        {"lat": 0, "lon": 0, "uncertainty_km": 501},
    ],
)  # fmt: skip
def test_no_zone_of_what_is_no_place(client: httpx.Client, query: dict[str, object]) -> None:
    answer = client.get("/api/zones", params=query)  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert list(answer.json()) == ["error"]


def test_people_at_a_place_are_those_of_the_models(client: httpx.Client) -> None:
    from luncur.places.people import builtin_people

    found = client.get("/api/people/at", params={"lat": -6.2, "lon": 106.85}).json()
    assert set(found) == {"settlements", "countries"}
    for model, density in found.items():
        expected = float(builtin_people(model).density(math.radians(-6.2), math.radians(106.85)))
        assert density == pytest.approx(1e6 * expected, rel=1e-3)
    assert found["settlements"] > 1000.0
    assert client.get("/api/people/at", params={"lat": -40, "lon": 90}).json() == {"settlements": 0.0, "countries": 0.0}
    assert client.get("/api/people/at", params={"lat": 91, "lon": 0}).status_code == 422


def test_places_are_described(client: httpx.Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {p["name"] for p in paths["/api/zones"]["get"]["parameters"]} == {"lat", "lon", "uncertainty_km", "lang"}
    assert {p["name"] for p in paths["/api/people/at"]["get"]["parameters"]} == {"lat", "lon"}
