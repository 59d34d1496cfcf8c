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
    ``normals`` is how many standard normals one launch draws: one per mode, then one for the density.
    """

    mean_table: Floats
    mode_tables: Floats
    upper: Floats
    pressure: Floats
    density_sigma: float
    assumed: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def normals(self) -> int:
        return len(self.mode_tables) + 1

    def tables(self, z: Floats) -> tuple[Floats, Floats]:
        """Weather tables [n, rows, 16] and density factors [n] of launches with normals z[n, normals]."""
        z = np.ascontiguousarray(z, dtype=np.float64)
        factor = np.exp(self.density_sigma * z[:, -1] - 0.5 * self.density_sigma**2)
        out = np.empty((len(z), *self.mean_table.shape))
        compiled(combine_batch)(self.mean_table, self.mode_tables, z, factor, out)
        return out, factor


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
    )
