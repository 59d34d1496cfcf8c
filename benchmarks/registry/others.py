"""The same falls by scipy: as a user writes them, and with our compiled right-hand side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline, PchipInterpolator

from luncur.compiler import compiled
from luncur.debris import Ground
from luncur.debris.drag_curves import curve_table
from luncur.debris.motion_kernel import falling
from luncur.earth.constants import EARTH_RATE, J2, MU, SEMI_MAJOR_AXIS
from luncur.earth.ellipsoid_kernel import altitude_of, geodetic_from_ecef
from luncur.earth.tables import knots
from registry import Outcome, Run, case
from registry.problem import falls, some_rows

RateOf = Callable[[float, np.ndarray], Any]


def _solved(rate: RateOf, state: np.ndarray, height: Callable[..., float]) -> tuple[np.ndarray, int]:
    """Impact point and evaluations by DOP853 at 1e-8, the ground found by an event."""

    def touch(_: float, y: np.ndarray) -> float:
        return float(height(y[0], y[1], y[2]))

    touch.terminal, touch.direction = True, -1.0  # type: ignore[attr-defined]
    out = solve_ivp(rate, (0, 2e4), state, "DOP853", events=touch, rtol=1e-8, atol=1e-6, first_step=1e-3)
    return out.y_events[0][0][:3], int(out.nfev)


def _all(rows: np.ndarray, rate_of: Callable[[int], RateOf], height: Callable[..., float]) -> Run:
    state, _ = falls().breakups()

    def run() -> Outcome:
        found = [_solved(rate_of(i), state[i], height) for i in rows]
        return Outcome(len(rows), sum(f[1] for f in found), rows, np.array([f[0] for f in found]))

    return run


@case("scipy-compiled", "falls", "scipy `solve_ivp`, DOP853 at 1e-8, our compiled right-hand side", most=3)
def scipy_compiled(small: bool) -> Run:
    _, inverse_beta = falls().breakups()
    table, upper = falls().air_and_wind()
    drag, ground, right_side = curve_table(falls().DRAG), Ground().array(2), compiled(falling)

    def rate_of(i: int) -> RateOf:
        def rate(_: float, y: np.ndarray) -> Any:
            ax, ay, az, _drag = right_side(*y, inverse_beta[i], drag, table[0], upper, 1.0, ground)
            return [y[3], y[4], y[5], ax, ay, az]

        return rate

    right_side(*falls().breakups()[0][0], inverse_beta[0], drag, table[0], upper, 1.0, ground)
    return _all(some_rows(1000 if small else 20), rate_of, compiled(altitude_of))


@case("scipy", "falls", "scipy `solve_ivp`, DOP853 at 1e-8, right-hand side in numpy, as a user writes it", most=1)
def scipy_plain(small: bool) -> Run:
    _, inverse_beta = falls().breakups()
    table, upper = falls().air_and_wind()
    z = knots()
    air = CubicSpline(z[:-1], table[0, :, :4])  # density, 1/sound speed, wind east and north where the cells begin
    thin = np.exp(upper[:, 0])
    high = z[-1] + 5e3 * np.arange(len(thin))
    curve = PchipInterpolator(*np.array(falls().DRAG).T)

    def rate_of(i: int) -> RateOf:
        def rate(_: float, y: np.ndarray) -> np.ndarray:
            x, v = y[:3], y[3:]
            r = np.linalg.norm(x)
            flat = 1.5 * J2 * (SEMI_MAJOR_AXIS / r) ** 2
            s2 = 5 * (x[2] / r) ** 2
            a = -MU / r**3 * x * (1 + flat * (np.array([1.0, 1.0, 3.0]) - s2))
            spin = np.array([0, 0, EARTH_RATE])
            a = a - 2 * np.cross(spin, v) - np.cross(spin, np.cross(spin, x))
            lat, lon, h = geodetic_from_ecef(*x)
            density, slowness, east, north = air(min(max(h, 0.0), z[-2]))
            if h > z[-1]:
                density, east, north = np.interp(h, high, thin, right=0.0), 0.0, 0.0
            e = np.array([-np.sin(lon), np.cos(lon), 0])
            n = np.array([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
            u = v - east * e - north * n
            speed = np.linalg.norm(u)
            cd = curve(min(speed * slowness, 30.0))
            return np.concatenate([v, a - 0.5 * density * speed * cd * inverse_beta[i] * u])

        return rate

    return _all(some_rows(1000 if small else 40), rate_of, altitude_of)
