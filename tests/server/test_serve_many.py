"""Many at once, and whatever the description of the addresses allows."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from conftest import Running, served
from luncur.server import limits
from luncur.server.errors import Refused
from luncur.server.kernels import Kernels
from luncur.server.streams import Streams

CLIENTS = 50
SECONDS = 6.0
EXAMPLES = 8  # of each address, right and wrong
VIEWS = (
    "/", "/api/about", "/api/folders", "/api/folders/study/summary", "/api/folders/study/trajectory", "/api/folders/study/impacts?most=2000",
    "/api/basemap/land.json?detail=1", "/api/folders/study/files", "/api/jobs", "/api/missions",
)  # fmt: skip


def test_fifty_clients_at_once_get_answers(running: Running) -> None:
    question = {"time_s": 95.0, "mode": "explosion", "fragments": 200}
    assert running.client.post("/api/folders/study/fail", json=question).status_code == 200
    wrong: list[str] = []
    counted = [0] * CLIENTS
    until = time.monotonic() + SECONDS

    def one(number: int) -> None:
        with httpx.Client(base_url=running.address, timeout=120.0, trust_env=False) as client:
            while time.monotonic() < until:
                try:
                    if counted[number] % 20 == number % 20:
                        answer = client.post("/api/folders/study/fail", json={**question, "seed": number})
                    else:
                        answer = client.get(VIEWS[(number + counted[number]) % len(VIEWS)])
                    if answer.status_code != 200:
                        wrong.append(f"{answer.url} {answer.status_code} {answer.text[:100]}")
                except httpx.TransportError as error:
                    wrong.append(repr(error))
                counted[number] += 1

    threads = [threading.Thread(target=one, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert wrong == []
    assert min(counted) >= 1


def test_who_comes_when_too_many_are_there_is_told_to_come_again(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TOGETHER", 0)
    answer = running.client.get("/api/about")
    assert answer.status_code == 429
    assert "again" in answer.json()["error"]
    monkeypatch.undo()
    assert running.client.get("/api/about").status_code == 200


def test_computations_are_done_in_turn_and_no_more_wait_than_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FAIL_WAITING", 2)
    kernels, go, done = Kernels(), threading.Event(), []
    first = kernels.submit(lambda: go.wait(30))
    while not first.running():
        time.sleep(0.01)
    waiting = [kernels.submit(lambda n=n: done.append((n, threading.current_thread().name))) for n in (1, 2)]
    with pytest.raises(Refused, match="too many"):
        kernels.submit(lambda: None)
    waiting[0].cancel()
    go.set()
    waiting[1].result(30)
    assert done == [(2, "kernels")]
    with pytest.raises(ZeroDivisionError):
        kernels.submit(lambda: 1 / 0).result(30)


def test_no_more_streams_than_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STREAMS", 1)
    streams = Streams()
    with streams.one(), pytest.raises(Refused, match="streams"):
        streams.check()
    streams.check()


def test_no_question_that_can_be_asked_makes_a_mistake_of_the_server(results: Path, tmp_path: Path) -> None:
    """Every address with whatever its own description allows, and with what it does not; of a folder that may be changed."""
    (tmp_path / "event").mkdir()
    for file in (results / "event").iterdir():
        (tmp_path / "event" / file.name).write_bytes(file.read_bytes())
    with served(tmp_path) as running:
        described = schemathesis.openapi.from_url(f"{running.address}/api/openapi.json")
        operations = [found.ok() for found in described.get_all_operations()]
        assert len(operations) > 25
        for operation in operations:
            for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
                asked(operation, mode)
        assert running.client.get("/api/about").status_code == 200


def asked(operation: Any, mode: schemathesis.GenerationMode) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
    def one(case: schemathesis.Case) -> None:
        answer = case.call(timeout=120)
        assert answer.status_code < 500, answer.content[:300]
        if answer.status_code >= 400 and answer.headers.get("content-type") == ["application/json"]:
            assert set(answer.json()) == {"error"}

    try:
        one()
    except (Unsatisfiable, schemathesis.errors.InvalidSchema):  # nothing of an address without arguments can be wrong
        assert mode is schemathesis.GenerationMode.NEGATIVE
