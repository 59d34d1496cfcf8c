"""Wind over the pad: mean profile, and how whole profiles differ from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import DEGREE
from luncur.earth.grid_wind import read_grid
from luncur.earth.sounding import Sounding, read_sounding
from luncur.earth.splines import hermite, monotone_slopes
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
    members: Floats | None = None  # of an ensemble, each a whole profile (m, rows + 1, 2); the mean is east, north


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
    return from_files(wind, site, when)


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


def from_files(wind: Wind, site: Site, when: datetime) -> WindProfile:
    """A profile, a grid or an ensemble of the user; the last wind runs on to 100 km and fades above."""
    names = wind.files or (wind.file or "",)
    found = [one for name in names for one in _soundings(wind, Path(name), site, when)]
    shown = Path(names[0]).name if len(names) == 1 else f"{len(names)} files ({Path(names[0]).name}, ...)"
    members = np.stack([_at_knots(one) for one in found])
    top = min(one.altitude[-1] for one in found) / 1000
    assumed = [Sentence("wind_file", file=shown, top=float(top)), *found[0].assumed]
    if wind.model == "ensemble":
        if len(found) < 2:
            raise InputError(names[0], "members", len(found), "at least two members, in one file or several")
        assumed.append(Sentence("wind_members", members=len(found)))
        mean = members.mean(axis=0)
        none = np.zeros((0, len(knots()), 2))
        return WindProfile(mean[:, 0], mean[:, 1], none, tuple(assumed), shown, members)
    if len(found) > 1:
        raise InputError(names[0], "members", len(found), "one member, or weather.wind.model = 'ensemble'")
    modes = dispersion_modes() if wind.dispersion else np.zeros((0, len(knots()), 2))
    if wind.dispersion:
        assumed.append(Sentence("wind_file_dispersion"))
    return WindProfile(members[0, :, 0], members[0, :, 1], modes, tuple(assumed), shown)


def _soundings(wind: Wind, path: Path, site: Site, when: datetime) -> tuple[Sounding, ...]:
    """The profiles of one file: NetCDF for a grid, a table for a profile, either for a member of an ensemble."""
    netcdf = path.suffix.lower() in (".nc", ".nc4", ".h5", ".cdf")
    if wind.model == "grid" or (wind.model == "ensemble" and netcdf):
        return read_grid(path, site, when)
    return (read_sounding(path),)


def _at_knots(one: Sounding) -> Floats:
    fade = np.clip((120e3 - knots()) / 20e3, 0.0, 1.0)
    return np.stack([np.interp(knots(), one.altitude, c) * fade for c in (one.east, one.north)], axis=1)


def dispersion_modes() -> Floats:
    """Independent modes of the wind's departure from its mean, shape (2 MODES, rows + 1, 2) [m/s].

    The sum of modes, each times a standard normal, has the assumed standard deviation at every altitude, and
    correlation exp(-s) between altitudes s correlation lengths apart; the largest eigenvectors are kept and
    scaled so that no variance is lost at any altitude.

    Such a correlation is that of a Markov process, whose inverse has entries on and beside the diagonal only
    (Rue and Held, Gaussian Markov Random Fields, 2005, section 1.2): its smallest eigenvalues belong to the same vectors.
    Unlike a full matrix it needs no BLAS, whose last bits, and with them every launch, vary with the number of processors.
    """
    from scipy.linalg import eigh_tridiagonal

    z = knots()
    sigma = np.interp(z, _SIGMA_ALTITUDE, _SIGMA)
    length = np.interp(z, _LENGTH_ALTITUDE, _LENGTH)
    step = np.diff(z) / (0.5 * (length[1:] + length[:-1]))
    beside = -0.5 / np.sinh(step)
    lost = 1.0 / np.expm1(2.0 * step)  # what each neighbour adds to the diagonal
    diagonal = 1.0 + np.concatenate([lost, [0.0]]) + np.concatenate([[0.0], lost])
    values, vectors = eigh_tridiagonal(diagonal, beside, select="i", select_range=(0, MODES - 1))
    shapes = vectors / np.sqrt(values)
    shapes *= np.sign(shapes[0])  # eigenvectors have no sign of their own: fixed for the same draws anywhere
    shapes *= (sigma / np.sqrt(np.sum(shapes**2, axis=1)))[:, None]
    modes = np.zeros((2 * MODES, len(z), 2))
    modes[:MODES, :, 0] = modes[MODES:, :, 1] = shapes.T
    return modes


def _smooth(altitudes: Floats, values: Floats) -> Floats:
    return hermite(altitudes, values, monotone_slopes(altitudes, values), knots())[0]
