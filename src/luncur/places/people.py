"""Where people are: the built-in world grids, and the user's own raster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.compiler import compiled
from luncur.mission.model import People
from luncur.places.density_kernel import density_many
from luncur.sentences import Sentence

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PeopleModel:
    """A grid of people per square metre [rows, cols], south from 90 deg and east from -180 deg.

    ``error`` says how far it is from the truth where that was measured; ``assumed`` what a report must say.
    """

    name: str
    title: str
    year: str
    source: str
    error: str
    grid: NDArray[np.float32]
    assumed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # never written to, wherever it lies: kernels are compiled for that, also where processes share the memory
        grid = self.grid.view()
        grid.flags.writeable = False
        object.__setattr__(self, "grid", grid)

    def density(self, latitude: ArrayLike, longitude: ArrayLike) -> Floats:
        """People per square metre at points [rad], any broadcastable shapes; sea is 0."""
        a, b = np.broadcast_arrays(np.asarray(latitude, dtype=np.float64), np.asarray(longitude, dtype=np.float64))
        out = np.empty(a.size)
        compiled(density_many)(self.grid, np.ascontiguousarray(a).ravel(), np.ascontiguousarray(b).ravel(), out)
        return out.reshape(a.shape)

    def by_latitude(self) -> tuple[Floats, Floats]:
        """Edges of latitude bands [rad], north to south, and people in each."""
        rows, cols = self.grid.shape
        edges = np.pi / 2 - np.pi * np.arange(rows + 1) / rows
        area = 6371007.2**2 * (2 * np.pi / cols) * (np.sin(edges[:-1]) - np.sin(edges[1:]))
        return edges, self.grid.sum(axis=1, dtype=np.float64) * area

    @property
    def total(self) -> float:
        """People in the world."""
        return float(self.by_latitude()[1].sum())


def people(choice: People) -> tuple[PeopleModel, ...]:
    """The models that a mission names, in its order.

    Raises InputError when a raster cannot be used.
    """
    out = []
    for name in choice.models:
        if name == "geotiff":
            from luncur.places.raster import raster_model

            out.append(raster_model(choice))
        else:
            out.append(builtin_people(name))
    return tuple(out)


@cache
def builtin_people(name: str) -> PeopleModel:
    """ "settlements" (towns and villages) or "countries" (each country's people spread evenly over its land)."""
    with np.load(str(files("luncur") / f"data/places/{name}.npz"), allow_pickle=False) as data:
        code = data["log_density"]
    grid = np.where(code > 0, 1e-12 * 10.0 ** ((code.astype(np.float32) - 1) / 2000), 0.0).astype(np.float32)
    titles = {
        "settlements": "towns and villages, scaled to each country's total",
        "countries": "each country's people spread evenly over its land",
    }
    errors = {
        "settlements": "against GPW v4.11 of 2020: 17 % of people in the wrong 1 deg cell, 10 % in the wrong 5 deg cell; "
        "below some 50 km it is poor",
        "countries": "against GPW v4.11 of 2020: 46 % of people in the wrong 1 deg cell, 32 % in the wrong 5 deg cell; "
        "in Yakutia and Amur 15 times too many people",
    }
    source = "Natural Earth 1:10m countries (population about 2019)"
    if name == "settlements":
        source += "; GeoNames places of 500 people or more (2023, CC BY 4.0)"
    return PeopleModel(
        name, titles[name], "2019-2023", source, errors[name], np.ascontiguousarray(grid),
        (Sentence("people_grid", name=name, title=titles[name], error=errors[name]),),
    )  # fmt: skip


def random_reentry_density(model: PeopleModel, inclination: float) -> float:
    """Mean people per square metre under a circular orbit of an inclination [rad], re-entering at any moment.

    Each latitude band counts by the share of time spent over it,
    [asin(sin p2/sin i) - asin(sin p1/sin i)]/pi.  Source: spherical geometry of a circular orbit.
    """
    edges, persons = model.by_latitude()
    rows, cols = model.grid.shape
    area = 6371007.2**2 * 2 * np.pi * (np.sin(edges[:-1]) - np.sin(edges[1:]))
    reach = np.arcsin(np.clip(np.sin(edges) / np.sin(inclination), -1.0, 1.0)) / np.pi
    return float(np.sum((reach[:-1] - reach[1:]) * persons / area)) if rows * cols else 0.0
