"""A folder that a stranger made: names, lists of runs, links and tables that no luncur wrote."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from serve_process import until

from conftest import served
from luncur.mission import template
from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.impacts import Impacts
from luncur.server.runs import Queue, Store, queue
from luncur.server.runs.task import task_of
from luncur.server.watching.session import Source

OWN = ".luncur-serve"


def test_a_name_that_is_no_text_hides_nothing_else(tmp_path: Path) -> None:
    for name in (b"odd\xff", b"good"):
        folder = os.fsencode(tmp_path) + b"/" + name
        os.mkdir(folder)
        for file in (b"/event.json", b"/x\xff.csv"):
            Path(os.fsdecode(folder + file)).write_text("{}")
    with served(tmp_path) as running:
        rows = running.client.get("/api/folders").json()
        assert [(row["id"], row["has"]) for row in rows] == [("good", ["event.json"])]
        assert running.client.get("/api/folders/good/files").json() == [{"name": "event.json", "bytes": 2}]
        assert running.client.get("/api/watch").json()["recordings"] == []


def test_half_a_character_in_a_title_is_a_broken_file_and_a_whole_one_is_not(tmp_path: Path) -> None:
    for name, title in (("half", r"\ud83d"), ("whole", r"\ud83d\ude80")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "event.json").write_text(f'{{"title": {{"en": "{title}"}}}}')
    with served(tmp_path) as running:
        rows = {row["id"]: row for row in running.client.get("/api/folders").json()}
        assert rows["half"]["error"]
        assert rows["whole"]["title"] == "\U0001f680"


def test_files_that_come_and_go_do_not_stop_a_listing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from luncur.server import folders

    for name in ("here", "gone"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "event.json").write_text("{}")
    listed = folders.files_in

    def going(folder: Path) -> list[dict[str, Any]]:
        if folder.name == "gone":
            raise FileNotFoundError
        return listed(folder)

    monkeypatch.setattr(folders, "files_in", going)
    assert [row["id"] for row in folders.Folders(tmp_path).listed()] == ["here"]
    assert list(folders.names_in(tmp_path)) == ["here/event.json"]


def test_a_list_of_runs_that_is_none_is_said_and_the_results_are_shown(tmp_path: Path) -> None:
    (tmp_path / OWN).mkdir()
    (tmp_path / OWN / "jobs.sqlite").write_bytes(b"no list of runs " * 500)
    with served(tmp_path) as running:
        answer = running.client.get("/api/jobs")
        assert answer.status_code == 409
        assert "jobs.sqlite" in answer.json()["error"]
        assert running.client.get("/api/folders").status_code == 200
    assert (tmp_path / OWN / "jobs.sqlite").read_bytes().startswith(b"no list")


PLANTED: dict[str, dict[str, Any]] = {
    "a folder above": {"folder": "../outside/x"}, "a folder anywhere": {"folder": "/tmp/luncur-planted"},
    "a folder above runs": {"folder": "runs/../../outside/x"}, "the served folder": {"folder": "runs/.."},
    "a folder behind a link": {"folder": "runs/link"}, "no folder": {"folder": ""},
    "a mission anywhere": {"mission": "/etc/passwd"}, "a mission that is not built in": {"mission": "nothing"},
    "a text that names files": {"mission": "runs/reads.toml"}, "another command": {"command": "serve"},
    "no options": {"options": None},
}  # fmt: skip


@pytest.mark.parametrize("what", PLANTED)
def test_a_run_that_no_server_wrote_is_not_run(tmp_path: Path, what: str) -> None:
    root, outside = tmp_path.resolve() / "served", tmp_path.resolve() / "outside"
    for folder in (root / OWN, root / "runs", outside):
        folder.mkdir(parents=True)
    (root / "runs" / "link").symlink_to(outside)
    (root / "runs" / "reads.toml").write_text('[people]\nmodels = ["geotiff"]\nfile = "/etc/passwd"\n')
    row = {
        "command": "fly",
        "mission": "sounding-rocket",
        "options": {"lang": "en"},
        "folder": "runs/x",
        **PLANTED[what],
    }
    store = Store(root / OWN / "jobs.sqlite")
    store.add("planted", row["command"], row["mission"], row["options"], row["folder"])
    store.close()
    runs = Queue(root, root / OWN)
    runs.start()
    try:
        until(lambda: runs.store.row("planted")["state"] not in ("queued", "running"), 60)
        assert runs.record(runs.store.row("planted"))["state"] == "failed"
    finally:
        runs.stop()
    assert not any(outside.iterdir())
    assert sorted(p.name for p in (root / "runs").iterdir()) == ["link", "reads.toml"]


def test_a_run_s_text_is_found_again_where_the_folder_lies_now(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "runs").mkdir()
    (root / "runs" / "mine.toml").write_text(template("sounding-rocket"))
    row = {"command": "fly", "options": {"lang": "en"}, "folder": "runs/mine"}
    for recorded in ("runs/mine.toml", "/where/it/was/runs/mine.toml"):
        task = task_of(root, {**row, "mission": recorded})
        assert (task["mission"], task["folder"]) == (str(root / "runs/mine.toml"), str(root / "runs/mine"))


def test_nothing_is_written_through_a_link_in_place_of_the_server_s_own_files(tmp_path: Path) -> None:
    root, outside = tmp_path.resolve() / "served", tmp_path.resolve() / "outside"
    root.mkdir()
    outside.mkdir()
    (root / OWN).symlink_to(outside)
    impacts = Impacts(root / OWN)
    elsewhere = impacts._folder()
    assert elsewhere.is_relative_to(Path(tempfile.gettempdir()).resolve())
    impacts.stop()
    assert not elsewhere.exists()
    (root / OWN).unlink()
    (root / OWN).mkdir()
    (root / OWN / "jobs.sqlite").symlink_to(outside / "other.sqlite")
    with served(root) as running:
        assert running.client.get("/api/jobs").status_code == 409
    assert not any(outside.iterdir())


def test_impacts_that_cannot_be_packed_are_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "impacts.parquet").write_bytes(b"PAR1" + bytes(200) + b"PAR1")
    tried, run = [], subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: tried.append(a) or run(*a, **k))
    impacts = Impacts(tmp_path / OWN)
    for _ in range(3):
        with pytest.raises(Exception, match="not the impacts"):
            impacts.of(tmp_path / "study")
    assert len(tried) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("risk.csv", ",".join(f"c{i}" for i in range(20_000)) + "\n" + "1\n" * 500),  # 10 million values in 130 kB
        ("risk.csv", "phase\n" + "1\n" * (2 * limits.TABLE_ROWS)), ("risk.csv", "phase\n" + "1\r" * (2 * limits.TABLE_ROWS)),
        ("summary.json", '{"a":[' + "[]," * limits.JSON_VALUES + "1]}"),
    ],
)  # fmt: skip
def test_tables_and_objects_that_swell_are_refused(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / "bomb").mkdir()
    (tmp_path / "bomb" / "summary.json").write_text("{}")
    (tmp_path / "bomb" / name).write_text(data, newline="")
    with served(tmp_path) as running:
        answer = running.client.get(f"/api/folders/bomb/{name.partition('.')[0]}")
        assert answer.status_code == 422
        assert "luncur writes" in answer.json()["error"]


def test_a_run_goes_on_when_its_list_could_not_be_written_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(queue, "AGAIN_SECONDS", 0.1)
    changed, refused = Store.change, []

    def full(self: Store, id: str, only_in: tuple[str, ...] | None = None, **values: Any) -> bool:
        if ("progress" in values or "pid" in values or "ended" in values) and len(refused) < 2:
            refused.append(values)
            raise sqlite3.OperationalError("database or disk is full")
        return changed(self, id, only_in, **values)

    monkeypatch.setattr(Store, "change", full)
    runs = Queue(tmp_path.resolve(), tmp_path.resolve() / OWN)
    runs.start()
    try:
        id = runs.add("fly", "sounding-rocket", None, {"lang": "en"})
        until(lambda: runs.store.row(id)["state"] not in ("queued", "running"), 300)
        assert (runs.store.row(id)["state"], runs.store.row(id)["error"]) == ("done", None)
    finally:
        runs.stop()
    assert len(refused) == 2
    assert "disk is full" in capsys.readouterr().err


def test_what_a_library_prints_is_no_news_of_a_run(tmp_path: Path) -> None:
    words = (
        "import sys; sys.stdin.readline(); print(5); print('[1]'); print('null'); print('{\"done\": 1, \"total\": 1}')"
    )
    store = Store(tmp_path / "jobs.sqlite")
    store.add("a", "fly", "x", {}, "runs/a")
    with subprocess.Popen(
        [sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert queue._followed(store, "a", worker, {}) is None
    assert store.row("a")["progress"] == {"done": 1, "total": 1}
    store.close()


def test_only_a_worker_of_this_folder_is_waited_for(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    for name in ("mine", "other"):
        (root / name).mkdir()
    with subprocess.Popen([sys.executable, "-m", queue.WORKER], stdin=subprocess.PIPE, cwd=root / "other") as worker:
        try:
            until(lambda: queue._is_worker(str(worker.pid), root / "other"), 20)
            assert not queue._is_worker(str(worker.pid), root / "mine")
            began = time.monotonic()
            queue._wait_for_end(str(worker.pid), root / "mine")
            assert time.monotonic() - began < 5
        finally:
            worker.kill()


def test_modules_in_the_folder_are_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, mark = tmp_path.resolve() / "served", tmp_path / "ran"
    (root / "luncur").mkdir(parents=True)
    for name in ("luncur/__init__.py", "json.py", "planted.py"):
        (root / name).write_text(f"open({str(mark)!r}, 'w')")
    (root / "impacts.parquet").write_bytes(b"PAR1" * 10)
    monkeypatch.chdir(root)

    with pytest.raises(Refused, match=r"impacts\.parquet"):
        Impacts(root / OWN).of(root)
    command = [*Source("soyuz-vostochny-sso", udp="127.0.0.1:0").command(), "--help"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as watching:
        assert watching.wait(60) == 0
    monkeypatch.setattr(queue, "WORKER", "planted")
    runs = Queue(root, root / OWN)
    runs.start()
    try:
        id = runs.add("fly", "soyuz-vostochny-sso", None, {"lang": "en"})
        until(lambda: runs.store.row(id)["state"] == "failed", 60)
        assert "No module named planted" in runs.store.row(id)["error"]
    finally:
        runs.stop()
    assert not mark.exists()


def test_a_list_that_cannot_be_read_just_now_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path) as running:

        def held(self: Store) -> list[dict[str, Any]]:
            raise sqlite3.OperationalError("database is locked")

        monkeypatch.setattr(Store, "rows", held)
        answer = running.client.get("/api/jobs")
        assert answer.status_code == 503
        assert json.loads(answer.text)["error"].startswith("the list of runs")
