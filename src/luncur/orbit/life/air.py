"""Mean density of the upper air, for spans much longer than a day."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.compiler import compiled
from luncur.orbit.life.density_kernel import BOTTOM, CELL, FLOOR, TOP, density_many
from luncur.sentences import Sentence

Floats = NDArray[np.float64]
LATITUDE_ROWS = 10  # even in the square of the sine
FLUX_ROWS = 34  # even in the logarithm of the flux
STORM_ROWS = 11  # even in log2(1 + ap / 5)
# Of the decay over three to eight days in the air of the day against that in the averaged air: the standard deviation over
# seasons and nodes, at 300 to 800 km.  Measured: design/orbit-life.md.
PASSING = 0.15


@dataclass(frozen=True)
class UpperAir:
    """Logarithm of the density [flux, storm, latitude, height], averaged over local time, season and hemisphere.

    f107: lowest and highest solar flux [1e-22 W/m2/Hz]; ap: lowest and highest geomagnetic index that the table holds;
    passing: standard deviation of the logarithm of the density of some days over the mean, by season and hour.
    """

    name: str
    table: Floats
    f107: tuple[float, float]
    ap: tuple[float, float]
    source: str
    passing: float = 0.0
    assumed: tuple[str, ...] = ()

    def rows(self, f107: ArrayLike, ap: ArrayLike) -> tuple[Floats, Floats]:
        """Places in the table of a solar flux and a geomagnetic index; held at its ends."""
        low, high = (math.log(x) for x in self.f107)
        flux = (np.log(np.clip(f107, *self.f107)) - low) / (high - low) * (self.table.shape[0] - 1)
        ends = [_storm(x) for x in self.ap]
        storm = (_storm(np.clip(ap, *self.ap)) - ends[0]) / (ends[1] - ends[0]) * (self.table.shape[1] - 1)
        return np.asarray(flux, dtype=np.float64), np.asarray(storm, dtype=np.float64)

    def density(self, height: ArrayLike, latitude: ArrayLike, f107: ArrayLike, ap: ArrayLike) -> Floats:
        """Density [kg/m3] at a height [m] and latitude [rad] (broadcast), at a solar flux and a geomagnetic index.

        Below 90 km the density there, above 2,000 km none.
        """
        flux, storm = self.rows(f107, ap)
        given = np.broadcast_arrays(flux, storm, np.sin(latitude) ** 2, np.asarray(height, dtype=np.float64))
        out = np.empty(given[0].size)
        compiled(density_many)(self.table, *(np.ascontiguousarray(g, dtype=np.float64).ravel() for g in given), out)
        return out.reshape(given[0].shape)


@cache
def upper_air() -> UpperAir:
    """NRLMSISE-00, averaged.  Source: Picone et al., J. Geophys. Res. 107 (2002), A12, 1468."""
    from scipy.interpolate import CubicSpline

    with np.load(str(files("luncur") / "data/orbit/density.npz"), allow_pickle=False) as data:
        given = {name: np.asarray(data[name], dtype=np.float64) for name in data.files}
    flux = np.linspace(math.log(given["f107"][0]), math.log(given["f107"][-1]), FLUX_ROWS)
    storm = np.linspace(float(_storm(given["ap"][0])), float(_storm(given["ap"][-1])), STORM_ROWS)
    latitude = np.arcsin(np.sqrt(np.linspace(0.0, 1.0, LATITUDE_ROWS)))
    table = given["log_density"]
    axes = (np.log(given["f107"]), _storm(given["ap"]), given["latitude"], given["height"])
    for axis, (old, new) in enumerate(zip(axes, (flux, storm, latitude, _heights()), strict=True)):
        table = CubicSpline(old, table, axis=axis)(new)
    return UpperAir(
        "NRLMSISE-00", np.ascontiguousarray(table), _ends(given["f107"]), _ends(given["ap"]),
        "NRLMSISE-00 (Picone et al., J. Geophys. Res. 107, 2002) by pymsis",
        PASSING,
        (Sentence("life_air_mean"),),
    )  # fmt: skip


def air_of(name: str, profile: Callable[[Floats], Floats], source: str) -> UpperAir:
    """Air whose density [kg/m3] depends on the height above the ellipsoid [m] alone, whatever the Sun does."""
    row = np.log(profile(_heights()))
    table = np.ascontiguousarray(np.broadcast_to(row, (2, 2, 2, len(row))))
    return UpperAir(name, table, (60.0, 340.0), (0.0, 155.0), source)


def _heights() -> Floats:
    """Heights of the table's columns [m]; the last lies at its top or above."""
    first = math.sqrt(BOTTOM - FLOOR)
    count = math.ceil((math.sqrt(TOP - FLOOR) - first) / CELL) + 1
    return np.asarray(FLOOR + (first + CELL * np.arange(count)) ** 2)


def _storm(ap: ArrayLike) -> Floats:
    return np.asarray(np.log2(1.0 + np.asarray(ap, dtype=np.float64) / 5.0))


def _ends(values: Floats) -> tuple[float, float]:
    return float(values[0]), float(values[-1])
