"""Whose land a point lies on, or in which waters, as names for tables."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.places.whose_kernel import whose_many

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@cache
def _countries() -> tuple[NDArray[np.uint16], tuple[str, ...], tuple[str, ...]]:
    with np.load(str(files("luncur") / "data/places/countries.npz"), allow_pickle=False) as data:
        owner, names, indonesian = data["owner"], data["name"], data["name_id"]
    english = tuple(str(n) for n in names)
    return owner, english, tuple(str(i) or e for i, e in zip(indonesian, english, strict=True))


@cache
def _waters() -> tuple[tuple[dict[str, str], tuple[float, float, float, float]], ...]:
    tree = tomllib.loads((files("luncur") / "data/places/waters.toml").read_text(encoding="utf-8"))
    return tuple((w["name"], tuple(w["box"])) for w in tree["water"])


def place_names(lang: str = "en") -> tuple[str, ...]:
    """Names in the order of the numbers that ``whose`` gives: countries, then waters, then "unnamed waters"."""
    _, english, indonesian = _countries()
    waters = tuple(name[lang] for name, _ in _waters())
    last = {"en": "unnamed waters", "id": "perairan tanpa nama"}[lang]
    return (*(indonesian if lang == "id" else english), *waters, last)


def country_count() -> int:
    """How many of ``place_names`` are countries."""
    return len(_countries()[1])


def whose(latitude: Floats, longitude: Floats) -> Ints:
    """Number into ``place_names`` of points [rad], any shape; points that are not finite are -1.

    Land by cells of 0.1 deg (Natural Earth, de facto borders: a drawing, not a statement on any claim); a cell with a piece
    of coast counts as land.  Waters by simplified boxes, good to a few degrees.
    """
    out = np.empty(np.size(latitude), dtype=np.int64)
    lat, lon = (np.ascontiguousarray(x, dtype=np.float64).reshape(-1) for x in (latitude, longitude))
    compiled(whose_many)(*owners(), lat, lon, out)
    return out.reshape(np.shape(latitude))


@cache
def owners() -> tuple[NDArray[np.uint16], Floats, int]:
    """What ``whose_kernel`` wants to know: grid of countries, boxes of waters [deg], number of countries."""
    boxes = np.array([box for _, box in _waters()], dtype=np.float64)
    return np.ascontiguousarray(_countries()[0]), boxes, country_count()
