"""Runs survive whatever happens to the server, and give the numbers of a run that nothing happened to."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import numpy as np
import pytest
from serve_process import Process, until

from conftest import MISSION, served
from luncur.campaign.study import assess_to_folder
from luncur.export.tables import read_impacts
from luncur.mission import template
from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.runs import Queue, Store

STUDY = {"command": "assess", "mission": MISSION, "options": {"samples": 3072, "precision": 0.05, "seed": 11}}
OFTEN = {"LUNCUR_CHECKPOINT_SECONDS": "0.05"}  # so that a short study has something to go on from


def added(client: httpx.Client, job: dict[str, Any]) -> str:
    answer = client.post("/api/jobs", json=job)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def ended(client: httpx.Client, id: str) -> dict[str, Any]:
    """A run, when it neither waits nor runs any more."""
    until(lambda: client.get(f"/api/jobs/{id}").json()["state"] not in ("queued", "running"), 900)
    return dict(client.get(f"/api/jobs/{id}").json())


def numbers(folder: Path) -> dict[str, Any]:
    """A study's summary without what says when, and how long, it was computed."""
    summary = json.loads((folder / "summary.json").read_bytes())
    summary.pop("timing")
    summary["provenance"].pop("made")
    return dict(summary)


def counted(job: dict[str, Any]) -> int:
    progress = job["progress"] or {}
    return int(progress.get("done", 0)) if progress.get("stage") == "launches" else 0


def test_a_killed_server_s_run_goes_on_to_the_same_numbers(tmp_path: Path) -> None:
    with Process(tmp_path, **OFTEN) as first:
        id, waiting = added(first.client, STUDY), added(first.client, {"command": "fly", "mission": "sounding-rocket"})
        until(lambda: counted(first.job(id)) > 0 or first.job(id)["state"] in ("done", "failed"), 900)
        assert first.job(id)["state"] == "running"
        first.end(signal.SIGKILL)
    with Process(tmp_path, **OFTEN) as second:
        assert second.job(id)["state"] == "running"
        done, flown = ended(second.client, id), ended(second.client, waiting)
        second.end(signal.SIGTERM)
    assert (done["state"], done["error"]) == ("done", None)
    assert (flown["state"], flown["error"]) == ("done", None)

    alone = tmp_path / "alone"
    assess_to_folder(MISSION, alone, samples=3072, precision=0.05, seed=11, workers=1, resume=False, lang="en")
    again = tmp_path / unquote(done["folder"])
    assert numbers(again) == numbers(alone)
    names = ("launch", "latitude_deg", "longitude_deg", "casualties", "weight")
    impacts, expected = (read_impacts(place / "impacts.parquet", names) for place in (again, alone))
    for name in names:
        np.testing.assert_array_equal(impacts[name], expected[name])
    assert (again / "risk.csv").read_bytes() == (alone / "risk.csv").read_bytes()


def test_a_server_that_is_stopped_says_so_and_leaves_no_worker(tmp_path: Path) -> None:
    with Process(tmp_path) as server:
        id = added(server.client, STUDY)
        worker = until_worker(tmp_path)
        said = server.end(signal.SIGINT).splitlines()
        assert [line.partition(" ")[0] for line in said] == [
            "luncur:",
            "luncur:",
        ]  # that it starts, and that it has ended
    until(lambda: not Path(f"/proc/{worker}").exists(), 20)
    store = Store(tmp_path / ".luncur-serve/jobs.sqlite")
    assert store.row(id)["state"] == "running"  # the next server takes it up
    store.close()


def until_worker(root: Path) -> str:
    """The process of the run at work, once the list names it."""
    found: list[str] = []

    def named() -> bool:
        store = Store(root / ".luncur-serve/jobs.sqlite")
        found[:] = [row["pid"] for row in store.rows() if row["pid"]]
        store.close()
        return bool(found)

    until(named, 60)
    return found[0]


