"""Accesses of a constellation to points on the ground, by luncur and by brahe: the problem of ``benchmarks/orbit/accesses.py``."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from registry import Outcome, Run, Skip, case

FILE = Path(__file__).parents[1] / "orbit" / "accesses.py"
PART = 10, 20  # satellites and points that brahe is given


@cache
def problem() -> ModuleType:
    spec = importlib.util.spec_from_file_location("orbit_accesses_problem", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _outcome(pairs: int, work: Callable[[], Any], figures: Callable[[Any], dict[str, float]]) -> Outcome:
    clock, processor = time.perf_counter(), time.process_time()
    found = work()
    wall, own = time.perf_counter() - clock, time.process_time() - processor
    return Outcome(
        pairs, seconds=wall, processor_seconds=own, figures={"accesses": float(len(found)), **figures(found)}
    )


def _ours(satellites: int, count: int, hours: float, threads: int) -> Run:
    p = problem()
    p.ours(2, p.spread(20), 1.0, 1)  # compiles
    places = p.spread(count)

    def run() -> Outcome:
        return _outcome(
            satellites * count,
            lambda: p.ours(satellites, places, hours, threads),
            lambda _: {"peak_memory_mb": p.peak_megabytes()},
        )

    return run


@case("coverage", "pairs", "accesses of 1,000 satellites to 10,000 points in a day", group="orbit", threads=2, most=1)
def coverage(small: bool) -> Run:
    return _ours(20, 200, 2.0, 2) if small else _ours(1000, 10_000, 24.0, 2)


@case("coverage-part", "pairs", "the same, 10 satellites and 20 points, one thread", group="orbit", most=3)
def coverage_part(small: bool) -> Run:
    return _ours(2, 5, 2.0, 1) if small else _ours(*PART, 24.0, 1)


@case("coverage-brahe", "pairs", "the same part by brahe, one thread", group="orbit", most=1)
def coverage_brahe(small: bool) -> Run:
    if importlib.util.find_spec("brahe") is None:
        raise Skip("needs brahe, which is not installed: pip install brahe")
    p = problem()
    satellites, count, hours = (2, 5, 2.0) if small else (*PART, 24.0)
    places = p.spread(count)
    found = p.ours(satellites, places, hours, 1)

    def run() -> Outcome:
        return _outcome(
            satellites * count, lambda: p.theirs(satellites, places, hours), lambda other: p.agreement(found, other)
        )

    return run
