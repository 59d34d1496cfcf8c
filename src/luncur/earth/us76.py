"""The US Standard Atmosphere 1976 up to 86 km, by its own equations.

Source: U.S. Standard Atmosphere, 1976 (NOAA-S/T 76-1562), part 1, equations 18, 23, 33a, 33b, 42, 50, table 4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EARTH_RADIUS = 6356766.0  # of the geopotential, equation 18 [m]
GAS_CONSTANT = 8314.32  # [J/(kmol K)], as in the standard
MOLAR_MASS = 28.9644  # at sea level [kg/kmol]
GRAVITY = 9.80665  # [m/s2]
HEAT_RATIO = 1.40
TOP = 86_000.0  # geometric [m]

# Table 4: geopotential altitude of each layer's base [m], lapse rate of molecular temperature [K/m].
_BASES = np.array([0.0, 11e3, 20e3, 32e3, 47e3, 51e3, 71e3, 84852.0])
_LAPSES = np.array([-6.5e-3, 0.0, 1.0e-3, 2.8e-3, 0.0, -2.8e-3, -2.0e-3])
_SEA_LEVEL = (288.15, 101325.0)  # [K], [Pa]
_R = GAS_CONSTANT / MOLAR_MASS

# Table 8: ratio of the mean molar mass to its sea-level value at 80..86 km geometric, in 500 m steps.
_MASS_RATIO_ALTITUDES = np.arange(80_000.0, 86_001.0, 500.0)
_MASS_RATIO = np.array(
    [1.000000, 0.999996, 0.999989, 0.999971, 0.999941, 0.999909, 0.999870, 0.999829, 0.999786, 0.999741, 0.999694,
     0.999641, 0.999579]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Air:
    """State of the air: density [kg/m3], pressure [Pa], temperature [K], speed of sound [m/s]."""

    density: Floats
    pressure: Floats
    temperature: Floats
    sound_speed: Floats


def geopotential_altitude(altitude: ArrayLike) -> Floats:
    """Geopotential altitude [m] of a geometric altitude [m] (equation 18)."""
    z = np.asarray(altitude, dtype=np.float64)
    return EARTH_RADIUS * z / (EARTH_RADIUS + z)


def us76(altitude: ArrayLike) -> Air:
    """Air of the standard day at a geometric altitude [m], -5 km to 86 km; beyond that nan.

    The temperature is kinetic: the molecular temperature times the molar-mass ratio of table 8, which
    matters from 80 km up.
    """
    z = np.asarray(altitude, dtype=np.float64)
    h = geopotential_altitude(z)
    layer = np.clip(np.searchsorted(_BASES, h, side="right") - 1, 0, len(_LAPSES) - 1)
    base_temperature, base_pressure = _layer_bases()
    lapse, above = _LAPSES[layer], h - _BASES[layer]
    molecular = base_temperature[layer] + lapse * above
    slope = np.where(lapse == 0.0, 1.0, lapse)
    with np.errstate(invalid="ignore", divide="ignore"):
        gradient = (base_temperature[layer] / molecular) ** (GRAVITY / (_R * slope))
    isothermal = np.exp(-GRAVITY * above / (_R * base_temperature[layer]))
    pressure = base_pressure[layer] * np.where(lapse == 0.0, isothermal, gradient)
    outside = (z < -5000.0) | (z > TOP + 1e-6)
    molecular, pressure = (np.where(outside, np.nan, q) for q in (molecular, pressure))
    ratio = np.interp(z, _MASS_RATIO_ALTITUDES, _MASS_RATIO)
    return Air(pressure / (_R * molecular), pressure, molecular * ratio, np.sqrt(HEAT_RATIO * _R * molecular))


def _layer_bases() -> tuple[Floats, Floats]:
    """Molecular temperature and pressure at each layer's base, built up from sea level."""
    temperature, pressure = [_SEA_LEVEL[0]], [_SEA_LEVEL[1]]
    for i, lapse in enumerate(_LAPSES):
        t0, p0, step = temperature[-1], pressure[-1], _BASES[i + 1] - _BASES[i]
        t1 = t0 + lapse * step
        ratio = np.exp(-GRAVITY * step / (_R * t0)) if lapse == 0.0 else (t0 / t1) ** (GRAVITY / (_R * lapse))
        temperature.append(t1)
        pressure.append(p0 * ratio)
    return np.array(temperature), np.array(pressure)
