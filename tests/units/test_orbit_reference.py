"""The reference page names every key of the orbit file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from luncur.mission.fields import field_names
from luncur.orbit.input import model, seeing

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "orbit-file.md").read_text(encoding="utf-8")
PARTS = [
    part
    for module in (model, seeing)
    for part in vars(module).values()
    if isinstance(part, type) and issubclass(part, BaseModel) and part.__module__ == module.__name__
]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_is_named(part: type[BaseModel]) -> None:
    for key in field_names(part):
        if key == "file" and part is model.OrbitCase:
            continue
        assert re.search(rf"`{key}`", PAGE), f"{part.__name__}.{key}"
