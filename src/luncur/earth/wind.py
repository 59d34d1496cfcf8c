"""Wind over the pad: mean profile, and how whole profiles differ from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.earth.air import read_columns
from luncur.earth.constants import DEGREE
from luncur.earth.tables import knots
from luncur.errors import InputError
from luncur.mission.model import Site, Wind
from luncur.sentences import Sentence

Floats = NDArray[np.float64]

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MODES = 12  # of each component
# Assumed, unconfirmed: standard deviation of each wind component about its monthly mean at a mid-latitude
# site, and the height over which profiles lose their correlation (1/e).
_SIGMA_ALTITUDE = np.array([0.0, 2e3, 5e3, 9e3, 12e3, 16e3, 20e3, 30e3, 40e3, 50e3, 60e3, 80e3, 100e3, 110e3, 120e3])
_SIGMA = np.array([3.5, 6.0, 9.0, 13.0, 13.0, 9.0, 7.0, 9.0, 14.0, 20.0, 25.0, 30.0, 30.0, 20.0, 0.0])
_LENGTH_ALTITUDE = np.array([0.0, 20e3, 60e3, 120e3])
_LENGTH = np.array([5e3, 7e3, 14e3, 14e3])


@dataclass(frozen=True, slots=True)
class WindProfile:
    """East and north wind [m/s] at ``knots()``, shape (rows + 1,), and independent modes (k, rows + 1, 2)."""

    east: Floats
    north: Floats
    modes: Floats
    assumed: tuple[str, ...]
    source: str


def wind_profile(wind: Wind, site: Site, when: datetime) -> WindProfile:
    """The wind that the mission names.

    Raises InputError when a file is needed and cannot be read.
    """
    z = knots()
    if wind.model == "none":
        none = np.zeros_like(z)
        return WindProfile(none, none, np.zeros((0, len(z), 2)), (Sentence("wind_none"),), "none")
    if wind.model == "climatology":
        return _climatology(wind, site, when)
    if wind.model == "profile":
        return _file(wind)
    raise InputError(wind.file or "mission", "weather.wind.model", wind.model, "'none', 'climatology' or 'profile'")


def _climatology(wind: Wind, site: Site, when: datetime) -> WindProfile:
    month = wind.month or when.month
    with np.load(str(files("luncur") / "data/weather/wind_climatology.npz"), allow_pickle=False) as table:
        latitudes, altitudes = table["latitude_deg"], table["altitude_m"]
        monthly = table["wind_m_s"][month - 1].astype(np.float64)
        source = str(table["source"])
    at = site.latitude / DEGREE
    profile = np.stack(
        [[np.interp(at, latitudes, monthly[:, j, c]) for j in range(len(altitudes))] for c in range(2)], axis=1
    )
    # To rest at the top of the table, where the upper table has no wind.
    fade = np.clip((120e3 - altitudes) / 20e3, 0.0, 1.0)
    east, north = (_smooth(altitudes, profile[:, c] * fade) for c in range(2))
    assumed = [Sentence("wind_climatology", month=MONTHS[month - 1], latitude=float(at), source=source)]
    modes = np.zeros((0, len(knots()), 2))
    if wind.dispersion:
        modes = dispersion_modes()
        assumed.append(Sentence("wind_dispersion"))
    return WindProfile(east, north, modes, tuple(assumed), source)


def _file(wind: Wind) -> WindProfile:
    """CSV with altitude_m, east_m_s and north_m_s; the last wind runs on to 100 km and fades above."""
    path = Path(wind.file or "")
    rows = read_columns(path, ("altitude_m", "east_m_s", "north_m_s"))
    if np.any(np.diff(rows[:, 0]) <= 0):
        raise InputError(str(path), "altitude_m", None, "altitudes that rise")
    fade = np.clip((120e3 - knots()) / 20e3, 0.0, 1.0)
    east, north = (np.interp(knots(), rows[:, 0], rows[:, c]) * fade for c in (1, 2))
    top = rows[-1, 0] / 1000
    modes = dispersion_modes() if wind.dispersion else np.zeros((0, len(knots()), 2))
    assumed = [Sentence("wind_file", file=path.name, top=float(top))]
    if wind.dispersion:
        assumed.append(Sentence("wind_file_dispersion"))
    return WindProfile(east, north, modes, tuple(assumed), path.name)


def dispersion_modes() -> Floats:
    """Independent modes of the wind's departure from its mean, shape (2 MODES, rows + 1, 2) [m/s].

    The sum of modes, each times a standard normal, has the assumed standard deviation at every altitude, and
    correlation exp(-s) between altitudes s correlation lengths apart; the largest eigenvectors are kept and
    scaled so that no variance is lost at any altitude.
    """
    z = knots()
    sigma = np.interp(z, _SIGMA_ALTITUDE, _SIGMA)
    length = np.interp(z, _LENGTH_ALTITUDE, _LENGTH)
    s = np.concatenate([[0.0], np.cumsum(np.diff(z) / (0.5 * (length[1:] + length[:-1])))])
    values, vectors = np.linalg.eigh(np.exp(-np.abs(s[:, None] - s[None, :])))
    shapes = vectors[:, ::-1][:, :MODES] * np.sqrt(values[::-1][:MODES])
    shapes *= np.sign(shapes[0])  # eigenvectors have no sign of their own: fixed for the same draws anywhere
    shapes *= (sigma / np.sqrt(np.sum(shapes**2, axis=1)))[:, None]
    modes = np.zeros((2 * MODES, len(z), 2))
    modes[:MODES, :, 0] = modes[MODES:, :, 1] = shapes.T
    return modes


def _smooth(altitudes: Floats, values: Floats) -> Floats:
    from scipy.interpolate import PchipInterpolator

    return np.asarray(PchipInterpolator(altitudes, values)(knots()))
