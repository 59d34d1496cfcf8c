"""The flights of the kernels, as arrays: what ``batch.py``, ``nominal.py`` and ``malfunction.py`` give them and make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luncur.compiler import compiled, is_compiling, shared
from luncur.flight.ascent_kernel import fly_many
from luncur.flight.ascent_state_kernel import FLIGHT
from luncur.flight.plan import AscentPlan

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

POOL = 48  # flights on their way at once: enough to fill queues of eight, few enough to stay in the cache


@dataclass(frozen=True)
class FlownRows:
    """What ``fly_together`` writes of n launches.

    worked[n, 5, nb]: propellant per copy, attached, burning, ignition time, flow at the end; event_time[n, ne]; drops[n, nb, 8], states
    inertial; end[n, 10]: time, inertial state, direction of the thrust; status, phase, evaluations[n]; record[n, r, 12 + nb] and
    how many of its rows are written.
    """

    worked: Floats
    event_time: Floats
    drops: Floats
    end: Floats
    status: Ints
    phase: Ints
    evaluations: Ints
    record: Floats
    rows: Ints


def fly_rows(
    plan: AscentPlan, body: Floats, vehicle: Floats, tables: Floats, density_factor: Floats, stop: Floats, halt: Ints,
    times: Floats, threads: int = 1,
) -> FlownRows:  # fmt: skip
    """Flies n launches with the factors of ``AscentPlan.factors``; times[n, r]: when rows are wanted; others as of ``fly_batch``.

    tables[n, rows, 16] lies in one piece.  Plain Python, which knows no vectors, flies them one after another.
    """
    n, nb, ne = len(stop), len(plan.body_names), len(plan.event_names)
    status, phase, evaluations, rows = np.zeros((4, n), dtype=np.int64)
    out = FlownRows(
        np.zeros((n, 5, nb)), np.full((n, ne), np.nan), np.full((n, nb, 8), np.nan), np.zeros((n, 10)), status, phase,
        evaluations, np.zeros((n, times.shape[1], 12 + nb)), rows,
    )  # fmt: skip

    def some(part: slice) -> None:
        flights = (
            plan.arrays, body[part], vehicle[part], tables[part], plan.weather.upper, density_factor[part],
            plan.weather.pressure[None], stop[part], halt[part], out.worked[part], out.event_time[part], out.drops[part],
            times[part], out.record[part], out.rows[part], out.end[part], out.status[part], out.phase[part],
            out.evaluations[part],
        )  # fmt: skip
        if not is_compiling():
            fly_many(*flights, np.zeros(FLIGHT))
            return
        from luncur.flight.ascent_lanes_kernel import fly_together
        from luncur.flight.guidance_lanes_kernel import guidance_queue

        compiled(fly_together)(*flights, lane_drags(plan.arrays[9]), *pool(FLIGHT), guidance_queue())  # type: ignore[no-untyped-call]

    shared(some, n, threads)
    return out


def lane_drags(drag: NDArray[Any]) -> Floats:
    """Drag tables [regimes, 2, rows] one after another, each with its first and last number twice, for steps of eight."""
    return np.pad(drag.reshape(-1, drag.shape[-1]), ((0, 0), (1, 1)), mode="edge")


def pool(columns: int) -> tuple[Any, ...]:
    """What ``fly_together`` and ``fly_wrong_together`` work in, where a flight keeps so many numbers from step to step."""
    from luncur.flight.steps_lanes_kernel import queues

    return np.zeros((POOL, columns)), *np.zeros((2, POOL), dtype=np.int64), queues()  # type: ignore[no-untyped-call]
