"""Two studies side by side: what differs in the risk, and in what went into it."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from luncur.errors import InputError

TOTALS = ("casualty_expectation_failures", "casualty_expectation_planned", "casualty_expectation_total")
SPLITS = {
    "by_phase": "phase", "by_failure_mode": "failure_mode", "by_hazard": "hazard", "by_fragment_class": "fragment_class",
    "by_place": "place",
}  # fmt: skip
Row = dict[str, Any]


def compare(first: Path, second: Path) -> Row:
    """What two finished studies say of the same things; InputError for a folder that holds no finished study."""
    a, b = finished(first), finished(second)
    ra, rb = a["summary"]["risk"], b["summary"]["risk"]
    # a number per failure and one per launch stand side by side, without a ratio
    alike = bool(ra.get("per_failure")) == bool(rb.get("per_failure"))
    return {
        "a": str(first), "b": str(second), "mission_a": a["summary"]["mission"], "mission_b": b["summary"]["mission"],
        "risk": [{"name": key, **side_by_side(ra[key], rb[key], alike or key == TOTALS[1])} for key in TOTALS],
        **{split: _split(ra.get(split) or [], rb.get(split) or [], key, alike) for split, key in SPLITS.items()},
        "criteria": _criteria(a["summary"]["criteria"], b["summary"]["criteria"]),
        "drops": _drops(a["summary"]["drops"], b["summary"]["drops"]),
        "inputs": _inputs(a, b),
        "assumed_only_a": _without(a["summary"], b["summary"]), "assumed_only_b": _without(b["summary"], a["summary"]),
    }  # fmt: skip


def finished(folder: Path) -> Row:
    """Summary and run record of a finished study."""
    try:
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        complete = summary["schema"] == "luncur-summary/1" and summary["risk"] is not None and "bound" in run
        for key in ("criteria", "drops", "assumed", "provenance", "mission"):
            summary[key]
    except (OSError, ValueError, KeyError, TypeError):
        complete = False
    if not complete:
        raise InputError(str(folder), "", None, "the folder of a finished study (luncur assess)")
    return {"summary": summary, "run": run}


def side_by_side(a: Row | None, b: Row | None, alike: bool = True) -> Row:
    """Both values, their ratio, and whether they differ by more than sampling explains.

    alike: both are per launch, or both per failure; else neither ratio nor difference means anything.
    """
    if a is None or b is None or not alike:
        return {"a": a and _interval(a), "b": b and _interval(b), "ratio_b_to_a": None, "beyond_sampling": None}
    ratio = b["mean"] / a["mean"] if a["mean"] > 0 else None
    return {"a": _interval(a), "b": _interval(b), "ratio_b_to_a": ratio, "beyond_sampling": beyond_sampling(a, b)}


def _interval(i: Row) -> Row:
    keys = ("mean", "sampling_low_95", "sampling_high_95", "input_low_95", "input_high_95", "people_model")
    return {key: i.get(key) for key in keys}


def beyond_sampling(a: Row, b: Row) -> bool:
    """Whether two means differ by more than 95 % of independent samples of the same launches would.

    The half widths that face each other, on the logarithm, add as independent errors do.  Without a hit on one side only
    its upper bound can be compared.  Studies of the same seed share draws: then the test is, if anything, too cautious.
    """
    low, high = sorted((a, b), key=lambda i: float(i["mean"]))
    if high["mean"] <= 0 or low["mean"] == high["mean"]:
        return False
    if low["mean"] <= 0 or high["sampling_low_95"] <= 0 or low["sampling_high_95"] <= 0:
        return bool(low["sampling_high_95"] < high["sampling_low_95"])
    up = math.log(low["sampling_high_95"] / low["mean"])
    down = math.log(high["mean"] / high["sampling_low_95"])
    return math.log(high["mean"] / low["mean"]) > math.hypot(up, down)


def _split(a: list[Row], b: list[Row], key: str, alike: bool) -> list[Row]:
    """Rows of a split by name, the largest of either first."""
    left, right = {r[key]: r for r in a}, {r[key]: r for r in b}
    rows = [{"name": n, **side_by_side(left.get(n), right.get(n), alike)} for n in dict.fromkeys([*left, *right])]
    return sorted(rows, key=lambda r: -max(side["mean"] for side in (r["a"], r["b"]) if side))


def _criteria(a: list[Row], b: list[Row]) -> list[Row]:
    left, right = ({(c["rule_set"], c["name"]): c for c in rows} for rows in (a, b))
    return [
        {
            "rule_set": key[0], "name": key[1], "limit": (left.get(key) or right[key])["limit"],
            "a": left[key]["verdict"] if key in left else None, "b": right[key]["verdict"] if key in right else None,
        }
        for key in dict.fromkeys([*left, *right])
    ]  # fmt: skip


def _drops(a: list[Row], b: list[Row]) -> list[Row]:
    """Range of each planned body under both, and how far apart the two impacts are [m]."""
    left, right = {d["body"]: d for d in a}, {d["body"]: d for d in b}
    out = []
    for body in dict.fromkeys([*left, *right]):
        one, other = left.get(body), right.get(body)
        out.append(
            {
                "body": body, "range_a_m": one and one["range_m"], "range_b_m": other and other["range_m"],
                "apart_m": _apart(one, other) if one and other else None,
            }
        )  # fmt: skip
    return out


def _apart(a: Row, b: Row) -> float | None:
    if a["latitude_deg"] is None or b["latitude_deg"] is None:
        return None
    from geographiclib.geodesic import Geodesic

    found = Geodesic.WGS84.Inverse(a["latitude_deg"], a["longitude_deg"], b["latitude_deg"], b["longitude_deg"])
    return float(found["s12"])


def _inputs(a: Row, b: Row) -> list[Row]:
    """What went in and is not the same on both sides."""
    left, right = _facts(a), _facts(b)
    return [
        {"name": name, "a": left.get(name), "b": right.get(name)}
        for name in dict.fromkeys([*left, *right])
        if left.get(name) != right.get(name)
    ]


def _facts(study: Row) -> dict[str, str]:
    summary, bound = study["summary"], study["run"]["bound"]
    fields = ("mission_file", "mission_sha256", "data_sha256", "seed", "samples", "precision", "processor", "device")
    facts: dict[str, Any] = {name: bound.get(name) for name in fields}
    facts.update({f"version of {name}": version for name, version in (bound.get("versions") or {}).items()})
    facts["launches"] = summary["launches"]
    facts.update({name: summary.get(name) for name in ("title", "site", "launch_time", "hypothetical")})
    facts["probability of failure"] = (summary.get("failure_probability") or {}).get("mean")
    for name in ("models", "people", "figures"):
        items = summary["provenance"].get(name) or []
        facts[f"{name} used"] = ", ".join(str(i.get("name", i)) if isinstance(i, dict) else str(i) for i in items)
    return {name: str(value) for name, value in facts.items() if value is not None}


def _without(one: Row, other: Row) -> list[Row]:
    """Assumptions of one study that the other does not make, with how they were made."""
    theirs = set(other["assumed"])
    records = one.get("assumed_coded") or []
    return [
        {"text": text, "coded": records[i] if i < len(records) else None}
        for i, text in enumerate(one["assumed"])
        if text not in theirs
    ]
