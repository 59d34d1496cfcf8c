"""What `luncur serve` says when it starts, when it ends, and when it is ended in the middle of something."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from serve_process import Process

ENDED = "luncur: serve has ended"


def lines(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.strip()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_line_at_the_start_and_one_at_the_end(tmp_path: Path, number: int) -> None:
    with Process(tmp_path) as server:
        first, last = lines(server.end(number))
    assert first.startswith(f"luncur: starting to serve {tmp_path}")
    assert last.startswith(ENDED)


def test_a_second_interrupt_at_once_is_no_traceback(tmp_path: Path) -> None:
    """Who presses Ctrl-C twice, or has a wrapper that passes it on, gets the same sentence."""
    with Process(tmp_path) as server:
        server.process.send_signal(signal.SIGINT)
        time.sleep(0.02)
        said = lines(server.end(signal.SIGINT))
    assert len(said) == 2, said
    assert said[1].startswith(ENDED)


def test_the_first_line_comes_before_anything_is_loaded(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "luncur.cli", "serve", str(tmp_path), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        before = []
        for line in process.stderr:
            if line.startswith("luncur: starting"):
                break
            before.append(line)
        loaded = {line.rpartition("|")[2].strip() for line in before}
        assert "luncur.server.settings" in loaded
        assert not loaded & {"fastapi", "uvicorn", "numpy", "numba"}
    finally:
        process.kill()
        process.communicate()


def test_a_second_server_of_a_folder_says_so_at_once(tmp_path: Path) -> None:
    with Process(tmp_path), Process(tmp_path) as second:
        said = lines(second.end(signal.SIGINT))
    assert "served by another luncur serve" in said[1]
    assert said[2].startswith(ENDED)


def test_an_interrupt_while_a_study_is_prepared_is_no_traceback(results: Path, tmp_path: Path) -> None:
    """With an empty cache the kernels of the study are compiled first, which takes longer than anybody waits for an end."""
    answers: list[Any] = []
    with Process(results, LUNCUR_CACHE=str(tmp_path)) as server:

        def ask() -> None:
            with suppress(httpx.TransportError):
                answers.append(server.client.get("/api/folders/study/failing", timeout=120))

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(1.5)
        assert not answers  # it is still being prepared
        began = time.monotonic()
        said = lines(server.end(signal.SIGINT))
        took = time.monotonic() - began
        asking.join(10)
    assert server.process.returncode == 0
    # no traceback: sentences only, of which one may tell that another test serves this folder too
    assert all(line.startswith("luncur: ") for line in said), said
    assert said[-1].startswith(ENDED)
    assert took < 30
    assert [(one.status_code, "ending" in one.json()["error"]) for one in answers] == [(503, True)]


def test_a_page_that_looks_on_does_not_hold_up_the_end(tmp_path: Path) -> None:
    with Process(tmp_path) as server:
        wanted = {"command": "assess", "mission": "soyuz-vostochny-sso", "options": {"samples": 3072}}
        id = server.client.post("/api/jobs", json=wanted).json()["id"]
        got = []

        def look() -> None:
            with suppress(httpx.TransportError), server.client.stream("GET", f"/api/jobs/{id}/events") as events:
                got.extend(events.iter_lines())

        looking = threading.Thread(target=look)
        looking.start()
        while not got:
            time.sleep(0.05)
        os.kill(server.process.pid, signal.SIGINT)
        looking.join(30)
        said = lines(str(server.process.communicate(timeout=30)[1]))
    assert not looking.is_alive()
    assert len(said) == 2, said
    assert said[1].startswith(ENDED)
