"""Air of the mission's atmosphere model at every knot of the tables, from the pad to 1,000 km."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import DEGREE
from luncur.earth.tables import TOP, knots, upper_knots
from luncur.earth.us76 import TOP as US76_TOP
from luncur.earth.us76 import us76
from luncur.errors import InputError
from luncur.mission.model import Site, Weather
from luncur.sentences import Sentence

Floats = NDArray[np.float64]
_BLEND = (80_000.0, 86_000.0)  # US 1976 below, NRLMSISE-00 above [m]


@dataclass(frozen=True, slots=True)
class Profile:
    """Density [kg/m3], sound speed [m/s] and pressure [Pa] at ``knots()``; density at ``upper_knots()``."""

    density: Floats
    sound_speed: Floats
    pressure: Floats
    upper_density: Floats
    assumed: tuple[str, ...]
    source: str


def air_profile(weather: Weather, site: Site, when: datetime) -> Profile:
    """The atmosphere that the mission names, above its site at its time.

    Raises InputError when a user's profile cannot be read.
    """
    if weather.atmosphere == "profile":
        return _user_profile(weather, site, when)
    return _standard(weather, site, when)


def _standard(weather: Weather, site: Site, when: datetime) -> Profile:
    """US 1976 to 80 km, NRLMSISE-00 above 86 km, ln(density) blended between."""
    z = knots()
    low = us76(np.minimum(z, US76_TOP))
    high_density, _ = msis(weather, site, when, np.concatenate([z, upper_knots()]))
    msis_low = high_density[: len(z)]
    share = _smooth_step((z - _BLEND[0]) / (_BLEND[1] - _BLEND[0]))
    density = np.exp((1 - share) * np.log(low.density) + share * np.log(msis_low))
    # The speed of sound has no meaning far above the turbopause; it is held at its 86 km value there.
    pressure = np.where(z <= US76_TOP, low.pressure, low.pressure[-1] * density / density[z >= US76_TOP][0])
    return Profile(
        density=density,
        sound_speed=low.sound_speed,
        pressure=pressure,
        upper_density=high_density[len(z) :],
        assumed=(Sentence("air_standard", f107=weather.f107, f107_average=weather.f107_average, ap=weather.ap),),
        source="U.S. Standard Atmosphere 1976; NRLMSISE-00 (Picone et al., J. Geophys. Res. 107, 2002) by pymsis",
    )


def msis(weather: Weather, site: Site, when: datetime, altitude: Floats) -> tuple[Floats, Floats]:
    """Density [kg/m3] and temperature [K] of NRLMSISE-00 at altitudes [m]; indices are the mission's, never fetched."""
    import pymsis

    out = pymsis.calculate(
        np.datetime64(when.replace(tzinfo=None)),
        site.longitude / DEGREE,
        site.latitude / DEGREE,
        altitude / 1000.0,
        [weather.f107],
        [weather.f107_average],
        [[weather.ap] * 7],
        version=0,
    )
    values = np.asarray(out, dtype=np.float64).reshape(len(altitude), -1)
    return values[:, 0], values[:, -1]


def _user_profile(weather: Weather, site: Site, when: datetime) -> Profile:
    """The user's CSV of altitude, pressure and temperature; the standard day above its top."""
    base = _standard(weather, site, when)
    path = Path(weather.atmosphere_file or "")
    rows = read_columns(path, ("altitude_m", "pressure_pa", "temperature_k"))
    z, pressure, temperature = rows.T
    if np.any(np.diff(z) <= 0) or np.any(pressure <= 0) or np.any(temperature <= 0):
        raise InputError(str(path), "altitude_m", None, "altitudes that rise, pressures and temperatures above zero")
    top, inside = z[-1], knots() <= z[-1]
    t = np.interp(knots(), z, temperature)
    p = np.exp(np.interp(knots(), z, np.log(pressure)))
    density = p / (287.053 * t)
    scale = density[inside][-1] / base.density[inside][-1]
    return Profile(
        density=np.where(inside, density, base.density * scale),
        sound_speed=np.where(inside, np.sqrt(1.4 * 287.053 * t), base.sound_speed),
        pressure=np.where(inside, p, base.pressure * scale),
        upper_density=base.upper_density * scale,
        assumed=(
            Sentence("air_profile", file=path.name, top=float(top) / 1000),
            *base.assumed,
        ),
        source=f"user profile {path.name}",
    )


def read_columns(path: Path, names: tuple[str, ...]) -> Floats:
    """A small CSV with a header row as an array [rows, len(names)] (also used for wind profiles).

    Raises InputError naming the file, the column or the line, and what was expected.
    """
    try:
        if path.stat().st_size > 4_000_000:
            raise InputError(str(path), "", None, "a profile of at most 4 MB")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputError(str(path), "", None, "UTF-8 text") from None
    except OSError as error:
        raise InputError(str(path), "", None, f"a readable file ({error.strerror})") from None
    lines = list(csv.reader(text.splitlines()))
    header = [c.strip() for c in lines[0]] if lines else []
    for name in names:
        if name not in header:
            raise InputError(str(path), "header", ",".join(header), f"a column '{name}'")
    columns = [header.index(name) for name in names]
    out = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(c.strip() for c in line):
            continue
        try:
            values = [float(line[c]) for c in columns]
        except (ValueError, IndexError):
            raise InputError(str(path), f"line {number}", ",".join(line), "numbers in every column") from None
        if not np.all(np.isfinite(values)):
            raise InputError(str(path), f"line {number}", ",".join(line), "finite numbers")
        out.append(values)
    if len(out) < 2:
        raise InputError(str(path), "", None, "at least two rows of numbers")
    return np.array(out)


def _smooth_step(x: Floats) -> Floats:
    """0 to 1 with two continuous derivatives."""
    x = np.clip(x, 0.0, 1.0)
    return x**3 * (10 - 15 * x + 6 * x**2)


assert TOP > US76_TOP
