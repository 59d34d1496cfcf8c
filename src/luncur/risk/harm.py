"""Effective casualty area of every impact, for people outdoors and indoors together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from luncur.risk.blast import PSI, scaled_distance_of
from luncur.risk.blast_shelter import blast_indoors
from luncur.risk.bounce import OUTDOORS
from luncur.risk.casualty_area import ENERGY_THRESHOLD
from luncur.risk.shelter import ROOF_MODELS, ROOFS, heaviest

Floats = NDArray[np.float64]

CLASSES = ("open", *ROOFS)  # where people are, in the order of a shelter mix


@dataclass(frozen=True)
class Struck:
    """Pieces as they come down, one row each.

    area: projected [m2]; mass [kg]; speed [m/s]; angle of the path below the horizontal [rad]; beta: subsonic ballistic
    coefficient [kg/m2]; tnt: what acts of the propellant aboard [kg of TNT].
    """

    area: Floats
    mass: Floats
    speed: Floats
    angle: Floats
    beta: Floats
    tnt: Floats


@dataclass(frozen=True)
class Harm:
    """area[m]: casualties per person and m2 of ground [m2]; reach[m]: radius of the largest area behind it [m].

    outdoor_area[m]: in which a person outdoors is a casualty, whether or not anybody is outdoors [m2]; explosive[m]: whether more
    than half of the area is from classes of people in which the blast's is the larger one.
    """

    area: Floats
    reach: Floats
    outdoor_area: Floats
    explosive: NDArray[np.bool_]


def harm(struck: Struck, mix: Floats, outdoors: str = "bounce-slide", roofs: str = "handbook") -> Harm:
    """Effective casualty area of pieces among people of whom a share mix[m, classes] (or one for all) is in each of
    ``CLASSES``.

    In each class the larger of the blast's and the piece's own area counts: they share a centre.  The effective area is
    the mean over the mix; the density of people is to be averaged over the reach, the largest disc of a class in which
    there is anybody.  A piece that neither hurts outdoors nor gets through a roof has area 0; one that is not known to come
    down (speed not a number) has none.
    outdoors: a key of ``OUTDOORS``; roofs: of ``ROOF_MODELS``.  Raises KeyError for others.
    """
    areas = _areas(struck, outdoors, roofs)
    shown = np.where(mix > 0, areas, 0.0)
    total = np.sum(mix * shown, axis=1)
    explosive = np.zeros(len(total), dtype=bool)
    fuelled = np.flatnonzero(struck.tnt > 0)
    if len(fuelled):
        alone = _areas(_without_tnt(struck, fuelled), outdoors, roofs)
        by_blast = np.where(shown[fuelled] > alone, np.broadcast_to(mix, shown.shape)[fuelled] * shown[fuelled], 0.0)
        explosive[fuelled] = np.sum(by_blast, axis=1) > 0.5 * total[fuelled]
    return Harm(total, np.sqrt(np.max(shown, axis=1) / math.pi), areas[:, 0], explosive)


def _areas(struck: Struck, outdoors: str, roofs: str) -> Floats:
    """Casualty area [m, classes] for people in each of ``CLASSES`` [m2]."""
    return np.stack([outdoor_area(struck, outdoors), *(indoor_area(struck, roof, roofs) for roof in ROOFS)], axis=1)


def _without_tnt(struck: Struck, rows: NDArray[np.int64]) -> Struck:
    """Some of the pieces, as if nothing in them exploded."""
    kept = {name: np.asarray(getattr(struck, name))[rows] for name in Struck.__dataclass_fields__}
    return Struck(**{**kept, "tnt": np.zeros(len(rows))})


def outdoor_area(struck: Struck, rule: str = "bounce-slide") -> Floats:
    """Casualty area [m2] for people outdoors: everybody within 1 psi, and from 11 ft-lb on whom the piece sweeps.

    Source: 14 CFR 417.107 (energy); FAA Flight Safety Analysis Handbook v1.0 (2011) (1 psi).
    """
    blast = math.pi * (_one_psi() * np.cbrt(struck.tnt)) ** 2
    swept = OUTDOORS[rule](struck.area, struck.mass, struck.speed, struck.angle)
    hurts = 0.5 * struck.mass * struck.speed**2 >= ENERGY_THRESHOLD
    return np.where(np.isnan(struck.speed), np.nan, np.maximum(blast, np.where(hurts, swept, 0.0)))


def indoor_area(struck: Struck, roof: str, model: str = "handbook") -> Floats:
    """Casualty area [m2] for people under one kind of roof.

    Heavier pieces than any curve knows harm at least those under their own outline: the handbook's end near 5 t, and a
    stage is larger than the area they end with.
    """
    inert = ROOF_MODELS[model](roof, struck.mass, struck.beta)
    inert = np.where(struck.mass > heaviest(model, roof), np.maximum(inert, struck.area), inert)
    return np.where(np.isnan(struck.speed), np.nan, np.maximum(blast_indoors(roof, struck.tnt), inert))


@cache
def _one_psi() -> float:
    """Scaled distance of 1 psi [m/kg^(1/3)]."""
    return scaled_distance_of(PSI)
