"""Blast of an explosion on the ground: pressure by distance, distance by pressure, TNT yield of propellants."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
PSI = 6.894757293168  # [kPa]

# Kingery-Bulmash, hemispherical surface burst of TNT, metric: (Z from, Z to [m/kg^(1/3)], coefficients of ln Z).
# Source: Swisdak, Simplified Kingery Airblast Calculations, 26th DoD Explosives Safety Seminar (1994).
_CURVES: dict[str, tuple[tuple[float, float, tuple[float, ...]], ...]] = {
    "incident pressure": (
        (0.2, 2.9, (7.2106, -2.1069, -0.3229, 0.1117, 0.0685)),
        (2.9, 23.8, (7.5938, -3.0523, 0.40977, 0.0261, -0.01267)),
        (23.8, 198.5, (6.0536, -1.4066)),
    ),
    "incident impulse": (
        (0.2, 0.96, (5.522, 1.117, 0.6, -0.292, -0.087)),
        (0.96, 2.38, (5.465, -0.308, -1.464, 1.362, -0.432)),
        (2.38, 33.7, (5.2749, -0.4677, -0.2499, 0.0588, -0.00554)),
        (33.7, 158.7, (5.9825, -1.062)),
    ),
    "reflected pressure": (
        (0.06, 2.0, (9.006, -2.6893, -0.6295, 0.1011, 0.29255, 0.13505, 0.019736)),
        (2.0, 40.0, (8.8396, -1.733, -2.64, 2.293, -0.8232, 0.14247, -0.0099)),
    ),
    "reflected impulse": ((0.06, 40.0, (6.7853, -1.3466, 0.101, -0.01123)),),
    "arrival time": (
        (0.06, 1.5, (-0.7604, 1.8058, 0.1257, -0.0437, -0.0310, -0.00669)),
        (1.5, 40.0, (-0.7137, 1.5732, 0.5561, -0.4213, 0.1054, -0.00929)),
    ),
    "duration": (
        (0.2, 1.02, (0.5426, 3.2299, -1.5931, -5.9667, -4.0815, -0.9149)),
        (1.02, 2.8, (0.5440, 2.7082, -9.7354, 14.3425, -9.7791, 2.8535)),
        (2.8, 40.0, (-2.4608, 7.1639, -5.6215, 2.2711, -0.44994, 0.03486)),
    ),
}


def kingery_bulmash(quantity: str, scaled_distance: ArrayLike) -> Floats:
    """Blast of one kilogram of TNT on the ground at a scaled distance [m/kg^(1/3)]; nan outside the fit.

    quantity: "incident pressure" or "reflected pressure" [kPa]; "incident impulse" or "reflected impulse"
    [kPa ms/kg^(1/3)]; "arrival time" or "duration" [ms/kg^(1/3)].
    """
    z = np.asarray(scaled_distance, dtype=np.float64)
    out = np.full(z.shape, np.nan)
    for low, high, coefficients in _CURVES[quantity]:
        inside = (z >= low) & (z <= high) & np.isnan(out)
        x = np.log(np.where(inside, z, 1.0))
        out = np.where(inside, np.exp(np.polynomial.polynomial.polyval(x, coefficients)), out)
    return out


def scaled_distance_of(pressure: float) -> float:
    """Scaled distance [m/kg^(1/3)] at which the incident pressure falls to ``pressure`` [kPa].

    Raises ValueError for a pressure that the fit does not reach (about 0.25 kPa to 17 MPa).
    """
    from scipy.optimize import brentq

    weakest, strongest = kingery_bulmash("incident pressure", [198.0, 0.2])
    if not weakest <= pressure <= strongest:
        raise ValueError(f"needs a pressure from {weakest:.3g} to {strongest:.3g} kPa")

    def excess(x: float) -> float:
        return float(np.log(kingery_bulmash("incident pressure", np.exp(x)))) - math.log(pressure)

    return float(np.exp(brentq(excess, math.log(0.2), math.log(198.0), xtol=1e-12)))


def radius_of(pressure: float, tnt: float) -> float:
    """Distance [m] at which ``tnt`` [kg] on the ground gives an incident pressure [kPa]."""
    return scaled_distance_of(pressure) * tnt ** (1 / 3)


def kinney_graham(scaled_distance: ArrayLike, ambient: float = 101.325) -> Floats:
    """Incident pressure [kPa] of TNT in free air at a scaled distance [m/kg^(1/3)]; ambient pressure [kPa].

    A spherical burst: at 1 to 20 m/kg^(1/3) some 0.67 to 0.75 of the burst on the ground, so it is here to compare.
    Source: Kinney and Graham, Explosive Shocks in Air (1985).
    """
    z = np.asarray(scaled_distance, dtype=np.float64)
    below = np.sqrt(1 + (z / 0.048) ** 2) * np.sqrt(1 + (z / 0.32) ** 2) * np.sqrt(1 + (z / 1.35) ** 2)
    return np.asarray(ambient * 808.0 * (1 + (z / 4.5) ** 2) / below)


# Share of the propellant that acts as TNT, by impact speed [ft/s]. Source: digitised from the FAA Flight Safety
# Analysis Handbook v1.0 (2011). Water has no curve there; the soft surface is used for it.
_FT = 0.3048
LIQUID_YIELD: dict[str, dict[str, tuple[tuple[float, float], ...]]] = {
    "LOX/LH2": {
        "soft": ((0, 0.17), (82.75, 0.17), (528.85, 1.52), (800, 1.52)),
        "hard": ((0, 0.17), (82.75, 0.17), (738.7, 1.524), (800, 1.524)),
    },
    "LOX/RP-1": {"soft": ((0, 0.0), (767.4, 1.024), (800, 1.024)), "hard": ((0, 0.00397), (165.7, 0.2248), (800, 0.2248))},
    "hypergolic": {
        "soft": ((0, 0.0278), (195.9, 0.4396), (296.2, 0.5563), (495.7, 0.6109), (800, 0.6233)),
        "hard": (
            (1.43, 0.0238), (40.7, 0.0562), (85.8, 0.0886), (130.9, 0.1131), (183.3, 0.1417), (248.9, 0.1705),
            (318.7, 0.2033), (391.5, 0.2321), (493.5, 0.2654), (569.2, 0.2745), (652.3, 0.2876), (796.5, 0.3017),
        ),
    },
}  # fmt: skip
SOLID_SURFACE = {"steel": 1.00, "concrete": 1.41, "soft": 1.81, "water": 2.92}


def liquid_yield(propellant: str, speed: ArrayLike, surface: str = "soft") -> Floats:
    """TNT share of liquid propellant that hits the ground at a speed [m/s]; held beyond the curve's ends."""
    knots = np.array(LIQUID_YIELD[propellant][surface])
    return np.interp(np.asarray(speed, dtype=np.float64) / _FT, knots[:, 0], knots[:, 1])


def solid_yield(mass: ArrayLike, speed: ArrayLike, surface: str = "soft") -> Floats:
    """TNT share of a solid motor of ``mass`` [kg] of propellant that hits at a speed [m/s].

    Source: FAA Flight Safety Analysis Handbook v1.0 (2011): 1.28 / (1 + 192000/W^0.156 (S/v)^1.55), W [lb], v [ft/s].
    """
    w = np.maximum(np.asarray(mass, dtype=np.float64) / 0.45359237, 1e-6)
    v = np.maximum(np.asarray(speed, dtype=np.float64) / _FT, 1e-6)
    return 1.28 / (1 + 192000 / w**0.156 * (SOLID_SURFACE[surface] / v) ** 1.55)
