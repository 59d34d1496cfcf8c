"""The reader of event files given anything: it returns an event or raises a LuncurError of one line."""

from __future__ import annotations

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luncur.errors import LuncurError
from luncur.event.load import event_from_tree
from luncur.event.model import Event
from luncur.event.places import parse_relative
from luncur.event.positions import parse_position
from luncur.event.rows import fact_row
from luncur.mission.load import builtin_text
from luncur.mission.reading import parse_toml

TEXTS = [builtin_text("events", name) for name in ("nk-1998-08-31", "nk-2012-12-12", "delta2-1997-01-22")]
QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def check(error: LuncurError) -> None:
    assert str(error).isprintable()
    assert len(str(error)) < 2000


def read(data: bytes) -> Event | None:
    try:
        event = event_from_tree(parse_toml(data, "fuzz.toml"), "fuzz.toml")
    except LuncurError as error:
        check(error)
        return None
    for fact in event.facts:  # what was read can be shown
        assert fact_row(event, fact)["stated"]["id"] is not None
    return event


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read(data)


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
    read(data)


@settings(QUICK, max_examples=200)
@given(st.sampled_from(TEXTS), st.integers(0, 200), st.integers(0, 200))
def test_built_ins_with_lines_moved_and_doubled(text: str, a: int, b: int) -> None:
    lines = text.splitlines()
    a, b = a % len(lines), b % len(lines)
    read("\n".join([*lines[:b], lines[a], *lines[b:]]).encode())
    lines[a], lines[b] = lines[b], lines[a]
    read("\n".join(lines).encode())


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20) | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_KEYS = st.sampled_from(["event", "site", "time", "report", "area", "outcome", "breakup", "sources", "x"])


@QUICK
@given(st.dictionaries(_KEYS, _VALUES, max_size=5))
def test_any_tree(tree: dict[str, object]) -> None:
    try:
        event_from_tree(tree, "fuzz.toml")
    except LuncurError as error:
        check(error)


@QUICK
@given(st.text(max_size=80) | st.text(alphabet="0123456789-.' NSEWLUBT°\"", max_size=40))
def test_any_position(text: str) -> None:
    try:
        p = parse_position(text)
    except ValueError:
        return
    assert abs(p.latitude) <= 1.5708
    assert abs(p.longitude) <= 3.1416
    assert p.rounding >= 0


@QUICK
@given(st.text(alphabet=string.printable, max_size=60), st.sampled_from(["Hegura", "Seguin", "Manila, PH", ""]))
def test_any_words_for_a_place(text: str, place: str) -> None:
    for words in (text, f"{text} km north of {place}", f"10 km {text} of {place}", f"10 km north of {text}"):
        try:
            r = parse_relative(words, "fuzz.toml", "report.x.relative")
        except LuncurError:
            continue
        assert 0 < r.distance < 1e7
