"""Luncur's own powered flights: guided launches to orbit, and turns after failures."""

from __future__ import annotations

import time

from registry import SETTINGS, Outcome, Run, case
from registry.powered import BLOCK, apart, draws, failures, peak_memory, to_orbit, turned

COMPARED = 128  # flights held against the strict preset


def _ascent(threads: int, small: bool) -> Run:
    drawn = draws(64 if small else BLOCK, 1)
    some = (drawn[0][:COMPARED], drawn[1][:COMPARED], drawn[2][:COMPARED])
    figures = apart(to_orbit(some), to_orbit(some, "strict"))

    def run() -> Outcome:
        flown = to_orbit(drawn, threads=threads)
        return Outcome(len(drawn[0]), int(flown.evaluations.sum()), figures=figures)

    run()
    return run


case("ascent", "flights", "guided to orbit, weather ready, one thread", group="powered")(
    lambda small: _ascent(1, small)
)
case("ascent-threads", "flights", "guided to orbit, weather ready, two threads", group="powered", threads=2)(
    lambda small: _ascent(2, small)
)


@case(
    "ascent-dispersed", "flights", "guided to orbit with draws and weather (--flights of them), two threads",
    group="powered", threads=2, most=3,
)  # fmt: skip
def dispersed(small: bool) -> Run:
    to_orbit(draws(2, 0), threads=2)

    def run() -> Outcome:
        """Blocks of ``BLOCK`` flights, so that memory does not grow with their number."""
        total, used, flying, failed = 64 if small else SETTINGS.flights, 0, 0.0, 0
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


@case("turns", "turns", "malfunction turns flown to their end, one thread", group="powered")
def wrong(small: bool) -> Run:
    drawn = draws(64 if small else BLOCK, 2)
    failed, turn = failures(drawn, 3)
    figures = apart(turned(drawn, failed, turn), turned(drawn, failed, turn, "strict"))
    before = int(failed.evaluations.sum())

    def run() -> Outcome:
        return Outcome(len(drawn[0]), int(turned(drawn, failed, turn).evaluations.sum()) - before, figures=figures)

    return run
