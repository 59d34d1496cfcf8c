"""Speed and accuracy of the same cases in one run.

python benchmarks/run.py [--case NAME ...] [--json] [--repeats 15] [--every 20] [--flights 4096]

Cases take turns, so that a busy spell of the machine meets all of them; the time of a case is the best of its repeats, and
``spread`` says how much longer the middle one was.  Accuracy is the distance of impact points from DOP853 at 1e-12;
of flights and turns, the distance of final states from the strict preset.  A hundred thousand flights to orbit:
``python benchmarks/run.py --case ascent-dispersed --flights 100000 --repeats 1``.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from importlib.metadata import version
from typing import Any

import numpy as np
from registry import SETTINGS, Case, Outcome, load_all
from registry.problem import falls, some_rows

from luncur.campaign.provenance import processor


def timed(cases: list[Case], repeats: int) -> dict[str, tuple[list[float], Outcome]]:
    """Seconds of every repeat and the last outcome of each case, by turns."""
    ready = [(case, case.prepare()) for case in cases]
    found: dict[str, tuple[list[float], Outcome]] = {}
    for _ in range(repeats):
        for case, run in ready:
            start = time.perf_counter()
            outcome = run()
            seconds = time.perf_counter() - start
            found[case.name] = ([*found.get(case.name, ([], outcome))[0], seconds], outcome)
    return found


def truth(rows: np.ndarray) -> dict[int, np.ndarray]:
    state, inverse_beta = falls().breakups()
    return {int(i): falls().reference(state[i], inverse_beta[i], 2)[0] for i in rows}


def record(case: Case, seconds: list[float], outcome: Outcome, exact: dict[int, np.ndarray]) -> dict[str, Any]:
    """One row of the table."""
    best = min(seconds)
    row: dict[str, Any] = {
        "case": case.name, "what": case.what, "unit": case.unit, "per_second": outcome.units / best,
        "spread": float(np.median(seconds)) / best - 1.0, "repeats": len(seconds),
    }  # fmt: skip
    if outcome.evaluations:
        row["evaluations_per_fall"] = outcome.evaluations / outcome.units
        row["ns_per_evaluation"] = 1e9 * best / outcome.evaluations
    if outcome.rows is not None and outcome.impacts is not None:
        pairs = [(p, exact[int(i)]) for i, p in zip(outcome.rows, outcome.impacts, strict=True) if int(i) in exact]
        if pairs:
            error = np.array([np.linalg.norm(p - q) for p, q in pairs])
            row["error_m"] = dict(
                zip(("median", "p95", "max"), np.quantile(error, (0.5, 0.95, 1.0)).tolist(), strict=True)
            )
            row["compared"] = len(pairs)
    if outcome.figures:
        row["figures"] = outcome.figures
    return row


def table(result: dict[str, Any]) -> str:
    lines = [
        "| case | per second | middle run longer by | evaluations each | ns each | error median / p95 / largest [m] (falls) |",
        "|---|---|---|---|---|---|",
    ]
    for row in result["cases"]:
        error = row.get("error_m")
        shown = f"{error['median']:.3g} / {error['p95']:.3g} / {error['max']:.3g} ({row['compared']})" if error else ""
        used = (
            f"{row['evaluations_per_fall']:.0f} | {row['ns_per_evaluation']:,.0f}"
            if "ns_per_evaluation" in row
            else " | "
        )
        lines.append(
            f"| {row['case']} | {row['per_second']:,.4g} {row['unit']} | {row['spread']:.0%} | {used} | {shown} |"
        )
    for row in result["cases"]:
        if "figures" in row:
            figures = ", ".join(f"{name} {value:.4g}" for name, value in row["figures"].items())
            lines.append(f"\n{row['case']}: {figures}")
    for name, ratio in result["ratios"].items():
        lines.append(f"\n{name}: {ratio:,.3g}")
    return "\n".join(lines)


def ratios(rows: list[dict[str, Any]]) -> dict[str, float]:
    """How much faster, for pairs of cases that were both run."""
    rate = {row["case"]: row["per_second"] for row in rows}
    pairs = (
        ("lanes-standard", "scalar-standard"), ("lanes-fast", "scalar-fast"), ("lanes-standard", "scipy-compiled"),
        ("lanes-standard", "scipy"), ("ascent-threads", "ascent"),
    )  # fmt: skip
    return {f"{a} / {b}": rate[a] / rate[b] for a, b in pairs if a in rate and b in rate}


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
    chosen = [cases[name] for name in options.case or cases]
    found = timed(chosen, options.repeats)
    wanted = {int(i) for i in some_rows(options.every)}
    for _, outcome in found.values():
        if outcome.rows is not None and len(outcome.rows) < 1000:
            wanted |= set(outcome.rows.tolist())
    exact = truth(np.array(sorted(wanted))) if any(o.impacts is not None for _, o in found.values()) else {}
    rows = [record(case, *found[case.name], exact) for case in chosen]
    result = {
        "schema": "luncur-benchmark/1",
        "processor": processor(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("numba", "llvmlite", "numpy", "scipy")},
        "threads": 1,
        "cases": rows,
        "ratios": ratios(rows),
    }
    if options.json:
        print(json.dumps(result, indent=1))
    else:
        print(
            f"{result['processor']}; Python {result['python']}; {result['versions']}; one thread unless the case says two; best of {options.repeats}"
        )
        print(table(result))


if __name__ == "__main__":
    main()
