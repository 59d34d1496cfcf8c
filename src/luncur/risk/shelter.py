"""Ground area in which a piece that falls on a building harms the people in it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.mission.units import UNITS

Floats = NDArray[np.float64]

ROOFS = ("light-metal", "wood", "composite", "concrete")  # groups A to D of the handbook
PSF = UNITS["ballistic coefficient"]["psf"]  # [kg/m2]
ROUNDING = 1.0 + 1e-12  # a weight on a knot is on it, whatever the units it came in


def table(name: str) -> dict[str, Any]:
    """One file of digitised curves of the folder ``data/harm``, in the units of its source."""
    return tomllib.loads((files("luncur") / "data" / "harm" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def handbook_curves(roof: str) -> tuple[tuple[float, Floats], ...]:
    """Curves of one roof: ballistic coefficient [kg/m2] from which each holds, and its knots of (mass [kg], area [m2])."""
    tree = table("roofs")["handbook"]
    size = np.array([UNITS["mass"][tree["weight_unit"]], UNITS["area"][tree["area_unit"]]])
    return tuple(
        (low * PSF, np.array(tree[roof][f"{low:g}"]) * size) for low in tree["from_psf"] if f"{low:g}" in tree[roof]
    )


def handbook_roof(roof: str, mass: ArrayLike, beta: ArrayLike) -> Floats:
    """Casualty area [m2] of an inert piece for people under a roof: "light-metal", "wood", "composite" or "concrete".

    mass [kg]; beta, subsonic ballistic coefficient m/(Cd A) [kg/m2]; any shapes that broadcast.  Log-log between the
    knots; 0 below the first, where nothing gets through, and below the lowest ballistic coefficient of the roof (3 psf,
    concrete 10 psf); the last area beyond the last knot, the last curve above 100 psf.  Not a number in, not a number out.
    Raises KeyError for another roof.  Source: FAA Flight Safety Analysis Handbook v1.0 (2011), p. 116, digitised; which
    figure is wood and which composite is the digitiser's reading.
    """
    m, b = np.broadcast_arrays(np.asarray(mass, dtype=np.float64), np.asarray(beta, dtype=np.float64))
    out = np.where(np.isnan(m) | np.isnan(b), np.nan, 0.0)
    curves = handbook_curves(roof)
    upper = (*(low for low, _ in curves[1:]), np.inf)
    for (low, knots), high in zip(curves, upper, strict=True):
        here = (b * ROUNDING >= low) & ~(b * ROUNDING >= high) & (m * ROUNDING >= knots[0, 0])
        out[here] = np.exp(np.interp(np.log(m[here]), *np.log(knots.T)))
    return out


@cache
def larson_curve(roof: str) -> tuple[float, Floats]:
    """Threshold [kg] of one roof, and its knots of (mass [kg], area [m2])."""
    tree = table("roofs")["larson"][roof]
    return float(tree["threshold"]), np.array(tree["curve"])


def larson_roof(roof: str, mass: ArrayLike, beta: ArrayLike = np.inf) -> Floats:
    """Casualty area [m2] as ``handbook_roof``, by another model: one curve a roof, at terminal speed.

    mass [kg]; beta is not used.  Also knows "tile" and "steel".  0 below the roof's threshold, the first area from there to
    the first knot, linear between knots, the last area beyond.  Raises KeyError for another roof.
    Source: E. Larson, large-region sheltering models (2005), digitised.
    """
    m, _ = np.broadcast_arrays(np.asarray(mass, dtype=np.float64), np.asarray(beta, dtype=np.float64))
    threshold, knots = larson_curve(roof)
    return np.where(m * ROUNDING < threshold, 0.0, np.interp(m, *knots.T))


ROOF_MODELS = {"handbook": handbook_roof, "larson": larson_roof}


@cache
def heaviest(model: str, roof: str) -> float:
    """Mass [kg] at which the farthest curve of a roof ends; above it the areas are those of lighter pieces."""
    curves = [knots for _, knots in handbook_curves(roof)] if model == "handbook" else [larson_curve(roof)[1]]
    return float(max(knots[-1, 0] for knots in curves))
