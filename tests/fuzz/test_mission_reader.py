"""The reader given anything: it returns a mission or raises a LuncurError of one line."""

from __future__ import annotations

import string
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luncur.errors import LuncurError
from luncur.mission import Mission, describe, load, template
from luncur.mission.load import mission_from_tree
from luncur.mission.reading import parse_toml

sys.path.insert(0, str(Path(__file__).parents[1] / "units"))
from mission_trees import SMALL, inlined, small

TEXTS = [SMALL, template("soyuz-vostochny-sso"), template("falcon9-ses12")]
QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def check(error: LuncurError) -> None:
    assert str(error).isprintable()
    assert len(str(error)) < 2000


def read(data: bytes) -> Mission | None:
    try:
        mission = mission_from_tree(parse_toml(data, "fuzz.toml"), "fuzz.toml", None)
    except LuncurError as error:
        check(error)
        return None
    assert describe(mission)
    return mission


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read(data)


@QUICK
@given(st.text(alphabet=string.printable, max_size=400))
def test_any_text(text: str) -> None:
    read(text.encode())


@settings(QUICK, max_examples=400)
@given(
    st.sampled_from(TEXTS),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=6),
)
def test_built_ins_with_bytes_replaced(text: str, edits: list[tuple[int, int, bytes]]) -> None:
    data = text.encode()
    for start, length, new in edits:
        start %= len(data)
        data = data[:start] + new + data[start + length :]
    read(data)


@settings(QUICK, max_examples=400)
@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=8))
def test_built_ins_with_lines_moved(text: str, moves: list[tuple[int, int]]) -> None:
    lines = text.split("\n")
    for source, target in moves:
        lines.insert(target % len(lines), lines.pop(source % len(lines)))
    read("\n".join(lines).encode())


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.datetimes() | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "name", "source", "sigma", "x", ""]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(QUICK, max_examples=500)
@given(st.sampled_from([small, lambda: inlined("soyuz-vostochny-sso")]), st.data())
def test_any_value_at_any_place(tree: object, data: st.DataObject) -> None:
    root = tree()  # type: ignore[operator]
    node = root
    for _ in range(data.draw(st.integers(1, 6), label="depth")):
        keys = sorted(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        parent, key = node, data.draw(st.sampled_from(keys), label="key")
        node = parent[key]
        if not isinstance(node, dict | list):
            break
    parent[key] = data.draw(ANYTHING, label="value")
    try:
        describe(mission_from_tree(root, "fuzz.toml", None))
    except LuncurError as error:
        check(error)


@QUICK
@given(st.text(max_size=40))
def test_any_name(name: str) -> None:
    with pytest.raises(LuncurError):
        load(f"{name}\0")
