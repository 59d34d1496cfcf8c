"""Who may be hurt when an orbit ends anywhere along its track, by latitude."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.errors import InputError
from luncur.places.people import PeopleModel, builtin_people
from luncur.sentences import Sentence

Floats = NDArray[np.float64]
EARTH_RADIUS = 6371007.2  # of the sphere with the ellipsoid's area [m]; as the people grids are laid out
MODELS = ("settlements", "countries")


@dataclass(frozen=True)
class Yardstick:
    """A published limit that a casualty expectation may be held against."""

    name: str
    limit: float
    source: str
    confirmed: bool


@dataclass(frozen=True)
class ReentryRisk:
    """Casualty expectation of one uncontrolled re-entry, in latitude bands from south to north.

    edges[b + 1]: latitudes [rad]; share[b]: probability that it happens over the band; people[m, b]: in the year asked for, by
    each people model; casualty_area: low and high end [m2]; yardstick: the published limit.
    """

    inclination: float
    casualty_area: tuple[float, float]
    year: float
    edges: Floats
    share: Floats
    models: tuple[str, ...]
    people: Floats
    density: Floats
    yardstick: Yardstick
    assumed: tuple[str, ...]

    @property
    def by_band(self) -> Floats:
        """Casualty expectation [m, b] of each people model and band, for the middle casualty area (geometric)."""
        return np.asarray(self.share * self.density * math.sqrt(self.casualty_area[0] * self.casualty_area[1]))

    @property
    def expectation(self) -> tuple[float, float, float]:
        """Casualty expectation: by the first people model and the middle area, lowest, highest over models and areas."""
        per_area = (self.share * self.density).sum(axis=1)
        low, high = self.casualty_area
        return float(self.by_band[0].sum()), float(per_area.min() * low), float(per_area.max() * high)

    @property
    def verdict(self) -> str:
        """ "below", "above" or "undecided", the yardstick's limit against the interval of the expectation."""
        _, low, high = self.expectation
        return "below" if high < self.yardstick.limit else "above" if low > self.yardstick.limit else "undecided"


def latitude_share(inclination: float, edges: ArrayLike) -> Floats:
    """Share of time that a circular orbit of an inclination [rad] spends between the latitudes of each pair of edges [rad].

    [asin(sin p2/sin i) - asin(sin p1/sin i)]/pi, on a sphere; a retrograde orbit as its mirror image.  Over the equator alone
    where the inclination is 0 or 180 deg: then a band that ends at the equator has half.
    """
    latitude = np.asarray(edges, dtype=np.float64)
    sine = math.sin(inclination)
    if sine < 1e-12:
        return np.asarray(np.diff(np.sign(latitude) / 2))
    return np.asarray(np.diff(np.arcsin(np.clip(np.sin(latitude) / sine, -1.0, 1.0)) / math.pi))


def reentry_risk(
    inclination: float, casualty_area: float | tuple[float, float], year: float, *, band: float = math.radians(10.0)
) -> ReentryRisk:
    """Casualty expectation of a re-entry at any moment along an orbit of an inclination [rad], in a year (2011 to 2100).

    casualty_area: [m2], one number or its low and high end (of what survives, by NASA-STD-8719.14, requirement 4.7-1: the sum of (0.6 m + sqrt(A))^2 over the areas A of the pieces; nothing is assumed to
    survive or burn up here); band: width of the latitude bands [rad].  Raises InputError for what lies outside.
    """
    low, high = (casualty_area, casualty_area) if isinstance(casualty_area, int | float) else casualty_area
    if not 0 < low <= high < math.inf:
        raise InputError(
            "re-entry", "casualty area", f"{low:g} to {high:g}", "finite numbers above 0 [m2], the lower first"
        )
    if not 0 <= inclination <= math.pi + 1e-12:
        raise InputError("re-entry", "inclination", f"{math.degrees(inclination):g} deg", "0 to 180 deg")
    count = round(math.pi / band)
    if not (1 <= count <= 1800 and abs(count * band - math.pi) < 1e-9):
        raise InputError("re-entry", "band", f"{math.degrees(band):g} deg", "a whole part of 180 deg, at least 0.1 deg")
    world = world_people(year)
    grids = [builtin_people(name) for name in MODELS]
    edges = np.linspace(-math.pi / 2, math.pi / 2, count + 1)
    share, people, density = _bands(inclination, edges, grids, world)
    return ReentryRisk(
        inclination, (low, high), year, edges, share, MODELS, people, density, yardstick(),
        (Sentence("reentry_anywhere"),
         Sentence("reentry_people", people=world / 1e9, year=year, grid=grids[0].year, source=_world()["source"]),
         *(sentence for grid in grids for sentence in grid.assumed)),
    )  # fmt: skip


def _bands(inclination: float, edges: Floats, grids: list[PeopleModel], world: float) -> tuple[Floats, Floats, Floats]:
    """Shares of the bands; people [m, b]; people per area as the orbit meets them [m, b], rows of the grid weighted by time."""
    people, density = np.zeros((len(grids), len(edges) - 1)), np.zeros((len(grids), len(edges) - 1))
    for m, grid in enumerate(grids):
        rows, persons = grid.by_latitude()
        rows, persons = rows[::-1], persons[::-1] * (world / grid.total)
        fine = np.unique(np.concatenate([rows, edges]))
        fine = fine[np.concatenate([[True], np.diff(fine) > 1e-12])]
        middle = 0.5 * (fine[1:] + fine[:-1])
        row = np.clip(np.searchsorted(rows, middle) - 1, 0, len(persons) - 1)
        per_area = persons / (2 * math.pi * EARTH_RADIUS**2 * np.diff(np.sin(rows)))
        owner = np.clip(np.searchsorted(edges, middle) - 1, 0, len(edges) - 2)
        np.add.at(people[m], owner, per_area[row] * 2 * math.pi * EARTH_RADIUS**2 * np.diff(np.sin(fine)))
        time = latitude_share(inclination, fine)
        np.add.at(density[m], owner, per_area[row] * time)
    share = latitude_share(inclination, edges)
    return share, people, np.divide(density, share, out=np.zeros_like(density), where=share > 0)


@cache
def _world() -> dict[str, Any]:
    return tomllib.loads((files("luncur") / "data/orbit/world_people.toml").read_text(encoding="utf-8"))


def world_people(year: float) -> float:
    """People in the world in a year.  Raises InputError for a year that the table does not hold."""
    table = _world()
    if not math.floor(table["year"][0]) <= year <= table["year"][-1]:
        raise InputError("re-entry", "year", year, f"a year from 2011 to {table['year'][-1]:.0f} ({table['source']})")
    return float(np.interp(year, table["year"], table["people"]))


@cache
def yardstick() -> Yardstick:
    """Limit for an uncontrolled re-entry, NASA-STD-8719.14C, requirement 4.7-1."""
    text = (files("luncur") / "data/criteria/nasa-std-8719-14c.toml").read_text(encoding="utf-8")
    limit = tomllib.loads(text)["limit"][0]
    return Yardstick(limit["name"], limit["limit"], limit["source"], limit["confirmed"])
