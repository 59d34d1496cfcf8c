"""The reviewer's page: every file and field that it names is in a study's folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from luncur.campaign.verbs import assess
from luncur.export import summary_schema

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "reviewer.md").read_text(encoding="utf-8")
ROWS = [cells for line in PAGE.splitlines() if len(cells := [c.strip() for c in line.split("|")[1:-1]]) == 3]
WHERE = [where for what, _, where in ROWS if what not in ("section", "rule", "---")]
FILES_ONLY = {
    "summary.json",
    "risk.csv",
    "areas.geojson",
    "trajectory.nc",
    "orbit.oem",
    "impacts.parquet",
    "flight.kml",
}


def named() -> list[str]:
    return [name for where in WHERE for name in re.findall(r"`([^`]+)`", where)]


FIELDS = sorted({name for name in named() if name not in FILES_ONLY})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reviewer") / "out"
    assess("electron-biak-hypothetical", out, samples=1024, seed=1)
    return out


def at(node: Any, path: str) -> Iterator[Any]:
    """Values at a path such as ``risk.by_phase[].phase``; a KeyError where it is not there."""
    head, _, rest = path.partition(".")
    value = node[head.removesuffix("[]")]
    items = value if head.endswith("[]") else [value]
    for item in items:
        yield from at(item, rest) if rest else [item]


def test_page_names_files_and_fields() -> None:
    assert len(WHERE) > 20
    assert len(FIELDS) > 30
    assert set(named()) >= FILES_ONLY


def test_files_are_in_the_folder(folder: Path) -> None:
    missing = [name for name in FILES_ONLY if not (folder / name).is_file()]
    assert not missing


@pytest.mark.parametrize("path", FIELDS)
def test_field_is_in_the_summary(path: str, folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert list(at(summary, path)), path


@pytest.mark.parametrize("path", FIELDS)
def test_first_name_of_a_field_is_in_the_schema(path: str) -> None:
    assert path.split(".")[0].removesuffix("[]") in summary_schema()["properties"]


def test_a_wrong_path_is_found() -> None:
    with pytest.raises(KeyError):
        list(at({"risk": {"rows": [{"a": 1}]}}, "risk.rows[].b"))


def test_what_is_said_not_to_be_computed_is_not(folder: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert summary["termination"] is None
    assert "termination" in summary["not_computed"]
    assert not any("toxic" in hazard["hazard"] for hazard in summary["risk"]["by_hazard"])
