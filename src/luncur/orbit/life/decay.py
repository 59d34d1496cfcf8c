"""Lives of given orbits in a given air, under a given Sun."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from luncur.compiler import compiled, shared
from luncur.errors import InputError
from luncur.orbit.life.air import UpperAir
from luncur.orbit.life.decay_kernel import (
    DECAYED,
    END_OF_SPAN,
    END_OF_SUN,
    NO_ORBIT,
    NOT_FINITE,
    TOO_MANY_STEPS,
    decay_many,
)
from luncur.orbit.life.mean_orbit import MeanOrbits
from luncur.orbit.life.solar import MONTH, SolarCourse

Floats = NDArray[np.float64]
TOLERANCE = 5.0  # local error in the semi-major axis, and in its product with the eccentricity [m]

STATUS = {
    DECAYED: "came down: mean height below 120 km, or lowest height below 100 km",
    END_OF_SPAN: "still in orbit at the end of the wanted time",
    END_OF_SUN: "still in orbit where the record of the Sun ends",
    NO_ORBIT: "no orbit: at the start already as low as where a life ends",
    TOO_MANY_STEPS: "took more steps than are allowed",
    NOT_FINITE: "the elements stopped being finite numbers",
}


@dataclass(frozen=True)
class Decay:
    """Ends of lives, each of shape (n,): time [s] and revolutions until then; mean semi-major axis [m] and eccentricity there;
    lowest height above the ellipsoid [m]; status (``STATUS``).
    """

    seconds: Floats
    revolutions: Floats
    semi_major_axis: Floats
    eccentricity: Floats
    lowest_height: Floats
    status: NDArray[np.int64]


def decay(
    orbits: MeanOrbits,
    inverse_beta: ArrayLike,
    sun: SolarCourse,
    air: UpperAir,
    span: float,
    *,
    row: NDArray[np.int64] | None = None,
    tolerance: float = TOLERANCE,
    threads: int = 1,
) -> Decay:
    """Follow mean orbits under drag alone, from time zero to their end or for ``span`` [s].

    inverse_beta: Cd A / m [m2/kg], number or (n,), already times the factor by which the density differs from the air's; row[n]:
    which future of ``sun`` counts (default: the first for all).  Size, shape and perigee are followed; the inclination stays.
    Raises InputError for a drag that is not above 0.
    """
    n = len(orbits)
    drag = np.array(np.broadcast_to(inverse_beta, (n,)), dtype=np.float64, order="C")
    if not np.all((drag > 0) & np.isfinite(drag)):
        raise InputError("orbit life", "Cd A / m", float(drag[~(drag > 0)][0]), "a finite number above 0 [m2/kg]")
    flux, storm = air.rows(sun.f107, sun.ap)
    rows = np.zeros(n, dtype=np.int64) if row is None else row
    orbit, status, out = orbits.array(), np.empty(n, dtype=np.int64), np.empty((n, 6))
    run = compiled(decay_many)

    def work(part: slice) -> None:
        run(
            orbit[part], drag[part], rows[part], sun.months, flux, storm, sun.offset, MONTH, sun.ends, span, tolerance,
            air.table, status[part], out[part],
        )  # fmt: skip

    shared(work, n, threads)
    t, turns, a, e, _, low = (np.ascontiguousarray(c) for c in out.T)
    return Decay(t, turns, a, e, low, status)
