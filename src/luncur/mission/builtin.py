"""The built-in missions: their list and their text."""

from __future__ import annotations

from luncur.mission.load import builtin_names, builtin_text, builtin_tree
from luncur.mission.messages import one_sentence


def missions() -> list[tuple[str, str]]:
    """Name and one line of every built-in mission."""
    return [(name, str(builtin_tree("missions", name).get("title", ""))) for name in builtin_names("missions")]


def template(name: str) -> str:
    """The text of a built-in mission, to be edited; InputError when there is none of that name."""
    with one_sentence():
        return builtin_text("missions", name, "MISSION")
