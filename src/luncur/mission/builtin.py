"""The built-in missions: their list and their text."""

from __future__ import annotations

from luncur.errors import InputError
from luncur.mission.load import builtin_names, builtin_text, builtin_tree
from luncur.mission.messages import nearest, one_sentence


def missions() -> list[tuple[str, str]]:
    """Name and one line of every built-in mission."""
    return [(name, str(builtin_tree("missions", name).get("title", ""))) for name in builtin_names("missions")]


def template(name: str, part: str = "mission") -> str:
    """The text of a built-in mission, to be edited, or of its ``part``: "vehicle" or "site".

    Raises InputError when there is no mission of that name.
    """
    with one_sentence():
        known = builtin_names("missions")
        if name not in known:
            expected = f"the name of a built-in mission ({', '.join(known)}){nearest(name, known)}"
            raise InputError("command line", "MISSION", name, expected)
        if part == "mission":
            return builtin_text("missions", name)
        return builtin_text(f"{part}s", str(builtin_tree("missions", name)[part]))
