"""Rows of results from what cases did, and the tables made of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from registry import Case, Floats, Outcome

Row = dict[str, Any]
Truth = dict[tuple[int, int], Floats]  # impact of a row of the thousand, gravitation to a harmonic

RATIOS = (
    ("lanes-standard", "scalar-standard", "lanes against one body at a time, `standard`"),
    ("lanes-fast", "scalar-fast", "lanes against one body at a time, `fast`"),
    ("lanes-standard-2-threads", "lanes-standard", "two threads against one, lanes, `standard`"),
    ("lanes-standard", "lanes-standard-j4", "J2 alone against J2 to J4, lanes, `standard`"),
    ("lanes-standard", "scipy-compiled", "lanes, `standard`, against scipy with our right-hand side, per core"),
    ("lanes-standard", "scipy", "lanes, `standard`, against scipy as a user writes it, per core"),
    ("cuda-standard", "lanes-standard", "graphics processor against lanes on one thread, `standard`"),
    ("cuda-fast", "lanes-fast", "graphics processor against lanes on one thread, `fast`"),
    ("flight-apogee", "rocketpy-apogee", "the same rocket to its highest point, luncur against RocketPy, per core"),
    ("flight", "rocketpy", "the same rocket to the ground, luncur against RocketPy, per core"),
    ("flight-dispersed", "rocketpy-dispersed", "the same rocket dispersed, luncur against RocketPy's class, per core"),
    ("ascent-threads", "ascent", "two threads against one, guided flights to orbit"),
    ("coverage-part", "coverage-brahe", "accesses on the same part of the work, luncur against brahe, per core"),
    ("coverage", "coverage-brahe", "accesses of two threads on the whole work against brahe on a part, for each satellite and point"),
    ("lanes-standard", "rocketpy", "a fall of the thousand against a flight of RocketPy (not the same trajectory), per core"),
)  # fmt: skip


def spread(values: Floats) -> dict[str, float]:
    return dict(zip(("median", "p95", "p99", "max"), np.quantile(values, (0.5, 0.95, 0.99, 1.0)).tolist(), strict=True))


def record(case: Case, seconds: list[float], outcome: Outcome, exact: Truth) -> Row:
    """One row: the best of the repeats, and how exact the case was."""
    best = min(seconds)
    row: Row = {
        "case": case.name, "group": case.group, "what": case.what, "unit": case.unit, "threads": case.threads,
        "seconds": best / outcome.units, "per_second": outcome.units / best,
        "spread": float(np.median(seconds)) / best - 1.0, "repeats": len(seconds),
    }  # fmt: skip
    if outcome.apogee is not None:
        row["apogee_m"] = outcome.apogee
    if outcome.processor_seconds is not None:
        row["processor_seconds"] = outcome.processor_seconds
        if outcome.outside is not None:
            row["share_outside_kernels"] = outcome.outside / outcome.processor_seconds
            row["ns_outside_kernels"] = 1e9 * outcome.outside / outcome.units
    if outcome.evaluations:
        row["evaluations_per_fall"] = outcome.evaluations / outcome.units
        row["ns_per_evaluation"] = 1e9 * best / outcome.evaluations
    if outcome.flop is not None:
        row["flop_per_evaluation"] = outcome.flop
        row["gflop_per_second"] = 1e-9 * outcome.flop * outcome.evaluations / best
    if outcome.moved is not None:
        row["moved_m"] = spread(outcome.moved)
    if outcome.rows is not None and outcome.impacts is not None:
        pairs = [
            (p, exact[int(i), outcome.zonal])
            for i, p in zip(outcome.rows, outcome.impacts, strict=True)
            if (int(i), outcome.zonal) in exact
        ]
        if pairs:
            row["error_m"] = spread(np.array([np.linalg.norm(p - q) for p, q in pairs]))
            row["compared"] = len(pairs)
    row["figures"] = outcome.figures
    return row


def skipped(case: Case, reason: str) -> Row:
    return {"case": case.name, "group": case.group, "what": case.what, "skipped": reason}


def add_shares(rows: list[Row]) -> None:
    """Share of the processor's peak of each row whose operations are counted, all its threads together."""
    peak = next((row["per_second"] for row in rows if row["case"] == "machine" and "per_second" in row), None)
    for row in rows:
        if peak and "gflop_per_second" in row:
            row["share_of_peak"] = row["gflop_per_second"] / (peak * row["threads"])


