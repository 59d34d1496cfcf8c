"""The reader of orbit files given anything: it returns a case or raises a LuncurError of one line."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luncur.errors import LuncurError
from luncur.mission.load import builtin_names, builtin_text
from luncur.mission.reading import parse_toml
from luncur.orbit.input.load import KIND, case_from_tree
from luncur.orbit.input.model import TABLES, OrbitCase

TEXTS = [builtin_text(KIND, name) for name in builtin_names(KIND)]
QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.floats(), max_size=2),
)  # fmt: skip


def check(error: LuncurError) -> None:
    assert str(error).isprintable()
    assert len(str(error)) < 2000


def read(tree: dict) -> OrbitCase | None:
    try:
        return case_from_tree(tree, "fuzz.toml", None)
    except LuncurError as error:
        check(error)
        return None


def read_bytes(data: bytes) -> OrbitCase | None:
    try:
        tree = parse_toml(data, "fuzz.toml")
    except LuncurError as error:
        check(error)
        return None
    return read(tree)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read_bytes(data)


@settings(QUICK, max_examples=300)
@given(
    st.sampled_from(TEXTS),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=6),
)
def test_built_ins_with_bytes_replaced(text: str, edits: list[tuple[int, int, bytes]]) -> None:
    data = text.encode()
    for at, length, new in edits:
        at %= len(data) + 1
        data = data[:at] + new + data[at + length :]
    read_bytes(data)


@settings(QUICK, max_examples=400)
@given(
    st.dictionaries(
        st.sampled_from(TABLES), st.one_of(VALUES, st.dictionaries(st.text(max_size=10), VALUES)), max_size=5
    )
)
def test_any_tables(tree: dict) -> None:
    read(tree)


@settings(QUICK, max_examples=400)
@given(
    st.sampled_from(TEXTS),
    st.sampled_from(TABLES),
    st.sampled_from(
        sorted(
            {
                f.alias or n
                for part in OrbitCase.model_fields.values()
                for n, f in getattr(part.annotation, "model_fields", {}).items()
            }
        )
    ),
    VALUES,
)
def test_built_ins_with_one_value_replaced(text: str, table: str, key: str, value: object) -> None:
    tree = parse_toml(text.encode(), "fuzz.toml")
    rows = tree.get(table)
    if isinstance(rows, list) and rows:
        rows[0][key] = value
    elif isinstance(rows, dict):
        rows[key] = value
    else:
        tree[table] = {key: value}
    read(tree)
