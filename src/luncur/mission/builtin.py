"""The built-in missions: their list, their text, the schema of their format."""

from __future__ import annotations

from typing import Any

from luncur.mission.load import builtin_names, builtin_text, builtin_tree
from luncur.mission.model import Mission


def missions() -> list[tuple[str, str]]:
    """Name and one line of every built-in mission."""
    return [(name, str(builtin_tree("missions", name).get("title", ""))) for name in builtin_names("missions")]


def template(name: str) -> str:
    """The text of a built-in mission, to be edited; InputError when there is none of that name."""
    return builtin_text("missions", name, "MISSION")


def schema() -> dict[str, Any]:
    """JSON Schema of the mission file."""
    document = Mission.model_json_schema()
    document["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    document["title"] = "luncur mission, format luncur-mission/1"
    return document