def test_a_worker_that_is_killed_is_interrupted_and_can_go_on(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        id = added(running.client, {"command": "fly", "mission": "sounding-rocket"})
        os.kill(int(until_worker(tmp_path)), signal.SIGKILL)
        job = ended(running.client, id)
        assert job["state"] == "interrupted"
        assert "signal 9" in job["error"]
        assert running.client.post(f"/api/jobs/{id}/resume").json()["state"] == "queued"
        job = ended(running.client, id)
        assert (job["state"], job["error"]) == ("done", None)
        assert running.client.get(f"/api/folders/{job['folder']}/trajectory").status_code == 200


def test_a_run_is_cancelled_and_told_as_it_goes(tmp_path: Path) -> None:
    with served(tmp_path) as running:
        id, other = added(running.client, STUDY), added(running.client, STUDY)
        assert running.client.post(f"/api/jobs/{other}/cancel").json()["state"] == "cancelled"
        told = []
        with running.client.stream("GET", f"/api/jobs/{id}/events") as events:
            assert events.headers["content-type"].startswith("text/event-stream")
            for line in events.iter_lines():
                if line.startswith("data: "):
                    told.append(json.loads(line[6:]))
                    if told[-1]["state"] == "running":
                        running.client.post(f"/api/jobs/{id}/cancel")
        assert told[-1]["state"] == "cancelled"
        assert running.client.post(f"/api/jobs/{id}/cancel").status_code == 409
        assert [row["id"] for row in running.client.get("/api/jobs").json()] == [other, id]
        assert running.client.get("/api/jobs/nothing").status_code == 404


def test_an_edited_mission_s_text_is_run_and_kept_beside(tmp_path: Path) -> None:
    text = template("sounding-rocket").replace('title = "Generic', 'title = "Mine: generic', 1)
    assert "Mine" in text
    with served(tmp_path) as running:
        id = added(running.client, {"command": "fly", "text": text, "options": {"lang": "id"}})
        job = ended(running.client, id)
        assert (job["state"], job["error"]) == ("done", None)
        folder = tmp_path / unquote(job["folder"])
        assert folder.with_name(folder.name + ".toml").read_text(encoding="utf-8") == text
        assert running.client.get(f"/api/folders/{job['folder']}/summary").json()["title"].startswith("Mine")
        assert 'lang="id"' in (folder / "report.html").read_text(encoding="utf-8")[:500]


def test_a_mission_that_cannot_fly_fails_with_its_sentence(tmp_path: Path) -> None:
    text = template("sounding-rocket")
    with served(tmp_path) as running:
        id = added(running.client, {"command": "trial", "text": text})
        job = ended(running.client, id)
        assert job["state"] == "failed"
        assert "termination" in job["error"]
        assert job["folder"] is None


def test_a_second_server_of_a_folder_leaves_the_runs_to_the_first(tmp_path: Path) -> None:
    queue = Queue(tmp_path, tmp_path / ".luncur-serve")
    queue.start()
    with served(tmp_path) as running:
        answer = running.client.get("/api/jobs")
        assert answer.status_code == 409
        assert "another luncur serve" in answer.json()["error"]
        assert running.client.get("/api/folders").status_code == 200
    queue.stop()


def test_no_more_runs_wait_than_are_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUEUE", 1)
    queue = Queue(tmp_path, tmp_path / ".luncur-serve")
    queue.start()
    woken = queue._wake
    monkeypatch.setattr(queue, "_wake", threading.Event())  # nobody is woken to work
    queue.add("fly", "sounding-rocket", None, {"lang": "en"})
    with pytest.raises(Refused, match="waiting"):
        queue.add("fly", "sounding-rocket", None, {"lang": "en"})
    queue.store.change(queue.store.rows()[0]["id"], state="cancelled")
    monkeypatch.undo()
    assert queue._wake is woken
    queue.stop()


def test_nothing_is_run_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "served" / "runs").symlink_to(tmp_path / "outside")
    with served(tmp_path / "served") as running:
        answer = running.client.post("/api/jobs", json={"command": "fly", "mission": "sounding-rocket"})
        assert answer.status_code == 409
    assert not any((tmp_path / "outside").iterdir())
    shutil.rmtree(tmp_path / "served")
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / ".luncur-serve").symlink_to(tmp_path / "outside")
    with served(tmp_path / "served") as running:
        assert running.client.get("/api/jobs").status_code == 409
    assert not any((tmp_path / "outside").iterdir())


def test_a_run_that_goes_on_is_not_started_twice_unless_asked(tmp_path: Path) -> None:
    own = template("sounding-rocket")
    with served(tmp_path) as running:
        for mission in ({"mission": MISSION}, {"text": own}):
            job = {"command": "assess", **mission, "options": {"samples": 3072, "seed": 11}, "twice": False}
            id = added(running.client, job)
            again = running.client.post("/api/jobs", json=job)
            assert again.status_code == 409
            assert "waits or runs already" in again.json()["error"]
            other = {**job, "options": {"samples": 3072, "seed": 12}}
            more = [added(running.client, other), added(running.client, {**job, "twice": True})]
            if "text" in job:
                more.append(added(running.client, {**job, "text": own.replace("60 kg", "61 kg", 1)}))
            for one in [*more, id]:
                running.client.post(f"/api/jobs/{one}/cancel")
            again = running.client.post("/api/jobs", json=job)  # what has ended may be run again
            assert again.status_code == 202
            running.client.post(f"/api/jobs/{again.json()['id']}/cancel")


def test_what_is_wrong_with_a_request_is_said_in_luncur_s_words(tmp_path: Path) -> None:
    said = {
        "options.samples: 5,000,000: expected at most 4,194,304": {"options": {"samples": 5_000_000}},
        "options.precision: 2.0: expected at most 1.0": {"options": {"precision": 2.0}},
        "options.seed: 'x': expected a whole number": {"options": {"seed": "x"}},
        "command: 'sing': expected 'fly', 'assess', 'trial' or 'orbit'": {"command": "sing"},
        "options.colour: 'red': expected nothing of this name": {"options": {"colour": "red"}},
        "mission: expected text": {"mission": ["a"]},
    }
    with served(tmp_path) as running:
        for sentence, wrong in said.items():
            answer = running.client.post("/api/jobs", json={"command": "assess", "mission": MISSION, **wrong})
            assert (answer.status_code, answer.json()["error"]) == (422, sentence)
