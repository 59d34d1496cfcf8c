"""A trial's summary that is made up: small, whole, and with a number in every place that no other place has."""

from __future__ import annotations

from itertools import count
from typing import Any

from luncur.trial.bounds import Share

GOOD = ("good, no fault", "good, single fault", "good, pair of faults")
BAD = ("bad, no fault", "bad, single fault", "bad, after the system is safe")
PHASES = ("strap-on and core", "third stage")
HOSTILE = "<img src=x onerror=alert(1)></title><b id=injected>bold</b>\"'>{count} $x$"


def made_summary(name: str = "made-up", sets: tuple[str, ...] = ("as designed", "naive", "other")) -> dict[str, Any]:
    """A summary as in trial.json; ``name``: of the mission, its rules, phases and modes, to see what a page makes of it."""
    number = count(11)
    rules = [f"{name} line", f"{name} attitude"]
    phases = list(PHASES) if name == "made-up" else [name, f"{name} 2"]
    return {
        "schema": "luncur-trial/1", "mission": name, "seed": 7, "samples": 1680, "not_flown": 3,
        "hypothetical": [f"{name} is hypothetical"], "hypothetical_coded": [None],
        "rule_sets": [_rules(s, name, rules, i) for i, s in enumerate(sets)],
        "results": [_result(s, rules, phases, number) for s in sets],
        "fault_ranges": {"source": "assumed", "drawn": "log-uniform", "ranges": []},
        "severities": [
            _severity("bias", "position", "m", (1.0, 23713.7, 1e7), sets),
            _severity("bias", "attitude", "rad", (0.001, 0.18898, 3.14159), sets),
            _severity("corrupted packet", None, "of the packets", (0.001, 0.032, 1.0), sets),
            _severity("unit error", "position", "times too large", (0.3048, 1e3, 0.0175), sets),
            _severity("stuck command", None, "one decision unit", (1.0,), sets),
        ],
        "trades": [
            _trade("persistence", "cycles", None, (1, 3, 30)),
            _trade("attitude error", "deg", 10.0, (0.5, 10.0, 90.0)),
            _trade("distance before the limit line", "m", 0.0, (0, 1000.0, 60000.0)),
        ],
        "phases": [{"name": n, "start_s": 100.0 * i, "end_s": 100.0 * i + 90} for i, n in enumerate([*phases, "Fregat"])],
        "watched_s": 260.0,
        "timing": {"wall_s": 61.0, "flying_s": 51.0, "cycles": 7654321.0, "workers": 2},
        "provenance": {
            "made": "2026-01-02T03:04:05+00:00", "versions": {"luncur": "0.1.0"}, "processor": name, "bound": "0" * 64,
            "mission_sha256": "ab" * 32, "mission_file": f"{name}.toml", "beside": [f"{name}-other.toml"],
        },
    }  # fmt: skip


def _rules(of_set: str, name: str, rules: list[str], number: int) -> dict[str, Any]:
    rows = [
        {
            "rule": rule, "kind": kind, "action": action, "from_s": 5.0 + number, "until_s": 190.0, "persistence": 3 + number,
            "sources": number, "delay_s": 1.5, "hypothetical": number == 2,
        }
        for rule, kind, action in zip(rules, ("impact-limit", "attitude-error"), ("destruct", "engine-shutdown"), strict=True)
    ]  # fmt: skip
    return {
        "name": of_set, "period_s": 0.1, "sources": [f"{name} unit"], "units": {"count": 3, "needed": 2},
        "rules_over_s": 190.0, "rules": rows[: 1 + (number != 1)],
    }  # fmt: skip


