"""Luncur's own powered flights: guided launches to orbit, and turns after failures."""

from __future__ import annotations

import time
from collections.abc import Callable

from registry import SETTINGS, Outcome, case
from registry.powered import BLOCK, apart, draws, failures, peak_memory, to_orbit, turned

COMPARED = 128  # flights held against the strict preset


def _ascent(threads: int) -> Callable[[], Outcome]:
    drawn = draws(BLOCK, 1)
    some = (drawn[0][:COMPARED], drawn[1][:COMPARED], drawn[2][:COMPARED])
    figures = apart(to_orbit(some), to_orbit(some, "strict"))

    def run() -> Outcome:
        flown = to_orbit(drawn, threads=threads)
        return Outcome(BLOCK, int(flown.evaluations.sum()), figures=figures)

    run()
    return run


case("ascent", "flights", "guided to orbit, weather ready, one thread")(lambda: _ascent(1))
case("ascent-threads", "flights", "the same, two threads")(lambda: _ascent(2))


@case("ascent-dispersed", "flights", "the same with draws and weather (--flights of them), two threads")
def dispersed() -> Callable[[], Outcome]:
    to_orbit(draws(2, 0), threads=2)

    def run() -> Outcome:
        """Blocks of ``BLOCK`` flights, so that memory does not grow with their number."""
        total, used, flying, failed = SETTINGS.flights, 0, 0.0, 0
        for first in range(0, total, BLOCK):
            drawn = draws(min(BLOCK, total - first), 1000 + first)
            start = time.perf_counter()
            flown = to_orbit(drawn, threads=2)
            flying += time.perf_counter() - start
            used += int(flown.evaluations.sum())
            failed += int((flown.status != 0).sum())
        figures = {
            "flying_alone_per_second": total / flying,
            "short_of_orbit": float(failed),
            "peak_MiB": peak_memory(),
        }
        return Outcome(total, used, figures=figures)

    return run


@case("turns", "turns", "malfunction turns flown to their end, one thread")
def wrong() -> Callable[[], Outcome]:
    drawn = draws(BLOCK, 2)
    failed, turn = failures(drawn, 3)
    figures = apart(turned(drawn, failed, turn), turned(drawn, failed, turn, "strict"))
    before = int(failed.evaluations.sum())

    def run() -> Outcome:
        return Outcome(BLOCK, int(turned(drawn, failed, turn).evaluations.sum()) - before, figures=figures)

    return run
