"""The termination part of a mission given anything: rules that a decision can run over, or one sentence of what is wrong."""

from __future__ import annotations

import copy
import math
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luncur.errors import InputError, LuncurError
from luncur.mission.load import mission_from_tree
from luncur.termination import FlightSafetySystem, RuleTable, rule_table
from luncur.termination import columns as c

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
from mission_trees import inlined
from termination_cases import flown, nominal

QUICK = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TREE = inlined("soyuz-vostochny-sso")
TERMS = [
    "corridor", "third stage cutoff", "payload separation", "liftoff", "120 s", "0 s", "1e300 s", "-1 s", "5 km", "0 m", "1e308 m",
    "3 deg", "-90 deg", "360 deg", "5 deg/s", "10 m/s", "80 kg/m2", "1e-300 kg/m2", "engine-shutdown", "destruct", "warn", "inside", "outside",
    "impact-limit", "position-limit", "altitude-limit", "attitude-error", "body-rate", "straight-up", "thrust-loss", "data-loss",
    "useful-mission", "inertial", "inertial ",
]  # fmt: skip
KEYS = [
    "name", "kind", "area", "keep", "lead", "gate", "gate_check", "distance", "ballistic_coefficient", "altitude", "limit", "rate", "time",
    "speed", "thrust", "loss", "start", "end", "above", "minimum_speed", "persistence", "sources", "delay", "hypothetical", "points",
    "period", "units", "count", "needed", "safing", "arming", "voting", "perigee_altitude", "rule", "source", "value", "x", "",
]  # fmt: skip
SCALAR = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 40),
    st.integers(),
    st.floats(),
    st.sampled_from(TERMS),
    st.text(max_size=8),
)
ANYTHING = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)


def check(error: LuncurError) -> None:
    assert str(error).isprintable()
    assert len(str(error)) < 2000


def compiled(tree: dict[str, Any]) -> RuleTable | None:
    """The rule table of a mission; None when it is refused, in one line, as a mission or as rules."""
    try:
        mission = mission_from_tree(tree, "fuzz.toml", None)
    except LuncurError as error:
        return check(error)
    _, ascent, trajectory = flown()
    try:
        return rule_table(replace(ascent, mission=mission), trajectory)
    except InputError as error:
        return check(error)


def runs(table: RuleTable) -> None:
    """Everything in the table is a number where it must be, and cycles over the ascent say what they may say."""
    assert np.isfinite(table.areas).all()
    assert np.isfinite(table.edges).all()
    assert np.isfinite(table.table).all()
    used = [
        c.KIND,
        c.ACTION,
        c.DELAY,
        c.PERSISTENCE,
        c.SOURCES,
        c.FROM,
        c.AREA,
        c.KEEP,
        c.LEAD,
        c.GATE,
        c.FIRST_ROW,
        c.ROWS,
    ]
    assert np.isfinite(table.rules[:, used]).all()
    assert not np.isnan(table.rules[:, [c.UNTIL, c.ABOVE, c.MINIMUM_SPEED, c.INVERSE_BETA]]).any()
    assert not np.isnan(table.guards[[0, 1, 2, 4, 5, 6]]).any()
    system = FlightSafetySystem(table)
    for now in (1.0, 100.0, 100.0 + table.period, 300.0, 700.0):
        for k in range(len(table.source_names)):
            system.take(k, now, tuple(nominal(table, now)), True, now)
        decision = system.cycle(now, 0.01, 0.01, 1.0)
        assert decision.code in c.DECISIONS
        assert -1 <= decision.rule < len(table.rules)
        assert not any(
            math.isnan(m)
            for m, row in zip(decision.margins, table.rules, strict=True)
            if row[c.KIND] == c.DATA_LOSS
            and row[c.FROM] <= now < row[c.UNTIL]
            and row[c.ABOVE] <= 0.0
            and row[c.MINIMUM_SPEED] <= 0.0
        )


def test_the_built_in_system_is_compiled() -> None:
    table = compiled(copy.deepcopy(TREE))
    assert table is not None
    runs(table)


@settings(QUICK, max_examples=600)
@given(st.data())
def test_anything_anywhere(data: st.DataObject) -> None:
    tree = copy.deepcopy(TREE)
    for _ in range(data.draw(st.integers(1, 3), label="changes")):
        node: Any = tree["termination"]
        while True:
            keys = sorted(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys), label="key")
            if not isinstance(node[key], dict | list) or data.draw(st.integers(0, 4), label="here") == 0:
                break
            node = node[key]
        _change(data, node, key if keys else None)
        if not isinstance(tree["termination"], dict):
            break
    table = compiled(tree)
    if table is not None:
        runs(table)


