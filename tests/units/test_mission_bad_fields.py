"""Every field of the built-in missions made wrong: one sentence that names the place, never anything else."""

from __future__ import annotations

import math
from typing import Any

import pytest
from mission_trees import at, changed, inlined, leaves, tables

from luncur.errors import InputError, LuncurError
from luncur.mission import Mission
from luncur.mission.fields import quantity_at
from luncur.mission.load import mission_from_tree

TREES = {name: inlined(name) for name in ("soyuz-vostochny-sso", "falcon9-ses12")}
LEAVES = [(name, place) for name, tree in TREES.items() for place in leaves(tree)]
TABLES = [(name, place) for name, tree in TREES.items() for place in tables(tree)]
LISTS = {("vehicle", "body"), ("vehicle", "event"), ("event",), ("failure", "mode")}
NEEDED = {
    ("schema",), ("name",), ("site",), ("vehicle",), ("launch",), ("weather",), ("launch", "time"), ("site", "name"),
    ("site", "latitude"), ("site", "longitude"), ("site", "altitude"), ("vehicle", "name"), ("vehicle", "body"),
    ("vehicle", "aero"), ("weather", "wind"), ("weather", "wind", "model"), ("payload", "name"), ("payload", "dry_mass"),
    ("vehicle", "body", 0, "name"), ("vehicle", "body", 0, "kind"), ("vehicle", "body", 0, "dry_mass"),
    ("vehicle", "body", 0, "tank", "propellant"), ("vehicle", "body", 0, "tank", "loaded"),
    ("vehicle", "body", 0, "engine", "thrust_vacuum"), ("vehicle", "body", 0, "engine", "specific_impulse_vacuum"),
    ("vehicle", "event", 0, "name"), ("vehicle", "event", 1, "when"), ("steering", 0, "start"), ("steering", 0, "law"),
    ("steering", 1, "target", "inclination"), ("failure", "mode"), ("failure", "mode", 0, "name"),
    ("failure", "mode", 0, "kind"), ("failure", "mode", 0, "share"), ("failure", "history", "flights"),
    ("failure", "history", "failures"), ("failure", "history", "source"), ("vehicle", "aero", 0, "reference_area"),
    ("vehicle", "aero", 0, "powered"), ("vehicle", "aero", 0, "start"),
}  # fmt: skip


def label(item: Any) -> str:
    return ".".join(map(str, item)) if isinstance(item, tuple) else str(item)


def complaint(tree: dict[str, Any]) -> InputError:
    """The error of a mission that must not be accepted."""
    with pytest.raises(InputError) as caught:
        mission_from_tree(tree, "mine.toml", None)
    text = str(caught.value)
    assert text.startswith("mine.toml: ")
    assert text.isprintable()
    assert "expected" in text
    assert len(text) < 1200
    return caught.value


def quantity(place: tuple[str | int, ...]) -> Any:
    """What the model says of a place of the user's file."""
    moved = {"payload": ("vehicle", "body", 9), "event": ("vehicle", "event"), "steering": ("vehicle", "steering")}
    start = moved.get(str(place[0]))
    return quantity_at(Mission, (*start, *place[1:]) if start else place)


def named(error: InputError, place: tuple[str | int, ...]) -> bool:
    """Whether the error's field is at the place, below it, or the table that it stands in."""
    keys = [step for step in place if isinstance(step, str)]
    if place[0] == "sources":
        return error.field == "sources"
    return keys[-1] in error.field.split(".") or (len(keys) > 1 and keys[-2] in error.field.split("."))


@pytest.mark.parametrize(("name", "place"), LEAVES, ids=label)
def test_wrong_type(name: str, place: tuple[str | int, ...]) -> None:
    tree = TREES[name]
    wrong: list[Any] = [{"x": 1}, {"value": {"x": 1}}, [[[]]], math.nan, {"value": -math.inf}, 10**400, "x" * 5000]
    for value in wrong:
        if place[0] == "sources" and isinstance(value, str):
            value = 5
        error = complaint(changed(tree, place, value))
        assert named(error, place), (value if not isinstance(value, int) else "10**400", str(error))


