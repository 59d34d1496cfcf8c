"""Many at once, and whatever the description of the addresses allows."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from conftest import Running, served

CLIENTS = 50
SECONDS = 6.0
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


@pytest.fixture(scope="module")
def described(results: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.schemas.BaseSchema]:
    """The addresses as a server describes them; of a folder of its own, since some of them change it."""
    root = tmp_path_factory.mktemp("described")
    (root / "event").mkdir()
    for file in (results / "event").iterdir():
        (root / "event" / file.name).write_bytes(file.read_bytes())
    with served(root) as running:
        yield schemathesis.openapi.from_url(f"{running.address}/api/openapi.json")


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_question_that_can_be_asked_makes_a_mistake_of_the_server(case: schemathesis.Case) -> None:
    answer = case.call(timeout=120)
    assert answer.status_code < 500, answer.content[:300]
    if answer.status_code >= 400 and answer.headers.get("content-type") == ["application/json"]:
        assert set(answer.json()) == {"error"}
