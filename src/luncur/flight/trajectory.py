"""What a nominal flight looks like: dense arrays, events, what was dropped, the orbit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.flight.orbit import Orbit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FlightEvent:
    """State of the vehicle right after something happens; SI, Earth-fixed unless named inertial."""

    name: str
    time: float
    latitude: float
    longitude: float
    altitude: float
    speed_relative: float
    speed_inertial: float
    flight_path_angle: float
    downrange: float
    dynamic_pressure: float
    mass: float
    orbit: Orbit  # osculating, were the thrust to end here


@dataclass(frozen=True, slots=True)
class Drop:
    """One planned body: where it was let go and where it comes down (nan: it does not)."""

    body: str
    count: int
    mass: float  # of one copy [kg]
    release_time: float
    position: tuple[float, float, float]  # at release, Earth-fixed [m]
    velocity: tuple[float, float, float]
    latitude: float
    longitude: float
    time: float
    range: float
    azimuth: float
    speed: float


@dataclass(frozen=True)
class Trajectory:
    """A nominal flight; arrays over one time axis, SI and radians.

    position, velocity[n, 3] Earth-fixed; flight_path_angle of the inertial velocity; impact_latitude and
    impact_longitude of the vacuum impact point (nan: none); propellant[n, bodies] per copy of what is attached.
    """

    name: str
    time: Floats
    position: Floats
    velocity: Floats
    latitude: Floats
    longitude: Floats
    altitude: Floats
    speed_relative: Floats
    speed_inertial: Floats
    flight_path_angle: Floats
    mach: Floats
    dynamic_pressure: Floats
    mass: Floats
    thrust: Floats
    downrange: Floats
    impact_latitude: Floats
    impact_longitude: Floats
    propellant: Floats
    body_names: tuple[str, ...]
    events: tuple[FlightEvent, ...]
    drops: tuple[Drop, ...]
    orbit: Orbit | None
    assumed: tuple[str, ...]
    sources: tuple[str, ...]

    def _columns(self) -> dict[str, Floats]:
        return {
            name: value
            for name in self.__dataclass_fields__
            if isinstance(value := getattr(self, name), np.ndarray) and value.ndim == 1 and name != "time"
        }

    def to_pandas(self) -> Any:
        """A DataFrame over time (needs the extra ``frames``)."""
        import pandas

        return pandas.DataFrame(self._columns(), index=pandas.Index(self.time, name="time"))

    def to_xarray(self) -> Any:
        """A Dataset over time (needs the extra ``frames``)."""
        import xarray

        return xarray.Dataset({k: ("time", v) for k, v in self._columns().items()}, coords={"time": self.time})

    def plot(self) -> Any:
        """Altitude and speed over time, events marked: a matplotlib figure."""
        import matplotlib.pyplot as plt

        figure, (upper, lower) = plt.subplots(2, 1, sharex=True, figsize=(8, 6), layout="constrained")
        upper.plot(self.time, self.altitude / 1000)
        upper.set_ylabel("altitude [km]")
        lower.plot(self.time, self.speed_inertial, label="inertial")
        lower.plot(self.time, self.speed_relative, label="relative to the Earth")
        lower.set_ylabel("speed [m/s]")
        lower.set_xlabel("time [s]")
        lower.legend()
        for event in self.events:
            for axes in (upper, lower):
                axes.axvline(event.time, color="0.8", linewidth=0.8, zorder=0)
        return figure
