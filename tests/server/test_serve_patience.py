"""What waits, and for how long: connections, bodies, computations that nobody wants any more, sessions nobody looks at."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi import Request
from serve_process import Process, until

from conftest import MISSION, Running, served
from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.kernels import Kernels
from luncur.server.people_picture import picture
from luncur.server.safety import COOKIE, _cookie
from luncur.server.watching import session, sessions


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of a folder with a recording that is none."""
    root = tmp_path_factory.mktemp("patience")
    (root / "broken.csv").write_text("nothing,of,the,kind\n1,2,3,4\n")
    with served(root) as found:
        yield found


def ended_after(line: socket.socket, most: float) -> float:
    """Seconds until the server closes a connection."""
    began = time.monotonic()
    line.settimeout(most)
    while line.recv(65536):
        pass
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (b"", b""),
        (b"", b"GET /api/about HTTP/1.1\r\nHo"),
        (b"GET /api/about HTTP/1.1\r\nHost: @HERE\r\n\r\n", b"GET /api"),
    ],
)
def test_a_request_that_never_comes_is_not_waited_for(
    running: Running, monkeypatch: pytest.MonkeyPatch, before: bytes, said: bytes
) -> None:
    monkeypatch.setattr(limits, "HEAD_SECONDS", 0.4)
    here = f"127.0.0.1:{running.settings.port}".encode()
    with socket.create_connection(("127.0.0.1", running.settings.port)) as line:
        if before:
            line.sendall(before.replace(b"@HERE", here))
            assert line.recv(65536).startswith(b"HTTP/1.1 200")
        line.sendall(said)
        assert ended_after(line, 10.0) < 5.0


def test_an_answer_that_takes_long_is_not_cut_off(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HEAD_SECONDS", 0.1)
    id = running.client.post("/api/jobs", json={"command": "fly", "mission": "sounding-rocket"}).json()["id"]
    with running.client.stream("GET", f"/api/jobs/{id}/events") as events:
        told = [json.loads(line[6:])["state"] for line in events.iter_lines() if line.startswith("data: ")]
    assert told[-1] == "done"


def test_no_more_bodies_arrive_together_than_are_allowed(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    assert running.client.post("/api/missions/check", json={"text": ""}).status_code == 200
    monkeypatch.setattr(limits, "ARRIVING", 2)
    here = f"127.0.0.1:{running.settings.port}"
    head = f"POST /api/missions/check HTTP/1.1\r\nHost: {here}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n"
    with ExitStack() as lines:
        for _ in range(2):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", running.settings.port)))
            line.sendall(head.encode() + b"{")
        until(lambda: running.client.post("/api/missions/check", json={"text": ""}).status_code == 429, 10)
        assert running.client.get("/api/about").status_code == 200
    until(lambda: running.client.post("/api/missions/check", json={"text": ""}).status_code == 200, 10)


def test_what_was_given_up_is_not_computed() -> None:
    kernels, go, done = Kernels(), threading.Event(), []
    kernels.submit(lambda: go.wait(30))

    async def gone() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def there() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def both() -> None:
        waiting = asyncio.create_task(kernels.ask(lambda: done.append("wanted") or 7, Request({"type": "http"}, there)))
        with pytest.raises(Refused):
            await kernels.ask(lambda: done.append("given up"), Request({"type": "http"}, gone))
        go.set()
        assert await waiting == 7

    asyncio.run(both())
    assert done == ["wanted"]


@pytest.mark.parametrize(
    "cookies", ["{}=T", "a=1; {}=T", '{}="T"', 'a={{"x":1}}; {}=T', "x[1]=2; {}=T", "a; {}=T; b", "a=b c;{}=T", "expires=1; {}=T"]
)  # fmt: skip
def test_cookies_of_other_programs_do_not_hide_ours(cookies: str) -> None:
    assert _cookie(cookies.format(COOKIE)) == "T"
    assert _cookie(cookies.format("other" + COOKIE)) == ""


def test_a_large_picture_takes_little_memory() -> None:
    whole = (-84.0, -180.0, 84.0, 180.0)
    picture("settlements", whole, 16, "mercator")  # which reads the grid
    tracemalloc.start()
    data = picture("settlements", whole, 2048, "mercator")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(data) > 200_000
    assert peak < 40e6


def watched(running: Running) -> int:
    return running.client.post("/api/watch", json={"mission": MISSION, "replay": "broken.csv"}).status_code


def test_a_session_that_is_over_takes_no_place(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WATCHES", 1)
    monkeypatch.setattr(session, "ENDED_SECONDS", 0.0)
    assert watched(running) == 201
    assert watched(running) == 429
    until(lambda: running.client.get("/api/watch").json()["sessions"][0]["ended"], 120)
    assert watched(running) == 201


def test_a_session_that_nobody_looks_at_ends_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "SWEEP_SECONDS", 0.1)
    monkeypatch.setattr(session, "UNSEEN_SECONDS", 1.0)
    with served(tmp_path) as running:
        assert running.client.post("/api/watch", json={"mission": MISSION, "udp": "127.0.0.1:18931"}).status_code == 201
        assert len(running.client.get("/api/watch").json()["sessions"]) == 1
        until(lambda: running.client.get("/api/watch").json()["sessions"] == [], 30)


def test_two_may_end_the_same_session() -> None:
    class Open:
        closed = 0

        async def close(self) -> None:
            Open.closed += 1
            await asyncio.sleep(0.05)

    async def both() -> None:
        several = sessions.Sessions()
        several._open = {"a": Open()}  # type: ignore[dict-item]
        await asyncio.gather(several.end("a"), several.end("a"), several.stop())

    asyncio.run(both())
    assert Open.closed == 1


def test_a_killed_server_leaves_no_watcher(tmp_path: Path) -> None:
    with Process(tmp_path) as server:
        wanted = {"mission": MISSION, "udp": "127.0.0.1:18932"}
        assert server.client.post("/api/watch", json=wanted).status_code == 201
        pid = server.process.pid
        children = Path(f"/proc/{pid}/task").glob("*/children")
        found = [child for file in children for child in file.read_text().split()]
        assert found
        server.end(signal.SIGKILL)
        until(lambda: not any(is_alive(child) for child in found), 60)


def is_alive(pid: str) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3]
    except OSError:
        return False


def test_the_description_tells_how_refusals_look(running: Running) -> None:
    document = running.client.get("/api/openapi.json").json()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert "422" not in operation["responses"], path
            schema = operation["responses"]["4XX"]["content"]["application/json"]["schema"]
            assert schema["$ref"].endswith("/Said")
    assert document["components"]["schemas"]["Said"]["required"] == ["error"]
