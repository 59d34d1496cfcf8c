"""The reference page names every key and every unit of the mission file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from luncur.mission import model
from luncur.mission.fields import field_names
from luncur.mission.units import UNITS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "mission-file.md").read_text(encoding="utf-8")
PARTS = [part for name in model.__all__ if issubclass(part := getattr(model, name), BaseModel) and name != "Part"]
BY_HEADING = {
    "body",
    "event",
    "aero",
    "steering",
    "mode",
    "vehicle",
    "site",
    "breakup",
}  # named in a heading or by their list


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_is_named(part: type[BaseModel]) -> None:
    for key in field_names(part):
        if key in ("figures", "file") and part.__name__ == "Mission":
            continue
        pattern = (
            rf"`{key}`|`{key} = |\.{key}\]\]|`\[{key}\]" if key in BY_HEADING else rf"`{key}`|`{key} = |`\[{key}\]"
        )
        assert re.search(pattern, PAGE), f"{part.__name__}.{key}"


def test_every_unit_is_named() -> None:
    for kind, units in UNITS.items():
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| {kind} |"))
        for unit in filter(None, units):
            assert re.search(rf"[ ,]{re.escape(unit)}[ ,]", row), (kind, unit)
