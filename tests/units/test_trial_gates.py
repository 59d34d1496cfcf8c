"""Where a flight truly was: limits with a gate, paths too short to be one."""

from __future__ import annotations

import math

import numpy as np
from termination_cases import nominal, table

from luncur.flight.path_columns import PATH_COLUMNS
from luncur.termination.columns import GATE
from luncur.trial.truth_kernel import distance_past, first_crossing, went_through

SMALL = {
    "name": "corridor",
    "points": [["50 deg", "125 deg"], ["50 deg", "131 deg"], ["56 deg", "131 deg"], ["56 deg", "125 deg"]],
}
GATE_AREA = {
    "name": "gate",
    "points": [["54 deg", "125 deg"], ["54 deg", "130 deg"], ["58 deg", "130 deg"], ["58 deg", "125 deg"]],
}
LINE = {"name": "line", "kind": "impact-limit", "action": "engine-shutdown", "area": "corridor"}


def flown(rules: object, start: float, end: float) -> np.ndarray:
    at = np.arange(start, end, 0.5)
    path = np.zeros((len(at), PATH_COLUMNS))
    path[:, 0] = at
    for i, t in enumerate(at.tolist()):
        path[i, 1:7] = nominal(rules, t)  # type: ignore[arg-type]
    return path


def test_a_flight_that_went_through_a_gate_is_held_to_the_other_limits_only() -> None:
    plain, gated = table(LINE, areas=(SMALL,)), table({**LINE, "gate": "gate"}, areas=(SMALL, GATE_AREA))
    assert gated.rules[0, GATE] >= 0.0
    path = flown(plain, 60.0, 200.0)
    told = path, len(path)
    passed = first_crossing(*told, 60.0, plain.rules, plain.areas, plain.edges, plain.air)
    assert 60.0 < passed < 200.0
    # before the passage the gated limit counts like the plain one: a failed flight is not to use the gate
    assert first_crossing(*told, 60.0, gated.rules, gated.areas, gated.edges, gated.air) == passed
    after = passed + 5.0
    assert went_through(*told, after, gated.rules, gated.areas, gated.edges, gated.air)
    assert math.isnan(first_crossing(*told, after, gated.rules, gated.areas, gated.edges, gated.air))
    both = table({**LINE, "gate": "gate"}, {**LINE, "name": "outer", "area": "wide"}, areas=(SMALL, GATE_AREA, WIDE))
    later = first_crossing(*told, after, both.rules, both.areas, both.edges, both.air)
    assert after < later < 200.0


WIDE = {
    "name": "wide",
    "points": [["49 deg", "120 deg"], ["49 deg", "135 deg"], ["57.5 deg", "135 deg"], ["57.5 deg", "120 deg"]],
}


def test_a_path_of_one_row_passes_nothing() -> None:
    rules = table(LINE, areas=(SMALL,))
    path = flown(rules, 60.0, 61.0)
    assert math.isnan(first_crossing(path, 1, 60.0, rules.rules, rules.areas, rules.edges, rules.air))
    s = tuple(path[0, 1:7])
    assert distance_past(s, rules.rules, rules.areas, rules.edges, rules.air, True) < 0.0
