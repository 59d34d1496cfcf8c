"""A flight-safety system whose parts do not fit is refused in one sentence."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from mission_trees import inlined

from luncur.errors import InputError
from luncur.failure.assumed import failure_assumptions
from luncur.mission import load
from luncur.mission.describe import assumptions
from luncur.mission.load import mission_from_tree
from luncur.sentences import say

TREE = inlined("soyuz-vostochny-sso")


def changed(change: Any) -> dict[str, Any]:
    tree = copy.deepcopy(TREE)
    change(tree["termination"])
    return tree


def rule(**new: Any) -> Any:
    return lambda system: system["rule"].append(
        {"name": "mine", "kind": "body-rate", "rate": "5 deg/s", "action": "warn", **new}
    )


WRONG = {
    "two of a name": (lambda s: s["rule"].append(dict(s["rule"][0])), "termination.rule", "names that stand once"),
    "no sources": (lambda s: s.pop("source"), "termination", "source"),
    "too many needed": (rule(sources=4), "termination.rule.mine.sources", "at most the 3 sources"),
    "missing figure": (rule(rate=None, kind="straight-up", time="3 s"), "termination.rule.mine.distance", "needs it"),
    "useless figure": (rule(thrust=0.5), "termination.rule.mine.thrust", "nothing"),
    "unknown area": (rule(kind="impact-limit", rate=None, area="nowhere"), "termination.rule.mine.area", "an area (corridor)"),
    "unknown gate": (
        rule(kind="impact-limit", rate=None, area="corridor", gate="door"), "termination.rule.mine.gate", "an area (corridor)",
    ),
    "unknown event": (rule(start="tea time"), "termination.rule.mine.start", "an event (liftoff"),
    "times that fall": (
        rule(kind="data-loss", rate=None, loss=[["9 s", "1 s"], ["3 s", "1 s"]]), "termination.rule.mine.loss", "times that rise",
    ),
    "upside down": (
        rule(kind="altitude-limit", rate=None, altitude=[["0 s", "9 km", "1 km"]]), "termination.rule.mine.altitude", "below",
    ),
    "distance of a rate": (rule(distance="3 km"), "termination.rule.mine.distance", "nothing"),
    "check without a gate": (
        rule(kind="impact-limit", rate=None, area="corridor", gate_check=20), "termination.rule.mine.gate_check", "the gate",
    ),
    "check below none": (
        rule(kind="impact-limit", rate=None, area="corridor", gate="corridor", gate_check=-1), "termination.rule.mine.gate_check", "0",
    ),
    "lead without a line": (rule(lead="3 s"), "termination.rule.mine.lead", "only limit lines"),
    "nothing to be useful by": (rule(kind="useful-mission", rate=None), "termination.rule.mine.distance", "nominal flight"),
    "no period": (lambda s: s.update(period="0 s"), "termination.period", "0.001 to 10 s"),
    "source without period": (
        lambda s: s["source"][0].update(period="0 s"), "termination.source.satellite navigation 1.period", "above 0 s",
    ),
    "more units needed than there are": (
        lambda s: s.update(units={"count": 2, "needed": 3}), "termination.units.needed", "at most the 2 units",
    ),
    "half of the units": (lambda s: s.update(units={"count": 2}), "termination.units.needed", "a value"),
    "no unit": (lambda s: s.update(units={"count": 0, "needed": 0}), "termination.units.count", "1"),
    "safing by nothing": (lambda s: s.update(safing={"persistence": 3}), "termination.safing", "perigee_altitude"),
    "arming by too many": (lambda s: s["arming"].update(sources=9), "termination.arming.sources", "at most the 3"),
    "neither rules nor an attitude error": (lambda s: s.pop("rule"), "termination.attitude_error", "a value"),
    "an error and no delay": (
        lambda s: (s.pop("rule"), s.update(attitude_error="10 deg")), "termination.delay", "[[termination.rule]]s",
    ),
    "a corner twice": (
        lambda s: s["area"][0].update(points=[["1 deg", "2 deg"], ["1 deg", "2 deg"], ["3 deg", "4 deg"]]),
        "termination.area.corridor.points", "differ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_fit_is_named(name: str) -> None:
    change, field, expected = WRONG[name]

    def drop_nothing(system: dict[str, Any]) -> None:
        change(system)
        for one in system.get("rule", ()):
            for key in [k for k, v in one.items() if v is None]:
                del one[key]

    with pytest.raises(InputError) as caught:
        mission_from_tree(changed(drop_nothing), "mine.toml", None)
    assert caught.value.field.startswith(field)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_attitude_error_beside_rules_is_said_to_end_nothing() -> None:
    tree = changed(lambda s: s.update(attitude_error="10 deg", delay="1 s"))
    sentences = failure_assumptions(mission_from_tree(tree, "mine.toml", None))
    assert say("termination_unused", {}, "en") in sentences
    plain = failure_assumptions(mission_from_tree(copy.deepcopy(TREE), "mine.toml", None))
    assert say("termination_unused", {}, "en") not in plain


def test_turns_of_a_table_are_told_apart_from_those_that_luncur_makes() -> None:
    """The rates of luncur's own turns are not assumed where every turn is the analyst's."""
    mission = load("soyuz-vostochny-sso")
    assert mission.failure is not None
    slow = next(m for m in mission.failure.modes if m.kind == "slow-turn").model_copy(update={"turns": "turns.csv"})
    own = mission.model_copy(update={"failure": mission.failure.model_copy(update={"modes": (slow,)})})
    said = failure_assumptions(own)
    assert say("turns_tabled", {"mode": slow.name}, "en") in said
    assert say("turns_three_degrees", {}, "en") not in said
    assert not any("angular acceleration between" in sentence for sentence in said)
    ours = failure_assumptions(mission)
    assert say("turns_three_degrees", {}, "en") in ours
    assert sum("angular acceleration between" in sentence for sentence in ours) == 2


def test_the_built_in_system_fits() -> None:
    mission = mission_from_tree(copy.deepcopy(TREE), "mine.toml", None)
    assert mission.termination is not None
    assert len(mission.termination.rules) == 6
    assert all(r.confidence == "L" for r in mission.termination.rules)
    units = mission.termination.units
    assert units is not None
    assert (units.count, units.needed) == (3, 2)
    assert {"termination.units.count is an estimate", "termination.units.needed is an estimate"} <= set(
        assumptions(mission)
    )


def test_one_unit_that_nobody_chose_is_said() -> None:
    said = assumptions(mission_from_tree(changed(lambda s: s.pop("units")), "mine.toml", None))
    assert "one_unit" in [sentence.code for sentence in said]
    chosen = changed(lambda s: s.update(units={"count": 1, "needed": 1}))
    no_rules = changed(lambda s: [s.pop(key) for key in ("units", "rule", "arming")])
    no_rules["termination"] |= {"attitude_error": "10 deg", "delay": "1 s"}
    for tree in (TREE, chosen, no_rules):
        codes = [sentence.code for sentence in assumptions(mission_from_tree(copy.deepcopy(tree), "mine.toml", None))]
        assert "one_unit" not in codes
    assert "satu unit" in say("one_unit", {}, "id")
