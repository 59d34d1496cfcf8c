"""Verdicts: below, above, or undecided with the reason."""

from __future__ import annotations

import math
from typing import Any

import pytest

from luncur.errors import InputError
from luncur.mission.load import builtin_names, builtin_tree
from luncur.risk import verdicts
from luncur.risk.criteria import _verdict

ASSUMED = "fragments"
LIMIT: dict[str, Any] = {"limit": 1e-4, "covers": ["inert debris", "explosive debris"]}
WIDE: dict[str, Any] = {"limit": 1e-4, "covers": ["inert debris", "toxic release", "sheltered people"]}


def value(low: float | None, high: float | None, mean: float | None = 3e-5) -> dict[str, Any]:
    return {"mean": mean, "input_low_95": low, "input_high_95": high}


@pytest.mark.parametrize(
    ("limit", "interval", "assumed", "verdict", "words"),
    [
        (LIMIT, (1e-5, 9e-5), "", "below", "below the limit"),
        (LIMIT, (1e-7, 9.9e-6), ASSUMED, "below", "below the limit"),
        (LIMIT, (1e-7, 1.1e-5), ASSUMED, "undecided", "factor 10"),
        (LIMIT, (1e-5, 2e-4), "", "undecided", "lies inside the interval"),
        (LIMIT, (1.1e-4, 2e-4), ASSUMED, "above", "above the limit"),
        (LIMIT, (1e-4, 2e-4), "", "undecided", "lies inside the interval"),
        (LIMIT, (1e-6, 1e-4), "", "below", "below the limit"),
        (WIDE, (1e-9, 2e-9), "", "undecided", "toxic release, sheltered people"),
        (WIDE, (1.1e-4, 2e-4), "", "above", "above the limit"),
        (LIMIT, (None, None), "", "undecided", "probability of failure is unknown"),
        (LIMIT, (0.0, 0.0), "", "undecided", "nobody was hit"),
        (LIMIT, (0.0, 1e-9), "", "below", "below the limit"),
    ],
)
def test_verdict(limit: dict[str, Any], interval: tuple[float, float], assumed: str, verdict: str, words: str) -> None:
    found, reason = _verdict(limit, value(*interval), assumed)
    assert found == verdict
    assert words in reason


@pytest.mark.parametrize("missing", [None, value(None, None, None)])
def test_what_was_not_computed_is_undecided(missing: dict[str, Any] | None) -> None:
    assert _verdict(LIMIT, missing, "") == ("undecided", "not computed")


@pytest.mark.parametrize(
    "broken", [value(math.nan, math.nan), value(1e-9, math.nan), value(math.nan, 1e-9), value(1e-9, 2e-9, math.nan)]
)
def test_a_number_that_is_none_is_never_below(broken: dict[str, Any]) -> None:
    found, reason = _verdict(LIMIT, broken, "")
    assert found == "undecided"
    assert "not a number" in reason


def test_an_open_interval_is_undecided() -> None:
    assert _verdict(LIMIT, value(1e-9, math.inf), "")[0] == "undecided"


def test_rows_name_the_limit_and_its_source() -> None:
    shown = value(2e-4, 5e-4, 3e-4)
    rows = verdicts(("faa-450",), {"casualty_expectation_total": shown, "individual_probability_max": None}, ASSUMED)
    by_name = {r["name"]: r for r in rows}
    collective = by_name["collective risk to the public"]
    assert collective["limit"] == 1e-4  # 14 CFR 450.101(a)(1)(i)
    assert collective["verdict"] == "above"
    assert collective["value"] is shown
    assert collective["confirmed"] is True
    assert "450.101(a)(1)(i)" in collective["source"]
    person = by_name["individual risk of the public"]
    assert (person["limit"], person["verdict"], person["reason"]) == (1e-6, "undecided", "not computed")
    assert {r["rule_set"] for r in rows} == {"faa-450"}


def test_a_small_risk_is_not_below_a_limit_on_hazards_that_are_not_modelled() -> None:
    rows = verdicts(("faa-450",), {"casualty_expectation_total": value(1e-9, 2e-9, 1.5e-9)}, "")
    collective = next(r for r in rows if r["name"] == "collective risk to the public")
    assert collective["verdict"] == "undecided"
    assert "toxic release" in collective["reason"]


def test_an_unknown_rule_set_is_named() -> None:
    with pytest.raises(InputError, match=r"faa-999.*faa-450"):
        verdicts(("faa-999",), {}, "")


# Limits as they are tagged in the sources: name of the rule set, part of the limit's name, limit, read in the document.
KNOWN = [
    ("faa-450", "collective risk to the public", 1e-4, True),  # 14 CFR 450.101(a)(1)(i)
    ("faa-450", "individual risk of the public", 1e-6, True),  # 14 CFR 450.101(a)(2)(i)
    ("faa-450", "conditional casualty expectation", 1e-3, False),  # 14 CFR 450.101(c), recalled
    ("faa-450", "hit of a ship", 1e-5, True),  # 14 CFR 450.133(b)(2)
    ("faa-450", "hit of an aircraft", 1e-6, False),  # 79 FR 42241; its place in 450 recalled
    ("faa-417-2010s", "collective risk, debris", 30e-6, False),  # 14 CFR 417.107(b) before 2016, recalled
    ("faa-417-2010s", "collective risk, toxic", 30e-6, False),
    ("faa-417-2010s", "collective risk, far-field blast", 30e-6, False),
    ("rcc-321", "collective risk to the general public", 1e-4, False),  # RCC 321-20, recalled
    ("rcc-321", "individual risk of the general public", 1e-6, False),
    ("nasa-std-8719-14c", "of an uncontrolled reentry", 1e-4, True),  # NASA-STD-8719.14C
    ("faa-420-site", "corridor", 1e-4, True),  # 14 CFR 420.25(b)
]


@pytest.mark.parametrize(("rule_set", "name", "limit", "confirmed"), KNOWN)
def test_limits(rule_set: str, name: str, limit: float, confirmed: bool) -> None:
    found = [row for row in builtin_tree("criteria", rule_set)["limit"] if name in row["name"]]
    assert len(found) == 1
    assert found[0]["limit"] == pytest.approx(limit, rel=1e-12)
    assert found[0]["confirmed"] is confirmed


@pytest.mark.parametrize("rule_set", builtin_names("criteria"))
def test_every_rule_set_is_whole(rule_set: str) -> None:
    tree = builtin_tree("criteria", rule_set)
    assert tree["name"] == rule_set
    assert tree["title"]
    names = [row["name"] for row in tree["limit"]]
    assert len(set(names)) == len(names) > 0
    for row in tree["limit"]:
        assert set(row) == {"name", "quantity", "limit", "source", "confirmed", "covers"}
        assert 0 < row["limit"] < 1
        assert isinstance(row["confirmed"], bool)
        assert row["confirmed"] or "recalled" in row["source"]
        assert row["covers"]
    rows = verdicts((rule_set,), {}, "")
    assert [r["verdict"] for r in rows] == ["undecided"] * len(names)
