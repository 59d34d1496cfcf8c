"""Density of the upper atmosphere by NRLMSISE-00, tabulated so that compiled code can read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from luncur.errors import InputError

Floats = NDArray[np.float64]

BOTTOM, TOP, LAYER = 100_000.0, 1_000_000.0, 10_000.0  # altitudes [m]
LATITUDES = 19  # every 10 deg
HOURS = 16  # local time, every 1.5 h
UNIVERSAL = 8  # universal time, every 3 h
DAYS = 10.0  # spacing in the date


@dataclass(frozen=True, slots=True)
class SolarActivity:
    """What the density of the upper atmosphere depends on; all must be given.

    f107: solar flux at 10.7 cm of the day before, f107_average: its mean over 81 days [1e-22 W/m2/Hz]; ap: daily
    geomagnetic index.  Raises InputError outside what the Sun has shown.
    """

    f107: float
    f107_average: float
    ap: float

    def __post_init__(self) -> None:
        for name, low, high in (("f107", 50.0, 400.0), ("f107_average", 50.0, 400.0), ("ap", 0.0, 400.0)):
            value = getattr(self, name)
            if not low <= value <= high:
                raise InputError("orbit", name, value, f"a number from {low:g} to {high:g}")


@dataclass(frozen=True, slots=True)
class AirTable:
    """Logarithm of the density [kg/m3]: (date, universal time, altitude, latitude, local time), and the first date's time.

    start: seconds from the epoch of the first date; step: between the dates [s].  Universal and local time are cyclic.
    """

    start: float
    step: float
    log_density: Floats


def air_table(epoch: datetime, first: float, last: float, activity: SolarActivity) -> AirTable:
    """The density from ``first`` to ``last`` [s] after ``epoch`` (UTC) with the same solar activity throughout.

    Between its entries the table is within 0.7 % of the model (one standard deviation, 300 to 600 km), which itself is
    good to about 15 %.  Source: Picone et al., J. Geophys. Res. 107 (A12), 1468 (2002), by pymsis.
    """
    dates = max(int(np.ceil((last - first) / (DAYS * 86400.0))) + 1, 2) if last - first > 86400.0 else 1
    step = (last - first) / (dates - 1) if dates > 1 else 86400.0
    start = first if dates > 1 else (first + last) / 2.0
    table = np.stack([_at_date(epoch + timedelta(seconds=start + k * step), activity) for k in range(dates)])
    return AirTable(start, step, np.ascontiguousarray(table))


def _at_date(when: datetime, activity: SolarActivity) -> Floats:
    import pymsis

    midnight = np.datetime64(when.astimezone(UTC).replace(tzinfo=None).date().isoformat()).astype("datetime64[s]")
    altitude = np.arange(BOTTOM, TOP + 1.0, LAYER) / 1000.0
    latitude = np.linspace(-90.0, 90.0, LATITUDES)
    hour = np.arange(HOURS) * 24.0 / HOURS
    h, phi, local = (x.ravel() for x in np.meshgrid(altitude, latitude, hour, indexing="ij"))
    out = []
    for k in range(UNIVERSAL):
        universal = k * 24.0 / UNIVERSAL
        longitude = ((local - universal) * 15.0 + 180.0) % 360.0 - 180.0
        n = len(h)
        times = np.full(n, midnight + np.timedelta64(round(universal * 3600), "s"))
        density = pymsis.calculate(
            times, longitude, phi, h, np.full(n, activity.f107), np.full(n, activity.f107_average),
            np.full((n, 7), activity.ap), version=0,
        )[:, 0]  # fmt: skip
        out.append(np.log(np.asarray(density, dtype=np.float64)).reshape(len(altitude), LATITUDES, HOURS))
    return np.stack(out)
