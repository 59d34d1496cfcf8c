"""Works off the list of runs: one worker process at a time, taken up again after whatever ended it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from luncur.errors import InputError, LuncurError
from luncur.files import write_atomic
from luncur.folder import locked
from luncur.processes import python_module
from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.folders import id_of
from luncur.server.runs.store import Store, now
from luncur.server.runs.task import RUNS, task_of
from luncur.speaking import say

WORKER = "luncur.server.runs.worker"
ENDING_SECONDS = 10.0  # that a worker is given to end
AGAIN_SECONDS = 5.0  # after which a list that could not be read or written is tried again


class Queue:
    """The runs of a served folder.  One server at a time works them off; another only shows them as they were.

    own: folder of the server's files, root: the served folder; 409 for every change where nothing can be written.
    """

    def __init__(self, root: Path, own: Path) -> None:
        self._root, self._own = root, own
        self._store: Store | None = None
        self._held = contextlib.ExitStack()
        self._why = "the queue of runs has not begun"
        self._wake, self._ending = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[str] | None = None
        self._working: str | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Open the list and begin to work it off."""
        try:
            self._own.mkdir(exist_ok=True)
            if self._own.is_symlink():
                raise InputError(str(self._own), "", None, "a folder, not a link")
            self._held.enter_context(locked(self._own))
            self._store = Store(self._own / "jobs.sqlite")
        except (OSError, InputError):
            self._held.close()
            self._why = "runs cannot be started: this folder is served by another luncur serve, or cannot be written to"
            return
        except sqlite3.Error as error:
            self._held.close()
            self._why = f"the list of runs, {self._own.name}/jobs.sqlite, cannot be read ({error}); move it away to begin another"
            return
        self._thread = threading.Thread(target=self._work_off, name="runs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the worker; the run that it was at goes on when a server starts here again."""
        with self._lock:  # so that none is just being started
            self._ending.set()
            self._end_worker()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(ENDING_SECONDS)
        store, self._store = self._store, None
        if store is not None:
            store.close()
        self._held.close()

    @property
    def store(self) -> Store:
        if self._store is None:
            raise Refused(409, self._why)
        return self._store

    def check(self) -> None:
        """409 where no run can be taken, 429 while too many wait."""
        if self.store.waiting() >= limits.QUEUE:
            raise Refused(429, f"{limits.QUEUE} runs are waiting; cancel one, or ask again later")

    def add(self, command: str, name: str, text: str | None, options: dict[str, Any]) -> str:
        """Put a run into the queue; its id.  text: of an edited mission, kept beside its results; None: a built-in's name."""
        self.check()
        id = f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"
        folder = self._root / RUNS / f"{command}-{_plain(name)}-{id}"
        (self._root / RUNS).mkdir(exist_ok=True)
        if Path(os.path.realpath(self._root / RUNS)) != self._root / RUNS:
            raise Refused(409, "the folder runs in the served folder is a link; nothing is written there")
        file = folder.with_name(folder.name + ".toml")
        if text is not None:
            write_atomic(file, text.encode())
        mission = name if text is None else f"{RUNS}/{file.name}"
        try:
            self.store.add(id, command, mission, options, f"{RUNS}/{folder.name}")
        except sqlite3.Error:
            file.unlink(missing_ok=True)
            raise
        self._wake.set()
        return id

    def record(self, row: dict[str, Any]) -> dict[str, Any]:
        """A run as it is told: with the id of its folder once that is complete, and without what is the server's own."""
        keys = ("id", "command", "options", "state", "progress", "error", "made", "started", "ended")
        folder = id_of(row["folder"] or "") if row["state"] == "done" else None
        return {**{key: row[key] for key in keys}, "mission": Path(row["mission"] or "").name, "folder": folder}

    def cancel(self, id: str) -> None:
        """Stop a run, or take it from the queue; 409 when it has ended."""
        if not self.store.change(id, ("queued", "running"), state="cancelled", ended=now()):
            raise Refused(
                409, f"this run is {self.store.row(id)['state']}; only one that waits or runs can be cancelled"
            )
        with self._lock:
            if self._working == id:
                self._end_worker()

    def resume(self, id: str) -> None:
        """Put a run that was cancelled, interrupted or failed into the queue again; it goes on from its last checkpoint."""
        if not self.store.change(id, ("cancelled", "interrupted", "failed"), state="queued", ended=None, error=None):
            raise Refused(
                409, f"this run is {self.store.row(id)['state']}; only one that has ended without a result can go on"
            )
        self._wake.set()

    def _work_off(self) -> None:
        """Run after run; a list that cannot be written for a while, as on a full disk, is tried again, not given up."""
        store, told = self.store, ""
        while not self._ending.is_set():
            try:
                self._next(store)
                told = ""
            except sqlite3.Error as error:
                if str(error) != told and not self._ending.is_set():
                    told = str(error)
                    say(f"luncur: the list of runs cannot be read or written just now: {told}", err=True)
                self._ending.wait(AGAIN_SECONDS)

    def _next(self, store: Store) -> None:
        row = store.next()
        if row is None:
            self._wake.wait()
            self._wake.clear()
            return
        try:
            task = task_of(self._root, row)
            _wait_for_end(row["pid"], self._root)
            self._run(store, row, task)
        except (LuncurError, OSError) as error:
            store.change(row["id"], ("queued", "running"), state="failed", ended=now(), error=str(error)[:1000])

    def _run(self, store: Store, row: dict[str, Any], task: dict[str, Any]) -> None:
        id = row["id"]
        with self._lock:
            if self._ending.is_set() or not store.change(
                id, ("queued", "running"), state="running", started=row["started"] or now()
            ):
                return
            worker = subprocess.Popen(
                python_module(WORKER), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                encoding="utf-8", errors="replace", cwd=self._root, start_new_session=True,
            )  # fmt: skip
            self._worker, self._working = worker, id
        last = _Last()
        reader = threading.Thread(target=last.read, args=(worker,), daemon=True)
        reader.start()
        try:
            store.change(id, pid=str(worker.pid))
            error = _followed(store, id, worker, task)
        finally:
            with self._lock:
                self._end_worker()  # one that nobody follows any more, since the list could not be written
            worker.wait()
            for stream in (worker.stdin, worker.stdout):
                with contextlib.suppress(OSError):
                    if stream is not None:
                        stream.close()
            with self._lock:
                self._worker, self._working = None, None
        reader.join(ENDING_SECONDS)
        if self._ending.is_set():
            return  # it stays "running": the next server takes it up again
        self._ended(store, id, worker.returncode, error, last)

    def _ended(self, store: Store, id: str, status: int, error: str | None, last: _Last) -> None:
        if status == 0:
            store.change(id, ("running",), state="done", ended=now(), error=None)
        elif status == 2 and error is not None:
            store.change(id, ("running",), state="failed", ended=now(), error=error)
        elif status < 0:
            said = f"the run was ended by signal {-status} from outside; resume it to go on"
            store.change(id, ("running",), state="interrupted", ended=now(), error=said)
        else:
            said = f"the run ended with status {status}: {last.line or 'it said nothing'}"[:500]
            store.change(id, ("running",), state="failed", ended=now(), error=said)

    def _end_worker(self) -> None:
        worker = self._worker
        if worker is not None and worker.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(worker.pid, signal.SIGTERM)


class _Last:
    """The last line that a worker wrote to standard error."""

    def __init__(self) -> None:
        self.line = ""

    def read(self, worker: subprocess.Popen[str]) -> None:
        assert worker.stderr is not None
        with worker.stderr as lines:
            for line in lines:
                self.line = line.strip()[-300:] or self.line


def _followed(store: Store, id: str, worker: subprocess.Popen[str], task: dict[str, Any]) -> str | None:
    """Give a worker its task and note its progress until it ends; the sentence of its error, if it said one."""
    error, noted = None, 0.0
    assert worker.stdin is not None
    assert worker.stdout is not None
    with contextlib.suppress(OSError):
        worker.stdin.write(json.dumps(task) + "\n")
        worker.stdin.flush()
    for line in worker.stdout:
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if not isinstance(said, dict):
            continue  # what a library printed
        if "error" in said:
            error = str(said["error"])[:1000]
        elif time.monotonic() - noted > 0.25 or said.get("done") == said.get("total"):
            with contextlib.suppress(sqlite3.Error):  # a run is worth more than the note of how far it is
                store.change(id, progress=said)
            noted = time.monotonic()
    worker.wait()
    return error


def _wait_for_end(pid: str | None, root: Path) -> None:
    """Wait for a worker that an earlier server left to see that the server is gone; end it if it does not."""
    began = time.monotonic()
    while pid is not None and _is_worker(pid, root):
        if time.monotonic() - began > ENDING_SECONDS:
            with contextlib.suppress(OSError):
                os.kill(int(pid), signal.SIGKILL)
        if time.monotonic() - began > 2 * ENDING_SECONDS:
            raise OSError(f"process {pid}, which was at this run, does not end")
        time.sleep(0.05)


def _is_worker(pid: str, root: Path) -> bool:
    """Whether a process is a worker of this folder: numbers are given again, perhaps to the worker of another server."""
    try:
        place = Path(f"/proc/{int(pid)}")
        words = (place / "cmdline").read_bytes().split(b"\0")
        ended = "Z" in (place / "stat").read_text().rpartition(")")[2][:3]
        return WORKER.encode() in words and not ended and os.readlink(place / "cwd") == str(root)
    except (OSError, ValueError):
        return False


def _plain(name: str) -> str:
    """A name for a folder: letters, digits and hyphens of what it is called."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in name).strip("-")[:40].lower() or "mission"