def ratios(rows: list[Row]) -> dict[str, float]:
    """How many times as fast, for pairs of cases that were both run."""
    rate = {row["case"]: row["per_second"] for row in rows if "per_second" in row}
    return {what: rate[a] / rate[b] for a, b, what in RATIOS if a in rate and b in rate}


def _errors(figures: dict[str, float] | None, rest: str = "") -> str:
    if figures is None:
        return ""
    return " / ".join(f"{v:.0f}" if v >= 10 else f"{v:.2g}" for v in figures.values()) + rest


def _number(value: float) -> str:
    """Three digits, more for large numbers, never an exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _time(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds >= 1 else f"{1e3 * seconds:.3g} ms"


def _fall(row: Row) -> str:
    cells = [_number(row["per_second"]), f"{row['spread']:.0%}" if row["repeats"] > 1 else "ran once"]
    cells += [f"{row['evaluations_per_fall']:,.0f}", _number(row["ns_per_evaluation"])]
    cells += [f"{row['flop_per_evaluation']:.0f}" if "flop_per_evaluation" in row else ""]
    cells += [f"{row['share_of_peak']:.0%}" if "share_of_peak" in row else ""]
    return " | ".join([*cells, _errors(row.get("error_m"), f" ({row.get('compared')})")])


def _flight(row: Row) -> str:
    return f"{_number(row['per_second'])} | {_time(row['seconds'])} | {row['repeats']} | {row['apogee_m']:,.0f}"


def _powered(row: Row) -> str:
    found = ", ".join(f"{name} {value:.4g}" for name, value in row["figures"].items())
    return f"{_number(row['per_second'])} | {row['spread']:.0%} | {row['evaluations_per_fall']:,.0f} | {found}"


def _start(row: Row) -> str:
    own = _time(row["processor_seconds"])
    return f"{_time(row['seconds'])} | {row['spread']:.0%} | {own} | {row['repeats']}"


def _study(row: Row) -> str:
    cells = [_number(row["per_second"]), f"{row['spread']:.0%}", f"{row['evaluations_per_fall']:,.0f}"]
    cells += [
        _time(row["processor_seconds"]),
        f"{row['share_outside_kernels']:.1%}",
        _number(row["ns_outside_kernels"]),
    ]
    return " | ".join(cells)


def _orbit(row: Row) -> str:
    found = ", ".join(f"{name} {value:,.4g}" for name, value in row["figures"].items())
    return f"{_number(row['per_second'])} | {_time(row['seconds'])} | {_time(row['processor_seconds'])} | {row['repeats']} | {found}"


TABLES = {
    "falls": (
        "case | falls per second | middle run longer by | evaluations per fall | ns each | flop each | share of peak | "
        "error median / p95 / p99 / largest, m (falls compared)",
        _fall,
    ),
    "flights": ("case | flights per second | each | runs | apogee above the pad, m", _flight),
    "powered": (
        "case | per second | middle run longer by | evaluations each | against `strict`, and other figures",
        _powered,
    ),
    "studies": (
        "case | falls per second | middle run longer by | evaluations per fall | processor, last run | outside kernels | ns each",
        _study,
    ),
    "orbit": ("case | satellite-point pairs per second | each | processor, last run, in all | runs | found", _orbit),
    "starts": ("case | best | middle run longer by | processor, last run | runs", _start),
}  # fmt: skip


def tables(rows: Iterable[Row], found: dict[str, float]) -> str:
    """Markdown for ``docs/performance.md``."""
    rows = list(rows)
    out = []
    for group, (head, cells) in TABLES.items():
        own = [row for row in rows if row["group"] == group]
        if not own:
            continue
        columns = head.count("|") + 1
        out += [f"| {head} |", "|---" * columns + "|"]
        for row in own:
            if "skipped" in row:
                out.append(f"| {row['what']} | skipped: {row['skipped']}" + " |" * (columns - 1))
            else:
                out.append(f"| {row['what']} | {cells(row)} |")
        out.append("")
    for row in rows:
        if row["group"] == "machine" and "per_second" in row:
            out.append(f"- The processor's own peak, {row['what']}: {row['per_second']:.4g} GFLOP/s.")
        elif row["group"] == "machine":
            out.append(f"- The processor's own peak: skipped: {row['skipped']}.")
        if "moved_m" in row:
            out.append(
                f"- J3 and J4 move the impact by {_errors(row['moved_m'])} m (median / p95 / p99 / largest; {row['what']})."
            )
    out += [f"- {what[0].upper()}{what[1:]}: {_number(ratio)} times." for what, ratio in found.items()]
    return "\n".join(out)
