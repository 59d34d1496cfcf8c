"""Names and lines for maps and tables: coast, borders, countries, towns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


def _data(name: str) -> dict[str, NDArray[np.generic]]:
    with np.load(str(files("luncur") / f"data/places/{name}.npz"), allow_pickle=False) as data:
        return {key: data[key] for key in data.files}


@cache
def _lines(name: str) -> tuple[NDArray[np.float32], ...]:
    points = _data(name)["latitude_longitude"].astype(np.float32)
    gaps = np.flatnonzero(np.isnan(points[:, 0]))
    return tuple(part[~np.isnan(part[:, 0])] for part in np.split(points, gaps) if len(part) > 2)


def coast() -> tuple[NDArray[np.float32], ...]:
    """Coastlines at 1:50 million: arrays [n, 2] of latitude and longitude [deg]. Natural Earth, public domain."""
    return _lines("coast")


def borders() -> tuple[NDArray[np.float32], ...]:
    """Borders on land at 1:50 million, as ``coast``; drawn as Natural Earth draws them, not a statement on any claim."""
    return _lines("borders")


@dataclass(frozen=True)
class Towns:
    """Places of at least 1,000 people: latitude, longitude [deg], population, name, ISO 3166 alpha-2 country."""

    latitude: NDArray[np.float32]
    longitude: NDArray[np.float32]
    population: NDArray[np.int32]
    name: NDArray[np.str_]
    country: NDArray[np.str_]


@cache
def towns() -> Towns:
    """All towns of the built-in gazetteer. GeoNames, 2023, CC BY 4.0."""
    data = _data("towns")
    return Towns(*(data[key] for key in ("latitude", "longitude", "population", "name", "country")))  # type: ignore[arg-type]


@cache
def _countries() -> dict[str, NDArray[np.generic]]:
    return _data("countries")


def country_at(latitude: float, longitude: float, language: str = "en") -> str:
    """Name of the country whose 0.1 deg land cell holds a point [deg]; empty at sea. Coarse, not a legal statement."""
    data = _countries()
    row = min(max(int((90 - latitude) * 10), 0), 1799)
    index = int(data["owner"][row, int((longitude + 180) * 10) % 3600])
    if index == 0:
        return ""
    name = str(data["name_id" if language == "id" else "name"][index - 1])
    return name or str(data["name"][index - 1])


@dataclass(frozen=True, slots=True)
class CountryLabel:
    """Where a country's name can be written: latitude, longitude [deg] inside its land, and its size in cells of 0.1 deg."""

    name_en: str
    name_id: str
    latitude: float
    longitude: float
    cells: int


@cache
def country_labels() -> tuple[CountryLabel, ...]:
    """One label for every country with a 0.1 deg land cell: the cell of its own that is nearest to the middle of its land."""
    data = _countries()
    owner = data["owner"].astype(np.int64)
    rows, columns = np.nonzero(owner)
    index = owner[rows, columns]
    order = np.argsort(index, kind="stable")
    out = []
    for part in np.split(order, np.flatnonzero(np.diff(index[order])) + 1):
        latitude, longitude = 89.95 - 0.1 * rows[part], -179.95 + 0.1 * columns[part]
        at = _middle(latitude, longitude)
        i = int(index[part[0]]) - 1
        names = [str(data[key][i]) for key in ("name", "name_id")]
        out.append(CountryLabel(names[0], names[1] or names[0], float(latitude[at]), float(longitude[at]), len(part)))
    return tuple(sorted(out, key=lambda label: -label.cells))


def _middle(latitude: NDArray[np.floating], longitude: NDArray[np.floating]) -> int:
    """Which of a country's cells is nearest to the mean direction of all of them, each counted by its area."""
    a, b = np.radians(latitude), np.radians(longitude)
    units = np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)], axis=1)
    return int(np.argmax(units @ (units * np.cos(a)[:, None]).sum(axis=0)))
