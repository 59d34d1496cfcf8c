"""A recording as the guide says how to make one, and files that are none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from conftest import MISSION, served

GUIDE = Path(__file__).parents[2] / "docs/how-to/serve.md"


def test_the_guide_s_recording_can_be_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = re.search(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    exec(found[1], {})
    packets = [json.loads(line) for line in (tmp_path / "out/flight.jsonl").read_text().splitlines()]
    assert 115 < packets[-1]["time_s"] <= 120
    with served(tmp_path) as running:
        assert "out/flight.jsonl" in running.client.get("/api/watch").json()["recordings"]


def test_a_file_that_is_no_recording_is_called_as_the_page_calls_it(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    with served(tmp_path) as running:
        id = running.client.post("/api/watch", json={"mission": MISSION, "replay": "bad.csv"}).json()["id"]
        records = _records(running.client, id)
    errors = [r["error"] for r in records if r["record"] == "error"]
    assert len(errors) == 1
    assert errors[0].startswith("bad.csv: line 1: 'a': expected columns")
    assert str(tmp_path) not in errors[0]


def _records(client: httpx.Client, id: str) -> list[dict[str, str]]:
    with client.stream("GET", f"/api/watch/{id}/events") as events:
        return [json.loads(line[6:]) for line in events.iter_lines() if line.startswith("data: ")]
