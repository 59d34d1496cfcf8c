"""The fine coast: where it runs, whose each piece is, and how far away it lies.

The coast is cut into cells: a point on it with half of the line to either neighbour, so that every piece of coast belongs to
one cell and every cell to one key, a state or a feature whose state is not agreed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from luncur.earth.constants import ECCENTRICITY_SQUARED as _E2
from luncur.earth.constants import SEMI_MAJOR_AXIS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPACING = 1000.0  # [m] between neighbouring points of the shipped coast, at most
STEP = 1e-4  # [deg] grid of the shipped vertices


@dataclass(frozen=True)
class Key:
    """What a piece of coast counts as: a state (ISO 3166 code), or a feature of ``features.toml``."""

    state: str
    feature: str


@dataclass(frozen=True)
class Coast:
    """Points [n] in line order: ECEF [m], radians, whether a line goes on to the next, key and territory of each."""

    point: Floats
    latitude: Floats
    longitude: Floats
    onward: NDArray[np.bool_]
    key: NDArray[np.int16]
    territory: NDArray[np.int16]
    keys: tuple[Key, ...]
    territories: tuple[str, ...]
    # the points sorted by key, and where each key begins, for the nearest point of every key
    order: Ints
    begin: Ints

    def to_cells(self, place: Floats, cell: Ints) -> tuple[Floats, Floats]:
        """Chord [m] from places [n, 3] to cells [n] and the point of the cell that is nearest, ECEF [m]."""
        here = self.point[cell]
        best, foot = ((place - here) ** 2).sum(axis=-1), here.copy()
        last = len(self.point) - 1
        for other, joined in (
            (np.minimum(cell + 1, last), self.onward[cell]),
            (np.maximum(cell - 1, 0), (cell > 0) & self.onward[np.maximum(cell - 1, 0)]),
        ):
            along = np.where(joined[..., None], self.point[other] - here, 0.0)
            square = (along**2).sum(axis=-1)
            share = np.clip(((place - here) * along).sum(axis=-1) / np.where(square > 0, square, 1.0), 0.0, 0.5)
            there = here + share[..., None] * along
            gap = ((place - there) ** 2).sum(axis=-1)
            nearer = gap < best
            best = np.where(nearer, gap, best)
            foot = np.where(nearer[..., None], there, foot)
        return np.sqrt(best), foot


def to_ecef(latitude: Floats, longitude: Floats) -> Floats:
    """Points of the ellipsoid [rad] as ECEF [m], shape [..., 3]."""
    sin = np.sin(latitude)
    n = SEMI_MAJOR_AXIS / np.sqrt(1.0 - _E2 * sin * sin)
    flat = n * np.cos(latitude)
    out = np.empty((*np.shape(sin), 3))
    out[..., 0], out[..., 1], out[..., 2] = flat * np.cos(longitude), flat * np.sin(longitude), n * (1.0 - _E2) * sin
    return out


def to_angles(point: Floats) -> tuple[Floats, Floats]:
    """Latitude and longitude [rad] of points within metres of the ellipsoid."""
    latitude = np.arctan2(point[..., 2], (1.0 - _E2) * np.hypot(point[..., 0], point[..., 1]))
    return latitude, np.arctan2(point[..., 1], point[..., 0])


def arc_length(chord: Floats, one: Floats, other: Floats) -> Floats:
    """Geodesic length [m] of chords [m] between points near the ellipsoid, to 0.1 m up to 400 km, 0.1 % at any length.

    The arc of a circle whose radius is that of the ellipsoid halfway, in the direction of the chord.
    """
    latitude, longitude = to_angles(0.5 * (one + other))
    step = other - one
    north = np.stack(
        [-np.sin(latitude) * np.cos(longitude), -np.sin(latitude) * np.sin(longitude), np.cos(latitude)], axis=-1
    )
    along = (step * north).sum(axis=-1)
    share = np.clip(along * along / np.maximum(chord * chord, 1e-12), 0.0, 1.0)
    w = 1.0 - _E2 * np.sin(latitude) ** 2
    normal, meridian = SEMI_MAJOR_AXIS / np.sqrt(w), SEMI_MAJOR_AXIS * (1.0 - _E2) / w**1.5
    radius = 1.0 / (share / meridian + (1.0 - share) / normal)
    return 2.0 * radius * np.arcsin(np.clip(chord / (2.0 * radius), 0.0, 1.0))


@cache
def fine_coast() -> Coast:
    """The shipped coast; about 0.7 s and 250 MB, once a process."""
    with np.load(str(files("luncur") / "data/zones/coast.npz"), allow_pickle=False) as data:
        length = data["length"].astype(np.int64)
        z = data["step_low"].astype(np.int32) | (data["step_high"].astype(np.int32) << 8)
        origin, code = data["origin"], data["unit_code"]
        unit_start, unit_value = data["unit_start"].astype(np.int64), data["unit"].astype(np.int64)
    step = ((z >> 1) ^ -(z & 1)).T.astype(np.int64)
    first = np.concatenate([[0], np.cumsum(length)[:-1]])
    whole = np.cumsum(step, axis=0)
    whole += np.repeat(origin - whole[first], length, axis=0)
    unit = np.repeat(unit_value, np.diff(np.append(unit_start, len(whole)))) - 1
    onward = np.ones(len(whole), dtype=bool)
    onward[first + length - 1] = False
    latitude, longitude = np.radians(whole[:, 0] * STEP), np.radians(whole[:, 1] * STEP)

    keys: dict[Key, int] = {}
    territories: dict[str, int] = {}
    key_of, territory_of = [], []
    for territory, state, feature in code.tolist():
        key_of.append(keys.setdefault(Key("" if feature else state, feature), len(keys)))
        territory_of.append(territories.setdefault(territory, len(territories)))
    key = np.array(key_of, dtype=np.int16)[unit]
    order = np.argsort(key, kind="stable")
    begin = np.searchsorted(key[order], np.arange(len(keys)))
    longitude = np.mod(longitude + np.pi, 2 * np.pi) - np.pi
    return Coast(
        to_ecef(latitude, longitude), latitude, longitude, onward, key, np.array(territory_of, dtype=np.int16)[unit],
        tuple(keys), tuple(territories), order, begin,
    )  # fmt: skip
