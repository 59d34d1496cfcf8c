"""Speed and accuracy of the same cases in one run.

python benchmarks/run.py [--case NAME ...] [--json] [--repeats 15] [--every 20] [--flights 4096]

Prints the tables of ``docs/performance.md``.  Cases take turns, so that a busy spell of the machine meets all of them; the
time of a case is the best of its repeats, and beside it stands how much longer the middle one was.  Accuracy is the
distance of impact points from DOP853 at 1e-12.  A case that cannot run here says why.
Flights to orbit and turns are held against the preset strict; a hundred thousand of them:
``python benchmarks/run.py --case ascent-dispersed --flights 100000 --repeats 1``.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from registry import SETTINGS, Case, Outcome, Run, Skip, load_all
from registry.problem import falls, some_rows
from registry.results import Row, Truth, add_shares, ratios, record, skipped, tables

from luncur.campaign.provenance import processor

Found = dict[str, tuple[list[float], Outcome]]


def ready(cases: list[Case], small: bool = False) -> tuple[list[tuple[Case, Run]], dict[str, str]]:
    """Every case that can run here with what is to be timed, and why the others cannot."""
    out, reasons = [], {}
    for case in cases:
        try:
            out.append((case, case.prepare(small)))
        except Skip as why:
            reasons[case.name] = str(why)
    return out, reasons


def timed(cases: list[tuple[Case, Run]], repeats: int) -> Found:
    """Seconds of every repeat and the last outcome of each case, by turns."""
    found: Found = {}
    for turn in range(repeats):
        for case, run in cases:
            if turn >= case.most:
                continue
            start = time.perf_counter()
            outcome = run()
            seconds = time.perf_counter() - start
            earlier = found.get(case.name, ([], outcome))[0]
            found[case.name] = ([*earlier, seconds if outcome.seconds is None else outcome.seconds], outcome)
    return found


def truth(found: Found, every: int) -> Truth:
    """Tight integrations of every n-th of the thousand, and of those that a case followed alone."""
    wanted: set[tuple[int, int]] = set()
    for _, outcome in found.values():
        if outcome.rows is not None:
            rows = some_rows(every) if len(outcome.rows) == 1000 else outcome.rows
            wanted |= {(int(i), outcome.zonal) for i in rows}
    state, inverse_beta = falls().breakups()
    return {(i, zonal): falls().reference(state[i], inverse_beta[i], zonal)[0] for i, zonal in sorted(wanted)}


def results(cases: list[Case], repeats: int, every: int) -> dict[str, Any]:
    prepared, reasons = ready(cases)
    found = timed(prepared, repeats)
    exact = truth(found, every)
    rows: list[Row] = [
        skipped(case, reasons[case.name]) if case.name in reasons else record(case, *found[case.name], exact)
        for case in cases
    ]
    add_shares(rows)
    return {
        "schema": "luncur-benchmark/2",
        "processor": processor(),
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in ("numba", "llvmlite", "numpy", "scipy", "rocketpy", "brahe")},
        "repeats": repeats,
        "cases": rows,
        "ratios": ratios(rows),
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def show(result: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {v}" for name, v in result["versions"].items() if v)
    spreads = [row["spread"] for row in result["cases"] if row.get("repeats", 0) > 2]
    noise = f"; middle run longer than the best by {np.median(spreads):.0%} (median over cases)" if spreads else ""
    where = f"**Where**: {result['processor']}; Python {result['python']}, {versions}; one thread where none are named; best of {result['repeats']}, fewer where a table says so{noise}."
    return f"{tables(result['cases'], result['ratios'])}\n\n{where}"


def main() -> None:
    cases = load_all()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", action="append", choices=list(cases), help="only this one; may be given again")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument(
        "--every", type=int, default=20, help="every n-th of the thousand falls is held against the tight integration"
    )
    parser.add_argument("--flights", type=int, default=SETTINGS.flights, help="of the case ascent-dispersed")
    options = parser.parse_args()
    if options.flights < 1:
        parser.error("--flights: 1 or more")
    SETTINGS.flights = options.flights
    result = results([cases[name] for name in options.case or cases], options.repeats, options.every)
    print(json.dumps(result, indent=1) if options.json else show(result))


if __name__ == "__main__":
    main()
