"""trajectory.nc: the nominal flight in CF-style classic NetCDF."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from luncur import __version__

# name in the file: (attribute of the trajectory, unit, factor, long name)
_DEG = 180.0 / np.pi
VARIABLES: dict[str, tuple[str, str, float, str]] = {
    "latitude": ("latitude", "degrees_north", _DEG, "geodetic latitude, WGS 84"),
    "longitude": ("longitude", "degrees_east", _DEG, "longitude, WGS 84"),
    "altitude": ("altitude", "m", 1.0, "height above the WGS 84 ellipsoid"),
    "speed_relative": ("speed_relative", "m s-1", 1.0, "speed relative to the turning Earth"),
    "speed_inertial": ("speed_inertial", "m s-1", 1.0, "speed in the inertial frame"),
    "flight_path_angle": ("flight_path_angle", "degree", _DEG, "inertial flight-path angle above the horizontal"),
    "mach": ("mach", "1", 1.0, "Mach number"),
    "dynamic_pressure": ("dynamic_pressure", "Pa", 1.0, "dynamic pressure"),
    "mass": ("mass", "kg", 1.0, "mass of the vehicle"),
    "thrust": ("thrust", "N", 1.0, "thrust"),
    "downrange": ("downrange", "m", 1.0, "geodesic distance from the pad"),
    "impact_latitude": ("impact_latitude", "degrees_north", _DEG, "latitude of the vacuum impact point; NaN: none"),
    "impact_longitude": ("impact_longitude", "degrees_east", _DEG, "longitude of the vacuum impact point; NaN: none"),
}

# Names of the CF standard name table where it has the quantity.
STANDARD_NAMES = {
    "latitude": "latitude", "longitude": "longitude", "altitude": "height_above_reference_ellipsoid",
    "impact_latitude": "latitude", "impact_longitude": "longitude",
}  # fmt: skip


def write_trajectory(path: Path, trajectory: Any, launch_time: str) -> None:
    """The dense nominal flight over one time axis, with units and frames as attributes."""
    from scipy.io import netcdf_file

    with netcdf_file(str(path), "w", version=2) as out:
        out.Conventions = "CF-1.8"
        out.title = f"luncur nominal flight: {trajectory.name}".encode("ascii", "replace").decode()
        out.source = f"luncur {__version__}"
        out.references = "docs/reference/result-folder.md of luncur"
        out.comment = "Earth-fixed axes of WGS 84; inertial means the frame that coincides with them at lift-off"
        out.createDimension("time", len(trajectory.time))
        _put(out, "time", trajectory.time, f"seconds since {_udunits(launch_time)}", "time, from lift-off on")
        out.variables["time"].standard_name, out.variables["time"].axis = "time", "T"
        out.variables["time"].calendar = "standard"
        _frame(out)
        for name, (field, unit, factor, text) in VARIABLES.items():
            _put(out, name, getattr(trajectory, field) * factor, unit, text)
            if name in STANDARD_NAMES:
                out.variables[name].standard_name = STANDARD_NAMES[name]
            if name not in ("latitude", "longitude", "altitude"):
                out.variables[name].coordinates = "latitude longitude altitude"
                out.variables[name].grid_mapping = "wgs84"
        for field, unit in (("position", "m"), ("velocity", "m s-1")):
            for i, axis in enumerate("xyz"):
                text = f"Earth-fixed (WGS 84) {field} {axis}"
                _put(out, f"{field}_{axis}", getattr(trajectory, field)[:, i], unit, text)
        _put_events(out, trajectory.events)


def _put_events(out: Any, events: Any) -> None:
    """Names and times of events, so that the file alone can be flown again."""
    names = [event.name.encode() for event in events]
    if not names:
        return
    longest = max(len(name) for name in names)
    out.createDimension("event", len(names))
    out.createDimension("letter", longest)
    letters = out.createVariable("event_name", "c", ("event", "letter"))
    for i, name in enumerate(names):
        letters[i] = np.frombuffer(name.ljust(longest), dtype="S1")  # the whole row: what is not set is not empty
    letters.units = "1"
    letters.long_name = "name of each event, in the order of flight"
    times = out.createVariable("event_time", "f8", ("event",))
    times[:] = [event.time for event in events]
    times.units = "s"
    times.long_name = "time since lift-off of each event"


def _udunits(launch_time: str) -> str:
    """A UTC moment as time units name it; what is no time stays as it is."""
    try:
        return f"{datetime.fromisoformat(launch_time).astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    except ValueError:
        return launch_time


def _frame(out: Any) -> None:
    """The ellipsoid that latitudes, longitudes and heights refer to, as CF writes it (section 5.6)."""
    wgs84 = out.createVariable("wgs84", "i4", ())
    wgs84.data[()] = 0
    wgs84.units, wgs84.long_name = "1", "geodetic coordinates of WGS 84"
    wgs84.grid_mapping_name = "latitude_longitude"
    wgs84.semi_major_axis, wgs84.inverse_flattening = 6378137.0, 298.257223563
    wgs84.longitude_of_prime_meridian = 0.0


def _put(out: Any, name: str, values: Any, unit: str, text: str) -> None:
    variable = out.createVariable(name, "f8", ("time",))
    variable[:] = values
    variable.units = unit
    variable.long_name = text


def read_trajectory(path: Path) -> dict[str, np.ndarray]:
    """Every variable of a trajectory.nc over time."""
    from scipy.io import netcdf_file

    with netcdf_file(str(path), "r", mmap=False) as source:
        return {
            name: np.array(v[:], dtype=np.float64) for name, v in source.variables.items() if v.dimensions == ("time",)
        }
