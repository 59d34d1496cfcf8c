"""People, countries and coasts."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from luncur.errors import InputError
from luncur.mission.model import People
from luncur.places import PeopleModel, borders, coast, country_at, people, random_reentry_density, towns
from luncur.places.whose import place_names, whose

DEG = math.pi / 180


@pytest.fixture(scope="module", params=["settlements", "countries"])
def model(request: pytest.FixtureRequest) -> PeopleModel:
    return people(People(models=(request.param,)))[0]


def test_every_model_keeps_the_contract(model: PeopleModel) -> None:
    assert model.total == pytest.approx(7.677e9, rel=1e-3)  # Natural Earth, sum of its countries
    assert model.grid.dtype == np.float32
    assert float(model.grid.min()) >= 0
    assert model.density(-40 * DEG, -110 * DEG) == 0  # the South Pacific
    assert model.density(0.9, 2.2) == model.density(0.9, 2.2 + 2 * math.pi)
    assert model.density(2.0, 0.0) == model.density(math.pi / 2, 0.0)
    assert model.density(math.nan, 0.0) == 0
    assert model.assumed
    assert model.source
    assert model.error


def test_land_and_waters_have_names() -> None:
    names = place_names("en")
    points = {
        (62.03, 129.73): "Russia", (-25.0, 135.0): "Australia", (75.0, 125.0): "Laptev Sea",
        (0.0, -179.5): names[int(whose(np.zeros(1), np.array([180.5 * DEG]))[0])],  # once round the globe is the same place
    }  # fmt: skip
    found = whose(*(DEG * np.array([list(points)]).T))
    assert found.shape == (4, 1)
    assert [names[i] for i in found.ravel()] == list(points.values())
    nowhere = whose(np.array([math.nan, 0.5, math.inf]), np.array([0.1, math.nan, 0.1]))
    assert nowhere.tolist() == [-1, -1, -1]
    assert whose(np.float64(0.9), np.float64(2.2)).shape == ()


def test_towns_are_where_they_are() -> None:
    settled, even = people(People())
    yakutsk = (62.03 * DEG, 129.73 * DEG)
    assert settled.density(*yakutsk) > 100 * even.density(*yakutsk)


# Published odds, scaled by the people of their year over those of the model (UN: 7.0e9 in 2011, 6.2e9 in 2002).
@pytest.mark.parametrize(
    ("inclination", "area", "published", "world"), [(57.0, 22.4, 3200, 7.0e9), (28.5, 12.41, 5300, 6.2e9)]
)
def test_random_reentry(inclination: float, area: float, published: float, world: float) -> None:
    model = people(People(models=("settlements",)))[0]
    odds = 1 / (area * random_reentry_density(model, inclination * DEG) * world / model.total)
    assert odds == pytest.approx(published, rel=0.10)


def test_latitude_share_of_even_people() -> None:
    """Over an Earth with the same density everywhere the orbit does not matter."""
    flat = PeopleModel("flat", "", "", "", "", np.full((180, 360), 3e-5, dtype=np.float32))
    for inclination in (28.5, 51.6, 97.5):
        assert random_reentry_density(flat, inclination * DEG) == pytest.approx(3e-5, rel=1e-5)


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [(62, 129.7, "Russia"), (-6.3, 106.8, "Indonesia"), (46.9, 2.4, "France"), (0, -30, "")],
)
def test_country(latitude: float, longitude: float, name: str) -> None:
    assert country_at(latitude, longitude) == name


def test_lines_and_towns() -> None:
    for lines in (coast(), borders()):
        points = np.concatenate(lines)
        assert np.all(np.abs(points[:, 0]) <= 90)
        assert np.all(np.abs(points[:, 1]) <= 180.001)
    assert len(towns().name) > 100_000


def raster(path: Path, values: np.ndarray, **changes: object) -> People:
    rasterio = pytest.importorskip("rasterio")
    profile = {
        "driver": "GTiff", "height": values.shape[0], "width": values.shape[1], "count": 1, "dtype": "float64",
        "crs": "EPSG:4326", "transform": rasterio.Affine(0.05, 0, 120.0, 0, -0.05, 60.0), **changes,
    }  # fmt: skip
    with rasterio.open(path, "w", **profile) as out:
        out.write(values, 1)
    return People(models=("geotiff",), file=str(path), file_kind="count")


def test_a_raster_tells_where_it_reaches_and_how_many_people_it_holds(tmp_path: Path) -> None:
    """40 rows and 60 columns of 0.05 deg from 60 N 120 E, 2 people in each; and one that holds nobody."""
    said = people(raster(tmp_path / "p.tif", np.full((40, 60), 2.0)))[0].assumed[0]
    assert "p.tif holds 4,800 people, from 58.0 to 60.0 deg of latitude and 120.0 to 123.0 deg" in said
    nobody = people(raster(tmp_path / "n.tif", np.full((40, 60), -9.0), nodata=-9.0))[0].assumed[0]
    assert "n.tif holds 0 people" in nobody


def test_users_raster_keeps_its_people(tmp_path: Path) -> None:
    values = np.arange(1.0, 401.0).reshape(20, 20)
    model = people(raster(tmp_path / "p.tif", values))[0]
    rows, columns = slice(300, 310), slice(3000, 3010)
    edges = np.pi / 2 - np.pi * np.arange(1801) / 1800
    area = 6371007.2**2 * (2 * np.pi / 3600) * (np.sin(edges[:-1]) - np.sin(edges[1:]))
    assert float((model.grid[rows, columns] * area[rows, None]).sum()) == pytest.approx(values.sum(), rel=1e-5)
    assert "outside it the built-in settlements count" in model.assumed[0]


@pytest.mark.parametrize(
    ("changes", "expected"), [({"crs": "EPSG:3857"}, "geographic WGS 84"), ({"crs": None}, "geographic WGS 84")]
)
def test_wrong_raster(tmp_path: Path, changes: dict[str, object], expected: str) -> None:
    choice = raster(tmp_path / "p.tif", np.ones((4, 4)), **changes)
    with pytest.raises(InputError, match=expected):
        people(choice)


def test_negative_raster(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least 0"):
        people(raster(tmp_path / "p.tif", -np.ones((4, 4))))


@pytest.mark.parametrize("content", [b"", b"not a raster", b"II*\x00\xff\xff\xff\xff", b"<VRTDataset/>"])
def test_hostile_raster(tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("rasterio")
    path = tmp_path / "p.tif"
    path.write_bytes(content)
    with pytest.raises(InputError):
        people(People(models=("geotiff",), file=str(path), file_kind="count"))


@pytest.mark.parametrize(
    ("affine", "expected"),
    [
        ((0.05, 0.01, 120.0, 0.0, -0.05, 60.0), "rows from north to south"),  # turned
        ((10.0, 0, -180.0, 0, -1.0, 60.0), "round the globe once"),
        ((0.05, 0, 120.0, 0, -0.05, -89.5), "north of the South Pole"),
        ((1e-9, 0, 120.0, 0, -1e-9, 60.0), "at least 1e-5 deg"),
    ],
)
def test_raster_that_does_not_lie_on_the_globe(tmp_path: Path, affine: tuple[float, ...], expected: str) -> None:
    rasterio = pytest.importorskip("rasterio")
    choice = raster(tmp_path / "p.tif", np.ones((40, 40)), transform=rasterio.Affine(*affine))
    with pytest.raises(InputError, match=expected):
        people(choice)


@pytest.mark.parametrize(
    ("value", "expected"), [(math.nan, "at least 0"), (math.inf, "at least 0"), (1e9, "20 billion")]
)
def test_raster_of_impossible_people(tmp_path: Path, value: float, expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        people(raster(tmp_path / "p.tif", np.full((40, 40), value)))


def test_no_data_is_nobody(tmp_path: Path) -> None:
    values = np.ones((20, 20))
    values[:, :10] = np.nan
    model = people(raster(tmp_path / "p.tif", values, nodata=math.nan))[0]
    assert np.all(np.isfinite(model.grid))
    assert float(model.grid[300:310, 3000:3005].sum()) == 0.0


def test_coarse_cells_and_a_world_that_compresses_well(tmp_path: Path) -> None:
    """One cell for half the globe, and a large raster that is a small file: both are read, people conserved."""
    rasterio = pytest.importorskip("rasterio")
    halves = raster(tmp_path / "h.tif", np.ones((1, 2)), transform=rasterio.Affine(180, 0, -180, 0, -180, 90))
    assert people(halves)[0].total == pytest.approx(2.0, rel=1e-5)
    world = raster(
        tmp_path / "w.tif", np.ones((3600, 7200)), transform=rasterio.Affine(0.05, 0, -180, 0, -0.05, 90),
        compress="deflate", tiled=True,
    )  # fmt: skip
    assert (tmp_path / "w.tif").stat().st_size < 2_000_000
    assert people(world)[0].total == pytest.approx(3600 * 7200, rel=1e-5)
