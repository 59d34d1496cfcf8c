"""The Earth's gravity field EGM2008 to degree and order 70, cut to what is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled
from luncur.errors import InputError
from luncur.orbit.motion.gravity_field_kernel import field_gravitation_many

Floats = NDArray[np.float64]

HIGHEST = 70


@dataclass(frozen=True, slots=True)
class GravityField:
    """Normalised coefficients to a degree and order, as the kernel wants them.

    mu [m3/s2] and radius [m] belong to the coefficients; terms (k, 4): see ``field_gravitation``.
    """

    degree: int
    order: int
    mu: float
    radius: float
    terms: Floats

    def gravitation(self, position: Floats) -> Floats:
        """Gravitation [m/s2] at Earth-fixed positions (n, 3) [m]."""
        out = np.empty((len(position), 3))
        where = np.ascontiguousarray(position, dtype=np.float64)
        compiled(field_gravitation_many)(where, self.terms, self.degree, self.order, self.mu, self.radius, out)
        return out


def gravity_field(degree: int, order: int) -> GravityField:
    """EGM2008 cut to ``degree`` and ``order``, tide-free as published; degree 0 is a point mass.

    Raises InputError for a degree above 70 and an order above the degree.
    Source: Pavlis et al., J. Geophys. Res. 117, B04406 (2012); made by ``tools/build_gravity.py``.
    """
    if not 0 <= degree <= HIGHEST:
        raise InputError("orbit", "degree", degree, f"a degree of the gravity field from 0 to {HIGHEST}")
    if not 0 <= order <= degree:
        raise InputError("orbit", "order", order, f"an order of the gravity field from 0 to its degree, {degree}")
    return harmonics(_egm2008(), degree, order)


def harmonics(coefficients: dict[str, Floats], degree: int, order: int) -> GravityField:
    """A field from fully normalised coefficients ``cosine`` and ``sine``, listed by order and then degree.

    coefficients: those two, and the numbers ``degree`` (to which they go), ``mu`` and ``radius``.
    """
    full = int(coefficients["degree"])
    n, m = (np.concatenate(rows) for rows in zip(*[_column(full, k) for k in range(full + 1)], strict=True))
    wanted = (n <= degree) & (m <= order)
    a, b = _recursion(n[wanted], m[wanted])
    terms = np.column_stack([a, b, coefficients["cosine"][wanted], coefficients["sine"][wanted]])
    return GravityField(degree, order, float(coefficients["mu"]), float(coefficients["radius"]), terms)


@cache
def _egm2008() -> dict[str, Floats]:
    with (files("luncur") / "data/gravity/egm2008_70.npz").open("rb") as stream, np.load(stream) as table:
        return {name: table[name] for name in table.files}


def _column(full: int, order: int) -> tuple[Floats, Floats]:
    degrees = np.arange(order, full + 1, dtype=np.float64)
    return degrees, np.full_like(degrees, order)


def _recursion(n: Floats, m: Floats) -> tuple[Floats, Floats]:
    """Factors of the normalised recursion in the degree, and, where degree and order are equal, the polynomial itself.

    Source: Holmes and Featherstone, J. Geodesy 76, 279 (2002), equations 11 and 12, without the cosines.
    """
    sectoral = n == m
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.sqrt((2 * n - 1) * (2 * n + 1) / ((n - m) * (n + m)))
        b = np.sqrt((2 * n + 1) * (n + m - 1) * (n - m - 1) / ((n - m) * (n + m) * (2 * n - 3)))
    first = np.ones(int(m.max()) + 1)
    for k in range(1, len(first)):
        first[k] = first[k - 1] * np.sqrt((2 * k + 1) / (2 * k) * (2 if k == 1 else 1))
    a[sectoral] = first[m[sectoral].astype(int)]
    b[sectoral] = 0.0
    b[n == m + 1] = 0.0
    return a, b
