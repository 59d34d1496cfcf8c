"""Wind over the pad from gridded NetCDF: forecasts, reanalyses, ensembles.

CF conventions: variables are found by ``standard_name``, ``units`` and usual names; packed values and missing ones are
unpacked.  Only the cells about the pad and the times about lift-off are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import DEGREE
from luncur.earth.netcdf_input import NcVariable, open_netcdf
from luncur.earth.sounding import FASTEST, Sounding, geometric, heights
from luncur.errors import InputError
from luncur.mission.model import Site

Floats = NDArray[np.float64]

GRAVITY = 9.80665  # of the geopotential height [m/s2]
STANDARD = {
    "east": ("eastward_wind", "x_wind"),
    "north": ("northward_wind", "y_wind"),
    "height": ("geopotential_height", "geopotential", "altitude", "height"),
}
USUAL = {"east": ("u", "ugrd", "ua"), "north": ("v", "vgrd", "va"), "height": ("gh", "hgt", "z", "zg", "geopotential")}
AXES = {
    "time": ("time", "valid_time"),
    "level": ("level", "pressure_level", "isobaric", "plev", "pressure", "height", "altitude", "lev", "isobaricinhpa"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
    "member": ("member", "number", "ensemble", "realization", "ens"),
}
PRESSURE = {"pa": 1.0, "hpa": 100.0, "mb": 100.0, "mbar": 100.0, "millibars": 100.0, "millibar": 100.0}
_SINCE = re.compile(
    r"(second|minute|hour|day)s? since (\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.I
)
_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}


@dataclass(frozen=True)
class _Spot:
    """Indices and weights of the cells about a value on one axis."""

    first: int
    count: int
    weight: tuple[float, ...]

    @property
    def part(self) -> slice:
        return slice(self.first, self.first + self.count)


def read_grid(path: Path, site: Site, when: datetime) -> tuple[Sounding, ...]:
    """Wind profiles over a site at a time, one for each member; bilinear in place, linear in time.

    Raises InputError when the grid does not hold the site and the time, or what it needs is missing.
    """
    with open_netcdf(path) as variables:
        file = str(path)
        east, north = (_variable(file, variables, what) for what in ("east", "north"))
        axes = _axes(file, variables, east)
        spots = {
            "time": _time_spot(file, variables, axes, when),
            "latitude": _spot(file, "latitude", _coordinate(file, variables, axes["latitude"]), site.latitude / DEGREE),
            "longitude": _longitude_spot(
                file, _coordinate(file, variables, axes["longitude"]), site.longitude / DEGREE
            ),
        }
        winds = [_profiles(v, axes, spots) for v in (east, north)]
        altitude, assumed = _altitudes(path, variables, axes, spots, winds[0].shape)
    return tuple(_sounding(path, a, e, n, assumed) for a, e, n in zip(altitude, *winds, strict=True))


def _variable(file: str, variables: dict[str, NcVariable], what: str) -> NcVariable:
    found = _maybe(variables, what)
    if found is None:
        expected = f"a variable with standard_name {STANDARD[what][0]}, or named {', '.join(USUAL[what])}"
        raise InputError(file, "variables", ", ".join(list(variables)[:12]), expected)
    return found


def _maybe(variables: dict[str, NcVariable], what: str) -> NcVariable | None:
    """The variable over levels that is this quantity."""
    many = [v for v in variables.values() if len(v.shape) >= 3]
    by_standard = [v for v in many if v.text("standard_name") in STANDARD[what]]
    by_name = [v for v in many if v.name.lower() in USUAL[what]]
    return next(iter([*by_standard, *by_name]), None)


def _axes(file: str, variables: dict[str, NcVariable], east: NcVariable) -> dict[str, str]:
    """Which dimension of the wind is which axis."""
    out: dict[str, str] = {}
    for name in east.dimensions:
        standard = variables[name].text("standard_name") if name in variables else ""
        axis = next((a for a, names in AXES.items() if name.lower() in names or standard in names), None)
        if standard == "air_pressure":
            axis = "level"
        if axis is None or axis in out:
            expected = "dimensions that are time, level, latitude, longitude and member, each once"
            raise InputError(file, f"{east.name}, dimension", name, expected)
        out[axis] = name
    for axis in ("level", "latitude", "longitude"):
        if axis not in out:
            raise InputError(file, f"{east.name}, dimensions", ", ".join(east.dimensions), f"a {axis} among them")
    return out


def _coordinate(file: str, variables: dict[str, NcVariable], name: str) -> Floats:
    if name not in variables or len(variables[name].shape) != 1 or not 1 <= variables[name].shape[0] <= 100_000:
        raise InputError(file, name, None, "a variable with the values along this dimension, at most 100,000")
    values = variables[name].read()
    steps = np.diff(values)
    if not np.all(np.isfinite(values)) or not (np.all(steps > 0) or np.all(steps < 0)):
        raise InputError(file, name, None, "values that rise or fall all along")
    return values


def _spot(file: str, name: str, values: Floats, at: float, slack: float = 1e-6) -> _Spot:
    low, high = float(values.min()), float(values.max())
    if not low - slack <= at <= high + slack:
        raise InputError(file, name, f"{low:g} to {high:g}", f"a grid that holds {at:.6g}")
    if len(values) == 1:
        return _Spot(0, 1, (1.0,))
    rising = values if values[0] < values[-1] else -values
    aim = at if values[0] < values[-1] else -at
    i = int(np.clip(np.searchsorted(rising, aim, side="right") - 1, 0, len(values) - 2))
    f = float(np.clip((aim - rising[i]) / (rising[i + 1] - rising[i]), 0.0, 1.0))
    return _Spot(i, 2, (1.0 - f, f))


def _longitude_spot(file: str, values: Floats, at: float) -> _Spot:
    """The same on a circle; across the seam of a world grid the nearer edge is taken."""
    turned = [at + 360.0 * k for k in (-1, 0, 1)]
    inside = [x for x in turned if values.min() - 1e-6 <= x <= values.max() + 1e-6]
    if inside:
        return _spot(file, "longitude", values, inside[0])
    step = float(np.abs(np.diff(values)).max()) if len(values) > 1 else 0.0
    if len(values) > 1 and abs(abs(values[-1] - values[0]) + step - 360.0) < 0.5 * step:
        near = min(turned, key=lambda x: float(np.abs(values - x).min()))
        return _Spot(int(np.argmin(np.abs(values - near))), 1, (1.0,))
    return _spot(file, "longitude", values, at)


def _time_spot(file: str, variables: dict[str, NcVariable], axes: dict[str, str], when: datetime) -> _Spot:
    if "time" not in axes:
        return _Spot(0, 1, (1.0,))
    name = axes["time"]
    values = _coordinate(file, variables, name)
    units = variables[name].text("units")
    match = _SINCE.match(units)
    if match is None or variables[name].text("calendar") not in ("", "standard", "gregorian", "proleptic_gregorian"):
        raise InputError(file, f"{name}, units", units or None, "units such as 'hours since 2023-11-15 00:00:00' (UTC)")
    unit, year, month, day, *clock = match.groups()
    try:
        hour, minute, second = (int(c or 0) for c in clock)
        origin = datetime(int(year), int(month), int(day), hour, minute, second, tzinfo=UTC)
    except ValueError:
        raise InputError(file, f"{name}, units", units, "a date that exists") from None
    wanted = (when - origin).total_seconds() / _SECONDS[unit.lower()]
    if not values.min() - 1e-9 <= wanted <= values.max() + 1e-9:
        scale = _SECONDS[unit.lower()]
        span = " to ".join(_date(origin, float(v) * scale) for v in (values.min(), values.max()))
        raise InputError(file, name, span, f"times that hold the lift-off, {when:%Y-%m-%d %H:%M} UTC")
    return _spot(file, name, values, wanted)


def _date(origin: datetime, seconds: float) -> str:
    try:
        return f"{origin + timedelta(seconds=seconds):%Y-%m-%d %H:%M}"
    except OverflowError:
        return f"{seconds:g} s"


def _profiles(variable: NcVariable, axes: dict[str, str], spots: dict[str, _Spot]) -> Floats:
    """Values [members, levels] of a variable over the site at the time; a missing cell makes its level missing."""
    order = [axis for name in variable.dimensions for axis, own in axes.items() if own == name]
    if len(order) != len(variable.dimensions):
        raise InputError(
            variable.file, f"{variable.name}, dimensions", ", ".join(variable.dimensions), "those of the wind"
        )
    index = tuple(spots[axis].part if axis in spots else slice(None) for axis in order)
    values = variable.read(index)
    for axis in ("time", "latitude", "longitude"):
        if axis in order:
            weight = np.array(spots[axis].weight)
            values = np.moveaxis(values, order.index(axis), -1)
            # a missing value of weight 0 does not spoil its neighbour
            values = np.sum(np.where(weight > 0, values, 0.0) * weight, axis=-1)
            order.remove(axis)
    if "member" not in order:
        return values[None]
    return np.asarray(values if order[0] == "member" else values.T)


def _altitudes(
    path: Path, variables: dict[str, NcVariable], axes: dict[str, str], spots: dict[str, _Spot], shape: tuple[int, ...]
) -> tuple[Floats, tuple[str, ...]]:
    """Altitude [m] of every level of every member: by the file's geopotential, its heights, or else its pressures."""
    height = _maybe(variables, "height")
    if height is not None and axes["level"] in height.dimensions:
        values = _profiles(height, axes, spots)
        by_energy = (
            height.text("standard_name") == "geopotential"
            or "s-2" in height.text("units")
            or "s**-2" in height.text("units")
        )
        if height.text("standard_name") in ("altitude", "height"):
            return np.broadcast_to(values, shape), ()
        return np.broadcast_to(geometric(values / GRAVITY if by_energy else values), shape), ()
    name = axes["level"]
    levels, units = _coordinate(str(path), variables, name), variables[name].text("units").strip().lower()
    if units in PRESSURE:
        if np.any(levels <= 0):
            raise InputError(str(path), name, float(levels.min()), "pressures above 0")
        altitude, assumed = heights("pressure", levels * PRESSURE[units], path)
    elif units in ("m", "metre", "meter", "metres", "meters"):
        altitude, assumed = levels, ()
    else:
        raise InputError(str(path), f"{name}, units", units or None, f"m, or one of {', '.join(PRESSURE)}")
    return np.broadcast_to(altitude, shape), assumed


def _sounding(path: Path, altitude: Floats, east: Floats, north: Floats, assumed: tuple[str, ...]) -> Sounding:
    ok = np.isfinite(altitude) & np.isfinite(east) & np.isfinite(north)
    z, first = np.unique(altitude[ok], return_index=True)
    if len(z) < 2:
        raise InputError(str(path), "levels", None, "at least two levels with a height and a wind over the site")
    u, v = east[ok][first], north[ok][first]
    if np.hypot(u, v).max() > FASTEST:
        raise InputError(str(path), "wind speed", f"{np.hypot(u, v).max():.0f} m/s", f"at most {FASTEST:g} m/s")
    return Sounding(z, u, v, assumed)
