"""Whether a point is on land, and whose land it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from luncur.places.zones.coast import Floats, Ints, Key, fine_coast

_BINS = 36000  # strips of longitude
_FEW = 8  # points that are looked at one by one
_PAIRS = 4_000_000  # of a point and a segment looked at at once
_TURN = 2 * np.pi


@dataclass(frozen=True)
class Strips:
    """Segments of the coast sorted by the strips of longitude that they touch, to be crossed by meridians."""

    segment: Ints
    begin: Ints
    first: Floats  # latitude of the segment's ends [rad]; the first lies west of the second
    last: Floats
    west: Floats
    east: Floats


@cache
def _strips() -> Strips:
    c = fine_coast()
    first = np.flatnonzero(c.onward)
    dlon = np.mod(c.longitude[first + 1] - c.longitude[first] + np.pi, _TURN) - np.pi
    first, dlon = first[dlon != 0], dlon[dlon != 0]
    eastward = dlon > 0
    a, b = np.where(eastward, first, first + 1), np.where(eastward, first + 1, first)
    west, width = c.longitude[a] + np.pi, np.abs(dlon)
    low = np.floor(west / _TURN * _BINS).astype(np.int64)
    count = np.floor((west + width) / _TURN * _BINS).astype(np.int64) - low + 1
    number = np.repeat(np.arange(len(first)), count)
    strip = np.mod(low[number] + np.arange(len(number)) - np.repeat(np.cumsum(count) - count, count), _BINS)
    order = np.argsort(strip, kind="stable")
    begin = np.searchsorted(strip[order], np.arange(_BINS + 1))
    return Strips(number[order], begin, c.latitude[a], c.latitude[b], west, c.longitude[b] + np.pi)


def on_land(latitude: Floats, longitude: Floats) -> NDArray[np.bool_]:
    """Whether points [n], [rad], lie on land: lakes and the Caspian count as land, ice shelves too.

    The coast that the meridian crosses between the point and the North Pole, which lies at sea, is counted: odd is land.
    """
    turned = np.mod(longitude + np.pi, _TURN)
    if len(latitude) <= _FEW:
        return np.array([_one_on_land(a, b) for a, b in zip(latitude, turned, strict=True)], dtype=bool)
    s = _strips()
    out = np.zeros(len(latitude), dtype=bool)
    strip = np.minimum((turned / _TURN * _BINS).astype(np.int64), _BINS - 1)
    count = s.begin[strip + 1] - s.begin[strip]
    step = np.cumsum(count) // _PAIRS
    for part in np.split(np.arange(len(latitude)), np.flatnonzero(np.diff(step)) + 1):
        many = count[part]
        point = np.repeat(part, many)
        at = s.begin[strip[point]] + np.arange(len(point)) - np.repeat(np.cumsum(many) - many, many)
        here = s.segment[at]
        crossed = _crossed(turned[point], s.west[here], s.east[here])
        point, here = point[crossed], here[crossed]
        height = _height(turned[point], s.west[here], s.east[here], s.first[here], s.last[here])
        out |= np.bincount(point[height > latitude[point]], minlength=len(out)) % 2 == 1
    return out


def _one_on_land(latitude: float, turned: float) -> bool:
    """The same for one point, by all segments: quicker than sorting them into strips."""
    c = fine_coast()
    first = np.flatnonzero(c.onward[:-1] & (np.abs(np.mod(c.longitude[:-1] + np.pi - turned + 0.1, _TURN) - 0.1) < 0.1))
    dlon = np.mod(c.longitude[first + 1] - c.longitude[first] + np.pi, _TURN) - np.pi
    first, dlon = first[dlon != 0], dlon[dlon != 0]
    a, b = np.where(dlon > 0, first, first + 1), np.where(dlon > 0, first + 1, first)
    west, east = c.longitude[a] + np.pi, c.longitude[b] + np.pi
    at = _crossed(np.float64(turned), west, east)
    height = _height(np.float64(turned), west[at], east[at], c.latitude[a[at]], c.latitude[b[at]])
    return bool((height > latitude).sum() % 2 == 1)


def _crossed(turned: Floats | np.float64, west: Floats, east: Floats) -> Ints:
    """Segments that a meridian crosses: their ends as they are, one in and one out, so that at a vertex it crosses once."""
    after, before = turned >= west, turned < east
    return np.flatnonzero(np.where(west <= east, after & before, after | before))


def _height(turned: Floats | np.float64, west: Floats, east: Floats, first: Floats, last: Floats) -> Floats:
    """Latitude [rad] at which a meridian crosses segments."""
    share = np.mod(turned - west, _TURN) / np.mod(east - west, _TURN)
    return first + np.clip(share, 0.0, 1.0) * (last - first)


@dataclass(frozen=True)
class Lands:
    """Runs of cells of one minute of arc that belong to one key; -1 where nobody's land is drawn."""

    start: Ints
    key: Ints
    keys: tuple[Key, ...]
    territory: tuple[str, ...]
    unit: Ints


@cache
def _lands() -> Lands:
    folder = files("luncur") / "data/zones"
    with np.load(str(folder / "land.npz"), allow_pickle=False) as data:
        start, unit = np.cumsum(data["start_step"].astype(np.int64)), data["unit"].astype(np.int64)
    with np.load(str(folder / "coast.npz"), allow_pickle=False) as data:
        codes = data["unit_code"].tolist()
    keys = tuple(Key("" if feature else state, feature) for _, state, feature in codes)
    return Lands(start, unit - 1, keys, tuple(c[0] for c in codes), unit)


def land_keys(latitude: Floats, longitude: Floats, nearest: list[Key]) -> list[Key]:
    """Whose land points [n], [rad], that are on land lie on; where none is drawn, the given key of the nearest coast.

    Natural Earth's borders on cells of one minute of arc: good to some 2 km beside a land border.
    """
    lands = _lands()
    row = np.clip(((np.pi / 2 - latitude) / np.pi * 10800).astype(np.int64), 0, 10799)
    column = np.minimum((np.mod(longitude + np.pi, _TURN) / _TURN * 21600).astype(np.int64), 21599)
    run = np.searchsorted(lands.start, row * 21600 + column, side="right") - 1
    return [lands.keys[u] if u >= 0 else other for u, other in zip(lands.key[run].tolist(), nearest, strict=True)]