def _change(data: st.DataObject, node: Any, key: Any) -> None:
    """One value replaced, left out, doubled or put beside the others."""
    how = data.draw(st.sampled_from(["replace", "drop", "double", "add", *["similar"] * 8]), label="how")
    if how == "similar" and key is not None:
        node[key] = _similar(data, node[key])
        return
    value = data.draw(ANYTHING, label="value")
    if how == "add" and isinstance(node, dict):
        node[data.draw(st.sampled_from(KEYS), label="new key")] = value
    elif key is None:
        return
    elif how == "drop":
        del node[key]
    elif how == "double" and isinstance(node, list):
        node.append(copy.deepcopy(node[key]))
    else:
        node[key] = value


def _similar(data: st.DataObject, old: Any) -> Any:
    """A value of the kind that was there: another number with the same unit, another term, fewer entries."""
    if isinstance(old, bool):
        return not old
    if isinstance(old, int | float):
        return type(old)(data.draw(st.sampled_from([0, 1, 2, 3, 20, 0.25 * old, 2 * old]), label="number"))
    if isinstance(old, str):
        number, _, unit = old.partition(" ")
        if number.replace(".", "").replace("-", "").isdigit():
            other = st.sampled_from([0, 0.5, 1, 50, -20, 179.5, 400, float(number) + 0.1])
            return f"{data.draw(other, label='number'):g} {unit}"
        return data.draw(st.sampled_from(TERMS), label="term")
    if isinstance(old, list) and len(old) > 1:
        kept = data.draw(st.lists(st.integers(0, len(old) - 1), min_size=1, max_size=4), label="kept")
        return [copy.deepcopy(old[i]) for i in kept]
    return old


LATITUDE = st.one_of(st.floats(-90, 90), st.sampled_from([90.0, -90.0, 0.0, 90.0 - 1e-13, 1e-300, 60.0]))
LONGITUDE = st.one_of(st.floats(-180, 180), st.sampled_from([180.0, -180.0, 0.0, -0.0, 1e-300, 120.0]))


@st.composite
def around(draw: st.DrawFn) -> list[tuple[float, float]]:
    """Corners in turn around a place, from less than a metre to a quarter of the globe away, poles and date line among them."""
    latitude, longitude = draw(LATITUDE), draw(LONGITUDE)
    size = draw(st.sampled_from([60.0, 20.0, 1.0, 1e-3, 1e-5, 1e-9]))
    angles = sorted(draw(st.lists(st.integers(0, 35), min_size=3, max_size=9)))
    out = []
    for angle in np.radians(10.0 * np.array(angles)).tolist():
        away = size * draw(st.floats(0.3, 1.0))
        b = longitude + away * math.sin(angle) / max(math.cos(math.radians(latitude)), 0.1)
        out.append((min(max(latitude + away * math.cos(angle), -90.0), 90.0), (b + 180.0) % 360.0 - 180.0))
    return out


CORNERS = st.one_of(around(), around(), around(), st.lists(st.tuples(LATITUDE, LONGITUDE), min_size=1, max_size=8))


@settings(QUICK, max_examples=400)
@given(CORNERS, CORNERS, st.integers(0, 30), st.sampled_from(["0 m", "3 km"]), st.sampled_from(["inside", "outside"]))
def test_any_area_and_gate(corners: Any, gate: Any, check: int, distance: str, keep: str) -> None:
    tree = copy.deepcopy(TREE)
    system = tree["termination"]
    system["area"] = [
        {"name": name, "points": [[f"{a!r} deg", f"{b!r} deg"] for a, b in points]}
        for name, points in (("line", corners), ("gate", gate))
    ]
    system["rule"] = [
        {"name": "line", "kind": "impact-limit", "action": "engine-shutdown", "area": "line", "gate": "gate", "gate_check": check, "distance": distance, "keep": keep},
        {"name": "place", "kind": "position-limit", "action": "warn", "area": "gate", "distance": distance, "keep": keep},
    ]  # fmt: skip
    table = compiled(tree)
    if table is not None:
        runs(table)


WINDOW = st.one_of(
    st.none(),
    st.sampled_from(["liftoff", "core cutoff", "third stage cutoff", "payload separation"]),
    st.sampled_from(["0 s", "50 s", f"1{'0' * 70} s", "1e9 s", f"{'9' * 400} s"]),
)
LOSS = st.one_of(
    st.lists(st.lists(st.sampled_from(["0 s", "1 s", "2 s", "1e300 s", 5, 0.5, -1, "x"]), max_size=3), max_size=4),
    st.lists(st.integers(0, 1000), min_size=1, max_size=5, unique=True).map(
        lambda times: [[t, t] for t in sorted(times)]
    ),
)


@QUICK
@given(WINDOW, WINDOW, LOSS)
def test_any_window_and_table(start: str | None, end: str | None, loss: Any) -> None:
    tree = copy.deepcopy(TREE)
    rule = {"name": "loss", "kind": "data-loss", "action": "engine-shutdown", "loss": loss, "start": start, "end": end}
    tree["termination"]["rule"] = [{key: value for key, value in rule.items() if value is not None}]
    table = compiled(tree)
    if table is not None:
        runs(table)
