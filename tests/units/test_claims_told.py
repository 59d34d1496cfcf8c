"""Claims told as records: the sentences of the page of claims, for a page that lays them out itself."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from luncur.claims.out.output import read_to_folder
from luncur.claims.out.page import check_text
from luncur.claims.out.told import told


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    paths = [Path(str(files("luncur") / f"data/examples/report-{lang}.txt")) for lang in ("en", "id")]
    return read_to_folder(paths, tmp_path_factory.mktemp("claims") / "read", "en")


@pytest.mark.parametrize("lang", ["en", "id"])
def test_every_claim_and_every_check_is_told(record: dict[str, Any], lang: str) -> None:
    said = told(record, lang)
    marks = {f"{c['text']}#{c['id']}" for c in record["claims"]}
    assert set(said["by"]) == set(said["confidence"]) == set(said["when"]) == marks
    assert [c["text"] for c in said["checks"]] == [check_text(k, lang) for c in record["claims"] for k in c["checks"]]
    assert {m for c in said["checks"] for m in c["claims"]} <= marks
    assert {c["kind"] for c in record["claims"]} <= set(said["kinds"])
    assert {c["modality"] for c in record["claims"]} <= set(said["modalities"])
    assert str(len(record["claims"])) in said["headline"]


def test_the_languages_differ_where_luncur_speaks(record: dict[str, Any]) -> None:
    english, indonesian = told(record, "en"), told(record, "id")
    assert english["checks"][0]["title"].startswith("agrees in part")
    assert indonesian["checks"][0]["title"].startswith("sejalan sebagian")
    assert english["trust"] != indonesian["trust"]
