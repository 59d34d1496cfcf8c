"""Gates of impact limits, plain and hold-and-resume, and limits that act a distance before their line."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from termination_cases import LINE, run, table

from luncur.termination import Decision, FlightSafetySystem
from luncur.termination import columns as c
from luncur.termination.decision_kernel import _gate

# The nominal impact point leaves the box through its north side, where the gate is.
BOX = {
    "name": "corridor",
    "points": [["45 deg", "110 deg"], ["45 deg", "140 deg"], ["60 deg", "140 deg"], ["60 deg", "110 deg"]],
}
GATE = {
    "name": "gate",
    "points": [["59.6 deg", "110 deg"], ["59.6 deg", "140 deg"], ["66 deg", "140 deg"], ["66 deg", "110 deg"]],
}
THROUGH = {**LINE, "end": "500 s", "gate": "gate"}
IN_GATE = {"name": "in gate", "kind": "impact-limit", "area": "gate", "action": "warn"}
SPIN = {"name": "rate", "kind": "body-rate", "rate": "5 deg/s", "action": "engine-shutdown", "persistence": 10_000}
START, END = 222.0, 246.0


def flight(rule: dict[str, Any], *others: dict[str, Any], **told: Any) -> tuple[FlightSafetySystem, list[Decision]]:
    system = FlightSafetySystem(table(rule, *others, areas=(BOX, GATE)))
    return system, run(system, START, END, **told)


@cache
def crossing() -> tuple[float, float, int]:
    """When the nominal impact point enters the gate, when it passes the line [s], and the cycles in the gate before that."""
    _, decisions = flight(THROUGH, IN_GATE)
    line, inside = np.array([d.margins for d in decisions]).T
    return (
        decisions[int(np.argmax(inside >= 0.0))].time,
        decisions[int(np.argmax(line < 0.0))].time,
        int(((inside >= 0.0) & (line >= 0.0)).sum()),
    )


def test_a_healthy_flight_passes_a_hold_and_resume_gate_after_exactly_its_check() -> None:
    entered, passed, cycles = crossing()
    assert START + 1.0 < entered < passed - 5.0 < END - 6.0
    enough, decisions = flight({**THROUGH, "gate_check": cycles})
    assert not enough.commanded
    assert {d.code for d in decisions} == {c.GO}
    assert decisions[-1].margins[0] < 0.0
    short, decisions = flight({**THROUGH, "gate_check": cycles + 1})
    ordered = next(d for d in decisions if d.code == c.ORDERED)
    assert ordered.time == pytest.approx(passed + 0.2, abs=1e-6)  # the third cycle beyond the line
    assert {d.code for d in decisions if d.time < passed - 0.05} == {c.GO}
    assert short.commanded


@pytest.mark.parametrize("before", [1.0, 3.0, 6.0])
def test_a_gap_of_data_starts_the_check_again(before: float) -> None:
    """All sources silent for 2.5 s that end the given time before the line, and count again 2 s after."""
    _, passed, _ = crossing()

    def silent(t: float, k: int, s: Any) -> Any:
        return None if passed - before - 2.5 < t < passed - before else s

    checked, _ = flight({**THROUGH, "gate_check": 20}, spoil=silent)
    assert checked.commanded == (before < 5.0)
    plain, _ = flight(THROUGH, spoil=silent)
    assert not plain.commanded


def test_too_few_sources_in_the_gate_are_no_check() -> None:
    """Two of three sources are silent when the line is passed; the rule acts once they are back."""
    _, passed, _ = crossing()

    def alone(t: float, k: int, s: Any) -> Any:
        return None if k > 0 and passed - 1.5 < t < passed + 1.0 else s

    checked, decisions = flight({**THROUGH, "gate_check": 20}, spoil=alone)
    assert {d.agreed for d in decisions if passed < d.time < passed + 0.9} == {1}
    ordered = next(d.time for d in decisions if d.code == c.ORDERED)
    assert passed + 0.9 < ordered < passed + 4.0
    assert checked.commanded
    plain, _ = flight(THROUGH, spoil=alone)
    assert not plain.commanded


def test_another_rule_that_counted_in_the_gate_starts_the_check_again() -> None:
    _, passed, _ = crossing()

    def turning(t: float) -> float:
        return 0.3 if passed - 1.05 < t < passed - 0.95 else 0.0

    checked, _ = flight({**THROUGH, "gate_check": 20}, SPIN, body_rate=turning)
    assert checked.commanded
    short, _ = flight({**THROUGH, "gate_check": 5}, SPIN, body_rate=turning)
    assert not short.commanded
    plain, _ = flight(THROUGH, SPIN, body_rate=turning)
    assert not plain.commanded


def test_a_foreseen_passage_waits_for_the_end_of_the_check() -> None:
    _, _, cycles = crossing()
    system, decisions = flight({**THROUGH, "gate_check": cycles, "lead": "3 s"})
    assert not system.commanded
    assert {d.code for d in decisions} == {c.GO}


CYCLE = st.tuples(
    st.sampled_from([*["before, in gate"] * 5, *["beyond, in gate"] * 3, "before", "beyond"]),
    st.sampled_from([*[True] * 6, False]),
    st.sampled_from([3, 2, 3, 2, 1, 0]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(CYCLE, max_size=40), st.integers(0, 6), st.sampled_from(["warn", "engine-shutdown"]))
def test_whoever_is_beyond_came_through_the_gate_with_its_check_done(cycles: Any, check: int, action: str) -> None:
    """Against the sentence of the reference: the cycles before the passage, counted by hand."""
    compiled = table({**THROUGH, "gate_check": check, "action": action}, areas=(BOX, GATE))
    inside, outside = (np.radians([62.0, 125.0]), np.radians([50.0, 125.0]))
    memory = np.zeros((1, c.MEMORY_COLUMNS))
    history: list[bool] = []
    through = False
    for where, others_kept, agreed in cycles:
        healthy = others_kept and not (action != "warn" and memory[0, c.COUNT] > 0.0)
        beyond, in_gate = where.startswith("beyond"), where.endswith("gate")
        vacuum = (*(inside if in_gate else outside), True)
        broken = _gate(
            compiled.rules, memory, 0, beyond, beyond, agreed, healthy, vacuum, compiled.areas, compiled.edges
        )
        memory[0, c.COUNT] = memory[0, c.COUNT] + 1.0 if broken else 0.0
        good = in_gate and healthy
        if not beyond:
            through = False
            history.append(good and agreed >= 2)
        else:
            enough = check == 0 or (agreed >= 2 and len(history) >= check and all(history[-check:]))
            through = through or (good and enough)
            if not through:
                history.clear()
        assert broken == (beyond and not through)


@pytest.mark.parametrize("kind", ["impact-limit", "position-limit"])
def test_a_limit_acts_its_distance_before_the_line(kind: str) -> None:
    box = {
        **BOX,
        "points": [["45 deg", "110 deg"], ["45 deg", "140 deg"], ["53 deg", "140 deg"], ["53 deg", "110 deg"]],
    }
    rule = {**LINE, "kind": kind, "end": "500 s", "persistence": 1}
    plain = FlightSafetySystem(table(rule, areas=(box,)))
    early = FlightSafetySystem(table({**rule, "distance": "20 km"}, areas=(box,)))
    start = 60.0 if kind == "impact-limit" else 190.0
    first, second = run(plain, start, start + 60.0), run(early, start, start + 60.0)
    margins = np.array([d.margins[0] for d in first])
    assert margins.tolist() == [d.margins[0] for d in second]
    ordered = [next(i for i, d in enumerate(decisions) if d.code == c.ORDERED) for decisions in (first, second)]
    assert ordered == [int(np.argmax(margins < 0.0)), int(np.argmax(margins < 20e3))]
    assert margins[ordered[1]] == pytest.approx(20e3, abs=1e3)
    assert ordered[1] < ordered[0] - 10
    ahead = FlightSafetySystem(table({**rule, "distance": "20 km", "lead": "1 s"}, areas=(box,)))
    foreseen = next(i for i, d in enumerate(run(ahead, start, start + 60.0)) if d.code == c.ORDERED)
    assert 5 <= ordered[1] - foreseen <= 12  # a second of cycles, give or take the smoothing of the rate


def test_a_gate_is_passed_at_the_distance_of_its_limit() -> None:
    shut, _ = flight({key: value for key, value in THROUGH.items() if key != "gate"} | {"distance": "5 km"})
    assert shut.commanded
    passed, decisions = flight({**THROUGH, "distance": "5 km", "gate_check": 20})
    assert not passed.commanded
    assert {d.code for d in decisions} == {c.GO}
