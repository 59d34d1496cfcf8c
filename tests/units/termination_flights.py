"""Random flights for properties of the decision: what healthy and faulty sources measure, and limits about the nominal flight."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from termination_cases import nominal, table

from luncur.termination import FlightSafetySystem, RuleTable
from luncur.termination import columns as c

Floats = NDArray[np.float64]
START, CYCLES, STEP = 100.0, 150, 0.1  # of the ascent: 15 s, in which the vacuum impact point moves 150 km
SIGMA = np.array([5.0] * 3 + [0.05] * 3)  # of a healthy source [m], [m/s]
TIMES = START + STEP * np.arange(CYCLES)
LINE = {"name": "line", "kind": "impact-limit", "action": "engine-shutdown", "area": "corridor", "persistence": 3}
LOSS = {"name": "loss", "kind": "data-loss", "action": "engine-shutdown", "loss": [[0, 3]]}


@dataclass(frozen=True)
class Told:
    """What one source says in each cycle: states[n, 6] [m], [m/s] and its own flag[n]; nan for a cycle in which it says nothing."""

    states: Floats
    valid: NDArray[np.bool_]


@cache
def truth() -> Floats:
    """Nominal states [n, 6] at ``TIMES``."""
    compiled = table(LOSS)
    return np.array([nominal(compiled, t) for t in TIMES])


def circle(radius: float, name: str = "corridor", shift: tuple[float, float] = (0.0, 0.0)) -> dict[str, Any]:
    """An area of 16 corners about the middle of the impact point's way; radius, shift (north, east) [km]."""
    centre = np.array([54.27 + shift[0] / 111.2, 127.3 + shift[1] / 65.0])
    turn = np.arange(16) * math.tau / 16
    corners = centre + radius / np.array([111.2, 65.0]) * np.column_stack([np.cos(turn), np.sin(turn)])
    return {"name": name, "points": [[f"{a!r} deg", f"{b!r} deg"] for a, b in corners.tolist()]}


def band(width: float) -> dict[str, Any]:
    """A limit of so many metres to both sides of the nominal altitude."""
    from luncur.earth.ellipsoid_kernel import geodetic_from_ecef

    at = range(0, CYCLES, 10)
    rows = [(float(TIMES[i]), geodetic_from_ecef(*truth()[i, :3])[2]) for i in at]
    altitude = [[t, z - width, z + width] for t, z in rows]
    return {
        "name": "band",
        "kind": "altitude-limit",
        "action": "engine-shutdown",
        "altitude": altitude,
        "persistence": 3,
    }


def healthy(rng: np.random.Generator, states: Floats, silences: bool = False) -> Told:
    """A source with its noise; with ``silences`` it says nothing in one to three spells of up to 4 s."""
    out = states + SIGMA * rng.standard_normal((CYCLES, 6))
    for _ in range(int(rng.integers(1, 4)) if silences else 0):
        first = int(rng.integers(5, CYCLES))
        out[first : first + int(rng.integers(1, 40))] = np.nan
    return Told(out, np.ones(CYCLES, dtype=bool))


def faulty(rng: np.random.Generator, states: Floats) -> Told:
    """A source that has one of ten faults of a random size, from a random moment on."""
    told, n = healthy(rng, states), int(rng.integers(0, 90))
    after, since = np.arange(CYCLES) >= n, np.maximum(np.arange(CYCLES) - n, 0) * STEP
    aim = rng.standard_normal((2, 3))
    aim /= np.linalg.norm(aim, axis=1)[:, None]
    size = (
        np.repeat(10.0 ** rng.uniform([2.0, 0.0], [5.5, 3.5]), 3)
        * aim.ravel()
        * np.repeat(rng.integers(0, 2, 2) | [0, 1], 3)
    )
    out, valid = told.states.copy(), told.valid.copy()
    kind = int(rng.integers(10))
    if kind == 0:  # a step
        out[after] += size
    elif kind == 1:  # growing, its velocity true to its position
        out[:, :3] += since[:, None] * size[3:]
        out[after, 3:] += size[3:]
    elif kind == 2:  # growing slowly in the velocity alone
        out[:, 3:] += since[:, None] * size[3:] * 0.03
    elif kind == 3:  # noise
        out[after] += np.abs(size) * rng.standard_normal((int(after.sum()), 6))
    elif kind == 4:  # frozen
        out[after] = out[n]
    elif kind == 5:  # silent
        out[after] = np.nan
    elif kind == 6:  # now and then
        out[after & (rng.random(CYCLES) < 0.3)] += size
    elif kind == 7:  # wrong unit or sign
        out[after] *= rng.choice([1 / 0.3048, 0.3048, -1.0, 1.001, 0.999])
    elif kind == 8:  # says that it is not valid, and is wrong
        out[after] += size
        valid &= ~after | (rng.random(CYCLES) < 0.5)
    else:  # late, with a time that says it is not
        late = int(rng.integers(1, 60))
        out[after] = out[np.maximum(np.arange(CYCLES) - late, 0)][after]
    return Told(out, valid)


def astray(rng: np.random.Generator) -> Floats:
    """States [n, 6] of a flight that is pushed aside by up to 300 m/s2 from a random moment on."""
    since = np.maximum(TIMES - rng.uniform(START, START + 10.0), 0.0)[:, None]
    aim = rng.standard_normal(3)
    push = aim / np.linalg.norm(aim) * 10.0 ** rng.uniform(0.5, 2.5)
    return truth() + np.concatenate([0.5 * push * since**2, push * since], axis=1)


def end_of(compiled: RuleTable, sources: list[Told], body_rate: Floats | None = None) -> float:
    """When an action is commanded [s]; inf: never."""
    system = FlightSafetySystem(compiled)
    rows = [[tuple(row) for row in told.states.tolist()] for told in sources]
    for i, now in enumerate(TIMES.tolist()):
        for k, told in enumerate(sources):
            if not math.isnan(rows[k][i][0]):
                system.take(k, now, rows[k][i], bool(told.valid[i]), now)
        decision = system.cycle(now, body_rate=math.nan if body_rate is None else float(body_rate[i]))
        if decision.code == c.ORDERED:
            return now
    return math.inf
