"""What a nominal flight looks like: dense arrays, events, what was dropped, the orbit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.flight.orbit import Orbit

Floats = NDArray[np.float64]

UNITS = {
    "position": "m",
    "velocity": "m s-1",
    "latitude": "rad",
    "longitude": "rad",
    "altitude": "m",
    "speed_relative": "m s-1",
    "speed_inertial": "m s-1",
    "flight_path_angle": "rad",
    "mach": "1",
    "dynamic_pressure": "Pa",
    "mass": "kg",
    "thrust": "N",
    "downrange": "m",
    "impact_latitude": "rad",
    "impact_longitude": "rad",
}


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
    path: Floats  # [k, 4]: time since release [s], Earth-fixed position [m]; empty where it is not drawn


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

    def to_pandas(self) -> Any:
        """A DataFrame over time, one column per quantity, SI and radians (needs the extra ``frames``)."""
        import pandas

        return pandas.DataFrame(self._columns(), index=pandas.Index(self.time, name="time"))

    def to_xarray(self) -> Any:
        """A Dataset over time with units in the attributes (needs the extra ``frames``)."""
        import xarray

        values: dict[str, Any] = {
            name: ("time", value, {"units": UNITS[name]}) for name, value in self._columns().items()
        }
        for name in ("position", "velocity"):
            values[name] = (
                ("time", "axis"),
                getattr(self, name),
                {"units": UNITS[name], "frame": "Earth-fixed, WGS 84"},
            )
        values["propellant"] = (("time", "body"), self.propellant, {"units": "kg", "note": "of one copy"})
        coordinates: dict[str, Any] = {"time": ("time", self.time, {"units": "s", "long_name": "time since lift-off"})}
        return xarray.Dataset(
            values, {**coordinates, "axis": list("xyz"), "body": list(self.body_names)}, {"mission": self.name}
        )

    def plot(self) -> Any:
        """Altitude and speed over time, events marked: a matplotlib Figure, not shown."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(8, 6), layout="constrained")
        upper, lower = figure.subplots(2, 1, sharex=True)
        upper.plot(self.time, self.altitude / 1000)
        upper.set_ylabel("altitude [km]")
        lower.plot(self.time, self.speed_inertial, label="inertial")
        lower.plot(self.time, self.speed_relative, label="relative to the Earth")
        lower.set_ylabel("speed [m/s]")
        lower.set_xlabel("time since lift-off [s]")
        lower.legend()
        for event in self.events:
            for axes in (upper, lower):
                axes.axvline(event.time, color="0.8", linewidth=0.8, zorder=0)
        return figure

    def _columns(self) -> dict[str, Floats]:
        """Every array with one value per time, in order."""
        fields = ((name, getattr(self, name)) for name in self.__dataclass_fields__ if name != "time")
        return {name: value for name, value in fields if isinstance(value, np.ndarray) and value.ndim == 1}