@pytest.mark.parametrize(("name", "place"), [p for p in LEAVES if quantity(p[1])], ids=label)
def test_wrong_unit_sign_and_range(name: str, place: tuple[str | int, ...]) -> None:
    expected = quantity(place)
    written = at(TREES[name], place)
    if isinstance(written["value"] if isinstance(written, dict) else written, list):
        pytest.skip("a table of rows, made wrong row by row below")
    wrong: list[Any] = ["3 parsec", "3 kg s", "", "=1+1", True, expected.high * 1.01 + 1, math.nan, [1.0]]
    wrong.append(expected.low - 1.0 if math.isfinite(expected.low) else -math.inf)
    if expected.open:
        wrong.append(0.0)
    for value in wrong:
        for form in (value, {"value": value, "note": "x"}):
            error = complaint(changed(TREES[name], place, form))
            assert error.field.endswith(str(place[-1])), str(error)


@pytest.mark.parametrize(
    ("name", "place"), [p for p in LEAVES if str(p[1][-1]) in ("pitch", "powered", "throttle")], ids=label
)
def test_wrong_rows(name: str, place: tuple[str | int, ...]) -> None:
    written = at(TREES[name], place)
    rows = written["value"] if isinstance(written, dict) else written
    for bad in ([], [1], [1, 2, 3], ["1 kg", "1 kg"], [True, True], [math.nan, 0.5], "0 s, 90 deg", {"x": 1}):
        error = complaint(changed(TREES[name], place, [*rows[:-1], bad]))
        assert str(place[-1]) in error.field
    complaint(changed(TREES[name], place, list(reversed(rows)) if len(rows) > 1 else [[5, -1]]))


@pytest.mark.parametrize(("name", "place"), TABLES, ids=label)
def test_unknown_key(name: str, place: tuple[str | int, ...]) -> None:
    if place and place[0] == "sources":
        pytest.skip("every key is a citation")
    error = complaint(changed(TREES[name], (*place, "dry_masss"), 1))
    assert error.field.endswith("dry_masss")


@pytest.mark.parametrize(("name", "place"), TABLES + LEAVES, ids=label)
def test_missing(name: str, place: tuple[str | int, ...]) -> None:
    if not place:
        with pytest.raises(InputError, match=r"schema: expected a value \(it is missing\) \(and \d+ more\)"):
            mission_from_tree({}, "mine.toml", None)
        return
    tree = changed(TREES[name], place, None)
    if place in NEEDED:
        assert named(complaint(tree), place)
        return
    said = []
    try:
        mission_from_tree(tree, "mine.toml", None)
    except LuncurError as error:
        said.append(str(error))
    assert all(text.isprintable() for text in said)


def test_every_needed_key_is_tried() -> None:
    tried = {place for _, place in TABLES + LEAVES}
    lists = {place[:-1] for place in tried if isinstance(place[-1] if place else None, int)}
    assert tried | lists >= NEEDED


@pytest.mark.parametrize("name", TREES)
@pytest.mark.parametrize("place", sorted(LISTS), ids=label)
def test_duplicated_entry(name: str, place: tuple[str | int, ...]) -> None:
    entries = at(TREES[name], place)
    for entry in entries:
        if entry["name"] == "liftoff":
            continue
        error = complaint(changed(TREES[name], place, [*entries, entry]))
        assert error.expected == "every name once"
        assert error.value == entry["name"]


# Markup and formulas are allowed in names: whoever writes a page, a map or a table escapes them.
HOSTILE = [
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "+1",
    "-1",
    '"]]><x/>',
    "{{7*7}}",
    "%s%n",
    "Протон ☄",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_kept_as_they_are(text: str) -> None:
    tree = changed(TREES["falcon9-ses12"], ("title",), text)
    tree["payload"]["name"] = tree["site"]["name"] = text
    tree["event"][-1]["jettison"] = [text]
    mission = mission_from_tree(tree, "mine.toml", None)
    assert mission.title == mission.site.name == mission.vehicle.bodies[-1].name == text


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\tb", "a\0b", "\x1b[31mred", "\u202eleft", "\u2028"])
@pytest.mark.parametrize(
    "place",
    [("name",), ("title",), ("hypothetical",), ("site", "name"), ("vehicle", "name"), ("payload", "name")],
    ids=label,
)
def test_control_characters_are_refused(text: str, place: tuple[str, ...]) -> None:
    complaint(changed(TREES["falcon9-ses12"], place, text))
