"""The cases that ``benchmarks/run.py`` times and checks, each under one name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Run = Callable[[], "Outcome"]

GROUPS = ("machine", "falls", "powered", "flights", "studies", "orbit", "starts")  # of cases that stand in one table


class Skip(Exception):
    """Raised by the ``prepare`` of a case that cannot run here; says why."""


@dataclass(frozen=True)
class Outcome:
    """What one run of a case did.

    units of work; evaluations of the right-hand side (0: not counted), flop: floating-point operations of one of them;
    impacts [n, 3] of the ``rows`` of the thousand breakups that it followed, ``zonal``: the highest harmonic they fell in;
    moved[n]: how far the higher harmonics moved impacts [m]; apogee above the pad [m]; seconds: where the case took its own
    time, since what surrounds it does not belong to it; processor_seconds: of that time, what the processor worked for it.
    """

    units: float
    evaluations: int = 0
    rows: NDArray[np.int64] | None = None
    impacts: Floats | None = None
    zonal: int = 2
    flop: float | None = None
    moved: Floats | None = None
    apogee: float | None = None
    seconds: float | None = None
    processor_seconds: float | None = None
    figures: dict[str, float] = field(default_factory=dict)  # others, by name
    outside: float | None = None  # processor seconds outside kernels


@dataclass(frozen=True)
class Case:
    """``prepare`` gets everything ready (compiled, loaded) and returns what is timed; given True, a small piece of it.

    threads: that it keeps busy; most: runs that are enough, for cases of many seconds.
    """

    name: str
    group: str
    unit: str
    what: str
    prepare: Callable[[bool], Run]
    threads: int = 1
    most: int = 1000


@dataclass
class Settings:
    """What the command line chooses for the cases that ask."""

    flights: int = 4096


SETTINGS = Settings()
CASES: dict[str, Case] = {}


def case(
    name: str, unit: str, what: str, *, group: str = "falls", threads: int = 1, most: int = 1000
) -> Callable[[Callable[[bool], Run]], Case]:
    """Puts a case into the registry; its function is the ``prepare`` of the case."""
    if group not in GROUPS:
        raise ValueError(f"no group of cases is named {group}")

    def add(prepare: Callable[[bool], Run]) -> Case:
        if name in CASES:
            raise ValueError(f"two cases are named {name}")
        CASES[name] = Case(name, group, unit, what, prepare, threads, most)
        return CASES[name]

    return add


def load_all() -> dict[str, Case]:
    """Every case, in the order of the tables."""
    from registry import machine, luncur_falls, others, luncur_flights, flights, rocketpy_flights, starts, unit  # noqa: F401, I001
    from registry import graphics, orbit_accesses  # noqa: F401

    return CASES
