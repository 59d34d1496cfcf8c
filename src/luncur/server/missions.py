"""Missions that a page sends as text: read as a stranger's, since nothing in them may name a file of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from luncur.errors import InputError, LuncurError
from luncur.mission import Mission, describe
from luncur.mission.describe import assumptions
from luncur.mission.load import builtin_names, complaints, mission_from_tree
from luncur.mission.own_files import own_files
from luncur.mission.people_words import about_people
from luncur.mission.reading import parse_toml
from luncur.sentences import coded, said_again

NAME = "mission.toml"  # what the text is called in sentences about it
NO_FILE = "no file: a mission sent by a page reads none; run it with luncur assess"
MOST_ERRORS = 100
FILES = ("file", "files", "atmosphere_file", "fragments", "turns")  # keys whose value is the name of a file


def mission_of_text(text: str) -> Mission:
    """A mission from the text of its file; InputError for what is wrong with it, and for every file that it names."""
    tree = parse_toml(text.encode("utf-8", "replace"), NAME)
    if (outside := _reaches_out(tree)) is not None:
        raise outside
    mission = mission_from_tree(tree, NAME, None)
    for field, value in own_files(mission).items():
        raise InputError(NAME, field, value, NO_FILE)
    return mission


def _reaches_out(tree: dict[str, Any]) -> InputError | None:
    """What to say of a mission whose tables name a file, before anything looks whether it is there; None: they name none."""
    for part in ("site", "vehicle"):
        name = tree.get(part)
        if isinstance(name, str) and name not in builtin_names(f"{part}s"):
            known = ", ".join(builtin_names(f"{part}s"))
            return InputError(NAME, part, name, f"the name of a built-in ({known}), or a table")
    for field, value in _named(tree, ""):
        return InputError(NAME, field[:160], value, NO_FILE)
    return None


def _named(tree: Any, at: str) -> Iterator[tuple[str, Any]]:
    """Every field that names a file, wherever it stands."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            where = f"{at}.{key}" if at else str(key)
            if key in FILES or (where == "trajectory.events"):
                yield where, value if isinstance(value, str) else None
            yield from _named(value, where)
    elif isinstance(tree, list):
        for item in tree:
            yield from _named(item, at)


def check_record(text: str, lang: str) -> dict[str, Any]:
    """What ``luncur check`` says of a mission's text: whether it reads, what would be done and what is assumed."""
    try:
        mission = mission_of_text(text)
    except LuncurError as error:
        return {"ok": False, "errors": _complaints(text, error), "description": None, "assumed": []}
    said = [*assumptions(mission), *about_people(mission)]
    return {
        "ok": True, "errors": [], "description": describe(mission), "name": mission.name, "title": mission.title,
        "has_rules": mission.termination is not None and bool(mission.termination.rules),
        "assumed": [said_again(str(sentence), coded(sentence), lang) for sentence in said],
    }  # fmt: skip


def _complaints(text: str, error: LuncurError) -> list[dict[str, Any]]:
    """What is wrong with a mission, field by field; the one error where it is not in the fields' types."""
    try:
        tree = parse_toml(text.encode("utf-8", "replace"), NAME)
        several: list[LuncurError] = [] if _reaches_out(tree) else [*complaints(tree, NAME, None)]
    except LuncurError:
        several = []
    return [complaint(one) for one in several[:MOST_ERRORS] or [error]]


def complaint(error: LuncurError) -> dict[str, Any]:
    """One error, in parts for the field it belongs to."""
    if isinstance(error, InputError):
        value = None if error.value is None else str(error.value)[:200]
        return {"field": error.field, "value": value, "expected": error.expected, "sentence": str(error)}
    return {"field": "", "value": None, "expected": "", "sentence": str(error)}
