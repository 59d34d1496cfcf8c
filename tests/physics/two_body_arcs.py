"""Arcs of a body about a point mass until they meet the ellipsoid, by power series in time; for tests.

Every state takes steps of its own, short enough for the series to end at the precision of a double.  The series is good
everywhere within its step, so that the moment of contact is found on it to the last digits.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ORDER = 24
SHARE = 0.2  # of sqrt(r^3 / mu): the series converges to some 0.7 of it in a straight fall, farther elsewhere
LOOKS = 16  # for a crossing within a step


def series(position: Floats, velocity: Floats) -> Floats:
    """Coefficients [ORDER + 1, 3, n] of position over time, for a gravitational parameter of 1."""
    n = position.shape[1]
    x = np.zeros((ORDER + 1, 3, n))
    x[0], x[1] = position, velocity
    square, cube = np.zeros((ORDER + 1, n)), np.zeros((ORDER + 1, n))  # r^2 and r^-3
    for k in range(ORDER - 1):
        square[k] = np.einsum("jcn,jcn->n", x[: k + 1], x[k::-1])
        if k == 0:
            cube[0] = square[0] ** -1.5
        else:
            j = np.arange(k)[:, None]
            cube[k] = ((-1.5 * (k - j) - j) * square[k:0:-1] * cube[:k]).sum(axis=0) / (k * square[0])
        x[k + 2] = -np.einsum("jn,jcn->cn", cube[: k + 1], x[k::-1]) / ((k + 1) * (k + 2))
    return x


def at(x: Floats, t: Floats) -> tuple[Floats, Floats]:
    """Position and velocity [3, n] of a series at times [n] since its start."""
    p, v = np.zeros(x.shape[1:]), np.zeros(x.shape[1:])
    for k in range(ORDER, 0, -1):
        p = p * t + x[k]
        v = v * t + k * x[k]
    return p * t + x[0], v


def arcs_to_ellipsoid(
    position: Floats, velocity: Floats, mu: float, axes: tuple[float, float]
) -> tuple[Floats, Floats, Floats]:
    """Time [s], position and velocity [n, 3] in axes that do not turn, where arcs first go into the ellipsoid; nan: not in a revolution.

    position, velocity: [n, 3] [m], [m/s], above the ellipsoid and slower than escape; axes: equatorial and polar radius [m].
    """
    length, second = axes[0], math.sqrt(axes[0] ** 3 / mu)
    p, v = position.T / length, velocity.T * second / length
    flat = (axes[1] / axes[0]) ** 2

    def above(q: Floats) -> Floats:
        return q[0] ** 2 + q[1] ** 2 + q[2] ** 2 / flat - 1.0

    revolution = 2.0 * math.pi * (2.0 / np.sqrt((p**2).sum(axis=0)) - (v**2).sum(axis=0)) ** -1.5
    time = np.full(p.shape[1], np.nan)
    there, speed = np.full(p.shape, np.nan), np.full(p.shape, np.nan)
    gone, flying = np.zeros(p.shape[1]), np.arange(p.shape[1])
    while flying.size:
        step = SHARE * (p**2).sum(axis=0) ** 0.75
        x = series(p, v)
        low, high = np.zeros(flying.size), np.full(flying.size, np.nan)
        for i in range(1, LOOKS + 1):
            t = step * (i / LOOKS)
            inside = above(at(x, t)[0]) < 0.0
            high = np.where(inside & np.isnan(high), t, high)
            low = np.where(np.isnan(high), t, low)
        met = ~np.isnan(high)
        if met.any():
            time[flying[met]], there[:, flying[met]], speed[:, flying[met]] = _contact(
                x[:, :, met], low[met], high[met], above
            )
            time[flying[met]] += gone[met]
        p, v = at(x, step)
        gone = gone + step
        on = ~met & (gone < revolution[flying])
        p, v, gone, flying = p[:, on], v[:, on], gone[on], flying[on]
    return time * second, there.T * length, speed.T * length / second


def _contact(x: Floats, low: Floats, high: Floats, above) -> tuple[Floats, Floats, Floats]:  # type: ignore[no-untyped-def]
    for _ in range(60):
        middle = 0.5 * (low + high)
        inside = above(at(x, middle)[0]) < 0.0
        low, high = np.where(inside, low, middle), np.where(inside, middle, high)
    return (low, *at(x, low))