def _result(of_set: str, rules: list[str], phases: list[str], number: count[int]) -> dict[str, Any]:
    def good() -> dict[str, Any]:
        n = next(number)
        return {
            "ended": Share(n, 10 * n).record(), "ended_at_the_edges": Share(1, n).record(),
            "by_phase": {phases[0]: n - 4, phases[1]: 4}, "by_rule": {rules[0]: n - 1, "stuck command": 1}, "samples": [n],
        }  # fmt: skip

    def bad() -> dict[str, Any]:
        n = next(number)
        rows = [
            {"mode": mode, "phase": phase, "spared": Share(k, n).record(), **_times(n + 200.0 * k)}
            for k, (mode, phase) in enumerate(((f"{rules[0]} mode", phases[1]), ("slow turn", phases[0])))
        ]
        return {
            "spared": Share(1, 2 * n).record(), "spared_by_mode": {}, "over_soon_after": 1,
            "ended_after_the_limit": Share(2, 2 * n).record(), **_times(float(n)),
            "past_the_limit_of_spared_m": None, "by_rule": {}, "by_phase": {}, "by_mode_and_phase": rows, "samples": [n],
        }  # fmt: skip

    faults = []
    for fault in ("bias", "corrupted packet", "stuck command"):
        n = next(number)
        faults.append({
            "fault": fault, "good_ended": Share(n % 3, n).record(), "by_phase": {phases[1]: n % 3},
            "bad_spared": Share(0, n).record(), "samples": [],
        })  # fmt: skip
    return {
        "rule_set": of_set, "good": {g: good() for g in GOOD}, "by_fault": faults, "bad": {g: bad() for g in BAD},
        "cycles": 1e6,
    }  # fmt: skip


def _times(base: float) -> dict[str, Any]:
    def quantiles(first: float) -> dict[str, float]:
        return {
            "count": 9,
            "least": first,
            "p05": first,
            "median": first + 0.1,
            "p95": first + 0.2,
            "most": first + 0.3,
        }

    return {
        "from_failure_to_action_s": quantiles(base), "from_limit_to_action_s": quantiles(base - 500.0),
        "past_the_limit_m": quantiles(base + 1000.0),
    }  # fmt: skip


def _severity(fault: str, of: str | None, unit: str, tried: tuple[float, ...], sets: tuple[str, ...]) -> dict[str, Any]:
    levels = [{"severity": s, "good_ended": Share(0, 40).record(), "bad_spared": Share(0, 12).record()} for s in tried]
    found = {
        s: {
            "ends_a_good_flight_at": None if i == 0 else tried[len(tried) // 2], "spares_a_bad_flight_at": None,
            "levels": levels,
        }
        for i, s in enumerate(sets)
    }  # fmt: skip
    return {"fault": fault, "of": of, "unit": unit, "from": tried[0], "to": tried[-1], "rule_sets": found}


def _trade(threshold: str, unit: str, designed: float | None, values: tuple[float, ...]) -> dict[str, Any]:
    rows = [
        {
            "value": value, "good_ended": Share(20 - 10 * i, 84).record(), "bad_spared": Share(7 * i, 42).record(),
            "past_the_limit_m": {"count": 42, "least": 0.0, "p05": 0.0, "median": 0.0, "p95": 300.0 * i, "most": 900.0 * i},
            "from_failure_to_action_s": None,
        }
        for i, value in enumerate(values)
    ]  # fmt: skip
    return {"threshold": threshold, "unit": unit, "designed": designed, "values": rows}


def made_consequence() -> dict[str, Any]:
    """The part on casualties, as a trial that has it."""

    def value(mean: float) -> dict[str, dict[str, float]]:
        return {"settlements": {"mean": mean, "low_95": 0.8 * mean, "high_95": 1.3 * mean}}

    worlds = {"perfect": 1.1e-3, "as_designed": 2.3e-3, "absent": 4.7e-3, "in_error": 3.1e-4}
    return {
        "launches": 256, "not_computed": 2, "people_models": ["settlements"],
        "worlds": {w: {"launches": 255, "ended": 17, "casualty_expectation": value(m)} for w, m in worlds.items()},
        "differences": [{"of": "absent", "less": "perfect", "casualty_expectation": value(3.6e-3)}],
        "assumed": ["something of the consequence"], "assumed_coded": [None],
    }  # fmt: skip
