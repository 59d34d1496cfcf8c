"""Weather of a launch: air and wind as tables, the mean and its dispersion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.earth.air import air_profile
from luncur.earth.tables import ROWS, cubic_cells, weather_table
from luncur.earth.tables_kernel import combine_batch
from luncur.earth.wind import wind_profile
from luncur.mission.model import Site, Weather
from luncur.sentences import Sentence

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WeatherModel:
    """Everything that is needed to make one launch's weather from standard normals.

    mean_table: weather table [rows, 16]; mode_tables: cubic coefficients of each wind mode [k, rows, 4, 2];
    upper: ln(density) above the weather table [rows, 4]; pressure [rows, 4] for the thrust.
    members[m, rows, 4, 2]: cubic coefficients of each member of an ensemble of winds, less the mean; none without one.
    ``normals`` is how many standard normals one launch draws: one per mode, one for the member, then one for the density.
    """

    mean_table: Floats
    mode_tables: Floats
    upper: Floats
    pressure: Floats
    density_sigma: float
    assumed: tuple[str, ...]
    sources: tuple[str, ...]
    members: Floats | None = None

    @property
    def normals(self) -> int:
        return len(self.mode_tables) + (self.members is not None) + 1

    def tables(self, z: Floats) -> tuple[Floats, Floats]:
        """Weather tables [n, rows, 16] and density factors [n] of launches with normals z[n, normals]."""
        z = np.ascontiguousarray(z, dtype=np.float64)
        factor = np.exp(self.density_sigma * z[:, -1] - 0.5 * self.density_sigma**2)
        out = np.empty((len(z), *self.mean_table.shape))
        modes = self.mode_tables.reshape(len(self.mode_tables), self.mode_tables.size // max(len(self.mode_tables), 1))
        wind = np.empty(8 * len(self.mean_table))
        compiled(combine_batch)(self.mean_table, modes, z, factor, wind, out)
        if self.members is not None:
            cells = out.reshape(len(z), -1, 4, 4)  # rows, powers, quantities; a view
            cells[..., 2:] += self.members[self.member(z)]
        return out, factor

    def member(self, z: Floats) -> NDArray[np.int64]:
        """Index of the ensemble's member that each launch draws [n]; every member is as likely as another."""
        from scipy.special import ndtr

        count = 0 if self.members is None else len(self.members)
        return np.minimum(ndtr(z[:, len(self.mode_tables)]) * count, count - 1).astype(np.int64)


def weather_model(weather: Weather, site: Site, when: datetime) -> WeatherModel:
    """Air and wind of the mission over its site at its time.

    Raises InputError when a named file cannot be read.
    """
    air = air_profile(weather, site, when)
    wind = wind_profile(weather.wind, site, when)
    mean = weather_table(air.density[: ROWS + 1], air.sound_speed[: ROWS + 1], wind.east, wind.north)
    modes = np.zeros((len(wind.modes), ROWS, 4, 2))
    for k, mode in enumerate(wind.modes):
        for c in range(2):
            modes[k, :, :, c] = cubic_cells(mode[:, c])
    members = None
    if wind.members is not None:
        apart = wind.members - np.stack([wind.east, wind.north], axis=1)
        members = np.stack([np.stack([cubic_cells(one[:, c]) for c in range(2)], axis=2) for one in apart])
    assumed = [*air.assumed, *wind.assumed]
    if weather.density_sigma:
        assumed.append(Sentence("air_density", sigma=weather.density_sigma))
    return WeatherModel(
        mean_table=mean,
        mode_tables=modes,
        upper=cubic_cells(np.log(air.upper_density)),
        pressure=cubic_cells(air.pressure),
        density_sigma=weather.density_sigma,
        assumed=tuple(assumed),
        sources=tuple(dict.fromkeys((air.source, wind.source))),
        members=members,
    )
