"""The cases that ``benchmarks/run.py`` times and checks, each under one name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outcome:
    """What one run of a case did: units of work; evaluations of the right-hand side (0: not counted); impact points
    [n, 3] of the rows of the thousand breakups that it followed; other figures by name."""

    units: float
    evaluations: int = 0
    rows: NDArray[np.int64] | None = None
    impacts: Floats | None = None
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """``prepare`` gets everything ready (compiled, loaded) and returns what is timed."""

    name: str
    unit: str
    what: str
    prepare: Callable[[], Callable[[], Outcome]]


@dataclass
class Settings:
    """What the command line chooses for the cases that ask."""

    flights: int = 4096


SETTINGS = Settings()
CASES: dict[str, Case] = {}


def case(name: str, unit: str, what: str) -> Callable[[Callable[[], Callable[[], Outcome]]], Case]:
    """Puts a case into the registry; its function is the ``prepare`` of the case."""

    def add(prepare: Callable[[], Callable[[], Outcome]]) -> Case:
        if name in CASES:
            raise ValueError(f"two cases are named {name}")
        CASES[name] = Case(name, unit, what, prepare)
        return CASES[name]

    return add


def load_all() -> dict[str, Case]:
    """Every case, in the order of the table."""
    from registry import luncur_falls, luncur_flights, machine, others  # noqa: F401

    return CASES
